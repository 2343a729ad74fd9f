"""A column of a table with the same cell in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def same_in_each_row(cell: str | bool | None, rows: int, dtype: type[pl.DataType]) -> pl.Series:
    """The cell so many times; to have the engine repeat it takes forty times as long."""
    import polars as pl

    return pl.Series([cell], dtype=dtype).new_from_index(0, rows)
