"""A name's words run together: what finds ``JSCARGUMENT`` beside ``JSC Argument`` and ``Haige`` beside ``Hai Ge``."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from dualuse.screening.names.sound import sound
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.word_rarity import tells

_ALPHABETS: Final = tuple(
    re.compile(letters)
    for letters in ("[\u0400-\u052f]", "[\u0370-\u03ff\u1f00-\u1fff]", "[\u0530-\u058f\u10a0-\u10ff]")
)
_SYLLABLES: Final = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


_VOWELLESS: Final = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")


LATIN, CYRILLIC, GREEK, CAUCASIAN, SYLLABLES, NO_VOWELS = range(6)
WRITINGS: Final = np.array([0, 1, 1, 1, 2, 0], dtype=np.uint8)
"""Of each kind of letters how foreign names stand in it: 0 as in Latin letters or without vowels, 1 by ear in another alphabet,
2 in syllables."""


def letters_of_name(text: str) -> int:
    """The kind of letters of a name, the rarest kind where there are several."""
    if text.isascii():
        return LATIN
    for kind, pattern in zip((CYRILLIC, GREEK, CAUCASIAN), _ALPHABETS, strict=True):
        if pattern.search(text):
            return kind
    return SYLLABLES if _SYLLABLES.search(text) else NO_VOWELS if _VOWELLESS.search(text) else LATIN


def run_together(words: tuple[str, ...]) -> tuple[str, str]:
    """The sounds of the words that carry a name, in their order and sorted, without spaces."""
    return joined(
        [sound(word) for word in words if tells(word)] or [sound(word.lstrip(FORM)) for word in words]
    )


def joined(sounds: list[str]) -> tuple[str, str]:
    """Sounds without spaces, in their order and sorted."""
    return "".join(sounds), "".join(sorted(sounds))


def one_after_other(first: str, second: str) -> str:
    """Two sounds as one: a letter that ends the first and begins the second stands once."""
    return first + (second[1:] if first[-1:] == second[:1] else second)
