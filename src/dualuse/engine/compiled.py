"""The law of an epoch, ready to judge many cases.

An epoch is a span of days in which neither a rule nor a dated set of places changes. What a rule says is not remembered
from case to case: where many facts are unknown the same ones seldom come again, and remembering costs more than judging.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from dualuse.engine.case_split import HINGES, Case, FoldedProvision, cases_on
from dualuse.engine.fast_evaluator import ANSWERS, Decider, Judge, LeafNode, closure
from dualuse.law.collection import law_as_of, whole_law
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.law.language.logic import (
    AnyCode,
    Condition,
    EveryCode,
    Facts,
    InPlaces,
    Leaf,
    Truth,
    facts_of,
    leaves,
)
from dualuse.law.language.provision import IN_FORCE, Duty, Effect, Provision, Relief, Validity
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import PlaceSet, PlacesExcept

_MEMORY: Final = 512
"""Remembered choices of provisions, by activity and places; beyond that they are made afresh."""

_PLACES: Final = ("destination", "purchasing_country", "parties.countries", "parties.other_countries")

RuleT = TypeVar("RuleT", Provision, Relief, Duty)


def _relevance_key(facts: Facts) -> tuple[Any, ...]:
    """Activity and places: what rules most provisions out."""
    return (facts.get("activity"), *map(facts.get, _PLACES))


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What a rule says: its truth and the leaves that decided it, each with its own truth."""

    truth: Truth
    nodes: tuple[tuple[LeafNode, Truth], ...]

    @property
    def deciding(self) -> tuple[tuple[Leaf, Truth], ...]:
        """The deciding leaves, in the order of the text."""
        return tuple((node.leaf, truth) for node, truth in self.nodes)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledCondition:
    """A condition as a closure, with the names of its facts."""

    condition: Condition
    on: date
    names: tuple[str, ...]
    truth: Judge
    decider: Decider

    def judge(self, facts: Facts) -> Judgement:
        """The judgement for ``facts``, reasons included."""
        return Judgement(*self.decider.decide(facts))


def compile_condition(condition: Condition, on: date, leaves: dict[Condition, LeafNode]) -> CompiledCondition:
    """``condition`` under the law of the epoch that ``on`` lies in; equal leaves become one in ``leaves``."""
    decider = Decider(condition, on, leaves)
    return CompiledCondition(condition, on, facts_of(condition), decider.truth, decider)


@dataclass(slots=True)
class CompiledRule(Generic[RuleT]):
    """A rule with its compiled condition; ``scope`` says whether a finding is made at all."""

    rule: RuleT
    when: CompiledCondition
    scope: CompiledCondition


@dataclass(frozen=True, slots=True)
class CompiledLaw:
    """The rules of an epoch.

    ``relevant`` remembers, for an activity and the places concerned, the provisions that these facts do not already
    rule out: a condition that is false while everything else is unknown stays false whatever else is learnt.
    """

    on: date
    provisions: tuple[CompiledRule[Provision], ...]
    reliefs: tuple[CompiledRule[Relief], ...]
    duties: tuple[tuple[Duty, CompiledCondition | None], ...]
    relief_duties: dict[str, tuple[tuple[Duty, CompiledCondition | None], ...]]
    reliefs_of: dict[str, tuple[CompiledRule[Relief], ...]]
    facts_of: dict[str, frozenset[str]]
    relevant: dict[tuple[Any, ...], tuple[CompiledRule[Provision], ...]] = field(default_factory=dict)
    possible: dict[tuple[Any, ...], frozenset[int]] = field(default_factory=dict)

    def speaks_of(self, citation: str, names: Iterable[str]) -> bool:
        """Whether a provision or a relief of it asks about one of the facts ``names``.

        Answers about parts of codes and open places reach every rule that holds codes or places: yes to be safe.
        """
        return ANSWERS in names or not self.facts_of[citation].isdisjoint(names)

    def relevant_provisions(self, facts: Facts) -> tuple[CompiledRule[Provision], ...]:
        """The provisions that activity and places leave possible, or worth a finding."""
        key = _relevance_key(facts)
        relevant = self.relevant.get(key)
        if relevant is None:
            both = self._possible(("activity",), key[:1]) & self._possible(_PLACES, key[1:])
            relevant = tuple(rule for index, rule in enumerate(self.provisions) if index in both)
            if len(self.relevant) >= _MEMORY:
                self.relevant.clear()
            self.relevant[key] = relevant
        return relevant

    def _possible(self, names: tuple[str, ...], values: tuple[Any, ...]) -> frozenset[int]:
        """Positions of the provisions that the facts ``names`` alone do not rule out."""
        possible = self.possible.get((names, values))
        if possible is None:
            known: Facts = dict(zip(names, values, strict=True))
            possible = frozenset(
                index
                for index, rule in enumerate(self.provisions)
                if rule.when.truth(known) is not False or rule.scope.truth(known) is not False
            )
            if len(self.possible) >= _MEMORY:
                self.possible.clear()
            self.possible[names, values] = possible
        return possible


def _place_validities(places: object) -> Iterator[Validity]:
    if isinstance(places, PlaceSet):
        yield from (member.validity for member in places.members)
    elif isinstance(places, PlacesExcept):
        for excluded in places.excluded:
            yield from _place_validities(excluded)


def _validities() -> Iterator[Validity]:
    law = whole_law()
    rules: list[Provision | Relief | Duty] = [*law.provisions, *law.reliefs, *law.duties]
    for rule in rules:
        yield rule.validity
        for leaf in () if rule.when is None else leaves(rule.when):
            if isinstance(leaf, InPlaces):
                yield from _place_validities(leaf.places)


@lru_cache(maxsize=1)
def epoch_starts() -> tuple[date, ...]:
    """The first days of all epochs since the Regulation applies, oldest first."""
    days = {IN_FORCE}
    for validity in _validities():
        days.add(validity.since)
        if validity.until is not None:
            days.add(validity.until + timedelta(days=1))
    return tuple(sorted(day for day in days if day >= IN_FORCE))


def epoch_of(day: date) -> date:
    """The first day of the epoch that ``day`` lies in."""
    starts = epoch_starts()
    return starts[bisect_right(starts, day) - 1]


def _duty(duty: Duty, on: date, leaves: dict[Condition, LeafNode]) -> tuple[Duty, CompiledCondition | None]:
    return duty, None if duty.when is None else compile_condition(duty.when, on, leaves)


@lru_cache(maxsize=256)
def _compiled(start: date) -> CompiledLaw:
    law = law_as_of(start)
    shared: dict[Condition, LeafNode] = {}
    reliefs = tuple(
        CompiledRule(rule, condition, condition)
        for rule in law.reliefs
        for condition in [compile_condition(rule.when, start, shared)]
    )
    return CompiledLaw(
        on=start,
        provisions=tuple(
            CompiledRule(
                rule,
                compile_condition(rule.when, start, shared),
                compile_condition(rule.relevant_when, start, shared),
            )
            for rule in law.provisions
        ),
        reliefs=reliefs,
        duties=tuple(_duty(duty, start, shared) for duty in law.duties),
        relief_duties={
            rule.citation: tuple(_duty(duty, start, shared) for duty in rule.duties) for rule in law.reliefs
        },
        reliefs_of={
            provision.citation: tuple(relief for relief in reliefs if provision.citation in relief.rule.of)
            for provision in law.provisions
        },
        facts_of={
            provision.citation: frozenset(
                name
                for condition in (
                    provision.when,
                    *(relief.when for relief in law.reliefs if provision.citation in relief.of),
                )
                for name in facts_of(condition)
            )
            for provision in law.provisions
        },
    )


def compiled_law(day: date) -> CompiledLaw:
    """The compiled law of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled(epoch_of(day)) if day >= IN_FORCE else _compiled(day)


@dataclass(frozen=True, slots=True)
class CompiledInCase:
    """A provision in a case: its conditions as they are left there."""

    citation: str
    effect: Effect
    when: Judge
    reliefs: tuple[tuple[Effect, Judge], ...]

    def least(self, facts: Facts) -> Effect:
        """The least that it contributes: unknown conditions as failing, unknown reliefs as applying."""
        if not self.when(facts):
            return Effect.NOT_CONTROLLED
        lowered = (to for to, relief in self.reliefs if to < self.effect and relief(facts) is not False)
        return min(lowered, default=self.effect)


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """A case of ``engine/case_split.py``: whether it is possible, and the provisions that can apply in it."""

    possible: Judge
    provisions: tuple[CompiledInCase, ...]

    def least(self, facts: Facts) -> Effect:
        """The least that follows in this case."""
        least = Effect.NOT_CONTROLLED
        for provision in self.provisions:
            if provision.effect > least:
                least = max(least, provision.least(facts))
        return least

    def carrying(self, facts: Facts, effect: Effect) -> Iterator[str]:
        """Citations of the provisions that contribute ``effect`` at the least."""
        return (
            provision.citation
            for provision in self.provisions
            if provision.effect >= effect and provision.least(facts) >= effect
        )


@dataclass(frozen=True, slots=True)
class CompiledCases:
    """The cases of an epoch; ``hinges``: for each fact that they are made of, whether it has its first value.

    ``relevant`` remembers the cases without the provisions that activity and places rule out.
    """

    hinges: tuple[Judge, ...]
    cases: tuple[CompiledCase, ...]
    relevant: dict[tuple[Any, ...], tuple[CompiledCase, ...]] = field(default_factory=dict)

    def possible(self, facts: Facts, law: CompiledLaw) -> Iterator[CompiledCase]:
        """The cases that ``facts`` leave possible, each with the provisions of ``law`` that these do not rule out."""
        key = _relevance_key(facts)
        cases = self.relevant.get(key)
        if cases is None:
            left = {rule.rule.citation for rule in law.relevant_provisions(facts)}
            cases = tuple(
                CompiledCase(case.possible, tuple(rule for rule in case.provisions if rule.citation in left))
                for case in self.cases
            )
            if len(self.relevant) >= _MEMORY:
                self.relevant.clear()
            self.relevant[key] = cases
        return (case for case in cases if case.possible(facts) is not False)


@lru_cache(maxsize=256)
def _compiled_cases(start: date) -> CompiledCases:
    shared: dict[Condition, LeafNode] = {}

    def provision(folded: FoldedProvision) -> CompiledInCase:
        reliefs = tuple((relief.effect, closure(when, start, shared)) for relief, when in folded.reliefs)
        when = closure(folded.when, start, shared)
        return CompiledInCase(folded.provision.citation, folded.provision.effect, when, reliefs)

    def case(split: Case) -> CompiledCase:
        return CompiledCase(closure(split.condition, start, shared), tuple(map(provision, split.provisions)))

    hinges = tuple(closure(values[0], start, shared) for values in HINGES)
    return CompiledCases(hinges, tuple(map(case, cases_on(start))))


def compiled_cases(day: date) -> CompiledCases:
    """The cases of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled_cases(epoch_of(day)) if day >= IN_FORCE else _compiled_cases(day)


def holds_codes(leaf: Leaf) -> bool:
    """Whether ``leaf`` asks about control list codes."""
    return isinstance(leaf, (AnyCode, EveryCode))


@lru_cache(maxsize=1)
def period_starts() -> tuple[date, ...]:
    """First days of all periods since the Regulation applies, oldest first.

    Finer than the epochs of the rules: the days on which an edition of Annex I, an entry of it, or a national option
    begins are borders too.
    """
    days = {IN_FORCE, *epoch_starts()}
    for record in edition_records():
        days.add(record.since)
        if record.until is not None:
            days.add(record.until + timedelta(days=1))
    newest = outline()
    assert newest is not None
    for code in newest.entry_codes:
        entry = newest.entry(code)
        if entry is not None and entry.since is not None:
            days.add(entry.since)
    for code in known_jurisdictions():
        state = jurisdiction(code)
        if state is not None:
            days |= {option.since for option in state.options.values() if option.since is not None}
    return tuple(sorted(day for day in days if day >= IN_FORCE))


def period_of(day: date) -> date:
    """The first day of the period that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    if day < IN_FORCE:
        raise ValueError(f"the Regulation applies since {IN_FORCE.isoformat()}, not on {day.isoformat()}")
    starts = period_starts()
    return starts[bisect_right(starts, day) - 1]
