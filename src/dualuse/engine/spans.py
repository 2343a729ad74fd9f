"""Since when a condition has meant what it means on a given day: the sets of places it refers to change on days of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from dualuse.law.language.logic import Condition, InPlaces, PlaceTest, leaves
from dualuse.law.language.provision import Validity
from dualuse.law.territories import PlaceSet, PlacesExcept


def changes_of(condition: Condition) -> frozenset[date]:
    """The days on which a set of places that ``condition`` refers to changes."""
    return frozenset(
        day
        for leaf in leaves(condition)
        if isinstance(leaf, InPlaces)
        for day in _changes_of_leaf(leaf, id(leaf.places))
    )


def last_change(condition: Condition, on: date) -> date:
    """The last of these days up to ``on``, since which ``condition`` has meant the same; ``date.min`` if there is none."""
    return latest(sorted(changes_of(condition)), on)


def latest(days: list[date], on: date) -> date:
    """The last of ``days``, which are in order, up to ``on``; ``date.min`` if there is none."""
    index = bisect_right(days, on)
    return days[index - 1] if index else date.min


@lru_cache(maxsize=4096)
def _changes_of_leaf(leaf: InPlaces, _: int) -> frozenset[date]:
    """By the identity of the set of places, too: sets with one key can stand in rules of different days."""
    return frozenset(day for validity in _validities(leaf.places) for day in validity.turning_days())


def _validities(places: PlaceTest) -> Iterator[Validity]:
    if isinstance(places, PlaceSet):
        yield from (member.validity for member in places.members)
    elif isinstance(places, PlacesExcept):
        for excluded in places.excluded:
            yield from _validities(excluded)
