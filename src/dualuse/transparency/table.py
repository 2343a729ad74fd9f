"""The table of decisions as a frame: made of decisions, read from files, checked, written.

A file of decisions is CSV, JSON Lines or Parquet in the columns of :mod:`~.decision`. One bad cell refuses the file and is named:
what is counted in public must not hang on what a program made of a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.whole_files import replacing
from dualuse.transparency.decision import (
    DECISION_COLUMNS,
    FIRST_DAY,
    LAST_DAY,
    LIST_MARK,
    NO_ID,
    Column,
    Decision,
    frame_schema,
)
from dualuse.transparency.item_types import with_derived

_SIGNS: Final = "[=+@\\t\\r-]"
_FORMULA: Final = f"^'*{_SIGNS}"
_KEPT: Final = f"^'+{_SIGNS}"
FREE_TEXTS: Final = tuple(
    column.name
    for column in DECISION_COLUMNS
    if column.form in ("text", "list") and not column.values and not column.pattern
)
"""The columns that may hold any text."""


def _for_spreadsheets(flat: pl.DataFrame) -> pl.DataFrame:
    """The table of texts with an apostrophe before what a spreadsheet would take for a formula."""
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA))
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in FREE_TEXTS
    )


def _as_written(flat: pl.DataFrame) -> pl.DataFrame:
    """The table of texts without the apostrophes that :func:`_for_spreadsheets` puts there."""
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(_KEPT))
        .then(pl.col(name).str.slice(1))
        .otherwise(pl.col(name))
        .alias(name)
        for name in FREE_TEXTS
        if name in flat.columns
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


def _check_cells(path: Path, raw: pl.DataFrame, frame: pl.DataFrame) -> None:
    """Refuse a table with a bad cell. ``raw``: the cells as read; ``frame``: in their types, null where that failed."""
    today = date.today()
    for column in DECISION_COLUMNS:
        cell, before = frame[column.name], raw[column.name]
        if column.form != "list":
            stated = before.is_not_null() & (before.cast(pl.String(), strict=False) != "")
            _refuse(path, column, cell.is_null() & stated, before, "form")
        if column.required:
            _refuse(path, column, cell.is_null() | (cell.cast(pl.String()) == ""), before, "missing")
        _refuse(path, column, _not_allowed(column, cell), before, "value")
        for wrong, rows in _out_of_bounds(column, cell, today):
            _refuse(path, column, rows, before, wrong)
    (id_column,) = (column for column in DECISION_COLUMNS if column.name == "id")
    _refuse(path, id_column, frame["id"].str.contains(NO_ID), raw["id"], "id")
    _refuse(path, id_column, frame["id"].is_duplicated(), raw["id"], "again")


def _out_of_bounds(column: Column, cell: pl.Series, today: date) -> Iterator[tuple[str, pl.Series]]:
    """Amounts below nought, days that cannot be, signs that steer a terminal: what is wrong, and which rows are."""
    if column.form == "number":
        yield "negative", cell < 0
    if column.form == "day":
        late, wrong = (today, "future") if column.name in _UP_TO_TODAY else (LAST_DAY, "far")
        yield "early", cell < FIRST_DAY
        yield wrong, cell > late
    if column.name in FREE_TEXTS:
        text = cell.list.join("") if column.form == "list" else cell
        yield "control", text.str.contains(_CONTROLS)


def _not_allowed(column: Column, cell: pl.Series) -> pl.Series:
    if not column.values and not column.pattern:
        return cell.is_null() & False
    members = cell.list.explode() if column.form == "list" else cell
    fits = members.is_in(list(column.values)) if column.values else members.str.contains(column.pattern)
    if fits.fill_null(True).all():
        return cell.is_null() & False
    if column.form != "list":
        return ~fits.fill_null(True)
    member_fits = (
        pl.element().is_in(list(column.values))
        if column.values
        else pl.element().str.contains(column.pattern)
    )
    return ~cell.list.eval(member_fits.fill_null(True)).list.all()


def _refuse(path: Path, column: Column, bad: pl.Series, before: pl.Series, wrong: str) -> None:
    """Refuse the file for the first of its ``bad`` rows, if there is one. ``wrong``: what is wrong with it, a key of :data:`_WRONG`."""
    if not bad.any():
        return
    row = int(bad.arg_true()[0])
    value = before[row]
    text = LIST_MARK.join(value) if isinstance(value, pl.Series) else "" if value is None else str(value)
    shown = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text[:_MOST_SHOWN])
    remedy = N_(
        "Mend the cell and read the file again, nothing of it was taken; the columns: dualuse decisions schema"
    )
    raise input_error(
        f"decisions_cell_{wrong}",
        _WRONG[wrong],
        Message("remedy.decisions_cell", remedy),
        path=f"row {row + 1}, {column.name}",
        file=str(path),
        text=shown or "–",
    )


_PART: Final = 500_000
SUFFIXES: Final = (".csv", ".jsonl", ".parquet")


def frame_of(decisions: Iterable[Decision]) -> pl.DataFrame:
    """The decisions as a frame; lists stay lists, what is empty as text is null."""
    rows = [asdict(decision) for decision in decisions]
    texts = [column.name for column in DECISION_COLUMNS if column.form == "text" and not column.required]
    frame = pl.DataFrame(rows, schema=frame_schema(), orient="row")
    return frame.with_columns(pl.col(name).replace("", None) for name in texts)


def read_table(path: Path) -> pl.DataFrame:
    """The decisions of a file, checked; types and families of their entries are filled in where the file does not give them.

    Raises:
        InputError: a column is missing or unknown, or a cell is not what its column holds.
    """
    if path.suffix not in SUFFIXES:
        raise _suffix_error(path)
    raw = _raw(path)
    missing = [
        column.name for column in DECISION_COLUMNS if column.required and column.name not in raw.columns
    ]
    unknown = [name for name in raw.columns if name not in frame_schema()]
    if missing or unknown:
        raise input_error(
            "decisions_table_columns",
            N_("the column {column} is missing") if missing else N_("there is no column {column}"),
            N_("The columns: dualuse decisions schema"),
            file=str(path),
            column=(*missing, *unknown)[0],
        )
    frame = raw.with_columns(
        pl.lit(None, dtype=pl.String()).alias(column.name)
        for column in DECISION_COLUMNS
        if column.name not in raw.columns
    ).select(column.name for column in DECISION_COLUMNS)
    typed = frame.with_columns(
        _typed(column, frame.schema[column.name]).alias(column.name) for column in DECISION_COLUMNS
    )
    _check_cells(path, frame, typed)
    return with_derived(typed)


def _suffix_error(path: Path) -> InputError:
    return input_error(
        "decisions_suffix",
        N_("this is neither CSV, JSON Lines nor Parquet"),
        N_("Name it .csv, .jsonl or .parquet after its form"),
        file=str(path),
    )


def _raw(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        if path.suffix == ".jsonl":
            schema = {
                name: pl.List(pl.String())
                if kind == pl.List
                else pl.Boolean()
                if kind == pl.Boolean
                else pl.String()
                for name, kind in frame_schema().items()
            }
            return pl.read_ndjson(path, schema=schema)
        return _as_written(pl.read_csv(path, infer_schema=False))
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError) as problem:
        why = str(problem).splitlines()[0][:200]
        raise input_error(
            "decisions_unreadable",
            N_("this cannot be read: {why}"),
            N_("Write it again; the columns: dualuse decisions schema"),
            file=str(path),
            why=why,
        ) from None


def _typed(column: Column, kind: pl.DataType) -> pl.Expr:
    """The column in its own type; what does not fit becomes null, and is found by comparing."""
    cell, wanted = pl.col(column.name), frame_schema()[column.name]
    if column.form == "list" and kind == wanted:
        return pl.when(cell.is_null()).then(pl.lit([], dtype=wanted)).otherwise(cell)
    if kind == wanted:
        return cell if column.form != "text" or column.required else cell.replace("", None)
    if column.form == "list":
        return (
            pl.when(cell.is_null() | (cell == ""))
            .then(pl.lit([], dtype=wanted))
            .otherwise(cell.str.split(LIST_MARK))
        )
    if column.form == "day":
        return (
            cell.str.to_date("%Y-%m-%d", strict=False)
            if kind == pl.String()
            else cell.cast(wanted, strict=False)
        )
    if column.form == "number":
        return cell.cast(wanted, strict=False)
    if column.form == "flag":
        return cell.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean())
    return cell.replace("", None) if not column.required else cell


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """The table by authority, day and id, those without a day last.

    Rows are moved a part at a time: moving the lists of five million rows at once takes three times their room.
    """
    keys = frame.select("authority", "date", "id").with_row_index("_row")
    rows = keys.sort("authority", "date", "id", nulls_last=True)["_row"]
    if frame.height == 0 or rows.is_sorted():
        return frame
    return pl.concat(frame[rows[start : start + _PART]] for start in range(0, frame.height, _PART))


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The table for CSV: lists joined, flags in words, no text that a spreadsheet takes for a formula."""
    joined = frame.with_columns(
        *(pl.col(column.name).list.join(LIST_MARK) for column in DECISION_COLUMNS if column.form == "list"),
        *(
            pl.col(column.name).cast(pl.String()).str.to_lowercase()
            for column in DECISION_COLUMNS
            if column.form == "flag"
        ),
    )
    return _for_spreadsheets(joined)


def plain_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """The table for JSON Lines: amounts as numbers, days as texts, flags and lists as they are, null where not known."""
    return frame.with_columns(
        *(pl.col(column.name).cast(pl.Float64) for column in DECISION_COLUMNS if column.form == "number"),
        *(pl.col(column.name).cast(pl.String()) for column in DECISION_COLUMNS if column.form == "day"),
    )


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write the decisions in the form that the name of the file says, in one move.

    Raises:
        InputError: the name says no form that is known.
        OSError: it cannot be written.
    """
    if path.suffix not in SUFFIXES:
        raise _suffix_error(path)
    with replacing(path, shared=True) as (part,):
        if path.suffix == ".csv":
            flat(frame).write_csv(part)
        elif path.suffix == ".parquet":
            frame.write_parquet(part, compression="zstd")
        else:
            plain_frame(frame).write_ndjson(part)
