"""More is known, or it is worse: the answer is never milder, except where ``exceptions.toml`` declares it, with reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.engine.proofs.formulas import TRUE, Formula, conj, disj, neg
from dualuse.engine.proofs.prover import Pair, Prover, Stepped
from dualuse.engine.proofs.steps import Step
from dualuse.law.language.provision import Effect, Provision

_FILE: Final = Path(__file__).parent / "exceptions.toml"

JUDGED: Final = ("law", "reading", "open")
"""How an exception was judged: it is the law; it follows from how we read the law; it is open and to be mended."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """A step along which an answer may become milder, and how far: ``provisions`` fall, at the lowest to ``falls_to``.

    ``fact`` may be a pattern (``covered.annex_iv:7*``). ``where`` (any of them, none: always) narrows it to cases in
    which, after the step, a relief holds (its citation) or a fact has a value (``decision.Art. 4(2) = not_required``).
    """

    fact: str
    before: str
    after: str
    provisions: tuple[str, ...]
    falls_to: Effect
    where: tuple[str, ...]
    judged: str
    citation: str
    reason: str

    def speaks_of(self, step: Step) -> bool:
        """Whether ``step`` is one of those declared."""
        return (step.before, step.after) == (self.before, self.after) and fnmatchcase(step.fact, self.fact)


@dataclass(frozen=True, slots=True)
class WithoutEffect:
    """A rule whose removal changes no outcome, and why it stands there all the same."""

    citation: str
    reason: str


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    with _FILE.open("rb") as stream:
        return tomllib.load(stream)


@lru_cache(maxsize=1)
def lowerings() -> tuple[Lowering, ...]:
    """The declared exceptions to "more is known, or it is worse, and the answer is not milder"."""
    return tuple(
        Lowering(
            fact=row["fact"],
            before=row["before"],
            after=row["after"],
            provisions=tuple(row["provisions"]),
            falls_to=Effect[row["falls_to"].upper()],
            where=tuple(row.get("where", ())),
            judged=row["judged"],
            citation=row["citation"],
            reason=row["reason"],
        )
        for row in _data().get("lowering", ())
    )


@lru_cache(maxsize=1)
def without_effect() -> tuple[WithoutEffect, ...]:
    """The rules that are declared to change no outcome."""
    return tuple(WithoutEffect(row["citation"], row["reason"]) for row in _data().get("without_effect", ()))


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
    """Two cases that show the exception ``row``; None where it cannot occur."""
    for provision in prover.judged.provisions:
        if provision.citation in row.provisions:
            for stepped in _stepped(prover, row):
                pair = prover.pair(stepped, *_loss(stepped, row, provision))
                if pair is not None:
                    return pair
    return None


def _stepped(prover: Prover, row: Lowering) -> Iterator[Stepped]:
    return (prover.after(step) for step in prover.steps() if row.speaks_of(step))


def _loss(stepped: Stepped, row: Lowering, provision: Provision) -> tuple[Formula, ...]:
    return stepped.fallen(provision), stepped.judged.exactly(row.falls_to), _where(stepped, row)
