"""Names whose blanks were lost: ``vladimirputin`` is asked as ``vladimir putin``, too.

Where a capital begins each word the capitals part them (:mod:`dualuse.screening.names.asked_names`); in small letters only what is listed, or
a given name, says where one word ends. Listed names are also compared run together, which finds them as they are written in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.blocking_keys import exact_key
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.names.vocabulary import is_given_name
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import words_of

SHORTEST: Final = 8
"""Letters of a word that may be two."""
_SHORTEST_PART: Final = 2
_SHORTEST_BESIDE_GIVEN: Final = 3
"""Letters of what stands beside a given name, where no listed name has both."""
_LONGEST: Final = 40
_MOST: Final = 4
"""Ways to part a word that are asked."""


def with_blanks(text: str, corpus: Corpus) -> Iterator[str]:
    """The ways to read a name of one word as two: both stand in one listed name, or one of them is a given name."""
    telling = [word for word in words_of(text) if tells(word)]
    if len(telling) != 1 or not SHORTEST <= len(telling[0]) <= _LONGEST or not telling[0].isalpha():
        return
    (word,) = telling
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    numbers = numbers_of_words({part for at in cuts for part in (word[:at], word[at:])}, corpus)
    parts = [(word[:at], word[at:]) for at in cuts]
    in_one_name = [pair for pair in parts if _stand_in_one_name(*pair, numbers, corpus)]
    with_given = [
        pair
        for pair in parts
        if any(map(is_given_name, pair)) and min(map(len, pair)) >= _SHORTEST_BESIDE_GIVEN
    ]
    longest_first = sorted(
        with_given, key=lambda pair: -max(len(part) for part in pair if is_given_name(part))
    )
    yield from list(dict.fromkeys(" ".join(pair) for pair in (*in_one_name, *longest_first)))[:_MOST]


def _stand_in_one_name(first: str, second: str, numbers: Mapping[str, int], corpus: Corpus) -> bool:
    if first not in numbers or second not in numbers:
        return False
    return len(np.intersect1d(names_with(numbers[first], corpus), names_with(numbers[second], corpus))) > 0


def names_with(number: int, corpus: Corpus) -> NDArray[np.int32]:
    """The names that hold the word of a number."""
    return np.asarray(corpus.post_name[corpus.post_at[number] : corpus.post_at[number + 1]])


def numbers_of_words(words: set[str], corpus: Corpus) -> dict[str, int]:
    """The words that the index has, each with its number."""
    asked = sorted(words)
    keys = np.array([exact_key(word) for word in asked], dtype=np.uint32)
    low = np.searchsorted(corpus.key, keys, "left").tolist()
    high = np.searchsorted(corpus.key, keys, "right").tolist()
    return {
        word: number
        for word, start, end in zip(asked, low, high, strict=True)
        for number in corpus.key_word[start:end].tolist()
        if corpus.words[number] == word
    }
