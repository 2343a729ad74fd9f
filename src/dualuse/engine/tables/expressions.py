"""Kleene's "any" and constants as Narwhals expressions over nullable booleans: null stands for unknown.

``|`` on nullable booleans is Kleene's on Polars, DuckDB and PySpark alike. The conditions of the law are written as
expressions in ``planes``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

import narwhals as nw

from dualuse.law.language.logic import Truth


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Kleene's "any" of expressions; false where there are none."""
    expressions = list(parts)
    return reduce(or_, expressions) if expressions else literal(False)


def literal(truth: Truth) -> nw.Expr:
    """A truth that is the same in every row."""
    return nw.lit(truth, dtype=nw.Boolean)
