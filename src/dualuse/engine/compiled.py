"""The law of an epoch, ready to judge many cases.

An epoch is a span of days in which neither a rule nor a dated set of places changes. What a rule says is not remembered
from case to case: where many facts are unknown the same ones seldom come again, and remembering costs more than judging.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, Final, Generic, TypeAlias, TypeVar

from dualuse.engine.fast_evaluator import ANSWERS, Decider, Judge, LeafNode, Leaves
from dualuse.engine.reach import Reach, within
from dualuse.engine.relevance import Relevance
from dualuse.engine.spans import changes_of, latest
from dualuse.law.collection import law_as_of, whole_law
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.law.language.logic import (
    All,
    Condition,
    Facts,
    Leaf,
    Truth,
    facts_of,
)
from dualuse.law.language.provision import IN_FORCE, Duty, Provision, Relief
from dualuse.law.states import jurisdiction, known_jurisdictions

Rule: TypeAlias = Provision | Relief | Duty
RuleT = TypeVar("RuleT", Provision, Relief, Duty)


class Judgement:
    """What a rule says: its truth and the leaves that decided it, each with its own truth.

    Most are never asked what decided them: it is worked out when they are.
    """

    __slots__ = ("_decider", "_facts", "_nodes", "truth")

    def __init__(self, decider: Decider, facts: Facts, truth: Truth) -> None:
        self.truth: Final = truth
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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CompiledCondition:
    """A condition as a closure, with the names of its facts."""

    condition: Condition
    on: date
    names: tuple[str, ...]
    truth: Judge
    decider: Decider

    def judge(self, facts: Facts) -> Judgement:
        """The judgement for ``facts``, reasons included."""
        return Judgement(self.decider, facts, self.truth(facts))


def compile_condition(condition: Condition, on: date, leaves: Leaves) -> CompiledCondition:
    """``condition`` under the law of the epoch that ``on`` lies in; equal leaves become one in ``leaves``."""
    decider = Decider(condition, on, leaves)
    return CompiledCondition(
        condition=condition, on=on, names=facts_of(condition), truth=decider.truth, decider=decider
    )


class CompiledRule(Generic[RuleT]):
    """A rule, its condition compiled when it is first asked for: most rules concern few places.

    Args:
        rule: the rule.
        on: a day on which it says the same as on the days that are judged by it.
        leaves: its own, shared with other rules where they ask the same.
    """

    def __init__(self, rule: RuleT, on: date, leaves: Leaves) -> None:
        self.rule: RuleT = rule
        self.on: Final = on
        self.leaves: Final = leaves

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
        return compile_condition(condition, self.on, self.leaves)


class CompiledProvision(CompiledRule[Provision]):
    """A provision and the reliefs that name it; ``scope`` says whether a finding is made at all."""

    def __init__(
        self,
        rule: Provision,
        on: date,
        leaves: Leaves,
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


class CompiledRules:
    """Rules compiled once for all days on which they say the same, whichever epoch asks for them.

    By identity: to compare two rules is to compare their conditions from top to bottom.
    """

    def __init__(self) -> None:
        self._leaves: Final[dict[Any, LeafNode]] = {}
        self._changes: Final[dict[int, tuple[Rule, list[date]]]] = {}
        self._provisions: Final[dict[tuple[Any, ...], CompiledProvision]] = {}
        self._others: Final[dict[tuple[int, date], CompiledRule[Any]]] = {}

    def leaves(self, on: date) -> Leaves:
        """Compiled leaves under the law of ``on``."""
        return Leaves(on, self._leaves)

    def rule(self, rule: RuleT, on: date) -> CompiledRule[RuleT]:
        """A relief or a duty under the law of ``on``."""
        since = latest(self._changes_of(rule), on)
        key = (id(rule), since)
        if key not in self._others:
            self._others[key] = CompiledRule(rule, on, self.leaves(on))
        return self._others[key]

    def provision(
        self, rule: Provision, on: date, reliefs: tuple[CompiledRule[Relief], ...]
    ) -> CompiledProvision:
        """A provision under the law of ``on``, with the reliefs that name it."""
        since = latest(self._changes_of(rule), on)
        key = (id(rule), since, reliefs)
        if key not in self._provisions:
            self._provisions[key] = CompiledProvision(rule, on, self.leaves(on), reliefs)
        return self._provisions[key]

    def _changes_of(self, rule: Rule) -> list[date]:
        if id(rule) not in self._changes:
            conditions = (rule.when, rule.relevant_when if isinstance(rule, Provision) else None)
            days = {day for asked in conditions if asked is not None for day in changes_of(asked)}
            self._changes[id(rule)] = (rule, sorted(days))  # held, so that its identity stays its own
        return self._changes[id(rule)][1]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CompiledLaw:
    """The rules of an epoch; ``relevant`` and ``relevant_duties``: those that activity and places leave possible."""

    on: date
    provisions: tuple[CompiledProvision, ...]
    duties: tuple[CompiledRule[Duty], ...]
    relief_duties: dict[str, tuple[CompiledRule[Duty], ...]]
    relevant: Relevance[CompiledProvision]
    relevant_duties: Relevance[CompiledRule[Duty]]


@lru_cache(maxsize=64)
def epoch_starts(reach: Reach = None) -> tuple[date, ...]:
    """The first days of all epochs since the Regulation applies, oldest first; ``reach``: of this part of the law only."""
    law = within(whole_law(), reach)
    days = {IN_FORCE}
    rules: list[Rule] = [*law.provisions, *law.reliefs, *law.duties]
    for rule in rules:
        days.update(rule.validity.turning_days())
        if rule.when is not None:
            days |= changes_of(rule.when)
    return tuple(sorted(day for day in days if day >= IN_FORCE))


def epoch_of(day: date) -> date:
    """The first day of the epoch that ``day`` lies in."""
    starts = epoch_starts()
    return starts[bisect_right(starts, day) - 1]


@lru_cache(maxsize=1)
def compiled_rules() -> CompiledRules:
    """The rules of all epochs, those that were asked for."""
    return CompiledRules()


@lru_cache(maxsize=256)
def _compiled(start: date) -> CompiledLaw:
    law, rules = law_as_of(start), compiled_rules()
    reliefs_of: dict[str, list[CompiledRule[Relief]]] = {}
    for relief in law.reliefs:
        compiled = rules.rule(relief, start)
        for citation in dict.fromkeys(relief.of):
            reliefs_of.setdefault(citation, []).append(compiled)
    provisions = tuple(
        rules.provision(rule, start, tuple(reliefs_of.get(rule.citation, ()))) for rule in law.provisions
    )
    duties = tuple(rules.rule(duty, start) for duty in law.duties)
    leaves = rules.leaves(start)
    return CompiledLaw(
        on=start,
        provisions=provisions,
        duties=duties,
        relief_duties={
            relief.citation: tuple(rules.rule(duty, start) for duty in relief.duties)
            for relief in law.reliefs
        },
        relevant=Relevance(provisions, start, leaves),
        relevant_duties=Relevance(duties, start, leaves),
    )


def compiled_law(day: date) -> CompiledLaw:
    """The compiled law of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled(epoch_of(day)) if day >= IN_FORCE else _compiled(day)


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
