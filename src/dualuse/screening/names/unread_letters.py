"""Texts in letters in which listed names are hardly found: that nothing was found in them says nothing.

Lists hold few names in Chinese, Arabic, Hebrew, Korean, Thai or Indian letters, and what these letters leave out keeps a name from being found by
its Latin spelling. Within a text more is lost than of a party's name: where a name begins and ends, nothing there says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

from dualuse.inputs.hidden_signs import readings

READ_LETTERS: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u058f\u10a0-\u10ff\u1f00-\u1fff\uff21-\uff5a"
"""Latin, Greek, Cyrillic, Armenian and Georgian, as within square brackets of a pattern."""
_BESIDE_THEM: Final = "\u00aa\u00ba\u0250-\u036f\u1c80-\u1cbf\u1d00-\u1dff\u2c60-\u2c7f\u2d00-\u2d2d\u2de0-\u2dff\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f"
"""Their rarer letters, those of phonetics, and marks on them."""
_READ_WORD: Final = re.compile(f"[{READ_LETTERS}{_BESIDE_THEM}]{{2,}}")
_UNREAD_WORD: Final = re.compile(
    rf"(?:(?![{READ_LETTERS}{_BESIDE_THEM}])[^\W\d_])(?:(?![{READ_LETTERS}{_BESIDE_THEM}])(?:[^\W\d_]|[\u0300-\u1dff\ua8e0-\uabed]))*"
)
_UNSPACED: Final = (
    (re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 4),
)
"""Letters that are written without blanks between words, and how many make about one word."""
_SET_APART: Final = re.compile(r"[()\[\]{}（）【】〔〕/|=;\r\n]|\s[-–—]\s")
"""Between a text and the same in other letters."""
_WRITTEN_OUT: Final = re.compile(r"&#?\w{2,8};|%[0-9A-Fa-f]{2}")
_FEWEST: Final = 2
"""Words in such letters that may name somebody; one is a mark of goods beside others."""


def is_hardly_read(text: str) -> bool:
    """Whether names in a text may not be found because of its letters.

    Not where as much stands in letters that are read, set apart from the others by a stroke, a dash or brackets: ``Orlow Quillon / אורלוב קווילון``.
    One such word among others is the mark of goods.
    """
    if text.isascii() and not _WRITTEN_OUT.search(text):
        return False
    return any(
        _is_hardly_read(unicodedata.normalize("NFKC", reading)) for reading in readings(unescaped(text))
    )


def unescaped(text: str) -> str:
    """The text with the signs that a program has written as ``&#97;`` or ``%20``."""
    return unquote(unescape(text)) if _WRITTEN_OUT.search(text) else text


def _is_hardly_read(text: str) -> bool:
    parts = [(sum(_unread(part)), len(_READ_WORD.findall(part))) for part in _SET_APART.split(text)]
    unread, read = sum(amid for amid, _ in parts), sum(beside for _, beside in parts)
    if unread < _FEWEST:
        return unread > 0 and read < _FEWEST
    return read < unread or any(amid >= _FEWEST and beside for amid, beside in parts)


def _unread(text: str) -> Iterator[int]:
    """Of each run of such letters how many words it is."""
    for run in _UNREAD_WORD.findall(text):
        of_word = next((letters for pattern, letters in _UNSPACED if pattern.search(run)), 0)
        yield -(-len(run) // of_word) if of_word else 1
