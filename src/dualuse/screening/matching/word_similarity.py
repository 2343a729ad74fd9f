"""Which words of the index are like given words, and how much.

Likeness is from 0 to 1: 1 the same word; else the best of the letters compared (a transposition is one edit), of the
sounds, of the consonants where one of the two is written without vowels, and of a beginning (cut-off words); words of
one meaning in two languages are very like. Words that share no key are not alike. It is the same if the two change
places. All words of a batch are compared at once: one word alone would cost as many calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from operator import eq
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, cpdist

from dualuse.screening.index.blocking_keys import bones_with_v, keys_of_joined, may_hold_v
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Floats, Integers
from dualuse.screening.matching.pairing import (
    BEGINNING,
    BONES,
    LEAST,
    MEANING,
    WHOLE,
    AskedWords,
    Pairs,
    asked_words,
    distinct_pairs,
    pairs_by_keys,
    pairs_worth_comparing,
)
from dualuse.screening.names.sound import skeleton, sound
from dualuse.screening.names.vocabulary import meanings

SAME_MEANING: Final = 0.93
SAME_SCANNED: Final = 0.95
SAME_VOICED: Final = 0.94
SHORT_UNLIKE: Final = 0.6
SAME_JOINED: Final = 0.96
_MOST_LIKE: Final = 160

Like = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Words of the index, and the likeness of each, rising."""


def find_like(corpus: Corpus, words: Sequence[str]) -> list[Like]:
    """For each word the words of the index that are like it, the most alike last."""
    if not words:
        return []
    asked = asked_words(words)
    pairs = pairs_worth_comparing(corpus, asked)
    like = _compare(corpus, asked, pairs) if len(pairs.listed) else np.zeros(0, dtype=np.float32)
    return _by_word(pairs, like, len(words))


def find_joined(corpus: Corpus, words: Sequence[str]) -> list[Like]:
    """For each word the words that are, or sound like, two neighbouring words joined."""
    keys = [keys_of_joined(word) for word in words]
    owners = [number for number, own in enumerate(keys) for _ in own]
    flat = [key for own in keys for key in own]
    pairs, _ = distinct_pairs(corpus, pairs_by_keys(corpus, flat, owners, [WHOLE] * len(flat)))
    sounds = [sound(word) for word in words]
    like = [
        1.0
        if corpus.words[listed] == words[number]
        else SAME_JOINED
        if corpus.sounds[listed] == sounds[number]
        else 0.0
        for number, listed in zip(pairs.asked.tolist(), pairs.listed.tolist(), strict=True)
    ]
    return _by_word(pairs, np.array(like, dtype=np.float32), len(words), most=len(like))


def _by_word(pairs: Pairs, like: Floats, words: int, most: int = _MOST_LIKE) -> list[Like]:
    """The pairs alike enough, of each word apart, rising; of words equally alike the one of the lower number first."""
    kept = np.flatnonzero(like >= LEAST)
    # Pairs rise by the number of the word found, and this order keeps what it finds equal as it is.
    kept = kept[np.lexsort((like[kept], pairs.asked[kept]))]
    ends = np.searchsorted(pairs.asked[kept], np.arange(words + 1)).tolist()
    listed, likeness = pairs.listed[kept].astype(np.int32), like[kept]
    rows = [slice(max(low, high - most), high) for low, high in pairwise(ends)]
    return [(listed[row], likeness[row]) for row in rows]


def _compare(corpus: Corpus, asked: AskedWords, pairs: Pairs) -> Floats:
    """Likeness of each pair."""
    ours, theirs = pairs.asked, pairs.listed
    ends = np.searchsorted(ours, np.arange(len(asked.words) + 1)).tolist()
    letters = _alike(asked.words, ends, _texts(corpus.spellings, theirs))
    sounds = _alike(asked.sounds, ends, _texts(corpus.sounds, theirs))
    lengths, length = corpus.letters_or_none[theirs].astype(np.float32), asked.length[ours]
    shorter, longer = np.minimum(length, lengths), np.maximum(length, lengths)
    same = letters == 1.0
    like = np.maximum(letters, 0.96 * sounds)
    # In a word of three letters or a syllable one other letter makes another word.
    short = np.flatnonzero((shorter < 4) & (sounds < 1.0) & ~same)
    like[short] = np.minimum(like[short], SHORT_UNLIKE)
    scanned = (corpus.scanned[theirs] == asked.scanned[ours]) & (shorter >= 3) & (longer >= 4)
    _at_least(like, np.flatnonzero(scanned), SAME_SCANNED)
    voiced = (corpus.voiced[theirs] == asked.voiced[ours]) & (asked.voiced[ours] > 0)
    _at_least(like, np.flatnonzero(voiced), SAME_VOICED)
    for places, least in _by_consonants(corpus, asked, pairs, sounds):
        _at_least(like, places, least)
    heard = np.flatnonzero((corpus.heard[theirs] == asked.heard[ours]) & (asked.heard_length[ours] >= 2))
    weight = _weight_of_consonants(asked.heard_length[ours[heard]])
    _at_least(like, heard, 0.58 + 0.2 * weight + 0.14 * sounds[heard])
    begins = pairs.places_by(BEGINNING)
    _at_least(like, begins, 0.72 + 0.26 * shorter[begins] / np.maximum(longer[begins], 1))
    _at_least(like, _places_of_one_meaning(corpus, asked, pairs, like), SAME_MEANING)
    return np.where(same, 1.0, np.where(asked.form[ours], 0.0, np.minimum(like, 0.985))).astype(np.float32)


def _at_least(like: Floats, places: Integers, value: NDArray[np.floating] | float) -> None:
    like[places] = np.maximum(like[places], value)


def _by_consonants(
    corpus: Corpus, asked: AskedWords, pairs: Pairs, sounds: Floats
) -> Iterable[tuple[Integers, Floats]]:
    """By the consonants: where they are all the same, or where one of the two was written without vowels.

    Two consonants and more that are all the same are a key of both words: of others only what was written without vowels
    need be compared.
    """
    bare = asked.bare[pairs.asked] | (corpus.bare[pairs.listed] > 0)
    places = pairs.places_by(BONES)
    places = places[~bare[places]]
    same_key = pairs.at(places)
    same = map(eq, _texts(asked.bones, same_key.asked), _texts(corpus.bones, same_key.listed))
    places = places[np.fromiter(same, bool, len(places))]
    lengths = asked.bone_length[pairs.asked[places]]
    likeness = (0.52 + 0.2 * _weight_of_consonants(lengths)) + 0.2 * sounds[places]
    yield places, np.where(lengths >= 2, likeness, 0.0).astype(np.float32)
    places = np.flatnonzero(bare)
    yield places, _likeness_without_vowels(corpus, asked, pairs.at(places), sounds[places])


def _likeness_without_vowels(corpus: Corpus, asked: AskedWords, pairs: Pairs, sounds: Floats) -> Floats:
    """The likeness of the consonants, one of the two having no other letters."""
    bones = _texts(corpus.bones, pairs.listed)
    alike = _alike_each(_texts(asked.bones, pairs.asked), bones)
    places = _places_with_v(corpus, asked, pairs)
    our_v = _bones_with_v(np.array(asked.words, dtype=object), pairs.asked[places])
    for ours, theirs in product(our_v, _bones_with_v(corpus.spellings, pairs.listed[places])):
        _at_least(alike, places, _alike_each(ours, theirs))
    lengths = np.minimum(np.fromiter(map(len, bones), np.float32, len(bones)), asked.bone_length[pairs.asked])
    likeness = (0.62 + 0.24 * _weight_of_consonants(lengths)) * alike + 0.12 * sounds
    return np.where(lengths >= 2, likeness, 0.0).astype(np.float32)


def _weight_of_consonants(lengths: Floats) -> Floats:
    """How much consonants say, from 0 to 1: two little, four nearly as much as a word."""
    return ((np.clip(lengths, 1, 5) - 1) / 4).astype(np.float32)


def _bones_with_v(texts: NDArray[Any], at: Integers) -> tuple[list[str], list[str]]:
    """The consonants of words with w read as v, and with f read as v, where the word is Arabic; each word is read once."""
    numbers, places = np.unique(at, return_inverse=True)
    read = [
        bones_with_v(word) if may_hold_v(word) else (skeleton(word),) * 2 for word in _texts(texts, numbers)
    ]
    first, second = (np.array([both[way] for both in read], dtype=object) for way in (0, 1))
    return _texts(first, places), _texts(second, places)


def _places_with_v(corpus: Corpus, asked: AskedWords, pairs: Pairs) -> Integers:
    """Pairs in which one side is Arabic with a w or an f: it may stand for v."""
    arabic = np.array([may_hold_v(word) for word in asked.words], dtype=bool)
    return np.flatnonzero(arabic[pairs.asked] | (corpus.bare[pairs.listed] == 2))


def _places_of_one_meaning(corpus: Corpus, asked: AskedWords, pairs: Pairs, like: Floats) -> Integers:
    """The places of pairs of words that mean the same in two languages, unless they are as like without it.

    A meaning is a key of both, but not of neighbours joined: these, which have no letters of their own, are asked one by one.
    """
    asked_meanings = [frozenset(meanings(word)) for word in asked.words]
    with_meaning = np.array(list(map(bool, asked_meanings)), dtype=bool)
    may = ((pairs.ways & MEANING) > 0) | ((corpus.bag[pairs.listed] == 0) & with_meaning[pairs.asked])
    places = np.flatnonzero(may & (like < SAME_MEANING))
    ours, theirs = pairs.asked[places].tolist(), pairs.listed[places].tolist()
    shared = [
        not asked_meanings[our].isdisjoint(meanings(corpus.words[their]))
        for our, their in zip(ours, theirs, strict=True)
    ]
    of_one_meaning: Integers = places[np.array(shared, dtype=bool)]
    return of_one_meaning


def _alike(asked: Sequence[str], ends: Sequence[int], listed: Sequence[str]) -> Floats:
    """Each text with its part of the others: faster than pair by pair, since a text asked is made ready once."""
    likeness = np.empty(len(listed), dtype=np.float32)
    for text, (low, high) in zip(asked, pairwise(ends), strict=True):
        if low < high:
            likeness[low:high] = cdist(
                [text], listed[low:high], scorer=OSA.normalized_similarity, dtype=np.float32
            )[0]
    return likeness


def _alike_each(ours: Sequence[str], theirs: Sequence[str]) -> Floats:
    return cpdist(ours, theirs, scorer=OSA.normalized_similarity, dtype=np.float32)


def _texts(texts: NDArray[Any], at: Integers) -> list[str]:
    taken: list[str] = texts.take(at).tolist()
    return taken
