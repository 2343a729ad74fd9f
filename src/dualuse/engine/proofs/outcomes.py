"""The outcome of an item as formulas: "at least this effect", of each provision and of all together.

A provision contributes its effect, lowered to that of a relief which names it and holds (``engine/outcome.py``);
the outcome is the most severe contribution. ``low`` and ``high`` are the ends of the interval while facts are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dualuse.engine.case_split import Case, cases_of
from dualuse.engine.proofs.formulas import FALSE, TRUE, Formula, conj, disj, implies, neg
from dualuse.engine.proofs.symbols import World
from dualuse.engine.proofs.ties import ties
from dualuse.engine.proofs.translation import Translation
from dualuse.law.language.provision import Effect, Provision, Relief

SEVERE: Final = tuple(effect for effect in Effect if effect is not Effect.NOT_CONTROLLED)
"""Every effect above the least one."""


@dataclass(slots=True, repr=False, kw_only=True)
class Judged:
    """A law applied to the facts of one world; ``base`` is the same law in the world that shares its facts."""

    world: World
    base: Judged | None = None
    translation: Translation = field(init=False)
    _cases: tuple[Case, ...] = field(init=False)
    _contributions: dict[tuple[str, Effect], Formula] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.translation = Translation(self.world, self.base.translation if self.base else None)
        self._cases = self.base._cases if self.base else cases_of(self.world.scope.law)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in force."""
        return self.world.scope.law.provisions

    def reliefs_of(self, provision: Provision) -> tuple[Relief, ...]:
        """The reliefs in force that name ``provision``."""
        return tuple(relief for relief in self.world.scope.law.reliefs if provision.citation in relief.of)

    def contributes(self, provision: Provision, effect: Effect) -> Formula:
        """That ``provision`` contributes ``effect`` or more."""
        key = (provision.citation, effect)
        contribution = self._contributions.get(key)
        if contribution is None:
            rules: tuple[Provision | Relief, ...] = (provision, *self.reliefs_of(provision))
            if self.base is not None and all(self.translation.shared(rule.when) for rule in rules):
                contribution = self.base.contributes(provision, effect)
            else:
                contribution = self._contributes(provision, effect, self.reliefs_of(provision))
            self._contributions[key] = contribution
        return contribution

    def _contributes(self, provision: Provision, effect: Effect, reliefs: tuple[Relief, ...]) -> Formula:
        if provision.effect < effect:
            return FALSE
        lower = (neg(self.translation.truth(relief.when)) for relief in reliefs if relief.effect < effect)
        return conj((self.translation.truth(provision.when), *lower))

    def at_least(self, effect: Effect) -> Formula:
        """That the outcome is ``effect`` or more severe."""
        if effect is Effect.NOT_CONTROLLED:
            return TRUE
        return disj(self.contributes(provision, effect) for provision in self.provisions)

    def at_least_without(self, effect: Effect, left_out: Provision | Relief) -> Formula:
        """That the outcome would be ``effect`` or more severe if the rule ``left_out`` did not exist."""
        contributions = []
        for provision in self.provisions:
            if isinstance(left_out, Relief) and provision.citation in left_out.of:
                reliefs = tuple(relief for relief in self.reliefs_of(provision) if relief is not left_out)
                contributions.append(self._contributes(provision, effect, reliefs))
            elif provision is not left_out:
                contributions.append(self.contributes(provision, effect))
        return disj(contributions)

    def exactly(self, effect: Effect) -> Formula:
        """That the outcome is ``effect``."""
        if effect is Effect.PROHIBITED:
            return self.at_least(effect)
        return conj((self.at_least(effect), neg(self.at_least(Effect(effect + 1)))))

    def low_at_least(self, effect: Effect) -> Formula:
        """That the low end of the interval is ``effect`` or more.

        In every case that is possible a provision known to hold, not perhaps relieved (``engine/case_split.py``).
        """
        three_valued = self.translation.three_valued
        return conj(
            implies(neg(three_valued(case.condition).false), self._held_in(case, effect))
            for case in self._cases
        )

    def _held_in(self, case: Case, effect: Effect) -> Formula:
        three_valued = self.translation.three_valued
        return disj(
            conj(
                (
                    three_valued(folded.when).true,
                    *(three_valued(when).false for relief, when in folded.reliefs if relief.effect < effect),
                )
            )
            for folded in case.provisions
            if folded.provision.effect >= effect
        )

    def high_at_least(self, effect: Effect) -> Formula:
        """That the high end is ``effect`` or more: a provision that may hold, and no relief known to lower it."""
        return disj(
            conj(
                (
                    neg(self.translation.three_valued(provision.when).false),
                    *(neg(self.translation.three_valued(relief.when).true) for relief in reliefs),
                )
            )
            for provision, reliefs in self._reaching(effect)
        )

    def _reaching(self, effect: Effect) -> Iterator[tuple[Provision, tuple[Relief, ...]]]:
        """The provisions of ``effect`` or more, each with the reliefs that lower it beneath."""
        for provision in self.provisions:
            if provision.effect >= effect:
                reliefs = self.reliefs_of(provision)
                yield provision, tuple(relief for relief in reliefs if relief.effect < effect)

    def tied(self) -> tuple[Formula, ...]:
        """The ties between derived facts, as far as they speak of facts that moved."""
        return tuple(
            self.translation.truth(tie.condition)
            for tie in ties(self.world.scope.on)
            if not self.translation.shared(tie.condition)
        )
