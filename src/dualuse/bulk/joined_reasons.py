"""Reasons of a row put together in one text."""

from __future__ import annotations

from typing import Final

import polars as pl

SEPARATOR: Final = "; "
"""Between the sentences of a text."""


def joined(*parts: pl.Expr) -> pl.Expr:
    """Texts of reasons in one, by row; one that is empty or null leaves no separator behind."""
    return pl.concat_str([part.replace("", None) for part in parts], separator=SEPARATOR, ignore_nulls=True)
