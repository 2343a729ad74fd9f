"""Red flags and stops with their states. There is no sum: a flag stays until it is answered, and a stop stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dualuse.diligence.cyber_surveillance_criteria import Show
from dualuse.diligence.questionnaire import Question, questions
from dualuse.diligence.subjects import Place, Placed
from dualuse.schema.diligence import Answered, Flag, FlagState, Mitigation

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
    return "mitigated" if any(one.verified_by.strip() for one in mitigations) else "promised"


def flags_of(asked: Iterable[Place], found: Placed, show: Show) -> tuple[Flag, ...]:
    """The flags of the places that are asked, and of every adverse answer though it was not asked: stops first, then by severity, then by
    likelihood."""
    adverse = [place for place, one in found.answers.items() if is_adverse(questions()[place.question], one)]
    flags = []
    for place in dict.fromkeys([*asked, *adverse]):
        question = questions()[place.question]
        if question.flags:
            answered = found.answers.get(place)
            measures = found.mitigations.get(place, ())
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
