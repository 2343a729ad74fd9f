"""Our own engine on the table: the bulk law, restricted to what is computed here.

It takes the table in both of its forms (``table.table`` with enumerations, ``table.as_text`` with text) and gives the
outcome of each row as a number of :class:`dualuse.law.language.provision.Effect`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.arts3to5.expected import PROVISIONS, RELIEFS
from benchmarks.arts3to5.table import LAW_DATE
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.options import Options
from dualuse.schema.tables.columns import header

Outcomes: TypeAlias = NDArray[np.int8]
Engine: TypeAlias = Callable[[pl.DataFrame], Outcomes]


class OpenOutcomeError(ValueError):
    """A row of the table has no single outcome, although all its facts are known."""


def engine() -> Engine:
    """Our engine as a function from the table to the outcome of each row; it keeps its look-up tables, as the peer does."""
    deriver = Deriver(today=LAW_DATE)

    def outcomes(table: pl.DataFrame) -> Outcomes:
        bounds = restricted_outcomes(table, deriver)
        if not (bounds["low"] == bounds["high"]).all():
            raise OpenOutcomeError("the interval of some row is open")
        outcomes: Outcomes = bounds["low"].to_numpy().astype(np.int8)
        return outcomes

    return outcomes


def restricted_outcomes(table: pl.DataFrame, deriver: Deriver) -> pl.DataFrame:
    """The outcomes of a table in memory under the part of the law that is compared.

    Args:
        table: columns named by the paths of the contract; text, enumerations, booleans or dates.
        deriver: keeps what is known of combinations for the next call.

    Returns:
        ``low`` and ``high``, the numbers of ``Effect``, row by row; nulls where the contract refuses a row.
    """
    arriving = [f"given_{index}" for index in range(table.width)]
    rows = table.rename(dict(zip(table.columns, arriving, strict=True)))
    polars = backend("polars")
    judged = judged_table(
        polars.table(rows.with_row_index(ROW).cast({ROW: pl.Int64})),
        header(table.columns),
        arriving,
        polars,
        Options(LAW_DATE, reasons=False, only=frozenset((*PROVISIONS, *RELIEFS))),
        deriver,
    )
    return judged.select(
        pl.col("range_low").to_physical().alias("low"), pl.col("range_high").to_physical().alias("high")
    )
