"""Where a name of a place under measures is the name of something else: a street, or a place of the same name in another country.

Only what is sure counts: a street word beside the name, a state or province of the country stated behind it, a longer name that is a
place of its own, or a place of the same name whose region the text names too. Everything else stays a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.i18n.places import place_names

_ALIKE: Final = str.maketrans({**dict.fromkeys("’‘ʼ´`", "'"), "ł": "l", "đ": "d", "ø": "o", "ı": "i"})
"""Apostrophes, and letters whose stroke is no accent to Unicode: who has another keyboard leaves it away."""


@lru_cache(maxsize=4096)
def without_accents(text: str) -> str:
    """In lower case and without accents, as names are written abroad: ``Téhéran``, ``İRAN``, ``Białoruś``; one kind of apostrophe."""
    return without_accents_once(text)


def without_accents_once(text: str) -> str:
    """:func:`without_accents` of one of thousands of names, each of which is asked for once: they are not kept."""
    folded = text.casefold().translate(_ALIKE)
    return folded if folded.isascii() else unicodedata.normalize("NFKD", folded).translate(_WITHOUT_MARKS)


class _WithoutMarks(dict[int, int | None]):
    """Code of a sign to itself, or to None where it is a mark on another; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS: Final = _WithoutMarks()


_STREETS_BEHIND: Final = (
    *(
        "caddesi",
        "cad",
        "sokak",
        "bulvari",
        "street",
        "road",
        "lane",
        "drive",
        "square",
        "crescent",
        "terrace",
        "mews",
    ),
    *(
        "straße",
        "strasse",
        "allee",
        "platz",
        "gasse",
        "weg",
        "ufer",
        "damm",
        "straat",
        "laan",
        "plein",
        "gatan",
        "ulica",
    ),
)
_STREETS_BEHIND_WITH_A_NUMBER: Final = ("str", "avenue", "ave", "boulevard", "blvd")
"""Words that also stand before the name of a street, in an address whose town comes first: ``Minsk str. Lenina 5``."""
_STREETS_BEHIND_IN: Final = {"KR": ("ro", "daero", "gil")}
_STREETS_BEFORE: Final = (
    *(f"{street} {of}" for street in ("rue", "avenue", "boulevard") for of in ("de ", "de la ", "du ", "d'")),
    *(
        "calle ",
        "calle de ",
        "avenida de ",
        "plaza de ",
        "rua de ",
        "place de ",
        "quai de ",
        "paseo de ",
        "piazza ",
        "ulica ",
    ),
)
_GOODS_BEHIND: Final = {
    "damascus": re.compile(r"[ -]steel(?: [a-z]+)? (?:knife|knives|blades?|razors?|swords?|daggers?)(?!\w)")
}
"""By name: what is made of a material or to a pattern that is called after the town."""
_STREETS_OF_A_PERSON: Final = {
    "togliatti": (("IT", "SM"), ("via ", "viale ", "corso ", "piazza ", "palmiro "))
}
"""By name: the countries where streets bear the name of the person whom the town is named after, and what stands before it."""


@dataclass(frozen=True, slots=True)
class Regions:
    """The states or provinces of a country by their codes, and how its postcodes look."""

    names: dict[str, str]
    postcode: str


_REGIONS: Final = {
    "US": Regions(
        {
            "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
            "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
            "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
            "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
            "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
            "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
            "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
            "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
            "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
            "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
        },
        r"\d{5}(?:-\d{4})?",
    ),
    "CA": Regions(
        {
            "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick",
            "NL": "Newfoundland and Labrador", "NS": "Nova Scotia", "ON": "Ontario", "PE": "Prince Edward Island",
            "QC": "Quebec", "SK": "Saskatchewan",
        },
        r"[a-z]\d[a-z] ?\d[a-z]\d",
    ),
    "AU": Regions(
        {
            "ACT": "Australian Capital Territory", "NSW": "New South Wales", "NT": "Northern Territory",
            "QLD": "Queensland", "SA": "South Australia", "TAS": "Tasmania", "VIC": "Victoria",
            "WA": "Western Australia",
        },
        r"\d{4}",
    ),
}  # fmt: skip
_NEEDS_A_POSTCODE: Final = frozenset({"CO", "DE", "IN", "MO", "RI", "NT", "SK"})
"""Codes that may mean something else behind the name of a town, such as ``Co`` and ``MO`` (Moskovskaya oblast)."""

_LONGER_NAMES: Final = {
    "PL": ("minsk mazowiecki", "stary minsk", "nowy minsk"),
    "NL": ("de krim",),
    "US": (
        "moscow mills",
        "new moscow",
        "new damascus",
        "damascus township",
        "west moscow",
        "russian river",
        "russian hill",
    ),
    "GB": ("little moscow",),
    "IL": ("damascus gate",),
    "TJ": ("kurgan tyube", "kurgan-tyube", "kurgan-teppa"),
}
"""Places whose name holds that of a town under measures, by country."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place that has the name of a town under measures, in another country; ``beside``: its region, as addresses name it.

    Without a region it is so well known that the name is its own wherever that country is stated. ``regions``: those that right behind
    the name say which place it is, whatever country is stated.
    """

    name: str
    country: str
    beside: tuple[str, ...]
    regions: tuple[str, ...] = ()


_OF_BREST: Final = ("bretagne", "brittany", "bretana", "bretagna", "finistere", "penn-ar-bed", "бретань")
_NAMESAKES: Final = (
    Namesake("kazan", "TR", ("ankara",)),
    Namesake("tokmak", "KG", ("chuy", "chui", "kyrgyzstan", "kirgisistan", "kirghizistan")),
    Namesake("rasht", "TJ", ("gharm", "garm", "tajikistan", "tadschikistan", "tadjikistan")),
    Namesake("samara", "CR", ("guanacaste", "nicoya", "costa rica")),
    Namesake("homs", "LY", ("murqub", "libya", "libyen", "libye")),
    Namesake("nampo", "KR", ("busan", "pusan")),
    Namesake("moscow", "GB", ("ayrshire", "kilmarnock", "galston")),
    Namesake("brest", "FR", (), _OF_BREST),
    Namesake("брест", "FR", (), _OF_BREST),
    Namesake("kronstadt", "RO", ()),
    Namesake("armavir", "AM", ()),
    Namesake("tula", "MX", ()),
    Namesake("tula", "IT", ("sassari", "sardegna", "sardinia")),
    Namesake("orel", "CZ", ("chrudim",)),
    Namesake("ivanovo", "BG", ()),
    Namesake("siberia", "CO", ()),
)


def is_another(text: str, start: int, end: int, country: str | None) -> bool:
    """Whether the name of a place at ``start`` to ``end`` is surely the name of something else.

    Args:
        text: without accents and in lower case (``without_accents``).
        start, end: where the name stands in it.
        country: code of the country that is stated for what the text is about.
    """
    before, name, behind = text[:start], text[start:end], text[end:]
    if _street_behind(country).match(behind) or _is_behind_a_street(before, name, country):
        return True
    if name in _GOODS_BEHIND and _GOODS_BEHIND[name].match(behind):
        return True
    if any(namesake.name == name and _right_behind(namesake).match(behind) for namesake in _NAMESAKES):
        return True
    if country is None:
        return False
    if country in _REGIONS and _region(country).match(behind):
        return True
    if any(
        place.start() <= start and end <= place.end()
        for longer in _LONGER_NAMES.get(country, ())
        for place in re.finditer(rf"(?<!\w){re.escape(longer)}(?!\w)", text)
    ):
        return True
    return any(
        namesake.name == name
        and namesake.country == country
        and (not namesake.beside or _names_any(namesake.beside, before + behind))
        for namesake in _NAMESAKES
    )


@lru_cache(maxsize=64)
def _right_behind(namesake: Namesake) -> re.Pattern[str]:
    """What right behind the name of a place says that it is the namesake: a region that only it lies in, or its State with which the
    part of the text ends. A place after a comma that others follow may be the next one on the way."""
    states = (without_accents(name) for name in (*place_names()[namesake.country], *namesake.beside))
    any_state = "|".join(re.escape(name) for name in sorted(states, key=len, reverse=True) if len(name) > 2)
    regions = "|".join(map(re.escape, namesake.regions)) or r"(?!)"
    return re.compile(rf" ?[,(/-]? ?(?:{regions})(?!\w)| ?[,(/] ?(?:{any_state})(?= ?(?:$|[.;)\n]))")


def _names_any(words: Iterable[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


@lru_cache(maxsize=300)
def _street_behind(country: str | None) -> re.Pattern[str]:
    plain = (*map(without_accents, _STREETS_BEHIND), *_STREETS_BEHIND_IN.get(country or "", ()))
    numbered = "|".join(_STREETS_BEHIND_WITH_A_NUMBER)
    return re.compile(rf"[ -](?:(?:{'|'.join(plain)})(?!\w)|(?:{numbered})\b\.?(?= *(?:$|,|;|\d)))")


def _is_behind_a_street(before: str, name: str, country: str | None) -> bool:
    countries, streets = _STREETS_OF_A_PERSON.get(name, ((), ()))
    return before.endswith(_STREETS_BEFORE) or (country in countries and before.endswith(streets))


def region_behind(behind: str) -> str:
    """The country whose state or province stands right behind the name of a town; "" where none does."""
    return next((country for country in _REGIONS if _region(country).match(behind)), "")


@lru_cache(maxsize=8)
def _region(country: str) -> re.Pattern[str]:
    """A state or province of the country right behind the name of a town: by its name, or by its code at the end of a part."""
    regions = _REGIONS[country]
    names = "|".join(re.escape(without_accents(name)) for name in regions.names.values())
    alone = "|".join(code.casefold() for code in regions.names if code not in _NEEDS_A_POSTCODE)
    coded = "|".join(code.casefold() for code in regions.names)
    return re.compile(
        rf"(?: ?, ?| \(?)(?:(?:{names})(?!\w)"
        rf"|(?:{coded}),? {regions.postcode}(?!\w)"
        rf"|(?:{alone})(?= ?(?:$|[,;)]| usa?(?!\w)| united states| canada| australia)))"
    )
