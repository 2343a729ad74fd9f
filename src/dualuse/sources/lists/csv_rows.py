"""Rows of a table as text, one at a time, and what a broken or cut-off table looks like."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from dualuse.i18n import N_, Message
from dualuse.sources.lists.list_file import ListFile, NotTheListError

_LONGEST_CELL = 4_000_000
"""Characters; the csv module refuses cells over 131,072, and reasons for a listing can be long."""

Row = dict[str, str]


def header_of(file: ListFile, line: int = 0) -> list[str]:
    """The cells of a line at the beginning of the file, with single spaces; empty where there is none."""
    lines = file.start.decode("utf-8", "replace").splitlines()
    try:
        return [" ".join(cell.split()) for cell in next(csv.reader(lines[line : line + 1]), [])]
    except csv.Error:
        return []


def rows(file: ListFile, skip: int = 0) -> Iterator[tuple[int, Row]]:
    """:func:`cells`, each row by the names in the header and as long as it."""
    lines = cells(file, skip)
    _, header = next(lines)
    for line, row in lines:
        if len(row) != len(header):
            raise wrong_length(line, len(row), len(header))
        yield line, dict(zip(header, row, strict=True))


def wrong_length(line: int, actual: int, expected: int) -> NotTheListError:
    """The error for a row that has another number of cells than the header."""
    return NotTheListError(
        Message(
            "lists.csv_cells",
            N_("a row has {found} cells, the header {expected}"),
            {"found": actual, "expected": expected},
        ),
        line=line,
    )


def cells(file: ListFile, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Number of the last line of each row, and its cells; the header, with single spaces, is the first.

    ``skip``: lines above the header. :class:`NotTheListError` or ``UnicodeDecodeError`` where a quoted cell does not end or
    is followed by something, or the last line does not end. Empty lines are left out.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with file.open() as stream:
        text = io.TextIOWrapper(io.BufferedReader(_EndsWithLine(stream)), encoding="utf-8-sig", newline="")
        for _ in range(skip):
            text.readline()
        reader = csv.reader(text, strict=True)
        try:
            header = [" ".join(cell.split()) for cell in next(reader, [])]
            yield reader.line_num + skip, header
            for row in reader:
                if row:
                    yield reader.line_num + skip, row
        except csv.Error as error:
            broken = N_("the table is broken or cut off: {reason}")
            problem = Message("lists.csv", broken, {"reason": str(error)})
            raise NotTheListError(problem, line=reader.line_num + skip) from error


class _EndsWithLine(io.RawIOBase):
    """A byte stream that insists on a line end before the end of the file: each of these tables is written so."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._last = b"\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._stream.read(len(buffer))
        if chunk:
            self._last = chunk[-1:]
            buffer[: len(chunk)] = chunk
        elif self._last not in b"\r\n":
            raise NotTheListError(
                Message("lists.csv_end", N_("the last line does not end: the file is cut off"))
            )
        return len(chunk)
