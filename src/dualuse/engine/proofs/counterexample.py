"""From a model of the solver back to facts a person reads, as few of them as will do.

What the solver finds is checked: the facts are judged by the evaluator that answers transactions
(``engine/outcome.py``), and a difference is an error of the translation, never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import z3

from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import judge_item
from dualuse.engine.proofs.formulas import Formula, disj, neg
from dualuse.engine.proofs.symbols import Symbol, World
from dualuse.law.language.provision import Effect

_QUIET: Final = ("none", "unstated", "permanent", "DE", "BR", "export")
"""Values that say little, where a fact can have one of them; the first two need no word."""


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
    """A model in which, one fact after the other, as much as possible is quiet. The solver must be satisfiable."""
    for world in worlds:
        for symbol in world.symbols.values():
            for wish in _quiet(symbol):
                if solver.check(wish) == z3.sat:
                    solver.add(wish)
    assert solver.check() == z3.sat
    return solver.model()


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
    answers = {name: value for name, value in facts.items() if name.startswith(("covered.", "place."))}
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
