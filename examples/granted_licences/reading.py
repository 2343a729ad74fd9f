"""The two files of licences, line by line and cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from dualuse.law.eu_2021_821.control_list.outline import Edition
from dualuse.transparency.importing import cells
from dualuse.transparency.importing.cells import code_of_number
from examples.granted_licences.places import dutch_places, read_place
from examples.granted_licences.unread import SWISS_LISTS, Reason, UnreadError, why_no_code

DUTCH_FILE: Final = "nl_dual_use_licences_2004_2015.csv"
SWISS_FILE: Final = "swiss_dual_use_licences_long.csv"
MUNITIONS_CATEGORIES: Final = range(1, 23)
"""The munitions list has categories ML1 to ML22; a bare number among these may be one of them."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A line as it stands in its file; ``origin`` is ``NL`` or ``CH``, ``row`` counts the records from 1."""

    origin: str
    row: int
    day: str
    code: str
    destination: str
    value: str
    regime: str = ""

    @property
    def reference(self) -> str:
        """A name for the line, the same in every run."""
        return f"{self.origin}-{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A line as read. ``gone``: codes that the edition does not have; ``left_out``: parts of the cell that are no code."""

    day: date
    codes: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...]
    destination: str
    via: str | None
    value: Decimal


# Taking lines


def dutch_lines(folder: Path) -> list[Raw]:
    """All lines of the Dutch file."""
    return [
        Raw(
            origin="NL",
            row=number,
            day=row["Datum afgifte"],
            code=row["SG-Post"],
            destination=row["Land van eindbestemming"],
            value=row["Waarde(€)"],
        )
        for number, row in enumerate(_records(folder / DUTCH_FILE), 1)
    ]


def swiss_lines(folder: Path) -> list[Raw]:
    """All lines of the Swiss file, which has a line per code of a licence."""
    return [
        Raw(
            origin="CH",
            row=number,
            day=row["date"],
            code=row["code_raw"],
            destination=row["destination_de"],
            value=row["value_chf"],
            regime=row["regime"],
        )
        for number, row in enumerate(_records(folder / SWISS_FILE), 1)
    ]


def all_lines(folder: Path) -> list[Raw]:
    """All lines of both files."""
    return dutch_lines(folder) + swiss_lines(folder)


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def spread(lines: Sequence[Line], number: int) -> list[Line]:
    """``number`` of the lines, evenly spread, the first one included; all of them if there are fewer."""
    number = min(number, len(lines))
    return [lines[index * len(lines) // number] for index in range(number)]


# Reading a cell


def read_day(text: str) -> date:
    """The day of ``27-01-2004`` (day first), ``01/13/2005`` (month first) or ``2012-01-04``."""
    day, _ = cells.read_day(text)
    if day is None:
        raise UnreadError(Reason.DATE, text)
    return day


def dutch_amount(text: str) -> Decimal:
    """The amount of ``25,740``, ``2.308.000`` or ``112.95``: a comma, or a point before three digits, is no decimal."""
    amount, remarks = cells.read_amount(text)
    return Decimal(text.strip()) if "point_doubtful" in remarks else _stated(amount, text)


def plain_amount(text: str) -> Decimal:
    """The amount of ``10881.35``: digits, with a decimal point if any."""
    return _stated(cells.read_amount(text, point_parts_thousands=False)[0] if "," not in text else None, text)


def _stated(amount: Decimal | None, text: str) -> Decimal:
    if amount is None:
        raise UnreadError(Reason.VALUE, text)
    return amount


def read_codes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes in a cell, and the parts of it that are none; ``1E+201`` is what a spreadsheet makes of ``1E201``."""
    return cells.read_codes(cell)[:2]


# Reading a line


def read_line(raw: Raw, edition: Edition) -> Reading:
    """A line as read.

    Raises:
        UnreadError: with the reason; the code is looked at first, then the country, the date and the value.
    """
    codes, left_out = _codes_of(raw, edition)
    dutch = raw.origin == "NL"
    destination, via = dutch_places(raw.destination) if dutch else (read_place(raw.destination, "de"), None)
    return Reading(
        day=read_day(raw.day),
        codes=tuple(code for code in codes if code in edition.codes),
        gone=tuple(code for code in codes if code not in edition.codes),
        left_out=left_out,
        destination=destination,
        via=via,
        value=(dutch_amount if dutch else plain_amount)(raw.value),
    )


def _codes_of(raw: Raw, edition: Edition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes, left_out = read_codes(raw.code)
    if codes:
        return codes, left_out
    number = code_of_number(raw.code, edition) if raw.regime not in SWISS_LISTS else None
    if number is None:
        raise UnreadError(why_no_code(raw.code, raw.regime), raw.code.strip())
    return (number,), ()
