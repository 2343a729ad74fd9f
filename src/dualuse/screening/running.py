"""A name's words run together: what finds ``JSCARGUMENT`` beside ``JSC Argument`` and ``Haige`` beside ``Hai Ge``."""

from __future__ import annotations

from functools import lru_cache

from dualuse.screening.naming.sound import sound
from dualuse.screening.naming.vocabulary import FORM
from dualuse.screening.weights import WordClass, class_of

_sound = lru_cache(maxsize=200_000)(sound)
_class = lru_cache(maxsize=200_000)(class_of)


def run_together(words: tuple[str, ...]) -> tuple[str, str]:
    """The sounds of the words that carry a name, in their order and sorted, without spaces."""
    telling = [_sound(word) for word in words if _class(word) not in (WordClass.LIGHT, WordClass.FORM)]
    if not telling:
        telling = [_sound(word.lstrip(FORM)) for word in words]
    return "".join(telling), "".join(sorted(telling))
