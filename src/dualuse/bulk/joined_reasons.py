"""Reasons of a row put together in one text."""

from __future__ import annotations

from typing import Final

import polars as pl

from dualuse.i18n import N_

SEPARATOR: Final = "; "
"""Between the sentences of a text."""

FOLDED: Final = "\x1f"
"""Before a clause of a sheet on a provision that is merely open: it is counted where the row is stopped in any case."""

ASSUMED: Final = N_("assumed, not stated: {assumed}")
"""What an answer rests on that its row does not state: a sheet never leaves it out."""


def joined(*parts: pl.Expr) -> pl.Expr:
    """Texts of reasons in one, by row; one that is empty or null leaves no separator behind."""
    return pl.concat_str([part.replace("", None) for part in parts], separator=SEPARATOR, ignore_nulls=True)
