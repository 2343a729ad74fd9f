"""What people call a place that is no name of its State: a part of it, a former name, one in another language. Asked about, never assumed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from dualuse.i18n.places import names_everywhere

_MEANT: Final[dict[str, tuple[str, ...]]] = {
    "AE": ("sharjah", "emirats"),
    "CD": ("zaire", "congo-kinshasa"),
    "CN": ("prc", "p.r.c.", "p.r. china", "mainland china", "festlandchina", "rotchina", "tibet", "inner mongolia"),
    "CZ": ("tschechei", "bohemia", "böhmen", "bohême", "tchéquie"),
    "DE": ("brd", "frg", "rfa", "bavaria", "bayern", "bavière", "west germany"),
    "ES": ("catalonia", "katalonien", "catalogne", "balearics", "balearen"),
    "GB": (
        "england", "scotland", "wales", "angleterre", "écosse", "pays de galles", "schottland", "engeland", "inghilterra", "inglaterra", "england (uk)", "scotland (uk)",
        "wales (uk)", "england, uk", "scotland, uk", "wales, uk", "england (gb)", "england and wales", "vereinigtes königr.", "gb-eng", "gb-sct", "gb-wls", "u.k.", "g.b.", "northern ireland (uk)",
    ),
    "GR": ("hellas",),
    "IE": ("eire", "éire", "republic of ireland", "republik irland"),
    "IR": ("persia", "persien", "perse"),
    "KG": ("kirghizia", "kirgisien"),
    "KP, KR": ("korea", "corée", "corea", "coreia"),
    "CD, CG": ("kongo", "congo"),
    "KH": ("kampuchea",),
    "LK": ("ceylon", "ceylan"),
    "NL": ("the netherlands", "niederl."),
    "PT": ("madeira", "azores", "azoren"),
    "RU": ("siberia", "sibirien", "sibérie", "chechnya", "tschetschenien", "russian fed.", "tatarstan"),
    "SA": ("ksa", "saudi", "saudiarab."),
    "TH": ("siam",),
    "TL": ("east timor", "osttimor", "timor oriental"),
    "TW": ("formosa", "roc", "r.o.c.", "chinese taipei"),
    "US": ("america", "amerika", "amérique", "u.s.", "u.s.a.", "texas", "alaska", "california", "kalifornien", "hawaii"),
    "VA": ("vatikan", "vatican"),
    "ZA": ("rsa", "r.s.a."),
}  # fmt: skip


@lru_cache(maxsize=4096)
def place_meant(text: str) -> tuple[str, ...]:
    """The codes of the places that are surely meant by one that is none of their names in our languages; () where nobody knows."""
    plain = _plain(text)
    return _codes().get(plain, ()) or _codes_elsewhere().get(plain, ())


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    return {_plain(name): tuple(codes.split(", ")) for codes, names in _MEANT.items() for name in names}


@lru_cache(maxsize=1)
def _codes_elsewhere() -> dict[str, tuple[str, ...]]:
    """The names in other languages, each to all places that it is the name of."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, names in names_everywhere().items():
        for plain in dict.fromkeys(map(_plain, names)):
            codes[plain] = (*codes.get(plain, ()), code)
    return codes


def _plain(text: str) -> str:
    """Without case, marks on letters, points and more than one blank."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign) and sign != ".")
    return " ".join(kept.split())
