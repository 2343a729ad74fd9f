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
import numpy as np
import polars as pl

from dualuse.bulk import cell_validation
from dualuse.bulk.backends.backend import ROW, Engine, Frame
from dualuse.bulk.evaluate_rows import IS_WRONG, TRANSFER, Prepared
from dualuse.bulk.fact_groups import STATED
from dualuse.bulk.fields import Field
from dualuse.engine.tables.decided import Told, decided, told
from dualuse.engine.tables.keys import Keys
from dualuse.law.eu_2021_821.facts.derived import COVERED_BY_HELD, transfer_rule
from dualuse.law.language.logic import Flag, Leaf
from dualuse.law.language.provision import Effect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]
    Stated: TypeAlias = dict[str, tuple[tuple[str | None, ...], Numbers]]

CASE: Final = "case"
LACKING: Final = "lacking"

_LARGEST: Final = 1 << 62
_SLICE: Final = 100_000
"""Combinations judged at once: bounds the memory for the truths of some two hundred leaves, and keeps them at hand."""

_OF_TRANSFER: Final = (transfer_rule("any"), Flag("item.national_own"))
"""What the option of Art. 11(2) asks for follows from the rule of the State, and from the national list."""
_LARGEST_FIELD: Final = 1 << 31

Layout: TypeAlias = "tuple[list[tuple[Field, int]], ...]"


@dataclass(frozen=True, slots=True)
class Combinations:
    """The distinct combinations of the fields of ``frame``.

    ``table``: columns of ``words``, ``low``, ``high``, :data:`CASE` and :data:`LACKING` (keys: the same reasons, the same
    missing facts), and :data:`ROW` with a row that stands for the combination. ``layout``: how words hold the fields.
    """

    frame: Frame
    words: tuple[str, ...]
    table: pl.DataFrame
    rows: Prepared
    layout: Layout

    def told(self, chosen: pl.DataFrame) -> Iterator[ToldCase]:
        """What is said of some rows of ``table``."""
        digits = _digits(chosen, self.layout)
        held = next((digits[one.column] for one in self.rows.fields if COVERED_BY_HELD in one.extras), None)
        truths, stated = _truths(self.rows, digits), _stated(self.rows, digits, chosen.height)
        said = told(self.rows.law, truths, chosen.height, stated)
        for row, (low, high) in enumerate(chosen.select("low", "high").iter_rows()):
            yield ToldCase(said[row], Effect(low), Effect(high), 0 if held is None else int(held[row]))


@dataclass(frozen=True, slots=True)
class ToldCase:
    """What the rules say of a case, its outcome, and the number of the authorisation held in the field of those."""

    said: Told
    low: Effect
    high: Effect
    held: int


def combinations(rows: Prepared, engine: Engine, keys: Keys) -> Combinations:
    """Bring the rows down to their distinct combinations of fields, and judge each."""
    layout = tuple(_layout(rows.fields))
    words = [
        cell_validation.sum_of(
            nw.col(one.column).cast(nw.Int64) * nw.lit(radix) for one, radix in word
        ).alias(f"word_{index}")
        for index, word in enumerate(layout)
    ] or [nw.lit(0).cast(nw.Int64).alias("word_0")]
    names = tuple(f"word_{index}" for index in range(len(words)))
    frame = engine.settle(rows.frame.with_columns(*words))
    distinct = engine.collect(
        frame.filter(~nw.col(IS_WRONG)).group_by(*names).agg(nw.col(ROW).min().alias(ROW))
    )
    return Combinations(frame, names, _judged(rows, distinct, layout, keys), rows, layout)


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


def _judged(rows: Prepared, distinct: pl.DataFrame, layout: Layout, keys: Keys) -> pl.DataFrame:
    parts: list[pl.DataFrame] = []
    for start in range(0, distinct.height, _SLICE):
        part = distinct.slice(start, _SLICE)
        digits = _digits(part, layout)
        truths, stated = _truths(rows, digits), _stated(rows, digits, part.height)
        answer = decided(rows.law, truths, part.height, _asks(rows, digits), stated, keys)
        case = answer.case
        for one in rows.fields:
            if COVERED_BY_HELD in one.extras:
                case = case + keys.of_numbers(digits[one.column], COVERED_BY_HELD)
        added: dict[str, Any] = {"low": answer.low, "high": answer.high, CASE: case, LACKING: answer.lacking}
        parts.append(part.with_columns(*(pl.Series(name, values) for name, values in added.items())))
    if not parts:
        nothing = {"low": pl.Int8, "high": pl.Int8, CASE: pl.UInt64, LACKING: pl.UInt64}
        return distinct.with_columns(*(pl.lit(None, kind).alias(name) for name, kind in nothing.items()))
    return pl.concat(parts)


def _digits(part: pl.DataFrame, layout: Layout) -> dict[str, Numbers]:
    """The number of each field in each combination."""
    return {
        one.column: (part[f"word_{index}"].to_numpy() // radix) % one.size
        for index, word in enumerate(layout)
        for one, radix in word
    }


def _truths(rows: Prepared, digits: dict[str, Numbers]) -> dict[str, NDArray[np.int8]]:
    return {
        str(rows.law.columns[leaf]): of_number[digits[one.column]]
        for one in rows.fields
        for leaf, of_number in one.truths.items()
    }


def _stated(rows: Prepared, digits: dict[str, Numbers], height: int) -> Stated:
    """What is stated of the facts with named values: row by row, or by a policy for all rows."""
    found: Stated = {
        name.removeprefix(STATED): ((value,), np.zeros(height, dtype=np.int64))
        for name, value in rows.extras.items()
        if name.startswith(STATED)
    }
    of_groups: Stated = {
        name.removeprefix(STATED): (tuple(values), digits[one.column])
        for one in rows.fields
        for name, values in one.extras.items()
        if name.startswith(STATED)
    }
    of_rows = {
        one.stated.fact: (one.stated.values, digits[one.column])
        for one in rows.fields
        if one.stated is not None
    }
    return found | of_groups | of_rows


def _asks(rows: Prepared, digits: dict[str, Numbers]) -> dict[Leaf, tuple[str, Numbers]]:
    asks: dict[Leaf, tuple[str, Numbers]] = {
        leaf: (one.column, one.asks[digits[one.column]])
        for one in rows.fields
        if one.asks is not None
        for leaf in one.truths
    }
    transfer = [digits[one.column] for one in rows.fields if not one.truths.keys().isdisjoint(_OF_TRANSFER)]
    if transfer:
        asks[TRANSFER] = ("transfer", transfer[0] + _LARGEST_FIELD * transfer[-1])
    return asks
