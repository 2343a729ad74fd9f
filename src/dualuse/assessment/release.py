"""May this leave now? ``go``, ``stop`` or ``ask``, with the reasons.

``stop``: something is required and nothing in hand meets it, or a person has said that a part of an act which is not executed
stands in the way. ``go``: nothing is required or what is required is in
hand, nothing is open, the parties are screened and clear, and nothing that is not executed may reach it.
Everything else is ``ask``: there are open facts, screening or regimes. A party that is on a list stops nothing by that: the
effect of the measure does (``assessment/listed``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dualuse.assessment.authorisations.derogations import question as question_of_ground
from dualuse.assessment.release_holds.point_questions import ban_to_settle, questions, reached
from dualuse.assessment.release_holds.unexecuted import NOTHING_LEFT, Unexecuted
from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What the release rests on. ``needs``: per item its interval, and whether an authorisation held covers it.

    ``screening``: the status of the parties; ``listed_forbids``: a listed party makes it forbidden; ``screening_asks``:
    what must be settled of the screening first. ``unexecuted``: what of the acts a person must look at. ``left_out``: what was not stated or not looked at and holds up nothing.
    ``not_done``, ``done_unstated``: what a general authorisation asks before its use (``determination/duties.py``).
    ``duties``: citations of duties under measures that are to be met before.
    ``held_asks``: what authorisations held do not say, ``held_fails``: why those do not cover that do not.
    ``beside_go``: what is stated, holds up nothing, and must not be overlooked where the answer is "go".
    ``exporter_unstated``: that nobody has said whose State's authority it is; asked where nothing else is but the screening.
    ``grounds``: per item the circumstances of which one would make an authorisation held lift what forbids it; none: of no item.
    """

    needs: tuple[tuple[Effect, Effect, Truth], ...]
    screening: str
    unexecuted: Unexecuted = NOTHING_LEFT
    contradictions: tuple[Message, ...] = ()
    listed_forbids: bool = False
    screening_asks: tuple[Message, ...] = ()
    left_out: tuple[Message, ...] = ()
    not_done: tuple[Message, ...] = ()
    done_unstated: tuple[Message, ...] = ()
    held_asks: tuple[Message, ...] = ()
    held_fails: tuple[Message, ...] = ()
    duties: tuple[str, ...] = ()
    beside_go: tuple[Message, ...] = ()
    grounds: tuple[tuple[str, ...], ...] = ()
    exporter_unstated: tuple[Message, ...] = ()


_OF_ONE_PARTY = ("party_unnamed", "imo_wrong", "exporter_unstated", "receiver_unstated")
"""Reasons that say who was not screened: the others may have been."""


@legal_derivation("Arts 3 to 12")
def release(facts: ReleaseFacts) -> tuple[str, tuple[Message, ...]]:
    """The release and its reasons, the decisive one first."""
    stops = tuple(_stops(facts))
    if stops:
        return "stop", (*stops, *_listings(facts))
    asks = tuple(_asks(facts))
    if all(reason.code == "release.not_screened" for reason in asks):
        asks = (*asks, *facts.exporter_unstated)
    if asks:
        return "ask", asks
    facts = replace(facts, left_out=(*facts.left_out, *_open_and_covered(facts)))
    why = _go_with_duties(facts) if facts.duties else _go(facts.left_out)
    return "go", (why, *facts.beside_go)


def _open_and_covered(facts: ReleaseFacts) -> Iterator[Message]:
    """What is open within an authorisation held, which covers the item either way: it changes nothing, and a "go" does not hide it."""
    if any(low is not high for low, high, _ in facts.needs):
        text = N_("what is named as missing, which the authorisation held covers either way")
        yield Message("left_out.covered_either_way", text)


def _go_with_duties(facts: ReleaseFacts) -> Message:
    """What is to be done before is named where it is said that nothing else is required."""
    params: dict[str, object] = {"duties": facts.duties}
    if not facts.left_out:
        text = N_(
            "before you proceed, meet the duties under {duties}; nothing else is required that is not in hand, and nothing is open"
        )
        return Message("release.go_with_duties", text, params)
    text = N_(
        "before you proceed, meet the duties under {duties}; nothing else is required that is not in hand, and nothing is open in"
        " what was stated; not stated or not looked at: {left_out}"
    )
    return Message("release.go_with_duties_as_stated", text, {**params, "left_out": facts.left_out})


def _go(left_out: tuple[Message, ...]) -> Message:
    """Say that nothing is open only if everything was stated and looked at."""
    if not left_out:
        return Message("release.go", N_("nothing is required that is not in hand, and nothing is open"))
    text = N_(
        "nothing is required that is not in hand, and nothing is open in what was stated; not stated or not looked at:"
        " {left_out}"
    )
    return Message("release.go_as_stated", text, {"left_out": left_out})


def _stops(facts: ReleaseFacts) -> list[Message]:
    stops: list[Message] = []
    for index, (low, high, covered) in enumerate(facts.needs):
        if low is Effect.PROHIBITED and any(facts.grounds[index : index + 1]):
            continue  # asked for
        if low is Effect.PROHIBITED:
            stops.append(Message("release.prohibited", N_("the transaction is prohibited")))
        elif low is Effect.AUTHORISATION_REQUIRED and covered is False:
            stops.append(_no_authorisation(facts.held_fails))
        elif low is Effect.NOTIFICATION_REQUIRED and covered is True:
            continue  # granted in knowledge of the use that would be notified
        elif low is Effect.NOTIFICATION_REQUIRED and high is not low:
            text = N_(
                "a notification to the authority is required first, or more: facts are missing that tell"
            )
            stops.append(Message("release.notification_or_more", text))
        elif low is Effect.NOTIFICATION_REQUIRED and covered is False:
            stops.append(
                Message(
                    "release.notification",
                    N_("the authority must be notified first, and its decision awaited"),
                )
            )
    if facts.unexecuted.reaching:
        stops.append(reached(facts.unexecuted.reaching))
    if facts.listed_forbids:
        stops.append(Message(LISTED_AND_FORBIDDEN, N_("a party is listed, and the act forbids to supply it")))
    if any(stop.code == NO_AUTHORISATION for stop in stops) and facts.unexecuted.bans:
        stops.append(ban_to_settle(facts.unexecuted.bans))
    return without_repetitions([*stops, *facts.not_done])


FACTS_OPEN: Final = N_("facts that could change the answer are missing")
LISTED_AND_FORBIDDEN: Final = "release.hit"
"""The code of a stop since an act forbids to supply a party that is listed."""
NO_AUTHORISATION: Final = "release.no_authorisation"
"""The code of a stop for want of an authorisation."""


def _no_authorisation(fails: tuple[Message, ...]) -> Message:
    code = NO_AUTHORISATION
    if not fails:
        return Message(code, N_("an authorisation is required and none that covers it is stated"))
    text = N_("an authorisation is required and none that covers it is stated: {fails}")
    return Message(code, text, {"fails": fails})


def _unclear(asks: tuple[Message, ...]) -> Message:
    code = "release.authorisation_unclear"
    if not asks:
        text = N_(
            "an authorisation is stated, but not whether it covers this: items, end user, validity, quantity"
        )
        return Message(code, text)
    text = N_("an authorisation is stated, but not whether it covers this: {asks}")
    return Message(code, text, {"asks": asks})


def without_repetitions(messages: list[Message]) -> list[Message]:
    """The messages without repetitions of a code, in order."""
    return list({message.code: message for message in messages}.values())


def _asks(facts: ReleaseFacts) -> list[Message]:
    # What the authority has told comes before slips of what is stated.
    asks = sorted(facts.contradictions, key=lambda message: not message.code.startswith("informed"))
    if grounds := tuple(ground for of_item in facts.grounds for ground in of_item):
        asks.append(question_of_ground(grounds))
    for low, high, covered in facts.needs:
        within_authorisation = covered is True and high <= Effect.AUTHORISATION_REQUIRED
        if covered is None and high >= Effect.NOTIFICATION_REQUIRED:
            asks.append(_unclear(facts.held_asks))
        if low != high and not within_authorisation:
            asks.append(Message("release.open", FACTS_OPEN))
    asks += facts.done_unstated
    if facts.screening == "not_screened":
        text = N_("the parties have not been screened")
        if any(message.code in _OF_ONE_PARTY for message in facts.screening_asks):
            text = N_("not every party has been screened")
        asks.append(Message("release.not_screened", text))
    asks += _met_on_lists(facts.screening)
    asks += facts.screening_asks
    asks += questions(facts.unexecuted)
    return without_repetitions(asks)


def _met_on_lists(status: str) -> Iterator[Message]:
    """The reason that a party is, or may be, on a list."""
    if status == "review":
        yield Message("release.review", N_("a possible listing of a party must be reviewed"))
    if status == "hit":
        text = N_("a party is on a list: consider what that means before you go on")
        yield Message("release.listed", text)


def _listings(facts: ReleaseFacts) -> list[Message]:
    """What stands on lists beside another reason to stop: once that is met, this still holds up the release."""
    if facts.listed_forbids:
        return []
    listed = (message for message in facts.screening_asks if message.code == "release.listed")
    return without_repetitions([*_met_on_lists(facts.screening), *listed])
