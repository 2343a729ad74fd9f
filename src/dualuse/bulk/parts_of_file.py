"""The parts of a file one after the other, and how far the work on them is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dualuse.bulk.files.table_file import Part, Table

_SUMS: Final = 0.2
"""The share of the work that the sums of contracts are, where they are taken first."""
_READ, _JUDGED = 0.1, 0.6
"""The shares of the work on a part that are done when it has been read, and when it has been judged."""


def read(parts: KeptParts, steps: Steps, most: int) -> Iterator[Part]:
    """All parts, in pieces of at most so many rows."""
    for part in parts.again():
        for piece in _pieces(part, steps.done, most):
            steps.read(piece)
            yield piece
            del piece
        del part  # before the next one is read


def _pieces(part: Part, done: int, most: int) -> Iterator[Part]:
    """The part in pieces of at most so many rows, after the first ``done`` of the file."""
    height = part.cells.height
    if height <= most:
        yield part
        return
    number = -(-height // most)
    rows = -(-height // number)
    for start in range(0, height, rows):
        share = min(1.0, (start + rows) / height)
        yield part.piece(start, rows, done + round(share * (part.done - done)))


class Steps:
    """Reports to ``progress`` how much of the whole (bytes or rows) is done."""

    def __init__(self, progress: Callable[[int, int], None], size: int) -> None:
        self._progress: Final = progress
        self._size: Final = size
        self._first = 0.0
        self._summed = self._before = self._part = 0

    @property
    def done(self) -> int:
        """What was read of the file to be judged."""
        return self._part

    def summed(self, part: Part) -> None:
        """The sums of contracts were taken over a part."""
        self._first = _SUMS
        self._summed = max(self._summed, part.done)
        self._tell(_SUMS * self._summed)

    def read(self, part: Part) -> None:
        """A part was read."""
        self._before, self._part = self._part, part.done
        self._within(_READ)

    def judged(self) -> None:
        """It was judged."""
        self._within(_JUDGED)

    def written(self) -> None:
        """And written."""
        self._within(1.0)

    def _within(self, share: float) -> None:
        done = self._before + share * (self._part - self._before)
        self._tell(self._first * self._size + (1 - self._first) * done)

    def _tell(self, done: float) -> None:
        self._progress(min(round(done), self._size), self._size)


class KeptParts:
    """The parts of a table. The first one is read once, whoever looks at it: mostly it is the only one."""

    def __init__(self, table: Table) -> None:
        self._table: Final = table
        self._parts: Final = table.parts()
        self._first: Part | None = None

    def before(self, names: frozenset[str]) -> Iterator[Part]:
        """All parts, with the columns ``names`` at least, for a look before they are needed."""
        self._first = self._first or next(self._parts, None)
        if self._first is not None and self._first.done >= self._table.size:
            yield self._first
        elif self._first is not None:
            yield from self._table.parts_with(names)

    def again(self) -> Iterator[Part]:
        """All parts, once."""
        part, self._first = self._first or next(self._parts, None), None
        while part is not None:
            yield part
            del part  # before the next one is read
            part = next(self._parts, None)
