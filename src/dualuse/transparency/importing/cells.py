"""Cells of published files: dates, amounts and codes in all the ways authorities have written them.

Each function gives what the cell says and remarks (:data:`~.report.REMARKS`) on how it was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from dualuse.data_folders import data_file
from dualuse.i18n.places import place_names
from dualuse.inputs.data_files import read_toml
from dualuse.law.eu_2021_821.control_list import newest_outline, normal_code
from dualuse.law.eu_2021_821.control_list.outline import Edition

Remarks = tuple[str, ...]
_DATES: Final = (("%d-%m-%Y", "date_day_first"), ("%m/%d/%Y", "date_month_first"), ("%Y-%m-%d", ""))
MUNITIONS_CATEGORIES: Final = range(1, 23)
"""The munitions list has categories ML1 to ML22: a bare number among these may be one of them."""
_BETWEEN_CODES: Final = re.compile(r"[,;+\n]|\ben\b|\bund\b|\bet\b|\band\b")


def read_day(text: str) -> tuple[date | None, Remarks]:
    """The day of ``27-01-2004`` (day first), ``01/13/2005`` (month first) or ``2012-01-04``."""
    text = text.strip()
    for pattern, remark in _DATES:
        try:
            return datetime.strptime(text, pattern).date(), (remark,) if remark else ()
        except ValueError:
            continue
    return None, ("date_unread",) if text else ()


def read_amount(text: str, *, point_parts_thousands: bool = True) -> tuple[Decimal | None, Remarks]:
    """The amount of ``25,740``, ``2.308.000``, ``10881.35`` or ``10881``.

    ``point_parts_thousands``: the file writes thousands with points too, so that ``5.539`` is five thousand, and ``112.95`` may be
    112,950 whose last nought a spreadsheet dropped: its amount is not known.
    """
    text = text.strip()
    if not text:
        return None, ()
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        return Decimal(text.replace(",", "")), ("thousands_comma",)
    if point_parts_thousands and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        return Decimal(text.replace(".", "")), ("thousands_point",)
    if point_parts_thousands and re.fullmatch(r"[0-9]{1,3}\.[0-9]{1,2}", text):
        return None, ("point_doubtful",)
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        amount = Decimal(text)
        return amount, ("value_one",) if amount == 1 else ()
    return None, ("value_unread",)


def read_code(text: str) -> str | None:
    """A code of Annex I in any of the ways it is written (``6A002a2a``, ``1C350-16``, ``1C35009``, ``2B201.a1``)."""
    match = re.fullmatch(r"([0-9][A-Ea-e][0-9]{3})([0-9A-Za-z.\- ]*)", text.strip())
    if match is None:
        return None
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[a-z]|[0-9]+", match[2].lower())]
    return normal_code(".".join((match[1], *parts)))


def related_code(text: str, before: str) -> str | None:
    """What ``b`` or ``g3`` after ``2B350.a``, or ``3`` after ``2B350.d.2``, stands for."""
    if re.fullmatch(r"[a-z][0-9]*", text):
        return read_code(before[:5] + text)
    if text.isdigit() and before[-1].isdigit() and "." in before:
        return read_code(f"{before.rpartition('.')[0]}.{text}")
    return None


def read_codes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...], Remarks]:
    """The codes in a cell, the parts of it that are none, and remarks; ``1E+201`` is what a spreadsheet makes of ``1E201``."""
    repaired = re.sub(r"([0-9])E\+([0-9]{3})", r"\1E\2", cell)
    remarks = ["code_from_number"] if repaired != cell else []
    codes: list[str] = []
    left_out: list[str] = []
    parts = [part for part in map(str.strip, _BETWEEN_CODES.split(repaired)) if part]
    for part in parts:
        code = read_code(part)
        if code is None and codes and (code := related_code(part, codes[-1])) is not None:
            remarks.append("code_short_for")
        if code is None:
            left_out.append(part)
        elif code not in codes:
            codes.append(code)
    if len(parts) > 1:
        remarks.append("several_codes")
    if any(code not in newest_outline().codes for code in codes):
        remarks.append("code_not_in_edition")
    return tuple(codes), tuple(left_out), tuple(dict.fromkeys(remarks))


def read_entries(cell: str) -> tuple[tuple[str, ...], Remarks]:
    """The entries that a cell of codes of Annex I names, one that a spreadsheet made a number among them, and remarks."""
    text = cell.strip()
    if not text:
        return (), ("code_missing",)
    codes, left_out, remarks = read_codes(text)
    if codes:
        return codes, (*remarks, "code_unread") if left_out else remarks
    number = code_of_number(text)
    return ((number,), ("code_from_number",)) if number else ((), ("code_unread",))


def code_of_number(cell: str, edition: Edition | None = None) -> str | None:
    """The entry that a spreadsheet took for a number: ``200`` was ``2E002``, two times ten to the second.

    Only where one entry alone gives the number, and no category of the munitions list has it. ``edition``: default the newest.
    """
    text = cell.strip()
    if not re.fullmatch(r"0|[1-9]0+", text) or int(text) in MUNITIONS_CATEGORIES:
        return None
    codes = [
        code
        for code in (edition or newest_outline()).entry_codes
        if code[1] == "E" and int(code[0]) * 10 ** int(code[2:5]) == int(text)
    ]
    return codes[0] if len(codes) == 1 else None


_VIA: Final = re.compile(r"\s+via\s+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,/&;]|\ben\b|\bund\b")

Language = Literal["nl", "de"]


@dataclass(frozen=True, slots=True)
class Places:
    """What a cell says: places (ISO 3166-1 codes, or words of ``NO_COUNTRY``), stops on the way, remarks."""

    destination: tuple[str, ...]
    via: tuple[str, ...]
    remarks: tuple[str, ...]


def plain_name(text: str) -> str:
    """A name without accents, case and superfluous blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    """Per section of the file of places: plain name to code."""
    data = read_toml(data_file("transparency/importing/places.toml"))
    return {
        section: {plain_name(name): code for code, names in rows.items() for name in names}
        for section, rows in data.items()
    }


def read_places(cell: str, language: Language) -> Places:
    """The places of a cell: ``Brazilië via Israël`` goes to Brazil, through Israel; ``VK en Zweden`` to two countries."""
    if not cell.strip():
        return Places((), (), ())
    first, *stops = _VIA.split(cell.strip())
    destination, remarks = _codes_of_names(first, language)
    via: list[str] = []
    for stop in stops:
        codes, more = _codes_of_names(stop, language)
        via += codes
        remarks += [remark for remark in more if remark != "several_countries"]
    if stops:
        remarks.append("via")
    return Places(tuple(destination), tuple(via), tuple(dict.fromkeys(remarks)))


def _codes_of_names(text: str, language: Language) -> tuple[list[str], list[str]]:
    """The codes of one name, or of several in a row."""
    code, remark = read_place(text, language)
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    if code or remark != "country_unread" or len(parts) < 2:
        return [code] if code else [], [remark] if remark else []
    codes: list[str] = []
    remarks = ["several_countries"]
    for part in parts:
        code, remark = read_place(part, language)
        codes += [code] if code and code not in codes else []
        remarks += [remark] if remark else []
    return codes, list(dict.fromkeys(remarks))


def read_place(text: str, language: Language) -> tuple[str, str]:
    """The code of one name, or word of ``NO_COUNTRY``, and a remark; "" where it is not understood."""
    plain, tables = plain_name(text), _tables()
    if plain in tables[language]:
        return tables[language][plain], ""
    for section, remark in (("no_country", "no_country"), ("former", "former_country")):
        if plain in tables[section]:
            return tables[section][plain], remark
    code = text.strip()
    if len(code) == 2 and code.isupper() and code in place_names():
        return code, ""
    return "", "ambiguous_country" if plain in tables["ambiguous"] else "country_unread"
