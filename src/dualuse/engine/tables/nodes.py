"""Conditions with what is the same in every row folded away: what is left speaks of columns.

Each leaf of a condition has a column with its truth, or one truth for all rows, or a definition: a condition of its own
(the direct export of Art. 11(2), for instance) that is worked out before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeAlias

import narwhals as nw

from dualuse.law.language.logic import All, Any_, Condition, Leaf, Not, Truth, opposite

Columns: TypeAlias = Mapping[Leaf, "str | Truth"]
"""Per leaf the name of the column with its truth, or the truth itself where it is the same in every row."""


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A node that keeps its hash, which is made of the last field alone: nodes are told apart again and again."""

    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: tuple[str, ...] = type(self).__match_args__
        object.__setattr__(self, "_hash", hash((type(self).__name__, getattr(self, names[-1]))))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Constant:
    """A node whose truth is the same in every row."""

    truth: Truth


@dataclass(frozen=True, slots=True)
class Column(_Hashed):
    """A leaf that has a column of its own."""

    leaf: Leaf
    name: str
    __hash__ = _Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Negation(_Hashed):
    """The opposite of a node."""

    of: Node
    __hash__ = _Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Conjunction(_Hashed):
    """Every part holds."""

    parts: tuple[Node, ...]
    __hash__ = _Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Disjunction(_Hashed):
    """At least one part holds."""

    parts: tuple[Node, ...]
    __hash__ = _Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Possibly(_Hashed):
    """The node does not fail: true or unknown. Never unknown itself; no condition of the law, only of derivations."""

    of: Node
    __hash__ = _Hashed.__hash__


Node: TypeAlias = Constant | Column | Negation | Conjunction | Disjunction | Possibly


Simplified: TypeAlias = "dict[int, Node]"
"""Nodes by the identity of their conditions, under one set of columns and while the conditions stay: many share their parts."""


def simplified(condition: Condition, columns: Columns, known: Simplified | None = None) -> Node:
    """``condition`` with its constant leaves folded.

    Args:
        condition: of the law, which stays while ``known`` is used.
        columns: where its leaves stand.
        known: what has been simplified under the same columns; what is new is added.

    Raises:
        KeyError: a leaf has no place in ``columns``.
    """
    if known is None:
        return _simplified(condition, columns, None)
    if id(condition) not in known:
        known[id(condition)] = _simplified(condition, columns, known)
    return known[id(condition)]


def _simplified(condition: Condition, columns: Columns, known: Simplified | None) -> Node:
    match condition:
        case Not(of):
            return negation(simplified(of, columns, known))
        case All(parts):
            return conjunction(simplified(part, columns, known) for part in parts)
        case Any_(parts):
            return disjunction(simplified(part, columns, known) for part in parts)
    column = columns[condition]  # type: ignore[index]
    return Column(condition, column) if isinstance(column, str) else Constant(column)  # type: ignore[arg-type]


def negation(of: Node) -> Node:
    """The opposite of ``of``."""
    if isinstance(of, Constant):
        return Constant(opposite(of.truth))
    return of.of if isinstance(of, Negation) else Negation(of)


def possibly(of: Node) -> Node:
    """Whether ``of`` does not fail."""
    return Constant(of.truth is not False) if isinstance(of, Constant) else Possibly(of)


def conjunction(parts: Iterable[Node]) -> Node:
    """All of ``parts``."""
    kept = _kept(parts, neutral=True)
    if Constant(False) in kept:
        return Constant(False)
    return kept[0] if len(kept) == 1 else Conjunction(kept) if kept else Constant(True)


def disjunction(parts: Iterable[Node]) -> Node:
    """Any of ``parts``."""
    kept = _kept(parts, neutral=False)
    if Constant(True) in kept:
        return Constant(True)
    return kept[0] if len(kept) == 1 else Disjunction(kept) if kept else Constant(False)


def _kept(parts: Iterable[Node], *, neutral: bool) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(part for part in parts if part != Constant(neutral)))


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Kleene's "any" of expressions; false where there are none."""
    expressions = list(parts)
    return reduce(or_, expressions) if expressions else literal(False)


def literal(truth: Truth) -> nw.Expr:
    """A truth that is the same in every row."""
    return nw.lit(truth, dtype=nw.Boolean)
