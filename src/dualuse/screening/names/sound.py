"""What a word sounds like, and the consonants it keeps: the two forms in which spellings of one name meet.

``sound`` folds the ways lists romanise the same letters (``Yuriy``/``Jurij``, ``Khamis``/``Chamis``, ``Hussein``/
``Hossain``). ``skeleton`` keeps the consonants alone: the common ground with scripts that write no vowels, and with
spellings that drop them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.screening.names.transliteration import VOWELLESS

_GROUPS: Final = {
    "shch": "s", "sjtj": "s", "schtsch": "s", "sht": "st", "sch": "s", "tch": "c", "tsch": "c", "tsj": "c", "tj": "c", "dzh": "j", "dsch": "j", "dzj": "j", "zj": "j", "sj": "s", "cs": "c", "zs": "j", "sh": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d",
    "zh": "j", "ch": "c", "ck": "k", "cz": "c", "sz": "s", "ts": "c", "tz": "c", "dj": "j", "dz": "z", "qu": "k", "q": "k", "x": "ks", "w": "v",
    "yi": "i", "iy": "i", "ij": "i", "yy": "i", "ii": "i", "iu": "u", "yu": "u", "ju": "u", "ya": "a", "ja": "a", "ia": "a", "ye": "e", "je": "e", "ie": "e", "yo": "o", "jo": "o", "io": "o",
    "ou": "u", "oo": "u", "ee": "i", "ei": "e", "ai": "e", "ay": "e", "ey": "e", "ae": "e", "oe": "e", "ue": "u", "au": "o", "oy": "oi",
    "y": "i", "o": "u",
}  # fmt: skip
_GROUP: Final = re.compile("|".join(sorted(map(re.escape, _GROUPS), key=len, reverse=True)))
_TWICE: Final = re.compile(r"(.)\1+")
_CONSONANTS: Final = str.maketrans("", "", "aeiouyw")
_SKELETON_GROUPS: Final = {
    "shch": "s", "sjtj": "s", "schtsch": "s", "sch": "s", "tch": "c", "tsch": "c", "tsj": "c", "tj": "c", "dzh": "j", "dsch": "j", "dzj": "j", "zj": "j", "sj": "s", "cs": "c", "zs": "j", "sh": "s", "kh": "h", "gh": "k", "g": "k", "ph": "f", "th": "t", "dh": "d", "zh": "j",
    "ck": "k", "cz": "c", "sz": "s", "ts": "c", "tz": "c", "dj": "j", "dz": "z", "q": "k", "x": "ks", "c": "k", "z": "s",
}  # fmt: skip
_TWO_LETTERS: Final = frozenset(
    [
        "shch",
        "sjtj",
        "schtsch",
        "sht",
        "sch",
        "tch",
        "tsch",
        "tsj",
        "tj",
        "dzh",
        "dsch",
        "dzj",
        "zj",
        "sj",
        "cs",
        "zs",
        "ph",
        "cz",
        "sz",
        "ts",
        "dj",
        "dz",
    ]
)
"""Groups that are two letters of a script without vowels, the vowel between them not written (``~tjart``, Tejarat)."""
_SKELETON_GROUP: Final = re.compile("|".join(sorted(map(re.escape, _SKELETON_GROUPS), key=len, reverse=True)))


def _without_pairs(groups: dict[str, str]) -> re.Pattern[str]:
    kept = sorted((group for group in groups if group not in _TWO_LETTERS), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, kept)))


_BARE_GROUP: Final = _without_pairs(_GROUPS)
_BARE_SKELETON_GROUP: Final = _without_pairs(_SKELETON_GROUPS)


def single(text: str) -> str:
    """Double letters single."""
    return _TWICE.sub(r"\1", text)


def by_sound(text: str, pattern: re.Pattern[str] = _GROUP) -> str:
    """Letters that sound alike alike."""
    return pattern.sub(lambda match: _GROUPS[match.group()], text)


def by_consonants(text: str, pattern: re.Pattern[str] = _SKELETON_GROUP) -> str:
    """Consonants that are near each other alike; the vowels are still there."""
    return pattern.sub(lambda match: _SKELETON_GROUPS[match.group()], text)


@lru_cache(maxsize=300_000)
def sound(word: str) -> str:
    """The word as it sounds, vowels in classes and double letters single."""
    pattern = _BARE_GROUP if word.startswith(VOWELLESS) else _GROUP
    return single(by_sound(word.lstrip(VOWELLESS), pattern))


ALIKE: Final = str.maketrans({"e": "i", "c": "s", "z": "s", "f": "v"})
_HARD_C: Final = re.compile("c(?=[aoulmnrtk]|$)")
NASALS: Final = (("nd", "d"), ("mb", "b"), ("ng", "g"))


@lru_cache(maxsize=200_000)
def voiced(word: str) -> str:
    """The sound with what languages write differently alike: e and i (``Atif``, ``Atef``), French ch and German sch and z
    (``Loukachenko``, ``Morosow``), c and k (``Victor``), a final f and v, the Greek way to write d and b."""
    plain = word.lstrip(VOWELLESS)
    if "c" in plain:
        plain = _HARD_C.sub("k", plain)
    for nasal, alone in NASALS:
        plain = plain.replace(nasal, alone)
    return single(sound(plain).translate(ALIKE))


@lru_cache(maxsize=300_000)
def skeleton(word: str) -> str:
    """The consonants of the word, near ones alike; empty where it has none."""
    pattern = _BARE_SKELETON_GROUP if word.startswith(VOWELLESS) else _SKELETON_GROUP
    return single(by_consonants(word.lstrip(VOWELLESS), pattern).translate(_CONSONANTS))


_SCANNED: Final = {
    "rn": "m",
    "vv": "w",
    "cl": "d",
    "0": "o",
    "1": "l",
    "i": "l",
    "5": "s",
    "8": "b",
    "6": "g",
    "2": "z",
    "3": "e",
    "4": "a",
    "7": "t",
    "9": "g",
}
_SCAN: Final = re.compile("|".join(map(re.escape, _SCANNED)))


def by_scanner(text: str) -> str:
    """Signs that reading from paper confuses alike."""
    return _SCAN.sub(lambda match: _SCANNED[match.group()], text)


@lru_cache(maxsize=200_000)
def scanned(word: str) -> str:
    """The word with the letters alike that reading from paper confuses (``rn`` and ``m``, ``l``, ``i`` and ``1``), and with
    the digits read as letters that somebody who hides writes for them (``S3rgey``)."""
    return by_scanner(word)


_HEARD_GROUPS: Final = {
    "tch": "c", "tsch": "c", "sch": "s", "shch": "s", "dzh": "j", "dg": "j", "ght": "t", "gh": "", "kn": "n", "wr": "r", "ph": "f", "ck": "k", "cc": "k", "qu": "k", "q": "k",
    "ce": "s", "ci": "s", "cy": "s", "ge": "j", "gi": "j", "gy": "j", "sh": "s", "ch": "c", "th": "t", "kh": "h", "zh": "j", "ts": "s", "tz": "s", "z": "s", "x": "ks", "c": "k", "v": "f",
}  # fmt: skip
_HEARD: Final = re.compile("|".join(sorted(map(re.escape, _HEARD_GROUPS), key=len, reverse=True)))
_NOT_HEARD: Final = str.maketrans("", "", "aeiouywh")


def by_ear(text: str) -> str:
    """Letters as they are heard."""
    return _HEARD.sub(lambda match: _HEARD_GROUPS[match.group()], text)


@lru_cache(maxsize=200_000)
def transcribed(word: str) -> str:
    """The consonants as another script writes a foreign name by ear (``McClintock``, ``Makklintok``); "" for numbers."""
    if not word.isalpha() or len(word) < 3:
        return ""
    heard = by_ear(word)
    return single(heard[:1] + heard[1:].translate(_NOT_HEARD)).lstrip("aeiouywh")


def consonants_of_run(run: str) -> str:
    """The consonants of sounds run together."""
    return run.translate(_CONSONANTS)


_VOWELS: Final = frozenset("aeiou")
_ANY_VOWEL: Final = _VOWELS | {"y"}


def without_vowels(word: str) -> bool:
    """Was the word written without its vowels (by its script, or by hand)?"""
    if word.startswith(VOWELLESS):
        return True
    if len(word) < 3 or not word.isalpha():
        return False
    return _ANY_VOWEL.isdisjoint(word) or (len(word) >= 4 and _VOWELS.isdisjoint(word[1:]))
