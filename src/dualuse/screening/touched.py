"""Which counterparties a change of the lists can touch: all others have the answer that they had.

A counterparty is touched where

* an entry that came or changed, or holds a word that weighs otherwise now, is a hit of it, or nearly: it is compared with
  these entries alone, by the words and weights of the whole index, so that the scores are those of a full run;
* one of its words is like a word that weighs otherwise now, or came, or went, so that its score with others moves too.

Whoever is touched is screened again over the whole index: what comes out is what a full run gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.alignment import MOST_WORDS
from dualuse.screening.corpus import Corpus
from dualuse.screening.delta import Delta, Pair
from dualuse.screening.index import build_index
from dualuse.screening.likeness import find_like
from dualuse.screening.naming.words import words_of
from dualuse.screening.screened import Query
from dualuse.screening.screener import Screener
from dualuse.screening.weights import rarity

_NEARLY: Final = 0.35
"""The score from which a counterparty is screened again: well below that of a review."""
_AT_ONCE: Final = 64
_MOST_REMEMBERED: Final = 200_000


class Touched:
    """Says of counterparties whether the delta can touch them."""

    def __init__(self, delta: Delta, whole: Path) -> None:
        corpus = Corpus(whole)
        with TemporaryDirectory(prefix="dualuse-delta-") as folder:
            path = Path(folder) / "delta.index"
            build_index([*delta.before, *delta.after], path)
            self._compare(corpus, Corpus(path), len(delta.before))
        came = {(entry.list, entry.id) for entry in delta.after}
        pairs = [(corpus.list_of(at), corpus.id_of(at)) for at in range(corpus.entities)]
        which = _holding(corpus, self._moved_words)
        self.weigh_otherwise = frozenset(pairs[at] for at in np.flatnonzero(which))
        _restrict(corpus, which | np.array([pair in came for pair in pairs], dtype=bool))
        self._screener: Final = Screener(corpus)
        self._known: Final[dict[str, bool]] = {}

    everybody: bool
    """Whether so much changed that every word weighs otherwise: then all are screened again."""
    weigh_otherwise: frozenset[Pair]
    """The entries whose words weigh otherwise: who has one of them as a hit is screened again."""

    def touches(self, queries: Sequence[Query]) -> list[bool]:
        """For each of ``queries`` whether the delta can change the answer on it."""
        found = self._screener.screen(list(queries), floor=_NEARLY)
        words = [[word for name in query.names for word in _words(name)] for query in queries]
        self._look_up({word for some in words for word in some})
        return [
            bool(one.hits) or any(self._known[word] for word in some)
            for some, one in zip(words, found, strict=True)
        ]

    def _look_up(self, words: set[str]) -> None:
        """Learn of words whether what is like them weighs otherwise since the change."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        new = sorted(words - self._known.keys())
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            for word, (like, _) in zip(some, find_like(self._shifting, some), strict=True):
                self._known[word] = bool(self._shifted[like].any())

    def _compare(self, full: Corpus, small: Corpus, old_entities: int) -> None:
        """Find the words that weigh otherwise since the change, or came, or went."""
        number = {word: at for at, word in enumerate(full.words)}
        numbers = np.array([number.get(word, -1) for word in small.words], dtype=np.int64)
        is_old = np.asarray(small.name_entity) < old_entities
        names_before = full.names - int((~is_old).sum()) + int(is_old.sum())
        probe = np.array([1, 2, 64, 4096], dtype=np.int32)
        self.everybody = not np.array_equal(rarity(probe, full.names), rarity(probe, names_before))
        known = np.maximum(numbers, 0)
        now = _names_with(full)[known] * (numbers >= 0)
        posts_now = np.diff(full.post_at)[known] * (numbers >= 0)
        before = now - _names_with(small, ~is_old) + _names_with(small, is_old)
        posts_before = posts_now - _posts(small, ~is_old) + _posts(small, is_old)
        moved = rarity(now.astype(np.int32), full.names) != rarity(before.astype(np.int32), full.names)
        came_or_went = (posts_before == 0) != (posts_now == 0)
        self._shifted: NDArray[np.bool_] = moved | came_or_went | (numbers < 0)
        self._shifting = small
        self._moved_words = numbers[(numbers >= 0) & moved]


def _holding(corpus: Corpus, words: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which entries hold one of these words in a name."""
    wanted = np.zeros(len(corpus.words) + 1, dtype=bool)
    wanted[words] = True
    row = np.repeat(np.arange(corpus.names), np.diff(corpus.name_word_at))
    which = np.zeros(corpus.entities, dtype=bool)
    which[np.asarray(corpus.name_entity)[row[wanted[np.asarray(corpus.name_word)]]]] = True
    return which


def _restrict(corpus: Corpus, which: NDArray[np.bool_]) -> None:
    """Let an opened index find these entries alone; words, weights and names stay those of the whole."""
    kept = which[np.asarray(corpus.name_entity)[np.asarray(corpus.post_name)]]
    corpus.post_name = np.asarray(corpus.post_name)[kept]
    at = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum(kept, out=at[1:])
    corpus.post_at = at[np.asarray(corpus.post_at)]
    bearing = which[np.asarray(corpus.arrays["identifier_entity"])]
    for name in ("identifier_key", "identifier_entity"):
        corpus.arrays[name] = np.asarray(corpus.arrays[name])[bearing]


def _names_with(corpus: Corpus, which: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """How often each word stands in names, of ``which``: as the index counts for its rarity."""
    word = np.asarray(corpus.name_word)
    if which is not None:
        word = word[which[np.repeat(np.arange(corpus.names), np.diff(corpus.name_word_at))]]
    return np.bincount(word, minlength=len(corpus.words))


def _posts(corpus: Corpus, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How often each word stands among the postings of ``which``, joined words too."""
    word = np.repeat(np.arange(len(corpus.words)), np.diff(corpus.post_at))
    return np.bincount(word[which[np.asarray(corpus.post_name)]], minlength=len(corpus.words))


def _words(text: str) -> list[str]:
    """The words of a name, and neighbouring ones joined."""
    words = words_of(text)[:MOST_WORDS]
    joined = [first + second for first, second in pairwise(words) if first.isalpha() and second.isalpha()]
    return [*words, *joined]
