"""The reasons of a result and what its reader must be warned of, in sentences, each with its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dualuse.diligence.cyber_surveillance_criteria import LISTED, contradicts
from dualuse.diligence.flags_and_decisions import INFORMED, is_adverse, sets_nothing
from dualuse.diligence.questionnaire import questions, version
from dualuse.diligence.subjects import Place, Placed
from dualuse.i18n import N_, Count, Message, render, translate
from dualuse.i18n.statuses import ANSWER, DILIGENCE_LEVEL
from dualuse.inputs.persons import in_words
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

ELEMENT_NAMES: Final = {
    "specially_designed": N_("not specially designed for it"),
    "covert": N_("not covert"),
    "natural_persons": N_("not of natural persons"),
    "ability": N_("no ability to monitor, extract, collect or analyse"),
    "systems": N_("no data from information and telecommunication systems"),
}
_STATES: Final = {
    "open": N_("{label} Answered {answer}: a red flag that no measure answers."),
    "promised": N_(
        "{label} Answered {answer}: a red flag; the measure against it does not say how it is verified, and is a promise."
    ),
    "mitigated": N_(
        "{label} Answered {answer}: a red flag with a measure that can be verified; whether that is enough, a person judges."
    ),
}
_EFFECTS: Final = {
    "stop": N_("{label} Answered {answer}: this stops the transaction, and no measure takes it away."),
    "notify": N_(
        "{label} Answered {answer}: apply for an authorisation or notify the authority first; no measure settles this."
    ),
    "aware": N_("{label} Answered {answer}: this is awareness of the intended use."),
    "examine": N_("{label} Answered {answer}: the elements of Art. 2(20) need a closer look."),
}
_HOUSE_STOP: Final = N_(
    "{label} Answered {answer}: this stops the transaction by a rule of this program, not of the source; no measure takes it away."
)
_SELF_BLINDING: Final = N_(
    "{label} Answered {answer}: who ignores what is at hand is treated as one who knows of it; this is an indication at least."
)
EXAMINATIONS: Final = {
    "listed": N_(
        "Item {item} is listed as a cyber-surveillance item: nothing more is asked about what it is."
    ),
    "yes": N_("Item {item} is a cyber-surveillance item: every element of Art. 2(20) is there."),
    "unknown": N_("Whether item {item} is a cyber-surveillance item is open."),
    "voluntary": N_(
        "Item {item} is no cyber-surveillance item for this alone: {elements}. The human-rights questions are asked all the same, voluntarily."
    ),
    "no": N_("Item {item} is no cyber-surveillance item: {elements}."),
}


def new_reason(language: str, code: str, text: str, **params: Any) -> Reason:
    """The reason with this sentence in ``language``."""
    return Reason(code, render(Message(code, text, params), language))


def label(shown: ShownAnswer) -> str:
    """``D09 (Example Trading FZE): the question``."""
    return f"{shown.named}: {shown.text}"


def titled(shown: ShownAnswer, language: str) -> str:
    """``freeze or ban by the Union or the UN (D09, Example Trading FZE)``: what a question is about, before its code."""
    question = questions().get(shown.question)  # a dossier may name one that is no longer asked
    named = ", ".join(filter(None, (shown.question, shown.item or shown.party)))
    return f"{translate(question.title, language)} ({named})" if question and question.title else named


_ASKED_FIRST: Final = ("stop", "notify", "aware", "raise")


def order_of_asking(shown: ShownAnswer) -> tuple[int, str]:
    """The order in which questions are asked: what stops first, then what the authority must hear, awareness, red flags."""
    first = _ASKED_FIRST.index(shown.effect) if shown.effect in _ASKED_FIRST else len(_ASKED_FIRST)
    return (first, shown.question)


def flag_reasons(flags: Sequence[Flag], language: str) -> Iterator[Reason]:
    """Why each flag that is raised counts, in their order."""
    for flag in flags:
        if flag.state in ("clear", "unknown"):
            continue
        question = questions()[flag.shown.question]
        if question.house_rule:
            yield answer_reason("stop", _HOUSE_STOP, flag.shown, language)
        elif question.self_blinding:
            yield answer_reason("self_blinding", _SELF_BLINDING, flag.shown, language)
        elif flag.shown.effect in _EFFECTS:
            yield answer_reason(flag.shown.effect, _EFFECTS[flag.shown.effect], flag.shown, language)
        else:
            yield answer_reason(f"flag_{flag.state}", _STATES[flag.state], flag.shown, language)


def effect_reason(shown: ShownAnswer, language: str) -> Reason:
    """Why an adverse answer of effect ``aware`` or ``examine`` counts."""
    return answer_reason(shown.effect, _EFFECTS[shown.effect], shown, language)


def answer_reason(code: str, text: str, shown: ShownAnswer, language: str) -> Reason:
    """A reason that rests on an answer."""
    answer = ANSWER.short[shown.answered.answer] if shown.answered else ""
    return new_reason(language, code, text, label=label(shown), answer=translate(answer, language))


def examination_reason(examination: CyberSurveillance, listed: bool, language: str) -> Reason:
    """What the examination of an item comes to."""
    state = "listed" if listed else "voluntary" if examination.voluntary else examination.result
    elements = tuple(translate(ELEMENT_NAMES[element], language) for element in examination.fails_on)
    code, text = f"cyber_surveillance_{state}", EXAMINATIONS[state]
    return new_reason(language, code, text, item=examination.item or "1", elements=elements)


def warnings_of(
    findings: Findings,
    statements: Placed,
    examinations: Sequence[CyberSurveillance],
    flags: Sequence[Flag],
    open_questions: Sequence[ShownAnswer],
    proposed: tuple[Level, Level],
    language: str,
) -> Iterator[Reason]:
    """The warnings, those about the decision first."""
    yield from _decided_over_open(findings, open_questions, language)
    yield from _decision_warnings(findings, proposed, language)
    if sets_nothing(findings.decision, examinations, flags):
        yield new_reason(
            language,
            "indication_sets_nothing",
            N_(
                "The decision sets no knowledge: no item is examined to be one for cyber-surveillance, and no flag speaks of internal repression or serious violations (Art. 5(2)). Flags of another kind are settled for themselves."
            ),
        )
    yield from _examination_warnings(statements, examinations, language)
    for place, answered in statements.answers.items():
        if place.question == INFORMED and answered.answer == "yes":
            yield new_reason(
                language,
                "authority_informed",
                N_(
                    "An authority has informed the exporter: that is its act, and sets knowledge.internal_repression: informed, whatever is decided here (Art. 5(1))."
                ),
            )
    for place, measures in statements.mitigations.items():
        meant = questions()[place.question].mitigations
        for mitigation in measures:
            if mitigation.measure and meant and mitigation.measure not in meant:
                yield new_reason(
                    language,
                    "measure_not_meant",
                    N_(
                        "{measure} is not among the measures that are meant for {flag}: say why it answers it."
                    ),
                    measure=mitigation.measure,
                    flag=place.question,
                )
    if findings.version and findings.version != version():
        yield new_reason(
            language,
            "questionnaire_version",
            N_(
                "Answered under the questionnaires of {stated}, judged under those of {now}: look at changed questions again."
            ),
            stated=findings.version,
            now=version(),
        )


def _decided_over_open(
    findings: Findings, open_questions: Sequence[ShownAnswer], language: str
) -> Iterator[Reason]:
    """What was not answered is not "no": a decision "no indication" over it says less than it seems to."""
    raising = [
        question
        for question in open_questions
        if questions()[question.question].flags or question.effect == "aware"
    ]
    if findings.decision is not None and findings.decision.level == "no_indication" and raising:
        yield new_reason(
            language,
            "decided_over_open",
            N_(
                "“No indication” was decided while questions are open that could raise a flag or show awareness: {number}. Not answered is not no."
            ),
            number=Count(len(raising)),
        )


def _decision_warnings(findings: Findings, proposed: tuple[Level, Level], language: str) -> Iterator[Reason]:
    decision = findings.decision
    if decision is None:
        return
    if LEVELS.index(decision.level) < LEVELS.index(proposed[0]):
        text = N_("Decided below what the answers say: {level}, where they say at least {low}.")
        names = {"level": DILIGENCE_LEVEL.long[decision.level], "low": DILIGENCE_LEVEL.long[proposed[0]]}
        yield new_reason(
            language,
            "decided_below",
            text,
            **{name: translate(level, language) for name, level in names.items()},
        )
    stated: tuple[Answered | Mitigation, ...] = (*findings.answers, *findings.mitigations)
    if any(_is_later(statement.time, decision.time) for statement in stated):
        yield new_reason(
            language,
            "decided_before",
            N_("Something was answered after the decision: it was taken without it."),
        )


def _is_later(time: str, than: str) -> bool:
    """Whether ``time`` is after ``than``; a day and a moment are compared as days."""
    short = min(len(time), len(than))
    return bool(short) and time[:short] > than[:short]


def _examination_warnings(
    statements: Placed, examinations: Sequence[CyberSurveillance], language: str
) -> Iterator[Reason]:
    for examination in examinations:
        if contradicts(examination):
            yield new_reason(
                language,
                "commercial_contradiction",
                N_(
                    "Item {item}: every element of Art. 2(20) is answered to be there, and its use is said to be purely commercial. Recital 8 takes that out generally, not always: the result is open until a person answers one of them anew."
                ),
                item=examination.item or "1",
            )
        for element in examination.elements:
            question = questions()[element.question]
            answered = element.answered
            out = answered is not None and answered.answer != "unknown" and not is_adverse(question, answered)
            decides = out and question.element in examination.fails_on
            if decides and answered is not None and not in_words(answered.reason):
                yield new_reason(
                    language,
                    "element_no_reason",
                    N_("{question} takes item {item} out of Art. 2(20), and no reason is given."),
                    question=question.id,
                    item=examination.item or "1",
                )
        listed = statements.answers.get(Place(LISTED, item=examination.item))
        if listed is not None and listed.answer == "yes" and examination.elements:
            yield new_reason(
                language,
                "listed_not_classified",
                N_(
                    "Item {item} is said to be listed as a cyber-surveillance item, and its entries do not say so: classify it."
                ),
                item=examination.item or "1",
            )
