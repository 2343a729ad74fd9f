"""What the rows of a table say of the authorisations that they name: where they do not say the same of one, no row relies on it.

An authorisation is granted once, with one last day, one destination, one list of end users. Rows that name it and differ in these contradict each
other, as two of one transaction do (``assessment/authorisations/contradicted.py``): which is right is asked of each. The
items may differ where each row names its own line and no other; of what is left, the least that a row states counts for all (``bulk/sums/file_sums.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import polars as pl
from pydantic import ValidationError

from dualuse.assessment.authorisations.contradicted import OF_THE_WHOLE, differing_of_the_whole
from dualuse.assessment.authorisations.naming import names_item
from dualuse.assessment.authorisations.remaining_amounts import reference_key
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Authorisation, Item

_WHOLE: Final = frozenset(
    {"reference", "kind", "end_user", "end_users", "destination", "countries", *OF_THE_WHOLE}
)
"""Fields whose cells are compared as they are read; those of a list stand in one column or the other."""
OF_LINE: Final = ("items.id", "items.entries", "items.national_entries")
"""Columns that tell the line of a row."""

_Slot = tuple[ColumnPath, ...]


def differing_fields(header: Header, rows: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """By reference (``reference_key``) the fields of which rows do not say the same, where there are any.

    Args:
        header: the columns of the file.
        rows: their cells that state authorisations, and :data:`OF_LINE`.
    """
    slots = tuple(_slots(header.columns))
    of_line = tuple(column for column in header.columns if column.field in OF_LINE)
    whole: dict[str, dict[tuple[_Slot, tuple[str, ...]], None]] = {}
    lines: dict[str, dict[tuple[_Slot, tuple[str, ...]], None]] = {}
    for slot in slots:
        columns = tuple(column for column in slot if column.path[-1] in _WHOLE)
        for key, cells in _cells_by_reference(rows, columns):
            whole.setdefault(key, {})[columns, cells] = None
        columns = (*(column for column in slot if column.path[-1] in ("reference", "items")), *of_line)
        for key, cells in _cells_by_reference(rows, columns):
            lines.setdefault(key, {})[columns, cells] = None
    fields = {key: tuple(_differing(whole[key], lines[key])) for key in whole}
    return {key: differing for key, differing in fields.items() if differing}


_Stated = Collection[tuple[_Slot, tuple[str, ...]]]


def _cells_by_reference(rows: pl.DataFrame, columns: _Slot) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The different cells of some columns, each with the reference that stands in the first."""
    texts = [
        pl.col(column.name).cast(pl.String).fill_null("").str.strip_chars()
        if column.name in rows.columns
        else pl.lit("").alias(column.name)
        for column in columns
    ]
    for cells in rows.select(texts).unique(maintain_order=True).iter_rows():
        if cells[0]:
            yield reference_key(cells[0]), cells


def _differing(whole: _Stated, lines: _Stated) -> Iterator[str]:
    if len(whole) > 1:
        records = (_record(columns, cells) for columns, cells in whole)
        yield from differing_of_the_whole([record for record in records if record is not None])
    if len(lines) > 1 and not _is_one_list(_items_named(lines)):
        yield "items"


def _items_named(lines: _Stated) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """The line of each row, with the items that it says the authorisation names."""
    for columns, cells in lines:
        data = _data(columns, cells)
        names = data["authorisations"][0].get("items")
        if names:
            fields = data["items"][0]
            line = Item.model_construct(
                id=fields.get("id") or "1",
                entries=fields.get("entries"),
                national_entries=fields.get("national_entries"),
            )
            yield line, tuple(names)


def _slots(columns: Iterable[ColumnPath]) -> Iterator[tuple[ColumnPath, ...]]:
    """The columns of each authorisation in the file, the reference first."""
    slots: dict[str, list[ColumnPath]] = {}
    for column in columns:
        if column.path[0] == "authorisations":
            slots.setdefault(str(column.path[1]), []).append(column)
    for of_slot in slots.values():
        if any(column.path[-1] == "reference" for column in of_slot):
            yield _reference_first(of_slot)


def _reference_first(columns: Iterable[ColumnPath]) -> tuple[ColumnPath, ...]:
    return tuple(sorted(columns, key=lambda column: column.path[-1] != "reference"))


def _data(columns: Sequence[ColumnPath], cells: Sequence[str]) -> dict[str, Any]:
    return transaction_of(columns, dict(zip((column.name for column in columns), cells, strict=True)))


def _record(columns: Sequence[ColumnPath], cells: Sequence[str]) -> Authorisation | None:
    """What a row says of an authorisation; None where it cannot be read, and the row is refused."""
    try:
        return Authorisation.model_validate(_data(columns, cells)["authorisations"][0])
    except ValidationError:
        return None


def _is_one_list(lines: Iterable[tuple[Item, tuple[str, ...]]]) -> bool:
    """Whether the rows can mean one list of items: those that name more than their own line name the same, and every line of the others."""
    apart: list[Item] = []
    whole: dict[frozenset[str], tuple[str, ...]] = {}
    for line, names in lines:
        if all(names_item(line, (name,)) is not False for name in names):
            apart.append(line)
        else:
            whole[frozenset(name.casefold() for name in names)] = names
    if not whole:
        return True
    (first, *others) = whole.values()
    return not others and all(names_item(line, first) is not False for line in apart)
