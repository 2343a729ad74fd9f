"""Where in a text a name stands: whether capitals set it apart, and what stands before it (``Endkunde:``, ``for``) and behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from dualuse.screening.names.vocabulary import (
    for_whom,
    joiners,
    legal_forms,
    titles,
    towards,
)
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import every_word_of

LABELS: Final = for_whom()
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_FEWEST_SMALL: Final = 1
_SMALL_SHARE: Final = 3
"""One word of so many begins with a small letter at least, where a capital says something."""
_TYPE: Final = re.compile(r"[ -](?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]+|-[^\W_]+-?\d")
_BETWEEN: Final = re.compile(r"[\s:=\"'“”„‘’«»‹›(\[.-]*")
"""What may stand between a word for a party and the name."""
_MOST_BETWEEN: Final = 5
_LIGHT: Final = frozenset(
    [
        "the",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "la",
        "le",
        "les",
        "l",
        "el",
        "los",
        "il",
        "lo",
        "un",
        "une",
        "a",
        "an",
        "is",
        "ist",
        "est",
        "es",
        "sind",
        "are",
        "sei",
        "von",
        "of",
        "vom",
        "de",
        "du",
        "del",
        "della",
        "d",
        "firma",
        "fa",
        "firm",
        "company",
        "messrs",
        "societe",
        "ste",
        "mr",
        "mrs",
        "ms",
        "dear",
        "namely",
        "called",
        "named",
        "gruppe",
        "group",
        "konzern",
    ]
)
"""Words between the word for a party and the name."""


class Before(IntEnum):
    """What stands before a name."""

    OTHER = 0
    TOWARDS = 1
    """``for``, ``an``, ``durch``: a name may follow, and goods may."""
    PARTY = 2
    """The word for a party, or ``on behalf of``: who follows is somebody."""


@dataclass(frozen=True, slots=True)
class _Part:
    words: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=64)
def _parts_of(text: str) -> tuple[_Part, ...]:
    return tuple(_Part(every_word_of(part[0])[1], part.start(), part.end()) for part in _WORD.finditer(text))


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of the first and the last part of a text between which stand the letters of words."""
    sought = "".join(words)
    parts = _parts_of(text)
    for first, part in enumerate(parts):
        letters = ""
        for last in range(first, len(parts)):
            letters += "".join(parts[last].words)
            if letters == sought and part.words:
                yield first, last
            if not sought.startswith(letters):
                break


def before(text: str, words: Sequence[str]) -> Before:
    """What says the most of what stands before the words anywhere in the text."""
    return max((_before(text, first) for first, _ in _places(text, words)), default=Before.OTHER)


def _before(text: str, first: int) -> Before:
    parts = _parts_of(text)
    strongest = Before.OTHER
    behind = parts[first]
    for part in reversed(parts[max(first - _MOST_BETWEEN, 0) : first]):
        if not _BETWEEN.fullmatch(text, part.end, behind.start):
            break
        word = "".join(part.words)
        if word in LABELS:
            return Before.PARTY
        if word in towards():
            strongest = Before.TOWARDS
        elif not (word in _LIGHT or word in titles() or word in legal_forms()):
            break
        behind = part
    return strongest


def ends_there(text: str, words: Sequence[str]) -> bool:
    """Whether what follows the words somewhere in the text is its end, a sign or a joining word, and no more of a name of goods."""
    parts = _parts_of(text)
    for _, last in _places(text, words):
        rest = text[parts[last].end :].lstrip()
        if not rest or not rest[0].isalnum() or (last + 1 < len(parts) and _joins(parts[last + 1].words)):
            return True
    return False


def _joins(words: tuple[str, ...]) -> bool:
    return any(word in joiners() or word in towards() for word in words)


def sets_apart(text: str, name: Sequence[str]) -> bool:
    """Whether capitals set a name apart in a text: of the other words enough begin with a small letter."""
    others = [word for word in _LETTERS.findall(text) if not set(every_word_of(word)[1]) <= set(name)]
    small = len([word for word in others if word[0].islower()])
    return small >= _FEWEST_SMALL and small * _SMALL_SHARE >= len(others)


def is_in_capitals(text: str, words: Sequence[str]) -> bool:
    """Whether the words that say something stand in the text with a capital, or in letters that have none."""
    capitals = {
        word
        for part in _WORD.findall(text)
        if not part[0].islower()
        for reading in every_word_of(part)
        for word in reading
    }
    return all(word in capitals for word in words if tells(word) and len(word) > 2)


def is_mark_of_goods(text: str, word: str) -> bool:
    """Whether a word stands only before a type, as the mark of goods does: ``Cortex-M4``, ``Quillon DS9``."""
    places = [part for part in _WORD.finditer(text) if word in every_word_of(part[0])[1]]
    return bool(places) and all(_TYPE.match(text, part.end()) for part in places)
