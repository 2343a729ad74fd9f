"""Queries compared with the names of the index, many at once: what the model weighs, per pair of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from dualuse.screening.alignment import MOST_WORDS, Aligned, Floats, Integers, Side, Table, align, right_side
from dualuse.screening.candidates import Candidates, FoundWord
from dualuse.screening.corpus import Corpus
from dualuse.screening.measures import Beside, measure_names
from dualuse.screening.naming.sound import without_vowels
from dualuse.screening.naming.words import words_of
from dualuse.screening.running import run_together


@dataclass(frozen=True, slots=True)
class QueryName:
    """One name of one query, its words looked up. ``query``: the number of the query in the batch."""

    query: int
    text: str
    words: tuple[str, ...]
    found: tuple[FoundWord, ...]
    names: Integers
    """The candidate names."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of a query's name and a listed name. ``query_name`` numbers the batch's names; shapes: [pairs, …]."""

    query_name: Integers
    name: Integers
    entity: Integers
    measures: Floats
    left: Side
    right: Side
    met: Aligned


class Comparer:
    """Compares batches of names with an index."""

    def __init__(self, corpus: Corpus, *, remember: bool = True) -> None:
        self.corpus = corpus
        self._candidates = Candidates(corpus, remember=remember)
        self._table = Table(corpus)

    def look_up(self, query: int, text: str) -> QueryName:
        """The words of a name and its candidates."""
        words = words_of(text)[:MOST_WORDS]
        found = [self._candidates.word(word) for word in words]
        joined = [
            self._candidates.word(first + second)
            for first, second in pairwise(words)
            if first.isalpha() and second.isalpha() and min(len(first), len(second)) <= 5
        ]
        names = self._candidates.names(found, joined) if found else np.zeros(0, dtype=np.int64)
        return QueryName(query, text, words, tuple(found), names)

    def compare(self, queries: Sequence[QueryName]) -> Compared:
        """All names of the batch with all their candidates."""
        counts = np.array([len(query.names) for query in queries], dtype=np.int64)
        pair_query = np.repeat(np.arange(len(queries)), counts)
        names = (
            np.concatenate([query.names for query in queries])
            if len(queries)
            else np.zeros(0, dtype=np.int64)
        )
        rows = self._table.fill([word for query in queries for word in query.found])
        left = _left_side(queries, rows, pair_query)
        right = right_side(self.corpus, names)
        met = align(self._table, left, right)
        entity = np.asarray(self.corpus.name_entity[names]).astype(np.int64)
        bare = np.array(
            [any(without_vowels(word) for word in query.words) for query in queries], dtype=np.float32
        )
        beside = Beside(
            self._runs(queries, pair_query, names),
            np.asarray(self.corpus.arrays["name_weak"][names]).astype(np.float32),
            _covered(left, met, pair_query, entity, self.corpus.entities),
            bare[pair_query] if len(queries) else np.zeros(0, dtype=np.float32),
        )
        return Compared(pair_query, names, entity, measure_names(left, right, met, beside), left, right, met)

    def _runs(self, queries: Sequence[QueryName], pair_query: Integers, names: Integers) -> Floats:
        """Likeness of the names run together: in order or sorted, whichever is more alike."""
        ours = [run_together(query.words) for query in queries]
        pairs = pair_query.tolist()
        best = np.zeros(len(names), dtype=np.float32)
        for side, column in ((0, "name_run"), (1, "name_sorted")):
            text, at = self.corpus.arrays[column], self.corpus.arrays[column + "_at"]
            whole = memoryview(text)  # type: ignore[arg-type]
            starts, ends = at[names].tolist(), at[names + 1].tolist()
            theirs = [
                str(whole[start:end], "ascii", "replace") for start, end in zip(starts, ends, strict=True)
            ]
            found = cpdist(
                [ours[pair][side] for pair in pairs],
                theirs,
                scorer=Indel.normalized_similarity,
                dtype=np.float32,
            )
            np.maximum(best, found, out=best)
        return best


def _left_side(queries: Sequence[QueryName], rows: dict[str, int], pair_query: Integers) -> Side:
    longest = max((len(query.found) for query in queries), default=1) or 1
    shape = (len(queries), longest)
    word = np.zeros(shape, dtype=np.int64)
    weight = np.zeros(shape, dtype=np.float32)
    kind = np.full(shape, 255, dtype=np.uint8)
    first = np.full(shape, 1, dtype=np.uint8)
    for at, query in enumerate(queries):
        for place, found in enumerate(query.found):
            word[at, place] = rows[found.text]
            weight[at, place] = found.weight
            kind[at, place] = found.kind
            first[at, place] = ord(found.text.lstrip("~")[:1] or "~") & 0xFF
    return Side(word[pair_query], weight[pair_query], kind[pair_query], first[pair_query])


def _covered(left: Side, met: Aligned, pair_query: Integers, entity: Integers, entities: int) -> Floats:
    """The share of the query's mass that some name of the entity met, over all its candidate names."""
    if not len(entity):
        return np.zeros(0, dtype=np.float32)
    group = pair_query * entities + entity
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(group[order]) != 0])
    best = np.maximum.reduceat(met.left[order], starts, axis=0)
    number = np.zeros(len(group), dtype=np.int64)
    number[order] = np.cumsum(np.r_[0, np.diff(group[order]) != 0])
    carries = left.kind <= 3
    mass = (left.weight * carries).sum(axis=1)
    covered: NDArray[np.float32] = (left.weight * carries * best[number] ** 2).sum(axis=1) / np.maximum(
        mass, 0.05
    )
    return covered.astype(np.float32)
