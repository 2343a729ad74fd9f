"""A person's decision: where it may stand, and what it sets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from dualuse.diligence.cyber_surveillance_criteria import may_concern_rights
from dualuse.diligence.flags import is_of_repression
from dualuse.diligence.questionnaire import questions
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.schema.diligence import Answered, CyberSurveillance, Decision, Flag, Level

KNOWLEDGE: Final[dict[Level, str]] = {"no_indication": "none", "indication": "suspects", "aware": "aware"}
"""The level of knowledge in the transaction that each decided level stands for."""
INFORMED: Final = "E05"
"""The question whether an authority has informed the exporter (Art. 5(1)): its act, which nobody here decides about."""


def check_decision(decision: Decision | None, answers: Sequence[Answered]) -> None:
    """Refuse a decision that ``answers`` (those that stand) do not leave to a person.

    Raises:
        InputError: it is below awareness while positive knowledge is answered (Art. 5(2)), or "no indication" over a stop of repression.
    """
    problems = [refused for one in (decision,) if one and (refused := refusal(one, answers))]
    if problems:
        raise InputError(problems)


def refusal(decision: Decision, answers: Sequence[Answered]) -> Problem | None:
    """Why ``decision`` cannot stand beside ``answers``, or None."""
    known = _adverse(answers, "aware")
    if known and decision.level != "aware":
        return _below_awareness(known)
    stops = _adverse(answers, "stop")
    if stops and decision.level == "no_indication":
        return _over_a_stop(stops)
    return None


def _adverse(answers: Sequence[Answered], effect: str) -> tuple[str, ...]:
    """The questions of that effect and of repression that are answered adversely."""
    asked = ((one, questions().get(one.question)) for one in answers)
    found = (one.question for one, question in asked if question and is_of_repression(question, one, effect))
    return tuple(dict.fromkeys(found))


def _below_awareness(names: tuple[str, ...]) -> Problem:
    return new_problem(
        "decision_below_awareness",
        N_("less than awareness cannot be decided while positive knowledge is answered: {names}"),
        N_(
            "Decide aware (Art. 5(2)); or, if the answer was wrong, withdraw it or answer the question again with the evidence first"
        ),
        path="decision.level",
        names=names,
    )


def _over_a_stop(names: tuple[str, ...]) -> Problem:
    return new_problem(
        "decision_over_stop",
        N_("“no indication” cannot be decided while a stop is open: {names}"),
        N_(
            "Decide indication or aware; or, if the answer was wrong, answer the question again with the evidence"
        ),
        path="decision.level",
        names=names,
    )


def is_informed(answers: Sequence[Answered]) -> bool:
    """Whether an authority has informed the exporter (Art. 5(1))."""
    return any(one.question == INFORMED and one.answer == "yes" for one in answers)


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


def facts_set(
    knowledge: str | None, examinations: Sequence[CyberSurveillance], doubted: Container[str]
) -> tuple[tuple[str, str | bool], ...]:
    """The facts for the transaction: knowledge, and what the closed examinations say of the items.

    ``doubted``: items said to be listed while their entries do not say so; nothing is set of them.
    """
    items = tuple(
        (f"items.{one.item}.cyber_surveillance", one.result == "yes")
        for one in examinations
        if one.item and one.result != "unknown" and one.item not in doubted
    )
    return (*((("knowledge.internal_repression", knowledge),) if knowledge else ()), *items)
