"""How much of a file is done, told also where the file is one part only; and a part that need not be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dualuse.bulk.files.table_file import Part, Table

_SUMS: Final = 0.2
"""The share of the work that the sums of contracts are, where they are taken first."""
_READ, _JUDGED = 0.1, 0.6
"""The shares of the work on a part that are done when it has been read, and when it has been judged."""


class Steps:
    """Tells ``progress`` what is done, and the whole (bytes or rows)."""

    def __init__(self, progress: Callable[[int, int], None], size: int) -> None:
        self._progress: Final = progress
        self._size: Final = size
        self._first = 0.0
        self._before = self._part = 0

    @property
    def done(self) -> int:
        """What was read of the file to be judged."""
        return self._part

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
        self._progress(min(round(done), self._size), self._size)


class KeptParts:
    """The parts of a table, read a second time only where they are several."""

    def __init__(self, table: Table) -> None:
        self._table: Final = table
        self._only: Part | None = None

    def first(self, names: frozenset[str]) -> Iterator[Part]:
        """All parts, with the columns ``names`` at least, for a look before they are needed."""
        part = next(self._table.parts(), None)
        if part is not None and part.done >= self._table.size:
            self._only = part
            yield part
        elif part is not None:
            del part
            yield from self._table.parts_with(names)

    def again(self) -> Iterator[Part]:
        """All parts."""
        if self._only is None:
            yield from self._table.parts()
            return
        part, self._only = self._only, None
        yield part
