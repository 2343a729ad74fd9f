"""More is known, or it is worse: the answer is never milder, except where it is declared."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.engine.proofs.declared import Lowering, lowerings
from dualuse.engine.proofs.formulas import TRUE, Formula, conj, disj, neg
from dualuse.engine.proofs.prover import Pair, Prover, Stepped
from dualuse.engine.proofs.steps import Step
from dualuse.law.language.provision import Provision


def declared_for(step: Step) -> tuple[Lowering, ...]:
    """The declared exceptions that speak of ``step``."""
    return tuple(row for row in lowerings() if row.speaks_of(step))


def undeclared(prover: Prover) -> Iterator[Pair]:
    """Of every step along which an answer falls further than declared, one pair of cases.

    Steps with the same exceptions are tried together first: if no combination of them lowers an answer, none of them
    does.
    """
    groups: dict[tuple[Lowering, ...], list[Step]] = {}
    for step in prover.steps():
        groups.setdefault(declared_for(step), []).append(step)
    for declared, steps in groups.items():
        together = prover.after(*steps)
        if not prover.is_possible_pair(together, _undeclared(together, declared)):
            continue
        for step in steps:
            stepped = prover.after(step)
            pair = prover.pair(stepped, _undeclared(stepped, declared))
            if pair is not None:
                yield pair


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
    return disj(_one_of_where(stepped, text) for text in row.where)


def _one_of_where(stepped: Stepped, text: str) -> Formula:
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
    provision = next((found for found in prover.judged.provisions if found.citation == citation), None)
    return provision is not None and any(
        prover.is_possible_pair(stepped, *_shown(stepped, row, provision))
        for stepped in _stepped(prover, row)
    )


def example(prover: Prover, row: Lowering) -> Pair | None:
    """Two cases that show the exception ``row``; None where it cannot occur."""
    for provision in prover.judged.provisions:
        if provision.citation in row.provisions:
            for stepped in _stepped(prover, row):
                pair = prover.pair(stepped, *_shown(stepped, row, provision))
                if pair is not None:
                    return pair
    return None


def _stepped(prover: Prover, row: Lowering) -> Iterator[Stepped]:
    return (prover.after(step) for step in prover.steps() if row.speaks_of(step))


def _shown(stepped: Stepped, row: Lowering, provision: Provision) -> tuple[Formula, ...]:
    return stepped.fallen(provision), stepped.judged.exactly(row.falls_to), _where(stepped, row)
