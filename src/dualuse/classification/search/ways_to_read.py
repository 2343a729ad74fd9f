"""A description as it is written, and as it is read where a blank is left out of a name or letters of another alphabet are in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.classification.search.trade_names import names_written_as_one
from dualuse.inputs.look_alikes import mixed_words_in_latin

_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def ways_to_read(text: str) -> tuple[str, ...]:
    """The text; behind it, where that differs, with Latin letters for those that look like them, and with blanks in names of trade."""
    return tuple(dict.fromkeys(_ways(text)))


def _ways(text: str) -> Iterator[str]:
    yield text
    latin = text if text.isascii() else mixed_words_in_latin(text)
    if latin != text.lower():
        yield latin
    apart = _WORD.sub(_apart, latin)
    if apart != latin:
        yield apart


def _apart(match: re.Match[str]) -> str:
    word = match[0].lower()
    names = names_written_as_one()
    return names.get(word) or names.get(word.removesuffix("s")) or match[0]
