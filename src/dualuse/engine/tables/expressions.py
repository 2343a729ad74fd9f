"""What makes expressions: the functions of Narwhals, which speaks every engine, or those of an engine that calls them by the same names.

An expression is put together from a few functions of a module (:class:`Expressions`) and from what is called on it, which is named alike in
both. Narwhals looks through an expression anew at each step: of a short table that takes a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Final, Protocol, cast

import narwhals as nw

from dualuse.law.language.logic import Truth


class Then(Protocol):
    """A choice with the value of the rows in which its condition holds."""

    def otherwise(self, value: Any, /) -> nw.Expr:
        """The choice with the value of all other rows."""
        ...

    def when(self, condition: nw.Expr, /) -> When:
        """A further condition, for rows in which none before holds."""
        ...


class When(Protocol):
    """A choice of which the condition is stated."""

    def then(self, value: Any, /) -> Then:
        """The choice with the value of the rows in which the condition holds."""
        ...


class Expressions(Protocol):
    """The functions and types of columns that expressions are made of."""

    Boolean: Any
    Float64: Any
    Int8: Any
    Int32: Any
    Int64: Any
    String: Any
    UInt32: Any

    def col(self, name: str, /) -> nw.Expr:
        """A column by its name."""
        ...

    def lit(self, value: Any, /, dtype: Any = None) -> nw.Expr:
        """The same value in each row."""
        ...

    def when(self, condition: nw.Expr, /) -> When:
        """A choice between two values in each row."""
        ...

    def sum_horizontal(self, *columns: nw.Expr) -> nw.Expr:
        """The sum of several columns in each row."""
        ...


NARWHALS: Final = cast(Expressions, nw)
"""Expressions for frames of Narwhals, on any engine."""


def any_of(parts: Iterable[nw.Expr], make: Expressions) -> nw.Expr:
    """Kleene's "any" of expressions; false where there are none."""
    expressions = list(parts)
    return reduce(or_, expressions) if expressions else literal(False, make)


def literal(truth: Truth, make: Expressions) -> nw.Expr:
    """A truth that is the same in every row."""
    return make.lit(truth, dtype=make.Boolean)
