"""What can be wrong with a line of a file of many, JSON Lines or CSV: the line costs nothing but itself."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from dualuse.i18n import N_
from dualuse.inputs.opening import lines_of
from dualuse.inputs.problem_words import FIELDS_OF_LINE
from dualuse.inputs.problems import Problem, new_problem


@dataclass(slots=True, kw_only=True)
class LinesRead:
    """What became of the lines of a file. ``lines``: records without the head; ``read`` and ``left_out`` (by reason) add up to them."""

    file: str
    checksum: str
    lines: int = 0
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def whole(self) -> bool:
        """Whether every line is accounted for."""
        return self.lines == self.read + sum(self.left_out.values())


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def numbered_lines(stream: BinaryIO, file: str, done: Callable[[int], None]) -> Iterator[tuple[bytes, int]]:
    """The lines that hold something, each with its number; ``done`` receives the number of bytes read so far.

    Raises:
        InputError: a line is larger than a file may be.
    """
    read = 0
    for content, number in lines_of(stream, file):
        read += len(content)
        done(read)
        yield content.removeprefix(_BYTE_ORDER_MARK) if number == 1 else content, number


def is_broken(text: str) -> bool:
    """Whether a text holds half a character, which no output can hold."""
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)


def no_text(path: str, text: str) -> Problem:
    """The problem that ``text``, which is broken, is of another encoding: UTF-8 that was typed where the system reads none is not the writer's fault."""
    if _is_unread_utf8(text):
        return new_problem(
            "locale_not_utf8",
            N_("letters were typed that the system does not hand on: its locale is read as {encoding}"),
            N_("Set a locale of UTF-8 (LC_ALL=C.UTF-8) or PYTHONUTF8=1; what was typed need not change"),
            path=path,
            encoding=sys.getfilesystemencoding(),
        )
    return new_problem(
        "bytes_no_text", N_("bytes stand here that are no text"), N_("Write it in UTF-8"), path=path
    )


def _is_unread_utf8(text: str) -> bool:
    """Whether the bytes that the system did not read as text are UTF-8."""
    if sys.getfilesystemencoding() == "utf-8":
        return False
    try:
        os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return False
    return True


def line_not_json() -> Problem:
    """A line of JSON Lines is no JSON."""
    return new_problem(
        "line_not_json", N_("the line is not JSON"), N_("Write one object in a line, in UTF-8")
    )


def quote_wrong() -> Problem:
    """A quote of a CSV is never closed, or stands within a cell."""
    return new_problem(
        "quote_wrong",
        N_("a quote is wrong here"),
        N_("Close each quote at the end of its cell, and double those inside"),
    )


def fields_wrong(number: int, expected: int) -> Problem:
    """A line of a CSV has another ``number`` of fields than its header, which has ``expected``."""
    return new_problem(
        "fields_wrong",
        FIELDS_OF_LINE,
        N_("Put a cell with the separator in it between quotes"),
        found=number,
        expected=expected,
    )


def line_encoding() -> Problem:
    """A line of a CSV is no text in UTF-8."""
    return new_problem("line_encoding", N_("the line is not UTF-8 text"), N_("Save the file as UTF-8"))
