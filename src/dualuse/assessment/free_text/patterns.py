"""Words of ours as patterns: whole ones with the endings of our languages, or beginnings and ends of others.

Words of the lists of other languages begin with ``=``: nothing is added to them. In Chinese, Japanese and Korean a word counts
wherever it stands; in Arabic and Hebrew "and", "in", "for" and "the" may be written onto it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.assessment.free_text.inflections import ARABIC, CYRILLIC, declined
from dualuse.assessment.free_text.namesakes import without_accents
from dualuse.assessment.free_text.readings import readings
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.words.reading import AS_WRITTEN


def has_word(words: tuple[str, ...], texts: tuple[str | None, ...]) -> bool:
    """Whether one of the words stands in one of the texts, with or without accents, or disguised; ``*`` stands for the rest of a word."""
    return any(
        next(words_in(words, plain), None) is not None for text in texts if text for plain in readings(text)
    )


def words_in(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Where the words stand in a text without accents, but for those in the name of something else (``Salvation Army``)."""
    for word in _standing_in(words, plain):
        if not any(
            other.start() <= word.start() and word.end() <= other.end()
            for other in _standing_in(words_called("something else"), plain)
        ):
            yield word


def _standing_in(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Every match of the words.

    Only words that begin like one of the text are looked for: hundreds need not be compiled for a text that has none.
    """
    sorted_words = _sorted(words)
    begun = sorted_words.begun
    for each in _beginnings(plain) & begun.keys():
        yield from pattern_of(begun[each]).finditer(plain)
    if plain.isascii():
        return
    for script, pattern in sorted_words.elsewhere:
        if script.search(plain):
            yield from pattern.finditer(plain)


_ANYTHING: Final = ""
_BEGINNING: Final = re.compile(r"(?<!\w)\w{1,2}")
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
"""Of Chinese, Japanese and Korean, whose syllables are taken apart here."""
_HEBREW: Final = re.compile("[\u0590-\u05ff]")
_WRITTEN_ONTO_ARABIC: Final = r"(?<!\w)[وف]?(?:لل|[بلك]?(?:ال)?)"
_WRITTEN_ONTO_HEBREW: Final = r"(?<!\w)[ושמהכלב]{0,3}"
_ELSEWHERE: Final = ((_UNSPACED, ""), (ARABIC, _WRITTEN_ONTO_ARABIC), (_HEBREW, _WRITTEN_ONTO_HEBREW))
"""Scripts in which a word may stand otherwise than behind a blank, and what may stand before it."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """``begun``: by the first two letters, or the one that stands alone; by none where anything may stand before.

    ``elsewhere``: of scripts in which a beginning tells nothing, one pattern each.
    """

    begun: dict[str, tuple[str, ...]]
    elsewhere: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


@lru_cache(maxsize=64)
def _sorted(words: tuple[str, ...]) -> _Sorted:
    begun: dict[str, list[str]] = {}
    elsewhere: dict[re.Pattern[str], list[str]] = {}
    for word in words:
        plain = without_accents(word.lstrip(AS_WRITTEN))
        script = next((script for script, _ in _ELSEWHERE if script.match(plain)), None)
        if script is not None:
            elsewhere.setdefault(script, []).append(word)
            continue
        start = _ANYTHING if word.startswith("*") else _BEGINNING.findall(plain)[0]
        begun.setdefault(start, []).append(word)
    return _Sorted(
        {start: tuple(group) for start, group in begun.items()},
        tuple(
            (script, _with_written_onto(before, elsewhere[script], whole=bool(before)))
            for script, before in _ELSEWHERE
            if script in elsewhere
        ),
    )


def _with_written_onto(before: str, words: Iterable[str], *, whole: bool) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(_as_written(word, whole=whole) for word in words)})")


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
    if word.startswith(AS_WRITTEN):
        return _as_written(word, whole=True)
    parts = without_accents(word).strip("*|").split()
    as_it_is = re.escape if word.endswith(("*", "|")) else _alone
    spelt = rf"(?:{_ENDINGS}[ -])?".join(map(_part, parts) if len(parts) > 1 else map(as_it_is, parts))
    before = r"\w*" if word.startswith("*") else ""
    behind = _BEHIND.get(word[-1], rf"{_ENDINGS}(?!\w)")
    return f"{before}{spelt}{behind}"


def _as_written(word: str, *, whole: bool) -> str:
    """A word, or a phrase, of another language: ``ministerstv* obran*``; ``whole``: nothing stands behind it that is not said to."""
    parts = _BLANKS.split(without_accents(word.lstrip(AS_WRITTEN)))
    if ARABIC.match(parts[0]):
        return r"[ -]?(?:ال)?".join(re.escape(part.removeprefix("ال")) for part in parts) + r"(?!\w)"
    spelt = "[ -]?".join(
        re.escape(part.rstrip("*")) + (r"\w*" if part.endswith("*") else "") for part in parts
    )
    return spelt + (r"(?!\w)" if whole and not word.endswith("*") else "")


_BLANKS: Final = re.compile("[ -]+")


def _alone(word: str) -> str:
    return declined(word) if CYRILLIC.match(word) else re.escape(word)


def _part(part: str) -> str:
    """Of a phrase, where nothing else is meant: the plural in Italian changes the last letter (``carri armati``)."""
    if len(part) > 3 and part[-1] in "oe":
        return rf"{re.escape(part[:-1])}[{part[-1]}i]"
    return re.escape(part)


END_OF_A_PHRASE: Final = r"(?=\s*(?:$|[.,;:!?)/]))"
_BEHIND: Final = {"*": "", "|": END_OF_A_PHRASE}
