"""Texts as they are compared: in lower case, without accents, and with one kind of apostrophe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_ALIKE: Final = str.maketrans({**dict.fromkeys("’‘ʼ´`", "'"), "ł": "l", "đ": "d", "ø": "o", "ı": "i"})
"""Apostrophes, and letters whose stroke is no accent to Unicode: who has another keyboard leaves it away."""


@lru_cache(maxsize=4096)
def without_accents(text: str) -> str:
    """In lower case and without accents, as names are written abroad: ``Téhéran``, ``İRAN``, ``Białoruś``; one kind of apostrophe."""
    return without_accents_once(text)


def without_accents_once(text: str) -> str:
    """:func:`without_accents` of one of thousands of names, each of which is asked for once: they are not kept."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = text.casefold().translate(_ALIKE)
    return folded if folded.isascii() else unicodedata.normalize("NFKD", folded).translate(_WITHOUT_MARKS)


class _WithoutMarks(dict[int, int | None]):
    """Code of a sign to itself, or to None where it is a mark on another; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS: Final = _WithoutMarks()
