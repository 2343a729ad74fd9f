"""The distinct combinations of fields of a table: each judged as an array element, its reasons as what the rules say.

Rows with the same numbers in all fields have the same answer. What the rules say of a combination is worked out over
all of them at once; combinations of which every rule says the same are one case, those that lack the same facts share
what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals as nw
import polars as pl

from dualuse.assessment.bulk import cells
from dualuse.assessment.bulk.engines import ROW, Engine, Frame
from dualuse.assessment.bulk.fields import Field
from dualuse.assessment.bulk.held import HELD
from dualuse.assessment.bulk.judge import IS_WRONG, TRANSFER, Prepared
from dualuse.determination.tables.decided import Decided, Telling, Told, decided
from dualuse.law.logic import Leaf
from dualuse.law.provision import Effect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

CASE: Final = "case"
LACKING: Final = "lacking"

_LARGEST: Final = 1 << 62
_SLICE: Final = 500_000
"""Combinations judged at once: bounds the memory for the truths of some two hundred leaves."""

_TRANSFER_FIELDS: Final = ("field_exporter", "field_national")
"""What the option of Art. 11(2) asks for follows from the exporter's State, and from the national list."""
_LARGEST_FIELD: Final = 1 << 31

Layout: TypeAlias = "tuple[list[tuple[Field, int]], ...]"


@dataclass(frozen=True, slots=True)
class ToldCase:
    """What the rules say of a case, its outcome, and the number of the authorisation held in the field of those."""

    tellings: tuple[Telling, ...]
    low: Effect
    high: Effect
    held: int


@dataclass(frozen=True, slots=True)
class Combinations:
    """The distinct combinations of the fields of ``frame``.

    ``table``: columns of ``words``, ``low``, ``high``, :data:`CASE` (position in ``cases``), :data:`LACKING` (the same
    missing facts), and :data:`ROW` with a row that stands for the combination.
    """

    frame: Frame
    words: tuple[str, ...]
    table: pl.DataFrame
    cases: tuple[ToldCase, ...]


def combinations(rows: Prepared, engine: Engine) -> Combinations:
    """Bring the rows down to their distinct combinations of fields, and judge each."""
    layout = tuple(_layout(rows.fields))
    words = [
        cells.sum_of(nw.col(one.column).cast(nw.Int64) * nw.lit(radix) for one, radix in word).alias(
            f"word_{index}"
        )
        for index, word in enumerate(layout)
    ] or [nw.lit(0).cast(nw.Int64).alias("word_0")]
    names = tuple(f"word_{index}" for index in range(len(words)))
    frame = engine.settle(rows.frame.with_columns(*words))
    distinct = engine.collect(
        frame.filter(~nw.col(IS_WRONG)).group_by(*names).agg(nw.col(ROW).min().alias(ROW))
    )
    table, cases = _judged(rows, distinct, layout)
    return Combinations(frame, names, table, cases)


def _layout(fields: Iterable[Field]) -> Iterator[list[tuple[Field, int]]]:
    """Fields as digits of as few integers as hold them: each field with its radix."""
    word: list[tuple[Field, int]] = []
    radix = 1
    for one in fields:
        if radix * one.size >= _LARGEST:
            yield word
            word, radix = [], 1
        word.append((one, radix))
        radix *= one.size
    if word:
        yield word


def _judged(
    rows: Prepared, distinct: pl.DataFrame, layout: Layout
) -> tuple[pl.DataFrame, tuple[ToldCase, ...]]:
    known: dict[tuple[Any, ...], int] = {}
    tellings: list[Telling] = []
    parts: list[pl.DataFrame] = []
    for start in range(0, distinct.height, _SLICE):
        part = distinct.slice(start, _SLICE)
        digits = _digits(part, layout)
        answer = _decided(rows, digits, part.height)
        added: dict[str, Any] = {"low": answer.low, "high": answer.high}
        added |= {
            f"told_{one.tellings[0].rule.citation}": _renumbered(one, known, tellings) for one in answer.told
        }
        added |= {f"missing_{start}_{index}": key for index, key in enumerate(answer.missing)}
        for one in rows.fields:
            if HELD in one.extras:
                added[HELD] = digits[one.column]
        parts.append(part.with_columns(*(pl.Series(name, values) for name, values in added.items())))
    if not parts:
        nothing = {"low": pl.Int8, "high": pl.Int8, CASE: pl.Int64, LACKING: pl.Int64}
        return distinct.with_columns(*(pl.lit(None, kind).alias(name) for name, kind in nothing.items())), ()
    table = pl.concat(parts, how="diagonal")
    told = [name for name in table.columns if name.startswith("told_")]
    missing = [name for name in table.columns if name.startswith("missing_")]
    of_case = ["low", "high", *([HELD] if HELD in table.columns else []), *told]
    table = table.with_columns(
        _numbered(table, of_case).alias(CASE), _numbered(table, missing).alias(LACKING)
    )
    cases = table.unique(CASE, keep="any").sort(CASE).select(of_case)
    return table.drop(*told, *missing, HELD, strict=False), tuple(_cases(cases, tellings))


def _digits(part: pl.DataFrame, layout: Layout) -> dict[str, Numbers]:
    """The number of each field in each combination."""
    return {
        one.column: (part[f"word_{index}"].to_numpy() // radix) % one.size
        for index, word in enumerate(layout)
        for one, radix in word
    }


def _decided(rows: Prepared, digits: dict[str, Numbers], height: int) -> Decided:
    truths = {
        str(rows.law.columns[leaf]): of_number[digits[one.column]]
        for one in rows.fields
        for leaf, of_number in one.truths.items()
    }
    asks: dict[Leaf, tuple[str, Numbers]] = {
        leaf: (one.column, one.asks[digits[one.column]])
        for one in rows.fields
        if one.asks is not None
        for leaf in one.truths
    }
    transfer = [digits[one.column] for one in rows.fields if one.column in _TRANSFER_FIELDS]
    if transfer:
        asks[TRANSFER] = ("transfer", transfer[0] + _LARGEST_FIELD * transfer[-1])
    return decided(rows.law, truths, height, asks)


def _renumbered(told: Told, known: dict[tuple[Any, ...], int], tellings: list[Telling]) -> Numbers:
    """The numbers of what a rule says as positions in ``tellings``, which holds those of all slices; 0 says nothing."""
    import numpy as np

    positions = [0]
    for telling in told.tellings:
        key = (telling.rule.citation, telling.truth, telling.deciding)
        if key not in known:
            tellings.append(telling)
            known[key] = len(tellings)
        positions.append(known[key])
    return np.array(positions, dtype=np.int64)[told.numbers]


def _numbered(table: pl.DataFrame, columns: list[str]) -> pl.Series:
    """A number from 0 for each distinct combination of ``columns``, in the order of first appearance."""
    varying = [name for name in columns if table[name].n_unique() > 1]
    if not varying:
        return pl.zeros(table.height, pl.Int64, eager=True)
    distinct = table.select(varying).unique(maintain_order=True).with_row_index("number")
    joined = table.join(distinct, on=varying, how="left", maintain_order="left", nulls_equal=True)
    return joined["number"].cast(pl.Int64)  # signed, as every engine has them


def _cases(cases: pl.DataFrame, tellings: list[Telling]) -> Iterator[ToldCase]:
    told = [name for name in cases.columns if name.startswith("told_")]
    held = cases[HELD].to_list() if HELD in cases.columns else [0] * cases.height
    ends = zip(cases["low"], cases["high"], held, strict=True)
    for numbers, (low, high, of_held) in zip(cases.select(told).iter_rows(), ends, strict=True):
        said = tuple(tellings[number - 1] for number in numbers if number)
        yield ToldCase(said, Effect(low), Effect(high), of_held)
