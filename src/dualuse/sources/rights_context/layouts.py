"""How CSV files of indices are laid out (``layouts.toml``), what of it a file has, and its lines.

The head of a file is found by its columns, with a comma, semicolon or tab between cells.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from dualuse.data_folders import data_file
from dualuse.i18n import N_
from dualuse.inputs.csv_encoding import SEPARATORS
from dualuse.inputs.csv_lines import cells_missing, not_csv
from dualuse.inputs.data_files import read_toml
from dualuse.inputs.opening import file_checksum, opened, unreadable
from dualuse.inputs.problem_words import FILE_EMPTY, KEEP_ONE
from dualuse.inputs.problems import InputError, input_error

_HEAD_WITHIN: Final = 10
"""Rows among which the head is looked for: publishers put a title above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The columns that hold one index: its value, the ends of its interval or a standard error ("" where there is none).

    ``where``: a column and the text it has on the lines of this index, or None.
    """

    index: str
    value: str
    low: str = ""
    high: str = ""
    error: str = ""
    where: tuple[str, str] | None = None


Name = TypeVar("Name")


@dataclass(frozen=True, kw_only=True)
class Columns(Generic[Name]):
    """The columns of a file and what its cells may hold."""

    place: Name
    name: Name
    year: Name
    edition: Name
    kind: Name
    missing: frozenset[str]
    parts: frozenset[str]
    values: tuple[Value, ...]


Layout = Columns[tuple[str, ...]]
"""The columns that files of a format may have, the preferred ones first."""
Fitted = Columns[str]
"""A layout as one file has it: names of columns that are there, "" where none is."""


def _layout(row: dict[str, Any]) -> Layout:
    return Layout(
        place=tuple(row["place"]),
        name=tuple(row["name"]),
        year=tuple(row["year"]),
        kind=tuple(row.get("kind", ())),
        edition=tuple(row.get("edition", ())),
        missing=frozenset(row["missing"]),
        parts=frozenset(row.get("parts", ())),
        values=tuple(
            Value(**{**columns, "where": tuple(columns["where"]) if "where" in columns else None})
            for columns in row["values"]
        ),
    )


@lru_cache(maxsize=1)
def layouts() -> dict[str, Layout]:
    """The layout of each format, by its name."""
    return {
        name: _layout(row)
        for name, row in read_toml(data_file("sources/rights_context/layouts.toml")).items()
    }


def _first_present(columns: Sequence[str], head: Sequence[str]) -> str:
    return next((column for column in columns if column in head), "")


def fitted(layout: Layout, head: Sequence[str]) -> tuple[Fitted, str]:
    """The layout as a file with ``head`` has it, and what it lacks ("" if it can be read): names of columns, one of which is needed."""
    columns = Fitted(
        place=_first_present(layout.place, head),
        name=_first_present(layout.name, head),
        year=_first_present(layout.year, head),
        edition=_first_present(layout.edition, head),
        kind=_first_present(layout.kind, head),
        missing=layout.missing,
        parts=layout.parts,
        values=_values(layout, head),
    )
    if not columns.place and not (columns.name and columns.kind):
        return columns, " / ".join(layout.place)
    if not columns.year and not columns.edition:
        return columns, " / ".join((*layout.year, *layout.edition))
    return columns, "" if columns.values else " / ".join(
        dict.fromkeys(value.value for value in layout.values)
    )


def _values(layout: Layout, head: Sequence[str]) -> tuple[Value, ...]:
    """For each index the first columns of it that are there; columns of an interval that are not are left away."""
    values: dict[str, Value] = {}
    for value in layout.values:
        if value.index in values or value.value not in head or (value.where and value.where[0] not in head):
            continue
        low, high = (value.low, value.high) if {value.low, value.high} <= set(head) else ("", "")
        error = value.error if value.error in head else ""
        values[value.index] = Value(
            index=value.index, value=value.value, low=low, high=high, error=error, where=value.where
        )
    return tuple(values.values())


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file: its cells, the row it is (from 1), the mark between cells, and the layout as the file has it."""

    cells: tuple[str, ...]
    row: int
    mark: str
    columns: Fitted


def checksum_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return file_checksum(path)
    except OSError as error:
        raise unreadable(path, error) from None


@contextmanager
def _rows(path: Path, mark: str) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows of a file with the line on which each begins; an end in the middle, or no text, is one error."""
    with opened(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        reader = csv.reader(text, delimiter=mark, strict=True)

        def numbered() -> Iterator[tuple[int, list[str]]]:
            start = 1
            for row in reader:
                yield start, row
                start = reader.line_num + 1

        try:
            yield numbered()
        except UnicodeDecodeError as problem:
            raise not_csv("context_text", path, problem.reason) from None
        except csv.Error as problem:
            raise not_csv("context_text", path, str(problem)) from None


def head_of(path: Path, layout: Layout, form: str) -> Head:
    """The first row that has the columns of ``layout``.

    Raises:
        InputError: there is none, the file is empty or no text, or a column that is needed stands twice in it.
    """
    widest: list[str] = []
    for mark in SEPARATORS:
        for number, row in enumerate(_start(path, mark), 1):
            cells = tuple(" ".join(cell.split()) for cell in row)
            columns, lacking = fitted(layout, cells)
            if not lacking:
                _each_once(path, cells, columns)
                return Head(cells, number, mark, columns)
            if len(cells) > len(widest):
                widest = list(cells)
    raise _no_head(path, form, widest, fitted(layout, widest)[1])


def _start(path: Path, mark: str) -> list[list[str]]:
    """The first rows of a file, read with ``mark``, up to the first whose quotes do not fit."""
    first_rows: list[list[str]] = []
    # Another separator may fit; if this is the right one, reading the lines will report the error.
    with _rows(path, mark) as rows, suppress(csv.Error):
        first_rows.extend(row for _, row in itertools.islice(rows, _HEAD_WITHIN))
    return first_rows


def lines_under(path: Path, head: Head) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the head: the line each begins on, and its cells by column, those that are needed; empty for a blank row.

    Raises:
        InputError: a row has more or fewer cells than the head, or the file is no text.
    """
    places = {name: head.cells.index(name) for name in needed(head.columns)}
    with _rows(path, head.mark) as rows:
        for line, row in itertools.islice(rows, head.row, None):
            if not any(map(str.strip, row)):
                yield line, {}
            elif len(row) != len(head.cells):
                raise cells_missing("context_cells", path, line, cells=len(row), head=len(head.cells))
            else:
                yield line, {name: row[place].strip() for name, place in places.items()}


def needed(columns: Fitted) -> list[str]:
    """The columns that are read."""
    of_values = [
        name
        for value in columns.values
        for name in (value.value, value.low, value.high, value.error, value.where[0] if value.where else "")
    ]
    of_line = [columns.place, columns.name, columns.year, columns.edition, columns.kind]
    return [name for name in dict.fromkeys((*of_line, *of_values)) if name]


def _each_once(path: Path, cells: Sequence[str], columns: Fitted) -> None:
    for name in needed(columns):
        if cells.count(name) > 1:
            raise input_error(
                "context_column_twice",
                N_("the column {column} stands twice in the head"),
                KEEP_ONE,
                file=str(path),
                column=name,
            )


def _no_head(path: Path, form: str, head: Sequence[str], lacking: str) -> InputError:
    if not head:
        text, remedy = FILE_EMPTY, N_("Fetch it again from the publisher")
        return input_error("context_empty", text, remedy, file=str(path))
    return input_error(
        "context_columns",
        N_("no head of a file of {format} was found: the column {column} is missing ({head})"),
        N_("Check that the file is the one that the publisher offers, and named with its own format"),
        file=str(path),
        format=form,
        column=lacking,
        head=", ".join(cell[:40] for cell in head[:6]),
    )
