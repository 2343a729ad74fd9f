"""The two published lists of licences, read again in plain Python: nothing of ``dualuse`` takes part.

Names of countries come from the Unicode CLDR (through Babel) and, where it does not have a spelling, from a list written by hand;
an entry is whatever looks like one in the cell. A name that neither knows fails.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale

DUTCH: Final = "nl_dual_use_licences_2004_2015.csv"
SWISS: Final = "swiss_dual_use_licences_long.csv"
MUNITIONS: Final = {"ML (GKV)", "Besondere militärische Güter"}
OTHER_LISTS: Final = {
    "Anhang 5.1", "Anhang 5.2", "National kontrollierte Güter", "ChKV", "Chemikalien CWÜ", "Sanktionsgüter",
}  # fmt: skip
NUMBERS: Final = {"0": "0E001", "80": "8E001", "90": "9E001", "200": "2E002", "500": "5E002"}
"""What a spreadsheet made of an entry, taken for a power of ten; 1 and 10 are left: they may be of the munitions list."""
# As the files write them, without accents and capitals; where Unicode has no such name.
NAMES: Final = {
    "nl": """
        AE vae | AN nederlandse antillen | BN brunei d.m | BY wit-rusland (belarus) | BY wit rusland (belarus) | CD congo d.r.
        CD congo (democratische republiek) | CG congo (republiek) | CS servie en montenegro | DE de | DJ dijbouti | EU eu
        EU eu-landen | EURATOM euratom landen | FR fr | GB vk | GQ equatoriaal guinea | GQ eq-guinee | GT guatamala | HK hongkong
        HK hong kong | KR zuid korea | KY caymaneilanden | LY lybie | MG madagascar | MK macedonie | MK fyrom | MM myanmar
        MR mauretanie | MR mauritanie | NONE niet van toepassing | PH fillipijnen | PS bez.palestijnse geb. | SHELF continentaal plat
        SS zuid-sudan | TM turkmensistan | TM turmenistan | TR turkjje | TT trinidad & tobago | US vs
        US verenigde staten van amerika | VARIOUS diverse | VARIOUS diverse landen | WORLD wereld | WORLD_BUT wereld muv gl
        WORLD_BUT wereld muv gevoelige landen | WORLD_BUT wereld muv gevoelige landen en china | ZA zuid afrika | ? congo
        """,
    "de": """
        BA bosnien-herzegowina | BW botswana | CD demokratische republik kongo | CD kongo, demokratische republik (ex-zaire)
        CI elfenbeinkuste | CN china, volksrepublik | CZ tschechische republik | EC ekuador | GB grossbritannien
        GB grossbritannien (vereinigtes konigreich) | HK hong kong | HK hongkong | HR kroatien (hrvatska)
        IR iran, islamische republik | KR korea, republik | KY kaiman-inseln | LA laos, demokratische volksrepublik
        LY libysch-arabische dschamahirija | MK mazedonien, die ehemalige jugoslawische republik | MM myanmar (birma)
        MM myanmar (union) | MO macao | QA qatar | RU russische foderation | SK slowakei, slowakische republik
        SK slowakische republik | SZ swasiland | TW taiwan, provinz von china | TW china, taiwan | TZ tansania, vereinigte republik
        US vereinigte staaten von amerika
        """,
}


@dataclass(kw_only=True)
class Licence:
    """A licence: its State, year, entries, destinations and amount."""

    authority: str
    year: str
    entries: set[str] = field(default_factory=set)
    destinations: set[str] = field(default_factory=set)
    amounts: set[Decimal] = field(default_factory=set)

    @property
    def amount(self) -> Decimal:
        """Lines that repeat an amount tell it once, different ones are added."""
        return sum(self.amounts, Decimal(0))


def dutch(folder: Path) -> list[Licence]:
    """A licence is a number; the line of a number that comes again says the same but for its code."""
    licences: dict[str, Licence] = {}
    for row in _lines(folder / DUTCH):
        licence = licences.setdefault(
            row["nummer"].strip(), Licence(authority="NL", year=row["Datum afgifte"].strip()[-4:])
        )
        cell = row["SG-Post"].strip().upper().replace("E+", "E")
        licence.entries |= _entries(cell)
        licence.destinations |= set(_places(row["Land van eindbestemming"]))
        licence.amounts |= _amount(row["Waarde(€)"])
    return list(licences.values())


def swiss(folder: Path) -> list[Licence]:
    """A licence is a case and its destination; goods of the munitions list are passed over."""
    licences: dict[tuple[str, str], Licence] = {}
    for row in _lines(folder / SWISS):
        if row["regime"] in MUNITIONS:
            continue
        place = _names("de")[_plain(row["destination_de"])]
        licence = licences.setdefault(
            (row["case_no"], place),
            Licence(authority="CH", year=row["date"][:4], entries=set(), destinations={place}),
        )
        licence.amounts |= {Decimal(row["value_chf"])} if row["value_chf"] else set()
        if row["regime"] not in OTHER_LISTS:
            licence.entries |= _entries(row["code_raw"].strip().upper())
    return list(licences.values())


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _entries(cell: str) -> set[str]:
    return set(re.findall(r"[0-9][A-E][0-9]{3}", cell)) or ({NUMBERS[cell]} if cell in NUMBERS else set())


def _amount(text: str) -> set[Decimal]:
    """Commas and points part thousands; before one or two digits at the end, nobody can say what a point does."""
    text = text.strip().replace(",", "")
    _, point, rest = text.rpartition(".")
    return set() if point and len(rest) < 3 else {Decimal(text.replace(".", ""))}


def _places(cell: str) -> Iterator[str]:
    """The destinations of a Dutch cell, without the countries on the way."""
    text = _plain(re.split(r"\s+via\s+", cell, flags=re.IGNORECASE)[0])
    whole = _names("nl").get(text)
    for code in [whole] if whole else [_names("nl")[_plain(part)] for part in re.split(r"[,/]|\ben\b", text)]:
        if code != "?":
            yield code


@lru_cache(maxsize=2)
def _names(language: str) -> dict[str, str]:
    unicode_names = Locale(language).territories.items()
    codes = {_plain(name): code for code, name in unicode_names if len(code) == 2 and code.isalpha()}
    for part in re.split(r"[|\n]", NAMES[language]):
        code, _, name = part.strip().partition(" ")
        codes |= {name: code} if name else {}
    return codes


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
