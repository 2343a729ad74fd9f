"""Whether a document of an authority names an item or a party of a transaction.

Names are the same where they are equal without case, accents, blanks and punctuation. What may be the same, with a legal
form spelt otherwise, words left out or another script, is for a person to say: it is unknown, as is a party without a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import in_annex_i, is_unlisted
from dualuse.law.eu_2021_821.control_list import normal_code
from dualuse.law.language.logic import Truth, any_truth
from dualuse.schema.customs_code import customs_code
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

    Unknown while it is not classified, where its id reads like a code that it does not have, and where it is, or may be, of a customs code that
    is named: whether it is one of the goods that were meant, a code does not say.
    """
    by_codes = _codes_named(item, frozenset(map(_code, names)))
    if item.id in names:
        is_a_code = normal_code(item.id or "") is not None or _is_its_customs_code(item)
        return by_codes or None if is_a_code else True
    if by_codes is False and any(_may_be_of(item, code) for code in customs_codes_named(names).values()):
        return None
    return by_codes


def customs_codes_named(names: Iterable[str]) -> dict[str, str]:
    """Those of the names that read like a customs code, each with its digits: ``8457 10 10``, ``CN 84571010``, ``ex 8457``.

    Four digits alone are the number of a line or an article.
    """
    codes: dict[str, str] = {}
    for name in names:
        written = _CUSTOMS_CODE.fullmatch(name.strip())
        digits = customs_code(written["digits"].replace("-", " ")) if written else None
        if written and digits and (written["called"] or len(digits) >= _TOLD_BY_DIGITS):
            codes[name] = digits
    return codes


_CUSTOMS_CODE: Final = re.compile(
    r"(?P<called>(?:(?:CN|HS|KN|NC|SH|GN|TARIC|Zolltarifnummer|Warennummer|customs|tariff|commodity|statistical|WT-Nr)[. -]*(?:code|nr|no|number)?[.:]?\s*)?(?:ex\s*)?)"
    r"(?P<digits>\d[\d .\u00a0\u202f-]*\d)",
    re.IGNORECASE,
)
_TOLD_BY_DIGITS: Final = 6
_DIGITS_IN_FULL: Final = 8
"""Fewer are the number of an article often: without the customs code of the item, they tell nothing."""


def _is_its_customs_code(item: Item) -> bool:
    """Whether the id of the item is its customs code: named so, it may be the code that was meant."""
    digits = customs_codes_named((item.id or "",)).get(item.id or "")
    return digits is not None and item.cn_code is not None and _may_be_of(item, digits)


def _may_be_of(item: Item, digits: str) -> bool:
    """Whether the item is of a customs code, or may be: its own is wider, or not stated of goods."""
    if item.cn_code is None:
        return item.kind in (None, "goods") and len(digits) >= _DIGITS_IN_FULL
    return item.cn_code.startswith(digits) or digits.startswith(item.cn_code)


def _code(name: str) -> str:
    return (normal_code(name) or name).casefold()


def _codes_named(item: Item, names: frozenset[str]) -> Truth:
    codes = [code.casefold() for code in (*(item.entries or ()), *(item.national_entries or ()))]
    if not all(any(code == name or code.startswith(f"{name}.") for name in names) for code in codes):
        return False
    if in_annex_i(item) is None or is_unlisted(item) is None:
        return None
    return bool(codes)
