"""Several authorisations held for one line: none covers it alone, and together they may.

An authorisation names its end users, and what is left of it (Annex III). A line for two end users of whom each has one, or for more than
is left of each, is none of a single one: a person states a line for each, with the quantity and the parties that it is drawn
for. Until then it is asked, and never covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from dualuse.assessment.authorisations.points import Ask, Point
from dualuse.assessment.authorisations.points_of_items import names
from dualuse.assessment.authorisations.points_of_transaction import granted_under
from dualuse.assessment.authorisations.remaining_amounts import measure_left, reference_key
from dualuse.i18n import N_, Message
from dualuse.law.measures.act_numbers import REGULATION
from dualuse.schema.transaction import Authorisation, Item
from dualuse.version import legal_derivation

_OTHER_PARTY: Final = "held.party"
"""Why an authorisation does not cover a party that another may name."""


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Annex III")
def held_together(
    stated: Sequence[Authorisation], points: Sequence[Sequence[Point]], items: Iterable[Item]
) -> Mapping[str, tuple[str, ...]]:
    """By the id of each line that none covers alone the references of those that may cover it together.

    Args:
        stated: the authorisations.
        points: of each those that are the same for every item.
        items: the lines.
    """
    if len(stated) < 2 or len({reference_key(held.reference) for held in stated}) < len(stated):
        return {}
    unnamed = [_parties_unnamed(held, of_held) for held, of_held in zip(stated, points, strict=True)]
    candidates = [
        (held, parties) for held, parties in zip(stated, unnamed, strict=True) if parties is not None
    ]
    together = {item.id or "": _together(candidates, item) for item in items}
    return {line: references for line, references in together.items() if references}


def _parties_unnamed(held: Authorisation, points: Iterable[Point]) -> frozenset[str] | None:
    """The parties that it does not name; None where something else keeps it from covering anything."""
    if held.kind == "national_general":
        return None
    parties: set[str] = set()
    for point in (granted_under(held, REGULATION), *points):
        if point.truth is True:
            continue
        if point.fails is None or point.fails.code != _OTHER_PARTY:
            return None
        parties.add(str(point.fails.params["party"]))
    return frozenset(parties)


def _together(candidates: Sequence[tuple[Authorisation, frozenset[str]]], item: Item) -> tuple[str, ...]:
    naming = [(held, parties) for held, parties in candidates if names(held, item) is True]
    if len(naming) < 2 or frozenset.intersection(*(parties for _, parties in naming)):
        return ()
    room = [_room(held, item) for held, _ in naming]
    if any(
        not parties and _is_enough(left, item, held)
        for (held, parties), left in zip(naming, room, strict=True)
    ):
        return ()  # alone, but for what other lines draw
    limited = [left for left in room if left is not None]
    needed = max((_amount(held, item) for held, _ in naming), default=Decimal())
    if len(limited) == len(room) and sum(limited, Decimal()) < needed:
        return ()
    return tuple(held.reference for held, _ in naming)


def _room(held: Authorisation, item: Item) -> Decimal | None:
    """What is left of it, in the measure in which the line draws; None where that is not limited."""
    if held.left is None:
        return None
    measure = measure_left(held.left_unit, held.left_currency)
    return held.left if measure is not None and measure.amount(item) is not None else Decimal()


def _amount(held: Authorisation, item: Item) -> Decimal:
    measure = measure_left(held.left_unit, held.left_currency)
    return (measure.amount(item) if measure is not None else None) or Decimal()


def _is_enough(left: Decimal | None, item: Item, held: Authorisation) -> bool:
    return left is None or left >= _amount(held, item)


def apart(item: Item, references: tuple[str, ...]) -> Ask:
    """What is asked of a line that several may cover together."""
    text = N_(
        "none of the authorisations {references} covers item {item} alone, and together they may: state an item for each, with the quantity"
        " and the parties that are drawn on it"
    )
    question = Message("question.held_together", text, {"references": references, "item": item.id or ""})
    return Ask("items.quantity", question, item.id)
