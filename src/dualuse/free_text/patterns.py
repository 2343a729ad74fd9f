"""Words of ours as patterns: whole ones with the endings of our languages, or beginnings and ends of others.

Words of the lists of other languages begin with ``=``: nothing is added to them. In Chinese, Japanese and Korean a word counts
wherever it stands; in Arabic and Hebrew "and", "in", "for" and "the" may be written onto it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.free_text.inflections import ARABIC, CYRILLIC, declined
from dualuse.free_text.readings import readings
from dualuse.inputs.accents import without_accents, without_accents_once
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.words.reading import AS_WRITTEN


def has_word(words: tuple[str, ...], texts: tuple[str | None, ...]) -> bool:
    """Whether one of the words stands in one of the texts, with or without accents, or disguised; ``*`` stands for the rest of a word."""
    return any(
        next(words_in(words, plain), None) is not None for text in texts if text for plain in readings(text)
    )


def words_in(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Where the words stand in a text without accents, but for those in the name of something else (``Salvation Army``)."""
    for word in occurrences(words, plain):
        if not any(
            other.start() <= word.start() and word.end() <= _end_of_other(plain, other.end())
            for other in occurrences(words_called("something else"), plain)
        ):
            yield word


def occurrences(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """Every match of each of the words in a text without accents; several rules look for the same words in the same text."""
    return iter(_occurrences(words, plain))


@lru_cache(maxsize=8192)
def _occurrences(words: tuple[str, ...], plain: str) -> tuple[re.Match[str], ...]:
    return tuple(_every_occurrence(words, plain))


def _every_occurrence(words: tuple[str, ...], plain: str) -> Iterator[re.Match[str]]:
    """A pattern is made of a word only where the letters stand in the text that it always has: thousands need not be made ready for a
    text that has none of them."""
    index = _index(words)
    for beginning in _beginnings(plain) & index.begun.keys():
        for letters, further, word in index.begun[beginning]:
            if letters in plain and all(map(plain.__contains__, further)):
                yield from _pattern(word).finditer(plain)
    if plain.isascii():
        return
    for script, before, entries in index.elsewhere:
        if script.search(plain):
            for letters, further, word in entries:
                if letters in plain and all(map(plain.__contains__, further)):
                    yield from _with_written_onto(before, word).finditer(plain)


def end_of_word(plain: str, end: int) -> int:
    """Where the word ends whose letters up to ``end`` were found."""
    return _REST_OF_A_WORD.match(plain, end).end()  # type: ignore[union-attr]  # it matches nothing at all, too


def _end_of_other(plain: str, end: int) -> int:
    """Where the name of something else ends: with the word that it begins, in scripts that put blanks between words."""
    return end_of_word(plain, end) if plain[end - 1 : end].isascii() else end


_REST_OF_A_WORD: Final = re.compile(r"\w*")


_ENDS_A_WORD: Final = ("*", "+")
_ANYTHING: Final = ""
_BEGINNING: Final = re.compile(r"(?<!\w)\w{1,3}")
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
"""Of Chinese, Japanese and Korean, whose syllables are taken apart here."""
_HEBREW: Final = re.compile("[\u0590-\u05ff]")
_WRITTEN_ONTO_ARABIC: Final = r"(?<!\w)[وف]?(?:لل|[بلك]?(?:ال)?)"
_WRITTEN_ONTO_HEBREW: Final = r"(?<!\w)[ושמהכלב]{0,3}"
_ELSEWHERE: Final = ((_UNSPACED, ""), (ARABIC, _WRITTEN_ONTO_ARABIC), (_HEBREW, _WRITTEN_ONTO_HEBREW))
"""Scripts in which a word may stand otherwise than behind a blank, and what may stand before it."""


_Entry = tuple[str, tuple[str, ...], str]
"""Letters that stand wherever a word does, those of its further parts, and the word."""


@dataclass(frozen=True, slots=True)
class _Index:
    """``begun``: by the first three letters, or the fewer that no case changes; by none where anything may stand before.

    ``elsewhere``: of scripts in which a beginning tells nothing: the script, what may be written onto a word, and the words.
    """

    begun: dict[str, tuple[_Entry, ...]]
    elsewhere: tuple[tuple[re.Pattern[str], str, tuple[_Entry, ...]], ...]


@lru_cache(maxsize=512)
def _index(words: tuple[str, ...]) -> _Index:
    begun: dict[str, list[_Entry]] = {}
    elsewhere: dict[re.Pattern[str], list[_Entry]] = {}
    for word in words:
        script, start, entry = _entry(word)
        if script is not None:
            elsewhere.setdefault(script, []).append(entry)
        else:
            begun.setdefault(start, []).append(entry)
    return _Index(
        {start: tuple(entries) for start, entries in begun.items()},
        tuple(
            (script, before, tuple(elsewhere[script])) for script, before in _ELSEWHERE if script in elsewhere
        ),
    )


@lru_cache(maxsize=2**16)
def _entry(word: str) -> tuple[re.Pattern[str] | None, str, _Entry]:
    """The script in which the beginning of a word tells nothing, or None and its beginning; and its letters. Most words stand in several lists,
    and in the one of all of them."""
    plain = without_accents_once(word.lstrip(AS_WRITTEN))
    script = None if plain.isascii() else _script_elsewhere(plain)
    letters, *further = _kept_letters(plain, as_written=script is not None or word.startswith(AS_WRITTEN))
    start = None if script is not None or word.startswith(_ENDS_A_WORD) else _BEGINNING.search(letters)
    return script, start[0] if start else _ANYTHING, (letters, tuple(further), word)


def _script_elsewhere(plain: str) -> re.Pattern[str] | None:
    return next((script for script, _ in _ELSEWHERE if script.match(plain)), None)


_KEPT_WHOLE: Final = 3
"""Letters of words that no case and no plural changes."""


def _kept_letters(plain: str, *, as_written: bool) -> tuple[str, ...]:
    """Of each part of a word without accents the letters that no case, plural or article takes away."""
    if as_written:
        parts = _BLANKS.split(plain)
        return tuple(map(_without_article if ARABIC.match(parts[0]) else _without_rest, parts))
    parts = plain.strip("*|+").split()
    if len(parts) > 1:
        return tuple(map(_stem, parts))
    (alone,) = parts
    return (alone[:-2] if CYRILLIC.match(alone) and len(alone) > _KEPT_WHOLE else alone,)


@lru_cache(maxsize=4096)
def _with_written_onto(before: str, word: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{_as_written(word, whole=bool(before))})")


@lru_cache(maxsize=4096)
def _beginnings(plain: str) -> frozenset[str]:
    starts = _BEGINNING.findall(plain)
    return frozenset((_ANYTHING, *(start[:length] for start in starts for length in (1, 2, 3))))


_ENDINGS: Final = "(?:s|es|n|en|e|er|ern|em|x)?"
"""Of a plural or a case, in our languages."""


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """A whole word; one that ends in ``*`` begins others, one that begins with it ends others: ``*munition`` for compounds;
    with ``+`` only where a part of three letters or more stands before: ``+bombe``, but no ``bombe``, which holds paint in French.

    A space may be a hyphen or nothing. Each part of a word may be in the plural or in a case: ``ballistisch Helm`` for "ballistische
    Helme", ``gilet pare balles`` for "gilets pare-balles". One that ends in ``|`` ends a phrase as it is.
    """
    return re.compile(rf"(?<!\w){_alternative(word)}")


def _alternative(word: str) -> str:
    if word.startswith(AS_WRITTEN):
        return _as_written(word, whole=True)
    parts = without_accents(word).strip("*|+").split()
    as_it_is = re.escape if word.endswith(("*", "|")) else _alone
    spelt = rf"(?:{_ENDINGS}[ -])?".join(map(_part, parts) if len(parts) > 1 else map(as_it_is, parts))
    before = _BEFORE.get(word[0], "")
    behind = _BEHIND.get(word[-1], rf"{_ENDINGS}(?!\w)")
    return f"{before}{spelt}{behind}"


def _as_written(word: str, *, whole: bool) -> str:
    """A word, or a phrase, of another language: ``ministerstv* obran*``; ``whole``: nothing stands behind it that is not said to."""
    parts = _BLANKS.split(without_accents(word.lstrip(AS_WRITTEN)))
    if ARABIC.match(parts[0]):
        return r"[ -]?(?:ال)?".join(re.escape(_without_article(part)) for part in parts) + r"(?!\w)"
    spelt = "[ -]?".join(
        re.escape(_without_rest(part)) + (r"\w*" if part.endswith("*") else "") for part in parts
    )
    return spelt + (r"(?!\w)" if whole and not word.endswith("*") else "")


_BLANKS: Final = re.compile("[ -]+")


def _without_article(part: str) -> str:
    return part.removeprefix("ال")


def _without_rest(part: str) -> str:
    return part.rstrip("*")


def _alone(word: str) -> str:
    return declined(word) if CYRILLIC.match(word) else re.escape(word)


def _part(part: str) -> str:
    """Of a phrase, where nothing else is meant: the plural in Italian changes the last letter (``carri armati``)."""
    stem = _stem(part)
    return re.escape(part) if stem == part else rf"{re.escape(stem)}[{part[-1]}i]"


def _stem(part: str) -> str:
    """What of a part of a phrase stays in its plural."""
    return part[:-1] if len(part) > 3 and part[-1] in "oe" else part


END_OF_A_PHRASE: Final = r"(?=\s*(?:$|[.,;:!?)/]))"
_BEFORE: Final = {"*": r"\w*", "+": r"\w{3,}"}
_BEHIND: Final = {"*": "", "|": END_OF_A_PHRASE}
