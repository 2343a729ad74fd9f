"""A name's words run together: what finds ``JSCARGUMENT`` beside ``JSC Argument`` and ``Haige`` beside ``Hai Ge``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.screening.naming.sound import sound
from dualuse.screening.naming.vocabulary import FORM
from dualuse.screening.weights import WordClass, class_of

_class = lru_cache(maxsize=200_000)(class_of)


_BY_EAR: Final = re.compile("[\u0370-\u058f\u10a0-\u10ff\u1f00-\u1fff]")
_SYLLABLES: Final = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


_VOWELLESS: Final = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")


NO_VOWELS: Final = 3


def writing_of(text: str) -> int:
    """0 Latin, 1 another alphabet (foreign names stand in it by ear), 2 syllables or Han, 3 letters without vowels."""
    if text.isascii():
        return 0
    if _BY_EAR.search(text):
        return 1
    return 2 if _SYLLABLES.search(text) else NO_VOWELS if _VOWELLESS.search(text) else 0


def run_together(words: tuple[str, ...]) -> tuple[str, str]:
    """The sounds of the words that carry a name, in their order and sorted, without spaces."""
    return joined(
        [sound(word) for word in words if tells(word)] or [sound(word.lstrip(FORM)) for word in words]
    )


def joined(sounds: list[str]) -> tuple[str, str]:
    """Sounds without spaces, in their order and sorted."""
    return "".join(sounds), "".join(sorted(sounds))


def tells(word: str) -> bool:
    """Whether a word is more than a title, a particle or a legal form."""
    return _class(word) not in (WordClass.LIGHT, WordClass.FORM)
