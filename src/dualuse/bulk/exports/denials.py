"""Cells of codes that say no: only of these is it offered to settle a whole column at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dualuse.schema.tables.word_tables import plain_word, words_of_tables

_WORD: Final = re.compile(r"[^\W\d_]+")
_SIGNS: Final = re.compile(r"[-\u2010-\u2015\u2212./\\\\_\s]+|0+")
"""A dash or nothing but zeros, by which programs say that there is no number."""
_BETWEEN_CLAUSES: Final = re.compile(r"[(),;:/]|\s[-\u2013\u2014]\s")
_DOUBT: Final = re.compile(r"[?*~\u00bf\uff1f\u061f\uff0a]")
"""A question mark, or the sign of a note that stands elsewhere."""


def is_doubted(text: str) -> bool:
    """Whether a cell has a sign that what it says is asked, or bound to a note: "nicht gelistet?", "not listed *"."""
    return _DOUBT.search(text) is not None


def denies(text: str) -> bool:
    """Whether a cell without a code says that there is none: not "ja", "x", "?", "in Prüfung" or "keine Angabe", nor what nobody has looked into.

    What is read is every word of the cell: one that is not known makes the cell no denial.
    """
    if is_doubted(text):
        return False
    if _SIGNS.fullmatch(text) or plain_word(text) in _words("whole"):
        return True
    clauses = [
        [plain_word(word) for word in _WORD.findall(clause)] for clause in _BETWEEN_CLAUSES.split(text)
    ]
    clauses = [words for words in clauses if words]
    beside = _words("of_lists") | _words("examined")
    return any(map(_is_denial, clauses)) and all(
        _is_denial(words) or beside.issuperset(words) for words in clauses
    )


def _is_denial(words: Sequence[str]) -> bool:
    """Whether a clause denies that a list names an item, and says nothing else; "nicht frei" denies the denial."""
    nones, nots = _words("none"), _words("not")
    is_twofold = any(first in nots and second in nones for first, second in pairwise(words))
    allowed = nones | nots | _words("of_lists") | _words("is_listed")
    return not is_twofold and not (nones | nots).isdisjoint(words) and allowed.issuperset(words)


@lru_cache(maxsize=8)
def _words(table: str) -> frozenset[str]:
    return frozenset(map(plain_word, words_of_tables()["denials"][table]))
