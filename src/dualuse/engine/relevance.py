"""The rules that the activity and the places of a transaction leave possible.

A condition that is false while everything else is unknown stays false whatever else is learnt. A rule that
cannot do without some places is looked at only for these, and for what is part of them; what the other rules
ask of places is little and the same for most of them, so that they are chosen once for each answer to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Generic, Protocol, TypeVar

from dualuse.engine.fast_evaluator import Judge, Leaves, closure
from dualuse.law.eu_2021_821.facts.stated_facts import ON_THE_ROUTE, UNPLACED
from dualuse.law.language.logic import All, Any_, Condition, Facts, Flag, InPlaces, Truth, leaves
from dualuse.law.territories import PlaceSet, with_wholes

PLACES: Final = ("destination", *ON_THE_ROUTE)
_MEMORY: Final = 512
"""Remembered choices of rules, by activity and places; beyond that they are made afresh."""


class Rule(Protocol):
    """A rule with ``conditions``, which is out of the question where all of them are false; told apart by
    identity."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What rules the rule out, each being false."""
        ...

    def is_possible(self, facts: Facts) -> bool:
        """Whether ``facts`` leave it in question."""
        ...

    def __hash__(self) -> int: ...


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
        leaves: the leaves of its conditions.
    """

    def __init__(self, rules: Sequence[RuleT], on: date, leaves: Leaves) -> None:
        self._rules: Final = rules
        self._order: Final = {rule: position for position, rule in enumerate(rules)}
        self._at: Final[dict[str, list[RuleT]]] = {}
        anywhere: list[RuleT] = []
        tests: dict[Condition, None] = {}
        for rule in rules:
            needs = _needs(rule)
            if needs.places is None:
                anywhere.append(rule)
                tests.update(dict.fromkeys(needs.tests))
            for place in needs.places or ():
                self._at.setdefault(place, []).append(rule)
        self._anywhere: Final = tuple(anywhere)
        self._tests: Final = tuple(closure(test, on, leaves) for test in tests)
        self._answers: Final = _answers_by_places(self._tests)
        self._possible: Final = _possible_by_answers(self._anywhere)
        self._relevant: Final[dict[tuple[Any, ...], tuple[RuleT, ...]]] = {}

    def rules(self, facts: Facts) -> tuple[RuleT, ...]:
        """The rules that activity and places leave in question."""
        key = relevance_key(facts)
        if key not in self._relevant:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            self._relevant[key] = self._chosen(facts_of_key(key))
        return self._relevant[key]

    def rules_near(self, facts: Facts) -> tuple[RuleT, ...]:
        """Those of them that can hold by what is known: not those that wait for a place among others than the
        known ones."""
        of_key = facts_of_key(relevance_key(facts))
        if None not in map(of_key.__getitem__, PLACES) and of_key[UNPLACED] is False:
            return self.rules(facts)
        return self._with(self._possible_anywhere(of_key), self._near(of_key), of_key)

    def _chosen(self, facts: Facts) -> tuple[RuleT, ...]:
        return self._with(self._possible_anywhere(facts), self._demanding(facts), facts)

    def _with(self, anywhere: tuple[RuleT, ...], others: set[RuleT], facts: Facts) -> tuple[RuleT, ...]:
        """The rules ``anywhere`` and the possible ones of ``others``, in their order."""
        here = [rule for rule in others if rule.is_possible(facts)]
        return tuple(sorted((*anywhere, *here), key=self._order.__getitem__)) if here else anywhere

    def _possible_anywhere(self, facts: Facts) -> tuple[RuleT, ...]:
        """The rules that demand no places and are possible."""
        places = tuple(map(facts.__getitem__, PLACES))
        if places not in self._answers:
            if len(self._answers) >= _MEMORY:
                self._answers.clear()
            self._answers[places] = tuple([test(facts) for test in self._tests])
        asked = (facts["activity"], facts[UNPLACED], self._answers[places])
        if asked not in self._possible:
            self._possible[asked] = tuple(rule for rule in self._anywhere if rule.is_possible(facts))
        return self._possible[asked]

    def _demanding(self, facts: Facts) -> set[RuleT]:
        """The rules that demand places, without those that demand other ones than ``facts`` hold."""
        if None in map(facts.__getitem__, PLACES) or facts[UNPLACED] is not False:
            return set().union(*self._at.values())
        return self._near(facts)

    def _near(self, facts: Facts) -> set[RuleT]:
        """The rules that demand places of which ``facts`` hold one, or a part of one."""
        near: set[RuleT] = set()
        for several in map(facts.__getitem__, PLACES) if self._at else ():
            for place in with_wholes(several if isinstance(several, tuple) else (several,)):
                near.update(self._at.get(place, ()))
        return near


# Epochs that have rules in common share what was worked out for them.


@lru_cache(maxsize=256)
def _answers_by_places(tests: tuple[Judge, ...]) -> dict[Places, tuple[Truth, ...]]:
    """What ``tests`` say of places, as far as it was asked."""
    return {}


@lru_cache(maxsize=256)
def _possible_by_answers(
    rules: tuple[Any, ...],
) -> dict[tuple[str | None, Truth, tuple[Truth, ...]], tuple[Any, ...]]:
    """Which of ``rules`` an activity and the answers to their tests leave possible, as far as it was asked:
    on any day."""
    return {}


@dataclass(frozen=True, slots=True)
class _Needs:
    """The places that a rule demands, None where it demands none, and then what it asks of places."""

    places: tuple[str, ...] | None
    tests: tuple[InPlaces, ...] = ()


@lru_cache(maxsize=4096)
def _needs(rule: Rule) -> _Needs:
    demanded = places_demanded(rule)
    if demanded is None:
        return _Needs(None, tuple(dict.fromkeys(_tests_of_places(rule))))
    return _Needs(tuple(dict.fromkeys(member.place for member in demanded.members)))


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
