"""Write src/dualuse/i18n/place_names.json from the Unicode CLDR, as packaged by Babel.

Run: ``.venv/bin/python scripts/build_place_names.py``. ISO 3166-1 codes only, plus the named territories below,
whose names are our own words.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

from dualuse.i18n import LANGUAGES

TARGET = Path(__file__).parent.parent / "src/dualuse/i18n/place_names.json"
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
