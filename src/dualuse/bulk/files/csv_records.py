"""The records of a block of CSV one by one, for blocks with a line that has not its fields: what is wrong with a line costs that line alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.problem_words import FIELDS_OF_LINE
from dualuse.inputs.problems import Problem, new_problem

LONGEST: Final = 64 * 1024 * 1024
"""Bytes of a record; what is longer has an open quote, or is no table."""

LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
OPEN_QUOTE: Final = "unexpected end of data"

csv.field_size_limit(2**31 - 1)


class Records:
    """The records of a block, one by one; ``taken``: lines, all but those of a record that the next block ends."""

    def __init__(self, block: bytes, separator: str, last: bool) -> None:
        self._lines = [match.group() for match in LINE.finditer(block) if match.group()]
        self._separator = separator
        self._last = last
        self.taken = 0

    @property
    def bytes_taken(self) -> int:
        """The bytes of the lines taken."""
        return sum(map(len, self._lines[: self.taken]))

    def read(self, width: int, *, closed: bool = False) -> Iterator[tuple[int, list[str], Problem | None]]:
        """Position of its first line, fields, and what is wrong, of each record.

        Args:
            width: how many fields a record has.
            closed: whether each ends with one more separator, behind which nothing stands.
        """
        while self.taken < len(self._lines):
            start = self.taken
            texts = (_text(self._lines[index]) for index in range(start, len(self._lines)))
            reader = csv.reader(texts, delimiter=self._separator, strict=True)
            try:
                for fields in reader:
                    position, self.taken = self.taken, start + reader.line_num
                    if fields and not (len(fields) == 1 < width and not fields[0].strip()):
                        yield (position, *_judged(fields, width, self._separator, closed=closed))
            except csv.Error as error:
                is_open = str(error) == OPEN_QUOTE
                if is_open and not self._last and sum(map(len, self._lines[self.taken :])) < LONGEST:
                    return
                yield self.taken, [_readable(_text(self._lines[self.taken]).rstrip("\r\n"))], _quote(is_open)
                self.taken += 1


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="surrogateescape")


def _judged(
    fields: list[str], width: int, separator: str, *, closed: bool
) -> tuple[list[str], Problem | None]:
    is_closed = closed and len(fields) > 1 and not fields[-1].strip()
    fields = fields[:-1] if is_closed else fields
    if any(not field.isascii() and _is_broken(field) for field in fields):
        return [_readable(field) for field in fields], _fault(
            N_("the line is not UTF-8 text; it is shown as if it were Windows-1252"),
            N_("Save the file as UTF-8, state --encoding windows-1252, or write the line again"),
        )
    if len(fields) != width or is_closed != closed:
        # Without its last separator a line may lack a cell in the middle, and nobody knows which.
        return fields, _fault(
            FIELDS_OF_LINE,
            N_("Put a cell with the separator {separator} in it between quotes, or add what is missing"),
            found=len(fields) + is_closed,
            expected=width + closed,
            separator={"\t": "tab"}.get(separator, separator),
        )
    return fields, None


def _is_broken(field: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in field)


def _readable(text: str) -> str:
    """The text with bytes that are not UTF-8 as most of those who write such files mean them: no byte is lost."""
    if not _is_broken(text):
        return text
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _quote(is_open: bool) -> Problem:
    return _fault(
        N_("a quote is opened and not closed")
        if is_open
        else N_("after a closing quote stands more text in the cell"),
        N_("Close the quote at the end of the cell, and double each quote inside it"),
    )


def _fault(text: str, remedy: str, **params: Any) -> Problem:
    return new_problem("bad_line", text, remedy, **params)
