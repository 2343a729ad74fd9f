"""A description as it is written, and as it is read where a blank is left out of a name, letters of another alphabet are in it, a name is part of a joined word, or short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from dualuse.classification.search.compounds import name_within
from dualuse.classification.search.trade_names import everyday, names_written_as_one
from dualuse.classification.search.words import stop_words, words_of
from dualuse.data_folders import data_file
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import TEXT, AnyTable, Table, read_toml
from dualuse.inputs.look_alikes import mixed_words_in_latin

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = re.compile(r"(?<![\w&.])[^\W\d_]+(?![\w&])")
_FEW: Final = 2
"""Words of a description, at most, in which a short name counts in small letters."""
_SHORT_NAMES: Final = Table({"names": AnyTable(TEXT)}, {})


@lru_cache(maxsize=4096)
def ways_to_read(text: str) -> tuple[str, ...]:
    """The text; behind it, where that differs, with Latin letters for those that look like them, with blanks in names of trade, with the
    names that joined words hold, and with what short names stand for."""
    return tuple(dict.fromkeys(_ways(text)))


def _ways(text: str) -> Iterator[str]:
    yield text
    latin = text if text.isascii() else mixed_words_in_latin(text)
    if latin != text.lower():
        yield latin
    written = text if latin == text.lower() else latin
    for way in (_WORD.sub(_apart, written), _WORD.sub(_within, written), _in_full(written)):
        if way != written:
            yield way


def _apart(match: re.Match[str]) -> str:
    word = match[0].lower()
    names = names_written_as_one()
    return names.get(word) or names.get(word.removesuffix("s")) or match[0]


def _within(match: re.Match[str]) -> str:
    return name_within(match[0].lower()) or match[0]


def _in_full(text: str) -> str:
    """The text with what its short names stand for, but for those that everyday goods have."""
    names = _short_names()
    if not any(word.removesuffix("s").upper() in names for word in _SHORT.findall(text)):
        return text
    words = words_of(text)
    in_everyday = {part.lower() for goods in everyday(words, LANGUAGES) for part in goods.written.split()}
    telling = {
        word.plain
        for word in words
        if word.names_something and not any(word.plain in stop_words(language) for language in LANGUAGES)
    }
    is_short = len(telling) <= _FEW

    def full(match: re.Match[str]) -> str:
        written = match[0].removesuffix("s")
        name = written if written in names or not is_short else written.upper()
        return match[0] if match[0].lower() in in_everyday else names.get(name, match[0])

    return _SHORT.sub(full, text)


@lru_cache(maxsize=1)
def _short_names() -> Mapping[str, str]:
    data = read_toml(data_file("classification/search/short_names.toml"))
    _SHORT_NAMES.check(data, "classification/search/short_names.toml")
    names: Mapping[str, str] = data["names"]
    return names
