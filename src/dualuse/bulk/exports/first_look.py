"""A look at a whole export before a row of it is read: what its columns show of their way of writing, which places they name, which rows are no transactions.

A cell settles how its column is read only where it is none that is refused itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from dualuse.bulk.exports.cell_readers import kind_of
from dualuse.bulk.exports.continuations import continuations
from dualuse.bulk.exports.entry_cells import EntriesSeen
from dualuse.bulk.exports.mapping import ColumnMapping
from dualuse.bulk.exports.numbers import DaysSeen, NumbersSeen, has_fraction, read_number, with_others
from dualuse.bulk.exports.page_rows import page_rows
from dualuse.bulk.exports.totals import totals_among
from dualuse.bulk.exports.unit_prices import QUANTITY, UNIT, contract_path
from dualuse.bulk.files.table_file import Part, Table
from dualuse.free_text.sure_places import sure_place
from dualuse.schema.units import is_count


@dataclass(slots=True, kw_only=True)
class FirstLook:
    """What a first look tells: ``shown``: by column its way of writing; ``places``: by name its code and the number of cells.

    By line the rows that are left out: ``totals`` and ``of_pages`` with their text, and ``names_repeated``. ``has_orders``: whether a row
    names its order; ``filled``: how many are filled from above.
    """

    shown: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    totals: dict[int, str] = field(default_factory=dict)
    of_pages: dict[int, str] = field(default_factory=dict)
    names_repeated: tuple[int, ...] = ()
    has_orders: bool = False
    filled: int = 0


def first_look(table: Table, mapping: ColumnMapping, entries: EntriesSeen) -> FirstLook:
    """What a first look at a table tells; ``entries`` looks along."""
    kinds = {
        name: kind_of(path)
        for name, several in mapping.read.items()
        for of in several
        if (path := contract_path(of)) is not None
    }
    numbers = [name for name, kind in kinds.items() if kind == "number" and not mapping.locale.decimal]
    days = {name: DaysSeen() for name, kind in kinds.items() if kind == "day"}
    places = [name for name, kind in kinds.items() if kind == "place"]
    ways = {name: NumbersSeen() for name in numbers}
    cells: Counter[str] = Counter()
    look = FirstLook()
    lines = continuations(mapping, table.names, has_orders=True)
    pages = page_rows(mapping.read, table.names)
    for part in table.parts():
        totals = totals_among(part, mapping.read)
        rows = pages.among(part, {*totals.sure, *totals.unsure})
        look.totals |= _by_line(part, totals.sure)
        look.names_repeated += tuple(int(part.lines[row]) for row in sorted(rows.repeated))
        footers = {row: text for row, text in rows.left_out.items() if row not in rows.repeated}
        look.of_pages |= _by_line(part, footers)
        left_out, unclear = {*totals.sure, *rows.left_out}, {*totals.unsure, *rows.unsure}
        look.filled += lines.settled(part, left_out, unclear)[2]
        look.has_orders |= lines.names_an_order
        of_rows = _without(part, {*rows.left_out, *unclear})
        for name, numbers_seen in ways.items():
            for text in _settling(of_rows, name, mapping).unique():
                numbers_seen.look_at(text)
        for name, days_seen in days.items():
            for text in texts_of(of_rows, name, "day").unique():
                days_seen.look_at(text)
        entries.look_at(of_rows.cells)
        for name in places:
            cells.update(dict(of_rows.cells[name].drop_nulls().value_counts().iter_rows()))
    shown = with_others({name: seen.way() for name, seen in ways.items()})
    shown |= {
        name: days_seen.order()
        for name, days_seen in days.items()
        if days_seen.points_in_doubt or not mapping.locale.days
    }
    look.shown = {name: way for name, way in shown.items() if way}
    look.places = _places(cells)
    return look


def typed_cells(part: Part, name: str, kind: str) -> pl.Series | None:
    """The cells of a number column that the file stores as numbers; None if there are none or the column is not one of numbers."""
    return part.typed.get(name) if kind == "number" else None


def texts_of(part: Part, name: str, kind: str) -> pl.Series:
    """The cells of a column, "" for those that are numbers in the file and mean what they say."""
    texts, typed = part.cells[name].fill_null(""), typed_cells(part, name, kind)
    if typed is None:
        return texts
    return texts.to_frame().select(pl.when(~typed).then(pl.col(name)).otherwise(pl.lit("")))[name]


def _settling(part: Part, name: str, mapping: ColumnMapping) -> pl.Series:
    """The cells of a column of numbers that can tell how it is written: a count with a fraction is refused, and tells nothing."""
    texts = texts_of(part, name, "number")
    unit = next((of for of, columns in mapping.read.items() if UNIT in columns), "")
    if QUANTITY not in mapping.columns[name] or not (unit or mapping.every_row.get(UNIT)):
        return texts
    units = (
        part.cells[unit].fill_null("") if unit else pl.repeat(mapping.every_row[UNIT], len(texts), eager=True)
    )
    counting = [text for text in units.unique() if text and is_count(text.strip())]
    parted = [text for text in texts.unique() if _has_fraction(text)]
    return texts.filter(~(units.is_in(counting) & texts.is_in(parted)))


def _has_fraction(text: str) -> bool:
    """Whether a text is a number with a fraction, in whichever way it can be read."""
    values = read_number(text).values
    return bool(values) and all(map(has_fraction, values))


def _without(part: Part, rows: Collection[int]) -> Part:
    """The part without these rows."""
    if not rows:
        return part
    kept = pl.repeat(True, part.cells.height, eager=True).scatter([*rows], False)
    return Part(
        cells=part.cells.filter(kept),
        lines=part.lines.filter(kept),
        bad=part.bad,
        done=part.done,
        as_read=part.as_read.filter(kept),
        typed={name: typed.filter(kept) for name, typed in part.typed.items()},
    )


def _by_line(part: Part, rows: Mapping[int, str]) -> dict[int, str]:
    return {int(part.lines[row]): text for row, text in sorted(rows.items())}


def _places(cells: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    """The names of places that are taken, each with its code and the number of its cells."""
    places: dict[str, tuple[str, int]] = {}
    for text, number in cells.items():
        code, written_as = sure_place(text), " ".join(text.split())
        if code and code != written_as.upper():
            places[written_as] = (code, number + places.get(written_as, ("", 0))[1])
    return dict(sorted(places.items()))
