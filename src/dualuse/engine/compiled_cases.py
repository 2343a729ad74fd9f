"""The cases of an epoch (``engine/case_split.py``), ready to judge many items: each folded where it is first possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.engine.case_split import HINGES, Choice, FoldedProvision, choices, folded_provision
from dualuse.engine.compiled import CompiledLaw, CompiledProvision, compiled_law
from dualuse.engine.fast_evaluator import Judge, LeafNode, closure
from dualuse.engine.relevance import facts_of_key, relevance_key
from dualuse.law.language.logic import All, Condition, Facts
from dualuse.law.language.provision import Effect

_MEMORY: Final = 512


class CompiledInCase:
    """A provision in a case: its conditions as they are left there."""

    def __init__(self, folded: FoldedProvision, on: date, leaves: dict[Condition, LeafNode]) -> None:
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


class CompiledCases:
    """The cases of an epoch; ``hinges``: for each fact that they are made of, whether it has its first value."""

    def __init__(self, law: CompiledLaw) -> None:
        self.hinges: Final = tuple(closure(values[0], law.on, law.leaves) for values in HINGES)
        self._law: Final = law
        self._choices: Final = tuple(
            (chosen, closure(All(chosen), law.on, law.leaves)) for chosen in choices()
        )
        self._relevant: Final[dict[tuple[Any, ...], tuple[CompiledCase, ...]]] = {}
        self._in_cases: Final[dict[tuple[CompiledProvision, int], CompiledInCase | None]] = {}

    def possible(self, facts: Facts) -> Iterator[CompiledCase]:
        """The cases that ``facts`` leave possible, each with the provisions that activity and places do not rule out."""
        key = relevance_key(facts)
        if key not in self._relevant:
            if len(self._relevant) >= _MEMORY:
                self._relevant.clear()
            self._relevant[key] = tuple(self._cases(key))
        return (case for case in self._relevant[key] if case.possible(facts) is not False)

    def _cases(self, key: tuple[Any, ...]) -> list[CompiledCase]:
        """The cases that a key leaves possible, those with fewest provisions first: these settle most often."""
        facts = facts_of_key(key)
        rules = self._law.relevant.rules(facts)
        cases = [
            CompiledCase(possible, tuple(self._provisions(rules, chosen, index)))
            for index, (chosen, possible) in enumerate(self._choices)
            if possible(facts) is not False
        ]
        return sorted(cases, key=lambda case: len(case.provisions))

    def _provisions(
        self, rules: tuple[CompiledProvision, ...], chosen: Choice, index: int
    ) -> Iterator[CompiledInCase]:
        for rule in rules:
            if (rule, index) not in self._in_cases:
                reliefs = (relief.rule for relief in rule.reliefs)
                folded = folded_provision(rule.rule, reliefs, chosen)
                self._in_cases[rule, index] = (
                    None if folded is None else CompiledInCase(folded, self._law.on, self._law.leaves)
                )
            compiled = self._in_cases[rule, index]
            if compiled is not None:
                yield compiled


@lru_cache(maxsize=256)
def _compiled_cases(law: CompiledLaw) -> CompiledCases:
    return CompiledCases(law)


def compiled_cases(day: date) -> CompiledCases:
    """The cases of the epoch that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return _compiled_cases(compiled_law(day))
