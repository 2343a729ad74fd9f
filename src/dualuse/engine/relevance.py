"""The rules that the activity and the places of a transaction leave possible.

A condition that is false while everything else is unknown stays false whatever else is learnt. A rule that cannot do
without some places is looked at only for these, and for what is part of them; what the other rules ask of places is little
and the same for most of them, so that they are chosen once for each answer to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, Generic, Protocol, TypeVar

from dualuse.engine.fast_evaluator import Judge, LeafNode, closure
from dualuse.law.eu_2021_821.facts.stated import OTHER_COUNTRIES, UNPLACED
from dualuse.law.language.logic import All, Any_, Condition, Facts, Flag, InPlaces, Truth, leaves
from dualuse.law.territories import PlaceSet, reached_through

PLACES: Final = ("destination", "purchasing_country", "parties.countries", OTHER_COUNTRIES)
_MEMORY: Final = 512
"""Remembered choices of rules, by activity and places; beyond that they are made afresh."""


class Rule(Protocol):
    """A rule with ``conditions``, which is out of the question where all of them are false."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What rules the rule out, each being false."""
        ...

    def is_possible(self, facts: Facts) -> bool:
        """Whether ``facts`` leave it in question."""
        ...


RuleT = TypeVar("RuleT", bound=Rule)
Places = tuple[str | tuple[str, ...] | None, ...]


def relevance_key(facts: Facts) -> tuple[Any, ...]:
    """Activity and places, and whether a party may be elsewhere: what rules most provisions out."""
    return (facts.get("activity"), facts.get(UNPLACED), *map(facts.get, PLACES))


def facts_of_key(key: tuple[Any, ...]) -> Facts:
    """The facts that a key holds, nothing else being known."""
    return dict(zip(("activity", UNPLACED, *PLACES), key, strict=True))


class Relevance(Generic[RuleT]):
    """Rules of an epoch, and which of them activity and places leave in question.

    Args:
        rules: all of them, in their order.
        on: a day of the epoch.
        shared: the leaves of its conditions.
    """

    def __init__(self, rules: Sequence[RuleT], on: date, shared: dict[Condition, LeafNode]) -> None:
        self._rules: Final = rules
        self._anywhere: Final[list[int]] = []
        self._at: Final[dict[str, set[int]]] = {}
        tests: dict[Condition, None] = {}
        for index, rule in enumerate(rules):
            demanded = places_demanded(rule)
            if demanded is None:
                self._anywhere.append(index)
                tests.update(dict.fromkeys(_tests_of_places(rule)))
            for member in demanded.members if demanded is not None else ():
                self._at.setdefault(member.place, set()).add(index)
        self._tests: Final[tuple[Judge, ...]] = tuple(closure(test, on, shared) for test in tests)
        self._found_anywhere: Final[dict[tuple[str | None, Truth, tuple[Truth, ...]], tuple[int, ...]]] = {}
        self._relevant: Final[dict[tuple[Any, ...], tuple[RuleT, ...]]] = {}

    def rules(self, facts: Facts) -> tuple[RuleT, ...]:
        """The rules that activity and places leave in question."""
        key = relevance_key(facts)
        if key not in self._relevant:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            self._relevant[key] = tuple(map(self._rules.__getitem__, self._positions(facts_of_key(key))))
        return self._relevant[key]

    def _positions(self, facts: Facts) -> Sequence[int]:
        anywhere = self._possible_anywhere(facts)
        here = [index for index in self._demanding(facts) if self._is_possible(index, facts)]
        return sorted((*anywhere, *here)) if here else anywhere

    def _possible_anywhere(self, facts: Facts) -> tuple[int, ...]:
        """Positions of the rules that demand no places and are possible."""
        asked = (facts["activity"], facts[UNPLACED], tuple(test(facts) for test in self._tests))
        if asked not in self._found_anywhere:
            possible = tuple(index for index in self._anywhere if self._is_possible(index, facts))
            self._found_anywhere[asked] = possible
        return self._found_anywhere[asked]

    def _is_possible(self, index: int, facts: Facts) -> bool:
        return self._rules[index].is_possible(facts)

    def _demanding(self, facts: Facts) -> set[int]:
        """Positions of the rules that demand places, without those that demand other ones than ``facts`` hold."""
        if not self._at:
            return set()
        stated = [facts[name] for name in PLACES]
        if None in stated or facts[UNPLACED] is not False:
            return set().union(*self._at.values())
        near: set[int] = set()
        for several in stated:
            for place in several if isinstance(several, tuple) else (several,):
                whole: str | None = place
                while whole is not None:
                    near.update(self._at.get(whole, ()))
                    whole = reached_through(whole)
        return near


def places_demanded(rule: Rule) -> PlaceSet | None:
    """A set of places, one of which each condition of ``rule`` demands; None where they demand none."""
    first, *others = (_demands(condition) for condition in rule.conditions)
    return next((places for places in first if all(places in other for other in others)), None)


def _demands(condition: Condition) -> list[PlaceSet]:
    match condition:
        case All(parts):
            return [places for part in parts for places in _demands(part)]
        case Any_(parts):
            # A party whose place is not known leaves every place in question (`Relevance._demanding`).
            first, *others = (_demands(part) for part in parts if part != Flag(UNPLACED))
            return [places for places in first if all(places in other for other in others)]
        case InPlaces(places=PlaceSet() as places) if set(condition.facts) <= set(PLACES):
            return [places]
    return []


def _tests_of_places(rule: Rule) -> Iterator[InPlaces]:
    """What a rule asks of :data:`PLACES`."""
    for condition in rule.conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, InPlaces) and not set(leaf.facts).isdisjoint(PLACES):
                yield leaf
