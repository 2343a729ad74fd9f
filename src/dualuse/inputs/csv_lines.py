"""CSV line by line, so that a wrong quote costs its own line and not the rest of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error


class Lines:
    """Lines of text one by one, some of which may be given back; ``number`` is that of the last one taken."""

    def __init__(self, stream: BinaryIO, done: Callable[[int], None]) -> None:
        self._stream: Final = stream
        self._done: Final = done
        self._read = 0
        self._again: list[str] = []
        self.number = 0

    def take(self) -> str:
        """The next line with its line end; "" at the end of the file."""
        if self._again:
            self.number += 1
            return self._again.pop(0)
        line = self._stream.readline()
        if self._read == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        self._read += len(line)
        self._done(self._read)
        self.number += bool(line)
        return line.decode("utf-8", "surrogateescape")

    def records(self, separator: str, longest: int) -> Iterator[tuple[int, str, list[str]]]:
        """The number and text of a record's first line, and its cells: none where a quote is wrong.

        A quote that is still open after ``longest`` further lines is wrong; reading goes on with the line after its first, so
        that it does not swallow the rest.
        """
        while first := self.take():
            number, taken, further = self.number, first, list[str]()
            cells = _cells(taken, separator)
            while cells is None and len(further) < longest and (line := self.take()):
                further.append(line)
                taken += line
                cells = _cells(taken, separator)
            if not cells:
                self._again[:0] = further
                self.number -= len(further)
            yield number, first, cells or []


def _cells(text: str, separator: str) -> list[str] | None:
    """The cells of one record; None where a quote is still open, none at all where one is wrong."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), None) or [""]
    except csv.Error as error:
        return None if str(error) == "unexpected end of data" else []


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that was not understood. ``line``: the line of the file, from 1; ``remark``: the code of why."""

    line: int
    column: str
    text: str
    remark: str


def cells_missing(code: str, path: Path, line: int, *, cells: int, head: int) -> InputError:
    """The error that a line of a published table has more or fewer cells than its head."""
    return input_error(
        code,
        N_("cells on this line: {cells}; on the first line: {head}"),
        N_("Mend the line, or fetch the file again: it may be cut short"),
        file=str(path),
        line=line,
        cells=cells,
        head=head,
    )


def not_csv(code: str, path: Path, where: str) -> InputError:
    """The error that a published table is no CSV in UTF-8; ``where``: what the reader says of the place."""
    text, remedy = N_("this is no CSV in UTF-8 ({where})"), N_("Save the file as CSV in UTF-8")
    return input_error(code, text, remedy, file=str(path), where=where)
