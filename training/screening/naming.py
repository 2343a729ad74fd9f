"""Names as words, and the parts of the material that never meet.

A name's *key* is its words in Latin letters, in order of the alphabet: two names with one key are the same name for
every purpose of the material. What is made from names of some keys is kept for measuring, the rest is for training.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from anyascii import anyascii

from dualuse.sources.lists.listed_party import ListedName, ListedParty

WORD: Final = re.compile(r"[^\W_]+")
MEASURED: Final = 3
"""Tenths of all names from which only measuring makes negatives."""
VALIDATED: Final = 2
"""Tenths of all parties whose examples are for validation."""


@lru_cache(maxsize=1 << 18)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower-case Latin letters."""
    return tuple(WORD.findall(anyascii(name).casefold()))


def key(name: str) -> str:
    """Equal for names of the same words in any order, script and case."""
    return " ".join(sorted(words(name)))


def keys(parties: Iterable[ListedParty]) -> frozenset[str]:
    """The keys of all names."""
    return frozenset(key(name.text) for party in parties for name in party.names)


def plain(name: ListedName) -> bool:
    """Whether a name is in Latin letters, strong enough to be asked for, and more than a few letters."""
    return (
        name.script == "Latn" and name.quality != "weak" and len(key(name.text)) >= 5 and len(name.text) < 160
    )


def tenth(text: str) -> int:
    """A number from 0 to 9 that depends on ``text`` alone."""
    return sha256(text.encode()).digest()[0] * 10 // 256


def for_measuring(name: str) -> bool:
    """Whether negatives made from this name are for measuring, not for training."""
    return tenth(key(name)) < MEASURED


def split(group: str) -> Literal["train", "validation"]:
    """To which part everything about one party belongs."""
    return "validation" if tenth(f"split {group}") < VALIDATED else "train"
