"""Queries compared with the names of the index, many at once: what the model weighs, per pair of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Prefix
from rapidfuzz.process import cpdist

from dualuse.screening.index.building import SHORT_NEIGHBOUR
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.alignment import (
    MOST_WORDS,
    Aligned,
    Floats,
    Integers,
    Side,
    Table,
    align,
    right_side,
)
from dualuse.screening.matching.by_rows import any_of, total_of
from dualuse.screening.matching.candidates import JOINED, Candidates, FoundWord
from dualuse.screening.matching.features import Beside, measure_names
from dualuse.screening.names.run_together import WRITINGS, letters_of_name, run_together
from dualuse.screening.names.sound import consonants_of_run, sound, without_vowels
from dualuse.screening.names.word_rarity import WordClass, tells
from dualuse.screening.names.words import words_of

_SHORTEST_RUN: Final = 10
_MOST_BEGUN: Final = 24
_ONE_WORD: Final = 0.75
"""Words at least this alike are taken for spellings of one word."""


@dataclass(frozen=True, slots=True)
class QueryName:
    """One name of one query, its words looked up. ``query``: the number of the query in the batch."""

    query: int
    text: str
    words: tuple[str, ...]
    found: tuple[FoundWord, ...]
    names: Integers
    """The candidate names."""


def _neighbours(words: tuple[str, ...]) -> list[str]:
    """Neighbouring words joined, where one of them is as short as a syllable or particle."""
    return [
        first + second
        for first, second in pairwise(words)
        if first.isalpha() and second.isalpha() and min(len(first), len(second)) <= SHORT_NEIGHBOUR
    ]


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

    def look_up(self, names: Sequence[tuple[int, str]]) -> list[QueryName]:
        """The words and candidates of names; each with the number of its query in the batch."""
        words = [words_of(text)[:MOST_WORDS] for _, text in names]
        joined = [_neighbours(some) for some in words]
        found = self._candidates.look_up(
            [word for some in words for word in some], [pair for some in joined for pair in some]
        )
        looked_up = []
        for (query, text), some, pairs in zip(names, words, joined, strict=True):
            own = [found[word] for word in some]
            candidates = self._with_beginnings(
                some, self._candidates.names(own, [found[JOINED + pair] for pair in pairs])
            )
            looked_up.append(QueryName(query, text, some, tuple(own), candidates))
        return looked_up

    def _with_beginnings(self, words: tuple[str, ...], names: Integers) -> Integers:
        """The candidates, the names that sound the same, and the few that the whole query begins: a field too short has cut it, or
        a space is lost."""
        run = run_together(words)[0]
        more = self.corpus.names_sounding(run, _MOST_BEGUN)
        if len(run) >= _SHORTEST_RUN:
            more = np.concatenate([more, self.corpus.names_beginning_with(run, _MOST_BEGUN)])
        return np.union1d(names, more) if len(more) else np.sort(names)

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
        left, right = _weighed_alike(left, right, met)
        entity = np.asarray(self.corpus.name_entity[names]).astype(np.int64)
        ours_bare = np.array([any(map(without_vowels, query.words)) for query in queries], dtype=bool)
        bare = ours_bare[pair_query] | any_of(self.corpus.bare[right.word] > 0)
        run, begins, cut_off = self._runs(queries, pair_query, names, bare)
        beside = Beside(
            run,
            begins,
            cut_off,
            np.asarray(self.corpus.arrays["name_weak"][names]).astype(np.float32),
            _covered(left, right, met, pair_query, entity, self.corpus.entities),
            *self._writings(queries, pair_query, names, entity),
            bare.astype(np.float32),
        )
        return Compared(pair_query, names, entity, measure_names(left, right, met, beside), left, right, met)

    def _writings(
        self, queries: Sequence[QueryName], pair_query: Integers, names: Integers, entity: Integers
    ) -> tuple[Floats, Floats]:
        """1 where one name is Latin and the other of another alphabet, 2 where one is of syllables, else 0; and 1 where
        the writings differ although the entry has a name in the writing asked."""
        ours = np.array([letters_of_name(query.text) for query in queries], dtype=np.uint8)[pair_query]
        theirs = np.asarray(self.corpus.arrays["name_letters"][names])
        plain, plain_theirs = WRITINGS[ours], WRITINGS[theirs]
        both: Floats = np.where(plain == plain_theirs, 0, np.maximum(plain, plain_theirs)).astype(np.float32)
        has = (self.corpus.arrays["entity_writings"][entity] >> ours) & 1
        return both, ((ours != theirs) & (has > 0)).astype(np.float32)

    def _runs(
        self, queries: Sequence[QueryName], pair_query: Integers, names: Integers, bare: NDArray[np.bool_]
    ) -> tuple[Floats, Floats, Floats]:
        """Likeness of the names run together, how far the shorter one begins the longer one, and whether it ends in a word.

        Likeness is of the names in order or sorted, whichever is more alike; where one was written without vowels,
        of the consonants.
        """
        ours = [run_together(query.words) for query in queries]
        pairs = pair_query.tolist()
        best = np.zeros(len(names), dtype=np.float32)
        begins = np.zeros(len(names), dtype=np.float32)
        cut_off = np.zeros(len(names), dtype=np.float32)
        for side, column in ((0, "name_run"), (1, "name_sorted")):
            theirs, lengths = self.corpus.texts(column, names)
            asked = [ours[pair][side] for pair in pairs]
            np.maximum(best, _like(asked, theirs), out=best)
            if side == 0:
                begins = _begins(asked, theirs, lengths)
                for pair in np.flatnonzero(begins).tolist():
                    words = self.corpus.words_of_name(int(names[pair]))
                    own = queries[pairs[pair]].words
                    cut_off[pair] = _cut_off(asked[pair], theirs[pair], own, words)
            for_bones = np.flatnonzero(bare)
            if len(for_bones):
                some = for_bones.tolist()
                bones = _like(
                    [consonants_of_run(asked[at]) for at in some],
                    [consonants_of_run(theirs[at]) for at in some],
                )
                best[for_bones] = np.maximum(best[for_bones], 0.96 * bones)
        return best, begins, cut_off


def _weighed_alike(left: Side, right: Side, met: Aligned) -> tuple[Side, Side]:
    """Words that met are one word in two spellings: both weigh what the lighter one does.

    A slip in a common word makes it no rare one.
    """
    pairs = np.arange(len(met.likeness))[:, None]
    one_word = met.likeness >= _ONE_WORD
    weight = np.minimum(left.weight[pairs, met.left_at], right.weight[pairs, met.right_at])
    of_left, of_right = left.weight.copy(), right.weight.copy()
    row, turn = np.nonzero(one_word)
    of_left[row, met.left_at[row, turn]] = weight[row, turn]
    of_right[row, met.right_at[row, turn]] = weight[row, turn]
    return replace(left, weight=of_left), replace(right, weight=of_right)


def _like(asked: list[str], listed: list[str]) -> Floats:
    found: Floats = cpdist(asked, listed, scorer=Indel.normalized_similarity, dtype=np.float32)
    return found


def _begins(asked: list[str], listed: list[str], lengths: Integers) -> Floats:
    """From 0 to 1: the shorter one begins the longer one (its last letter may differ), rising to 16 letters."""
    common = cpdist(asked, listed, scorer=Prefix.similarity, dtype=np.int32)
    shorter = np.minimum(np.fromiter(map(len, asked), np.int32, len(asked)), lengths)
    risen: Floats = np.where((common >= shorter - 1) & (shorter >= 6), np.minimum(shorter / 16, 1), 0).astype(
        np.float32
    )
    return risen


def _cut_off(asked: str, listed: str, own: tuple[str, ...], words: tuple[str, ...]) -> float:
    """From 0 to 1 by its letters: the shorter name ends in the middle of a word of the longer, as a field too short leaves it."""
    (shorter, _), (longer, of_longer) = sorted(((asked, own), (listed, words)), key=lambda side: len(side[0]))
    if len(shorter) == len(longer) or not longer.startswith(shorter):
        return 0.0
    ends = accumulate(len(sound(word)) for word in of_longer if tells(word))
    return 0.0 if len(shorter) in ends else min(len(shorter) / 20, 1.0)


def _left_side(queries: Sequence[QueryName], rows: dict[str, int], pair_query: Integers) -> Side:
    longest = max((len(query.found) for query in queries), default=1) or 1
    shape = (len(queries), longest)
    word = np.zeros(shape, dtype=np.int64)
    weight = np.zeros(shape, dtype=np.float32)
    kind = np.full(shape, 255, dtype=np.uint8)
    first = np.full(shape, 1, dtype=np.uint8)
    letters = np.zeros(shape, dtype=np.uint8)
    for at, query in enumerate(queries):
        for place, found in enumerate(query.found):
            word[at, place] = rows[found.text]
            weight[at, place] = found.weight
            kind[at, place] = found.kind
            letters[at, place] = min(len(found.text.lstrip("~")), 255)
            first[at, place] = ord(found.text.lstrip("~")[:1] or "~") & 0xFF
    return Side(
        word[pair_query], weight[pair_query], kind[pair_query], first[pair_query], letters[pair_query]
    )


def _covered(
    left: Side, right: Side, met: Aligned, pair_query: Integers, entity: Integers, entities: int
) -> Floats:
    """The mean of two shares: of the query's mass, what some name of the entity met; of the name's, what the query met."""
    if not len(entity):
        return np.zeros(0, dtype=np.float32)
    group = pair_query * entities + entity
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(group[order]) != 0])
    best = np.maximum.reduceat(met.left[order], starts, axis=0)
    number = np.zeros(len(group), dtype=np.int64)
    number[order] = np.cumsum(np.r_[0, np.diff(group[order]) != 0])
    carries = left.kind <= WordClass.NUMBER
    mass = total_of(left.weight * carries)
    of_left = total_of(left.weight * carries * best[number] ** 2) / np.maximum(mass, 0.05)
    carried = right.kind <= WordClass.NUMBER
    of_right = total_of(right.weight * carried * met.right**2) / np.maximum(
        total_of(right.weight * carried), 0.05
    )
    covered: NDArray[np.float32] = ((of_left + of_right) / 2).astype(np.float32)
    return covered
