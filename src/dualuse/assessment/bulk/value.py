"""The national value limit on a table: the sum of a contract's nationally listed goods (Art. 9, national law).

Rows with the same reference are items of one contract. The sum is taken once for the whole file, before it is split
by periods, and is unclear where an item that may be nationally listed has no value or another currency.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import narwhals as nw

from dualuse.assessment.bulk import cells
from dualuse.assessment.bulk.columns import Header
from dualuse.assessment.bulk.engines import Engine, Frame
from dualuse.law.jurisdictions import ValueThreshold, jurisdiction, known_jurisdictions

if TYPE_CHECKING:
    import polars as pl

TOTAL: Final = "value_total"
"""Column with the sum; null where it is unclear."""

_AMOUNT: Final = r"^[0-9]+(\.[0-9]*)?$"
_DECIMALS: Final = 6
"""Sums of amounts below the limit are exact in floating point when rounded to so many places."""


def thresholds() -> dict[str, ValueThreshold]:
    """The value limits by State."""
    states = ((code, jurisdiction(code)) for code in known_jurisdictions())
    return {
        code: state.threshold for code, state in states if state is not None and state.threshold is not None
    }


def matters(header: Header) -> bool:
    """Whether a file can hold several rows of one contract that a value limit could reach."""
    return header.column("reference") is not None and header.column("items.value") is not None


def part_sums(cells_of: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Per reference: the sum of what counts, how many rows are unclear, and how many rows there are.

    Only contracts of exporters, or of goods, in a State with a limit are looked at.
    """
    import polars as pl

    states = set(thresholds())
    where = [
        pl.col(name).str.strip_chars().str.to_uppercase().is_in(states)
        for name in ("exporter.country", "dispatched_from", "located_in")
        if header.column(name) is not None
    ]
    if not where:
        return _no_sums()
    rows = cells_of.select(pl.col(name).fill_null("").str.strip_chars() for name in header.names)
    rows = rows.filter(pl.any_horizontal(where), pl.col("reference") != "")
    listing = (
        nw.col("items.national_entries") == "[]" if header.column("items.national_entries") else nw.lit(False)
    )
    counts, unclear = _counts(lambda name: nw.col(name) if header.column(name) else nw.lit(""), listing)
    frame = nw.from_native(rows).select("reference", counts, unclear)
    found: pl.DataFrame = frame.to_native()
    return found.group_by("reference").agg(
        pl.col("value_counts").sum(), pl.col("value_unclear").sum(), pl.len().cast(pl.Int64).alias("items")
    )


def _no_sums() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        schema={
            "reference": pl.String,
            "value_counts": pl.Float64,
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
        .agg(pl.col("value_counts", "value_unclear", "items").sum())
        .filter(pl.col("items") > 1)
        .select("reference", value_sum="value_counts", value_unclear_sum="value_unclear")
    )


def _counts(cell: Callable[[str], nw.Expr], unlisted: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """What a row adds to the sum of its contract, and 1 where that is unclear."""
    (currency,) = {threshold.currency for threshold in thresholds().values()}
    number = cell("items.value").str.contains(_AMOUNT)
    usable = (cell("items.currency").str.to_uppercase() == currency) & number
    amount = nw.when(usable).then(cell("items.value")).otherwise(nw.lit("0")).cast(nw.Float64)
    counts = nw.when(unlisted).then(nw.lit(0.0)).otherwise(amount)
    return counts.alias("value_counts"), (~unlisted & ~usable).cast(nw.Int64).alias("value_unclear")


def with_totals(frame: Frame, header: Header, engine: Engine, sums: pl.DataFrame | None) -> Frame:
    """Add :data:`TOTAL`; the columns of cells must be there.

    ``sums``: of contracts with several rows (:func:`joined_sums`).
    """

    def cell(name: str) -> nw.Expr:
        return nw.col(cells.name_of(header, name)) if header.column(name) else nw.lit("")

    listing = "items.national_entries"
    unlisted = cells.is_text(header, listing, "[]") if header.column(listing) else nw.lit(False)
    frame = frame.with_columns(*_counts(cell, unlisted))
    total, unclear = nw.col("value_counts"), nw.col("value_unclear")
    if sums is not None and not sums.is_empty():
        reference = cells.name_of(header, "reference")
        frame = frame.join(engine.table(sums.rename({"reference": reference})), on=reference, how="left")
        alone = nw.col("value_sum").is_null()
        total = nw.when(alone).then(total).otherwise(nw.col("value_sum"))
        unclear = nw.when(alone).then(unclear).otherwise(nw.col("value_unclear_sum"))
    clear = nw.when(unclear == 0).then(total.round(_DECIMALS)).otherwise(nw.lit(None, dtype=nw.Float64))
    return frame.with_columns(clear.alias(TOTAL)).drop("value_counts", "value_unclear")


def exempt(header: Header, code: str) -> nw.Expr:
    """``item.national_value_exempt`` in each row of the State ``code``, which has a value limit."""
    threshold = thresholds()[code]
    kind = nw.col(cells.name_of(header, "items.kind")) if header.column("items.kind") else nw.lit("")
    total = nw.col(TOTAL)
    unknown = nw.lit(None, dtype=nw.Boolean)
    return (
        nw.when((kind != "") & ~kind.is_in(list(threshold.kinds)))
        .then(nw.lit(False))
        .when(total.is_null())
        .then(unknown)
        .when(total > float(threshold.amount))
        .then(nw.lit(False))
        .when(kind == "")
        .then(unknown)
        .otherwise(nw.lit(True))
    )


ANSWERS: Final = ("items.answers.item.national_value_exempt", "answers.item.national_value_exempt")
"""Columns by which a person says whether the limit is kept, where it cannot be derived; that of the item first."""


def with_answer(header: Header, exempt_truth: nw.Expr) -> nw.Expr:
    """The derived truth, and where that is unknown the answer of a person, if one is stated."""
    for name in reversed(ANSWERS):
        if header.column(name):
            cell = nw.col(cells.name_of(header, name)).str.to_lowercase()
            answer = nw.when(cell == "").then(nw.lit(None, dtype=nw.Boolean)).otherwise(cell == "true")
            exempt_truth = nw.when(exempt_truth.is_null()).then(answer).otherwise(exempt_truth)
    return exempt_truth


UNSTATED: Final = 8
"""How many combinations of unstated fields there are: kind, value, currency."""


def unstated(header: Header) -> nw.Expr:
    """Which of the fields of the item that the limit rests on are not stated, as a number from 0 to 7."""

    def empty(name: str) -> nw.Expr:
        column = nw.col(cells.name_of(header, name)) if header.column(name) else nw.lit("")
        return (column == "").cast(nw.Int32)

    return empty("items.kind") + empty("items.value") * nw.lit(2) + empty("items.currency") * nw.lit(4)
