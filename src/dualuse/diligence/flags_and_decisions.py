"""A person's decision: where it may stand, what it sets, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Final

from dualuse.diligence.cyber_surveillance_criteria import Show, may_concern_rights
from dualuse.diligence.questionnaire import Question, questions
from dualuse.diligence.subjects import Place, Placed
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.schema.diligence import Answered, CyberSurveillance, Decision, Flag, FlagState, Level, Mitigation
from dualuse.version import legal_derivation

_SEVERITIES: Final = {"high": 0, "": 0, "medium": 1, "low": 2}
_LIKELIHOODS: Final = {"high": 0, "": 1, "medium": 2, "low": 3}
"""A likelihood that nobody stated goes before those known to be less."""


def is_adverse(question: Question, answered: Answered | None) -> bool:
    """Whether the answer is the one that speaks against the transaction."""
    return answered is not None and bool(question.adverse) and answered.answer == question.adverse


def is_of_repression(question: Question, answered: Answered | None, effect: str) -> bool:
    """Whether an adverse answer of that effect stands that speaks of internal repression or serious violations."""
    return question.effect == effect and question.of_repression and is_adverse(question, answered)


def state_of(question: Question, answered: Answered | None, mitigations: tuple[Mitigation, ...]) -> FlagState:
    """The state of the flag that ``question`` raises; a measure without a way to verify it is a promise."""
    if answered is None or answered.answer == "unknown":
        return "unknown"
    if not is_adverse(question, answered):
        return "clear"
    if not question.can_be_mitigated or not mitigations:
        return "open"
    return "mitigated" if any(mitigation.verified_by.strip() for mitigation in mitigations) else "promised"


@legal_derivation("Art. 5(2)")
def flags_of(asked: Iterable[Place], statements: Placed, show: Show) -> tuple[Flag, ...]:
    """The flags of the places that are asked, and of every adverse answer though it was not asked: stops first, then by severity, then by
    likelihood."""
    adverse = [
        place
        for place, answered in statements.answers.items()
        if is_adverse(questions()[place.question], answered)
    ]
    flags = []
    for place in dict.fromkeys([*asked, *adverse]):
        question = questions()[place.question]
        if question.flags:
            answered = statements.answers.get(place)
            measures = statements.mitigations.get(place, ())
            flags.append(
                Flag(
                    shown=show(question, answered, place),
                    state=state_of(question, answered, measures),
                    severity=(answered.severity if answered else "") or question.severity,
                    likelihood=answered.likelihood if answered else "",
                    mitigations=measures,
                )
            )
    return tuple(sorted(flags, key=_order))


def _order(flag: Flag) -> tuple[bool, int, int, str, str, str]:
    shown = flag.shown
    return (
        shown.effect != "stop",
        _SEVERITIES[flag.severity],
        _LIKELIHOODS[flag.likelihood],
        shown.question,
        shown.item,
        shown.party,
    )


KNOWLEDGE: Final[dict[Level, str]] = {"no_indication": "none", "indication": "suspects", "aware": "aware"}
"""The level of knowledge in the transaction that each decided level stands for."""
INFORMED: Final = "E05"
"""The question whether an authority has informed the exporter (Art. 5(1)): its act, which nobody here decides about."""


@legal_derivation("Art. 5(2)")
def check_decision(decision: Decision | None, answers: Sequence[Answered]) -> None:
    """Refuse a decision that ``answers`` (those that stand) do not leave to a person.

    Raises:
        InputError: it is below awareness while positive knowledge is answered (Art. 5(2)), or "no indication" over a stop of repression.
    """
    if decision is not None and (refused := refusal(decision, answers)):
        raise InputError([refused])


def refusal(decision: Decision, answers: Sequence[Answered]) -> Problem | None:
    """Why ``decision`` cannot stand beside ``answers``, or None."""
    known = _adverse(answers, "aware")
    if known and decision.level != "aware":
        return new_problem(
            "decision_below_awareness",
            N_("less than awareness cannot be decided while positive knowledge is answered: {names}"),
            N_(
                "Decide aware (Art. 5(2)); or, if the answer was wrong, withdraw it or answer the question again with the evidence first"
            ),
            path="decision.level",
            names=known,
        )
    stops = _adverse(answers, "stop")
    if stops and decision.level == "no_indication":
        return new_problem(
            "decision_over_stop",
            N_("“no indication” cannot be decided while a stop is open: {names}"),
            N_(
                "Decide indication or aware; or, if the answer was wrong, answer the question again with the evidence"
            ),
            path="decision.level",
            names=stops,
        )
    return None


def _adverse(answers: Sequence[Answered], effect: str) -> tuple[str, ...]:
    """The questions of that effect and of repression that are answered adversely."""
    asked = ((answered, questions().get(answered.question)) for answered in answers)
    names = (
        answered.question
        for answered, question in asked
        if question and is_of_repression(question, answered, effect)
    )
    return tuple(dict.fromkeys(names))


def is_informed(answers: Sequence[Answered]) -> bool:
    """Whether an authority has informed the exporter (Art. 5(1))."""
    return any(answered.question == INFORMED and answered.answer == "yes" for answered in answers)


def sets_nothing(
    decision: Decision | None, examinations: Sequence[CyberSurveillance], flags: Sequence[Flag]
) -> bool:
    """Whether an "indication" is one of nothing that Art. 5 speaks of: no item is, may be or nearly is one for cyber-surveillance, and every
    flag of repression is answered and not raised. What is not answered is not ruled out."""
    if decision is None or decision.level != "indication":
        return False
    of_repression = (flag for flag in flags if questions()[flag.shown.question].of_repression)
    return not any(map(may_concern_rights, examinations)) and all(
        flag.state == "clear" for flag in of_repression
    )


@legal_derivation("Art. 5(1)", "Art. 5(2)")
def knowledge_set(
    decision: Decision | None,
    answers: Sequence[Answered],
    examinations: Sequence[CyberSurveillance],
    flags: Sequence[Flag],
) -> str | None:
    """The level of knowledge that is set: ``informed`` by the authority's act alone, any other by a decision alone; None: nothing is."""
    if is_informed(answers):
        return "informed"
    if decision is None or sets_nothing(decision, examinations, flags):
        return None
    return KNOWLEDGE[decision.level]


@legal_derivation("Art. 2(20)", "Art. 5(2)")
def facts_set(
    knowledge: str | None, examinations: Sequence[CyberSurveillance], doubted: Container[str]
) -> tuple[tuple[str, str | bool], ...]:
    """The facts for the transaction: knowledge, and what the closed examinations say of the items.

    ``doubted``: items said to be listed while their entries do not say so; nothing is set of them.
    """
    items = tuple(
        (f"items.{examination.item}.cyber_surveillance", examination.result == "yes")
        for examination in examinations
        if examination.item and examination.result != "unknown" and examination.item not in doubted
    )
    return (*((("knowledge.internal_repression", knowledge),) if knowledge else ()), *items)


def a_year_after(day: date) -> date:
    """Twelve months later, when what was stated is looked at again; after 29 February, 28 February.

    A rule of this program: guidance asks for a review and names no term.
    """
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
