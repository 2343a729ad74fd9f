"""Which words of the index are like given words, and how much.

Likeness is from 0 to 1: 1 the same word; else the best of the letters compared (a transposition is one edit), of the
sounds, of the consonants where one of the two is written without vowels, and of a beginning (cut-off words); words of
one meaning in two languages are very like. Words that share no key are not alike. It is the same if the two change
places. All words of a batch are compared at once: one word alone would cost as many calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from dualuse.screening.corpus import Corpus
from dualuse.screening.keys import (
    bones_with_v,
    exact_key,
    heard_code,
    keys_of_joined,
    letters_of,
    may_hold_v,
    scanned_code,
    shortened_keys,
    voiced_code,
    whole_keys,
)
from dualuse.screening.naming.sound import skeleton, sound, transcribed, without_vowels
from dualuse.screening.naming.transliteration import VOWELLESS
from dualuse.screening.naming.vocabulary import FORM, meanings

LEAST: Final = 0.58
"""Words less alike than this are different words."""
SAME_MEANING: Final = 0.93
SAME_SCANNED: Final = 0.95
SAME_VOICED: Final = 0.94
SHORT_UNLIKE: Final = 0.6
_MOST_COMPARED: Final = 400
_MOST_LIKE: Final = 160
_MOST_BEGINNINGS: Final = 60
_SHORTEST_BEGINNING: Final = 4
_WHOLE: Final = 0
_SHORTENED: Final = 1
_BEGINNING: Final = 2

Like = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Words of the index, and the likeness of each, rising."""
Floats = NDArray[np.float32]
Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words asked, and facts of each."""

    words: Sequence[str]
    sounds: Sequence[str]
    bones: Sequence[str]
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
class _Pairs:
    """Pairs of a word asked and a word of the index: their numbers, and whether one begins the other."""

    asked: NDArray[np.int64]
    found: NDArray[np.int64]
    begins: Bits

    def of(self, chosen: NDArray[Any]) -> _Pairs:
        return _Pairs(self.asked[chosen], self.found[chosen], self.begins[chosen])


def find_like(corpus: Corpus, words: Sequence[str]) -> list[Like]:
    """For each word the words of the index that are like it, the most alike last."""
    if not words:
        return []
    asked = _facts(words)
    pairs = _pairs(corpus, asked)
    like = _compare(corpus, asked, pairs) if len(pairs.found) else np.zeros(0, dtype=np.float32)
    kept = np.flatnonzero(like >= LEAST)
    kept = kept[np.lexsort((pairs.found[kept], like[kept], pairs.asked[kept]))]
    ends = np.searchsorted(pairs.asked[kept], np.arange(len(words) + 1))
    rows = [kept[max(ends[at], ends[at + 1] - _MOST_LIKE) : ends[at + 1]] for at in range(len(words))]
    return [(pairs.found[row].astype(np.int32), like[row]) for row in rows]


def find_joined(corpus: Corpus, word: str) -> Like:
    """Words that are, or sound like, two neighbouring words joined."""
    found = np.unique(_with_keys(corpus, np.array(keys_of_joined(word), dtype=np.uint32))[0])
    same = np.array([corpus.words[number] == word for number in found.tolist()], dtype=bool)
    ours = sound(word)
    alike = np.array([corpus.sounds[number] == ours for number in found.tolist()], dtype=bool)
    kept = np.flatnonzero(same | alike)
    like = np.where(same, 1.0, 0.96).astype(np.float32)[kept]
    order = np.argsort(like, kind="stable")
    return found[kept][order].astype(np.int32), like[order]


def ranges(low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each ``low`` up to its ``high``, one after the other."""
    lengths = high - low
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, dtype=np.int64)
    starts = np.repeat(low - (np.cumsum(lengths) - lengths), lengths)
    return starts + np.arange(total)


def _facts(words: Sequence[str]) -> _Asked:
    bones = [skeleton(word) for word in words]
    return _Asked(
        words,
        [sound(word) for word in words],
        bones,
        np.array([len(word.lstrip(VOWELLESS)) for word in words], dtype=np.float32),
        np.array([len(bone) for bone in bones], dtype=np.float32),
        np.array([without_vowels(word) for word in words], dtype=bool),
        np.array([word.startswith(FORM) for word in words], dtype=bool),
        np.array([letters_of(word) for word in words], dtype=np.uint32),
        np.array([heard_code(word) for word in words], dtype=np.uint32),
        np.array([len(transcribed(word)) for word in words], dtype=np.float32),
        np.array([scanned_code(word) for word in words], dtype=np.uint32),
        np.array([voiced_code(word) for word in words], dtype=np.uint32),
    )


def _with_keys(corpus: Corpus, keys: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The words under the keys, and how many there are under each."""
    low = np.searchsorted(corpus.key, keys, "left")
    high = np.searchsorted(corpus.key, keys, "right")
    words: NDArray[np.int32] = corpus.key_word[ranges(low, high)]
    return words, high - low


def _pairs(corpus: Corpus, asked: _Asked) -> _Pairs:
    """The pairs worth comparing: those that share a key, unless their letters leave no room for likeness."""
    keys: list[int] = []
    owner: list[int] = []
    kind: list[int] = []
    for number, word in enumerate(asked.words):
        for how, some in (
            (_WHOLE, whole_keys(word)),
            (_SHORTENED, shortened_keys(word)),
            (_BEGINNING, _keys_of_beginnings(word)),
        ):
            keys += some
            owner += [number] * len(some)
            kind += [how] * len(some)
    found, counts = _with_keys(corpus, np.array(keys, dtype=np.uint32))
    owners, kinds = np.repeat(owner, counts), np.repeat(kind, counts)
    longer = [_longer(corpus, word) for word in asked.words]
    found = np.concatenate([found, *longer])
    lengths = [len(some) for some in longer]
    owners = np.concatenate([owners, np.repeat(np.arange(len(longer)), lengths)]).astype(np.int64)
    kinds = np.concatenate([kinds, np.full(sum(lengths), _BEGINNING)])
    size = len(corpus.words) + 1
    pair, inverse, times = np.unique(owners * size + found, return_inverse=True, return_counts=True)
    whole, begins = np.zeros(len(pair), dtype=bool), np.zeros(len(pair), dtype=bool)
    whole[inverse[kinds != _SHORTENED]] = True
    begins[inverse[kinds == _BEGINNING]] = True
    pairs = _Pairs((pair // size).astype(np.int64), (pair % size).astype(np.int64), begins)
    likely = np.flatnonzero(whole | _may_be_like(corpus, asked, pairs))
    return pairs.of(_most_shared(pairs.asked[likely], likely, whole[likely], times[likely]))


def _keys_of_beginnings(word: str) -> list[int]:
    """The words of four letters and more that this one begins with."""
    if len(word) <= _SHORTEST_BEGINNING or not word.isalpha():
        return []
    return [exact_key(word[:length]) for length in range(_SHORTEST_BEGINNING, len(word))]


def _longer(corpus: Corpus, word: str) -> NDArray[np.int32]:
    """Words that begin with this one."""
    if len(word) < _SHORTEST_BEGINNING or not word.isalpha():
        return np.zeros(0, dtype=np.int32)
    return corpus.beginning_with(word, _MOST_BEGINNINGS).astype(np.int32)


def _may_be_like(corpus: Corpus, asked: _Asked, pairs: _Pairs) -> Bits:
    """Whether the letters of two sounds leave room for the least likeness: an edit changes two letters at most."""
    changed = np.bitwise_count(corpus.bag[pairs.found] ^ asked.bag[pairs.asked])
    longest = np.maximum(corpus.letters_or_none[pairs.found], asked.length[pairs.asked])
    room = changed <= 2 * (1 - LEAST) * longest + 0.01
    may: Bits = room | asked.bare[pairs.asked] | (corpus.bare[pairs.found] > 0)
    return may


def _most_shared(
    owner: NDArray[np.int64], pair: NDArray[np.int64], whole: Bits, times: NDArray[np.int64]
) -> NDArray[np.int64]:
    """At most 400 of each word: those with a whole key in common, then those that share most of the others."""
    order = np.lexsort((pair, -times, ~whole, owner))
    owners = owner[order]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    kept = pair[order][(rank < _MOST_COMPARED) | whole[order]]
    kept.sort()
    return kept


def _compare(corpus: Corpus, asked: _Asked, pairs: _Pairs) -> Floats:
    """Likeness of each pair."""
    ours, theirs = pairs.asked, pairs.found
    letters = _alike(_texts(asked.words, ours), _texts(corpus.words, theirs))
    sounds = _alike(_texts(asked.sounds, ours), _texts(corpus.sounds, theirs))
    lengths, length = corpus.letters_or_none[theirs].astype(np.float32), asked.length[ours]
    shorter, longer = np.minimum(length, lengths), np.maximum(length, lengths)
    same = letters == 1.0
    like = np.maximum(letters, 0.96 * sounds)
    # In a word of three letters or a syllable one other letter makes another word.
    like = np.where((shorter < 4) & (sounds < 1.0) & ~same, np.minimum(like, SHORT_UNLIKE), like)
    scanned = (corpus.scanned[theirs] == asked.scanned[ours]) & (shorter >= 3) & (longer >= 4)
    like = np.where(scanned, np.maximum(like, SAME_SCANNED), like)
    voiced = (corpus.voiced[theirs] == asked.voiced[ours]) & (asked.voiced[ours] > 0)
    like = np.where(voiced, np.maximum(like, SAME_VOICED), like)
    like = np.maximum(like, _by_consonants(corpus, asked, pairs, sounds))
    telling = (np.clip(asked.heard_length[ours], 1, 5) - 1) / 4
    heard = (corpus.heard[theirs] == asked.heard[ours]) & (asked.heard_length[ours] >= 2)
    like = np.maximum(like, np.where(heard, 0.58 + 0.2 * telling + 0.14 * sounds, 0.0))
    like = np.where(pairs.begins, np.maximum(like, 0.72 + 0.26 * shorter / np.maximum(longer, 1)), like)
    like = np.where(_one_meaning(corpus, asked, pairs), np.maximum(like, SAME_MEANING), like)
    likeness = np.where(same, 1.0, np.where(asked.form[ours], 0.0, np.minimum(like, 0.985)))
    return likeness.astype(np.float32)


def _by_consonants(corpus: Corpus, asked: _Asked, pairs: _Pairs, sounds: Floats) -> Floats:
    """By the consonants: where they are all the same, or where one of the two was written without vowels."""
    ours, theirs = pairs.asked, pairs.found
    bare = asked.bare[ours] | (corpus.bare[theirs] > 0)
    bones = _texts(corpus.bones, theirs)
    alike = _alike(_texts(asked.bones, ours), bones)
    for place in _with_w(corpus, asked, pairs):
        word, other = asked.words[ours[place]], corpus.words[theirs[place]]
        alike[place] = max(
            alike[place],
            *(
                OSA.normalized_similarity(ours_v, theirs_v)
                for ours_v in _bones_with_v(word)
                for theirs_v in _bones_with_v(other)
            ),
        )
    lengths = np.minimum(np.fromiter(map(len, bones), np.float32, len(bones)), asked.bone_length[ours])
    # Two consonants say little, four nearly as much as a word.
    telling = (np.clip(lengths, 1, 5) - 1) / 4
    spelt = np.where(
        bare, (0.62 + 0.24 * telling) * alike + 0.12 * sounds, (0.52 + 0.2 * telling) * alike + 0.2 * sounds
    )
    said: Floats = np.where(((alike == 1.0) | bare) & (lengths >= 2), spelt, 0.0).astype(np.float32)
    return said


def _bones_with_v(word: str) -> tuple[str, ...]:
    return bones_with_v(word) if may_hold_v(word) else (skeleton(word),)


def _with_w(corpus: Corpus, asked: _Asked, pairs: _Pairs) -> list[int]:
    """Pairs in which one side is Arabic with a w or an f: it may stand for v."""
    arabic = np.array([may_hold_v(word) for word in asked.words], dtype=bool)
    with_w = arabic[pairs.asked] | (corpus.bare[pairs.found] == 2)
    places: list[int] = np.flatnonzero(with_w).tolist()
    return places


def _one_meaning(corpus: Corpus, asked: _Asked, pairs: _Pairs) -> Bits:
    """Pairs of words that mean the same in two languages."""
    meant = [frozenset(meanings(word)) for word in asked.words]
    with_meaning = np.array([bool(some) for some in meant], dtype=bool)
    one = np.zeros(len(pairs.found), dtype=bool)
    for place in np.flatnonzero(with_meaning[pairs.asked]).tolist():
        theirs = meanings(corpus.words[pairs.found[place]])
        one[place] = bool(theirs) and not meant[pairs.asked[place]].isdisjoint(theirs)
    return one


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> Floats:
    found: Floats = cpdist(ours, theirs, scorer=OSA.normalized_similarity, dtype=np.float32)
    return found


def _texts(texts: Sequence[str], at: NDArray[np.int64]) -> Sequence[str]:
    """Some of the texts; ``itemgetter`` is faster than asking for each."""
    numbers = at.tolist()
    found: Sequence[str] = itemgetter(*numbers)(texts) if len(numbers) > 1 else [texts[at] for at in numbers]
    return found
