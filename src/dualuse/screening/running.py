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


def writing_of(text: str) -> int:
    """0 Latin or without vowels, 1 another alphabet (foreign names stand in it by ear), 2 syllables or Han."""
    if text.isascii():
        return 0
    return 1 if _BY_EAR.search(text) else 2 if _SYLLABLES.search(text) else 0


def run_together(words: tuple[str, ...]) -> tuple[str, str]:
    """The sounds of the words that carry a name, in their order and sorted, without spaces."""
    telling = [sound(word) for word in words if _class(word) not in (WordClass.LIGHT, WordClass.FORM)]
    if not telling:
        telling = [sound(word.lstrip(FORM)) for word in words]
    return "".join(telling), "".join(sorted(telling))
