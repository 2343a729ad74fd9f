"""What the rows of a table draw on the authorisations that they name (Annex III: quantities and values).

An authorisation is known by its reference. Every row that names it counts, whatever else it states; the sums are taken
once for the whole file, before it is judged. A row whose amount cannot be read makes them unclear, and what is left is the
least that a row states.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import polars as pl

from dualuse.assessment.authorisations_left import Left, Measure, measure_left, reference_key
from dualuse.bulk.cell_validation import is_amount
from dualuse.schema.tables.columns import Header

_AMOUNTS: Final = ("quantity", "unit", "value", "currency")
NEEDED: Final = tuple(f"items.{name}" for name in _AMOUNTS)
"""Columns that the sums rest on, beside those of the authorisations."""
_LEFT: Final = ("left", "left_unit", "left_currency")
_ROW: Final = "row"
_KEY: Final = "key"


def matters(header: Header) -> bool:
    """Whether rows of a file can draw on an authorisation of which something is left."""
    fields = {column.field for column in header.columns}
    return {"authorisations.reference", "authorisations.left"} <= fields


@dataclass(slots=True)
class _Sums:
    rows: int = 0
    drawn: dict[Measure, tuple[int, Decimal]] = field(default_factory=dict)
    left: dict[Measure, Decimal] = field(default_factory=dict)

    def draw(self, measure: Measure | None, amount: Decimal | None, rows: int) -> None:
        if measure is not None and amount is not None:
            number, total = self.drawn.get(measure, (0, Decimal(0)))
            self.drawn[measure] = (number + rows, total + rows * amount)


class AuthorisationSums:
    """The sums over the parts of a file, one after the other.

    ``in_table``: by reference what is drawn so far, of authorisations that several rows name and of which something is left.
    """

    def __init__(self, header: Header) -> None:
        self._header: Final = header
        self._slots: Final = tuple(_slots(header))
        self._sums: Final[dict[str, _Sums]] = {}
        self._unreadable: Final[Counter[str]] = Counter()
        self.in_table: Final[dict[str, Left]] = {}

    def add(self, cells: pl.DataFrame, unreadable: Iterable[Iterable[str]]) -> None:
        """Count the rows of a part; ``unreadable``: the fields of rows that cannot be read."""
        for fields in unreadable:
            self._unreadable.update(set(map(reference_key, fields)))
        named = self._named(cells)
        if not named.is_empty():
            self._count(named)
        for key, sums in self._sums.items():
            rows = sums.rows + self._unreadable[key]
            if rows > 1 and sums.left:
                self.in_table[key] = Left(rows, sums.drawn, sums.left)

    def _count(self, named: pl.DataFrame) -> None:
        keys = {text: reference_key(text) for text in named["reference"].unique()}
        named = named.with_columns(pl.col("reference").replace_strict(keys).alias(_KEY))
        rows = named.unique([_ROW, _KEY]).group_by(_KEY, *_AMOUNTS).len().iter_rows(named=True)
        for row in rows:
            sums = self._sums.setdefault(row[_KEY], _Sums())
            sums.rows += row["len"]
            unit, currency = _text(row["unit"]), row["currency"].upper()
            sums.draw(measure_left(unit, None), _amount(row["quantity"], "amount"), row["len"])
            sums.draw(measure_left(None, currency or None), _amount(row["value"], "money"), row["len"])
        for key, left, unit, currency in named.select(_KEY, *_LEFT).unique().iter_rows():
            amount = _amount(left, "amount")
            measure = measure_left(_text(unit), currency.upper() or None)
            if amount is not None and measure is not None:
                of_key = self._sums[key].left
                of_key[measure] = min(amount, of_key.get(measure, amount))

    def _named(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The rows that name an authorisation, once for each that they name."""
        present = frozenset(cells.columns)
        rows = cells.with_row_index(_ROW)
        of_slots = [
            rows.select(
                _ROW,
                _cell(slot["reference"], present).alias("reference"),
                *(_cell(f"items.{name}", present).alias(name) for name in _AMOUNTS),
                *(_cell(slot.get(name, ""), present).alias(name) for name in _LEFT),
            ).filter(pl.col("reference") != "")
            for slot in self._slots
        ]
        return pl.concat(of_slots)


def _slots(header: Header) -> Iterator[Mapping[str, str]]:
    """Of each authorisation that a file has columns for, its columns by their fields."""
    slots: dict[str, dict[str, str]] = {}
    for column in header.columns:
        if column.path[0] == "authorisations":
            slots.setdefault(str(column.path[1]), {})[str(column.path[-1])] = column.name
    return (slot for slot in slots.values() if "reference" in slot)


def _cell(name: str, present: frozenset[str]) -> pl.Expr:
    """The text of a column, empty where nothing is stated or there is no such column."""
    if name not in present:
        return pl.lit("")
    return pl.col(name).cast(pl.String).fill_null("").str.strip_chars()


def _text(cell: str) -> str | None:
    return " ".join(cell.split()) or None


def _amount(cell: str, form: str) -> Decimal | None:
    """The amount in a cell; None where it is none, for the contract to refuse."""
    return Decimal(re.sub(r"\.$", "", cell)) if cell and is_amount(cell, form) else None


def of_row(in_table: Mapping[str, Left], references: Iterable[str]) -> dict[str, Left]:
    """What is drawn on the authorisations that a row names."""
    keys = {reference_key(text) for text in references}
    return {key: in_table[key] for key in keys & in_table.keys()}
