"""Nodes as arrays of truths: false 0, unknown 1, true 2.

So Kleene's "all" is the minimum, "any" the maximum, "not" the distance from 2. Used for the distinct combinations of
facts of a table, where the reasons are wanted too: a leaf decides where every node above it, and the rule itself, has
the truth that it gives (``law.language.logic.deciding``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, TypeAlias

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
from dualuse.law.language.logic import All, Any_, Condition, Leaf, Not, Truth, facts_of, leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Truths: TypeAlias = NDArray[np.int8]
    Flags: TypeAlias = NDArray[np.bool_]
    Folded: TypeAlias = Truths | int

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2
NUMBER: Final[dict[Truth, int]] = {False: FALSE, None: UNKNOWN, True: TRUE}
TRUTH: Final[dict[int, Truth]] = {number: truth for truth, number in NUMBER.items()}


class Arrays:
    """The truths of columns over a number of rows, and what follows for nodes and conditions."""

    def __init__(
        self, columns: Columns, truths: Mapping[str, Truths], height: int, rest: _Rest | None = None
    ) -> None:
        self._columns: Final = columns
        self._rest: Final = rest
        self._truths: Final = truths
        self._height: Final = height
        self._constants: Final[dict[int, Truths]] = {}
        self._folded_before: Final[dict[int, tuple[Condition, Folded]]] = {}

    def truths_of(self, node: Node) -> Truths:
        """The truth of ``node`` in each row."""
        match node:
            case Constant(truth):
                return self._constant(NUMBER[truth])
            case Column(_, name):
                return self._truths[name]
            case Negation(of):
                return _not(self.truths_of(of))
            case Conjunction(parts):
                return reduce(np.minimum, map(self.truths_of, parts))
            case Disjunction(parts):
                return reduce(np.maximum, map(self.truths_of, parts))
            case Possibly(of):
                return np.where(self.truths_of(of) == FALSE, FALSE, TRUE).astype(np.int8)

    def _constant(self, number: int) -> Truths:
        """The same truth in each row: of all who ask for it, so nobody may write into it."""
        if number not in self._constants:
            constant = np.full(self._height, number, dtype=np.int8)
            constant.flags.writeable = False
            self._constants[number] = constant
        return self._constants[number]

    def truth(self, condition: Condition) -> Truths:
        """The truth of ``condition`` in each row."""
        folded = self._folded(condition)
        return self._constant(folded) if isinstance(folded, int) else folded

    def _folded(self, condition: Condition) -> Folded:
        """The truth of ``condition``: a number where it is the same in each row. Each condition is worked out once."""
        folded_before = self._folded_before.get(id(condition))
        if folded_before is None:
            rest = self._rest
            stands_there = rest is not None and rest.fact not in facts_within(condition)
            folded = rest.arrays._folded(condition) if rest and stands_there else self._folded_anew(condition)
            # An id is only good while its owner lives.
            folded_before = self._folded_before[id(condition)] = condition, folded
        return folded_before[1]

    def _folded_anew(self, condition: Condition) -> Folded:
        match condition:
            case Not(of):
                folded = self._folded(of)
                return TRUE - folded if isinstance(folded, int) else _not(folded)
            case All(parts):
                return _joined(map(self._folded, parts), np.minimum, neutral=TRUE)
            case Any_(parts):
                return _joined(map(self._folded, parts), np.maximum, neutral=FALSE)
        column = self._columns[condition]  # type: ignore[index]
        return self._truths[column] if isinstance(column, str) else NUMBER[column]

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
        if not np.count_nonzero(
            above
        ):  # a tenth of the time of any(), which has to be found out what it is of
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

    def knowing(self, fact: str, truths: Mapping[Leaf, Truth]) -> Arrays:
        """The same truths where the leaves of ``fact`` have those of ``truths``; of what does not ask for it nothing is worked
        out again."""
        return Arrays({**self._columns, **truths}, self._truths, self._height, _Rest(fact, self))

    def over(self, columns: Columns) -> Arrays:
        """The same truths, where leaves stand in other columns."""
        return Arrays(columns, self._truths, self._height)


@dataclass(frozen=True, slots=True)
class _Rest:
    """Where the truth of conditions stands that do not ask for ``fact``."""

    fact: str
    arrays: Arrays


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


@dataclass(frozen=True, slots=True)
class _Within:
    """What a condition asks for: how many places for leaves it has, each leaf once in the order of the text, and the facts.

    ``condition``: its owner, by whose identity it is found, and which an identity is only good for while it lives.
    """

    condition: Condition
    size: int
    leaves: tuple[Leaf, ...]
    facts: frozenset[str]


def row_keys(table: NDArray[np.generic]) -> list[bytes]:
    """For each row of ``table`` its bytes: those of equal rows are equal."""
    rows = np.ascontiguousarray(table)
    width = rows.dtype.itemsize * rows.shape[1]
    keys: Any = rows.view(np.dtype((np.void, width))).ravel().tolist()
    return list(keys)


def number_of_leaves(condition: Condition) -> int:
    """How many places for leaves ``condition`` has."""
    return _within(condition).size


def leaves_within(condition: Condition) -> tuple[Leaf, ...]:
    """The leaves of ``condition``, each once, in the order of the text."""
    return _within(condition).leaves


def facts_within(condition: Condition) -> frozenset[str]:
    """The facts that ``condition`` asks for."""
    return _within(condition).facts


def _within(condition: Condition) -> _Within:
    within = _WITHIN.get(id(condition))
    if within is None or within.condition is not condition:
        every = tuple(leaves(condition))
        within = _Within(condition, len(every), tuple(dict.fromkeys(every)), frozenset(facts_of(condition)))
        _WITHIN[id(condition)] = within
    return within


_WITHIN: Final[dict[int, _Within]] = {}
"""By identity: the conditions of the law are few and stay, and their hashes are long sums."""


def _not(truths: Truths) -> Truths:
    return (TRUE - truths).astype(np.int8)


def _joined(parts: Iterable[Folded], extreme: np.ufunc, *, neutral: int) -> Folded:
    """The least or the most of ``parts``; after one that settles it in each row no other is looked at."""
    constant, joined = neutral, None
    for part in parts:
        if not isinstance(part, int):
            joined = part if joined is None else extreme(joined, part)
        elif part == TRUE - neutral:
            return part
        elif part == UNKNOWN:
            constant = UNKNOWN
    if joined is None:
        return constant
    return joined if constant == neutral else extreme(joined, np.int8(constant))
