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
from django.db.models import Model

_KEPT: Final = 512
"""Of statements: each table of each owner, for one key and for the parts in which all are verified."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is asked, with a place for each key; and, by their places, the columns of which a value is made of what the database answers."""

    sql: str
    made: tuple[tuple[int, Any], ...]


def read_rows(model: type[Model], way: str, columns: Sequence[str], keys: Sequence[int]) -> list[list[Any]]:
    """Rows as ``values_list`` answers them, in the order of their own keys: the key of the owner, where there is a way to it, then the columns.

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
    return rows


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
    compiler = rows.values_list(*names).query.get_compiler(connection=using)
    sql, params = compiler.as_sql()
    if tuple(params) != places or len(compiler.select) != len(names):
        raise RuntimeError(f"the statement of {model.__name__} asks for more than its keys: {sql}")
    selected = [expression for expression, *_ in compiler.select]
    made = [(place, each) for place, each in enumerate(selected) if _converters(using, each)]
    return _Statement(sql, tuple(made))
