"""The national value limit on a table: the sum of a contract's nationally listed goods (Art. 9, national law).

Rows with the same reference are items of one contract. The sum is taken once for the whole file, before it is split
by periods. It is a least and a most, since an item that nobody has looked up in the national lists may count or not;
the most is unclear where an item that may be nationally listed has no value or another currency. What a row adds, and
whether the limit is kept, is said of classes of rows by the same functions as of one transaction
(``assessment/member_state.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.assessment.member_state import ContractValue, counted, limit_kept
from dualuse.bulk.cell_validation import BLANKS, EMPTY, KINDS, OTHER, USABLE, VALUE_ANSWERS
from dualuse.bulk.fields import Field
from dualuse.engine.tables.arrays import NUMBER
from dualuse.engine.tables.nodes import literal
from dualuse.law.language.logic import Flag, Leaf, Truth
from dualuse.law.states import value_thresholds
from dualuse.schema.tables.columns import Header

EXEMPT: Final = Flag("item.national_value_exempt")

_LEAST: Final = "value_least"
"""Column with the least that the contract of a row comes to, the row itself counted."""
_MOST: Final = "value_most"
"""Column with the most that it comes to; null where that is unclear."""
COLUMNS: Final = (_LEAST, _MOST, "value_state", "value_currency", "value_kind", *VALUE_ANSWERS)
"""Those that :func:`exempt_numbers` needs."""
NEEDED: Final = (
    "reference",
    "items.value",
    "items.currency",
    "items.national_entries",
    "items.kind",
)
"""Columns that the sums of contracts rest on."""
COUNTS: Final = ("value_counts", "value_may_count", "value_unclear")
_SUMS: Final[Mapping[str, type[pl.DataType]]] = {
    "reference": pl.String,
    "value_counts": pl.Float64,
    "value_may_count": pl.Float64,
    "value_unclear": pl.Int64,
    "items": pl.Int64,
}
_DECIMALS: Final = 6
_UNSTATED: Final = ("value_kind", "value_state", "value_currency")
"""The fields of an item that the limit rests on, as columns that are 0 where nothing is stated."""


# The sums of contracts.


def matters(header: Header) -> bool:
    """Whether a file can hold several rows of one contract that a value limit could reach."""
    return "reference" in header.by_name and "items.value" in header.by_name


class ContractsApart:
    """Whether each row of a table is all of its contract, as the limit of §§ 9(3) and 11(5) AWV asks."""

    def __init__(self, header: Header) -> None:
        self._looked_at = matters(header)
        self._references: list[pl.DataFrame] = []

    def add(self, cells: pl.DataFrame, unreadable: Iterable[Mapping[str, str]]) -> None:
        """A part of the table: its cells, and the fields of rows that cannot be read."""
        if self._looked_at:
            unread = pl.Series("reference", [fields.get("reference", "") for fields in unreadable], pl.String)
            both = pl.concat([cells["reference"].cast(pl.String), unread])
            named = both.str.replace_all(r"\s+", " ").str.strip_chars()
            of_part = named.filter(named != "")
            if not of_part.is_unique().all():
                self._looked_at = False
                self._references.clear()
                return
            self._references.append(_two_hashes(of_part))

    @property
    def apart(self) -> bool:
        """Whether it is known that no two rows have the same reference."""
        if not self._looked_at or not self._references:
            return self._looked_at
        every = pl.concat(self._references)
        # The second number is looked at only where the first does not tell two apart.
        return every["first"].n_unique() == every.height or not every.is_duplicated().any()


def _two_hashes(references: pl.Series) -> pl.DataFrame:
    """Sixteen bytes for each reference, however long it is: two of a hundred million are the same by chance once in 10²²."""
    return pl.DataFrame({"first": references.hash(seed=0), "second": references.hash(seed=1)})


def rows_that_count(cells: pl.DataFrame) -> pl.DataFrame:
    """The rows without those of which it is stated that no national list has them: they count for nothing."""
    listing = "items.national_entries"
    if listing not in cells.columns:
        return cells
    return cells.filter(pl.col(listing).cast(pl.String).str.strip_chars().ne_missing("[]"))


def counted_rows(header: Header) -> list[nw.Expr]:
    """Of each row its reference, and what it adds to the sum of its contract, whoever its exporter is."""
    return [_reference(header), *_counts()]


def part_sums(rows: pl.DataFrame, of_bad_rows: Sequence[str]) -> pl.DataFrame:
    """Per reference: the sums of what counts and of what may, how many rows are unclear, and how many rows there are.

    Args:
        rows: as :func:`counted_rows` makes them.
        of_bad_rows: references of rows that cannot be read.
    """
    references = pl.Series("reference", [" ".join(text.split()) for text in of_bad_rows], dtype=pl.String)
    unclear = pl.DataFrame({"reference": references}).select(
        "reference",
        value_counts=0.0,
        value_may_count=0.0,
        value_unclear=pl.lit(1, pl.Int64),
    )
    every = pl.concat([rows, unclear]).filter(pl.col("reference") != "")
    return every.group_by("reference").agg(pl.col(COUNTS).sum(), pl.len().cast(pl.Int64).alias("items"))


def added_sums(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The sums of several parts of a file, as one part has them."""
    return (
        pl.concat([pl.DataFrame(schema=_SUMS), *parts])
        .group_by("reference")
        .agg(pl.col(*COUNTS, "items").sum())
    )


def joined_sums(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The sums of all parts of a file, of contracts with more than one row."""
    return (
        added_sums(parts)
        .filter(pl.col("items") > 1)
        .select(
            "reference",
            value_sum="value_counts",
            value_may_sum="value_may_count",
            value_unclear_sum="value_unclear",
        )
    )


def contract_values(sums: pl.DataFrame) -> dict[str, ContractValue]:
    """What contracts of several rows come to, by reference, for rows that are judged by themselves."""
    return {
        reference: ContractValue(_amount(least), None if unclear else _amount(most))
        for reference, least, most, unclear in sums.iter_rows()
    }


def _amount(total: float) -> Decimal:
    return Decimal(str(round(total, _DECIMALS)))


def _reference(header: Header) -> nw.Expr:
    """The reference as the contract reads it: blanks in it are one."""
    cell = nw.col(header.held["reference"]).str.strip_chars(BLANKS)
    return cell.str.replace_all(r"\s+", " ").alias("reference")


_LISTED: Final[Mapping[int, Truth]] = {EMPTY: None, USABLE: False, OTHER: True}
"""Whether a national list has the item, by what its cell of national entries is."""


def _where(which: str, *, itself: bool = False) -> nw.Expr:
    """Where a row adds ``surely`` or ``perhaps`` to what its contract comes to, or leaves it ``unclear`` (``counted``).

    ``itself``: as the item asked about, else as another one of the contract.
    """
    usable = ((nw.col("value_state") == USABLE) & (nw.col("value_currency") == USABLE)).cast(nw.Int32)
    numbers = [
        2 * cell + is_usable
        for cell, listed in _LISTED.items()
        for is_usable in (False, True)
        if getattr(counted(listed, is_usable, itself), which)
    ]
    return (nw.col("value_listing") * nw.lit(2) + usable).is_in(numbers)


def _counts() -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """What a row surely adds to the sum of its contract, what it may add, and 1 where that is unclear."""
    return (
        _value(_where("surely")).alias("value_counts"),
        _value(_where("perhaps")).alias("value_may_count"),
        _where("unclear").cast(nw.Int64).alias("value_unclear"),
    )


def _value(where: nw.Expr) -> nw.Expr:
    return nw.when(where).then(nw.col("value_amount")).otherwise(nw.lit(0.0))


# The limit in each row.


@dataclass(frozen=True, slots=True)
class Totals:
    """Columns for what contracts come to: ``of_rows`` first, then the ``reference`` that sums are joined on, if any."""

    of_rows: tuple[nw.Expr, ...]
    reference: tuple[nw.Expr, ...]
    of_contracts: tuple[nw.Expr, ...]


def totals(header: Header, *, has_sums: bool) -> Totals:
    """What the contract of each row comes to; ``has_sums``: whether there are contracts with several rows."""
    least, most = _value(_where("surely", itself=True)), nw.col("value_may_count")
    unclear = nw.col("value_unclear")
    if has_sums:
        alone = nw.col("value_sum").is_null()
        itself = least - nw.col("value_counts")
        least = nw.when(alone).then(least).otherwise(nw.col("value_sum") + itself)
        most = nw.when(alone).then(most).otherwise(nw.col("value_may_sum"))
        unclear = nw.when(alone).then(unclear).otherwise(nw.col("value_unclear_sum"))
    clear = nw.when(unclear == 0).then(most.round(_DECIMALS)).otherwise(nw.lit(None, dtype=nw.Float64))
    ends = (least.round(_DECIMALS).alias(_LEAST), clear.alias(_MOST))
    return Totals(_counts(), (_reference(header),) if has_sums else (), ends)


def _exempt_field() -> Field:
    unstated = 1 << len(_UNSTATED)
    truths = [None, None, False, True, *[None] * unstated]
    asks = np.array([0, 0, 0, 0, *range(1, unstated + 1)], dtype=np.int64)
    by_leaf: dict[Leaf, NDArray[np.int8]] = {
        EXEMPT: np.array([NUMBER[truth] for truth in truths], dtype=np.int8)
    }
    return Field("field_exempt", len(truths), by_leaf, {}, can_be_wrong=False, asks=asks)


EXEMPT_FIELD: Final = _exempt_field()
"""The field of ``item.national_value_exempt``: 2 it is not, 3 it is, from 4 on by what is not stated of the item."""


def exempt_numbers(states: Mapping[str, Sequence[int]], column: str) -> list[list[nw.Expr]]:
    """The numbers of :data:`EXEMPT_FIELD` in each row, as columns to be added step by step.

    ``states``: States with a value limit, each with its numbers in ``column``; none of them: the State of all rows.
    """
    exempt = literal(False)
    for code, numbers in states.items():
        of_state = _exempt(code)
        exempt = (
            nw.when(nw.col(column).is_in(numbers)).then(of_state).otherwise(exempt) if numbers else of_state
        )
    truth = nw.col("exempt_truth")
    unstated = reduce(
        add, [(nw.col(name) == 0).cast(nw.Int32) * nw.lit(1 << place) for place, name in enumerate(_UNSTATED)]
    )
    number = (
        nw.when(truth.is_null()).then(unstated + nw.lit(4)).when(truth).then(nw.lit(3)).otherwise(nw.lit(2))
    )
    return [[_with_answer(exempt).alias("exempt_truth")], [number.cast(nw.Int32).alias(EXEMPT_FIELD.column)]]


def _exempt(code: str) -> nw.Expr:
    """``item.national_value_exempt`` in each row of the State ``code``, which has a value limit.

    Rows in classes that the limit tells apart; of each class it is said as of one transaction.
    """
    threshold = value_thresholds()[code]
    limit, least, most = float(threshold.amount), nw.col(_LEAST), nw.col(_MOST)
    is_above = (least > limit).cast(nw.Int32)
    may_be_above = (most.is_null() | (most > limit)).cast(nw.Int32)
    number = nw.col("value_kind") * nw.lit(4) + is_above * nw.lit(2) + may_be_above
    truths = {
        4 * place + 2 * above + may_be: limit_kept(threshold, kind or None, bool(above), bool(may_be))
        for place, kind in enumerate(KINDS)
        for above in (0, 1)
        for may_be in (0, 1)
    }
    known = nw.when(number.is_in([of for of, truth in truths.items() if truth is not None]))
    kept = number.is_in([of for of, truth in truths.items() if truth is True])
    return known.then(kept).otherwise(nw.lit(None, dtype=nw.Boolean))


def _with_answer(exempt: nw.Expr) -> nw.Expr:
    """The derived truth, and where that is unknown the answer of a person, if one is stated."""
    for name in VALUE_ANSWERS:
        cell = nw.col(name)
        answer = nw.when(cell == EMPTY).then(nw.lit(None, dtype=nw.Boolean)).otherwise(cell == USABLE)
        exempt = nw.when(exempt.is_null()).then(answer).otherwise(exempt)
    return exempt
