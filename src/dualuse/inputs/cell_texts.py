"""The cells of a column of a table as texts, whatever they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def column_texts(cells: pl.DataFrame, name: str) -> pl.Series:
    """The cells of a column as texts, "" for those that are empty: those of a list side by side, what has fields as JSON writes it."""
    import polars as pl

    column = cells[name]
    if isinstance(column.dtype, pl.Struct):
        column = column.struct.json_encode()
    elif isinstance(column.dtype, pl.List | pl.Array):
        several = ([] if cell is None else cell for cell in column.to_list())
        lines = ["; ".join(str(value) for value in cell if value is not None) for cell in several]
        column = pl.Series(name, lines, dtype=pl.String)
    return column.cast(pl.String, strict=False).fill_null("").str.strip_chars()
