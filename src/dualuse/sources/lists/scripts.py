"""The script a text is written in, from its letters: ISO 15924 codes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

_NAMES: Final = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "HEBREW": "Hebr", "CJK": "Hani",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Kore", "THAI": "Thai", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "TELUGU": "Telu", "GUJARATI": "Gujr", "GURMUKHI": "Guru",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "ORIYA": "Orya", "SINHALA": "Sinh", "MYANMAR": "Mymr", "KHMER": "Khmr",
    "LAO": "Laoo", "TIBETAN": "Tibt", "ETHIOPIC": "Ethi", "SYRIAC": "Syrc", "THAANA": "Thaa", "MONGOLIAN": "Mong",
    "BOPOMOFO": "Bopo", "TIFINAGH": "Tfng", "NKO": "Nkoo", "FULLWIDTH": "Latn", "HALFWIDTH": "Jpan",
}  # fmt: skip


@lru_cache(maxsize=8_192)
def _script_of(character: str) -> str:
    if not character.isalpha():
        return ""
    return _NAMES.get(unicodedata.name(character, "").split(" ")[0], "Zyyy")


def script(text: str) -> str:
    """The script of most letters of ``text``: ``Latn``, ``Cyrl``, …; ``Zyyy`` where it has none or an unknown one.

    Han characters beside kana are ``Jpan``.
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counted = Counter(found for found in map(_script_of, text) if found)
    if not counted:
        return "Zyyy"
    if "Jpan" in counted and counted["Jpan"] + counted["Hani"] > counted["Latn"]:
        return "Jpan"
    return max(counted, key=lambda found: (counted[found], found))
