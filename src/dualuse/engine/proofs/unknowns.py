"""Unknown facts: what is known to hold holds however the unknown facts turn out, and learning never unsettles it.

Shown of every provision and relief and of both ends of the outcome, over facts that need not fit each other: no tie
between facts is supposed.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from dualuse.engine.proofs.formulas import Formula, conj, disj, neg
from dualuse.engine.proofs.outcomes import SEVERE, Judged
from dualuse.engine.proofs.symbols import MoreKnown, Scope, World
from dualuse.law.language.provision import Effect, Provision, Relief


def unsound(scope: Scope) -> tuple[str, ...]:
    """Citations of rules whose known truth may be wrong, and outcomes whose interval may miss the outcome."""
    judged = Judged(World(scope))
    claims = {rule.citation: _known_wrongly(judged, rule) for rule in _rules(scope)}
    claims |= {effect.word: _outside(judged, effect) for effect in SEVERE}
    return _possible(claims, [judged.world])


def unsettled(scope: Scope) -> tuple[str, ...]:
    """Citations of rules whose known truth may change, and outcomes whose interval may widen, when more is known."""
    before = Judged(World(scope))
    after = Judged(MoreKnown(scope, "y", before.world))
    claims = {rule.citation: _lost(before, after, rule) for rule in _rules(scope)}
    claims |= {effect.word: _wider(before, after, effect) for effect in SEVERE}
    return _possible(claims, [before.world, after.world])


def _rules(scope: Scope) -> tuple[Provision | Relief, ...]:
    return (*scope.law.provisions, *scope.law.reliefs)


def _known_wrongly(judged: Judged, rule: Provision | Relief) -> Formula:
    truth, known = judged.translation.truth(rule.when), judged.translation.three_valued(rule.when)
    return disj((conj((known.true, neg(truth))), conj((known.false, truth))))


def _outside(judged: Judged, effect: Effect) -> Formula:
    reached = judged.at_least(effect)
    low, high = judged.low_at_least(effect), judged.high_at_least(effect)
    return disj((conj((low, neg(reached))), conj((reached, neg(high)))))


def _lost(before: Judged, after: Judged, rule: Provision | Relief) -> Formula:
    earlier, later = (judged.translation.three_valued(rule.when) for judged in (before, after))
    return disj((conj((earlier.true, neg(later.true))), conj((earlier.false, neg(later.false)))))


def _wider(before: Judged, after: Judged, effect: Effect) -> Formula:
    return disj(
        (
            conj((before.low_at_least(effect), neg(after.low_at_least(effect)))),
            conj((after.high_at_least(effect), neg(before.high_at_least(effect)))),
        )
    )


def _possible(claims: dict[str, Formula], worlds: list[World]) -> tuple[str, ...]:
    """The claims that have a counterexample; all are tried together first."""
    solver = z3.SolverFor("QF_FD")
    solver.add(*(rule for world in worlds for rule in world.rules()))
    if solver.check(disj(claims.values())) == z3.unsat:
        return ()
    return tuple(_each(solver, claims))


def _each(solver: z3.Solver, claims: dict[str, Formula]) -> Iterator[str]:
    return (name for name, formula in claims.items() if solver.check(formula) != z3.unsat)
