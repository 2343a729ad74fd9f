"""The questions put to the solver about the law of a day; each answer is a case, or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import z3

from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import judge_item
from dualuse.engine.proofs.adverse_steps import NONE, Step, followers, steps_of
from dualuse.engine.proofs.formulas import Formula, conj, disj, implies, neg, same
from dualuse.engine.proofs.outcomes import SEVERE, Judged
from dualuse.engine.proofs.partition import conditions_of
from dualuse.engine.proofs.symbols import Scope, Symbol, World, scope_on
from dualuse.engine.proofs.translation import leaf_facts
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import AnyCode, leaves
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS

_QUIET: Final = ("none", "unstated", "permanent", "DE", "BR", "export")
"""Values that say little, where a fact can have one of them; the first two need no word."""
_PATIENCE: Final = 200
"""Milliseconds for one wish."""
_FOREVER: Final = 2**32 - 1
"""What the solver calls no limit."""


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one item, complete: whatever is not named is false, ``none`` or empty."""

    facts: Mapping[str, Any]
    outcome: Effect
    basis: tuple[str, ...]

    def text(self) -> str:
        """The facts that are worth a word, one a line, and the outcome."""
        lines = [
            f"  {name}: {_value_text(value)}" for name, value in self.facts.items() if _speaks(name, value)
        ]
        return "\n".join([*lines, f"  → {self.outcome.word} ({'; '.join(self.basis) or 'nothing applies'})"])


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(value)}]" if isinstance(value, tuple) else str(value)


def _speaks(name: str, value: Any) -> bool:
    if name in ("day", ANSWERS) or name.startswith("named."):
        return False
    return value not in (False, (), *_QUIET[:2])


def _quiet(symbol: Symbol) -> Iterator[Formula]:
    """What makes a fact say as little as possible, the least first."""
    if symbol.kind == "one":
        yield from (symbol.values[value] for value in _QUIET if value in symbol.values)
    else:
        yield neg(disj(symbol.values.values()))
        if symbol.kind == "several":
            yield from (neg(value) for value in symbol.values.values())


def quieted(solver: z3.Solver, worlds: Iterable[World]) -> z3.ModelRef:
    """A model in which, one fact after the other, as much as possible is quiet. The solver must be satisfiable.

    A model is told to a person, so it is to be short, not the shortest: what the last model grants is kept without
    another search, and a wish that takes the solver long is given up.
    """
    assert solver.check() == z3.sat
    model = solver.model()
    solver.set("timeout", _PATIENCE)
    for world in worlds:
        for symbol in world.symbols.values():
            for wish in _quiet(symbol):
                if not z3.is_true(model.eval(wish, model_completion=True)):
                    # Releases of z3 before 5 suppose a name alone, and no formula.
                    supposed = z3.FreshBool("wish")
                    solver.add(z3.Implies(supposed, wish))
                    if solver.check(supposed) != z3.sat:
                        continue
                    model = solver.model()
                solver.add(wish)
    solver.set("timeout", _FOREVER)
    return model


def facts_in(model: z3.ModelRef, world: World) -> dict[str, Any]:
    """The facts of ``world`` as the evaluator wants them."""
    facts: dict[str, Any] = {"day": world.scope.on}
    for symbol in _symbols(world):
        held = tuple(
            value
            for value, boolean in symbol.values.items()
            if z3.is_true(model.eval(boolean, model_completion=True))
        )
        if symbol.kind == "flag":
            facts[symbol.fact] = bool(held)
        else:
            facts[symbol.fact] = held if symbol.kind == "several" else held[0]
    answers = {
        name: value
        for name, value in facts.items()
        if name.startswith(("covered.", "place.", ASKED_OF_GOODS))
    }
    return {**facts, ANSWERS: frozenset(answers.items()) or None}


def _symbols(world: World) -> tuple[Symbol, ...]:
    shared = _symbols(world.base) if world.base else ()
    return (*(symbol for symbol in shared if symbol.fact not in world.moved), *world.symbols.values())


def case_in(model: z3.ModelRef, world: World) -> Case:
    """The case that ``model`` describes in ``world``, judged by the evaluator."""
    facts = facts_in(model, world)
    judged = judge_item(facts, world.scope.on)
    if not judged.final:
        raise AssertionError(f"the model leaves facts open:\n{facts}")
    return Case(facts, judged.low, judged.basis)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that differ by one step, or by several, and by what follows from them."""

    steps: tuple[Step, ...]
    before: Case
    after: Case

    def text(self) -> str:
        """Both cases, the second by what differs."""
        differs = {
            name: value for name, value in self.after.facts.items() if self.before.facts.get(name) != value
        }
        after = Case(differs, self.after.outcome, self.after.basis)
        steps = "; ".join(map(str, self.steps)) if len(self.steps) == 1 else "what is more adverse"
        return f"{self.before.text()}\nand then, {steps}:\n{after.text()}"


class Prover:
    """The law of a day over all facts of one item, their ties included."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.world = World(scope)
        self.judged = Judged(world=self.world)
        self._solver = z3.SolverFor("QF_FD")
        tied = self.judged.tied()
        for rule in conditions_of(scope.law):
            self.judged.translation.truth(rule)
        self._solver.add(*tied, *self.world.rules())

    @property
    def on(self) -> date:
        """The day whose law is looked at."""
        return self.scope.on

    def facts(self) -> tuple[str, ...]:
        """Names of all facts that the law asks for, questions about places and parts included."""
        asked = {
            fact
            for condition in conditions_of(self.scope.law)
            for leaf in leaves(condition)
            for fact in leaf_facts(leaf, self.scope)
        }
        return tuple(sorted(asked))

    @contextmanager
    def _supposing(self, formulas: Iterable[Formula]) -> Iterator[bool]:
        self._solver.push()
        try:
            self._solver.add(*formulas)
            result = self._solver.check()
            if result == z3.unknown:
                raise RuntimeError(f"the solver gave up: {self._solver.reason_unknown()}")
            yield result == z3.sat
        finally:
            self._solver.pop()

    def case(self, *formulas: Formula, quiet: bool = True) -> Case | None:
        """A case in which all ``formulas`` hold, with as little said as possible; None where there is none."""
        with self._supposing(formulas) as possible:
            if not possible:
                return None
            model = quieted(self._solver, [self.world]) if quiet else self._solver.model()
            return case_in(model, self.world)

    def is_possible(self, *formulas: Formula) -> bool:
        """Whether there is a case in which all ``formulas`` hold."""
        with self._supposing(formulas) as possible:
            return possible

    def holds(self, rule: Provision | Relief) -> Formula:
        """That the condition of ``rule`` holds."""
        return self.judged.translation.truth(rule.when)

    def steps(self) -> tuple[Step, ...]:
        """Every step along which no answer may become milder."""
        return tuple(step for fact in self.facts() for step in steps_of(fact))

    def after(self, *steps: Step) -> Stepped:
        """The law applied to the facts as they are after ``steps``, or after some of them."""
        return Stepped(self, steps)

    def pair(self, stepped: Stepped, *formulas: Formula, quiet: bool = True) -> Pair | None:
        """Two cases, before and after, for which all ``formulas`` hold, with little said; None where there are none."""
        worlds = [self.world, stepped.world]
        with self._supposing([*stepped.formulas, *formulas]) as possible:
            if not possible:
                return None
            model = quieted(self._solver, worlds) if quiet else self._solver.model()
            return Pair(stepped.steps, case_in(model, self.world), case_in(model, stepped.world))

    def is_possible_pair(self, stepped: Stepped, *formulas: Formula) -> bool:
        """Whether there are two cases, before and after, for which all ``formulas`` hold."""
        return self.is_possible(*stepped.formulas, *formulas)


class Stepped:
    """The same facts after one step, or any of several: those facts moved with what follows, the rest is shared."""

    def __init__(self, prover: Prover, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.prover = prover
        facts = tuple(dict.fromkeys(step.fact for step in steps))
        moved = frozenset(facts).union(*(followers(fact) for fact in facts))
        self.world = World(prover.scope, "y", prover.world, moved)
        self.judged = Judged(world=self.world, base=prover.judged)
        tied = self.judged.tied()
        moves = [formula for fact in facts for formula in self._moves(fact)]
        if "item.cyber_surveillance" in moved - set(facts):
            moves += self._surveillance()
        self.formulas = (*tied, *moves, *self.world.rules())

    def _moves(self, fact: str) -> Iterator[Formula]:
        """The fact keeps its value, or takes one that the steps lead to from it."""
        before, after = self.prover.world.symbol(fact), self.world.symbol(fact)
        edges = [(step.before, step.after) for step in self.steps if step.fact == fact]
        match before.kind:
            case "flag":
                stronger, weaker = (before, after) if edges == [("false", "true")] else (after, before)
                yield implies(stronger.values["true"], weaker.values["true"])
            case "one":
                for value, held in before.values.items():
                    yield implies(held, disj(after.values[target] for target in _reached(value, edges)))
            case "several":
                yield from (implies(before.values[value], after.values[value]) for value in before.values)
                some = disj(before.values.values())
                if len(edges) == 1:
                    yield neg(some) if edges[0][0] == NONE else some

    def _surveillance(self) -> Iterator[Formula]:
        """What is stated of the item stays; only listed surveillance items become so of themselves."""
        listed = self.judged.translation.truth(AnyCode("item.entries", SURVEILLANCE))
        before = self.prover.world.is_true("item.cyber_surveillance")
        after = self.world.is_true("item.cyber_surveillance")
        yield implies(before, after)
        yield disj((listed, same(before, after)))

    def fallen_from(self, provision: Provision, effect: Effect) -> Formula:
        """That ``provision`` made the outcome ``effect`` or more, and it is less after the step."""
        return conj((self.prover.judged.contributes(provision, effect), neg(self.judged.at_least(effect))))

    def fallen(self, provision: Provision) -> Formula:
        """The claim that the outcome is milder after the step than ``provision`` made it before."""
        return disj(self.fallen_from(provision, effect) for effect in SEVERE if effect <= provision.effect)


def _reached(value: str, edges: list[tuple[str, str]]) -> frozenset[str]:
    """The values that ``edges`` lead to from ``value``, itself included."""
    values = {value}
    while more := {after for before, after in edges if before in values} - values:
        values |= more
    return frozenset(values)


@lru_cache(maxsize=256)
def prover_on(day: date) -> Prover:
    """The prover for the law of ``day``: seconds to build, five megabytes to keep."""
    return Prover(scope_on(day))
