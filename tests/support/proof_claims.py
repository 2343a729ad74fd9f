"""The claims of ``docs/proofs.md`` as questions to the solver: what can fire and matters, what is never milder, what unknown facts do.

Of unknown facts they are shown of every provision and relief and of both ends of the outcome, over facts that need not fit
each other: no tie between facts is supposed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import z3

from dualuse.engine.proofs.adverse_steps import Step
from dualuse.engine.proofs.formulas import TRUE, Formula, boolean, conj, disj, implies, neg, same
from dualuse.engine.proofs.lowering import Lowering, declared_for
from dualuse.engine.proofs.outcomes import SEVERE, Judged
from dualuse.engine.proofs.prover import Pair, Prover, Stepped
from dualuse.engine.proofs.symbols import Scope, Symbol, World
from dualuse.engine.proofs.translation import ThreeValued, Translation
from dualuse.law.language.logic import Condition
from dualuse.law.language.provision import Duty, Effect, Provision, Relief

# Everything can fire, and nothing is redundant.


def used(prover: Prover, relief: Relief) -> Formula:
    """That ``relief`` holds while a provision that it names does."""
    named = (
        prover.holds(provision) for provision in prover.judged.provisions if provision.citation in relief.of
    )
    return conj((prover.holds(relief), disj(named)))


def arises(prover: Prover, duty: Duty) -> Formula:
    """That ``duty`` follows: its condition holds, and one of the provisions that bring it along applies."""
    when = TRUE if duty.when is None else prover.judged.translation.truth(duty.when)
    if not duty.after:
        return when
    links = []
    for provision in prover.judged.provisions:
        unrelieved = prover.judged.contributes(provision, provision.effect)
        if provision.citation in duty.after:
            links.append(unrelieved)
        if "relieved" in duty.after:
            links.append(conj((prover.holds(provision), neg(unrelieved))))
    return conj((when, disj(links)))


def matters(prover: Prover, rule: Provision | Relief) -> Formula:
    """That without ``rule`` the outcome would be another one."""
    return disj(
        neg(same(prover.judged.at_least(effect), prover.judged.at_least_without(effect, rule)))
        for effect in SEVERE
    )


# More is known, or it is worse: never milder, but where it is declared.


def undeclared(prover: Prover) -> Iterator[Pair]:
    """Of every step along which an answer falls further than declared, one pair of cases.

    Steps with the same exceptions are tried together first: if no combination of them lowers an answer, none of them
    does. Where one does, each half of them is tried, and so on.
    """
    groups: dict[tuple[Lowering, ...], list[Step]] = {}
    for step in prover.steps():
        groups.setdefault(declared_for(step), []).append(step)
    for declared, steps in groups.items():
        yield from _lowered(prover, declared, steps)


def _lowered(prover: Prover, declared: tuple[Lowering, ...], steps: Sequence[Step]) -> Iterator[Pair]:
    stepped = prover.after(*steps)
    falls = _undeclared(stepped, declared)
    if not prover.is_possible_pair(stepped, falls):
        return
    if len(steps) == 1:
        pair = prover.pair(stepped, falls)
        assert pair is not None
        yield pair
        return
    half = len(steps) // 2
    yield from _lowered(prover, declared, steps[:half])
    yield from _lowered(prover, declared, steps[half:])


def _undeclared(stepped: Stepped, declared: tuple[Lowering, ...]) -> Formula:
    return disj(
        conj(
            (
                stepped.fallen(provision),
                *(neg(_allowed(stepped, row)) for row in declared if provision.citation in row.provisions),
            )
        )
        for provision in stepped.prover.judged.provisions
    )


def _allowed(stepped: Stepped, row: Lowering) -> Formula:
    """That the outcome after the step is not beneath what the row allows, in a case that it speaks of."""
    return conj((stepped.judged.at_least(row.falls_to), _where(stepped, row)))


def _where(stepped: Stepped, row: Lowering) -> Formula:
    if not row.where:
        return TRUE
    return disj(_circumstance(stepped, text) for text in row.where)


def _circumstance(stepped: Stepped, text: str) -> Formula:
    fact, sign, value = text.partition(" = ")
    if sign:
        return stepped.world.is_one_of(fact, (value,))
    return disj(
        stepped.judged.translation.truth(relief.when)
        for relief in stepped.prover.scope.law.reliefs
        if relief.citation == text
    )


def occurs(prover: Prover, row: Lowering, citation: str) -> bool:
    """Whether the exception ``row`` can occur for the provision ``citation``, down to the outcome that it allows."""
    provision = next(
        (candidate for candidate in prover.judged.provisions if candidate.citation == citation), None
    )
    return provision is not None and any(
        prover.is_possible_pair(stepped, *_loss(stepped, row, provision)) for stepped in _stepped(prover, row)
    )


def example(prover: Prover, row: Lowering) -> Pair | None:
    """Two cases that show the exception ``row``, with whatever else they say; None where it cannot occur."""
    for provision in prover.judged.provisions:
        if provision.citation in row.provisions:
            for stepped in _stepped(prover, row):
                pair = prover.pair(stepped, *_loss(stepped, row, provision), quiet=False)
                if pair is not None:
                    return pair
    return None


def _stepped(prover: Prover, row: Lowering) -> Iterator[Stepped]:
    return (prover.after(step) for step in prover.steps() if row.speaks_of(step))


def _loss(stepped: Stepped, row: Lowering, provision: Provision) -> tuple[Formula, ...]:
    """That ``provision`` alone, or with others of its effect, made the answer before, and that it is milder after."""
    of_its_effect = disj(
        conj((stepped.fallen_from(provision, effect), stepped.prover.judged.exactly(effect)))
        for effect in SEVERE
        if effect <= provision.effect
    )
    return of_its_effect, stepped.judged.exactly(row.falls_to), _where(stepped, row)


# Unknown facts: what is known to hold holds however they turn out, and learning never unsettles it.


class MoreKnown(World):
    """The same facts, of which at least as many are known as in ``base``, whatever they are."""

    def symbol(self, fact: str) -> Symbol:
        """The symbol of ``fact``: the values of ``base``, and a knowledge of its own."""
        assert self.base is not None
        symbol = self.symbols.get(fact)
        if symbol is None:
            beneath = self.base.symbol(fact)
            known = boolean(f"{self.name}|{fact}|known")
            symbol = self.symbols[fact] = Symbol(fact, beneath.kind, beneath.values, known)
        return symbol

    def rules(self) -> Iterator[Formula]:
        """What is known in ``base`` is known here."""
        assert self.base is not None
        for fact, symbol in self.symbols.items():
            yield implies(self.base.symbol(fact).known, symbol.known)


def unsound(scope: Scope) -> tuple[str, ...]:
    """Citations of rules whose known truth may be wrong, and outcomes whose interval may miss the outcome."""
    judged = Judged(world=World(scope))
    claims = {rule.citation: _known_wrongly(judged, rule) for rule in _rules(scope)}
    claims |= {effect.word: _outside(judged, effect) for effect in SEVERE}
    return _possible(claims, judged.world.rules())


class Opaque(Translation):
    """Conditions of which only is said when they are known, two booleans each; the ``earlier`` say it of less knowledge.

    ``parts``: only conditions without parts are taken so, and what is put together from them is translated as ever.
    """

    def __init__(self, world: World, *, earlier: Opaque | None = None, parts: bool = False) -> None:
        super().__init__(world)
        self.asked: dict[Condition, ThreeValued] = {}
        self._earlier = earlier
        self._parts = parts

    def three_valued(self, condition: Condition) -> ThreeValued:
        """Two booleans for the condition as a whole, or what its parts make of theirs."""
        return super().three_valued(condition) if self._parts else self._leaf(condition, known=True)

    def _leaf(self, leaf: Condition, *, known: bool) -> ThreeValued:
        assert known
        if leaf not in self.asked:
            name = f"{self.world.name}|condition {len(self.asked)}"
            self.asked[leaf] = ThreeValued(boolean(f"{name}|true"), boolean(f"{name}|false"))
        return self.asked[leaf]

    def rules(self) -> Iterator[Formula]:
        """Nothing is known both to hold and not to hold, and what was known earlier still is."""
        for condition, pair in tuple(self.asked.items()):
            yield neg(conj((pair.true, pair.false)))
            if self._earlier is not None:
                before = self._earlier.three_valued(condition)
                yield implies(before.true, pair.true)
                yield implies(before.false, pair.false)


def unsettled(scope: Scope) -> tuple[str, ...]:
    """Conditions of which known truth may change, and outcomes whose interval may widen, when more is known.

    In three steps, because one takes the solver minutes. What is known of a condition without parts stays so, whatever
    its facts are. Then what is known of those put together does, whatever their parts are; and then the outcome's
    interval does not widen, whatever the conditions are that it is put together from.
    """
    before = World(scope)
    after = MoreKnown(scope, "y", before)
    less, earlier, more, later = _opaque(before, after)
    outcomes = {effect.word: _wider(less, more, effect) for effect in SEVERE}
    less, earlier_parts, more, later_parts = _opaque(before, after, parts=True)
    asked = dict.fromkeys((*(rule.when for rule in _rules(scope)), *earlier.asked, *later.asked))
    conditions = {str(condition): _lost(less, more, condition) for condition in asked}
    less, more = Judged(world=before), Judged(world=after)
    asked = dict.fromkeys((*earlier_parts.asked, *later_parts.asked))
    parts = {str(leaf): _lost(less, more, leaf) for leaf in asked}
    return (
        *_possible(parts, (*before.rules(), *after.rules())),
        *_possible(conditions, (*earlier_parts.rules(), *later_parts.rules())),
        *_possible(outcomes, (*earlier.rules(), *later.rules())),
    )


def _opaque(before: World, after: World, *, parts: bool = False) -> tuple[Judged, Opaque, Judged, Opaque]:
    less, more = Judged(world=before), Judged(world=after)
    less.translation = earlier = Opaque(before, parts=parts)
    more.translation = later = Opaque(after, earlier=earlier, parts=parts)
    return less, earlier, more, later


def _rules(scope: Scope) -> tuple[Provision | Relief, ...]:
    return (*scope.law.provisions, *scope.law.reliefs)


def _known_wrongly(judged: Judged, rule: Provision | Relief) -> Formula:
    truth, known = judged.translation.truth(rule.when), judged.translation.three_valued(rule.when)
    return disj((conj((known.true, neg(truth))), conj((known.false, truth))))


def _outside(judged: Judged, effect: Effect) -> Formula:
    reached = judged.at_least(effect)
    low, high = judged.low_at_least(effect), judged.high_at_least(effect)
    return disj((conj((low, neg(reached))), conj((reached, neg(high)))))


def _lost(before: Judged, after: Judged, condition: Condition) -> Formula:
    earlier, later = (judged.translation.three_valued(condition) for judged in (before, after))
    return disj((conj((earlier.true, neg(later.true))), conj((earlier.false, neg(later.false)))))


def _wider(before: Judged, after: Judged, effect: Effect) -> Formula:
    return disj(
        (
            conj((before.low_at_least(effect), neg(after.low_at_least(effect)))),
            conj((after.high_at_least(effect), neg(before.high_at_least(effect)))),
        )
    )


def _possible(claims: dict[str, Formula], supposed: Iterable[Formula]) -> tuple[str, ...]:
    """The claims that have a counterexample; all are tried together first."""
    rules = tuple(supposed)
    if _has_case((*rules, disj(claims.values()))) is False:
        return ()
    solver = z3.SolverFor("QF_FD")
    solver.add(*rules)
    return tuple(_each(solver, claims))


TRIES: Final = (60, 60, 120, 120, 0)
"""Seconds for each try of the solver, with another seed each; 0: as long as it takes.

How long a search takes hangs on where it begins, and on the terms that other proofs of the process have made before: what takes a
minute by itself took a quarter of an hour behind others, and with another seed a minute again.
"""


def _has_case(formulas: Sequence[Formula]) -> bool:
    """Whether the formulas can hold together.

    Nothing is collected meanwhile: a collection in another thread, which the solver lets run, would let go of terms behind its back.
    """
    gc.disable()
    try:
        for seed, seconds in enumerate(TRIES):
            solver = z3.SolverFor("QF_FD")
            solver.set("random_seed", seed)
            if seconds:
                solver.set("timeout", seconds * 1000)
            solver.add(*formulas)
            answer = solver.check()
            if answer != z3.unknown:
                return bool(answer == z3.sat)
        raise AssertionError("the solver gave no answer")
    finally:
        gc.enable()


def _each(solver: z3.Solver, claims: dict[str, Formula]) -> Iterator[str]:
    return (name for name, formula in claims.items() if solver.check(formula) != z3.unsat)
