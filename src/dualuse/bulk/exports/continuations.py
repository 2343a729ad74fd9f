"""Lines of an order below its first, on which an ERP leaves the order itself blank: number, customer, country and day.

Such a row is no order of its own: without a day it would be judged under today's law, without a customer nobody would be screened. It is a row to mend, unless
the mapping says that its cells are those of the row above (``fill_down``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from dualuse.bulk.exports.mapping import ColumnMapping, fill_down_line
from dualuse.bulk.exports.totals import is_of_item
from dualuse.bulk.files.table_file import Part
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import Problem, new_problem
from dualuse.schema.tables.columns import BAD_HEADING

_REFERENCE: Final = "reference"
_ROW: Final = "row of the order"
_FILL: Final = N_(
    "Fill the cells; or, where the ERP leaves them blank behind the first line of an order, write into the mapping, above [columns]: {row}"
)


@dataclass(slots=True)
class OrdersSeen:
    """What a first look at a table tells: ``has_orders``, whether a row names its order; ``filled``: rows that are filled from above."""

    has_orders: bool = False
    filled: int = 0


@dataclass(slots=True, kw_only=True)
class Continuations:
    """Finds them part after part, in the order of the file.

    ``of_order``: columns of the file that are read for the order and not for an item; ``of_item``: those that tell which item it is;
    ``fills``: columns that are filled from above; ``has_orders``: some row of the file names its order.
    """

    of_order: tuple[str, ...]
    of_item: tuple[str, ...]
    reference: str
    fills: tuple[str, ...]
    has_orders: bool
    _above: dict[str, str] = field(default_factory=dict)

    def settled(self, part: Part, totals: Collection[int]) -> tuple[Part, dict[int, Problem], int]:
        """The part with cells filled as far as the mapping says so, by position the rows that are to be mended, and the number of rows filled.

        ``totals``: positions of rows that add up others, which are no order.
        """
        if not self.of_order or not self.of_item or part.cells.is_empty():
            return part, {}, 0
        cells = part.cells
        marked = cells.select(_filled(self.of_order).alias("order"), _filled(self.of_item).alias("item"))
        if totals:
            marked = marked.with_columns(marked[name].scatter([*totals], False) for name in marked.columns)
        continued = ~marked["order"] & marked["item"]
        above = self._rows_above(cells, marked["order"])
        problems: dict[int, Problem] = {}
        filled: dict[str, list[str]] = {}
        count = 0
        for row in continued.arg_true().to_list() if self.has_orders else ():
            cells_above = above(row)
            lacking = [name for name in self.of_order if cells_above.get(name) and name not in self.fills]
            if lacking or not any(cells_above.values()):
                problems[row] = self._problem(cells_above, lacking or self.of_order)
                continue
            count += 1
            for name in self.fills:
                of_column = filled.setdefault(name, cells[name].fill_null("").to_list())
                of_column[row] = cells_above.get(name, "")
        with_orders = marked["order"].arg_true()
        if with_orders.len():
            self._above = self._cells(cells, int(with_orders[-1]))
        columns = [pl.Series(name, texts, dtype=pl.String) for name, texts in filled.items()]
        return _with_columns(part, columns), problems, count

    @property
    def names_an_order(self) -> bool:
        """Whether a row of the parts so far does."""
        return bool(self._above)

    def _rows_above(self, cells: pl.DataFrame, has_order: pl.Series) -> _Above:
        number = pl.int_range(pl.len(), dtype=pl.Int64)
        rows = has_order.to_frame(_ROW).select(pl.when(pl.col(_ROW)).then(number).forward_fill())
        return _Above(self, cells, rows.to_series(), self._above)

    def _cells(self, cells: pl.DataFrame, row: int) -> dict[str, str]:
        of_row = cells.row(row, named=True)
        return {name: (of_row[name] or "").strip() for name in self.of_order}

    def _problem(self, above: Mapping[str, str], lacking: Sequence[str]) -> Problem:
        names = ", ".join(lacking)
        remedy = Message("remedy.fill_down", _FILL, {"row": fill_down_line(self.of_order)})
        if not any(above.values()):
            text = N_(
                "the row names an item and looks like a continuation of an order, and no row above names one; blank: {names}"
            )
            return new_problem("row_continues_nothing", text, N_("Fill the cells"), names=names)
        if reference := above.get(self.reference, ""):
            text = N_("the row looks like a continuation of {reference}; blank: {names}")
            return new_problem("row_continues", text, remedy, reference=reference[:80], names=names)
        text = N_("the row looks like a continuation of the row above; blank: {names}")
        return new_problem("row_continues_above", text, remedy, names=names)


@dataclass(frozen=True, slots=True)
class _Above:
    """By the position of a row the cells of the nearest row above that names its order."""

    of: Continuations
    cells: pl.DataFrame
    rows: pl.Series
    before: Mapping[str, str]

    def __call__(self, row: int) -> Mapping[str, str]:
        above = self.rows[row]
        return self.before if above is None else self.of._cells(self.cells, int(above))


def continuations(mapping: ColumnMapping, names: Iterable[str], *, has_orders: bool) -> Continuations:
    """For a file with these columns, from its beginning; ``has_orders``: whether a row of it names its order. Rows to mend that go in again always may."""
    names = tuple(names)
    read = {name: columns for name, columns in mapping.read.items() if name in names}
    of_order = tuple(
        name for name, columns in read.items() if not any(column.startswith("items.") for column in columns)
    )
    return Continuations(
        of_order=of_order,
        of_item=tuple(name for name, columns in read.items() if is_of_item(columns)),
        reference=next((name for name in of_order if _REFERENCE in read[name]), ""),
        fills=tuple(name for name in mapping.fill_down if name in of_order),
        has_orders=has_orders or any(name in BAD_HEADING for name in names),
    )


def _with_columns(part: Part, columns: list[pl.Series]) -> Part:
    """The part with the columns in place of its own; the result carries them on as far as they are text there."""
    of_text = [column for column in columns if part.as_read.schema.get(column.name, pl.Null) == pl.String]
    cells, as_read = part.cells.with_columns(columns), part.as_read.with_columns(of_text)
    return replace(part, cells=cells, as_read=as_read) if columns else part


def _filled(names: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).fill_null("").str.strip_chars() != "" for name in names)
