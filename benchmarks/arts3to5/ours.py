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
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import restricted_outcomes

Outcomes: TypeAlias = NDArray[np.int8]
Engine: TypeAlias = Callable[[pl.DataFrame], Outcomes]


class OpenOutcomeError(ValueError):
    """A row of the table has no single outcome, although all its facts are known."""


def engine() -> Engine:
    """Our engine as a function from the table to the outcome of each row; it keeps its look-up tables, as the peer does."""
    deriver = Deriver(LAW_DATE)

    def outcomes(table: pl.DataFrame) -> Outcomes:
        bounds = restricted_outcomes(table, day=LAW_DATE, citations=(*PROVISIONS, *RELIEFS), deriver=deriver)
        if not (bounds["low"] == bounds["high"]).all():
            raise OpenOutcomeError("the interval of some row is open")
        outcomes: Outcomes = bounds["low"].to_numpy().astype(np.int8)
        return outcomes

    return outcomes
