"""Write src/dualuse/i18n/place_names.json, place_cities.json, place_names_everywhere.json and places_looked_for.json from the Unicode CLDR, as packaged by Babel.

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

from dualuse.i18n import LANGUAGES
from dualuse.i18n.places import places_by_name
from dualuse.inputs.accents import without_accents

FOLDER = Path(__file__).parent.parent / "src/dualuse/i18n"
TARGET = FOLDER / "place_names.json"
CITIES = FOLDER / "place_cities.json"
EVERYWHERE = FOLDER / "place_names_everywhere.json"
LOOKED_FOR = FOLDER / "places_looked_for.json"
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
    "GE-AB": (
        "Abkhazia",
        "Abchasien",
        "Abkhazie",
    ),
    "GE-OSSETIA": (
        "South Ossetia",
        "Südossetien",
        "Ossétie du Sud",
    ),
    "MD-SN": (
        "Transnistria",
        "Transnistrien",
        "Transnistrie",
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


CAPITALS: Final = {
    "RU": "Europe/Moscow",
    "BY": "Europe/Minsk",
    "IR": "Asia/Tehran",
    "KP": "Asia/Pyongyang",
    "SY": "Asia/Damascus",
}
"""Places that are looked for in every text, each with the time zone that CLDR names after its capital."""
_LATIN: Final = (
    "ga",
    "ge",
    "ka",
    "ke",
    "da",
    "de",
    "də",
    "ta",
    "te",
    "dan",
    "den",
    "dən",
    "tan",
    "ten",
    "ya",
    "ye",
    "yə",
    "a",
    "ə",
    "ni",
    "ning",
    "nin",
    "nyn",
)
_CYRILLIC: Final = (
    "га",
    "ге",
    "ка",
    "ке",
    "ға",
    "қа",
    "иге",
    "да",
    "де",
    "та",
    "те",
    "дан",
    "ден",
    "тан",
    "тен",
    "нан",
    "нен",
    "ни",
    "ны",
    "ның",
    "нын",
    "нин",
    "ро",
    "д",
)
ENDINGS: Final = {
    **dict.fromkeys(("uz", "tk", "az"), _LATIN),
    **dict.fromkeys(("kk", "ky", "uz_Cyrl", "az_Cyrl", "tt", "mn", "tg"), _CYRILLIC),
    "ka": ("ში", "დან", "იდან", "ის", "ით", "თვის", "ისთვის"),
    "hy": ("ի", "ին", "ից", "ում", "ը", "ն", "յի", "յից", "յում"),
    "hu": ("ba", "be", "ban", "ben", "ból", "ből", "nak", "nek", "ra", "re", "tól", "től"),
    "lt": ("ui", "o", "e", "ą"),
}
"""What languages of Central Asia, the Caucasus and of others that decline names write onto them: to, in, from and of."""
DROPPED: Final = {"ka": "ი", "hy": "", "lt": "as"}
"""The end of a name that falls away before them."""
BEGINNINGS: Final = {"he": ("ל", "ב", "מ", "ול", "וב")}
"""What is written onto the beginning: to, in, from."""
WRITTEN_THERE: Final = dict.fromkeys(
    (
        *WRITTEN_ABROAD,
        *ENDINGS,
        "mk",
        "bs",
        "sq",
        "is",
        "ca",
        "ur",
        "hi",
        "bn",
        "vi",
        "id",
        "ms",
        "ps",
        "ckb",
        "ug",
    )
)
WORDS_BESIDE: Final = frozenset(
    [
        "siri",
        "сири",
        "сирид",
        "rusi",
        "nga",
        "eron",
        "sam",
        "mosca",
        "moska",
        "moske",
        "damas",
        "damascus",
        "damask",
        "damasco",
        "damaska",
        "damaskas",
        "damasek",
        "damasc",
        "rus",
        "شام",
    ]
)
"""Names that are words, first names or cloths: those of towns stand by hand where addresses alone are looked at."""


def looked_for() -> dict[str, list[str]]:
    """Code to what the place and its capital are called in :data:`WRITTEN_THERE`, with the endings of :data:`ENDINGS`."""
    found: dict[str, set[str]] = {code: set() for code in CAPITALS}
    for language in WRITTEN_THERE:
        locale = Locale.parse(language)
        for code, zone in CAPITALS.items():
            of_zone = locale.time_zones.get(zone) or {}
            called = {str(locale.territories[code]), str(of_zone.get("city", ""))} - {""}
            for name in sorted(called):
                if without_accents(name) in WORDS_BESIDE or not _tells_a_place(name):
                    continue
                found[code].add(name)
                stem = name.removesuffix(DROPPED.get(language, ""))
                found[code] |= {f"{stem}{ending}" for ending in ENDINGS.get(language, ())}
                found[code] |= {f"{beginning}{name}" for beginning in BEGINNINGS.get(language, ())}
    return {code: sorted(called) for code, called in found.items()}


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
    of_looked_for = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(called, ensure_ascii=False)}"
        for code, called in looked_for().items()
    )
    LOOKED_FOR.write_text("{\n" + of_looked_for + "\n}\n", encoding="utf-8")
