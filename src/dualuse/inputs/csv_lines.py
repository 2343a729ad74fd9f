"""CSV line by line, so that a wrong quote costs its own line and not the rest of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import BinaryIO, Final


class Lines:
    """Lines of text one by one, some of which may be given back; ``number`` is that of the last one taken."""

    def __init__(self, stream: BinaryIO, done: Callable[[int], None]) -> None:
        self._stream: Final = stream
        self._done: Final = done
        self._read = 0
        self._again: list[str] = []
        self.number = 0

    def take(self) -> str:
        """The next line with its end; "" where there is none."""
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

    def back(self, lines: list[str]) -> None:
        """Give back the last lines taken."""
        self._again[:0] = lines
        self.number -= len(lines)


def cells_of(text: str, separator: str) -> list[str] | None:
    """The cells of one record; None where a quote is still open, none at all where one is wrong."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return next(reader, None) or [""]
    except csv.Error as error:
        return None if str(error) == "unexpected end of data" else []
