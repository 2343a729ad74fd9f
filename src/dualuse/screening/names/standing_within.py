"""Where a listed name may stand in a field: the runs of its words, and what stands on each side of a run.

A run is known by its letters, one word after the other: a word that was broken up (``Kalash-nikov``, ``Sad dam``) has the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import Final
from zlib import crc32

from dualuse.inputs.hidden_signs import readings, turned
from dualuse.screening.names.asked_names import is_form, other_readings
from dualuse.screening.names.vocabulary import (
    FORM,
    beside_persons,
    joiners,
    legal_forms,
    role_words,
    trade_words,
    words_beside_names,
)
from dualuse.screening.names.word_rarity import WordClass, class_of, tells
from dualuse.screening.names.words import LONGEST_FIELD, every_word_of, words_of

RUN_PREFIX: Final = b"W"
FEWEST_LETTERS: Final = 3
MOST_LETTERS: Final = 160
"""Bytes of a name that is looked for within a field."""
_MOST_IN_RUN: Final = 32
"""Words of a field that may be one name, broken up."""
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
_APOSTROPHE: Final = re.compile("(?<=[^\\W_])['’‘`´ʼ′＇](?=[^\\W_])")
_BETWEEN_WORDS: Final = re.compile("(?<=[^\\W\\d_]{3})['’‘`´ʼ′＇](?=[^\\W\\d_]{2})")
_BESIDE_DIGITS: Final = re.compile(r"(?<=\d)(?=[^\W\d_]{2})|(?<=[^\W\d_]{2})(?=\d)")
_WITHIN_NAMES: Final = frozenset(
    FORM + form for form in ("company", "corporation", "holding", "state_enterprise", "non_profit")
)
"""Legal forms that also stand in the middle of a name."""
_VARIANTS: Final = ((_BROKEN, ""), (_BETWEEN_WORDS, ", "), (_APOSTROPHE, " "), (_BESIDE_DIGITS, " "))
"""What else parts or joins words, and what is read in its place."""
PARTED: Final = re.compile(r"[^\w\s.'’‘`´ʼ′＇-]|_|\s[-–—]+\s|\s['’‘]|['’‘]\s|[\r\n\t]")
"""Signs at which a name begins or ends: any but a dot, an apostrophe or a hyphen within a word."""


class Beside(IntEnum):
    """What stands on one side of a run."""

    A_WORD = 0
    TRADE = 1
    """A word that firms and authorities call themselves by."""
    NOTHING = 2
    """The end of the field, a sign, a legal form, a joining word, or the word for a party to a transaction."""
    NUMBER = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One reading of a field. ``words``: as they are compared, or as they are ``written``; ``whole``: whether the field itself reads so."""

    text: str
    words: tuple[str, ...]
    written: bool
    whole: bool


def fields_of(text: str) -> Iterator[Field]:
    """The readings of a field: as other names are read, and with words joined or parted at hyphens, apostrophes and digits."""
    text = text[:LONGEST_FIELD]
    plain = [each for reading in readings(text) for each in (reading, *other_readings(reading))]
    known: set[tuple[str, ...]] = set()
    for each in dict.fromkeys((*plain, *turned(text))):
        for variant in dict.fromkeys((each, *(sign.sub(joint, each) for sign, joint in _VARIANTS))):
            for written, words in enumerate(every_word_of(variant)):
                if words and words not in known:
                    known.add(words)
                    yield Field(variant, words, bool(written), variant == each)


def runs_of(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Key, start and end of every run of words that neither begins nor ends with a legal form."""
    letters = [b"" if word.startswith(FORM) else word.encode() for word in words]
    for start, first in enumerate(letters):
        if not first:
            continue
        key, length = crc32(RUN_PREFIX), 0
        for end in range(start, min(len(letters), start + _MOST_IN_RUN)):
            word = letters[end]
            length += len(word)
            if length > MOST_LETTERS:
                break
            if word:
                key = crc32(word, key)
                if length >= FEWEST_LETTERS:
                    yield key, start, end + 1


def spellings_of(text: str, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words by which a listed name is known within a field: as they are compared, without legal forms, and as it is written.

    None of a name that is a legal form and nothing else, or too short.
    """
    if not legal_forms().keys().isdisjoint(words) and is_form(text):
        return (), ()
    bare, written = (_long_enough(each) for each in (without_forms(words), every_word_of(text)[1]))
    return bare, written


def without_forms(words: Sequence[str]) -> tuple[str, ...]:
    """Words without legal forms."""
    return tuple(word for word in words if not word.startswith(FORM))


def _long_enough(words: tuple[str, ...]) -> tuple[str, ...]:
    return words if sum(map(len, words)) >= FEWEST_LETTERS else ()


def has_own_word(words: Sequence[str]) -> bool:
    """Whether a listed name has a word that is none of trade: ``scientific research`` stands in many names."""
    own = [word for word in words if tells(word) and len(word) > 1 and not word.isdigit()]
    return any(word not in trade_words() for word in own)


def beside(field: Field, start: int, end: int, listed: Sequence[str]) -> tuple[Beside, Beside]:
    """What stands before and behind a run of words of a field, and the legal forms that ``listed``, the name it may be, has there."""
    run = field.words[start:end]
    parts = _parts_of(field.text)
    before = _kind_of_first(
        dropwhile(set(takewhile(_is_mark, listed)).__contains__, reversed(field.words[:start]))
    )
    own = set(takewhile(_is_mark, reversed(listed)))
    behind = _kind_of_first(dropwhile(own.__contains__, field.words[end:]))
    if before < Beside.NOTHING and any(_same(part, run) for part in parts):
        before = Beside.NOTHING
    if behind < Beside.NOTHING and any(_same(part[::-1], run[::-1]) for part in parts):
        behind = Beside.NOTHING
    return before, behind


@lru_cache(maxsize=256)
def _parts_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words between the signs of a text, without legal forms: as they are compared, and as they are written."""
    parts = [part for part in PARTED.split(text) if part.strip()]
    both = (without_forms(words) for part in parts for words in (words_of(part), every_word_of(part)[1]))
    return tuple(words for words in both if words)


def stands_in_one_part(field: Field, run: Sequence[str]) -> bool:
    """Whether the words stand one after the other without a sign between them."""
    return any(
        part[start : start + len(run)] == tuple(run)
        for part in _parts_of(field.text)
        for start in range(len(part) - len(run) + 1)
    )


def _same(part: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether a part of a field begins as a run does."""
    shorter = min(len(part), len(run))
    return part[:shorter] == run[:shorter]


def _is_mark(word: str) -> bool:
    return word.startswith(FORM)


def _kind_of_first(words: Iterable[str]) -> Beside:
    """What stands first, articles and titles aside."""
    for word in words:
        if word in joiners() or word in role_words() or (_is_mark(word) and word not in _WITHIN_NAMES):
            return Beside.NOTHING
        kind = class_of(word)
        if kind == WordClass.NUMBER:
            return Beside.NUMBER
        if kind != WordClass.LIGHT:
            is_trade = word in words_beside_names() or word in beside_persons() or _is_mark(word)
            return Beside.TRADE if is_trade else Beside.A_WORD
    return Beside.NOTHING
