"""The table of decisions as a frame: made of decisions, read from files, checked, written.

A file of decisions is CSV, JSON Lines or Parquet in the columns of :mod:`~.columns`. One bad cell refuses the file and is named:
what is counted in public must not hang on what a program made of a slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.whole_files import replacing
from dualuse.transparency.bad_cells import bad_cells, cell_error
from dualuse.transparency.columns import DECISION_COLUMNS, LIST_MARK, Column, frame_schema
from dualuse.transparency.csv_text import as_written, for_spreadsheets
from dualuse.transparency.decision import Decision
from dualuse.transparency.derived import with_derived

_PART: Final = 500_000
SUFFIXES: Final = (".csv", ".jsonl", ".parquet")


def frame_of(decisions: Iterable[Decision]) -> pl.DataFrame:
    """The decisions as a frame; lists stay lists, what is empty as text is null."""
    rows = [asdict(one) for one in decisions]
    frame = pl.DataFrame(rows, schema=frame_schema(), orient="row")
    return _with_nulls(frame)


def _with_nulls(frame: pl.DataFrame) -> pl.DataFrame:
    """Empty texts as null: not known."""
    texts = [column.name for column in DECISION_COLUMNS if column.form == "text" and not column.required]
    return frame.with_columns(pl.col(name).replace("", None) for name in texts)


def read_table(path: Path) -> pl.DataFrame:
    """The decisions of a file, checked; types and families of their entries are filled in where the file does not give them.

    Raises:
        InputError: a column is missing or unknown, or a cell is not what its column holds.
    """
    if path.suffix not in SUFFIXES:
        raise _other_suffix(path)
    raw = _raw(path)
    missing = [
        column.name for column in DECISION_COLUMNS if column.required and column.name not in raw.columns
    ]
    unknown = [name for name in raw.columns if name not in frame_schema()]
    if missing or unknown:
        raise _columns(path, missing, unknown)
    frame = raw.with_columns(
        pl.lit(None, dtype=pl.String()).alias(column.name)
        for column in DECISION_COLUMNS
        if column.name not in raw.columns
    ).select(column.name for column in DECISION_COLUMNS)
    found = frame.with_columns(
        _typed(column, frame.schema[column.name]).alias(column.name) for column in DECISION_COLUMNS
    )
    for problem in bad_cells(frame, found):
        raise cell_error(path, problem)
    return with_derived(found)


def _other_suffix(path: Path) -> InputError:
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
        return as_written(pl.read_csv(path, infer_schema=False))
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


def _columns(path: Path, missing: Sequence[str], unknown: Sequence[str]) -> InputError:
    return input_error(
        "decisions_table_columns",
        N_("the column {column} is missing") if missing else N_("there is no column {column}"),
        N_("The columns: dualuse decisions schema"),
        file=str(path),
        column=(*missing, *unknown)[0],
    )


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
    return for_spreadsheets(joined)


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
        raise _other_suffix(path)
    with replacing(path, shared=True) as (part,):
        if path.suffix == ".csv":
            flat(frame).write_csv(part)
        elif path.suffix == ".parquet":
            frame.write_parquet(part, compression="zstd")
        else:
            plain_frame(frame).write_ndjson(part)
