"""The names of the index worth comparing with a name: those that share most of the weight of its words.

A numpy buffer over all names gathers, per word of the query, the weight of the best word like it; rare words first, so
that very common words only add to names that something rarer has brought up.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.blocking_keys import SECOND_WORD, letter_bit
from dualuse.screening.index.corpus import Corpus, ranges
from dualuse.screening.matching.by_rows import Floats, Integers
from dualuse.screening.matching.word_similarity import Like, find_joined, find_like
from dualuse.screening.names.word_rarity import WordClass, class_of, weight_of

MOST_NAMES: Final = 64
JOINED: Final = "+"
"""Marks two neighbouring words that were joined."""
_BY_INITIAL: Final = 0.1
_BROUGHT_UP: Final = 12_000
_MOST_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWord:
    """A word of a query: what is like it in the index, the names that hold such words, its weight and class."""

    text: str
    like: Like
    names: NDArray[np.int32]
    gain: Floats
    weight: float
    kind: WordClass
    number: int
    """Its place among the words of the index, or -1."""


class Candidates:
    """Finds names; words already looked up are remembered unless ``remember`` is false."""

    def __init__(self, corpus: Corpus, *, remember: bool = True) -> None:
        self._corpus = corpus
        self._remember = remember
        self._looked_up: OrderedDict[str, QueryWord] = OrderedDict()
        self._sum = np.zeros(corpus.names, dtype=np.float32)

    def look_up(self, texts: Iterable[str], joined: Iterable[str]) -> dict[str, QueryWord]:
        """Look up words, and neighbouring words joined; those of a batch at once."""
        wanted = {text: text for text in texts} | {JOINED + text: text for text in joined}
        known = {name: self._looked_up[name] for name in wanted if name in self._looked_up}
        new = [name for name in wanted if name not in known]
        words = [name for name in new if not name.startswith(JOINED)]
        neighbours = [name for name in new if name.startswith(JOINED)]
        texts = [wanted[name] for name in neighbours]
        likes = find_like(self._corpus, words) + find_joined(self._corpus, texts)
        known.update(zip([*words, *neighbours], self._query_words([*words, *texts], likes), strict=True))
        if self._remember:
            self._looked_up.update(known)
            while len(self._looked_up) > _MOST_REMEMBERED:
                self._looked_up.popitem(last=False)
        return known

    def _query_words(self, texts: Sequence[str], likes: Sequence[Like]) -> list[QueryWord]:
        """The words of a batch with the names that hold what is like them, all gathered at once."""
        if not texts:
            return []
        corpus = self._corpus
        lengths = [len(words) for words, _ in likes]
        words = np.concatenate([words for words, _ in likes])
        weights = [weight_of(text) for text in texts]
        # What a name gains by a word is no more than its own word weighs: else lighter namesakes crowd out the very name.
        most = np.repeat(np.array(weights, dtype=np.float32), lengths)
        gain = np.concatenate([likeness for _, likeness in likes]) * np.minimum(
            most, corpus.word_weight[words]
        )
        order = np.lexsort((gain, np.repeat(np.arange(len(texts)), lengths)))
        gain, ordered = gain[order], words[order]
        low, high = corpus.post_at[ordered], corpus.post_at[ordered + 1]
        names = corpus.post_name[ranges(low, high)]
        gains = np.repeat(gain, high - low)
        ends = np.append(0, np.cumsum(high - low))[np.append(0, np.cumsum(lengths))].tolist()
        return [
            QueryWord(
                text=text,
                like=like,
                names=names[start:end],
                gain=gains[start:end],
                weight=weight,
                kind=class_of(text),
                number=int(like[0][-1]) if len(like[0]) and like[1][-1] == 1.0 else -1,
            )
            for text, like, weight, (start, end) in zip(texts, likes, weights, pairwise(ends), strict=True)
        ]

    def names(self, words: list[QueryWord], joined: list[QueryWord]) -> Integers:
        """Up to ``MOST_NAMES`` names for a query of ``words`` (and neighbours joined), in no order."""
        telling = [
            word for word in words if word.kind not in (WordClass.LIGHT, WordClass.FORM, WordClass.INITIAL)
        ]
        used = sorted(telling or words, key=lambda word: len(word.names))
        total = self._sum
        touched: list[Integers] = []
        brought = 0
        # Numbers as wide as numpy looks them up by: else each look-up below would widen them again.
        places = [word.names.astype(np.int64) for word in used]
        for word, at in zip(used, places, strict=True):
            total[at] = total.take(at) + word.gain
            if brought < _BROUGHT_UP or not touched:
                touched.append(at)
                brought += len(at)
        for word in joined:
            at = word.names.astype(np.int64)
            total[at] = total.take(at) + word.gain
            places.append(at)
            touched.append(at)
        if not touched:
            return np.zeros(0, dtype=np.int64)
        names = np.concatenate(touched)
        sums = total.take(names)
        if initials := _initials(words):
            # Of many namesakes those whose other words begin with the letters asked.
            met = np.bitwise_count(self._corpus.name_initials[names] & np.uint64(initials))
            sums = sums + (_BY_INITIAL * met).astype(np.float32)
        mass = sum(word.weight for word in words)
        best = _best_names(names, sums, mass, self._corpus.name_mass.take(names))
        for at in places:
            total[at] = 0.0
        return best


def _initials(words: list[QueryWord]) -> int:
    """The single letters asked, as bits; where a whole word asked begins with the letter, that a second one does."""
    whole = {letter_bit(word.text) for word in words if word.kind != WordClass.INITIAL}
    bits = 0
    for word in words:
        if word.kind == WordClass.INITIAL:
            bit = letter_bit(word.text)
            bits |= bit << SECOND_WORD if bit in whole else bit
    return bits


def _best_names(names: Integers, sums: Floats, mass: float, masses: Floats) -> Integers:
    """The names that share most, half of them by the share of both names, the others by that of the query alone."""
    both = sums / (mass + masses) + 0.15 * sums / max(mass, 0.01)
    if len(names) > MOST_NAMES * 2:
        kept = np.argpartition(-both, MOST_NAMES * 2)[: MOST_NAMES * 2]
        names, both = names[kept], both[kept]
    order = np.argsort(names, kind="stable")
    names, both = names[order], both[order]
    first = np.flatnonzero(np.diff(names, prepend=-1))
    if len(first) > MOST_NAMES:
        first = first[np.argpartition(-both[first], MOST_NAMES)[:MOST_NAMES]]
    return names[first]
