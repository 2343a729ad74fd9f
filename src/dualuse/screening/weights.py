"""How much a word says: rare words much, common ones little, words around the name almost nothing."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.naming.transliteration import VOWELLESS
from dualuse.screening.naming.vocabulary import FORM, particles, titles


class WordClass(IntEnum):
    """What a word is in a name."""

    CORE = 0
    PATRONYMIC = 1
    INITIAL = 2
    NUMBER = 3
    LIGHT = 4
    """A title or particle."""
    FORM = 5
    """A legal form."""


SHARE: Final = np.array([1.0, 0.6, 0.25, 1.0, 0.12, 0.1], dtype=np.float32)
"""By class: the part of its weight that a word keeps."""

_PATRONYMIC: Final = re.compile(
    r"(?:ovich|evich|yevich|ovitch|evitch|ovic|evic|ovych|owitsch|ewitsch|owitch|ewitch|itsch|owna|ewna|jewna|owicz|ewicz|evych|avich|ovics|jevic|ovna|evna|yevna|ivna|avna|inichna|ich|itch|ovitj|ovits|jevna|iyovich|ovychem)$"
)


@lru_cache(maxsize=200_000)
def class_of(word: str) -> WordClass:
    """The class of a word as :func:`~dualuse.screening.naming.words.words_of` gives it."""
    if word.startswith(FORM):
        return WordClass.FORM
    if word.isdigit():
        return WordClass.NUMBER
    if len(word) == 1:
        return WordClass.INITIAL
    plain = word.lstrip(VOWELLESS)
    if plain in particles() or plain in titles():
        return WordClass.LIGHT
    if len(plain) > 6 and _PATRONYMIC.search(plain):
        return WordClass.PATRONYMIC
    return WordClass.CORE


def carries_name(words: tuple[str, ...]) -> bool:
    """Whether any word is more than a title, a particle or a legal form: some lists give ``and`` as an alias."""
    return any(class_of(word) not in (WordClass.LIGHT, WordClass.FORM) for word in words)


def rarity(names_with_word: NDArray[np.int32], names: int) -> NDArray[np.float32]:
    """From 0 to 1 by the share of names that hold the word (the logarithm of its inverse).

    Both numbers count in steps, powers of two: an entry more or less moves the weight of few words or of none, so that a
    change of the lists bears on few answers, and a rescreening need not look at the others.
    """
    found, all_names = _step(names_with_word), _step(np.array([names]))
    rare: NDArray[np.float32] = (np.log1p(all_names / found) / np.log1p(all_names)).astype(np.float32)
    return rare


def _step(numbers: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """The nearest power of two, 1 at least."""
    return np.asarray(2.0 ** np.round(np.log2(np.maximum(numbers, 1))), dtype=np.float64)
