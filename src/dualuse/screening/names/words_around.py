"""The words of a field that stand around a part of it and may belong to the same name.

A name is asked whole and in parts. What stands beside a part says whose name it is half of: ``Research Institute`` of ``Vega Research Institute`` is no
half of ``Orion Research Institute``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.screening.names.asked_names import BRACKETS
from dualuse.screening.names.joining_words import BETWEEN
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.transliteration import letters_of_name
from dualuse.screening.names.word_rarity import COMMON, WordClass, class_of, weight_of
from dualuse.screening.names.words import LONGEST_FIELD, words_of

_APART: Final = re.compile(r"[,،、:=<>•·~*^\\→+/]|\s[-–—]+>?\s")
"""A sign between what may be the names of two parties, beside those of :data:`~.joining_words.BETWEEN`. Quotes are none: they stand within a name."""


@lru_cache(maxsize=4096)
def words_around(field: str, part: str) -> tuple[tuple[str, Plainness], ...]:
    """The words that stand around a part of a field, in the same name, and may be part of it; each with how plain it is.

    None where the part is a name by itself, parted from the rest by a sign or a word between names: what stands there names somebody else. A word in
    brackets alone is read with the words before them. None, too, where the part reads otherwise than the field, or in other letters: what cannot
    be compared says nothing.
    """
    if field == part or letters_of_name(field) != letters_of_name(part):
        return ()
    words = Counter(words_of(part))
    outside, in_brackets = _names_in(field)
    around: tuple[str, ...] | None = None
    for name in outside:
        if not words - Counter(name) and (around is None or len(name) - words.total() < len(around)):
            around = _without(name, words)
    if around is None and words.total() == 1 and any(not words - Counter(name) for name in in_brackets):
        around = tuple(word for name in outside for word in name)
    return tuple(_own_words(around or ()))


@lru_cache(maxsize=256)
def _names_in(field: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The words of a field between its signs, and those in brackets."""
    text, in_brackets = field[:LONGEST_FIELD], []
    while inner := BRACKETS.findall(text):
        in_brackets += inner
        text = BRACKETS.sub(" ; ", text)
    outside = [piece for between in BETWEEN.split(text) for piece in _APART.split(between)]
    return [words_of(piece) for piece in outside], [words_of(piece) for piece in in_brackets]


def _without(words: tuple[str, ...], some: Counter[str]) -> tuple[str, ...]:
    """Words without ``some`` of them, each as often as it is there."""
    spare = some.copy()
    left = []
    for word in words:
        if spare[word]:
            spare[word] -= 1
        else:
            left.append(word)
    return tuple(left)


def _own_words(words: tuple[str, ...]) -> Iterator[tuple[str, Plainness]]:
    """The words that may be somebody's own."""
    for word, plainness in zip(words, plainness_of(words), strict=True):
        own = class_of(word) in (WordClass.CORE, WordClass.PATRONYMIC) and plainness < Plainness.ATTACHED
        if own and weight_of(word) > COMMON:
            yield word, plainness
