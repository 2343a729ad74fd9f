"""The forms of many words at once, as :mod:`~dualuse.screening.names.sound` gives them for one.

An index has a hundred thousand words and five forms of each: all words in one text, a line each, are read by a pattern in a
fifth of the time that one call per word takes. That both ways say the same is what the tests check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.screening.names import sound
from dualuse.screening.names.transliteration import VOWELLESS

_VOWELS: Final = str.maketrans("", "", "aeiouyw")
_HARD_C: Final = re.compile("c(?=[aoulmnrtk]|$)", re.MULTILINE)
_NOT_HEARD: Final = re.compile(r"(?<=.)[aeiouywh]+")
_NOT_HEARD_FIRST: Final = re.compile(r"^[aeiouywh]+", re.MULTILINE)
_SHORTEST_HEARD: Final = 3


@dataclass(frozen=True, slots=True)
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
    sounds, bones = _lines(sound_of_text, plain), _lines(skeleton_of_text, plain)
    for at in bare:
        sounds[at], bones[at] = sound.sound(words[at]), sound.skeleton(words[at])
    heard = [word if len(word) >= _SHORTEST_HEARD and word.isalpha() else "" for word in words]
    return WordForms(
        sounds, bones, _lines(_voiced, plain), _lines(_scanned, words), _lines(_transcribed, heard)
    )


def _lines(form: Callable[[str], str], words: Sequence[str]) -> list[str]:
    """The form of each word, all read as one text."""
    return form("\n".join(words)).split("\n") if words else []


def sound_of_text(text: str) -> str:
    """The sound of every word of a text, a word a line; none without vowels."""
    return sound.single(sound.by_sound(text))


def skeleton_of_text(text: str) -> str:
    """The consonants of every word of a text, a word a line; none without vowels."""
    return sound.single(sound.by_consonants(text).translate(_VOWELS))


def _voiced(text: str) -> str:
    text = _HARD_C.sub("k", text)
    for nasal, alone in sound.NASALS:
        text = text.replace(nasal, alone)
    return sound.single(sound_of_text(text).translate(sound.ALIKE))


def _scanned(text: str) -> str:
    return sound.by_scanner(text)


def _transcribed(text: str) -> str:
    return _NOT_HEARD_FIRST.sub("", sound.single(_NOT_HEARD.sub("", sound.by_ear(text))))
