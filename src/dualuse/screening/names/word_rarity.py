"""How much a word says: rare words much, common ones little, words around the name almost nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Final

import numpy as np

from dualuse.data_folders import data_file, read_json
from dualuse.i18n.places import place_names
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM, particles, titles, trade_words
from dualuse.screening.names.words import words_of


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

COMMON: Final = 0.62
"""What a word weighs at most that many parties have beside their names."""
_OF_TRADE: Final = 0.6
"""What the name of a country or of a trade weighs at most: firms and authorities bear it beside their name."""
_PATRONYMIC: Final = re.compile(
    r"(?:ovich|evich|yevich|ovitch|evitch|ovic|evic|ovych|owitsch|ewitsch|owitch|ewitch|itsch|owna|ewna|jewna|owicz|ewicz|evych|avich|ovics|jevic|ovna|evna|yevna|ivna|avna|inichna|ich|itch|ovitj|ovits|jevna|iyovich|ovychem)$"
)


@lru_cache(maxsize=200_000)
def class_of(word: str) -> WordClass:
    """The class of a word as :func:`~dualuse.screening.names.words.words_of` gives it."""
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


BESIDE_A_NAME: Final = frozenset({WordClass.LIGHT, WordClass.FORM})
"""The classes of words that distinguish nobody."""


def tells(word: str) -> bool:
    """Whether a word is more than a title, a particle or a legal form."""
    return class_of(word) not in BESIDE_A_NAME


def carries_name(words: tuple[str, ...]) -> bool:
    """Whether any word is more than a title, a particle or a legal form: some lists give ``and`` as an alias."""
    return any(map(tells, words))


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, float]:
    """The words that several parties of the official lists have in their names, and the rarity of each.

    The table ships with the weights (``python -m training.screening.common_words``): what a word says does not depend on
    which lists are installed, so that a match weighs the same whatever stands beside it.
    """
    data = read_json(data_file("screening/names/common_words.json"))
    whole = np.log1p(2.0 ** data["parties"])
    rarities = {
        word: float(np.log1p(2.0 ** (data["parties"] - int(step))) / whole)
        for step, words in data["words"].items()
        for word in words.split()
    }
    countries = (word for names in place_names().values() for name in names for word in words_of(name))
    for word in {*(word for word in countries if len(word) > 3), *trade_words()}:
        rarities[word] = min(rarities.get(word, 1.0), _OF_TRADE)
    return rarities


def weight_of(word: str) -> float:
    """What a word says, from 0 to 1: by its class, and by how many parties of the lists have it."""
    return float(SHARE[class_of(word)]) * common_words().get(word, 1.0)
