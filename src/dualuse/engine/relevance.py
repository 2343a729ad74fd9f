"""The rules that the activity and the places of a transaction leave possible.

A condition that is false while everything else is unknown stays false whatever else is learnt. A rule that
cannot do without some places is looked at only for these, and for what is part of them; what the other rules
ask of places is little and the same for most of them, so that they are chosen once for each answer to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final, Generic, Protocol, TypeVar

from dualuse.engine.fast_evaluator import Judge, Leaves, closure
from dualuse.law.eu_2021_821.facts.stated_facts import ON_THE_ROUTE, UNPLACED
from dualuse.law.language.logic import All, Any_, Condition, Facts, Flag, InPlaces, Truth, leaves
from dualuse.law.territories import PlaceSet, with_wholes

PLACES: Final = ("destination", *ON_THE_ROUTE)
_MEMORY: Final = 2048
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


class _Choice(Generic[RuleT]):
    """Rules chosen by the activity and by what they ask of places.

    Args:
        rules: all of them, in their order.
        on: a day of the epoch.
        leaves: the leaves of its conditions.
    """

    def __init__(self, rules: tuple[RuleT, ...], on: date, leaves: Leaves) -> None:
        self._rules: Final = rules
        tests = dict.fromkeys(test for rule in rules for test in _needs(rule).tests)
        self._tests: Final = tuple(closure(test, on, leaves) for test in tests)
        self._answers: Final = _answers_by_places(self._tests)
        self._possible: Final = _possible_by_answers(rules)

    def possible(self, facts: Facts) -> tuple[RuleT, ...]:
        """The rules that ``facts`` of a key leave in question."""
        places = tuple(map(facts.__getitem__, PLACES))
        answers = self._answers.get(places)
        if answers is None:
            if len(self._answers) >= _MEMORY:
                self._answers.clear()
            answers = self._answers[places] = tuple([test(facts) for test in self._tests])
        asked = (facts["activity"], facts[UNPLACED], answers)
        possible = self._possible.get(asked)
        if possible is None:
            if len(self._possible) >= _MEMORY:
                self._possible.clear()
            possible = self._possible[asked] = tuple(rule for rule in self._rules if rule.is_possible(facts))
        return possible


class Relevance(Generic[RuleT]):
    """Rules of an epoch, and which of them activity and places leave in question.

    Args:
        rules: all of them, in their order.
        on: a day of the epoch.
        leaves: the leaves of its conditions.
    """

    def __init__(self, rules: Sequence[RuleT], on: date, leaves: Leaves) -> None:
        self._rules: Final = tuple(rules)
        self._on: Final = on
        self._leaves: Final = leaves
        self._order: Final = {rule: position for position, rule in enumerate(rules)}
        self._at: Final[dict[str, list[RuleT]]] = {}
        anywhere: list[RuleT] = []
        for rule in rules:
            places = _needs(rule).places
            if places is None:
                anywhere.append(rule)
            for place in places or ():
                self._at.setdefault(place, []).append(rule)
        self._anywhere: Final = _Choice(tuple(anywhere), on, leaves)
        self._relevant: Final[dict[tuple[Any, ...], tuple[RuleT, ...]]] = _relevant_by_key(self._rules)

    @cached_property
    def _everywhere(self) -> _Choice[RuleT]:
        """All rules: where not all places are known, one that demands another place is in question, too."""
        return _Choice(self._rules, self._on, self._leaves)

    def rules(self, facts: Facts) -> tuple[RuleT, ...]:
        """The rules that activity and places leave in question."""
        key = relevance_key(facts)
        known = self._relevant.get(key)
        if known is None:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            of_key = facts_of_key(key)
            choose = self._with_those_near if _are_known(of_key) else self._everywhere.possible
            known = self._relevant[key] = choose(of_key)
        return known

    def rules_near(self, facts: Facts) -> tuple[RuleT, ...]:
        """Those of them that can hold by what is known: not those that wait for a place among others than the
        known ones."""
        of_key = facts_of_key(relevance_key(facts))
        return self.rules(facts) if _are_known(of_key) else self._with_those_near(of_key)

    def _with_those_near(self, facts: Facts) -> tuple[RuleT, ...]:
        """The possible rules that demand no places, and those that demand one which ``facts`` hold, in their order."""
        anywhere = self._anywhere.possible(facts)
        here = [rule for rule in self._near(facts) if rule.is_possible(facts)]
        return tuple(sorted((*anywhere, *here), key=self._order.__getitem__)) if here else anywhere

    def _near(self, facts: Facts) -> set[RuleT]:
        """The rules that demand places of which ``facts`` hold one, or a part of one."""
        near: set[RuleT] = set()
        for several in map(facts.__getitem__, PLACES) if self._at else ():
            for place in with_wholes(several if isinstance(several, tuple) else (several,)):
                near.update(self._at.get(place, ()))
        return near


def _are_known(facts: Facts) -> bool:
    """Whether all places are known, those of every party among them."""
    return None not in map(facts.__getitem__, PLACES) and facts[UNPLACED] is False


# Epochs that have rules in common share what was worked out for them.


@lru_cache(maxsize=256)
def _relevant_by_key(rules: tuple[Any, ...]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Which of ``rules`` an activity and places leave in question, as far as it was asked: on any day, since a rule that says
    another thing on another day is another one."""
    return {}


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
    """The places that a rule demands, None where it demands none, and what it asks of places."""

    places: tuple[str, ...] | None
    tests: tuple[InPlaces, ...]


@lru_cache(maxsize=4096)
def _needs(rule: Rule) -> _Needs:
    demanded = places_demanded(rule)
    places = None if demanded is None else tuple(dict.fromkeys(member.place for member in demanded.members))
    return _Needs(places, tuple(dict.fromkeys(_tests_of_places(rule))))


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
