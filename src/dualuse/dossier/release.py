"""May the items leave, of the whole walk: never lighter than what the law alone says, and never "go" over what nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, translate
from dualuse.law.eu_2021_821.art05_cyber_surveillance import ARTICLE as SURVEILLANCE
from dualuse.law.language.provision import article_of
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult, Flag, ShownAnswer

_COULD_RAISE: Final = ("stop", "raise", "notify", "aware")
"""Effects of questions whose answer could stop, or ask somebody first."""
_RELEASED: Final = "not_required"


def release_of(
    determination: Determination, diligence: DiligenceResult | None, doubts: int, language: str
) -> tuple[str, tuple[str, ...]]:
    """The release and its reasons, those of the law first.

    A stop of due diligence that stands stops, whatever the law requires: that is a rule of this program, not of the law. Awareness that nobody has
    drawn the consequence of stops too (Art. 5(2): the exporter notifies and waits). Open red flags, findings that nobody has decided on,
    questions that could raise a flag and are not answered, and a doubtful classification ask a person first. Where the authority has decided on the
    transaction that no authorisation is required, what due diligence found is before it, and does not ask again.
    """
    decided = decided_by_authority(determination)
    stops = [] if decided else [translate(text, language) for text in _stops(diligence)]
    asks = [] if decided else [translate(text, language) for text in _asks(diligence)]
    if doubts:
        asks.append(translate(N_("the classification is doubtful"), language))
    law = [reason.text for reason in determination.release_because]
    if determination.release == "stop" or stops:
        return "stop", (*(law if determination.release == "stop" else ()), *stops)
    if determination.release == "ask" or asks:
        return "ask", (*(law if determination.release == "ask" else ()), *asks)
    return "go", tuple(law)


def decided_by_authority(determination: Determination) -> bool:
    """Whether the authority decided that no authorisation is required for a use of concern under Art. 5."""
    decisions = determination.transaction.get("authority_decisions") or ()
    return any(
        article_of(decision["provision"]) == SURVEILLANCE.number and decision["result"] == _RELEASED
        for decision in decisions
    )


def stands(flag: Flag) -> bool:
    """Whether a flag is raised, and no measure answers it that says how it is verified."""
    return flag.state in ("open", "promised")


def awareness(diligence: DiligenceResult) -> tuple[ShownAnswer, ...]:
    """The answers by which the exporter is aware of the intended use, or was informed of it (Art. 5(1), (2))."""
    return tuple(
        answer
        for answer in diligence.answered
        if answer.effect == "aware" and answer.answered is not None and answer.answered.answer == "yes"
    )


def _stops(diligence: DiligenceResult | None) -> Iterator[str]:
    if diligence is None:
        return
    if any(stands(flag) and flag.shown.effect == "stop" for flag in diligence.flags):
        yield N_("a stop of due diligence stands")
    if awareness(diligence) and diligence.level != "aware":
        yield N_(
            "the exporter is aware of the intended use, or was informed of it: notify the authority and wait (Art. 5(1), (2))"
        )


def _asks(diligence: DiligenceResult | None) -> Iterator[str]:
    if diligence is None:
        return
    if diligence.decision is None:
        yield N_("nobody has decided what the findings of due diligence come to")
    elif diligence.level != "no_indication":
        yield N_("due diligence was decided to come to more than no indication")
    if any(stands(flag) for flag in diligence.flags):
        yield N_("red flags of due diligence are open")
    if any(question.effect in _COULD_RAISE for question in diligence.open_questions):
        yield N_("questions of due diligence that could raise a flag are not answered")
