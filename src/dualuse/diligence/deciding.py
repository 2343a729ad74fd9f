"""A person's decision: where it may stand, and what it sets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from dualuse.contract.diligence import CyberSurveillance, Decision, Flag, Level
from dualuse.contract.problems import InputError, Problem
from dualuse.wording import N_, Message

KNOWLEDGE: Final[dict[Level, str]] = {"no_indication": "none", "indication": "suspects", "aware": "aware"}
"""The level of knowledge in the transaction that each decided level stands for."""


def check_decision(decision: Decision | None, flags: Sequence[Flag]) -> None:
    """Refuse "no indication" while a stop is open.

    Raises:
        InputError: so it is.
    """
    stops = [flag.shown.question for flag in flags if flag.shown.effect == "stop" and flag.state == "open"]
    if decision is not None and decision.level == "no_indication" and stops:
        raise InputError([over_a_stop(stops)])


def over_a_stop(stops: Sequence[str]) -> Problem:
    """The problem that somebody decides "no indication" over open stops."""
    names = tuple(dict.fromkeys(stops))
    what = Message(
        "decision_over_stop",
        N_("“no indication” cannot be decided while a stop is open: {names}"),
        {"names": names},
    )
    remedy = N_(
        "Decide indication or aware; or, if the answer was wrong, answer the question again with the evidence"
    )
    return Problem(what, Message("remedy.decision_over_stop", remedy), "decision.level")


def decision_sets(
    decision: Decision | None, examinations: Sequence[CyberSurveillance], doubted: Container[str]
) -> tuple[tuple[str, str | bool], ...]:
    """The facts for the transaction: knowledge by the decision alone, and what the closed examinations say of the items.

    ``doubted``: items said to be listed while their entries do not say so; nothing is set of them.
    """
    knowledge = (("knowledge.internal_repression", KNOWLEDGE[decision.level]),) if decision else ()
    items = tuple(
        (f"items.{one.item}.cyber_surveillance", one.result == "yes")
        for one in examinations
        if one.item and one.result != "unknown" and one.item not in doubted
    )
    return (*knowledge, *items)
