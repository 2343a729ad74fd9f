"""Words of ours as patterns: whole ones with the endings of our languages, or beginnings and ends of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.assessment.free_text.inflections import CYRILLIC, declined
from dualuse.assessment.free_text.namesakes import without_accents


def has_word(words: tuple[str, ...], texts: tuple[str | None, ...]) -> bool:
    """Whether one of the words stands in one of the texts, with or without accents; ``*`` stands for the rest of a word."""
    return any(text and next(words_in(words, without_accents(text)), None) is not None for text in texts)


def words_in(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Every match of the words in a text without accents.

    Only words that begin like one of the text are looked for: hundreds need not be compiled for a text that has none.
    """
    begun = _by_beginning(words)
    for each in _beginnings(plain) & begun.keys():
        yield from pattern_of(begun[each]).finditer(plain)


_ANYTHING: Final = ""
_BEGINNING: Final = re.compile(r"(?<!\w)\w{1,2}")


@lru_cache(maxsize=64)
def _by_beginning(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """By the first two letters, or the one that stands alone; by none where anything may stand before."""
    begun: dict[str, list[str]] = {}
    for word in words:
        start = _ANYTHING if word.startswith("*") else _BEGINNING.findall(without_accents(word))[0]
        begun.setdefault(start, []).append(word)
    return {start: tuple(group) for start, group in begun.items()}


@lru_cache(maxsize=4096)
def _beginnings(plain: str) -> frozenset[str]:
    starts = _BEGINNING.findall(plain)
    return frozenset((_ANYTHING, *starts, *(start[0] for start in starts)))


_ENDINGS: Final = "(?:s|es|n|en|e|er|ern|em|x)?"
"""Of a plural or a case, in our languages."""


@lru_cache(maxsize=4096)
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words; those that end in ``*`` begin others, those that begin with it end others: ``*munition`` for compounds.

    A space may be a hyphen or nothing. Each part of a word may be in the plural or in a case: ``ballistisch Helm`` for "ballistische
    Helme", ``gilet pare balles`` for "gilets pare-balles". One that ends in ``|`` ends a phrase as it is.
    """
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_alternative, words))})")


def _alternative(word: str) -> str:
    parts = without_accents(word).strip("*|").split()
    as_it_is = re.escape if word.endswith(("*", "|")) else _alone
    spelt = rf"(?:{_ENDINGS}[ -])?".join(map(_part, parts) if len(parts) > 1 else map(as_it_is, parts))
    before = r"\w*" if word.startswith("*") else ""
    behind = _BEHIND.get(word[-1], rf"{_ENDINGS}(?!\w)")
    return f"{before}{spelt}{behind}"


def _alone(word: str) -> str:
    return declined(word) if CYRILLIC.match(word) else re.escape(word)


def _part(part: str) -> str:
    """Of a phrase, where nothing else is meant: the plural in Italian changes the last letter (``carri armati``)."""
    if len(part) > 3 and part[-1] in "oe":
        return rf"{re.escape(part[:-1])}[{part[-1]}i]"
    return re.escape(part)


END_OF_A_PHRASE: Final = r"(?=\s*(?:$|[.,;:!?)/]))"
_BEHIND: Final = {"*": "", "|": END_OF_A_PHRASE}
