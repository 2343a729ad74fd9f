"""The cases of an epoch (``engine/case_split.py``), ready to judge many items: each folded where it is first possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.engine.case_split import HINGES, FoldedProvision, choices, folded_provision
from dualuse.engine.compiled import CompiledLaw, CompiledProvision, compiled_law, compiled_rules
from dualuse.engine.fast_evaluator import Judge, Leaves, closure
from dualuse.engine.relevance import facts_of_key, relevance_key
from dualuse.engine.spans import changes_of, latest
from dualuse.law.language.logic import All, Facts
from dualuse.law.language.provision import Effect

CHOICES: Final = tuple(choices())
_MEMORY: Final = 512


class CompiledInCase:
    """A provision in a case: its conditions as they are left there."""

    def __init__(self, folded: FoldedProvision, on: date, leaves: Leaves) -> None:
        self.citation: Final = folded.provision.citation
        self.effect: Final = folded.provision.effect
        self._when: Final = closure(folded.when, on, leaves)
        self._reliefs: Final = tuple(
            (relief.effect, closure(when, on, leaves))
            for relief, when in folded.reliefs
            if relief.effect < self.effect
        )

    def least(self, facts: Facts) -> Effect:
        """The least that it contributes: unknown conditions as failing, unknown reliefs as applying."""
        if not self._when(facts):
            return Effect.NOT_CONTROLLED
        lowered = (to for to, relief in self._reliefs if relief(facts) is not False)
        return min(lowered, default=self.effect)


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """A case: whether it is possible, and the provisions that can apply in it."""

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
        """The cases that ``facts`` leave possible, each with the provisions that activity and places do not rule out."""
        key = relevance_key(facts)
        if key not in self._relevant:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            of_key = facts_of_key(key)
            possible = tuple(
                index for index, judge in enumerate(self._hinges.choices) if judge(of_key) is not False
            )
            self._relevant[key] = _cases(self._hinges, self._law.relevant.rules(of_key), possible)
        return (case for case in self._relevant[key] if case.possible(facts) is not False)


@lru_cache(maxsize=4096)
def _cases(
    hinges: CompiledHinges, rules: tuple[CompiledProvision, ...], possible: tuple[int, ...]
) -> tuple[CompiledCase, ...]:
    """The cases of possible choices, by their positions, those with fewest provisions first: these settle most often."""
    cases = [CompiledCase(hinges.choices[index], tuple(_provisions(rules, index))) for index in possible]
    return tuple(sorted(cases, key=lambda case: len(case.provisions)))


def _provisions(rules: tuple[CompiledProvision, ...], index: int) -> Iterator[CompiledInCase]:
    several = (_in_case(rule, index) for rule in rules)
    return (compiled for compiled in several if compiled is not None)


@lru_cache(maxsize=16384)
def _in_case(rule: CompiledProvision, index: int) -> CompiledInCase | None:
    """A provision in the case of the choice at ``index``; None where it cannot apply there."""
    reliefs = (relief.rule for relief in rule.reliefs)
    folded = folded_provision(rule.rule, reliefs, CHOICES[index])
    return None if folded is None else CompiledInCase(folded, rule.on, rule.leaves)


@lru_cache(maxsize=256)
def _compiled_cases(law: CompiledLaw) -> CompiledCases:
    return CompiledCases(law)


def compiled_cases(day: date) -> CompiledCases:
    """The cases of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled_cases(compiled_law(day))
