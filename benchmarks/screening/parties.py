"""Rows as our own records: what is listed, and what is asked."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Final

from benchmarks.screening.cases import Row
from dualuse.screening.screened import Query
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    IdentifierKind,
    Kind,
    ListedName,
    ListedParty,
    NameKind,
    PartialDate,
    Quality,
)
from dualuse.wording.places import places_by_name

KINDS: Final[dict[str, Kind]] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
NAMES: Final[tuple[tuple[str, NameKind, Quality], ...]] = (
    ("name", "primary", "strong"),
    ("alias", "alias", "unstated"),
    ("previousName", "former", "unstated"),
    ("weakAlias", "alias", "weak"),
)
IDENTIFIERS: Final[tuple[tuple[str, IdentifierKind], ...]] = (
    ("imoNumber", "imo"),
    ("mmsi", "mmsi"),
    ("passportNumber", "passport"),
    ("idNumber", "national_id"),
    ("registrationNumber", "registration"),
    ("taxNumber", "tax"),
    ("innCode", "tax"),
    ("leiCode", "lei"),
    ("swiftBic", "bic"),
)
SCRIPTS: Final = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "CJK": "Hani",
    "GREEK": "Grek",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "THAI": "Thai",
    "GEORGIAN": "Geor",
    "KHMER": "Khmr",
    "DEVANAGARI": "Deva",
    "KATAKANA": "Kana",
    "HIRAGANA": "Hira",
}
OTHER_NAMES: Final = {"east timor": "TL", "democratic republic of the congo": "CD"}
"""Names that the cases use for a State and our own table of places does not."""


def listed_party(row: Row) -> ListedParty:
    """A row of a list as the record that all lists become."""
    found = row["properties"]
    return ListedParty(
        id=row["id"],
        list=row["datasets"][0],
        kind=KINDS.get(row["schema"], "unknown"),
        names=tuple(
            ListedName(text, kind, quality, script=_script(text))
            for key, kind, quality in NAMES
            for text in found.get(key, ())
        ),
        birth_dates=tuple(PartialDate(value) for value in found.get("birthDate", ())),
        birth_places=tuple(found.get("birthPlace", ())),
        nationalities=_countries(found.get("nationality", ())),
        countries=_countries((*found.get("country", ()), *found.get("flag", ()))),
        genders=tuple(found.get("gender", ())),
        identifiers=tuple(
            Identifier(kind, value) for key, kind in IDENTIFIERS for value in found.get(key, ())
        ),
        addresses=tuple(Address(text) for text in found.get("address", ())),
        programmes=tuple(found.get("program", ())),
    )


def query(row: Row, id: str) -> Query:
    """A case as a question to the screener."""
    found = row["properties"]
    countries = (*found.get("nationality", ()), *found.get("country", ()))
    return Query(
        names=tuple(found["name"]),
        id=id,
        kind=KINDS.get(row["schema"], "unknown"),
        birth_dates=tuple(found.get("birthDate", ())),
        countries=tuple(dict.fromkeys(filter(None, map(code, countries)))),
        identifiers=tuple((kind, value) for key, kind in IDENTIFIERS for value in found.get(key, ())),
    )


@cache
def code(country: str) -> str:
    """The code of a country written as a code or in English; "" where it is not known."""
    if len(country) == 2:
        return country.upper()
    name = country.casefold()
    return OTHER_NAMES.get(name) or places_by_name().get(name, "")


def _countries(found: Any) -> tuple[Country, ...]:
    return tuple(Country(code(text), text) for text in dict.fromkeys(found))


def _script(text: str) -> str:
    """The script of the first letter that has one we know, as far as its name in Unicode tells."""
    for letter in text:
        if letter.isalpha():
            return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "Zyyy")
    return "Latn"
