"""Destinations as authorities write them: countries in Dutch and German, several in a cell, stops on the way, none at all."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from dualuse.i18n.places import place_names

_FILE: Final = Path(__file__).with_name("places.toml")
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
    with _FILE.open("rb") as stream:
        data = tomllib.load(stream)
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
