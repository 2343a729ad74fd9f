"""How much of a file is done, told also where the file is one part only; and parts kept that need not be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dualuse.bulk.files.table_file import Part, Table

_KEPT: Final = 1 << 30
"""Bytes of cells that are kept from the first reading of a file to the second."""
_SUMS: Final = 0.2
"""The share of the work that the sums of contracts are, where they are taken first."""
_READ, _JUDGED = 0.1, 0.6
"""The shares of the work on a part that are done when it has been read, and when it has been judged."""


class Steps:
    """Tells ``told`` what is done, and the whole (bytes or rows)."""

    def __init__(self, told: Callable[[int, int], None], size: int) -> None:
        self._told: Final = told
        self._size: Final = size
        self._first = 0.0
        self._before = self._part = 0

    def summed(self, part: Part) -> None:
        """The sums of contracts were taken over a part."""
        self._first = _SUMS
        self._tell(_SUMS * part.done)

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
        self._told(min(round(done), self._size), self._size)


class KeptParts:
    """The parts of a table, read a second time only where they are several, and too large to be kept."""

    def __init__(self, table: Table) -> None:
        self._table: Final = table
        self._kept: list[Part] | None = None

    def first(self) -> Iterator[Part]:
        """All parts, for a look before they are needed."""
        kept: list[Part] = []
        size = 0
        for number, part in enumerate(self._table.parts()):
            size += _bytes(part)
            if size <= _KEPT or number == 0:
                kept.append(part)
            else:
                kept.clear()
            yield part
        self._kept = kept or None

    def again(self) -> Iterator[Part]:
        """All parts; those kept are let go of one by one."""
        if self._kept is None:
            yield from self._table.parts()
            return
        while self._kept:
            yield self._kept.pop(0)


def _bytes(part: Part) -> int:
    cells = part.cells.estimated_size()
    return int(cells if part.given is part.cells else cells + part.given.estimated_size())
