"""The cases of an epoch (``engine/case_split.py``), ready to judge many items.

In a case the facts that cases are made of have the values chosen, and whether the destination lies in the Union is known
although the destination may not be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.engine.case_split import HINGES, Choice, choices
from dualuse.engine.compiled import CompiledLaw, CompiledProvision, compiled_law, compiled_rules
from dualuse.engine.fast_evaluator import Judge, LeafNode, closure
from dualuse.engine.relevance import facts_of_key, relevance_key
from dualuse.engine.spans import changes_of, latest
from dualuse.law.language.logic import All, Facts, Flag, InPlaces, Is, Not
from dualuse.law.language.provision import Effect

CHOICES: Final = tuple(choices())
_PLACES: Final = tuple(value for values in HINGES for value in values if isinstance(value, InPlaces))
"""What cases are made of that is no fact by itself."""
_MEMORY: Final = 512


def facts_in(chosen: Choice) -> dict[str, Any]:
    """The facts that are known in a case; of a place that is asked for, the answer."""
    facts: dict[str, Any] = {}
    for value in chosen:
        leaf, holds = (value.of, False) if isinstance(value, Not) else (value, True)
        match leaf:
            case Is(fact, (only,)) if holds:
                facts[fact] = only
            case Flag(fact):
                facts[fact] = holds
            case InPlaces():
                facts[_name_of(leaf)] = holds
            case _:
                raise TypeError(f"cases are not made of this: {value!r}")
    return facts


def _name_of(leaf: InPlaces) -> str:
    return f"case.{leaf.fact}:{leaf.places.key}"


class CompiledInCase:
    """A provision as it is asked in cases."""

    def __init__(self, rule: CompiledProvision) -> None:
        self.citation: Final = rule.rule.citation
        self.effect: Final = rule.rule.effect
        leaves = compiled_rules().leaves(rule.on)
        for leaf in _PLACES:
            leaves[leaf] = LeafNode(Flag(_name_of(leaf)), rule.on)
        self.when: Final = closure(rule.rule.when, rule.on, leaves)
        self._reliefs: Final = tuple(
            (relief.rule.effect, closure(relief.rule.when, rule.on, leaves))
            for relief in rule.reliefs
            if relief.rule.effect < self.effect
        )

    def least(self, facts: Facts) -> Effect:
        """The least that it contributes: unknown conditions as failing, unknown reliefs as applying."""
        if not self.when(facts):
            return Effect.NOT_CONTROLLED
        lowered = (to for to, relief in self._reliefs if relief(facts) is not False)
        return min(lowered, default=self.effect)


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """A case: whether it is possible, what is known in it, and the provisions that can apply in it."""

    possible: Judge
    known: Facts
    provisions: tuple[CompiledInCase, ...]

    def least(self, facts: Facts) -> Effect:
        """The least that follows in this case."""
        facts_of_case = {**facts, **self.known}
        least = Effect.NOT_CONTROLLED
        for provision in self.provisions:
            if provision.effect > least:
                least = max(least, provision.least(facts_of_case))
        return least

    def carrying(self, facts: Facts, effect: Effect) -> Iterator[str]:
        """Citations of the provisions that contribute ``effect`` at the least."""
        facts_of_case = {**facts, **self.known}
        return (
            provision.citation
            for provision in self.provisions
            if provision.effect >= effect and provision.least(facts_of_case) >= effect
        )


@dataclass(frozen=True, slots=True, eq=False)
class CompiledHinges:
    """What cases are made of, compiled for all days on which it says the same.

    ``first``: for each fact, whether it has its first value; ``choices``: for each of :data:`CHOICES`, whether it is possible.
    """

    first: tuple[Judge, ...]
    choices: tuple[Judge, ...]


@lru_cache(maxsize=64)
def _compiled_hinges(since: date) -> CompiledHinges:
    leaves = compiled_rules().leaves(since)
    return CompiledHinges(
        tuple(closure(values[0], since, leaves) for values in HINGES),
        tuple(closure(All(chosen), since, leaves) for chosen in CHOICES),
    )


@lru_cache(maxsize=1)
def _changes_of_hinges() -> list[date]:
    return sorted({day for values in HINGES for value in values for day in changes_of(value)})


class CompiledCases:
    """The cases of an epoch; ``hinges``: for each fact that they are made of, whether it has its first value."""

    def __init__(self, law: CompiledLaw) -> None:
        self._hinges: Final = _compiled_hinges(latest(_changes_of_hinges(), law.on))
        self.hinges: Final = self._hinges.first
        self._law: Final = law
        self._relevant: Final[dict[tuple[Any, ...], tuple[CompiledCase, ...]]] = {}

    def possible(self, facts: Facts) -> Iterator[CompiledCase]:
        """The cases that ``facts`` leave possible, each with the provisions that can hold by the places that are known."""
        key = relevance_key(facts)
        if key not in self._relevant:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            of_key = facts_of_key(key)
            possible = tuple(
                index for index, judge in enumerate(self._hinges.choices) if judge(of_key) is not False
            )
            self._relevant[key] = _cases(self._hinges, self._law.relevant.rules_near(of_key), possible)
        return (case for case in self._relevant[key] if case.possible(facts) is not False)


@lru_cache(maxsize=4096)
def _cases(
    hinges: CompiledHinges, rules: tuple[CompiledProvision, ...], possible: tuple[int, ...]
) -> tuple[CompiledCase, ...]:
    """The cases of possible choices, by their positions, those with fewest provisions first: these settle most often."""
    compiled = tuple(map(_in_cases, rules))
    cases = [_case(hinges.choices[index], facts_in(CHOICES[index]), compiled) for index in possible]
    return tuple(sorted(cases, key=lambda case: len(case.provisions)))


def _case(possible: Judge, known: Facts, provisions: tuple[CompiledInCase, ...]) -> CompiledCase:
    return CompiledCase(
        possible, known, tuple(provision for provision in provisions if provision.when(known) is not False)
    )


@lru_cache(maxsize=4096)
def _in_cases(rule: CompiledProvision) -> CompiledInCase:
    return CompiledInCase(rule)


@lru_cache(maxsize=256)
def _compiled_cases(law: CompiledLaw) -> CompiledCases:
    return CompiledCases(law)


def compiled_cases(day: date) -> CompiledCases:
    """The cases of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled_cases(compiled_law(day))
