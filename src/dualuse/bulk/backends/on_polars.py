"""The steps before the law, on Polars: words as small numbers, and look-ups in arrays instead of joins and comparisons.

What is done here row by row is the same as ``backend`` does with expressions for any engine; the conditions of the law
themselves are the same expressions here as well, made of Polars' own functions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final, TypeAlias, TypeVar, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.bulk.backends import deduplicate
from dualuse.bulk.backends.backend import ROW, Backend, Frame, LookUp, Numbering, Repeated, Unseen
from dualuse.bulk.backends.deduplicate import plain_columns, words_of_columns
from dualuse.engine.tables.bounds import PlaneOf
from dualuse.engine.tables.expressions import Expressions
from dualuse.inputs.side_by_side import side_by_side
from dualuse.schema.tables.header import NO_WORD

Numbers: TypeAlias = NDArray[Any]
Value = TypeVar("Value")

_LARGEST_TABLE: Final = 1 << 23
"""Combinations of key values up to which a table with a place for each is looked up; beyond, the rows are sorted."""
_PER_MASK: Final = 8


class OnPolars(Backend):
    """The default backend: rows in memory."""

    name = "polars"
    expressions = cast(Expressions, pl)
    largest_field = 1 << 17
    looks_up = True

    def table(self, data: pl.DataFrame) -> Frame:
        """The rows themselves; nothing is copied."""
        return _frame(data.lazy())

    def settle(self, frame: Frame) -> Frame:
        """The rows of ``frame``, worked out once and held in memory."""
        return _frame(_rows(frame).lazy())

    def numbered(self, frame: Frame) -> Frame:
        """The rows with their position (:data:`ROW`, from 0); as they are, where they have one."""
        if ROW in frame.collect_schema():
            return frame
        return _frame(_lazy(frame).with_row_index(ROW))

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows of ``frame`` in memory."""
        return _rows(frame)

    def coded(
        self, frame: Frame, columns: Sequence[tuple[str, str]], memory: dict[str, Any]
    ) -> tuple[Frame, dict[str, tuple[str, ...]]]:
        """Comparing and looking up numbers is several times faster than text."""
        rows = _rows(frame)
        codes: dict[str, tuple[str, ...]] = {}
        numbered: list[pl.Series] = []
        filled: list[pl.Expr] = []
        of_columns = words_of_columns(rows, [arriving for _, arriving in columns], memory)
        for (name, arriving), coded in zip(columns, of_columns, strict=True):
            if coded is not None:
                texts, numbers = coded
                codes[name] = (NO_WORD, *texts, "")
                kind = _smallest(len(texts) + 1)
                numbered.append(numbers.alias(arriving))
                own = pl.col(arriving).cast(kind) + pl.lit(1, kind)
                filled.append(own.fill_null(pl.lit(len(texts) + 1, kind)))
        # One query for all columns: a separate query takes longer to build than to run.
        return _frame(rows.with_columns(numbered).with_columns(filled).lazy()), codes

    def looked_up(self, frame: Frame, wanted: Sequence[LookUp]) -> Frame:
        """Columns that follow from the numbers of words: each number is the position in a table of values."""
        columns = [
            pl.lit(_table(look_up.values)).gather(pl.col(look_up.column)).alias(look_up.name)
            for look_up in wanted
        ]
        return _frame(_lazy(frame).with_columns(columns))

    def unseen(self, frame: Frame, wanted: Sequence[Numbering]) -> list[Unseen]:
        """Every row has a key: the position of its combination among all that the words of its columns allow.

        A table holds the number of each; while the columns keep their words, it serves the next part of a file too. The
        columns are independent of each other, and the work is mostly numpy's, which lets other threads run.
        """
        rows = _rows(frame)
        places = side_by_side(lambda numbering: _unseen(rows, numbering), wanted, rows=rows.height)
        return [
            of_numbering if of_numbering is not None else _distinct(rows, numbering)
            for numbering, of_numbering in zip(wanted, places, strict=True)
        ]

    def with_numbers(
        self,
        frame: Frame,
        wanted: Sequence[Numbering],
        unseen: Sequence[Unseen],
        numbers: Sequence[Sequence[int]],
    ) -> Frame:
        """Add the numbers of combinations, ``numbers`` of those that are ``unseen``: by position where a table has a place for each, else by a join."""
        placed = [isinstance(of_one.rows, _Places) for of_one in unseen]
        height = max((len(of_one.rows.of_rows) for of_one in _where(placed, unseen)), default=0)
        chosen = (_where(placed, of) for of in (wanted, unseen, numbers))
        columns = side_by_side(_numbers, *chosen, rows=height)
        rows = _lazy(frame).with_columns(columns)
        for numbering, of_unseen, own in zip(wanted, unseen, numbers, strict=True):
            if not isinstance(of_unseen.rows, _Places):
                table = of_unseen.rows.with_columns(pl.Series(numbering.name, own, dtype=pl.Int32))
                rows = rows.join(table.lazy(), on=list(numbering.keys), how="left")
        return _frame(rows)

    def with_planes(self, frame: Frame, planes: list[PlaneOf]) -> Frame:
        """Narrow columns are compared; of wide ones eight planes at a time are looked up as the bits of a byte."""
        return _with_planes(frame, planes)

    def repeats(self, frame: Frame, names: Sequence[str], memory: dict[str, Any]) -> bool:
        """Whether it pays to find the rows that state the same: not in a small part, nor where earlier parts repeated little (``memory``)."""
        rows = _rows(frame)
        return rows.height >= deduplicate.FEWEST and bool(names) and deduplicate.pays(rows, names, memory)

    def plain_texts(self, frame: Frame, names: Sequence[str]) -> frozenset[str]:
        """Those of the columns ``names`` whose cells hold nothing that could be wrong: ``deduplicate.plain_columns``."""
        return plain_columns(_rows(frame), names)

    def repeated(
        self, frame: Frame, names: Sequence[str], right: pl.Series | None, memory: dict[str, Any]
    ) -> Repeated | None:
        """Rows that state the same, by the words of their columns; None where a column has too many: ``deduplicate.repeated``."""
        return deduplicate.repeated(_rows(frame), names, right, memory)


def _where(chosen: Sequence[bool], values: Sequence[Value]) -> list[Value]:
    return list(compress(values, chosen))


def _rows(frame: Frame) -> pl.DataFrame:
    """The rows of ``frame`` in memory."""
    return _lazy(frame).collect()


def _lazy(frame: Frame) -> pl.LazyFrame:
    """``frame``, which is one of Polars itself."""
    return cast(pl.LazyFrame, frame)


def _frame(rows: pl.LazyFrame) -> Frame:
    """``rows`` as a frame on this backend."""
    return cast(Frame, rows)


def _smallest(largest: int) -> type[pl.UInt8 | pl.UInt16 | pl.UInt32]:
    """The narrowest type of column that holds numbers up to ``largest``."""
    return pl.UInt8 if largest < 256 else pl.UInt16 if largest < 65_536 else pl.UInt32


@dataclass(frozen=True, slots=True)
class _Places:
    """Per row the position of its combination, and the positions that have no number yet; ``numbers``: if none is new."""

    of_rows: Numbers
    new: Numbers
    numbers: Numbers | None


def _unseen(rows: pl.DataFrame, wanted: Numbering) -> Unseen | None:
    """The combinations without a number; None where the keys are not few words each, or allow too many combinations."""
    memory = wanted.memory
    if not all(
        words is not None or rows[key].dtype == pl.Boolean
        for key, words in zip(wanted.keys, wanted.words, strict=True)
    ):
        return None
    if memory.get("words") != wanted.words:
        digits = [
            _digits(words, standing) for words, standing in zip(wanted.words, wanted.standing, strict=True)
        ]
        memory |= {"words": wanted.words, "digits": digits, "table": None}
    digits = memory["digits"]
    product = math.prod(len(of_key.held) for of_key in digits)
    if product > _LARGEST_TABLE:
        return None
    if memory["table"] is None:
        memory["table"] = np.full(product, -1, dtype=np.int32)
    positions = _positions(rows, wanted.keys, digits)
    numbers = memory["table"][positions]
    if numbers.min(initial=0) >= 0:
        return Unseen((), _Places(positions[:0], positions[:0], numbers))
    is_new = np.zeros(product, dtype=np.bool_)
    is_new[positions[numbers < 0]] = True
    new = np.flatnonzero(is_new)
    return Unseen(list(zip(*_decoded(digits, new), strict=True)), _Places(positions, new, None))


def _distinct(rows: pl.DataFrame, wanted: Numbering) -> Unseen:
    """All combinations, for a join."""
    distinct = rows.select(wanted.keys).unique()
    return Unseen(distinct.rows(), distinct)


def _numbers(wanted: Numbering, unseen: Unseen, numbers: Sequence[int]) -> pl.Series:
    table: Numbers = wanted.memory["table"]
    places: _Places = unseen.rows
    table[places.new] = numbers
    of_rows = table[places.of_rows] if places.numbers is None else places.numbers
    return pl.Series(wanted.name, of_rows).cast(_smallest(int(table.max(initial=0))))


@dataclass(frozen=True, slots=True)
class _Digits:
    """``held``: the numbers of words that stand for others; ``of_word``: for each word the position of its own there."""

    held: Numbers
    of_word: Numbers | None


def _digits(words: tuple[str, ...] | None, standing: tuple[int, ...] | None) -> _Digits:
    if words is None:
        return _Digits(np.arange(2), None)
    if standing is None:
        return _Digits(np.arange(len(words)), None)
    held, of_word = np.unique(np.array(standing), return_inverse=True)
    return _Digits(held, of_word.astype(np.int32))


def _positions(rows: pl.DataFrame, keys: Iterable[str], digits: Sequence[_Digits]) -> Numbers:
    position: Numbers | None = None
    for key, of_key in zip(keys, digits, strict=True):
        column = rows[key].cast(pl.UInt8) if rows[key].dtype == pl.Boolean else rows[key]
        own = column.to_numpy()
        own = own.astype(np.int32) if of_key.of_word is None else of_key.of_word[own]
        if position is None:
            position = own
        else:
            position *= len(of_key.held)
            position += own
    assert position is not None
    return position


def _decoded(digits: Sequence[_Digits], positions: Numbers) -> list[list[Any]]:
    """For each column the values of its combinations."""
    columns: list[list[Any]] = []
    rest = positions
    for of_key in reversed(digits):
        columns.append(of_key.held[rest % len(of_key.held)].tolist())
        rest = rest // len(of_key.held)
    return columns[::-1]


def _table(values: tuple[int | float, ...]) -> pl.Series:
    if isinstance(values[0], bool):
        return pl.Series(values, dtype=pl.Boolean)
    return pl.Series(
        values, dtype=pl.Float64 if isinstance(values[0], float) else _smallest(int(max(values)))
    )


def _with_planes(frame: Frame, planes: list[PlaneOf]) -> Frame:
    """Narrow columns are compared; of wide ones eight planes at a time are looked up as the bits of a byte."""
    rows = _lazy(frame)
    masks: list[pl.Expr] = []
    expressions: list[pl.Expr] = []
    by_column: dict[str, list[PlaneOf]] = {}
    for plane in planes:
        if len(plane.flags) <= _PER_MASK:
            expressions.append(_compared(plane).alias(plane.name))
        else:
            by_column.setdefault(plane.column, []).append(plane)
    for column, of_column in by_column.items():
        for start in range(0, len(of_column), _PER_MASK):
            group = of_column[start : start + _PER_MASK]
            table = np.packbits(np.array([plane.flags for plane in group]), axis=0, bitorder="little")[0]
            name = f"mask_{column}_{start}"
            masks.append(pl.lit(pl.Series(table)).gather(pl.col(column)).alias(name))
            expressions += [
                ((pl.col(name) & pl.lit(1 << bit, pl.UInt8)) != pl.lit(0, pl.UInt8)).alias(plane.name)
                for bit, plane in enumerate(group)
            ]
    rows = rows.with_columns(masks) if masks else rows
    return _frame(rows.with_columns(expressions) if expressions else rows)


def _compared(plane: PlaneOf) -> pl.Expr:
    """Membership by as few comparisons as possible. Number 0 stands for refused cells, of which nothing is asked."""
    column = pl.col(plane.column)
    numbers = {number for number, flag in enumerate(plane.flags.tolist()) if flag and number}
    others = set(range(1, len(plane.flags))) - numbers
    if not others:
        return pl.lit(True)
    if len(others) == 1:
        return column != pl.lit(others.pop(), pl.UInt8)
    if not numbers:
        return pl.lit(False)
    if min(numbers) > max(others):
        return column >= pl.lit(min(numbers), pl.UInt8)
    if max(numbers) < min(others):
        return column <= pl.lit(max(numbers), pl.UInt8)
    first, *rest = (column == pl.lit(number, pl.UInt8) for number in sorted(numbers))
    for comparison in rest:
        first = first | comparison
    return first
