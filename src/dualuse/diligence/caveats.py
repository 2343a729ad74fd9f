"""What a reader of the result must be told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dualuse.diligence.cyber_surveillance_criteria import LISTED, contradicts
from dualuse.diligence.deciding import INFORMED, sets_nothing
from dualuse.diligence.flags import is_adverse
from dualuse.diligence.questionnaire import questions, version
from dualuse.diligence.reasons import LEVEL_NAMES, say
from dualuse.diligence.subjects import Place, Placed
from dualuse.i18n import N_, Count, translate
from dualuse.schema.diligence import (
    LEVELS,
    Answered,
    CyberSurveillance,
    Findings,
    Flag,
    Level,
    Mitigation,
    Reason,
    ShownAnswer,
)


def warnings_of(
    findings: Findings,
    found: Placed,
    examinations: Sequence[CyberSurveillance],
    flags: Sequence[Flag],
    open_questions: Sequence[ShownAnswer],
    proposed: tuple[Level, Level],
    language: str,
) -> Iterator[Reason]:
    """The warnings, those about the decision first."""
    yield from _over_open(findings, open_questions, language)
    yield from _of_decision(findings, proposed, language)
    if sets_nothing(findings.decision, examinations, flags):
        text = N_(
            "The decision sets no knowledge: no item is examined to be one for cyber-surveillance, and no flag speaks of internal repression or serious violations (Art. 5(2)). Flags of another kind are settled for themselves."
        )
        yield say(language, "indication_sets_nothing", text)
    yield from _of_examinations(found, examinations, language)
    for place, answered in found.answers.items():
        if place.question == INFORMED and answered.answer == "yes":
            text = N_(
                "An authority has informed the exporter: that is its act, and sets knowledge.internal_repression: informed, whatever is decided here (Art. 5(1))."
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


def _over_open(findings: Findings, open_questions: Sequence[ShownAnswer], language: str) -> Iterator[Reason]:
    """What was not answered is not "no": a decision "no indication" over it says less than it seems to."""
    raising = [one for one in open_questions if questions()[one.question].flags or one.effect == "aware"]
    if findings.decision is not None and findings.decision.level == "no_indication" and raising:
        text = N_(
            "“No indication” was decided while questions are open that could raise a flag or show awareness: {number}. Not answered is not no."
        )
        yield say(language, "decided_over_open", text, number=Count(len(raising)))


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
        if contradicts(examination):
            text = N_(
                "Item {item}: every element of Art. 2(20) is answered to be there, and its use is said to be purely commercial. Recital 8 takes that out generally, not always: the result is open until a person answers one of them anew."
            )
            yield say(language, "commercial_contradiction", text, item=examination.item or "1")
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
