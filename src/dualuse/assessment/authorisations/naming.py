"""Whether a document of an authority names an item or a party of a transaction.

Names are the same where they are equal without case, accents, blanks and punctuation. What may be the same, with a legal
form spelt otherwise, words left out or another script, is for a person to say: it is unknown, as is a party without a name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import in_annex_i, is_unlisted
from dualuse.law.eu_2021_821.control_list import normal_code
from dualuse.law.language.logic import Truth, any_truth
from dualuse.schema.transaction import Item

_ALIKE: Final = 0.75
"""From this share of common letters on, two names may be of the same party."""
_NOTHING: Final = frozenset(".'’‘`´")
"""Marks that stand within a word."""


@lru_cache(maxsize=16_384)
def plain_name(text: str) -> str:
    """A text without case, accents and punctuation, and with single blanks."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).casefold()
    letters = (
        "" if letter in _NOTHING or "\u0300" <= letter <= "\u036f" else _plain_letter(letter)
        for letter in folded
    )
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def _plain_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    return "" if category == "Cf" else " " if category[0] == "P" else letter


@lru_cache(maxsize=16_384)
def is_same_name(stated: str, named: str) -> Truth:
    """Whether two names are the same; unknown where they may be."""
    left, right = plain_name(stated), plain_name(named)
    if not left or not right:
        return None
    if left == right:
        return True
    return None if _may_be_same(left, right) else False


def _may_be_same(left: str, right: str) -> bool:
    if left.isascii() != right.isascii() or SequenceMatcher(None, left, right).ratio() >= _ALIKE:
        return True
    first, second = _words(left), _words(right)
    joined = ("".join(sorted(first)), "".join(sorted(second)))
    return (
        first <= second
        or second <= first
        or SequenceMatcher(None, *joined).ratio() >= _ALIKE
        or _initials(left) == right
        or _initials(right) == left
    )


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split())


def _words(text: str) -> frozenset[str]:
    """The words of a name in Latin letters, without legal forms."""
    # Imported late: most transactions have no names to compare.
    from dualuse.screening.names.vocabulary import FORM
    from dualuse.screening.names.words import (
        words_of,
    )  # imported late: most transactions state no names to compare

    return frozenset(word for word in words_of(text) if not word.startswith(FORM))


def names_party(name: str | None, names: Iterable[str]) -> Truth:
    """Whether one of ``names`` is that of the party called ``name``; unknown of a party without a name."""
    return None if name is None else any_truth(is_same_name(name, named) for named in names)


def names_item(item: Item, names: Collection[str]) -> Truth:
    """Whether an item is named by its id, or all of its codes are, by themselves or by a wider one.

    Unknown while it is not classified, and where its id reads like a code that it does not have.
    """
    by_codes = _codes_named(item, frozenset(map(_code, names)))
    if item.id in names:
        return True if normal_code(item.id or "") is None else by_codes or None
    return by_codes


def _code(name: str) -> str:
    return (normal_code(name) or name).casefold()


def _codes_named(item: Item, names: frozenset[str]) -> Truth:
    codes = [code.casefold() for code in (*(item.entries or ()), *(item.national_entries or ()))]
    if not all(any(code == name or code.startswith(f"{name}.") for name in names) for code in codes):
        return False
    if in_annex_i(item) is None or is_unlisted(item) is None:
        return None
    return bool(codes)
