"""The steps before the law, on Polars: words as small numbers, and look-ups in arrays instead of joins and comparisons.

What is done here row by row is the same as ``engines`` does with expressions for any engine; the conditions of the law
themselves are Narwhals expressions here as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    Keyed,
    LookUp,
    Standing,
    keyed_by_join,
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
        _keyed,
        _looked_up,
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


def _keyed(engine: Engine, frame: Frame, keys: tuple[str, ...], standing: Standing) -> Keyed:
    """Every row has a key: the position of its combination among all that the values of its columns allow."""
    rows = rows_of(frame)
    if not keys or not all(rows[name].dtype in (pl.UInt8, pl.UInt16, pl.UInt32, pl.Boolean) for name in keys):
        return keyed_by_join(engine, frame, keys, standing)
    key: Numbers = np.zeros(rows.height, dtype=np.int64)
    values: list[Numbers] = []
    product = 1
    for name in keys:
        of_column = (
            rows[name].cast(pl.UInt8).to_numpy() if rows[name].dtype == pl.Boolean else rows[name].to_numpy()
        )
        held, digits = _digits(of_column, standing.get(name))
        key = key * len(held) + digits
        product *= max(len(held), 1)
        values.append(held)
    if product <= _LARGEST_TABLE:
        present = np.zeros(product, dtype=np.bool_)
        present[key] = True
        distinct = np.flatnonzero(present)
    else:
        distinct, key = np.unique(key, return_inverse=True)
    return Keyed(
        pl.DataFrame(
            {
                name: pl.Series(of_key, dtype=pl.UInt32).cast(rows[name].dtype)
                for name, of_key in _decoded(keys, values, distinct).items()
            }
        ),
        lambda name, numbers: _attached(
            rows, name, key, distinct if product <= _LARGEST_TABLE else None, numbers
        ),
    )


def _digits(of_column: Numbers, stands: Any) -> tuple[Numbers, Numbers]:
    """The values that a column holds, and for each row the position of its own among them."""
    counts = np.bincount(of_column)
    present = np.flatnonzero(counts)
    if stands is not None:
        standing = np.array([stands(int(value)) for value in present], dtype=np.int64)
    else:
        standing = present
    held, position = np.unique(standing, return_inverse=True)
    table = np.zeros(len(counts), dtype=np.int64)
    table[present] = position
    return held, table[of_column]


def _decoded(keys: Sequence[str], values: Sequence[Numbers], distinct: Numbers) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    rest = distinct
    for name, held in zip(reversed(keys), reversed(values), strict=True):
        found[name] = held[rest % len(held)]
        rest = rest // len(held)
    return {name: found[name] for name in keys}


def _attached(
    rows: pl.DataFrame, name: str, key: Numbers, distinct: Numbers | None, numbers: list[int]
) -> Frame:
    of_key = np.array(numbers, dtype=np.uint32)
    kind = smallest(int(of_key.max(initial=0)))
    narrow = of_key.astype(kind.__name__.lower())
    if distinct is not None:
        table = np.zeros(int(distinct[-1]) + 1 if len(distinct) else 1, dtype=narrow.dtype)
        table[distinct] = narrow
        narrow = table
    return nw.from_native(rows.with_columns(pl.Series(name, narrow[key])).lazy())


def _looked_up(frame: Frame, wanted: list[LookUp]) -> Frame:
    tables = [
        pl.lit(pl.Series(one.values, dtype=smallest(max(one.values))))
        .gather(pl.col(one.column))
        .alias(one.name)
        for one in wanted
    ]
    return nw.from_native(frame.to_native().with_columns(tables)) if tables else frame


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
