"""Reading all columns of the rows that belong to some owners: a statement is written once for a process and not for each change of a case.

Each change reads the same dozen tables twice, before and after it. To write a statement anew takes Django several times as long as the database needs to
answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, DateField, ExpressionWrapper, Model, Q

UNREADABLE: Final = "unreadable"
"""What stands for the columns of a row that cannot be read."""
_KEPT: Final = 512
"""Of statements: each table of each owner, for one key and for the parts in which all are verified."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is asked, with a place for each key; and, by their places, the columns of which a value is made of what the database answers.
    ``days``: the places of days that may be left empty, where the database keeps what is none; whether each is written stands behind all columns.
    """

    sql: str
    made: tuple[tuple[int, Any], ...]
    days: tuple[int, ...] = ()


def read_rows(model: type[Model], way: str, columns: Sequence[str], keys: Sequence[int]) -> list[list[Any]]:
    """Rows as ``values_list`` answers them, in the order of their own keys: the key of the owner, where there is a way to it, then the columns; of a row
    with a day that is none :data:`UNREADABLE` in their place.

    Args:
        model: whose rows.
        way: from a row to its owner, as a lookup; empty: all rows, whatever ``keys`` says.
        columns: the names of fields.
        keys: of owners, each once, one at least where there is a way.

    Raises:
        ValueError, TypeError, ArithmeticError: a column holds what is no value of its field.
    """
    using = connections[DEFAULT_DB_ALIAS]
    statement = _statement(model, way, tuple(columns), len(keys) if way else 0, using.vendor)
    with using.cursor() as cursor:
        cursor.execute(statement.sql, list(keys) if way else [])
        rows = [list(row) for row in cursor.fetchall()]
    for place, expression in statement.made if rows else ():
        # Those of the connection are asked for each time: they belong to it, and would keep it.
        for convert in _converters(using, expression):
            for row in rows:
                row[place] = convert(row[place], expression, using)
    return [_readable(row, statement, 1 if way else 0) for row in rows] if statement.days else rows


def _readable(row: list[Any], statement: _Statement, first: int) -> list[Any]:
    """A row without what says whether its days are written; of one with a day that is none the key alone, and that it cannot be read."""
    end = len(row) - len(statement.days)
    is_none = any(
        there and row[place] is None for place, there in zip(statement.days, row[end:], strict=True)
    )
    return [*row[:first], UNREADABLE] if is_none else row[:end]


def _converters(using: Any, expression: Any) -> list[Callable[[Any, Any, Any], Any]]:
    """What makes a value of a column of what a connection answers, in this order."""
    return [*using.ops.get_db_converters(expression), *expression.get_db_converters(using)]


@lru_cache(maxsize=_KEPT)
def _statement(
    model: type[Model], way: str, columns: tuple[str, ...], number: int, vendor: str
) -> _Statement:
    """The statement for a number of keys on a kind of database, which ``vendor`` tells apart."""
    rows = model._base_manager.order_by("pk")
    places = tuple(range(number))
    rows = rows.filter(**{f"{way}__in": places}) if way else rows
    names = (way, *columns) if way else columns
    using = connections[DEFAULT_DB_ALIAS]
    days = _days_left_empty(model, names) if vendor == "sqlite" else ()
    written = {
        f"{names[place]}_written": ExpressionWrapper(Q(**{f"{names[place]}__isnull": False}), BooleanField())
        for place in days
    }
    asked = rows.annotate(**written).values_list(*names, *written)
    compiler = asked.query.get_compiler(connection=using)
    sql, params = compiler.as_sql()
    if tuple(params) != places or len(compiler.select) != len(names) + len(days):
        raise RuntimeError(f"the statement of {model.__name__} asks for more than its keys: {sql}")
    selected = [expression for expression, *_ in compiler.select]
    made = [(place, each) for place, each in enumerate(selected) if _converters(using, each)]
    return _Statement(sql, tuple(made), days)


def _days_left_empty(model: type[Model], names: Sequence[str]) -> tuple[int, ...]:
    """The places of days and moments that may be empty: SQLite keeps what is none, reads it as empty, and finds it where it looks for what is not."""
    empty = {
        field.attname for field in model._meta.concrete_fields if field.null and isinstance(field, DateField)
    }
    return tuple(place for place, name in enumerate(names) if name in empty)
