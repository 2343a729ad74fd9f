"""Nodes as Narwhals expressions over columns of nullable booleans: true, false or null for unknown.

``&``, ``|`` and ``~`` on nullable booleans are Kleene's on Polars, DuckDB and PySpark alike, so that the law runs on
each of them with the same results.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

import narwhals as nw

from dualuse.law.logic import Truth


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Kleene's "any" of expressions; false where there are none."""
    found = list(parts)
    return reduce(or_, found) if found else literal(False)


def literal(truth: Truth) -> nw.Expr:
    """A truth that is the same in every row."""
    return nw.lit(truth, dtype=nw.Boolean)
