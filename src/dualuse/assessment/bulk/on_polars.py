"""The steps before the law, on Polars: words as small numbers, and look-ups in arrays instead of joins and comparisons.

What is done here row by row is the same as ``engines`` does with expressions for any engine; the conditions of the law
themselves are Narwhals expressions here as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.assessment.bulk.cells import may_be_coded
from dualuse.assessment.bulk.columns import Header
from dualuse.assessment.bulk.engines import (
    ROW,
    Engine,
    Frame,
    LookUp,
    NumbersOf,
    Words,
    with_numbers_by_join,
)
from dualuse.determination.tables.planes import PlaneOf

Numbers: TypeAlias = NDArray[Any]

_MANY_WORDS: Final = 200_000
_LARGEST_TABLE: Final = 1 << 23
"""Combinations of key values up to which a table with a place for each is looked up; beyond, the rows are sorted."""
_PER_MASK: Final = 8


def polars_engine() -> Engine:
    """The default engine."""
    return Engine(
        "polars",
        lambda data: nw.from_native(data.lazy()),
        lambda frame: nw.from_native(rows_of(frame).lazy()),
        _numbered,
        _coded,
        _looked_up,
        _with_numbers,
        _with_planes,
    )


def rows_of(frame: Frame) -> pl.DataFrame:
    """The rows of ``frame`` in memory."""
    found: pl.DataFrame = frame.collect().to_native()
    return found


def _numbered(frame: Frame) -> Frame:
    if ROW in frame.collect_schema():
        return frame
    found: Frame = nw.from_native(frame.to_native().with_row_index(ROW))
    return found


def smallest(largest: int) -> type[pl.UInt8 | pl.UInt16 | pl.UInt32]:
    """The narrowest type of column that holds numbers up to ``largest``."""
    return pl.UInt8 if largest < 256 else pl.UInt16 if largest < 65_536 else pl.UInt32


def _coded(frame: Frame, header: Header, given: tuple[str, ...]) -> tuple[Frame, Header]:
    """Columns of few words as numbers: comparing and looking up those is several times faster than text."""
    rows = rows_of(frame)
    codes: dict[str, tuple[str, ...]] = {}
    columns: list[pl.Expr] = []
    for column, name in zip(header.columns, given, strict=True):
        if not may_be_coded(column):
            continue
        cells = rows[name]
        if not isinstance(cells.dtype, pl.Enum):
            words = cells.cast(pl.String).unique().drop_nulls()
            if len(words) > _MANY_WORDS:
                continue
            cells = cells.cast(pl.String).cast(pl.Enum(words))
        assert isinstance(cells.dtype, pl.Enum)
        texts = tuple(text.strip() for text in cells.dtype.categories.to_list())
        codes[column.name] = (*texts, "")
        of = pl.lit(cells) if cells is not rows[name] else pl.col(name)
        columns.append(of.to_physical().cast(smallest(len(texts))).fill_null(len(texts)).alias(name))
    return nw.from_native(rows.lazy().with_columns(columns).collect().lazy()), replace(header, codes=codes)


def _with_numbers(
    engine: Engine,
    frame: Frame,
    keys: dict[str, Words | None],
    name: str,
    numbers_of: NumbersOf,
    memory: dict[str, Any],
) -> Frame:
    """Every row has a key: the position of its combination among all that the words of its columns allow.

    A table holds the number of each; while the columns keep their words, it serves the next part of a file too.
    """
    rows = rows_of(frame)
    if not all(words or rows[key].dtype == pl.Boolean for key, words in keys.items()):
        return with_numbers_by_join(engine, frame, keys, name, numbers_of, memory)
    texts = tuple(words.texts if words else () for words in keys.values())
    if memory.get("texts") != texts:
        memory |= {"texts": texts, "digits": [_digits(words) for words in keys.values()], "table": None}
    digits: list[_Digits] = memory["digits"]
    product = math.prod(len(of_key.held) for of_key in digits)
    if product > _LARGEST_TABLE:
        return with_numbers_by_join(engine, frame, keys, name, numbers_of, memory)
    if memory["table"] is None:
        memory["table"] = np.full(product, -1, dtype=np.int32)
    table: Numbers = memory["table"]
    position = _positions(rows, keys, digits)
    numbers = table[position]
    if numbers.min(initial=0) < 0:
        new = np.unique(position[numbers < 0])
        table[new] = numbers_of(list(zip(*_decoded(digits, new), strict=True)))
        numbers = table[position]
    kind = smallest(int(table.max(initial=0)))
    return nw.from_native(rows.with_columns(pl.Series(name, numbers).cast(kind)).lazy())


@dataclass(frozen=True, slots=True)
class _Digits:
    """``held``: the numbers of words that stand for others; ``of_word``: for each word the position of its own there."""

    held: Numbers
    of_word: Numbers | None


def _digits(words: Words | None) -> _Digits:
    if words is None:
        return _Digits(np.arange(2), None)
    if words.stands is None:
        return _Digits(np.arange(len(words.texts)), None)
    standing = np.array([words.stands(number) for number in range(len(words.texts))])
    held, of_word = np.unique(standing, return_inverse=True)
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
    found: list[list[Any]] = []
    rest = positions
    for of_key in reversed(digits):
        found.append(of_key.held[rest % len(of_key.held)].tolist())
        rest = rest // len(of_key.held)
    return found[::-1]


def _looked_up(frame: Frame, wanted: list[LookUp]) -> Frame:
    tables = [pl.lit(_table(one.values)).gather(pl.col(one.column)).alias(one.name) for one in wanted]
    found: Frame = nw.from_native(frame.to_native().with_columns(tables))
    return found


def _table(values: tuple[int | float, ...]) -> pl.Series:
    if isinstance(values[0], bool):
        return pl.Series(values, dtype=pl.Boolean)
    return pl.Series(values, dtype=pl.Float64 if isinstance(values[0], float) else smallest(int(max(values))))


def _with_planes(frame: Frame, planes: list[PlaneOf]) -> Frame:
    """Narrow columns are compared; of wide ones eight planes at a time are looked up as the bits of a byte."""
    rows: pl.LazyFrame = frame.to_native()
    masks: list[pl.Expr] = []
    found: list[pl.Expr] = []
    by_column: dict[str, list[PlaneOf]] = {}
    for plane in planes:
        if plane.size <= _PER_MASK:
            found.append(_compared(plane).alias(plane.name))
        else:
            by_column.setdefault(plane.column, []).append(plane)
    for column, of_column in by_column.items():
        for start in range(0, len(of_column), _PER_MASK):
            group = of_column[start : start + _PER_MASK]
            table = np.zeros(group[0].size, dtype=np.uint8)
            for bit, plane in enumerate(group):
                table[list(plane.numbers)] |= np.uint8(1 << bit)
            name = f"mask_{column}_{start}"
            masks.append(pl.lit(pl.Series(table)).gather(pl.col(column)).alias(name))
            found += [
                ((pl.col(name) & pl.lit(1 << bit, pl.UInt8)) != pl.lit(0, pl.UInt8)).alias(plane.name)
                for bit, plane in enumerate(group)
            ]
    rows = rows.with_columns(masks) if masks else rows
    return nw.from_native(rows.with_columns(found) if found else rows)


def _compared(plane: PlaneOf) -> pl.Expr:
    """Membership by as few comparisons as possible. Number 0 stands for refused cells, of which nothing is asked."""
    column = pl.col(plane.column)
    numbers = set(plane.numbers)
    others = set(range(1, plane.size)) - numbers
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
    for one in rest:
        first = first | one
    return first
