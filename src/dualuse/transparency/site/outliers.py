"""Decisions whose value makes up much of the sum of their year: named beside every sum, never hidden.

A decision is named where its value is at least a tenth of all that its State granted in its year in its currency, and ten times the median of
that year, if ten or more name one. A list of licences may hold the limit of a framework of many deliveries (the Netherlands granted one of
15 billion euro in 2014, more than half of that year).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

TIMES: Final = 10
"""So many times the median of its year a value must be: a tenth of a year of few decisions is nothing special."""
FEWEST: Final = 10
"""So many decisions of a year must name a value."""
_YEAR: Final = "PARTITION BY authority, left(coalesce(date, ''), 4), coalesce(currency, '')"
_VALUE: Final = "CAST(value AS DECIMAL(18,2))"
SQL: Final = (
    "SELECT id, authority, year, currency, value, total FROM (SELECT id, authority, left(coalesce(date, ''), 4) AS year,"
    f" coalesce(currency, '') AS currency, {_VALUE} AS value, sum({_VALUE}) OVER ({_YEAR}) AS total,"
    f" median(CAST({_VALUE} AS DOUBLE)) OVER ({_YEAR}) AS middle, count(*) OVER ({_YEAR}) AS valued"
    " FROM read_csv('decisions.csv', all_varchar = true) WHERE decision = 'granted' AND value IS NOT NULL)"
    f" WHERE value > 0 AND value * 10 >= total AND value >= {TIMES} * middle AND valued >= {FEWEST} ORDER BY value DESC, id;"
)
"""The same from the published CSV, in DuckDB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A decision that is named: what it is, and ``total``, the sum of its State, year and currency."""

    id: str
    authority: str
    year: str
    currency: str
    value: Decimal
    total: Decimal
    date: str
    destination: tuple[str, ...]
    destination_text: str
    entries: tuple[str, ...]
    entries_text: str

    @property
    def share(self) -> Decimal:
        """The part of the sum that it makes up, from 0 to 1."""
        return self.value / self.total


def outliers(table: pl.DataFrame) -> tuple[Outlier, ...]:
    """The decisions to name, the largest first."""
    groups = ["authority", "year", "currency"]
    rows = (
        table.lazy()
        .filter(pl.col("decision") == "granted", pl.col("value").is_not_null())
        .with_columns(
            pl.col("date").cast(pl.String()).fill_null("").str.head(4).alias("year"),
            pl.col("currency").fill_null(""),
        )
        .with_columns(
            pl.col("value").sum().over(groups).alias("total"),
            pl.col("value").cast(pl.Float64).median().over(groups).alias("middle"),
            pl.len().over(groups).alias("valued"),
        )
        .filter(
            pl.col("value") > 0,
            pl.col("value") * 10 >= pl.col("total"),
            pl.col("value").cast(pl.Float64) >= TIMES * pl.col("middle"),
            pl.col("valued") >= FEWEST,
        )
        .sort([pl.col("value"), pl.col("id")], descending=[True, False])
        .collect()
    )
    return tuple(
        Outlier(
            id=row["id"],
            authority=row["authority"],
            year=row["year"],
            currency=row["currency"],
            value=row["value"],
            total=row["total"],
            date=str(row["date"] or ""),
            destination=tuple(row["destination"]),
            destination_text=row["destination_text"] or "",
            entries=tuple(row["entries"]),
            entries_text=row["entries_text"] or "",
        )
        for row in rows.iter_rows(named=True)
    )


def outliers_table(named: tuple[Outlier, ...]) -> pl.DataFrame:
    """The rows of :data:`SQL`, for the file."""
    names = ("id", "authority", "year", "currency", "value", "total")
    return pl.DataFrame(
        [{name: str(getattr(outlier, name)) for name in names} for outlier in named],
        schema=dict.fromkeys(names, pl.String()),
    )
