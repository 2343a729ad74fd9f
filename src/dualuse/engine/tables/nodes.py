"""Conditions with what is the same in every row folded away: what is left speaks of columns.

Each leaf of a condition has a column with its truth, or one truth for all rows, or a definition: a condition
of its own (the direct export of Art. 11(2), for instance) that is worked out before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from dualuse.law.language.logic import All, Any_, Condition, Leaf, Not, Truth, opposite

Columns: TypeAlias = Mapping[Leaf, "str | Truth"]
"""Per leaf the name of the column with its truth, or the truth itself where it is the same in every row."""


class Hashed:
    """What is asked for in many tables of what is known: its hash is worked out once."""

    __slots__ = ("_hash",)
    _hash: int

    def remembered_hash(self, *fields: object) -> int:
        """The hash of ``fields``, which tell the object from all others of its class."""
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash(fields))
            return self._hash


@dataclass(frozen=True, slots=True)
class Constant:
    """A node whose truth is the same in every row."""

    truth: Truth


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf that has its own column."""

    leaf: Leaf
    name: str

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Negation(Hashed):
    """The opposite of a node."""

    of: Node

    def __hash__(self) -> int:
        return self.remembered_hash("not", self.of)


@dataclass(frozen=True, slots=True)
class Conjunction(Hashed):
    """Every part holds."""

    parts: tuple[Node, ...]

    def __hash__(self) -> int:
        return self.remembered_hash("all", self.parts)


@dataclass(frozen=True, slots=True)
class Disjunction(Hashed):
    """At least one part holds."""

    parts: tuple[Node, ...]

    def __hash__(self) -> int:
        return self.remembered_hash("any", self.parts)


@dataclass(frozen=True, slots=True)
class Possibly:
    """The node does not fail: true or unknown. Never unknown itself; no condition of the law, only of
    derivations."""

    of: Node


Node: TypeAlias = Constant | Column | Negation | Conjunction | Disjunction | Possibly

_CONSTANTS: Final[dict[Truth, Constant]] = {truth: Constant(truth) for truth in (True, False, None)}


class Simplifier:
    """Conditions over the same columns with their constant leaves folded, each part of them once."""

    def __init__(self, columns: Columns) -> None:
        self._columns: Final = columns
        self._nodes: Final[dict[int, Node]] = {}
        self._kept: Final[list[Condition]] = []

    def node(self, condition: Condition) -> Node:
        """What is left of ``condition``.

        Raises:
            KeyError: a leaf that matters has no place among the columns.
        """
        node = self._nodes.get(id(condition))
        if node is None:
            self._kept.append(condition)  # an id is only good while its owner lives
            node = self._nodes[id(condition)] = self._simplified(condition)
        return node

    def _simplified(self, condition: Condition) -> Node:
        match condition:
            case Not(of):
                return negation(self.node(of))
            case All(parts):
                return conjunction(map(self.node, parts))
            case Any_(parts):
                return disjunction(map(self.node, parts))
        column = self._columns[condition]  # type: ignore[index]
        return Column(condition, column) if isinstance(column, str) else _CONSTANTS[column]  # type: ignore[arg-type]


def simplified(condition: Condition, columns: Columns) -> Node:
    """``condition`` with its constant leaves folded.

    Raises:
        KeyError: a leaf that matters has no place in ``columns``.
    """
    return Simplifier(columns).node(condition)


def is_false(node: Node) -> bool:
    """Whether ``node`` holds in no row, and is unknown in none."""
    return isinstance(node, Constant) and node.truth is False


def negation(of: Node) -> Node:
    """The opposite of ``of``."""
    if isinstance(of, Constant):
        return _CONSTANTS[opposite(of.truth)]
    return of.of if isinstance(of, Negation) else Negation(of)


def possibly(of: Node) -> Node:
    """Whether ``of`` does not fail."""
    return _CONSTANTS[of.truth is not False] if isinstance(of, Constant) else Possibly(of)


def conjunction(parts: Iterable[Node]) -> Node:
    """All of ``parts``; after one that never holds no other is looked at."""
    return _joined(parts, Conjunction, neutral=True)


def disjunction(parts: Iterable[Node]) -> Node:
    """Any of ``parts``; after one that always holds no other is looked at."""
    return _joined(parts, Disjunction, neutral=False)


def _joined(parts: Iterable[Node], kind: type[Conjunction] | type[Disjunction], *, neutral: bool) -> Node:
    kept: dict[Node, None] = {}
    for part in parts:
        if isinstance(part, Constant) and part.truth is not None:
            if part.truth is not neutral:
                return part
        else:
            kept[part] = None
    if len(kept) == 1:
        return next(iter(kept))
    return kind(tuple(kept)) if kept else _CONSTANTS[neutral]
