"""How plain words are: which can be part of somebody's name, and which only stand beside one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

from dualuse.i18n.places import cities, places_by_name
from dualuse.screening.names.vocabulary import (
    beside_persons,
    initials_beside_persons,
    is_given_name,
    joiners,
    ordinary_words,
    role_words,
    words_beside_names,
)
from dualuse.screening.names.word_rarity import WordClass, class_of, common_words
from dualuse.screening.names.words import words_of


class Plainness(IntEnum):
    """How far a word is from being part of somebody's name."""

    NAMES = 0
    """A word that several listed parties bear, or a given name: it may be another name."""
    UNKNOWN = 1
    ORDINARY = 2
    """A word of ordinary texts: firms are called so, and some people."""
    TRADE = 3
    """A word of trade, which stands in names of firms."""
    ATTACHED = 4
    """A title, a legal form, a number, a place, or what belongs to somebody: it makes nobody another one."""


_LIGHT: Final = (WordClass.LIGHT, WordClass.FORM, WordClass.NUMBER)


@lru_cache(maxsize=20_000)
def plainness_of(words: tuple[str, ...]) -> tuple[Plainness, ...]:
    """How plain each of several words is that stand side by side.

    A place of several words counts only where they stand together: ``Hong Kong`` is a place, and Hong a family name. Single letters one
    after the other are one word: ``h``, ``e`` is ``H.E.``
    """
    levels = [level for word, count in _with_initials_joined(words) for level in [_plainness(word)] * count]
    at = 0
    while at < len(words):
        length = _words_of_place(words, at)
        levels[at : at + length] = [Plainness.ATTACHED] * length
        at += max(length, 1)
    return tuple(levels)


def _with_initials_joined(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Words, single letters one after the other as one; each with how many words it stands for."""
    for initials, group in groupby(words, key=lambda word: class_of(word) == WordClass.INITIAL):
        neighbours = list(group)
        if initials:
            yield "".join(neighbours), len(neighbours)
        else:
            yield from ((word, 1) for word in neighbours)


def _words_of_place(words: Sequence[str], at: int) -> int:
    """How many words from ``at`` on are the name of a place; 0 where none is. A name of one word counts unless it is a given name, too."""
    for name in _places().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name and (len(name) > 1 or not is_given_name(name[0])):
            return len(name)
    return 0


@lru_cache(maxsize=1)
def _places() -> dict[str, list[tuple[str, ...]]]:
    """The names of places as words, by their first word, the longest first."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for name in {words_of(text) for text in (*places_by_name(), *cities())}:
        if name:
            names.setdefault(name[0], []).append(name)
    return {first: sorted(known, key=lambda name: (-len(name), name)) for first, known in names.items()}


@lru_cache(maxsize=20_000)
def _plainness(word: str) -> Plainness:
    """How plain a word is whatever stands beside it."""
    if class_of(word) in _LIGHT or word in beside_persons() or word in initials_beside_persons():
        return Plainness.ATTACHED
    if len(word) == 1 or is_given_name(word):
        return Plainness.NAMES
    if word in role_words() or word in joiners():
        return Plainness.ATTACHED
    if word in words_beside_names():
        return Plainness.TRADE
    if word in ordinary_words():
        return Plainness.ORDINARY
    return Plainness.NAMES if word in common_words() else Plainness.UNKNOWN
