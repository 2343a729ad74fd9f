"""The range of an outcome as the solver finds it: over every way in which the facts that are unknown can turn out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import z3

from dualuse.engine.proofs.formulas import Formula, boolean, neg
from dualuse.engine.proofs.outcomes import Judged
from dualuse.engine.proofs.partition import OTHER, conditions_of, goods_lists
from dualuse.engine.proofs.symbols import Scope, World, scope_on
from dualuse.engine.proofs.ties import ties
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.language.provision import Effect


class _Solver:
    """The law of a day where all facts are known, with the outcome as booleans ``at least this effect``."""

    def __init__(self, day: date) -> None:
        judged = Judged(world=World(scope_on(day)))
        self.world = judged.world
        self.solver = z3.SolverFor("QF_FD")
        self.at_least = {effect: boolean(f"outcome|{effect.word}") for effect in Effect}
        for effect, reached in self.at_least.items():
            self.solver.add(reached == judged.at_least(effect))
        for tie in ties(day):
            # Whether an annex names an item, or a way is told, counts only once a person has said so: no tie of what is open.
            if not tie.name.startswith(("named.", TOLD)):
                self.solver.add(judged.translation.truth(tie.condition))
        self.solver.add(*self.world.rules())

    def is_possible(self, *formulas: Formula) -> bool:
        return bool(self.solver.check(*formulas) == z3.sat)

    def stated(self, facts: Mapping[str, Any]) -> Iterator[Formula]:
        """What is known, as statements; raises KeyError for a code that is too wide to belong to one class."""
        for fact, symbol in self.world.symbols.items():
            value = facts.get(fact)
            if value is None:
                continue
            scope = self.world.scope
            partition = scope.codes if fact == "item.entries" else scope.places
            held = {"true"} if value is True else set()
            if fact == CUSTOMS_CODE:
                held = {_class_of_goods(code, scope) for code in value}
            elif symbol.kind == "several":
                held = {partition.standing_for[member] for member in value}
            elif symbol.kind == "one":
                held = {partition.standing_for[value] if FACTS[fact].kind == "place" else value}
            yield from (boolean if name in held else neg(boolean) for name, boolean in symbol.values.items())


def _class_of_goods(code: str, scope: Scope) -> str:
    """The customs code that stands for ``code`` in the solver: of what lies under the narrowest listed code above it.

    Raises:
        KeyError: with more digits ``code`` could become one of a list.
    """
    if any(goods.is_wider(code) for goods in goods_lists(conditions_of(scope.law))):
        raise KeyError(code)
    above = (f"{code[:length]}{OTHER}" for length in range(len(code), -1, -1))
    return next(scope.goods.standing_for[name] for name in above if name in scope.goods.standing_for)


@lru_cache(maxsize=4)
def _solver(day: date) -> _Solver:
    return _Solver(day)


def solver_range(facts: Mapping[str, Any], day: date) -> tuple[Effect, Effect] | None:
    """The least and the most severe outcome that is possible; None where a code is too wide to be put to the solver."""
    solver = _solver(day)
    try:
        known = list(solver.stated(facts))
    except KeyError:
        return None
    assert solver.is_possible(*known), f"the ties forbid what was derived: {facts}"
    effects = sorted(Effect)
    low = next(
        effect
        for effect in effects
        if effect is effects[-1] or solver.is_possible(*known, neg(solver.at_least[Effect(effect + 1)]))
    )
    high = next(effect for effect in reversed(effects) if solver.is_possible(*known, solver.at_least[effect]))
    return low, high
