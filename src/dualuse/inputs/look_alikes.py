"""Letters of other alphabets that look like Latin ones."""

from __future__ import annotations

import re
from typing import Final

_LOOKS: Final = (
    ("авекмнопрстухіѕјԁһԛԝӏгз", "abekmhonpctyxisjdhqwlr3", "abekmhonpctyxisjdhqwlr3"),
    ("αβεζηικμνορτυχωγς", "abezhikmnoptyxwys", "abeznikuvoptuxwys"),
)
"""Cyrillic and Greek letters, and the Latin ones that their capitals, or they themselves, look like."""
TO_LATIN: Final = tuple(
    str.maketrans("".join(letters[0] for letters in _LOOKS), "".join(letters[form] for letters in _LOOKS))
    for form in (1, 2)
)
"""By their capitals, and by themselves; small letters alone."""
_WORD: Final = re.compile(r"\w+")
_LATIN: Final = re.compile("[a-z]")


def mixed_words_in_latin(text: str) -> str:
    """The text in small letters, its words that mix Latin with letters of others in Latin ones; words of one alphabet stay."""
    return _WORD.sub(_in_latin, text.lower())


def _in_latin(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or _LATIN.search(word) is None:
        return word
    return word.translate(TO_LATIN[0])
