"""Boolean terms of the solver, put together with their constants folded.

The solver's own ``And`` and ``Or`` look at the sort of every part again, which costs more than solving; here every part
is known to be boolean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import z3

Formula: TypeAlias = Any
"""A boolean term (z3 carries no types)."""

TRUE: Final[Formula] = z3.BoolVal(True)
FALSE: Final[Formula] = z3.BoolVal(False)
_CONTEXT: Final = TRUE.ctx


def boolean(name: str) -> Formula:
    """A boolean that is free to be true or false."""
    return z3.Bool(name)


def conj(parts: Iterable[Formula]) -> Formula:
    """All of ``parts``; none: true."""
    return _joined(parts, z3.Z3_mk_and, TRUE, FALSE)


def disj(parts: Iterable[Formula]) -> Formula:
    """At least one of ``parts``; none: false."""
    return _joined(parts, z3.Z3_mk_or, FALSE, TRUE)


def _joined(parts: Iterable[Formula], make: Any, neutral: Formula, decisive: Formula) -> Formula:
    relevant = [part for part in parts if part is not neutral]
    if any(part is decisive for part in relevant):
        return decisive
    if len(relevant) < 2:
        return relevant[0] if relevant else neutral
    terms = (z3.Ast * len(relevant))(*(part.as_ast() for part in relevant))
    return z3.BoolRef(make(_CONTEXT.ref(), len(relevant), terms), _CONTEXT)


def neg(part: Formula) -> Formula:
    """The opposite of ``part``."""
    if part is TRUE:
        return FALSE
    if part is FALSE:
        return TRUE
    return z3.BoolRef(z3.Z3_mk_not(_CONTEXT.ref(), part.as_ast()), _CONTEXT)


def implies(premise: Formula, conclusion: Formula) -> Formula:
    """Where ``premise`` holds, so does ``conclusion``."""
    return disj((neg(premise), conclusion))


def same(left: Formula, right: Formula) -> Formula:
    """Both hold, or neither does."""
    return conj((implies(left, right), implies(right, left)))


def exactly_one(parts: Iterable[Formula]) -> Formula:
    """One of ``parts`` holds, and no other."""
    return z3.PbEq([(part, 1) for part in parts], 1)
