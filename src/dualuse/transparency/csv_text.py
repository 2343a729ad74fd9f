"""Free text in CSV files that people open in spreadsheets: an apostrophe keeps it from being run as a formula.

Writing puts it before a text that begins with one of the signs of a formula, apostrophes before them or not; reading takes one away
again: what is read is what was written, to the letter.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from dualuse.transparency.columns import DECISION_COLUMNS

_SIGNS: Final = "[=+@\\t\\r-]"
_FORMULA: Final = f"^'*{_SIGNS}"
_KEPT: Final = f"^'+{_SIGNS}"
FREE_TEXTS: Final = tuple(
    column.name
    for column in DECISION_COLUMNS
    if column.form in ("text", "list") and not column.values and not column.pattern
)
"""The columns that may hold any text."""


def for_spreadsheets(flat: pl.DataFrame) -> pl.DataFrame:
    """The table of texts with an apostrophe before what a spreadsheet would take for a formula."""
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA))
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in FREE_TEXTS
    )


def as_written(flat: pl.DataFrame) -> pl.DataFrame:
    """The table of texts without the apostrophes that :func:`for_spreadsheets` puts there."""
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(_KEPT))
        .then(pl.col(name).str.slice(1))
        .otherwise(pl.col(name))
        .alias(name)
        for name in FREE_TEXTS
        if name in flat.columns
    )
