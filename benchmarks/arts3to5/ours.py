"""Our own engine on the table: the one place where it is plugged in.

The engine is a function of a table, a day, and the citations to which the law is restricted; it gives a table with the
columns ``low`` and ``high``, numbers of :class:`dualuse.law.provision.Effect`, in the order of the rows. It must take
the table in both of its forms (``table.table`` with enumerations, ``table.as_text`` with text).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.arts3to5.expected import PROVISIONS, RELIEFS
from benchmarks.arts3to5.table import LAW_DATE

PACKAGE: Final = "dualuse.assessment.bulk"
FUNCTION: Final = "restricted_outcomes"

Outcomes: TypeAlias = NDArray[np.int8]
Engine: TypeAlias = Callable[[pl.DataFrame], Outcomes]


class OpenOutcomeError(ValueError):
    """A row of the table has no single outcome, although all its facts are known."""


def engine() -> Engine | None:
    """Our engine as a function from the table to the outcome of each row, or None where this version has none."""
    if find_spec(PACKAGE) is None:
        return None
    restricted = getattr(import_module(PACKAGE), FUNCTION, None)
    if restricted is None:
        return None

    def outcomes(table: pl.DataFrame) -> Outcomes:
        bounds = restricted(table, day=LAW_DATE, provisions=PROVISIONS, reliefs=RELIEFS)
        if not (bounds["low"] == bounds["high"]).all():
            raise OpenOutcomeError("the interval of some row is open")
        found: Outcomes = bounds["low"].to_numpy()
        return found

    return outcomes
