"""The first letters of the words of a name as bits, so that the namesakes whose other names fit are found among thousands."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.names.transliteration import VOWELLESS

SECOND: Final = 32
"""So many places higher is the bit of a letter with which a second word begins."""


def letter_bit(word: str) -> int:
    """The bit of the letter a word begins with."""
    return 1 << (ord(word.lstrip(VOWELLESS)[:1] or "~") & 31)


def initials_of_names(
    words: list[str], name_word: NDArray[np.int32], row: NDArray[np.int32], names: int
) -> NDArray[np.uint64]:
    """The bits of each name. ``name_word``: the words of all names, ``row``: the name of each of these."""
    bits = np.array([letter_bit(word) for word in words] or [0], dtype=np.uint64)
    found = np.zeros(names, dtype=np.uint64)
    place = np.arange(len(row)) - np.searchsorted(row, row) if len(row) else np.zeros(0, dtype=np.int64)
    for at in range(int(place.max(initial=-1)) + 1):
        some = np.flatnonzero(place == at)
        bit = bits[name_word[some]]
        again = (found[row[some]] & bit) << np.uint64(SECOND)
        found[row[some]] |= bit | again
    return found
