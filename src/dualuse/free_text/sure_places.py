"""The place that somebody surely means who writes its name or code: in the cells of an export, and in an interview.

What several countries answer to (``Korea``), a part of a name that is not marked as cut short, and a slip are sure of nothing.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import Final

from dualuse.i18n.places import places_by_name
from dualuse.i18n.places_meant import place_meant
from dualuse.law.territories import find_place
from dualuse.schema.tables.export_words import several_places
from dualuse.schema.tables.word_tables import plain_word
from dualuse.sources.countries import alpha_3_codes, country


def sure_place(text: str) -> str:
    """The code of the place that a text surely means: a code of two or three letters, or a whole name; "" where it is not sure.

    A name may be turned round at a comma or bracket (``Korea, Republik``), or stand twice (``Belarus (Weißrussland)``).
    """
    written = " ".join(text.split())
    code = find_place(written)
    if code is not None:
        return code
    if several_places(written):
        return ""
    code = alpha_3_codes().get(written.upper(), "") or _names().get(plain_word(written), "")
    code = code or _cut_short(written)
    turned = _TURNED.fullmatch(written)
    if code or turned is None:
        return code
    first, second = turned.group(1), turned.group(2)
    if whole := _names().get(plain_word(f"{second} {first}"), ""):
        return whole
    codes = {sure_place(first), sure_place(second)}
    return codes.pop() if len(codes) == 1 else ""


_TURNED: Final = re.compile(r"([^,()]+?) ?[,(] ?([^,()]+?)\)?")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Plain names of places that are those of one place alone, to its code."""
    several: dict[str, set[str]] = {}
    for name, code in places_by_name().items():
        several.setdefault(plain_word(name), set()).add(code)
    return {name: min(codes) for name, codes in several.items() if len(codes) == 1}


_PARTS_OF_NAME: Final = re.compile(r"[^\W\d_]+\.?")
_LEAST_OF_WORD: Final = 3
"""Letters of a word that is cut short: fewer are those of several."""


def _cut_short(written: str) -> str:
    """The code of the one place whose name has these words in this order, some of them cut short with a point; else "".

    ``Ver.Arab.Emir.`` is how SAP fits the Emirates into fifteen signs.
    """
    parts = [(part.rstrip("."), part.endswith(".")) for part in _PARTS_OF_NAME.findall(written)]
    if len(parts) < 2 or not all(len(part) >= _LEAST_OF_WORD or not is_cut for part, is_cut in parts):
        return ""
    begins = [(plain_word(part), is_cut) for part, is_cut in parts]
    if not any(is_cut for _, is_cut in begins):
        return ""
    codes = {
        code
        for words, code in _words_of_names()
        if len(words) == len(begins)
        and all(
            word.startswith(part) if is_cut else word == part
            for word, (part, is_cut) in zip(words, begins, strict=True)
        )
    }
    return codes.pop() if len(codes) == 1 else ""


@lru_cache(maxsize=1)
def _words_of_names() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The plain words of the names of places that have several, with their codes."""
    names = ((re.findall(r"[^\W\d_]+", name), code) for name, code in places_by_name().items())
    return tuple((tuple(map(plain_word, words)), code) for words, code in names if len(words) > 1)


def near_place(text: str) -> str:
    """The code of the place that may be meant, to ask about and never to assume; "" where none is near."""
    word = plain_word(text)
    near = difflib.get_close_matches(word, _names(), n=_NEAR, cutoff=_LIKE)
    # A slip is seldom in the first letters: of names that are near, the one that begins alike is meant (Japanien is Japan, not Spanien).
    longer = [
        name
        for name in _names()
        if len(name) >= _WHOLE and word.startswith(name) and len(word) - len(name) < _WHOLE
    ]
    if alike := [name for name in (*near, *longer) if name[:_BEGINNING] == word[:_BEGINNING]]:
        return _names()[alike[0]]
    code = country(text).code or (place_meant(text) or ("",))[0]
    return code or (_names()[near[0]] if near else "")


_NEAR: Final = 8
_LIKE: Final = 0.8
_WHOLE: Final = 4
_BEGINNING: Final = 2
