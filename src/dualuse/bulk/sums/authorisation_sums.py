"""What is drawn on authorisations over all rows of a file.

An authorisation is known by its reference (Annex III). Every row that names it counts, whatever else it states. A row whose amount
cannot be read makes the sums unclear; what is left is the least that a row states (what else they state: ``authorisation_rows``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import polars as pl

from dualuse.assessment.authorisations.remaining_amounts import (
    Left,
    Measure,
    amounts_with,
    measure_left,
    reference_key,
)
from dualuse.bulk.authorisation_rows import OF_LINE, differing_fields
from dualuse.schema.tables.cell_forms import is_amount
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header, authorisation_columns

AMOUNTS: Final = ("quantity", "unit", "value", "currency")
AUTHORISATIONS: Final = "authorisations"
_LEFT: Final = ("left", "left_unit", "left_currency")
_PARTS: Final = 16
"""Parts of which it is remembered apart what their rows state."""
_ROW: Final = "row"
_KEY: Final = "key"


@dataclass(slots=True)
class _Drawn:
    rows: int = 0
    drawn: dict[Measure, tuple[int, Decimal]] = field(default_factory=dict)
    left: dict[Measure, tuple[Decimal, ...]] = field(default_factory=dict)

    def draw(self, measure: Measure | None, amount: Decimal | None, rows: int) -> None:
        if measure is not None and amount:  # nought is no amount that anything is licensed for
            number, total = self.drawn.get(measure, (0, Decimal(0)))
            self.drawn[measure] = (number + rows, total + rows * amount)


class AuthorisationSums:
    """The sums over the parts of a file, and what its rows say of each authorisation."""

    def __init__(self, header: Header) -> None:
        self._header: Final = header
        self._slots: Final = tuple(authorisation_columns(header))
        self._sums: Final[dict[str, _Drawn]] = {}
        self._unreadable: Final[Counter[str]] = Counter()
        self._rows: Final[list[pl.DataFrame]] = []

    def add(self, cells: pl.DataFrame, unreadable: Iterable[Mapping[str, str]]) -> None:
        """Count the rows of a part; ``unreadable``: the fields of rows that cannot be read."""
        for fields in unreadable:
            self._unreadable.update(set(map(reference_key, fields.values())))
        named = self._named(cells)
        if not named.is_empty():
            self._count(named)
            self._keep(cells)

    @property
    def in_table(self) -> dict[str, Left]:
        """By reference what is drawn, of those that several rows name, where something is left or they do not say the same."""
        differing = differing_fields(self._header, pl.concat(self._rows)) if self._rows else {}
        return {
            key: Left(rows, sums.drawn, sums.left, differing.get(key, ()))
            for key, sums in self._sums.items()
            if (rows := sums.rows + self._unreadable[key]) > 1 and (sums.left or key in differing)
        }

    def _keep(self, cells: pl.DataFrame) -> None:
        """Keep what rows state of authorisations, each different one once; ids of lines only where an authorisation may name them."""
        named = [slot["items"] for slot in self._slots if slot.get("items") in cells.columns]
        columns = (column.name for column in self._header.columns if _tells(column))
        rows = cells.select(_cell(name, frozenset(cells.columns)).alias(name) for name in columns)
        if named and "items.id" in rows.columns:
            line = pl.col("items.id")
            is_named = pl.any_horizontal(pl.col(name).str.contains(line, literal=True) for name in named)
            rows = rows.with_columns(pl.when(is_named).then(line).otherwise(pl.lit("")))
        self._rows.append(rows.unique(maintain_order=True))
        if len(self._rows) >= _PARTS:
            self._rows[:] = [pl.concat(self._rows).unique(maintain_order=True)]

    def _count(self, named: pl.DataFrame) -> None:
        keys = {text: reference_key(text) for text in named["reference"].unique()}
        named = named.with_columns(pl.col("reference").replace_strict(keys).alias(_KEY))
        rows = named.unique([_ROW, _KEY]).group_by(_KEY, *AMOUNTS).len().iter_rows(named=True)
        for row in rows:
            sums = self._sums.setdefault(row[_KEY], _Drawn())
            sums.rows += row["len"]
            unit, currency = _plain_text(row["unit"]), row["currency"].upper()
            sums.draw(measure_left(unit, None), _amount(row["quantity"]), row["len"])
            sums.draw(measure_left(None, currency or None), _amount(row["value"]), row["len"])
        for key, left, unit, currency in named.select(_KEY, *_LEFT).unique().iter_rows():
            amount = _amount(left)
            measure = measure_left(_plain_text(unit), currency.upper() or None)
            if amount is not None and measure is not None:
                of_key = self._sums[key].left
                of_key[measure] = amounts_with(of_key.get(measure, ()), amount)

    def _named(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The rows that name an authorisation, once for each that they name."""
        present = frozenset(cells.columns)
        rows = cells.with_row_index(_ROW)
        of_slots = [
            rows.select(
                _ROW,
                _cell(slot["reference"], present).alias("reference"),
                *(_cell(f"items.{name}", present).alias(name) for name in AMOUNTS),
                *(_cell(slot.get(name, ""), present).alias(name) for name in _LEFT),
            ).filter(pl.col("reference") != "")
            for slot in self._slots
        ]
        return pl.concat(of_slots)


def _tells(column: ColumnPath) -> bool:
    return (column.path[0] == AUTHORISATIONS and column.path[-1] not in _LEFT) or column.field in OF_LINE


def _cell(name: str, present: frozenset[str]) -> pl.Expr:
    """The text of a column, empty where nothing is stated or there is no such column."""
    if name not in present:
        return pl.lit("")
    return pl.col(name).cast(pl.String).fill_null("").str.strip_chars()


def _plain_text(cell: str) -> str | None:
    return " ".join(cell.split()) or None


def _amount(cell: str) -> Decimal | None:
    """The amount in a cell; None if it is not an amount: the contract refuses it."""
    return Decimal(re.sub(r"\.$", "", cell)) if cell and is_amount(cell) else None
