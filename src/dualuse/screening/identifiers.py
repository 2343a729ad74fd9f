"""Identifiers compared exactly: two parties that bear the same one are the same, whatever their names.

An identifier of a kind that is unique by itself (IMO number, LEI, BIC, wallet, MMSI) is compared in that kind; national
numbers (tax, registration, passport, identity) are compared in one space, since lists call the same number by
different names, and only where they are long enough to be no coincidence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

UNIQUE: Final = frozenset({"imo", "lei", "bic", "wallet", "mmsi", "account", "aircraft"})
"""Kinds of which two parties never bear the same."""
_SHORTEST_NATIONAL: Final = 6
_NOT_KEPT: Final = re.compile(r"[^0-9a-z]")


def canonical_identifier(kind: str, value: str) -> str:
    """The identifier without spaces and signs; of an IMO number its seven digits; of a BIC its first eight letters."""
    value = "".join(_ascii_digit(letter) for letter in unicodedata.normalize("NFKC", value))
    kept = _NOT_KEPT.sub("", value.lower()) if kind != "wallet" else value.strip()
    if kind == "imo":
        digits = re.sub(r"\D", "", kept)
        return digits if len(digits) == 7 else ""
    if kind == "bic":
        return kept[:8] if len(kept) in (8, 11) else ""
    if kind == "lei":
        return kept if len(kept) == 20 else ""
    return kept


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


def _ascii_digit(letter: str) -> str:
    """A digit of any script as the one of ASCII."""
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
