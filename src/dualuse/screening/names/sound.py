"""What a word sounds like, and the consonants it keeps: the two forms in which spellings of one name meet.

``sound`` folds the ways lists romanise the same letters (``Yuriy``/``Jurij``, ``Khamis``/``Chamis``, ``Hussein``/
``Hossain``). ``skeleton`` keeps the consonants alone: the common ground with scripts that write no vowels, and with
spellings that drop them.

An index has a hundred thousand words and five forms of each: all words in one text, a line each, are read by a pattern in a
fifth of the time that one call per word takes (:func:`forms_of`). That both ways give the same is what the tests check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.word_rarity import tells

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


def without_doubles(text: str) -> str:
    """Double letters single."""
    return _TWICE.sub(r"\1", text)


def sound_of_text(text: str, pattern: re.Pattern[str] = _GROUP) -> str:
    """The sound of every word of a text, a word a line; none without vowels."""
    return without_doubles(pattern.sub(lambda match: _GROUPS[match.group()], text))


def skeleton_of_text(text: str, pattern: re.Pattern[str] = _SKELETON_GROUP) -> str:
    """The consonants of every word of a text, near ones alike, a word a line; none without vowels."""
    alike = pattern.sub(lambda match: _SKELETON_GROUPS[match.group()], text)
    return without_doubles(alike.translate(_CONSONANTS))


@lru_cache(maxsize=300_000)
def sound(word: str) -> str:
    """The word as it sounds, vowels in classes and double letters single."""
    return sound_of_text(word.lstrip(VOWELLESS), _BARE_GROUP if word.startswith(VOWELLESS) else _GROUP)


ALIKE: Final = str.maketrans({"e": "i", "c": "s", "z": "s", "f": "v"})
_HARD_C: Final = re.compile("c(?=[aoulmnrtk]|$)", re.MULTILINE)
NASALS: Final = (("nd", "d"), ("mb", "b"), ("ng", "g"))


@lru_cache(maxsize=200_000)
def voiced(word: str) -> str:
    """The sound with what languages write differently alike: e and i (``Atif``, ``Atef``), French ch and German sch and z
    (``Loukachenko``, ``Morosow``), c and k (``Victor``), a final f and v, the Greek way to write d and b."""
    return _voiced(word.lstrip(VOWELLESS))


@lru_cache(maxsize=300_000)
def skeleton(word: str) -> str:
    """The consonants of the word, near ones alike; empty where it has none."""
    pattern = _BARE_SKELETON_GROUP if word.startswith(VOWELLESS) else _SKELETON_GROUP
    return skeleton_of_text(word.lstrip(VOWELLESS), pattern)


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


@lru_cache(maxsize=200_000)
def transcribed(word: str) -> str:
    """The consonants as another script writes a foreign name by ear (``McClintock``, ``Makklintok``); "" for numbers."""
    return _transcribed(word) if _may_be_heard(word) else ""


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


# Words run together: what finds ``JSCARGUMENT`` beside ``JSC Argument`` and ``Haige`` beside ``Hai Ge``


def run_together(words: tuple[str, ...]) -> tuple[str, str]:
    """The sounds of the words that carry a name, in their order and sorted, without spaces."""
    return run_of_sounds(
        [sound(word) for word in words if tells(word)] or [sound(word.lstrip(FORM)) for word in words]
    )


def run_of_sounds(sounds: list[str]) -> tuple[str, str]:
    """Sounds without spaces, in their order and sorted."""
    return "".join(sounds), "".join(sorted(sounds))


def one_after_other(first: str, second: str) -> str:
    """Two sounds as one: a letter that ends the first and begins the second stands once."""
    return first + (second[1:] if first[-1:] == second[:1] else second)


# Many words at once

_NOT_HEARD_LATER: Final = re.compile(r"(?<=.)[aeiouywh]+")
_NOT_HEARD_FIRST: Final = re.compile(r"^[aeiouywh]+", re.MULTILINE)
_SHORTEST_HEARD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForms:
    """The forms of words, each in the order of the words."""

    sounds: list[str]
    bones: list[str]
    """Their consonants."""
    voiced: list[str]
    scanned: list[str]
    transcribed: list[str]


def forms_of(words: Sequence[str]) -> WordForms:
    """All forms of ``words`` (as :func:`~dualuse.screening.names.words.words_of` gives them: no line breaks)."""
    plain = [word.lstrip(VOWELLESS) for word in words]
    bare = [at for at, word in enumerate(words) if word.startswith(VOWELLESS)]
    sounds, bones = _word_by_word(sound_of_text, plain), _word_by_word(skeleton_of_text, plain)
    for at in bare:
        sounds[at], bones[at] = sound(words[at]), skeleton(words[at])
    return WordForms(
        sounds=sounds,
        bones=bones,
        voiced=_word_by_word(_voiced, plain),
        scanned=_word_by_word(by_scanner, words),
        transcribed=_word_by_word(_transcribed, [word if _may_be_heard(word) else "" for word in words]),
    )


def _word_by_word(form: Callable[[str], str], words: Sequence[str]) -> list[str]:
    """The form of each word, all read as one text."""
    return form("\n".join(words)).split("\n") if words else []


def _voiced(text: str) -> str:
    text = _HARD_C.sub("k", text)
    for nasal, alone in NASALS:
        text = text.replace(nasal, alone)
    return without_doubles(sound_of_text(text).translate(ALIKE))


def _may_be_heard(word: str) -> bool:
    return len(word) >= _SHORTEST_HEARD and word.isalpha()


def _transcribed(text: str) -> str:
    heard = _HEARD.sub(lambda match: _HEARD_GROUPS[match.group()], text)
    return _NOT_HEARD_FIRST.sub("", without_doubles(_NOT_HEARD_LATER.sub("", heard)))
