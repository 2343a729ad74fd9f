"""What a word sounds like, and the consonants it keeps: the two forms in which spellings of one name meet.

``sound`` folds the ways lists romanise the same letters (``Yuriy``/``Jurij``, ``Khamis``/``Chamis``, ``Hussein``/
``Hossain``). ``skeleton`` keeps the consonants alone: the common ground with scripts that write no vowels, and with
spellings that drop them.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.screening.naming.transliteration import VOWELLESS

_GROUPS: Final = {
    "shch": "s", "sht": "st", "sch": "s", "tch": "c", "tsch": "c", "dzh": "j", "sh": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d",
    "zh": "j", "ch": "c", "ck": "k", "cz": "c", "sz": "s", "ts": "c", "tz": "c", "dj": "j", "dz": "z", "qu": "k", "q": "k", "x": "ks", "w": "v",
    "yi": "i", "iy": "i", "ij": "i", "yy": "i", "ii": "i", "iu": "u", "yu": "u", "ju": "u", "ya": "a", "ja": "a", "ia": "a", "ye": "e", "je": "e", "ie": "e", "yo": "o", "jo": "o", "io": "o",
    "ou": "u", "oo": "u", "ee": "i", "ei": "e", "ai": "e", "ay": "e", "ey": "e", "ae": "e", "oe": "e", "ue": "u", "au": "o", "aw": "o", "ow": "o", "oy": "oi",
    "y": "i", "o": "u",
}  # fmt: skip
_GROUP: Final = re.compile("|".join(sorted(map(re.escape, _GROUPS), key=len, reverse=True)))
_TWICE: Final = re.compile(r"(.)\1+")
_CONSONANTS: Final = str.maketrans("", "", "aeiouyw")
_NEAR: Final = str.maketrans({"c": "k", "q": "k", "x": "k", "z": "s", "j": "g", "v": "f", "p": "b"})
_SKELETON_GROUPS: Final = {
    "shch": "s", "sch": "s", "tch": "c", "tsch": "c", "dzh": "j", "sh": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "zh": "j",
    "ck": "k", "cz": "c", "sz": "s", "ts": "c", "tz": "c", "dj": "j", "dz": "z", "q": "k", "x": "ks", "c": "k", "z": "s",
}  # fmt: skip
_SKELETON_GROUP: Final = re.compile("|".join(sorted(map(re.escape, _SKELETON_GROUPS), key=len, reverse=True)))


def sound(word: str) -> str:
    """The word as it sounds, vowels in classes and double letters single."""
    word = word.lstrip(VOWELLESS)
    return _TWICE.sub(r"\1", _GROUP.sub(lambda match: _GROUPS[match.group()], word))


def skeleton(word: str) -> str:
    """The consonants of the word, near ones alike; empty where it has none."""
    word = word.lstrip(VOWELLESS)
    grouped = _SKELETON_GROUP.sub(lambda match: _SKELETON_GROUPS[match.group()], word)
    return _TWICE.sub(r"\1", grouped.translate(_CONSONANTS))


def without_vowels(word: str) -> bool:
    """Was the word written without its vowels (by its script, or by hand)?"""
    return word.startswith(VOWELLESS) or (
        len(word) >= 3 and word.isalpha() and not re.search("[aeiouy]", word)
    )
