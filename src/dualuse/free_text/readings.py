"""A text as it is written, and as an eye reads it where letters of it are disguised.

Who means to slip past a filter puts invisible signs into a word, letters of another alphabet that look alike, digits for letters,
or dots and blanks between them. Each of that is one more reading of the text: words count that stand in any. A text without
such signs has one reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from dualuse.inputs.accents import without_accents
from dualuse.screening.names.transliteration import one_alphabet, rare_letters
from dualuse.screening.names.words import INVISIBLE

_INVISIBLE: Final = re.compile(rf"{INVISIBLE.pattern}|[\u2061-\u2064\U000e0000-\U000e007f]")
_BLANKS: Final = re.compile(r"\s+")
_ALIKE: Final = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("״“”„", '"')})
_WORD: Final = re.compile(r"\w+")
_LATIN: Final = re.compile("[a-z]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_GREEK: Final = re.compile("[\u0370-\u03ff]")
_RARE: Final = re.compile("[\u0180-\u02af\u0531-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1d00-\u1dbf\uab30-\uabbf]")

_LOOKS: Final = (
    ("авекмнопрстухіѕјԁһԛԝӏгз", "abekmhonpctyxisjdhqwlr3", "abekmhonpctyxisjdhqwlr3"),
    ("αβεζηικμνορτυχωγς", "abezhikmnoptyxwys", "abeznikuvoptuxwys"),
)
"""Cyrillic and Greek letters, and the Latin ones that their capitals, or they themselves, look like."""
_TO_LATIN: Final = tuple(
    str.maketrans("".join(letters[0] for letters in _LOOKS), "".join(letters[form] for letters in _LOOKS))
    for form in (1, 2)
)
_TO_CYRILLIC: Final = str.maketrans("abcehkmoptxyiαβεηικμορτυχ", "авсенкмортхуіавенікмортух")
_TO_GREEK: Final = (
    str.maketrans("abehikmnoptuvxyzwавекмнортух", "αβεηικμηορτυνχυζωαβεκμηορτυχ"),
    str.maketrans("abehikmnoptuvxyzwавекмнортух", "αβεηικμνορτυνχγζωαβεκμηορτυχ"),
)
_DIGITS: Final = tuple(str.maketrans("013457@$", f"o{stroke}eastas") for stroke in "il")
_WITH_DIGITS: Final = re.compile(r"(?<![\w@$])(?=[\w@$]*[013457@$])[\w@$]+")
_FEWEST_LETTERS: Final = 3
"""Of a word with digits for letters: ``m3``, ``42a`` and numbers of parts are none."""
_SPACED: Final = re.compile(
    r"(?<!\w)[^\W\d_](?:(?P<between>[ ._*·•/|+~,'-]{1,3})[^\W\d_])(?:(?P=between)[^\W\d_])+(?!\w)"
)
_SIGNS_WITHIN: Final = re.compile(r"(?<=[^\W\d_])[._*·•|+~-](?=[^\W\d_])")
_SHORTEST_WITHIN, _LONGEST_WITHIN = 4, 24
"""Letters of what is looked for within letters that stand apart: no blank tells where a word ends."""
_LONGEST_RUN: Final = 60


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[str, ...]:
    """The text without accents and in lower case; behind it what else it may be read as."""
    plain = _plain(text, "")
    others = (reading for reading in _others(text, plain) if reading != plain)
    return tuple(dict.fromkeys((plain, *others)))


def _plain(text: str, invisible: str) -> str:
    visible = _INVISIBLE.sub(invisible, text) if not text.isascii() else text
    return _BLANKS.sub(" ", without_accents(visible).translate(_ALIKE))


def _others(text: str, plain: str) -> Iterator[str]:
    if not text.isascii() and _INVISIBLE.search(text):
        yield _plain(text, " ")
    if not plain.isascii():
        for read in _ALPHABETS:
            yield _WORD.sub(read, plain)
    for latin in dict.fromkeys((plain, *(_WORD.sub(read, plain) for read in _ALPHABETS[:1]))):
        if _WITH_DIGITS.search(latin):
            yield from (_WITH_DIGITS.sub(_digits_read(table), latin) for table in _DIGITS)
        if _SPACED.search(latin):
            yield _SPACED.sub(_joined, latin)
            yield " ".join(_SPACED.sub(_words_within, latin).split())
        if _SIGNS_WITHIN.search(latin):
            yield _SIGNS_WITHIN.sub("", latin)


def _digits_read(table: dict[int, int]) -> Callable[[re.Match[str]], str]:
    def read(match: re.Match[str]) -> str:
        word = match[0]
        letters = sum(letter.isalpha() for letter in word)
        return word.translate(table) if letters >= max(_FEWEST_LETTERS, len(word) - letters) else word

    return read


def _joined(match: re.Match[str]) -> str:
    """The letters as one word: what stands before and behind it stays where it is."""
    return "".join(letter for letter in match[0] if letter.isalpha())


def _words_within(match: re.Match[str]) -> str:
    """The same, and behind it all the words that may stand in it, where the letters are of more than one."""
    letters = _joined(match)[:_LONGEST_RUN]
    within = (
        letters[start:end]
        for start in range(len(letters))
        for end in range(start + _SHORTEST_WITHIN, min(start + _LONGEST_WITHIN, len(letters)) + 1)
    )
    return " ".join((letters, *within))


# Words of two alphabets.


def _in_latin(tables: int) -> Callable[[re.Match[str]], str]:
    def read(match: re.Match[str]) -> str:
        word = match[0]
        if _RARE.search(word):
            word = without_accents(rare_letters(one_alphabet(word)))
        if not (_CYRILLIC.search(word) or _GREEK.search(word)):
            return word
        latin = word.translate(_TO_LATIN[tables])
        return latin if latin.isascii() or _LATIN.search(word) else word

    return read


def _in_cyrillic(match: re.Match[str]) -> str:
    """A word with Cyrillic letters among others, or one letter behind such a word (``y`` for ``у``)."""
    word = match[0]
    mixed = _CYRILLIC.search(word) and (_LATIN.search(word) or _GREEK.search(word))
    alone = len(word) == 1 and _CYRILLIC.match(match.string[max(match.start() - 2, 0) : match.start()])
    return word.translate(_TO_CYRILLIC) if mixed or alone else word


def _in_greek(table: int) -> Callable[[re.Match[str]], str]:
    def read(match: re.Match[str]) -> str:
        word = match[0]
        mixed = _GREEK.search(word) and (_LATIN.search(word) or _CYRILLIC.search(word))
        return word.translate(_TO_GREEK[table]) if mixed else word

    return read


_ALPHABETS: Final = (_in_latin(0), _in_latin(1), _in_cyrillic, _in_greek(0), _in_greek(1))
