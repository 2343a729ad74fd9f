"""The parts of a file one after the other, and how far the work on them is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from dualuse.bulk.files.table_file import Part, Table
from dualuse.schema.tables.columns import column_path

_SUMS: Final = 0.2
"""The share of the work that the sums of contracts are, where they are taken first."""
_READ, _JUDGED = 0.1, 0.6
"""The shares of the work on a part that are done when it has been read, and when it has been judged."""


def unreported(done: int, of: int) -> None:
    """Progress that nobody wants to know."""


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


@dataclass(slots=True)
class Steps:
    """Reports to ``progress`` how much of the whole, ``size`` (bytes or rows), is done."""

    progress: Callable[[int, int], None]
    size: int
    _first: float = 0.0
    _summed: int = 0
    _before: int = 0
    _part: int = 0

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
        self._tell(self._first * self.size + (1 - self._first) * done)

    def _tell(self, done: float) -> None:
        self.progress(min(round(done), self.size), self.size)


def _rows_elsewhere(cells: pl.DataFrame) -> list[Mapping[str, str]]:
    """What other rows of the file that these once stood in may name as well: their contracts and authorisations, each once.

    Of rows to mend nobody sees what the others of their contract come to; they count as rows that cannot be read.
    """
    names = [name for name in cells.columns if (path := column_path(name)) and path.path[-1] == "reference"]
    rows = cells.select(pl.col(names).cast(pl.String).fill_null("")).unique(maintain_order=True)
    return [*rows.iter_rows(named=True)]


@dataclass(slots=True)
class KeptParts:
    """The parts of a table. The first one is read once, whoever looks at it: mostly it is the only one."""

    table: Table
    _parts: Iterator[Part] | None = None
    _first: Part | None = None

    def _next(self) -> Part | None:
        if self._parts is None:
            self._parts = self.table.parts()
        return next(self._parts, None)

    def before(
        self, steps: Steps, columns: frozenset[str]
    ) -> Iterator[tuple[pl.DataFrame, list[Mapping[str, str]]]]:
        """The cells of all parts, those of ``columns`` of the contract at least, and the fields of rows that cannot be read; they
        are looked at before they are needed."""
        table = self.table
        names = [table.contract.get(name, name) for name in table.names]
        of_file = zip(table.names, names, strict=True)
        for part in self._before(frozenset(name for name, column in of_file if column in columns)):
            unreadable = [dict(zip(names, bad.fields, strict=False)) for bad in part.bad]
            yield part.cells, [*unreadable, *(_rows_elsewhere(part.cells) if table.is_part else ())]
            steps.summed(part)

    def _before(self, names: frozenset[str]) -> Iterator[Part]:
        self._first = self._first or self._next()
        if self._first is not None and self._first.done >= self.table.size:
            yield self._first
        elif self._first is not None:
            yield from self.table.parts_with(names)

    def again(self) -> Iterator[Part]:
        """All parts, once."""
        part, self._first = self._first or self._next(), None
        while part is not None:
            yield part
            del part  # before the next one is read
            part = self._next()
