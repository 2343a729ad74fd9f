"""The words of two names laid beside each other: which word meets which, for many pairs of names at once.

Each word meets at most one. The likest pair is taken first, then the likest of what is left. A single letter meets a word
that begins with it, at the likeness ``INITIAL``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from dualuse.screening.index.blocking_keys import letters_of
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Floats, Integers, any_of
from dualuse.screening.matching.candidates import QueryWord
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.word_rarity import WordClass

INITIAL: Final = 0.5
MOST_WORDS: Final = 12
_SPELT: Final = (WordClass.CORE, WordClass.PATRONYMIC)
_SHORTEST_SPELT: Final = 4
_ONE_SLIP: Final = 0.79
"""One slip in five letters, two in ten."""
_MOST_CHANGED: Final = 4
"""Letters of two sounds that differ, where the words are one slip apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The words of the names on one side, padded: ``weight`` 0 and ``kind`` 255 where there is no word.

    Shapes: [pairs, words].
    """

    word: Integers
    weight: Floats
    kind: NDArray[np.uint8]
    first: NDArray[np.uint8]
    letters: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What met: per pair and round the likeness and the two places (-1: nothing more met). Shapes: [pairs, rounds].

    ``left``, ``right``: the likeness at which each word met its partner, 0 if none. Shapes: [pairs, words].
    """

    likeness: Floats
    left_at: Integers
    right_at: Integers
    left: Floats
    right: Floats


class LikenessTable:
    """Likeness of the words of a batch of queries with the words of the names they are compared with."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._letters = np.zeros(1, dtype=np.uint8)
        self._bag = np.zeros(1, dtype=np.uint32)
        self._met = np.zeros(len(corpus.words) + 1, dtype=bool)
        self._place = np.zeros(len(corpus.words) + 1, dtype=np.int64)
        self._used: list[QueryWord] = []

    def fill(self, words: list[QueryWord]) -> dict[str, int]:
        """Take ``words``; the row of each by its text. Row 0 is empty."""
        own = {word.text: word for word in words}
        self._used = list(own.values())
        plain = [word.text.lstrip(VOWELLESS) if word.kind in _SPELT else "" for word in self._used]
        self._letters = np.array([0, *(min(len(text), 255) for text in plain)], dtype=np.uint8)
        self._bag = np.array([0, *map(letters_of, plain)], dtype=np.uint32)
        return {text: row for row, text in enumerate(own, 1)}

    def likeness(self, left: Integers, right: Integers) -> Floats:
        """Likeness of words, ``left`` as rows and ``right`` as words of the index. Shape: [pairs, lefts, rights].

        The table has a column for each word of ``right`` alone: one for all words of the index would be too large to be
        near at hand.
        """
        met, place = self._met, self._place
        met[right] = True
        numbers = np.flatnonzero(met)
        place[numbers] = np.arange(len(numbers))
        rows = np.zeros((len(self._used) + 1, len(numbers)), dtype=np.float32)
        if self._used:
            like = np.concatenate([word.like[0] for word in self._used])
            values = np.concatenate([word.like[1] for word in self._used])
            row = np.repeat(np.arange(1, len(rows)), [len(word.like[0]) for word in self._used])
            there = np.flatnonzero(met[like])
            rows[row[there], place[like[there]]] = values[there]
        met[numbers] = False
        likeness = rows.ravel().take((left * len(numbers))[:, :, None] + place[right][:, None, :])
        self._add_spelt(likeness, left, right)
        return likeness

    def _add_spelt(self, likeness: Floats, left: Integers, right: Integers) -> None:
        """Words that share no key and are one slip apart: a letter that is lost may change the sound of its neighbours, and the
        consonants (``Rosario``, ``Rosaio``).

        They are looked for only here, in names that something else has brought up.
        """
        corpus = self._corpus
        ours, theirs = self._letters[left][:, :, None], corpus.letters_or_none[right][:, None, :]
        may = (np.minimum(ours, theirs) >= _SHORTEST_SPELT) & (likeness < _ONE_SLIP)
        near = np.maximum(ours, theirs) - np.minimum(ours, theirs)
        may &= (near <= 2) & (corpus.class_or_none[right] <= WordClass.PATRONYMIC)[:, None, :]
        pair, row, column = np.nonzero(may)
        asked, listed = left[pair, row], right[pair, column]
        kept = np.bitwise_count(self._bag[asked] ^ corpus.bag[listed]) <= _MOST_CHANGED
        pair, row, column, asked, listed = (places[kept] for places in (pair, row, column, asked, listed))
        if not len(pair):
            return
        both, inverse = np.unique(asked * len(corpus.words) + listed, return_inverse=True)
        texts = [self._used[number - 1].text for number in (both // len(corpus.words)).tolist()]
        words = [corpus.words[number] for number in (both % len(corpus.words)).tolist()]
        like = cpdist(
            texts, words, scorer=OSA.normalized_similarity, score_cutoff=_ONE_SLIP, dtype=np.float32
        )[inverse]
        likeness[pair, row, column] = np.maximum(likeness[pair, row, column], like)


def right_side(corpus: Corpus, names: Integers) -> Side:
    """The words of names of the index. A name of more than twelve words keeps its first twelve."""
    low = np.asarray(corpus.name_word_at[names])
    lengths = np.minimum(np.asarray(corpus.name_word_at[names + 1]) - low, MOST_WORDS)
    places = np.arange(int(lengths.max(initial=1)))
    there = places[None, :] < lengths[:, None]
    at = np.where(there, low[:, None] + places[None, :], 0)
    word = np.where(there, corpus.name_word[at], len(corpus.words)).astype(np.int64)
    return Side(
        word=word,
        weight=corpus.weight_or_none[word],
        kind=corpus.class_or_none[word],
        first=corpus.first_or_none[word],
        letters=corpus.letters_or_none[word],
    )


def align(table: LikenessTable, left: Side, right: Side) -> Aligned:
    """Lay the pairs beside each other; ``left.word`` are rows of ``table``."""
    like = table.likeness(left.word, right.word)
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
        alike = like[open_pairs, row, column]
        likeness[open_pairs, turn] = alike
        left_at[open_pairs, turn] = row
        right_at[open_pairs, turn] = column
        left_met[open_pairs, row] = alike
        right_met[open_pairs, column] = alike
        order[open_pairs, row, :] = -1.0
        order[open_pairs, :, column] = -1.0
    return Aligned(likeness=likeness, left_at=left_at, right_at=right_at, left=left_met, right=right_met)


def _add_initials(like: Floats, left: Side, right: Side) -> None:
    """Single letters meet words that begin with them."""
    single_left, single_right = left.kind == WordClass.INITIAL, right.kind == WordClass.INITIAL
    rows = np.flatnonzero(any_of(single_left) | any_of(single_right))
    if not len(rows):
        return
    single_left, single_right = single_left[rows], single_right[rows]
    may = (single_left[:, :, None] & (right.kind[rows] <= WordClass.PATRONYMIC)[:, None, :]) | (
        (left.kind[rows] <= WordClass.PATRONYMIC)[:, :, None] & single_right[:, None, :]
    )
    same = left.first[rows][:, :, None] == right.first[rows][:, None, :]
    likeness = like[rows]
    likeness[may & same & (likeness < INITIAL)] = INITIAL
    like[rows] = likeness
