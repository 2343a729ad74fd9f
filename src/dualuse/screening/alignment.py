"""The words of two names laid beside each other: which word meets which, for many pairs of names at once.

Each word meets at most one. The likest pair is taken first, then the likest of what is left. A single letter meets a word
that begins with it, at the likeness ``INITIAL``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.candidates import FoundWord
from dualuse.screening.corpus import Corpus
from dualuse.screening.weights import WordClass

INITIAL: Final = 0.5
MOST_WORDS: Final = 12

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """The words of the names on one side, padded: ``weight`` 0 and ``kind`` 255 where there is no word.

    Shapes: [pairs, words].
    """

    word: Integers
    weight: Floats
    kind: NDArray[np.uint8]
    first: NDArray[np.uint8]
    letters: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Aligned:
    """What met: per pair and round the likeness and the two places (-1: nothing more met). Shapes: [pairs, rounds].

    ``left``, ``right``: the likeness at which each word met its partner, 0 if none. Shapes: [pairs, words].
    """

    likeness: Floats
    left_at: Integers
    right_at: Integers
    left: Floats
    right: Floats


class Table:
    """Likeness of the words of a batch of queries with every word of the index, kept between batches."""

    def __init__(self, corpus: Corpus, words: int = 256) -> None:
        self._corpus = corpus
        self._rows = np.zeros((words, len(corpus.words) + 1), dtype=np.float32)
        self._used: list[FoundWord] = []

    def fill(self, words: list[FoundWord]) -> dict[str, int]:
        """Write the likenesses of ``words``; the row of each by its text. Row 0 is empty."""
        for row, word in enumerate(self._used, 1):
            self._rows[row, word.like[0]] = 0.0
        self._used = list({word.text: word for word in words}.values())
        if len(self._used) >= len(self._rows):
            self._rows = np.zeros((len(self._used) * 2, self._rows.shape[1]), dtype=np.float32)
        for row, word in enumerate(self._used, 1):
            self._rows[row, word.like[0]] = word.like[1]
        return {word.text: row for row, word in enumerate(self._used, 1)}

    def likeness(self, left: Integers, right: Integers) -> Floats:
        """Likeness of words, ``left`` as rows and ``right`` as words of the index. Shapes: any that broadcast."""
        found: Floats = self._rows[left, right]
        return found


def right_side(corpus: Corpus, names: Integers) -> Side:
    """The words of names of the index. A name of more than twelve words keeps its first twelve."""
    low = np.asarray(corpus.name_word_at[names])
    lengths = np.minimum(np.asarray(corpus.name_word_at[names + 1]) - low, MOST_WORDS)
    places = np.arange(int(lengths.max(initial=1)))
    there = places[None, :] < lengths[:, None]
    at = np.where(there, low[:, None] + places[None, :], 0)
    word = np.where(there, corpus.name_word[at], len(corpus.words)).astype(np.int64)
    return Side(
        word,
        corpus.weight_or_none[word],
        corpus.class_or_none[word],
        corpus.first_or_none[word],
        corpus.letters_or_none[word],
    )


def align(table: Table, left: Side, right: Side) -> Aligned:
    """Lay the pairs beside each other; ``left.word`` are rows of ``table``."""
    like = table.likeness(left.word[:, :, None], right.word[:, None, :])
    _add_initials(like, left, right)
    pairs, lefts, rights = like.shape
    order = like + 0.02 * np.minimum(left.weight[:, :, None], right.weight[:, None, :]) * (like > 0)
    rounds = min(lefts, rights)
    likeness = np.zeros((pairs, rounds), dtype=np.float32)
    left_at = np.full((pairs, rounds), -1, dtype=np.int64)
    right_at = np.full((pairs, rounds), -1, dtype=np.int64)
    left_met = np.zeros((pairs, lefts), dtype=np.float32)
    right_met = np.zeros((pairs, rights), dtype=np.float32)
    flat_order = order.reshape(pairs, lefts * rights)
    open_pairs = np.arange(pairs)
    for turn in range(rounds):
        best = flat_order[open_pairs].argmax(axis=1) if len(open_pairs) < pairs else flat_order.argmax(axis=1)
        met = flat_order[open_pairs, best] > 0
        if not met.all():
            open_pairs, best = open_pairs[met], best[met]
        if not len(open_pairs):
            break
        row, column = best // rights, best % rights
        found = like[open_pairs, row, column]
        likeness[open_pairs, turn] = found
        left_at[open_pairs, turn] = row
        right_at[open_pairs, turn] = column
        left_met[open_pairs, row] = found
        right_met[open_pairs, column] = found
        order[open_pairs, row, :] = -1.0
        order[open_pairs, :, column] = -1.0
    return Aligned(likeness, left_at, right_at, left_met, right_met)


def _add_initials(like: Floats, left: Side, right: Side) -> None:
    """Single letters meet words that begin with them."""
    single_left, single_right = left.kind == WordClass.INITIAL, right.kind == WordClass.INITIAL
    if not single_left.any() and not single_right.any():
        return
    named_left = np.isin(left.kind, (WordClass.CORE, WordClass.PATRONYMIC))
    named_right = np.isin(right.kind, (WordClass.CORE, WordClass.PATRONYMIC))
    may = (single_left[:, :, None] & named_right[:, None, :]) | (
        named_left[:, :, None] & single_right[:, None, :]
    )
    same = left.first[:, :, None] == right.first[:, None, :]
    like[may & same & (like < INITIAL)] = INITIAL
