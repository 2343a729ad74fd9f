"""The two files of licences, line by line and cell by cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from dualuse.law.control_list import normal_code
from dualuse.law.control_list.outline import Edition
from examples.granted_licences.places import dutch_places, read_place
from examples.granted_licences.unread import SWISS_LISTS, Reason, UnreadError, why_no_code

DUTCH_FILE: Final = "nl_dual_use_licences_2004_2015.csv"
SWISS_FILE: Final = "swiss_dual_use_licences_long.csv"
MUNITIONS_CATEGORIES: Final = range(1, 23)
"""The munitions list has categories ML1 to ML22; a bare number among these may be one of them."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
            "NL",
            number,
            row["Datum afgifte"],
            row["SG-Post"],
            row["Land van eindbestemming"],
            row["Waarde(€)"],
        )
        for number, row in enumerate(_records(folder / DUTCH_FILE), 1)
    ]


def swiss_lines(folder: Path) -> list[Raw]:
    """All lines of the Swiss file, which has a line per code of a licence."""
    return [
        Raw(
            "CH", number, row["date"], row["code_raw"], row["destination_de"], row["value_chf"], row["regime"]
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
    for pattern in ("%d-%m-%Y", "%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    raise UnreadError(Reason.DATE, text)


def dutch_amount(text: str) -> Decimal:
    """The amount of ``25,740``, ``2.308.000`` or ``112.95``: a comma, or a point before three digits, is no decimal."""
    text = text.strip().replace(",", "")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        text = text.replace(".", "")
    return plain_amount(text)


def plain_amount(text: str) -> Decimal:
    """The amount of ``10881.35``: digits, with a decimal point if any."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text.strip()):
        raise UnreadError(Reason.VALUE, text)
    return Decimal(text.strip())


def one_code(text: str) -> str | None:
    """A code of Annex I in any of the ways it is written (``6A002a2a``, ``1C350-16``, ``1C35009``, ``2B201.a1``)."""
    match = re.fullmatch(r"([0-9][A-Ea-e][0-9]{3})([0-9A-Za-z.\- ]*)", text.strip())
    if match is None:
        return None
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[a-z]|[0-9]+", match[2].lower())]
    return normal_code(".".join((match[1], *parts)))


def related_code(text: str, before: str) -> str | None:
    """What ``b`` or ``g3`` after ``2B350.a``, or ``3`` after ``2B350.d.2``, stands for."""
    if re.fullmatch(r"[a-z][0-9]*", text):
        return one_code(before[:5] + text)
    if text.isdigit() and before[-1].isdigit() and "." in before:
        return one_code(f"{before.rpartition('.')[0]}.{text}")
    return None


def read_codes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes in a cell, and the parts of it that are none; ``1E+201`` is what a spreadsheet makes of ``1E201``."""
    repaired = re.sub(r"([0-9])E\+([0-9]{3})", r"\1E\2", cell)
    codes: list[str] = []
    left_out: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[,;+\n]|\ben\b|\bund\b", repaired))):
        code = one_code(part) or (related_code(part, codes[-1]) if codes else None)
        if code is None:
            left_out.append(part)
        elif code not in codes:
            codes.append(code)
    return tuple(codes), tuple(left_out)


def code_of_number(cell: str, edition: Edition) -> str | None:
    """The entry that a spreadsheet took for a number: ``200`` was ``2E002``, two times ten to the second.

    Only where one entry alone gives the number, and no category of the munitions list has it.
    """
    text = cell.strip()
    if not re.fullmatch(r"0|[1-9]0+", text) or int(text) in MUNITIONS_CATEGORIES:
        return None
    found = [code for code in edition.entry_codes if code[1] == "E" and _as_number(code) == int(text)]
    return found[0] if len(found) == 1 else None


def _as_number(code: str) -> int:
    return int(code[0]) * 10 ** int(code[2:5])


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
