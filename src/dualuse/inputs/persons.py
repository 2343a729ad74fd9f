"""Who answers for something, and why: a name and words that a person can read."""

from __future__ import annotations

import unicodedata
from typing import Final

from dualuse.inputs.placeholders import says_nothing

_FILLERS: Final = "\u115f\u1160\u3164\uffa0"
"""Letters of Hangul that show nothing."""


def named(person: str) -> str:
    """The name without blanks around it; "" where it holds no letter that one can see: nobody stands behind it then.

    Bytes that are no text stay: who reads the name refuses them by what they are.
    """
    return person.strip() if any(map(_is_letter, person)) or _is_no_text(person) else ""


def in_words(reason: str) -> str:
    """The reason without blanks around it; "" where it holds no word, of two letters at least, or none that says something.

    "?", "-" and "x" tell nobody why, nor do "tbd", "n/a", "siehe oben" and "xxx" (:func:`says_nothing`). Bytes that are no text stay, as in
    a name.
    """
    has_word = sum(map(_is_letter, reason)) >= _LETTERS_OF_A_WORD and not says_nothing(reason)
    return reason.strip() if has_word or _is_no_text(reason) else ""


_LETTERS_OF_A_WORD: Final = 2


def _is_letter(sign: str) -> bool:
    """Whether it is a letter that one can see."""
    return unicodedata.category(sign)[0] == "L" and sign not in _FILLERS


def _is_no_text(text: str) -> bool:
    return any(unicodedata.category(sign) == "Cs" for sign in text)
