"""Nodes as arrays of truths: false 0, unknown 1, true 2.

So Kleene's "all" is the minimum, "any" the maximum, "not" the distance from 2. Used for the distinct combinations of
facts of a table, where the reasons are wanted too: a leaf decides where every node above it, and the rule itself, has
the truth that it gives (``law.language.logic.deciding``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from dualuse.engine.tables.nodes import (
    Column,
    Columns,
    Conjunction,
    Constant,
    Disjunction,
    Negation,
    Node,
    Possibly,
)
from dualuse.law.language.logic import All, Any_, Condition, Leaf, Not, Truth, leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Truths: TypeAlias = NDArray[np.int8]
    Flags: TypeAlias = NDArray[np.bool_]

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2
NUMBER: Final[dict[Truth, int]] = {False: FALSE, None: UNKNOWN, True: TRUE}
TRUTH: Final[dict[int, Truth]] = {number: truth for truth, number in NUMBER.items()}


class Arrays:
    """The truths of columns over a number of rows, and what follows for nodes and conditions."""

    def __init__(self, columns: Columns, truths: Mapping[str, Truths], height: int) -> None:
        self._columns: Final = columns
        self._truths: Final = truths
        self._height: Final = height

    def truths_of(self, node: Node) -> Truths:
        """The truth of ``node`` in each row."""
        match node:
            case Constant(truth):
                return self._constant(truth)
            case Column(_, name):
                return self._truths[name]
            case Negation(of):
                return _not(self.truths_of(of))
            case Conjunction(parts):
                return _all([self.truths_of(part) for part in parts])
            case Disjunction(parts):
                return _any([self.truths_of(part) for part in parts])
            case Possibly(of):
                return np.where(self.truths_of(of) == FALSE, FALSE, TRUE).astype(np.int8)

    def _constant(self, truth: Truth) -> Truths:
        return np.full(self._height, NUMBER[truth], dtype=np.int8)

    def truth(self, condition: Condition) -> Truths:
        """The truth of ``condition`` in each row."""
        match condition:
            case Not(of):
                return _not(self.truth(of))
            case All(parts):
                return _all([self.truth(part) for part in parts])
            case Any_(parts):
                return _any([self.truth(part) for part in parts])
        column = self._columns[condition]  # type: ignore[index]
        return self._truths[column] if isinstance(column, str) else self._constant(column)

    def column(self, leaf: Leaf) -> str | None:
        """Name of the column of ``leaf``; None where it has the same truth in every row."""
        column = self._columns[leaf]
        return column if isinstance(column, str) else None

    def deciding(
        self, condition: Condition, truth: Truths, above: Flags, place: int = 0
    ) -> Iterator[tuple[int, Leaf, Flags]]:
        """The leaves under ``condition``, each with its place in the text, and the rows in which it decides there.

        Args:
            truth: that of ``condition``.
            above: the rows in which ``condition`` decides.
            place: that of the first leaf under ``condition``.
        """
        if not above.any():
            return
        match condition:
            case Not(of):
                yield from self.deciding(of, _not(truth), above, place)
            case All(parts) | Any_(parts):
                for part in parts:
                    of_part = self.truth(part)
                    yield from self.deciding(part, of_part, above & (of_part == truth), place)
                    place += number_of_leaves(part)
            case _:
                yield place, condition, above  # type: ignore[misc]

    def taken(self, rows: NDArray[np.int64]) -> Arrays:
        """The same for some of the rows."""
        return Arrays(self._columns, _Taken(self._truths, rows), len(rows))

    def over(self, columns: Columns) -> Arrays:
        """The same truths, where leaves stand in other columns."""
        return Arrays(columns, self._truths, self._height)


class _Taken(Mapping[str, "Truths"]):
    """Truths of some rows, taken when they are asked for."""

    def __init__(self, of: Mapping[str, Truths], rows: NDArray[np.int64]) -> None:
        self._of: Final = of
        self._rows: Final = rows
        self._known: Final[dict[str, Truths]] = {}

    def __getitem__(self, name: str) -> Truths:
        if name not in self._known:
            self._known[name] = self._of[name][self._rows]
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


def number_of_leaves(condition: Condition) -> int:
    """How many places for leaves ``condition`` has."""
    known = _SIZES.get(id(condition))
    if known is None or known[0] is not condition:
        known = (condition, sum(1 for _ in leaves(condition)))
        _SIZES[id(condition)] = known
    return known[1]


_SIZES: Final[dict[int, tuple[Condition, int]]] = {}
"""By identity: the conditions of the law are few and stay, and their hashes are long sums."""


def _not(truths: Truths) -> Truths:
    return (TRUE - truths).astype(np.int8)


def _all(parts: list[Truths]) -> Truths:
    least = parts[0]
    for part in parts[1:]:
        least = np.minimum(least, part)
    return least


def _any(parts: list[Truths]) -> Truths:
    most = parts[0]
    for part in parts[1:]:
        most = np.maximum(most, part)
    return most
