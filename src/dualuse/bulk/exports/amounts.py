"""The numbers in text cells of a table of the contract: read as those of an export are, where they are not plainly written.

``4.200`` in a text is four thousand two hundred or 4.2; the locale that is stated, or another cell of the column, settles which, else the
row is one to mend. Cells that are numbers in their file mean what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import polars as pl

from dualuse.bulk.exports.cell_readers import CellReader, cell_reader, kind_of
from dualuse.bulk.exports.numbers import NumbersSeen, read_number
from dualuse.bulk.exports.reading import part_without
from dualuse.bulk.files.table_file import Part, Table
from dualuse.bulk.row_faults import ContractFaults
from dualuse.inputs.problems import Problem
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import Locale

_PLAIN: Final = r"^(?:[0-9]*|0\.[0-9]*|[1-9][0-9]*\.(?:[0-9]{0,2}|[0-9]{4,})|[0-9]{4,}\.[0-9]{3})$"
"""What is written as the contract writes numbers, and can be read in no other way."""


def with_numbers_read(table: Table, locale: Locale) -> Table:
    """A table of text cells with its numbers as the contract writes them."""
    names = tuple(
        name for name in table.names if (path := column_path(name)) is not None and kind_of(path) == "number"
    )
    if not names:
        return table
    numbers = _Numbers(table, names, locale)
    return replace(
        table,
        parts=lambda: map(numbers.read, table.parts()),
        some=lambda chosen: map(numbers.read, table.parts_with(chosen)),
    )


@dataclass(frozen=True)
class _Numbers:
    """The columns of numbers of a table; how they are written is looked for once a cell does not show it."""

    table: Table
    names: tuple[str, ...]
    locale: Locale

    def read(self, part: Part) -> Part:
        """The part with its numbers read; what can be read in two ways is refused with its row."""
        problems: dict[int, list[Problem]] = {}
        frame = part.cells
        for name in self.names:
            if name in frame.columns:
                frame = self._column_read(frame, name, part.typed.get(name), problems)
        for row, of_row in problems.items():
            of_row += self._faults.beside(of_row, frame.row(row, named=True))
        return part if frame is part.cells else part_without(problems, part, frame, part.cells_of_file)

    @cached_property
    def _faults(self) -> ContractFaults:
        paths = map(column_path, self.table.names)
        return ContractFaults(columns=tuple(path for path in paths if path is not None))

    def _column_read(
        self,
        frame: pl.DataFrame,
        name: str,
        typed: pl.Series | None,
        problems: dict[int, list[Problem]],
    ) -> pl.DataFrame:
        texts = _texts(frame[name], typed)
        unclear = ~texts.str.contains(_PLAIN) if not self.locale.decimal else texts != ""
        odd = [text for text in texts.filter(unclear).unique() if text and read_number(text).values]
        if not odd:
            return frame
        reader = self._readers[name]
        cells = {text: reader(text) for text in odd}
        wrong = [text for text, cell in cells.items() if cell.problem is not None]
        for row in texts.is_in(wrong).arg_true():
            problem = cells[texts[row]].problem
            assert problem is not None
            problems.setdefault(row, []).append(problem)
        right = {
            text: cell.text for text, cell in cells.items() if cell.problem is None and cell.text != text
        }
        if not right and not wrong:
            return frame
        read = texts.replace(right)
        return frame.with_columns((read if typed is None else frame[name].zip_with(typed, read)).alias(name))

    @cached_property
    def _readers(self) -> dict[str, CellReader]:
        ways = {name: NumbersSeen() for name in self.names}
        if not self.locale.decimal:
            for name, text in self._distinct():
                ways[name].look_at(text)
        readers: dict[str, CellReader] = {}
        for name, of_column in ways.items():
            path = column_path(name)
            reader = cell_reader(path, name, self.locale, of_column.way()) if path is not None else None
            if reader is not None:
                readers[name] = reader
        return readers

    def _distinct(self) -> Iterator[tuple[str, str]]:
        for part in self.table.parts_with(frozenset(self.names)):
            for name in self.names:
                for text in _texts(part.cells[name], part.typed.get(name)).unique().drop_nulls():
                    yield name, text


def _texts(cells: pl.Series, typed: pl.Series | None) -> pl.Series:
    """The cells without blanks around them, "" for those that are numbers in the file."""
    texts = cells.str.strip_chars()
    return texts if typed is None else texts.zip_with(~typed, same_in_each_row("", len(texts), pl.String))
