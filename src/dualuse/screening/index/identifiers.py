"""Identifiers compared exactly: two parties that bear the same one are the same, whatever their names.

An identifier of a kind that is unique by itself (IMO number, LEI, BIC, wallet, MMSI) is compared in that kind; national
numbers (tax, registration, passport, identity) are compared in one space, since lists call the same number by
different names, and only where they are long enough to be no coincidence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from operator import mul
from typing import Final

UNIQUE: Final = frozenset({"imo", "lei", "bic", "wallet", "mmsi", "account", "aircraft"})
"""Kinds of which two parties never bear the same."""
_SHIP: Final = (7, 6, 5, 4, 3, 2)
_COMPANY: Final = (8, 6, 4, 2, 9, 7)
"""Weights of the first six digits of an IMO number: the ship's; the company's and the registered owner's."""
_NO_SHIP: Final = ("organisation", "person")
_SHORTEST_NATIONAL: Final = 6
_NOT_KEPT: Final = re.compile(r"[^0-9a-z]")


def canonical_identifier(kind: str, value: str) -> str:
    """The identifier without spaces and signs; of an IMO number its seven digits; of a BIC its first eight letters."""
    if not value.isascii():
        letters = unicodedata.normalize("NFKC", value)
        value = "".join(str(unicodedata.digit(letter, letter)) for letter in letters)
    kept = _NOT_KEPT.sub("", value.lower()) if kind != "wallet" else value.strip()
    if kind == "imo":
        digits = re.sub(r"\D", "", kept)
        return digits if len(digits) == 7 else ""
    if kind == "bic":
        return kept[:8] if len(kept) in (8, 11) else ""
    if kind == "lei":
        return kept if len(kept) == 20 else ""
    return kept


def wrong_numbers(identifiers: Iterable[tuple[str, str]], kind: str = "unknown") -> tuple[str, ...]:
    """The IMO numbers among ``identifiers`` that nobody can bear: seven digits, the last of which follows.

    ``kind`` of who bears them: numbers of ships and of companies end in different digits; of who may be either, both fit.
    """
    return tuple(
        value
        for name, value in identifiers
        if name == "imo" and not _is_imo_number(canonical_identifier(name, value), kind)
    )


def _is_imo_number(digits: str, kind: str) -> bool:
    if len(digits) != 7:
        return False
    first, last = [int(digit) for digit in digits[:6]], int(digits[6])
    of_ship = sum(map(mul, first, _SHIP)) % 10
    of_company = (11 - sum(map(mul, first, _COMPANY)) % 11) % 10
    return (kind not in _NO_SHIP and last == of_ship) or (kind != "vessel" and last == of_company)


def identifier_key(kind: str, value: str) -> list[int]:
    """The keys (63 bits) under which an identifier is found; empty where it is too short to say anything."""
    kept = canonical_identifier(kind, value)
    if kind in UNIQUE:
        return [_hash(f"{kind}:{kept}")] if len(kept) >= 5 else []
    if len(kept) < _SHORTEST_NATIONAL or len(set(kept)) < 3:
        return []
    return [_hash(f"national:{kept}")]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") >> 1
