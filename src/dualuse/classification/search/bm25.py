"""BM25 over documents whose words carry weights, in numpy arrays: every word's share in every score is at hand.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6: frequencies of
fields are weighed and added before they saturate (BM25F with one length).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_K1: Final = 1.2


class WordIndex:
    """Documents by word.

    Args:
        documents: for each its words with their weighted frequencies.
        length_share: BM25's ``b``, how far length counts (0 to 1).
        groups: for each document its group, such as its language: rarity and length are judged within it.
    """

    def __init__(
        self, documents: Sequence[Mapping[str, float]], length_share: float, groups: Sequence[str] = ()
    ) -> None:
        self.size: Final = len(documents)
        groups = groups or [""] * self.size
        places: dict[str, list[int]] = defaultdict(list)
        counts: dict[str, list[float]] = defaultdict(list)
        for place, document in enumerate(documents):
            for word, frequency in document.items():
                places[word].append(place)
                counts[word].append(frequency)
        lengths = np.array([sum(document.values()) for document in documents], dtype=np.float32)
        norms = _norms(lengths, groups, length_share)
        sizes = {group: groups.count(group) for group in set(groups)}
        self._places: Final[dict[str, NDArray[np.int32]]] = {}
        self._shares: Final[dict[str, Scores]] = {}
        self._rarity: Final[dict[str, float]] = {}
        for word, where in places.items():
            at = np.array(where, dtype=np.int32)
            frequencies = np.array(counts[word], dtype=np.float32)
            number = sizes[groups[where[0]]]
            rarity = math.log(1 + (number - len(where) + 0.5) / (len(where) + 0.5))
            self._places[word] = at
            self._rarity[word] = rarity
            self._shares[word] = (rarity * frequencies * (_K1 + 1) / (frequencies + norms[at])).astype(
                np.float32
            )

    def __contains__(self, word: str) -> bool:
        return word in self._places

    def rarity(self, word: str) -> float:
        """How much a word says: its inverse document frequency; 0 for a word that no document has."""
        return self._rarity.get(word, 0.0)

    def scores(self, query: Mapping[str, float]) -> Scores:
        """The score of every document for the words of a query with their weights."""
        scores = np.zeros(self.size, dtype=np.float32)
        for word, weight in query.items():
            places = self._places.get(word)
            if places is not None:
                scores[places] += weight * self._shares[word]
        return scores

    def share(self, word: str, document: int) -> float:
        """What a word adds to the score of one document."""
        places = self._places.get(word)
        if places is None:
            return 0.0
        at = int(places.searchsorted(np.int32(document)))  # of the same kind, or all places are copied first
        return float(self._shares[word][at]) if at < len(places) and places[at] == document else 0.0


def _norms(lengths: Scores, groups: Sequence[str], length_share: float) -> Scores:
    """``k1 (1 - b + b length / mean length)`` of each document, the mean taken within its group."""
    norms = np.empty_like(lengths)
    names = np.array(groups)
    for group in set(groups):
        inside = names == group
        mean = max(float(lengths[inside].mean()), 1e-6)
        norms[inside] = _K1 * (1 - length_share + length_share * lengths[inside] / mean)
    return norms
