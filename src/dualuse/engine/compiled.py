"""The law of an epoch, ready to judge many cases.

An epoch is a span of days in which neither a rule nor a dated set of places changes. What a rule says is not remembered
from case to case: where many facts are unknown the same ones seldom come again, and remembering costs more than judging.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar

from dualuse.engine.fast_evaluator import ANSWERS, Decider, Judge, LeafNode
from dualuse.engine.reach import Reach, within
from dualuse.engine.relevance import Relevance
from dualuse.law.collection import Law, law_as_of, whole_law
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.law.language.logic import (
    All,
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
from dualuse.law.language.provision import IN_FORCE, Duty, Provision, Relief, Validity
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import PlaceSet, PlacesExcept

RuleT = TypeVar("RuleT", Provision, Relief, Duty)


class Judgement:
    """What a rule says: its truth and the leaves that decided it, each with its own truth.

    Most are never asked what decided them: it is worked out when they are.
    """

    __slots__ = ("_decider", "_facts", "_nodes", "truth")

    def __init__(self, decider: Decider, facts: Facts) -> None:
        self.truth: Final = decider.truth(facts)
        self._decider: Final = decider
        self._facts: Final = facts
        self._nodes: tuple[tuple[LeafNode, Truth], ...] | None = None

    @property
    def nodes(self) -> tuple[tuple[LeafNode, Truth], ...]:
        """The deciding leaves, compiled, in the order of the text."""
        if self._nodes is None:
            self._nodes = self._decider.deciding(self.truth, self._facts)
        return self._nodes

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
        return Judgement(self.decider, facts)


def compile_condition(condition: Condition, on: date, leaves: dict[Condition, LeafNode]) -> CompiledCondition:
    """``condition`` under the law of the epoch that ``on`` lies in; equal leaves become one in ``leaves``."""
    decider = Decider(condition, on, leaves)
    return CompiledCondition(condition, on, facts_of(condition), decider.truth, decider)


class CompiledRule(Generic[RuleT]):
    """A rule, its condition compiled when it is first asked for: most rules concern few places.

    Args:
        rule: the rule.
        on: a day of the epoch.
        leaves: those of the epoch, shared by its rules.
    """

    def __init__(self, rule: RuleT, on: date, leaves: dict[Condition, LeafNode]) -> None:
        self.rule: RuleT = rule
        self._on: Final = on
        self._leaves: Final = leaves

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The condition of the rule; of a duty that always arises the empty one, which is true."""
        return (All(()) if self.rule.when is None else self.rule.when,)

    @cached_property
    def when(self) -> CompiledCondition:
        """The condition of the rule, compiled."""
        return self._compiled(self.conditions[0])

    def is_possible(self, facts: Facts) -> bool:
        """Whether ``facts`` leave it in question."""
        return self.when.truth(facts) is not False

    def _compiled(self, condition: Condition) -> CompiledCondition:
        return compile_condition(condition, self._on, self._leaves)


class CompiledProvision(CompiledRule[Provision]):
    """A provision and the reliefs that name it; ``scope`` says whether a finding is made at all."""

    def __init__(
        self,
        rule: Provision,
        on: date,
        leaves: dict[Condition, LeafNode],
        reliefs: tuple[CompiledRule[Relief], ...],
    ) -> None:
        super().__init__(rule, on, leaves)
        self.reliefs: Final = reliefs

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """That of the rule, and that under which a finding on it is made at all."""
        return (self.rule.when, self.rule.relevant_when)

    @cached_property
    def scope(self) -> CompiledCondition:
        """The condition under which a finding is made at all, compiled."""
        return self._compiled(self.rule.relevant_when)

    def is_possible(self, facts: Facts) -> bool:
        """Whether ``facts`` leave it possible, or worth a finding."""
        return self.when.truth(facts) is not False or self.scope.truth(facts) is not False

    @cached_property
    def facts(self) -> frozenset[str]:
        """Names of the facts that the provision and its reliefs ask for."""
        conditions = (self.rule.when, *(relief.rule.when for relief in self.reliefs))
        return frozenset(name for condition in conditions for name in facts_of(condition))

    def speaks_of(self, names: Iterable[str]) -> bool:
        """Whether the provision or a relief of it asks about one of the facts ``names``.

        Answers about parts of codes and open places reach every rule that holds codes or places: yes to be safe.
        """
        return ANSWERS in names or not self.facts.isdisjoint(names)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledLaw:
    """The rules of an epoch; ``relevant`` and ``relevant_duties``: those that activity and places leave possible.

    ``leaves``: of all its conditions, each once.
    """

    on: date
    leaves: dict[Condition, LeafNode]
    provisions: tuple[CompiledProvision, ...]
    duties: tuple[CompiledRule[Duty], ...]
    relief_duties: dict[str, tuple[CompiledRule[Duty], ...]]
    relevant: Relevance[CompiledProvision]
    relevant_duties: Relevance[CompiledRule[Duty]]


def _place_validities(places: object) -> Iterator[Validity]:
    if isinstance(places, PlaceSet):
        yield from (member.validity for member in places.members)
    elif isinstance(places, PlacesExcept):
        for excluded in places.excluded:
            yield from _place_validities(excluded)


def _validities(law: Law) -> Iterator[Validity]:
    rules: list[Provision | Relief | Duty] = [*law.provisions, *law.reliefs, *law.duties]
    for rule in rules:
        yield rule.validity
        for leaf in () if rule.when is None else leaves(rule.when):
            if isinstance(leaf, InPlaces):
                yield from _place_validities(leaf.places)


@lru_cache(maxsize=64)
def epoch_starts(reach: Reach = None) -> tuple[date, ...]:
    """The first days of all epochs since the Regulation applies, oldest first; ``reach``: of this part of the law only."""
    days = {IN_FORCE}
    for validity in _validities(within(whole_law(), reach)):
        days.add(validity.since)
        if validity.until is not None:
            days.add(validity.until + timedelta(days=1))
    return tuple(sorted(day for day in days if day >= IN_FORCE))


def epoch_of(day: date) -> date:
    """The first day of the epoch that ``day`` lies in."""
    starts = epoch_starts()
    return starts[bisect_right(starts, day) - 1]


@lru_cache(maxsize=256)
def _compiled(start: date) -> CompiledLaw:
    law = law_as_of(start)
    shared: dict[Condition, LeafNode] = {}
    reliefs_of: dict[str, list[CompiledRule[Relief]]] = {}
    for relief in law.reliefs:
        compiled = CompiledRule(relief, start, shared)
        for citation in dict.fromkeys(relief.of):
            reliefs_of.setdefault(citation, []).append(compiled)
    provisions = tuple(
        CompiledProvision(rule, start, shared, tuple(reliefs_of.get(rule.citation, ())))
        for rule in law.provisions
    )
    duties = tuple(CompiledRule(duty, start, shared) for duty in law.duties)
    return CompiledLaw(
        on=start,
        leaves=shared,
        provisions=provisions,
        duties=duties,
        relief_duties={
            relief.citation: tuple(CompiledRule(duty, start, shared) for duty in relief.duties)
            for relief in law.reliefs
        },
        relevant=Relevance(provisions, start, shared),
        relevant_duties=Relevance(duties, start, shared),
    )


def compiled_law(day: date) -> CompiledLaw:
    """The compiled law of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled(epoch_of(day)) if day >= IN_FORCE else _compiled(day)


def holds_codes(leaf: Leaf) -> bool:
    """Whether ``leaf`` asks about control list codes."""
    return isinstance(leaf, (AnyCode, EveryCode))


@lru_cache(maxsize=64)
def period_starts(reach: Reach = None) -> tuple[date, ...]:
    """First days of all periods since the Regulation applies, oldest first; ``reach``: of this part of the law only.

    Finer than the epochs of the rules: the days on which an edition of Annex I, an entry of it, or a national option
    begins are borders too.
    """
    days = {IN_FORCE, *epoch_starts(reach)}
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


def period_of(day: date, reach: Reach = None) -> date:
    """The first day of the period that ``day`` lies in; ``reach``: of this part of the law only.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    if day < IN_FORCE:
        raise ValueError(f"the Regulation applies since {IN_FORCE.isoformat()}, not on {day.isoformat()}")
    starts = period_starts(reach)
    return starts[bisect_right(starts, day) - 1]
