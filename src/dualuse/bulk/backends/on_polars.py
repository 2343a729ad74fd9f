"""The steps before the law, on Polars: words as small numbers, and look-ups in arrays instead of joins and comparisons.

What is done here row by row is the same as ``engines`` does with expressions for any engine; the conditions of the law
themselves are Narwhals expressions here as well.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.bulk.backends.backend import (
    ROW,
    Engine,
    Frame,
    LookUp,
    Numbering,
    Words,
    numbered_by_join,
)
from dualuse.bulk.backends.dictionary_encoding import coded, rows_of, smallest
from dualuse.engine.tables.bounds import PlaneOf

Numbers: TypeAlias = NDArray[Any]

_LARGEST_TABLE: Final = 1 << 23
"""Combinations of key values up to which a table with a place for each is looked up; beyond, the rows are sorted."""
_PER_MASK: Final = 8


def polars_engine() -> Engine:
    """The default engine."""
    from dualuse.bulk.backends.deduplicate import repeated

    return Engine(
        "polars",
        1 << 17,
        lambda data: nw.from_native(data.lazy()),
        lambda frame: nw.from_native(rows_of(frame).lazy()),
        _numbered,
        coded,
        _looked_up,
        _with_numbers,
        _with_planes,
        repeated,
    )


def _numbered(frame: Frame) -> Frame:
    if ROW in frame.collect_schema():
        return frame
    found: Frame = nw.from_native(frame.to_native().with_row_index(ROW))
    return found


def _with_numbers(engine: Engine, frame: Frame, wanted: list[Numbering]) -> Frame:
    """Every row has a key: the position of its combination among all that the words of its columns allow.

    A table holds the number of each; while the columns keep their words, it serves the next part of a file too. The
    columns are independent of each other, and the work is mostly numpy's, which lets other threads run.
    """
    rows = rows_of(frame)
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        columns = list(threads.map(lambda one: _numbers(rows, one), wanted))
    found: Frame = nw.from_native(rows.with_columns(one for one in columns if one is not None).lazy())
    left = [one for one, column in zip(wanted, columns, strict=True) if column is None]
    return numbered_by_join(engine, found, left) if left else found


def _numbers(rows: pl.DataFrame, wanted: Numbering) -> pl.Series | None:
    """The column, or None where its keys are not few words each, or allow too many combinations."""
    keys, memory = wanted.keys, wanted.memory
    if not all(words or rows[key].dtype == pl.Boolean for key, words in keys.items()):
        return None
    texts = tuple(words.texts if words else () for words in keys.values())
    if memory.get("texts") != texts:
        memory |= {"texts": texts, "digits": [_digits(words) for words in keys.values()], "table": None}
    digits: list[_Digits] = memory["digits"]
    product = math.prod(len(of_key.held) for of_key in digits)
    if product > _LARGEST_TABLE:
        return None
    if memory["table"] is None:
        memory["table"] = np.full(product, -1, dtype=np.int32)
    table: Numbers = memory["table"]
    position = _positions(rows, keys, digits)
    numbers = table[position]
    if numbers.min(initial=0) < 0:
        unseen = np.zeros(product, dtype=np.bool_)
        unseen[position[numbers < 0]] = True
        new = np.flatnonzero(unseen)
        table[new] = wanted.numbers_of(list(zip(*_decoded(digits, new), strict=True)))
        numbers = table[position]
    return pl.Series(wanted.name, numbers).cast(smallest(int(table.max(initial=0))))


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
        if len(plane.flags) <= _PER_MASK:
            found.append(_compared(plane).alias(plane.name))
        else:
            by_column.setdefault(plane.column, []).append(plane)
    for column, of_column in by_column.items():
        for start in range(0, len(of_column), _PER_MASK):
            group = of_column[start : start + _PER_MASK]
            table = np.packbits(np.array([plane.flags for plane in group]), axis=0, bitorder="little")[0]
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
    for one in rest:
        first = first | one
    return first
