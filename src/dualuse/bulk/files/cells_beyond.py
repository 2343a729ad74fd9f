"""Cells of rows to mend that stand beyond the last column of the file: a line of CSV had more fields than its header, and nobody knows which of them are one.

In a workbook they stand under headings of their own. As long as one of them is filled the row is to be mended, as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dualuse.bulk.files.table_file import BadLine
from dualuse.i18n import N_
from dualuse.inputs.problem_words import FIELDS_OF_LINE
from dualuse.inputs.problems import new_problem

_REMEDY: Final = N_("Put each cell under its column, and leave those beyond the last column empty")


@dataclass(frozen=True, slots=True)
class RowsApart:
    """The rows of a sheet with no cell beyond the last column, by their places, and the others, which are to be mended."""

    rows: pl.Series
    bad: tuple[BadLine, ...]


def rows_apart(
    sheet: pl.DataFrame, rows: pl.Series, *, used: Sequence[int], beyond: Sequence[int], added: int
) -> RowsApart:
    """The rows of a sheet, those with cells beyond its last column apart.

    Args:
        sheet: its cells as text.
        rows: places of the rows of the table.
        used: places of its columns.
        beyond: places of the columns beyond them.
        added: how many columns this program wrote beside those of the file.
    """
    if not beyond:
        return RowsApart(rows, ())
    is_filled = pl.any_horizontal(pl.nth(*beyond).fill_null("").str.strip_chars() != "")
    shifted = sheet[rows].select(is_filled.alias("filled"))["filled"]
    bad = tuple(_bad_line(sheet, row, (*used, *beyond), len(used), added) for row in rows.filter(shifted))
    return RowsApart(rows.filter(~shifted), bad)


def _bad_line(sheet: pl.DataFrame, row: int, places: Sequence[int], expected: int, added: int) -> BadLine:
    cells = sheet.row(row)
    fields = [cells[place] or "" for place in places]
    while not fields[-1].strip():
        fields.pop()
    problem = new_problem(
        "bad_line", FIELDS_OF_LINE, _REMEDY, found=len(fields) - added, expected=expected - added
    )
    return BadLine(row + 1, tuple(fields), problem)
