"""Which words of the index are like a given word, and how much.

Likeness is from 0 to 1: 1 the same word; else the best of the letters compared (a transposition is one edit), of the
sounds, of the consonants where one of the two is written without vowels, and of a beginning (cut-off words).
Words that share no key are not alike.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from dualuse.screening.corpus import Corpus
from dualuse.screening.keys import keys_of
from dualuse.screening.naming.sound import skeleton, sound, without_vowels
from dualuse.screening.naming.vocabulary import FORM

LEAST: Final = 0.58
"""Words less alike than this are different words."""
_MOST_COMPARED: Final = 400
_MOST_LIKE: Final = 160
_SHORTEST_BEGINNING: Final = 4

Like = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Words of the index, and the likeness of each, rising."""


def find_like(corpus: Corpus, word: str) -> Like:
    """The words of the index that are like ``word``, the most alike last."""
    keys = np.array(keys_of(word), dtype=np.uint32)
    low = np.searchsorted(corpus.key, keys, "left")
    high = np.searchsorted(corpus.key, keys, "right")
    found = corpus.key_word[ranges(low, high)]
    if len(keys) > 1 and len(word) >= _SHORTEST_BEGINNING and word.isalpha():
        found = np.concatenate([found, corpus.beginning_with(word, 60)])
    found, times = np.unique(found, return_counts=True)
    if len(found) > _MOST_COMPARED:
        found = found[np.argpartition(-times, _MOST_COMPARED)[:_MOST_COMPARED]]
    if not len(found):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    like = _compare(corpus, word, found.tolist())
    kept = np.flatnonzero(like >= LEAST)
    kept = kept[np.argsort(like[kept], kind="stable")][-_MOST_LIKE:]
    return found[kept].astype(np.int32), like[kept]


def ranges(low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each ``low`` up to its ``high``, one after the other."""
    lengths = high - low
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, dtype=np.int64)
    starts = np.repeat(low - (np.cumsum(lengths) - lengths), lengths)
    return starts + np.arange(total)


def _compare(corpus: Corpus, word: str, found: list[int]) -> NDArray[np.float32]:
    texts = corpus.words
    others = [texts[at] for at in found]
    if word.startswith(FORM):
        return np.array([1.0 if other == word else 0.0 for other in others], dtype=np.float32)
    plain = word.lstrip("~")
    letters = cdist([word], others, scorer=OSA.normalized_similarity, dtype=np.float32)[0]
    ours = sound(word)
    sounds = cdist([ours], corpus.sounds(found), scorer=OSA.normalized_similarity, dtype=np.float32)[0]
    like = np.maximum(letters, 0.96 * sounds)
    bones = skeleton(word)
    if len(bones) >= 2:
        theirs = corpus.bones(found)
        alike = cdist([bones], theirs, scorer=OSA.normalized_similarity, dtype=np.float32)[0]
        bare = np.ones(len(found), dtype=bool) if without_vowels(word) else np.array(corpus.bare(found))
        few = min(len(bones), 4) / 4
        consonants = np.where(
            bare, (0.72 + 0.14 * few) * alike + 0.12 * sounds, (0.62 + 0.1 * few) * alike + 0.2 * sounds
        )
        like = np.maximum(like, np.where((alike == 1.0) | bare, consonants, 0.0))
    if len(plain) >= _SHORTEST_BEGINNING:
        begins = np.array(
            [other.startswith(plain) or (len(other) >= 5 and plain.startswith(other)) for other in others]
        )
        if begins.any():
            lengths = np.array([len(other) for other in others], dtype=np.float32)
            cut = 0.72 + 0.26 * np.minimum(len(plain), lengths) / np.maximum(len(plain), lengths)
            like = np.where(begins, np.maximum(like, cut), like)
    same = np.array([other == word for other in others])
    return np.where(same, 1.0, np.minimum(like, 0.985)).astype(np.float32)
