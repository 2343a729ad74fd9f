"""What the rows of a table say of the authorisations that they name: where they do not say the same of one, no row relies on it.

An authorisation is granted once, with one last day, one destination, one list of end users. Rows that name it and differ in these contradict each
other, as two of one transaction do (``assessment/authorisations_contradicted.py``): which is right is asked of each. The
items may differ where each row names its own line and no other; of what is left, the least that a row states counts for all (``bulk/file_sums.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import polars as pl
from pydantic import ValidationError

from dualuse.assessment.authorisations_contradicted import OF_THE_WHOLE, differing_of_the_whole
from dualuse.assessment.authorisations_left import reference_key
from dualuse.assessment.naming import names_item
from dualuse.schema.tables.columns import ColumnPath, Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Authorisation, Item

_WHOLE: Final = frozenset(
    {"reference", "kind", "end_user", "end_users", "destination", "countries", *OF_THE_WHOLE}
)
"""Fields whose cells are compared as they are read; those of a list stand in one column or the other."""
_OF_ITEM: Final = ("items.id", "items.entries", "items.national_entries")


class StatedByRows:
    """What the rows of a file say of each authorisation, part by part."""

    def __init__(self, header: Header) -> None:
        columns = header.columns
        self._slots: Final = tuple(_slots(columns))
        self._of_item: Final = tuple(column for column in columns if column.field in _OF_ITEM)
        self._whole: Final[dict[str, dict[tuple[int, tuple[str, ...]], None]]] = {}
        self._items: Final[dict[str, dict[tuple[int, tuple[str, ...]], None]]] = {}

    def add(self, cells: pl.DataFrame) -> None:
        """Take in the rows of a part."""
        for slot, columns in enumerate(self._slots):
            self._keep(self._whole, slot, _whole(columns), cells)
            self._keep(self._items, slot, self._of_items(columns), cells)

    def _keep(
        self,
        kept: dict[str, dict[tuple[int, tuple[str, ...]], None]],
        slot: int,
        columns: Sequence[ColumnPath],
        cells: pl.DataFrame,
    ) -> None:
        present = [column for column in columns if column.name in cells.columns]
        if len(present) < len(columns):
            return
        names = [column.name for column in columns]
        texts = cells.select(pl.col(name).cast(pl.String).fill_null("").str.strip_chars() for name in names)
        for row in _without_idle_ids(texts, columns).unique().iter_rows():
            if row[0]:
                kept.setdefault(reference_key(row[0]), {})[slot, row] = None

    def _of_items(self, columns: Sequence[ColumnPath]) -> tuple[ColumnPath, ...]:
        named = [column for column in columns if column.path[-1] in ("reference", "items")]
        return (*_reference_first(named), *self._of_item)

    def differing(self) -> dict[str, tuple[str, ...]]:
        """By reference (``reference_key``) the fields of which rows do not say the same, where there are any."""
        fields = {key: tuple(self._differing(key)) for key in self._whole}
        return {key: differing for key, differing in fields.items() if differing}

    def _differing(self, key: str) -> Iterator[str]:
        stated = self._whole[key]
        if len(stated) > 1:
            records = (_record(_whole(self._slots[slot]), cells) for slot, cells in stated)
            yield from differing_of_the_whole([record for record in records if record is not None])
        if len(self._items.get(key, ())) > 1 and not _is_one_list(self._lines(key)):
            yield "items"

    def _lines(self, key: str) -> Iterator[tuple[Item, tuple[str, ...]]]:
        """The line of each row, with the items that it says the authorisation names."""
        for slot, cells in self._items[key]:
            data = _data(self._of_items(self._slots[slot]), cells)
            names = data["authorisations"][0].get("items")
            if names:
                fields = data["items"][0]
                line = Item.model_construct(
                    id=fields.get("id") or "1",
                    entries=fields.get("entries"),
                    national_entries=fields.get("national_entries"),
                )
                yield line, tuple(names)


def _without_idle_ids(texts: pl.DataFrame, columns: Sequence[ColumnPath]) -> pl.DataFrame:
    """The rows without the ids of lines that no authorisation names: so that equal ones are one."""
    ids = [column.name for column in columns if column.field == "items.id"]
    named = [column.name for column in columns if column.field == "authorisations.items"]
    if not ids or not named:
        return texts
    is_named = pl.col(named[0]).str.contains(pl.col(ids[0]), literal=True)
    return texts.with_columns(pl.when(is_named).then(pl.col(ids[0])).otherwise(pl.lit("")).alias(ids[0]))


def _slots(columns: Iterable[ColumnPath]) -> Iterator[tuple[ColumnPath, ...]]:
    """Of each authorisation that a file has columns for, these, the reference first."""
    slots: dict[str, list[ColumnPath]] = {}
    for column in columns:
        if column.path[0] == "authorisations":
            slots.setdefault(str(column.path[1]), []).append(column)
    for of_slot in slots.values():
        if any(column.path[-1] == "reference" for column in of_slot):
            yield _reference_first(of_slot)


def _reference_first(columns: Iterable[ColumnPath]) -> tuple[ColumnPath, ...]:
    return tuple(sorted(columns, key=lambda column: column.path[-1] != "reference"))


def _whole(columns: Sequence[ColumnPath]) -> tuple[ColumnPath, ...]:
    return tuple(column for column in columns if column.path[-1] in _WHOLE)


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
