"""What is wrong with the cells of a table of decisions: the first bad cell of each column, named by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, input_error
from dualuse.transparency.columns import (
    DECISION_COLUMNS,
    FIRST_DAY,
    LAST_DAY,
    LIST_MARK,
    NO_ID,
    Column,
)

_CONTROLS: Final = r"[\p{Cc}&&[^\t\n]]"
_MOST_SHOWN: Final = 80
_UP_TO_TODAY: Final = frozenset({"date", "applied"})
_WRONG: Final = {
    "form": N_("{text} is not of the form that the column has"),
    "missing": N_("the cell is empty"),
    "value": N_("{text} is none of the values of the column"),
    "again": N_("{text} stands on another row too"),
    "negative": N_("{text} is less than nought"),
    "early": N_("{text} is before 1950"),
    "future": N_("{text} is after today"),
    "far": N_("{text} is after 2150"),
    "control": N_("{text} has a control character in it (here: �)"),
    "id": N_("{text} is no id: it begins with a blank or one of = + - @, or holds steps of a path (../)"),
}


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that the table cannot hold. ``row`` counts from 1; ``wrong``: what is wrong with it."""

    column: str
    row: int
    text: str
    wrong: str


def bad_cells(raw: pl.DataFrame, frame: pl.DataFrame) -> Iterator[BadCell]:
    """The first bad cell of each column and kind. ``raw``: the cells as read; ``frame``: in their types, null where that failed."""
    today = date.today()
    for column in DECISION_COLUMNS:
        cell, before = frame[column.name], raw[column.name]
        if column.form != "list":
            stated = before.is_not_null() & (before.cast(pl.String(), strict=False) != "")
            yield from _first(column, cell.is_null() & stated, before, "form")
        if column.required:
            yield from _first(column, cell.is_null() | (cell.cast(pl.String()) == ""), before, "missing")
        yield from _first(column, _not_allowed(column, cell), before, "value")
        yield from _bounds(column, cell, before, today)
    yield from _first(DECISION_COLUMNS[0], frame["id"].str.contains(NO_ID), raw["id"], "id")
    yield from _first(DECISION_COLUMNS[0], frame["id"].is_duplicated(), raw["id"], "again")


def _bounds(column: Column, cell: pl.Series, before: pl.Series, today: date) -> Iterator[BadCell]:
    """Amounts below nought, days that cannot be, signs that steer a terminal."""
    if column.form == "number":
        yield from _first(column, cell < 0, before, "negative")
    if column.form == "day":
        late, wrong = (today, "future") if column.name in _UP_TO_TODAY else (LAST_DAY, "far")
        yield from _first(column, cell < FIRST_DAY, before, "early")
        yield from _first(column, cell > late, before, wrong)
    if column.form in ("text", "list") and not column.values and not column.pattern:
        text = cell.list.join("") if column.form == "list" else cell
        yield from _first(column, text.str.contains(_CONTROLS), before, "control")


def _not_allowed(column: Column, cell: pl.Series) -> pl.Series:
    if not column.values and not column.pattern:
        return cell.is_null() & False
    members = cell.list.explode() if column.form == "list" else cell
    fits = members.is_in(list(column.values)) if column.values else members.str.contains(column.pattern)
    if fits.fill_null(True).all():
        return cell.is_null() & False
    if column.form != "list":
        return ~fits.fill_null(True)
    one = (
        pl.element().is_in(list(column.values))
        if column.values
        else pl.element().str.contains(column.pattern)
    )
    return ~cell.list.eval(one.fill_null(True)).list.all()


def _first(column: Column, wrong: pl.Series, before: pl.Series, kind: str) -> Iterator[BadCell]:
    if wrong.any():
        row = int(wrong.arg_true()[0])
        value = before[row]
        text = LIST_MARK.join(value) if isinstance(value, pl.Series) else "" if value is None else str(value)
        shown = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text[:_MOST_SHOWN])
        yield BadCell(column.name, row + 1, shown, kind)


def cell_error(path: Path, cell: BadCell) -> InputError:
    """The error that refuses a file for one bad cell."""
    remedy = N_(
        "Mend the cell and read the file again, nothing of it was taken; the columns: dualuse decisions schema"
    )
    where = f"row {cell.row}, {cell.column}"
    return input_error(
        f"decisions_cell_{cell.wrong}",
        _WRONG[cell.wrong],
        Message("remedy.decisions_cell", remedy),
        path=where,
        file=str(path),
        text=cell.text or "–",
    )
