"""Which words of the index are worth comparing with the words asked: those that share a key with them.

All words of a batch are looked up at once. Each pair remembers by which ways it was found, so that what costs more to
compare is compared only where the keys say that it may be the same: words of one meaning, words of the same consonants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.blocking_keys import (
    bones_key,
    exact_key,
    heard_code,
    letters_of,
    meaning_key,
    scanned_code,
    shortened_keys,
    voiced_code,
    whole_keys,
)
from dualuse.screening.index.corpus import Corpus, ranges
from dualuse.screening.matching.by_rows import Bits, Floats, Integers
from dualuse.screening.names.sound import skeleton, sound, transcribed, without_vowels
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM, meanings

LEAST: Final = 0.58
"""Words less alike than this are different words."""
WHOLE: Final = 1
BEGINNING: Final = 2
MEANING: Final = 4
BONES: Final = 8
"""The ways in which a pair was found, as bits: a key of both words whole, one word that begins the other, a key of a meaning,
a key of all consonants. 0: by keys with a letter less."""
_BITS: Final = 4
_MOST_COMPARED: Final = 400
_MOST_BEGINNINGS: Final = 60
_SHORTEST_BEGINNING: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWords:
    """The words asked, and facts of each."""

    words: Sequence[str]
    sounds: Sequence[str]
    bones: NDArray[Any]
    length: Floats
    bone_length: Floats
    bare: Bits
    form: Bits
    bag: NDArray[np.uint32]
    heard: NDArray[np.uint32]
    heard_length: Floats
    scanned: NDArray[np.uint32]
    voiced: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a word asked and a word of the index, rising: their numbers, and the ways in which they were found."""

    asked: Integers
    listed: Integers
    ways: Integers

    def at(self, places: NDArray[Any]) -> Pairs:
        """The pairs at these places."""
        return Pairs(self.asked[places], self.listed[places], self.ways[places])

    def places_by(self, way: int) -> Integers:
        """The places of the pairs that were found in a way."""
        return np.flatnonzero(self.ways & way)


def asked_words(words: Sequence[str]) -> AskedWords:
    """The facts of words."""
    bones = [skeleton(word) for word in words]
    return AskedWords(
        words=words,
        sounds=[sound(word) for word in words],
        bones=np.array(bones, dtype=object),
        length=np.array([len(word.lstrip(VOWELLESS)) for word in words], dtype=np.float32),
        bone_length=np.array([len(bone) for bone in bones], dtype=np.float32),
        bare=np.array([without_vowels(word) for word in words], dtype=bool),
        form=np.array([word.startswith(FORM) for word in words], dtype=bool),
        bag=np.array([letters_of(word) for word in words], dtype=np.uint32),
        heard=np.array([heard_code(word) for word in words], dtype=np.uint32),
        heard_length=np.array([len(transcribed(word)) for word in words], dtype=np.float32),
        scanned=np.array([scanned_code(word) for word in words], dtype=np.uint32),
        voiced=np.array([voiced_code(word) for word in words], dtype=np.uint32),
    )


def pairs_by_keys(corpus: Corpus, keys: Sequence[int], owners: Sequence[int], ways: Sequence[int]) -> Pairs:
    """The pairs of the words that own the keys and the words of the index under them, as often as they share a key."""
    sought = np.array(keys, dtype=np.uint32)
    # Keys in their order are found sooner: each lies near the last one.
    order = np.argsort(sought)
    sought = sought[order]
    low = np.searchsorted(corpus.key, sought, "left")
    high = low.copy()
    there = np.flatnonzero(corpus.key.take(low, mode="clip") == sought) if len(corpus.key) else low[:0]
    high[there] = np.searchsorted(corpus.key, sought[there], "right")
    lengths = high - low
    return Pairs(
        np.repeat(np.array(owners, dtype=np.int64)[order], lengths),
        corpus.key_word[ranges(low, high)].astype(np.int64),
        np.repeat(np.array(ways, dtype=np.int64)[order], lengths),
    )


def distinct_pairs(corpus: Corpus, *pairs: Pairs) -> tuple[Pairs, Integers]:
    """Every pair once, rising, by all the ways in which it was found; and how often it was."""
    size = len(corpus.words) + 1
    values = np.concatenate([((part.asked * size + part.listed) << _BITS) | part.ways for part in pairs])
    values.sort()
    pair = values >> _BITS
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    times = np.diff(first, append=len(pair))
    ways = np.bitwise_or.reduceat(values, first) if len(first) else values
    asked, listed = np.divmod(pair[first], size)
    return Pairs(asked, listed, ways & ((1 << _BITS) - 1)), times


def pairs_worth_comparing(corpus: Corpus, asked: AskedWords) -> Pairs:
    """The pairs worth comparing: those that share a key, unless their letters leave no room for likeness."""
    keys: list[int] = []
    owners: list[int] = []
    ways: list[int] = []
    for number, word in enumerate(asked.words):
        whole, shortened, beginnings = whole_keys(word), shortened_keys(word), _beginning_keys(word)
        key_ways = _ways_of_keys(word, asked.bones[number])
        keys += [*whole, *shortened, *beginnings]
        owners += [number] * (len(whole) + len(shortened) + len(beginnings))
        ways += [WHOLE | key_ways.get(key, 0) for key in whole]
        ways += [0] * len(shortened) + [WHOLE | BEGINNING] * len(beginnings)
    pairs, times = distinct_pairs(
        corpus, pairs_by_keys(corpus, keys, owners, ways), _words_beginning_with(corpus, asked.words)
    )
    whole_key = (pairs.ways & WHOLE) > 0
    likely = np.flatnonzero(whole_key | _may_be_like(corpus, asked, pairs))
    return pairs.at(_most_shared(pairs.asked[likely], likely, whole_key[likely], times[likely]))


def _ways_of_keys(word: str, bones: str) -> dict[int, int]:
    """Of the whole keys of a word those of its meanings and of its consonants, and the way that each is."""
    return {meaning_key(meaning): MEANING for meaning in meanings(word)} | {bones_key(bones): BONES}


def _beginning_keys(word: str) -> list[int]:
    """The words of four letters and more that this one begins with."""
    if len(word) <= _SHORTEST_BEGINNING or not word.isalpha():
        return []
    return [exact_key(word[:length]) for length in range(_SHORTEST_BEGINNING, len(word))]


def _words_beginning_with(corpus: Corpus, words: Sequence[str]) -> Pairs:
    """Pairs of a word and those that begin with it."""
    owners = [
        number for number, word in enumerate(words) if len(word) >= _SHORTEST_BEGINNING and word.isalpha()
    ]
    listed, lengths = corpus.beginning_with([words[number] for number in owners], _MOST_BEGINNINGS)
    asked = np.repeat(np.array(owners, dtype=np.int64), lengths)
    return Pairs(asked, listed, np.full(len(listed), WHOLE | BEGINNING, dtype=np.int64))


def _may_be_like(corpus: Corpus, asked: AskedWords, pairs: Pairs) -> Bits:
    """Whether the letters of two sounds leave room for the least likeness: an edit changes two letters at most."""
    changed = np.bitwise_count(corpus.bag[pairs.listed] ^ asked.bag[pairs.asked])
    longest = np.maximum(corpus.letters_or_none[pairs.listed], asked.length[pairs.asked])
    room = changed <= 2 * (1 - LEAST) * longest + 0.01
    may_be_like: Bits = room | asked.bare[pairs.asked] | (corpus.bare[pairs.listed] > 0)
    return may_be_like


def _most_shared(owner: Integers, pair: Integers, whole: Bits, times: Integers) -> Integers:
    """At most 400 of each word: those with a whole key in common, then those that share most of the others."""
    crowded = np.bincount(owner) > _MOST_COMPARED
    if not crowded.any():
        return pair
    many = crowded[owner]
    owners, pairs, wholly = owner[many], pair[many], whole[many]
    order = np.lexsort((pairs, -times[many], ~wholly, owners))
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    both = np.concatenate([pair[~many], pairs[order][(rank < _MOST_COMPARED) | wholly[order]]])
    both.sort()
    return both
