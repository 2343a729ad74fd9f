"""Rows of a table for which guidance asks for due diligence, as the summary tells them: surveillance items and sensitive destinations.

Art. 5(2), Recommendation (EU) 2024/2659, and a rule of this program, as ``check`` says it of one transaction; that words, services or
knowledge ask for it, too, only ``check`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import polars as pl

from dualuse.bulk.summary.terminal_lines import Line
from dualuse.i18n import N_, fill, grouped
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.territories import find_place

_CODE: Final = re.compile(r"\d[A-E]\d{3}[\w.]*")
_ENTRIES, _SURVEILLANCE, _DESTINATION = "items.entries", "items.cyber_surveillance", "destination"
_DAY: Final = "day"
_ASKS: Final = "asks"
_NAMED: Final = 8
"""Rows that the summary names."""
ASKED_FOR: Final = N_("due diligence is asked for (dualuse diligence ask)")
"""Among the reasons of such a row where there is room for few, in a workbook."""
_YES: Final = frozenset({"true", "yes", "1"})


def rows_that_ask(cells: pl.DataFrame, days: pl.Series) -> pl.Series:
    """Which rows ask for due diligence. ``cells``: judged rows by the names of the contract; ``days``: the day of each, in ISO form."""
    names = [name for name in (_ENTRIES, _SURVEILLANCE, _DESTINATION) if name in cells.columns]
    if not names:
        return same_in_each_row(False, cells.height, pl.Boolean)
    rows = cells.select(pl.col(name).cast(pl.String).fill_null("") for name in names)
    keys = rows.with_columns(days.cast(pl.String).fill_null("").alias(_DAY))
    alike = keys.unique(maintain_order=True)
    asking = alike.with_columns(
        pl.Series(_ASKS, [_asks(row) for row in alike.iter_rows(named=True)], pl.Boolean)
    )
    return keys.join(asking, on=[*names, _DAY], how="left", maintain_order="left")[_ASKS].fill_null(False)


def _asks(row: dict[str, str]) -> bool:
    if row.get(_SURVEILLANCE, "").strip().casefold() in _YES:
        return True
    codes = _CODE.findall(row.get(_ENTRIES, "").upper())
    if any(SURVEILLANCE.covers(_as_written(code), {}) is not False for code in codes):
        return True
    place, day = find_place(row.get(_DESTINATION, "")), row[_DAY][:10]
    return bool(place and day) and ARMS_EMBARGO.contains(place or "", date.fromisoformat(day)) is not False


def _as_written(code: str) -> str:
    return code[:5] + code[5:].lower()


def diligence_lines(number: int, first: Sequence[int], language: str) -> Iterator[Line]:
    """The line that says so, with the rows and the command that asks the questions of one; nothing where no row asks for it."""
    if number:
        named = ", ".join(map(str, first[:_NAMED])) + (", …" if number > _NAMED else "")
        text = N_(
            "Due diligence is asked for, rows: {number} ({rows}), surveillance items and sensitive destinations; for a transaction: dualuse diligence ask FILE"
        )
        yield Line(fill(text, language, number=grouped(number, language), rows=named), is_cut=True)
