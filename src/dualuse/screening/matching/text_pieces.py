"""What in a text may be written as a name, and is compared with the lists as a party's name is: it may be spelt otherwise there.

In a text that has small letters capitals set a name apart. Where they say nothing (a text in capitals or small letters throughout, German
nouns), words one after the other count that are none of ordinary texts. ``Surname, Given`` is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dualuse.screening.matching.text_places import LABELS, Before, before, ends_there, sets_apart
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import (
    is_given_name,
    joiners,
    ordinary_words,
    particles,
    titles,
    trade_words,
)
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import every_word_of

_MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u109f\u1780-\u17d3"
"""Vowels and marks that stand within words of Hebrew, Arabic, Indian letters and those of Thai to Khmer, and are no letters."""
_FEWEST_LETTERS: Final = 9
"""Letters of one word that is compared for itself."""
_TOKEN: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[.'’&-](?=[^\W_]))*\.?|[^\w\s]|_")
_ELIDED: Final = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu)['’](?=[^\W_]{3})", re.IGNORECASE)
"""What French and Italian elide before a word."""
_DASH: Final = re.compile(r"(?<=\w)\s+[-–—]\s+(?=\w)")
_MOST_PIECES: Final = 4_000
"""Names that one text is compared for; one of four thousand letters, of words that are all unknown, has some fourteen hundred."""
_MOST_WORDS: Final = 8
_MOST_OF_PERSON: Final = 4
"""Words of a person's name that is looked for in a longer run of words."""
_MOST_BEFORE_COMMA: Final = 2


def pieces_of(text: str) -> Iterator[str]:
    """What in a text may be somebody's name, the surest first."""
    pieces: dict[str, None] = {}
    text = _DASH.sub("-", text)
    tokens = _TOKEN.findall(text)
    for piece in _runs_of_capitals(tokens):
        if _may_name(piece) and sets_apart(text, every_word_of(" ".join(piece))[1]):
            pieces[" ".join(piece)] = None
    tokens = _TOKEN.findall(_ELIDED.sub(" ", text))
    for piece in (*_turned_round(tokens), *_runs_of_own_words(tokens)):
        if _may_name(piece) and (len(_telling(piece)) > 1 or _stands_for_somebody(text, piece)):
            pieces[" ".join(piece)] = None
    yield from list(pieces)[:_MOST_PIECES]


def _runs_of_capitals(tokens: Sequence[str]) -> Iterator[list[str]]:
    """Words in capitals one after the other; a small word between two of them belongs to both."""
    piece: list[str] = []
    waiting: list[str] = []
    for part in (*tokens, "."):
        small = part.casefold()
        if part[0].isalnum() and not part[0].islower() and len(piece) + len(waiting) < _MOST_WORDS:
            piece += [*waiting, part]
            waiting = []
            continue
        if piece and not waiting and (small == "of" or small in particles()):
            waiting = [part]
            continue
        if piece:
            yield piece
            yield from _parts_of(piece)
        starts = part[0].isalnum() and not part[0].islower()
        piece, waiting = ([part] if starts else []), []


def _parts_of(piece: list[str]) -> Iterator[list[str]]:
    """What stands on the sides of the small words of a piece, which need not be parts of one name (``Quillon in May``)."""
    small = [-1, *(place for place, word in enumerate(piece) if word[0].islower()), len(piece)]
    if len(small) > 2:
        yield from (piece[start + 1 : end] for start, end in pairwise(small))


def _runs_of_own_words(tokens: Sequence[str]) -> Iterator[list[str]]:
    """Words one after the other that are none of ordinary texts; of many, as many as persons have."""
    run: list[str] = []
    for part in (*tokens, "."):
        if _is_own(part):
            run.append(part)
            continue
        if run:
            yield run[:_MOST_WORDS]
            for length in range(2, min(_MOST_OF_PERSON + 1, len(run))):
                yield from (run[start : start + length] for start in range(len(run) - length + 1))
        run = []


def _turned_round(tokens: Sequence[str]) -> Iterator[list[str]]:
    """``Surname, Given`` with the surname last: what stands on the sides of a comma, one or two words before it."""
    for at, part in enumerate(tokens):
        if part != ",":
            continue
        behind = _own_from(tokens[at + 1 :])
        before = _own_from(tokens[:at][::-1])[::-1]
        for length in range(1, min(_MOST_BEFORE_COMMA, len(before)) + 1):
            for end in range(1, min(_MOST_OF_PERSON - 1, len(behind)) + 1):
                yield [*behind[:end], *before[-length:]]


def _own_from(tokens: Sequence[str]) -> list[str]:
    own: list[str] = []
    for part in tokens[:_MOST_OF_PERSON]:
        if not _is_own(part):
            break
        own.append(part)
    return own


def _is_own(part: str) -> bool:
    """Whether a word may be part of somebody's name in any text: letters, and no word of goods, of a label or between names."""
    if not part[0].isalpha():
        return False
    words = every_word_of(part)[1]
    return bool(words) and all(
        is_given_name(word)
        or not (word in ordinary_words() or word in joiners() or word in titles() or word in LABELS)
        for word in words
    )


def _telling(piece: Sequence[str]) -> list[str]:
    return [
        word
        for word in every_word_of(" ".join(piece))[0]
        if tells(word) and len(word) > 1 and not word.isdigit()
    ]


def _may_name(piece: Sequence[str]) -> bool:
    """Whether words may be somebody's name: two that are no ordinary ones, or one and another, or one that is long."""
    words = _telling(piece)
    own = [
        word
        for word in words
        if word not in ordinary_words() and word not in trade_words() and word.lstrip(VOWELLESS).isalpha()
    ]
    if len(words) > 1:
        return bool(own)
    return bool(own) and len(own[0]) >= _FEWEST_LETTERS


def _stands_for_somebody(text: str, piece: Sequence[str]) -> bool:
    """Whether one word stands in a text as somebody's name does: alone, or between a word like ``for`` and the end of its part."""
    words = every_word_of(" ".join(piece))[1]
    if words == every_word_of(text)[1]:
        return True
    place = before(text, words)
    return place == Before.PARTY or (place == Before.TOWARDS and ends_there(text, words))
