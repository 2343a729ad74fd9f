"""What a reader of the result must be told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.contract.diligence import (
    LEVELS,
    Answered,
    CyberSurveillance,
    Findings,
    Level,
    Mitigation,
    Reason,
)
from dualuse.diligence.examination import LISTED
from dualuse.diligence.flags import is_adverse
from dualuse.diligence.questionnaire import questions, version
from dualuse.diligence.reasons import LEVEL_NAMES, say
from dualuse.diligence.subjects import Place, Placed
from dualuse.wording import N_, translate

INFORMED: Final = "E05"
"""The question whether an authority has informed the exporter: its "yes" goes beyond what a decision here can set."""


def warnings_of(
    findings: Findings,
    found: Placed,
    examinations: Sequence[CyberSurveillance],
    proposed: tuple[Level, Level],
    language: str,
) -> Iterator[Reason]:
    """The warnings, those about the decision first."""
    yield from _of_decision(findings, proposed, language)
    yield from _of_examinations(found, examinations, language)
    for place, answered in found.answers.items():
        if place.question == INFORMED and answered.answer == "yes":
            text = N_(
                "An authority has informed the exporter: that is more than awareness. State knowledge.internal_repression: informed in the transaction (Art. 5(1))."
            )
            yield say(language, "authority_informed", text)
    for place, measures in found.mitigations.items():
        meant = questions()[place.question].mitigations
        for one in measures:
            if one.measure and meant and one.measure not in meant:
                text = N_(
                    "{measure} is not among the measures that are meant for {flag}: say why it answers it."
                )
                yield say(language, "measure_not_meant", text, measure=one.measure, flag=place.question)
    if findings.version and findings.version != version():
        text = N_(
            "Answered under the questionnaires of {stated}, judged under those of {now}: look at changed questions again."
        )
        yield say(language, "questionnaire_version", text, stated=findings.version, now=version())


def _of_decision(findings: Findings, proposed: tuple[Level, Level], language: str) -> Iterator[Reason]:
    decision = findings.decision
    if decision is None:
        return
    if LEVELS.index(decision.level) < LEVELS.index(proposed[0]):
        text = N_("Decided below what the answers say: {level}, where they say at least {low}.")
        names = {"level": LEVEL_NAMES[decision.level], "low": LEVEL_NAMES[proposed[0]]}
        yield say(
            language, "decided_below", text, **{name: translate(one, language) for name, one in names.items()}
        )
    stated: tuple[Answered | Mitigation, ...] = (*findings.answers, *findings.mitigations)
    if any(_is_later(one.time, decision.time) for one in stated):
        text = N_("Something was answered after the decision: it was taken without it.")
        yield say(language, "decided_before", text)


def _is_later(time: str, than: str) -> bool:
    """Whether ``time`` is after ``than``; a day and a moment are compared as days."""
    short = min(len(time), len(than))
    return bool(short) and time[:short] > than[:short]


def _of_examinations(
    found: Placed, examinations: Sequence[CyberSurveillance], language: str
) -> Iterator[Reason]:
    for examination in examinations:
        for element in examination.elements:
            question = questions()[element.question]
            given = element.answered
            out = given is not None and given.answer != "unknown" and not is_adverse(question, given)
            decides = out and question.element in examination.fails_on
            if decides and given is not None and not given.reason.strip():
                text = N_("{question} takes item {item} out of Art. 2(20), and no reason is given.")
                yield say(
                    language, "element_no_reason", text, question=question.id, item=examination.item or "1"
                )
        listed = found.answers.get(Place(LISTED, item=examination.item))
        if listed is not None and listed.answer == "yes" and examination.elements:
            text = N_(
                "Item {item} is said to be listed as a cyber-surveillance item, and its entries do not say so: classify it."
            )
            yield say(language, "listed_not_classified", text, item=examination.item or "1")
