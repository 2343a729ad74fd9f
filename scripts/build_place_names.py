"""Write src/dualuse/i18n/place_names.json, place_cities.json and place_names_everywhere.json from the Unicode CLDR, as packaged by Babel.

Run: ``.venv/bin/python scripts/build_place_names.py``. ISO 3166-1 codes only, plus the named territories below,
whose names are our own words. Cities are those that CLDR names of time zones, with the State of each.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from dualuse.free_text.namesakes import without_accents
from dualuse.i18n import LANGUAGES
from dualuse.i18n.places import places_by_name

FOLDER = Path(__file__).parent.parent / "src/dualuse/i18n"
TARGET = FOLDER / "place_names.json"
CITIES = FOLDER / "place_cities.json"
EVERYWHERE = FOLDER / "place_names_everywhere.json"
NOT_ISO_3166_1 = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
NAMED = {
    "XC": ("Ceuta", "Ceuta", "Ceuta"),
    "XL": ("Melilla", "Melilla", "Melilla"),
    "XI": ("Northern Ireland", "Nordirland", "Irlande du Nord"),
    "XK": ("Kosovo", "Kosovo", "Kosovo"),
    "DE-HELGOLAND": ("Heligoland", "Helgoland", "Heligoland"),
    "DE-BUESINGEN": ("Büsingen", "Büsingen", "Büsingen"),
    "IT-LIVIGNO": ("Livigno", "Livigno", "Livigno"),
    "CY-UKSBA": (
        "Akrotiri and Dhekelia (sovereign base areas)",
        "Akrotiri und Dekelia (Hoheitszonen)",
        "Akrotiri et Dhekelia (zones de souveraineté)",
    ),
    "CY-NORTH": (
        "areas of Cyprus outside the Government's effective control",
        "Landesteile Zyperns außerhalb der tatsächlichen Kontrolle der Regierung",
        "zones de Chypre hors du contrôle effectif du gouvernement",
    ),
    "UA-43": ("Crimea", "Krim", "Crimée"),
    "UA-40": ("Sevastopol", "Sewastopol", "Sébastopol"),
    "UA-14": (
        "Donetsk (non-government-controlled areas)",
        "Donezk (nicht von der Regierung kontrolliert)",
        "Donetsk (zones non contrôlées par le gouvernement)",
    ),
    "UA-09": (
        "Luhansk (non-government-controlled areas)",
        "Luhansk (nicht von der Regierung kontrolliert)",
        "Louhansk (zones non contrôlées par le gouvernement)",
    ),
    "UA-65": (
        "Kherson (non-government-controlled areas)",
        "Cherson (nicht von der Regierung kontrolliert)",
        "Kherson (zones non contrôlées par le gouvernement)",
    ),
    "UA-23": (
        "Zaporizhzhia (non-government-controlled areas)",
        "Saporischschja (nicht von der Regierung kontrolliert)",
        "Zaporijjia (zones non contrôlées par le gouvernement)",
    ),
}

OTHER_CITIES = {
    "AE": (
        "Abu Dhabi",
        "Abou Dabi",
        "Sharjah",
        "Schardscha",
        "Charjah",
        "Ajman",
        "Adschman",
        "Umm al-Quwain",
        "Ras al-Khaimah",
        "Ras Al Khaimah",
        "Fujairah",
        "Fudschaira",
        "Fujaïrah",
        "Jebel Ali",
    ),
    "UA-43": ("Simferopol",),
}
"""Emirates, which no time zone is named after, and what lies in a named territory; our own words."""
NOT_TOLD = (
    "Asia/Famagusta",
    "Asia/Jerusalem",
    "Europe/Busingen",
    "Europe/Simferopol",
    "Europe/Zaporozhye",
    "Africa/Ceuta",
)
"""Zones of cities whose State a reader must not be led to: parts of it count apart, or States disagree."""


def cities() -> dict[str, str]:
    """City in lower case to the code of its place; none that several places have."""
    places: dict[str, set[str]] = {}
    for zone, code in get_global("zone_territories").items():
        if "/" not in zone or zone in NOT_TOLD or len(code) != 2 or code in NOT_ISO_3166_1:
            continue
        names_of_city = {zone.rpartition("/")[2].replace("_", " ")}
        for language in LANGUAGES:
            of_zone = Locale(language).time_zones.get(zone) or {}
            names_of_city |= {str(of_zone["city"])} if "city" in of_zone else set()
        for city in names_of_city:
            places.setdefault(city.casefold(), set()).add(code)
    for code, others in OTHER_CITIES.items():
        for city in others:
            places[city.casefold()] = {code}
    known = {name.casefold() for row in names().values() for name in row} | set(places_by_name())
    return {
        city: next(iter(codes))
        for city, codes in sorted(places.items())
        if len(codes) == 1 and city not in known
    }


WRITTEN_ABROAD: Final = (
    *(
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "pl",
        "nl",
        "tr",
        "cs",
        "sk",
        "hu",
        "ro",
        "bg",
        "el",
        "da",
        "fi",
        "sv",
        "hr",
        "sl",
    ),
    *(
        "lt",
        "lv",
        "et",
        "mt",
        "ga",
        "ru",
        "uk",
        "be",
        "kk",
        "zh",
        "zh_Hant",
        "ja",
        "ko",
        "ar",
        "fa",
        "he",
        "sr",
        "sr_Latn",
    ),
    *("nb", "ka", "hy"),
)
"""The official languages of the Union, those of its neighbours, and of its trade."""
WORDS_FOR_SOMETHING_ELSE: Final = frozenset(
    (
        *(
            "anguilla",
            "aruba",
            "butan",
            "cada",
            "cili",
            "dominique",
            "gana",
            "gine",
            "grenade",
            "indie",
            "island",
        ),
        *(
            "jersey",
            "kena",
            "kongo",
            "lati",
            "man",
            "maurice",
            "naru",
            "reunion",
            "samo",
            "sead",
            "sili",
            "tai",
            "toga",
        ),
    )
)
"""Names, without accents, that are common words or given names in another of these languages."""
SHORTEST_NAME: Final = 4
"""Shorter ones are abbreviations elsewhere (``Çad``, ``Fas``); signs of Chinese and the like count for more."""


def names_everywhere() -> dict[str, list[str]]:
    """Code to what a place is called in :data:`WRITTEN_ABROAD`, without what stands in brackets."""
    found: dict[str, set[str]] = {code: set() for code in names() if len(code) == 2}
    for language in WRITTEN_ABROAD:
        for code, name in Locale.parse(language).territories.items():
            if code in found:
                found[code] |= {str(name), re.sub(r" ?[(（].*?[)）]", "", str(name))}
    return {code: sorted(filter(_tells_a_place, known)) for code, known in found.items()}


def _tells_a_place(name: str) -> bool:
    plain = without_accents(name)
    return plain not in WORDS_FOR_SOMETHING_ELSE and (len(plain) >= SHORTEST_NAME or not plain.isascii())


def names() -> dict[str, tuple[str, ...]]:
    """Code to the names in the order of the languages; those of :data:`NAMED` may end early: then the English one is shown."""
    locales = [Locale(language) for language in LANGUAGES]
    codes = sorted(
        code
        for code in locales[0].territories
        if len(code) == 2 and code.isalpha() and code not in NOT_ISO_3166_1 and code not in NAMED
    )
    table = {
        code: tuple(str(locale.territories.get(code, locales[0].territories[code])) for locale in locales)
        for code in codes
    }
    return table | NAMED


if __name__ == "__main__":
    rows = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in names().items()
    )
    TARGET.write_text("{\n" + rows + "\n}\n", encoding="utf-8")
    of_cities = ",\n".join(
        f"{json.dumps(city, ensure_ascii=False)}: {json.dumps(code)}" for city, code in cities().items()
    )
    CITIES.write_text("{\n" + of_cities + "\n}\n", encoding="utf-8")
    everywhere = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(known, ensure_ascii=False)}"
        for code, known in names_everywhere().items()
    )
    EVERYWHERE.write_text("{\n" + everywhere + "\n}\n", encoding="utf-8")
