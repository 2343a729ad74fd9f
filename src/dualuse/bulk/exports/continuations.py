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
_FILL: Final = N_(
    "Fill the cells; or, where the ERP leaves them blank behind the first line of an order, write into the mapping, above [columns]: {row}"
)


@dataclass(slots=True, kw_only=True)
class Continuations:
    """Finds them part after part, in the order of the file.

    ``of_order``: columns of the file that are read for the order and not for an item; ``of_item``: those that tell which item it is;
    ``parties``: those with names; ``fills``: columns that are filled from above; ``has_orders``: some row of the file names its order.
    """

    of_order: tuple[str, ...]
    of_item: tuple[str, ...]
    reference: str
    parties: tuple[str, ...]
    fills: tuple[str, ...]
    has_orders: bool
    _above: dict[str, str] | None = field(default_factory=dict)
    """The cells of the first line of the order; none where no row names one, None where it is not sure which it is."""
    names_an_order: bool = False
    """Whether a row of the parts so far does."""

    def settled(
        self, part: Part, left_out: Collection[int], unclear: Collection[int] = ()
    ) -> tuple[Part, dict[int, Problem], int]:
        """The part with cells filled as far as the mapping says so, by position the rows that are to be mended, and the number of rows filled.

        ``left_out``: positions of rows that are no transaction, and end no order; ``unclear``: of those that may be one.
        """
        if not self.of_order or not self.of_item or part.cells.is_empty():
            return part, {}, 0
        cells = part.cells
        texts = cells.select(pl.col(self.of_order).fill_null("").str.strip_chars())
        has_item = cells.select(_filled(self.of_item).alias("item"))["item"]
        if not self.fills and not self._may_continue(texts, has_item) and not unclear:
            self._look_up_from_below(texts, has_item, left_out)
            return part, {}, 0
        problems: dict[int, Problem] = {}
        filled: dict[str, list[str]] = {}
        count = 0
        for row, (order, item) in enumerate(zip(texts.iter_rows(named=True), has_item, strict=True)):
            own = {name: text for name, text in order.items() if text}
            if row in left_out or not (own or item):
                continue
            if row in unclear:
                self._above = None if own else self._above
            elif not self._continues(own, item):
                self._begin(own, item)
            elif self.has_orders and (problem := self._problem(own)) is not None:
                problems[row] = problem
            elif self.has_orders:
                count += self._fill(row, own, cells, filled)
        columns = [pl.Series(name, of_column, dtype=pl.String) for name, of_column in filled.items()]
        return _with_columns(part, columns), problems, count

    def _may_continue(self, texts: pl.DataFrame, has_item: pl.Series) -> bool:
        """Whether a row of a part may, where the mapping fills nothing: a look that costs little."""
        of_head = self.parties if self.reference and self.parties else self.of_order
        is_blank = pl.all_horizontal(pl.col(of_head) == "")
        return bool((texts.select(is_blank.alias("blank"))["blank"] & has_item).any())

    def _look_up_from_below(
        self, texts: pl.DataFrame, has_item: pl.Series, left_out: Collection[int]
    ) -> None:
        """Note the last row of a part that begins an order."""
        for row in range(texts.height - 1, -1, -1):
            own = {name: text for name, text in texts.row(row, named=True).items() if text}
            if row not in left_out and own and self._is_head(own, has_item[row]):
                self._begin(own, item=True)
                return

    def _is_head(self, own: Mapping[str, str], item: bool) -> bool:
        """Whether a row with these cells names an order: without an item, a single cell may be anything."""
        return item or len(own) > 1 or len(self.of_order) == 1

    def _begin(self, own: dict[str, str], item: bool) -> None:
        self._above = own if self._is_head(own, item) else None
        self.names_an_order |= bool(self._above)

    def _continues(self, own: Mapping[str, str], item: bool) -> bool:
        """Whether a row is a further line of the order above: it leaves blank what names the order."""
        if not item:
            return False
        above = self._above or {}
        if not own:
            return True
        if self.reference in own and own[self.reference] != above.get(self.reference):
            return False
        if self.fills:
            is_same = self.reference != "" or not self._differing(own)
            return is_same and any(name not in own for name in self.fills)
        names_nobody = bool(self.parties) and not any(name in own for name in self.parties)
        return self.reference in above and names_nobody and any(name in above for name in self.parties)

    def _differing(self, own: Mapping[str, str]) -> list[str]:
        """The columns to be filled that a row has another cell in than the row above."""
        above = self._above or {}
        return [
            name
            for name in self.fills
            if name in own and name in above and _plain(own[name]) != _plain(above[name])
        ]

    def _fill(
        self, row: int, own: Mapping[str, str], cells: pl.DataFrame, filled: dict[str, list[str]]
    ) -> int:
        """Fill what the row leaves blank; returns how many rows that are, one or none."""
        above = self._above or {}
        blank = [name for name in self.fills if name not in own and name in above]
        for name in blank:
            filled.setdefault(name, cells[name].fill_null("").to_list())[row] = above[name]
        return int(bool(blank))

    def _problem(self, own: Mapping[str, str]) -> Problem | None:
        """What is to be mended of a further line; None where the mapping fills what it leaves blank."""
        above = self._above
        if above is None:
            text = N_(
                "the row looks like a further line of an order, and the rows above leave open of which; blank: {names}"
            )
            names = ", ".join(name for name in self.of_order if name not in own)
            return new_problem("row_continues_unclear", text, N_("Fill the cells"), names=names)
        if not above:
            text = N_(
                "the row names an item and looks like a continuation of an order, and no row above names one; blank: {names}"
            )
            return new_problem(
                "row_continues_nothing", text, N_("Fill the cells"), names=", ".join(self.of_order)
            )
        if differing := self._differing(own):
            self._above = None  # it may begin an order of its own
            text = N_(
                "the row leaves blank what fill_down takes from above, and has other cells in {names}: it may be a line of another order"
            )
            return new_problem("row_continues_other", text, N_("Fill the cells"), names=", ".join(differing))
        lacking = [
            name for name in self.of_order if name in above and name not in own and name not in self.fills
        ]
        return self._problem_of_lacking(above, lacking) if lacking else None

    def _problem_of_lacking(self, above: Mapping[str, str], lacking: Sequence[str]) -> Problem:
        names = ", ".join(lacking)
        to_fill = [name for name in self.of_order if name in self.fills or name in lacking]
        remedy = Message("remedy.fill_down", _FILL, {"row": fill_down_line(to_fill)})
        if reference := above.get(self.reference, ""):
            text = N_("the row looks like a continuation of {reference}; blank: {names}")
            return new_problem("row_continues", text, remedy, reference=reference[:80], names=names)
        text = N_("the row looks like a continuation of the row above; blank: {names}")
        return new_problem("row_continues_above", text, remedy, names=names)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


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
        parties=tuple(name for name in of_order if any(_is_name(column) for column in read[name])),
        reference=next((name for name in of_order if _REFERENCE in read[name]), ""),
        fills=tuple(name for name in mapping.fill_down if name in of_order),
        has_orders=has_orders or any(name in BAD_HEADING for name in names),
    )


def _is_name(column: str) -> bool:
    return column.startswith("parties.") and column.endswith(".name")


def _with_columns(part: Part, columns: list[pl.Series]) -> Part:
    """The part with the columns in place of its own; the result carries them on as far as they are text there."""
    of_text = [column for column in columns if part.as_read.schema.get(column.name, pl.Null) == pl.String]
    cells, as_read = part.cells.with_columns(columns), part.as_read.with_columns(of_text)
    return replace(part, cells=cells, as_read=as_read) if columns else part


def _filled(names: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).fill_null("").str.strip_chars() != "" for name in names)
