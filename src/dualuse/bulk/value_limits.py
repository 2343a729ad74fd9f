"""The national value limit on a table: the sum of a contract's nationally listed goods (Art. 9, national law).

Rows with the same reference are items of one contract. The sum is taken once for the whole file, before it is split
by periods. It is a least and a most, since an item that nobody has looked up in the national lists may count or not;
the most is unclear where an item that may be nationally listed has no value or another currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, get_args

import narwhals as nw

from dualuse.assessment.member_state import counted, limit_kept
from dualuse.bulk import cell_validation
from dualuse.bulk.backends.backend import Engine, Frame
from dualuse.bulk.cell_validation import sum_of
from dualuse.bulk.columns import Header
from dualuse.bulk.single_cell_columns import OfCell, with_columns_of_cells
from dualuse.law.language.logic import Truth
from dualuse.law.states import ValueThreshold, jurisdiction, known_jurisdictions
from dualuse.schema.transaction import Kind

if TYPE_CHECKING:
    import polars as pl

LEAST: Final = "value_least"
"""Column with the least that the contract of a row comes to, the row itself counted."""
MOST: Final = "value_most"
"""Column with the most that it comes to; null where that is unclear."""

_DECIMALS: Final = 6
"""Sums of amounts below the limit are exact in floating point when rounded to so many places; finer ones are unclear."""
_IS_AMOUNT: Final = r"^[0-9]{1,15}(\.[0-9]{0,6})?$"
_BLANKS: Final = r"\s+"
_KINDS: Final = ("", *get_args(Kind))
_EMPTY, _USABLE, _OTHER = 0, 1, 2
"""What a cell is to the limit: a value or a currency; of national entries, usable are those that say that none is."""
ANSWERS: Final = ("items.answers.item.national_value_exempt", "answers.item.national_value_exempt")
"""Columns by which a person says whether the limit is kept, where it cannot be derived; that of the item first."""


def thresholds() -> dict[str, ValueThreshold]:
    """The value limits by State."""
    states = ((code, jurisdiction(code)) for code in known_jurisdictions())
    return {
        code: state.threshold for code, state in states if state is not None and state.threshold is not None
    }


def matters(header: Header) -> bool:
    """Whether a file can hold several rows of one contract that a value limit could reach."""
    return header.column("reference") is not None and header.column("items.value") is not None


def _currency() -> str:
    (found,) = {threshold.currency for threshold in thresholds().values()}
    return found


def of_cells() -> Iterator[OfCell]:
    """What the limit rests on, column by column."""
    currency = _currency()
    yield OfCell(
        "value_amount",
        "items.value",
        lambda text: float(text) if re.match(_IS_AMOUNT, text) else 0.0,
        lambda cell: (
            nw.when(cell.str.contains(_IS_AMOUNT)).then(cell).otherwise(nw.lit("0")).cast(nw.Float64)
        ),
    )
    yield OfCell(
        "value_state",
        "items.value",
        lambda text: _state(text, re.match(_IS_AMOUNT, text) is not None),
        lambda cell: _state_of(cell, cell.str.contains(_IS_AMOUNT)),
    )
    yield OfCell(
        "value_currency",
        "items.currency",
        lambda text: _state(text, text.upper() == currency),
        lambda cell: _state_of(cell, cell.str.to_uppercase() == currency),
    )
    yield OfCell(
        "value_listing",
        "items.national_entries",
        lambda text: _state(text, text == "[]"),
        lambda cell: _state_of(cell, cell == "[]"),
    )
    yield OfCell(
        "value_kind",
        "items.kind",
        lambda text: _KINDS.index(text) if text in _KINDS else len(_KINDS),
        lambda cell: sum_of(
            (cell == kind).cast(nw.Int32) * nw.lit(number) for number, kind in enumerate(_KINDS) if kind
        ),
    )
    for number, name in enumerate(ANSWERS):
        yield OfCell(
            f"value_answer_{number}",
            name,
            lambda text: {"true": _USABLE, "": _EMPTY}.get(text.lower(), _OTHER),
            lambda cell: _state_of(cell, cell.str.to_lowercase() == "true"),
        )


COLUMNS: Final = ("value_state", "value_currency", "value_kind", "value_answer_0", "value_answer_1")
"""Those of the columns that are needed beside :data:`LEAST` and :data:`MOST`."""


def _state(text: str, usable: bool) -> int:
    return _EMPTY if text == "" else _USABLE if usable else _OTHER


def _state_of(cell: nw.Expr, usable: nw.Expr) -> nw.Expr:
    stated = (cell != "").cast(nw.Int32)
    return stated * nw.lit(_OTHER) - (stated * usable.cast(nw.Int32)) * nw.lit(_OTHER - _USABLE)


_LISTED: Final[dict[int, Truth]] = {_EMPTY: None, _USABLE: False, _OTHER: True}
"""Whether a national list has the item, by what its cell of national entries is."""


def _where(which: str, *, itself: bool = False) -> nw.Expr:
    """Where a row adds ``surely`` or ``perhaps`` to what its contract comes to, or leaves it ``unclear`` (``counted``).

    ``itself``: as the item asked about, else as another one of the contract.
    """
    usable = ((nw.col("value_state") == _USABLE) & (nw.col("value_currency") == _USABLE)).cast(nw.Int32)
    number = nw.col("value_listing") * nw.lit(2) + usable
    numbers = [
        2 * cell + is_usable
        for cell, listed in _LISTED.items()
        for is_usable in (False, True)
        if getattr(counted(listed, is_usable, itself), which)
    ]
    return number.is_in(numbers)


def _counts() -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """What a row surely adds to the sum of its contract, what it may add, and 1 where that is unclear."""
    return (
        _amount(_where("surely")).alias("value_counts"),
        _amount(_where("perhaps")).alias("value_may_count"),
        _where("unclear").cast(nw.Int64).alias("value_unclear"),
    )


def _amount(where: nw.Expr) -> nw.Expr:
    return nw.when(where).then(nw.col("value_amount")).otherwise(nw.lit(0.0))


def part_sums(cells_of: pl.DataFrame, header: Header, engine: Engine) -> pl.DataFrame:
    """Per reference: the sums of what counts and of what may, how many rows are unclear, and how many rows there are.

    Whoever the exporter of a row is, for it may be left out; rows of which it is stated that no national list has them
    count for nothing.
    """
    import polars as pl

    asked = ("reference", *(one.column for one in of_cells()))
    needed = Header(tuple(column for column in header.columns if column.name in asked), ())
    listing = "items.national_entries"
    rows = cells_of.select(needed.names)
    if listing in rows.columns:
        rows = rows.filter(pl.col(listing).cast(pl.String).str.strip_chars().ne_missing("[]"))
    given = [f"given_{index}" for index in range(rows.width)]
    rows.columns = given
    frame, coded = engine.coded(engine.table(rows), needed, tuple(given), {})
    frame = frame.select(*cell_validation.prepared_cells(coded, given))
    frame = with_columns_of_cells(frame, coded, engine, of_cells())
    reference = _reference(coded)
    found = engine.collect(frame.select(reference, *_counts()).filter(nw.col("reference") != ""))
    return found.group_by("reference").agg(
        pl.col("value_counts", "value_may_count", "value_unclear").sum(),
        pl.len().cast(pl.Int64).alias("items"),
    )


def _reference(header: Header) -> nw.Expr:
    """The reference as the contract reads it: blanks in it are one."""
    return cell_validation.stripped(header, "reference").str.replace_all(_BLANKS, " ").alias("reference")


def unclear_rows(references: list[str]) -> pl.DataFrame:
    """The sums of rows that cannot be read, of which only the reference is known."""
    import polars as pl

    found = pl.Series("reference", [" ".join(text.split()) for text in references], dtype=pl.String)
    rows = pl.DataFrame({"reference": found}).filter(pl.col("reference") != "")
    return rows.select(
        "reference",
        value_counts=0.0,
        value_may_count=0.0,
        value_unclear=pl.lit(1, pl.Int64),
        items=pl.lit(1, pl.Int64),
    )


def _no_sums() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        schema={
            "reference": pl.String,
            "value_counts": pl.Float64,
            "value_may_count": pl.Float64,
            "value_unclear": pl.Int64,
            "items": pl.Int64,
        }
    )


def joined_sums(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The sums of all parts of a file, of contracts with more than one row."""
    import polars as pl

    everything = pl.concat([_no_sums(), *parts])
    return (
        everything.group_by("reference")
        .agg(pl.col("value_counts", "value_may_count", "value_unclear", "items").sum())
        .filter(pl.col("items") > 1)
        .select(
            "reference",
            value_sum="value_counts",
            value_may_sum="value_may_count",
            value_unclear_sum="value_unclear",
        )
    )


def with_totals(frame: Frame, header: Header, engine: Engine, sums: pl.DataFrame | None) -> Frame:
    """Add :data:`LEAST`, :data:`MOST` and :data:`COLUMNS`; the columns of cells must be there.

    ``sums``: of contracts with several rows (:func:`joined_sums`).
    """
    frame = with_columns_of_cells(frame, header, engine, of_cells()).with_columns(*_counts())
    least, most = _amount(_where("surely", itself=True)), nw.col("value_may_count")
    unclear = nw.col("value_unclear")
    if sums is not None and not sums.is_empty():
        frame = frame.with_columns(_reference(header))
        frame = frame.join(engine.table(sums), on="reference", how="left").drop("reference")
        alone = nw.col("value_sum").is_null()
        itself = least - nw.col("value_counts")
        least = nw.when(alone).then(least).otherwise(nw.col("value_sum") + itself)
        most = nw.when(alone).then(most).otherwise(nw.col("value_may_sum"))
        unclear = nw.when(alone).then(unclear).otherwise(nw.col("value_unclear_sum"))
    clear = nw.when(unclear == 0).then(most.round(_DECIMALS)).otherwise(nw.lit(None, dtype=nw.Float64))
    frame = frame.with_columns(least.round(_DECIMALS).alias(LEAST), clear.alias(MOST))
    return frame.drop("value_counts", "value_may_count", "value_unclear")


def exempt(code: str) -> nw.Expr:
    """``item.national_value_exempt`` in each row of the State ``code``, which has a value limit.

    Rows in classes that the limit tells apart; of each class it is said as of one transaction.
    """
    threshold = thresholds()[code]
    limit, least, most = float(threshold.amount), nw.col(LEAST), nw.col(MOST)
    is_above = (least > limit).cast(nw.Int32)
    may_be_above = (most.is_null() | (most > limit)).cast(nw.Int32)
    number = nw.col("value_kind") * nw.lit(4) + is_above * nw.lit(2) + may_be_above
    truths = {
        4 * place + 2 * above + may_be: limit_kept(threshold, kind or None, bool(above), bool(may_be))
        for place, kind in enumerate(_KINDS)
        for above in (0, 1)
        for may_be in (0, 1)
    }
    known = nw.when(number.is_in([of for of, truth in truths.items() if truth is not None]))
    kept = number.is_in([of for of, truth in truths.items() if truth is True])
    return known.then(kept).otherwise(nw.lit(None, dtype=nw.Boolean))


def with_answer(exempt_truth: nw.Expr) -> nw.Expr:
    """The derived truth, and where that is unknown the answer of a person, if one is stated."""
    for number in range(len(ANSWERS)):
        cell = nw.col(f"value_answer_{number}")
        answer = nw.when(cell == _EMPTY).then(nw.lit(None, dtype=nw.Boolean)).otherwise(cell == _USABLE)
        exempt_truth = nw.when(exempt_truth.is_null()).then(answer).otherwise(exempt_truth)
    return exempt_truth


UNSTATED: Final = 8
"""How many combinations of unstated fields there are: kind, value, currency."""


def unstated() -> nw.Expr:
    """Which of the fields of the item that the limit rests on are not stated, as a number from 0 to 7."""
    return sum_of(
        (nw.col(name) == 0).cast(nw.Int32) * nw.lit(weight)
        for name, weight in (("value_kind", 1), ("value_state", 2), ("value_currency", 4))
    )
