"""Columns that follow from one cell each: worked out per word where cells are numbers of words, else as an expression.

Both ways say the same of a cell; the first costs one look-up a row, whatever is asked of the word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import narwhals as nw

from dualuse.bulk import cell_validation
from dualuse.bulk.backends.backend import Engine, Frame, LookUp
from dualuse.bulk.columns import Header


@dataclass(frozen=True, slots=True)
class OfCell:
    """A column ``name`` that follows from the cells of ``column``: by word, or as an expression over their text."""

    name: str
    column: str
    of_word: Callable[[str], int | float]
    of_text: Callable[[nw.Expr], nw.Expr]


def with_columns_of_cells(frame: Frame, header: Header, engine: Engine, wanted: Iterable[OfCell]) -> Frame:
    """Add columns; where the file has no such column, they are what an empty cell comes to."""
    coded: list[LookUp] = []
    others: list[nw.Expr] = []
    for one in wanted:
        if header.column(one.column) is None:
            others.append(nw.lit(one.of_word("")).alias(one.name))
            continue
        held = cell_validation.name_of(header, one.column)
        texts = header.codes.get(one.column)
        if texts is None or engine.looked_up is None:
            others.append(one.of_text(nw.col(held)).alias(one.name))
        else:
            coded.append(LookUp(one.name, held, tuple(one.of_word(text) for text in texts)))
    frame = frame.with_columns(*others) if others else frame
    return engine.looked_up(frame, coded) if coded and engine.looked_up else frame
