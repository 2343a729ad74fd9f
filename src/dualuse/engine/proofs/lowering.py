"""The exceptions that ``exceptions.toml`` declares, with reasons, to what is claimed of the law."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from dualuse.data_folders import data_file
from dualuse.engine.proofs.adverse_steps import Step
from dualuse.inputs.data_files import read_toml
from dualuse.law.language.provision import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """A step along which an answer may become milder, and how far: ``provisions`` fall, at the lowest to ``falls_to``.

    ``fact`` may be a pattern (``covered.annex_iv:7*``). ``where`` (any of them, none: always) narrows it to cases in
    which, after the step, a relief holds (its citation) or a fact has a value (``decision.Art. 4(2) = not_required``).
    ``judged``: it is the law; it follows from how we read the law (``reading``); it is ``open`` and to be mended.
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
    return read_toml(data_file("engine/proofs/exceptions.toml"))


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
