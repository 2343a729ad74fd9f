"""Queries compared with the names of the index, many at once: what the model weighs, per pair of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel, Prefix
from rapidfuzz.process import cpdist

from dualuse.screening.index.blocking_keys import slip_keys
from dualuse.screening.index.building import SHORT_NEIGHBOUR
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.alignment import (
    MOST_WORDS,
    Aligned,
    LikenessTable,
    Side,
    align,
    right_side,
)
from dualuse.screening.matching.by_rows import Bits, Floats, Integers, any_of, total_of
from dualuse.screening.matching.candidates import JOINED, Candidates, QueryWord
from dualuse.screening.matching.contained import Contained
from dualuse.screening.matching.feature_values import PairFacts, feature_values
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.short_names import Counts
from dualuse.screening.names.sound import consonants_of_run, run_together, sound, without_vowels
from dualuse.screening.names.transliteration import SYLLABLES, VOWELLESS, letters_of_name
from dualuse.screening.names.word_rarity import WordClass, tells
from dualuse.screening.names.words import words_of

_WRITINGS: Final = np.array([0, 1, 1, 1, 2, 0], dtype=np.uint8)
"""How foreign names stand in each kind of letters (:func:`~dualuse.screening.names.transliteration.letters_of_name`): 0 as in Latin
letters or without vowels, 1 by ear in another alphabet, 2 in syllables."""
_SHORTEST_RUN: Final = 10
_MOST_BEGUN: Final = 24
_MOST_SLIPS: Final = 48
ONE_WORD: Final = 0.75
"""Words at least this alike are taken for spellings of one word."""
_BY_CONSONANTS: Final = 0.96
"""What the likeness of consonants counts, where one of the names was written without vowels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryName:
    """One name of one query, its words looked up. ``query``: the number of the query in the batch."""

    query: int
    text: str
    words: tuple[str, ...]
    looked_up: tuple[QueryWord, ...]
    names: Integers
    """The candidate names."""
    within: bool = False
    """Whether ``words`` are those of the only candidate, which stands in ``text`` among others."""
    is_part: bool = False
    """Whether ``words`` are a part of those of ``text``."""
    around: tuple[tuple[str, Plainness], ...] = ()
    """The words that stand around ``text`` in the same name of a field."""
    places: tuple[str, ...] = ()
    """What was taken for places, and taken away: ``text`` is what is left."""
    only_equal: bool = False
    """Whether ``text`` counts only where a list holds exactly it, since what was taken away may belong to the name."""
    apart: bool = False
    """Whether a sign parts ``text`` from what was taken away."""
    of_firm: Counts | None = None
    """Where nobody knows what was taken away: how ``text`` counts as the short name of a firm."""


def _neighbours(words: tuple[str, ...]) -> list[str]:
    """Neighbouring words joined, where one of them is as short as a syllable or particle."""
    return [
        first + second
        for first, second in pairwise(words)
        if first.isalpha() and second.isalpha() and min(len(first), len(second)) <= SHORT_NEIGHBOUR
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pairs of a query's name and a listed name. ``query_name`` numbers the batch's names; shapes: [pairs, …]."""

    query_name: Integers
    name: Integers
    entity: Integers
    features: Floats
    left: Side
    right: Side
    met: Aligned


class Comparer:
    """Compares batches of names with an index."""

    def __init__(self, corpus: Corpus, *, remember: bool = True) -> None:
        self.corpus = corpus
        self._candidates = Candidates(corpus, remember=remember)
        self._table = LikenessTable(corpus)

    def look_up(self, names: Sequence[tuple[int, str]]) -> list[QueryName]:
        """The words and candidates of names; each with the number of its query in the batch."""
        words_of_names = [words_of(text)[:MOST_WORDS] for _, text in names]
        joined_of_names = [_neighbours(words) for words in words_of_names]
        query_words = self._candidates.look_up(
            [word for words in words_of_names for word in words],
            [pair for joined in joined_of_names for pair in joined],
        )
        looked_up = []
        for (query, text), words, joined in zip(names, words_of_names, joined_of_names, strict=True):
            own = [query_words[word] for word in words]
            candidates = self._candidates.names(own, [query_words[JOINED + pair] for pair in joined])
            candidates = self._with_those_of_own_words(words, own, candidates)
            with_beginnings = self._with_beginnings(text, words, candidates)
            looked_up.append(
                QueryName(query=query, text=text, words=words, looked_up=tuple(own), names=with_beginnings)
            )
        return looked_up

    def _with_those_of_own_words(
        self, words: tuple[str, ...], looked_up: list[QueryWord], names: Integers
    ) -> Integers:
        """The candidates, and those of the name without places and what belongs to somebody: so many names share ``Hong Kong Branch`` that
        those which share what stands beside it are not among the first."""
        plain = [
            tells(word) and plainness == Plainness.ATTACHED
            for word, plainness in zip(words, plainness_of(words), strict=True)
        ]
        own = [word for word, is_plain in zip(looked_up, plain, strict=True) if not is_plain]
        if len(own) in (0, len(words)):
            return names
        return np.union1d(names, self._candidates.names(own, []))

    def look_up_contained(self, contained: Sequence[Contained]) -> list[QueryName]:
        """The listed names that stand in fields, each to be compared with itself."""
        words = [self.corpus.words_of_name(each.name) for each in contained]
        looked_up = self._candidates.look_up([word for name in words for word in name], [])
        return [
            QueryName(
                query=each.query,
                text=each.text,
                words=own[:MOST_WORDS],
                looked_up=tuple(looked_up[word] for word in own[:MOST_WORDS]),
                names=np.array([each.name], dtype=np.int64),
                within=True,
            )
            for each, own in zip(contained, words, strict=True)
        ]

    def _with_beginnings(self, text: str, words: tuple[str, ...], names: Integers) -> Integers:
        """The candidates, the names that sound the same, those one letter apart, and the few that the whole query begins: a field too short has cut it, or
        a space is lost."""
        run = run_together(words)[0]
        more = self.corpus.names_sounding(run, _MOST_BEGUN)
        keys = slip_keys(words) if letters_of_name(text) != SYLLABLES else []
        if keys:
            more = np.concatenate([more, self.corpus.names_one_slip_from(keys, _MOST_SLIPS)])
        if len(run) >= _SHORTEST_RUN:
            more = np.concatenate([more, self.corpus.names_beginning_with(run, _MOST_BEGUN)])
        return np.union1d(names, more) if len(more) else np.sort(names)

    def compare(self, queries: Sequence[QueryName]) -> Compared:
        """All names of the batch with all their candidates."""
        counts = np.array([len(query.names) for query in queries], dtype=np.int64)
        pair_query = np.repeat(np.arange(len(queries)), counts)
        names = np.concatenate([np.zeros(0, dtype=np.int64), *(query.names for query in queries)])
        rows = self._table.fill([word for query in queries for word in query.looked_up])
        left = _left_side(queries, rows, pair_query)
        right = right_side(self.corpus, names)
        met = align(self._table, left, right)
        left, right = _weighed_alike(left, right, met)
        entity = np.asarray(self.corpus.name_entity[names]).astype(np.int64)
        asked_vowelless = np.array([any(map(without_vowels, query.words)) for query in queries], dtype=bool)
        vowelless = asked_vowelless[pair_query] | any_of(self.corpus.bare[right.word] > 0)
        facts = PairFacts(
            *self._runs(queries, pair_query, names, vowelless),
            weak=np.asarray(self.corpus.arrays["name_weak"][names]).astype(np.float32),
            covered=_covered(left, right, met, pair_query * self.corpus.entities + entity),
            **self._writings(queries, pair_query, names, entity),
            vowelless=vowelless.astype(np.float32),
        )
        return Compared(
            query_name=pair_query,
            name=names,
            entity=entity,
            features=feature_values(left, right, met, facts),
            left=left,
            right=right,
            met=met,
        )

    def _writings(
        self, queries: Sequence[QueryName], pair_query: Integers, names: Integers, entity: Integers
    ) -> dict[str, Floats]:
        """``writing`` and ``other_writing`` of :class:`~dualuse.screening.matching.feature_values.PairFacts`."""
        asked = np.array([letters_of_name(query.text) for query in queries], dtype=np.uint8)[pair_query]
        listed = np.asarray(self.corpus.arrays["name_letters"][names])
        asked_kind, listed_kind = _WRITINGS[asked], _WRITINGS[listed]
        writing = np.where(asked_kind == listed_kind, 0, np.maximum(asked_kind, listed_kind))
        known = (self.corpus.arrays["entity_writings"][entity] >> asked) & 1
        return {
            "writing": writing.astype(np.float32),
            "other_writing": ((asked != listed) & (known > 0)).astype(np.float32),
        }

    def _runs(
        self,
        queries: Sequence[QueryName],
        pair_query: Integers,
        names: Integers,
        vowelless: Bits,
    ) -> tuple[Floats, Floats, Floats]:
        """Likeness of the names run together, how far the shorter one begins the longer one, and whether it ends in a word.

        Likeness is of the names in order or sorted, whichever is more alike; where one was written without vowels,
        of the consonants.
        """
        runs = [run_together(query.words) for query in queries]
        pairs = pair_query.tolist()
        best = np.zeros(len(names), dtype=np.float32)
        begins = np.zeros(len(names), dtype=np.float32)
        cut_off = np.zeros(len(names), dtype=np.float32)
        by_consonants = np.flatnonzero(vowelless)
        places = by_consonants.tolist()
        for side, column in ((0, "name_run"), (1, "name_sorted")):
            listed, lengths = self.corpus.texts(column, names)
            asked = [runs[query][side] for query in pairs]
            np.maximum(best, _likeness(asked, listed), out=best)
            if side == 0:
                begins = _begins(asked, listed, lengths)
                for pair in np.flatnonzero(begins).tolist():
                    words = self.corpus.words_of_name(int(names[pair]))
                    cut_off[pair] = _cut_off(asked[pair], listed[pair], queries[pairs[pair]].words, words)
            if places:
                consonants = _likeness(
                    [consonants_of_run(asked[pair]) for pair in places],
                    [consonants_of_run(listed[pair]) for pair in places],
                )
                best[by_consonants] = np.maximum(best[by_consonants], _BY_CONSONANTS * consonants)
        return best, begins, cut_off


def _weighed_alike(left: Side, right: Side, met: Aligned) -> tuple[Side, Side]:
    """Words that met are one word in two spellings: both weigh what the lighter one does.

    A slip in a common word makes it no rare one.
    """
    pairs = np.arange(len(met.likeness))[:, None]
    weight = np.minimum(left.weight[pairs, met.left_at], right.weight[pairs, met.right_at])
    left_weight, right_weight = left.weight.copy(), right.weight.copy()
    row, turn = np.nonzero(met.likeness >= ONE_WORD)
    left_weight[row, met.left_at[row, turn]] = weight[row, turn]
    right_weight[row, met.right_at[row, turn]] = weight[row, turn]
    return replace(left, weight=left_weight), replace(right, weight=right_weight)


def _likeness(asked: list[str], listed: list[str]) -> Floats:
    return cpdist(asked, listed, scorer=Indel.normalized_similarity, dtype=np.float32)


def _begins(asked: list[str], listed: list[str], lengths: Integers) -> Floats:
    """From 0 to 1: the shorter one begins the longer one (its last letter may differ), rising to 16 letters."""
    common = cpdist(asked, listed, scorer=Prefix.similarity, dtype=np.int32)
    shorter = np.minimum(np.fromiter(map(len, asked), np.int32, len(asked)), lengths)
    begun = np.where((common >= shorter - 1) & (shorter >= 6), np.minimum(shorter / 16, 1), 0)
    return begun.astype(np.float32)


def _cut_off(asked: str, listed: str, asked_words: tuple[str, ...], listed_words: tuple[str, ...]) -> float:
    """From 0 to 1 by its letters: the shorter name ends in the middle of a word of the longer, as a field too short leaves it."""
    sides = ((asked, asked_words), (listed, listed_words))
    (shorter, _), (longer, words) = sorted(sides, key=lambda side: len(side[0]))
    if len(shorter) == len(longer) or not longer.startswith(shorter):
        return 0.0
    ends = accumulate(len(sound(word)) for word in words if tells(word))
    return 0.0 if len(shorter) in ends else min(len(shorter) / 20, 1.0)


def _left_side(queries: Sequence[QueryName], rows: dict[str, int], pair_query: Integers) -> Side:
    longest = max((len(query.looked_up) for query in queries), default=1) or 1
    shape = (len(queries), longest)
    word = np.zeros(shape, dtype=np.int64)
    weight = np.zeros(shape, dtype=np.float32)
    kind = np.full(shape, 255, dtype=np.uint8)
    first = np.full(shape, 1, dtype=np.uint8)
    letters = np.zeros(shape, dtype=np.uint8)
    for at, query in enumerate(queries):
        for place, query_word in enumerate(query.looked_up):
            plain = query_word.text.lstrip(VOWELLESS)
            word[at, place] = rows[query_word.text]
            weight[at, place] = query_word.weight
            kind[at, place] = query_word.kind
            letters[at, place] = min(len(plain), 255)
            first[at, place] = ord(plain[:1] or VOWELLESS) & 0xFF
    return Side(
        word=word[pair_query],
        weight=weight[pair_query],
        kind=kind[pair_query],
        first=first[pair_query],
        letters=letters[pair_query],
    )


def _covered(left: Side, right: Side, met: Aligned, group: Integers) -> Floats:
    """The mean of two shares: of the query's weight, what some name of the entity met; of the name's, what the query met.

    ``group``: a number for each query and entity, [pairs].
    """
    if not len(group):
        return np.zeros(0, dtype=np.float32)
    order = np.argsort(group, kind="stable")
    is_new = np.r_[True, np.diff(group[order]) != 0]
    best = np.maximum.reduceat(met.left[order], np.flatnonzero(is_new), axis=0)
    number = np.zeros(len(group), dtype=np.int64)
    number[order] = np.cumsum(is_new) - 1
    of_left = _share_met(left, best[number])
    return ((of_left + _share_met(right, met.right)) / 2).astype(np.float32)


def _share_met(side: Side, likeness: Floats) -> Floats:
    """The share of a name's word weight that met, each word counted by its likeness."""
    weight = side.weight * (side.kind <= WordClass.NUMBER)
    share: Floats = total_of(weight * likeness**2) / np.maximum(total_of(weight), 0.05)
    return share
