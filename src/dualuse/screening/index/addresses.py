"""The addresses of listed parties: an index beside that of their names, and which of them an address asked about is.

An address is a set of words and numbers. Two are taken for one where most of what is rare in the shorter one is in the other and
a number (of the house, the box or the unit) is among it: towns and countries alone are nobody's address. Whoever is at
the address of a listed party need not be that party, so that an address alone is never more than a review.

Arrays: ``word_text``, ``word_at`` (sorted words), ``word_weight``, ``word_number`` (has a digit); ``post_address``, ``post_at`` (addresses by
word); ``address_entity`` (as in the index of names), ``address_mass``, ``address_text``, ``address_text_at``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening import MATCHER_VERSION
from dualuse.screening.index.arrays_file import read_arrays, write_arrays
from dualuse.screening.index.word_arrays import text_arrays
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.words import analyse
from dualuse.sources.lists.listed_party import Address, ListedParty

ADDRESSES: Final = "addresses"
"""The name of the file beside the index of names."""
FORMAT: Final = 1
_LEAST_SHARE: Final = 0.7
"""Of the weight of the lighter address, what the other must have."""
_LEAST_OF_OTHER: Final = 0.35
"""Of the weight of the heavier one: a street and a number may be all that is asked, or all that is listed."""
_FEWEST_WORDS: Final = 3
_RARE: Final = 0.45
"""One word of those that met must be as rare as this, from 0 (in all addresses) to 1 (in one)."""
_LONG_NUMBER: Final = 4
_MOST_FOUND: Final = 20


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """A listed address that is the one asked: ``entity`` as in the index of names, ``share``: from 0 to 1, how much of both met."""

    entity: int
    asked: str
    listed: str
    share: float


def address_line(address: Address) -> str:
    """An address in one line, with what the list gives apart."""
    line = address.text
    for part in (address.city, address.country.text):
        if part and part.casefold() not in line.casefold():
            line = f"{line}, {part}" if line else part
    return line


def address_words(text: str) -> tuple[str, ...]:
    """The words and numbers of an address, each once; legal forms are words here."""
    return tuple(
        dict.fromkeys(word.lstrip(FORM) for word in analyse(text) if len(word) > 1 or word.isdigit())
    )


def is_comparable_address(text: str) -> bool:
    """Whether an address names more than a town and a country: three words and a number among them."""
    words = address_words(text)
    return len(words) >= _FEWEST_WORDS and any(any(map(str.isdigit, word)) for word in words)


def build_addresses(parties: Iterable[ListedParty], path: Path) -> None:
    """Write the addresses of ``parties`` to ``path``, in one move; entities are numbered in the order of the parties."""
    words: dict[str, int] = {}
    held: list[list[int]] = []
    entities: list[int] = []
    texts: list[str] = []
    for entity, party in enumerate(parties):
        seen = set()
        for address in party.addresses:
            own = address_words(text := address_line(address))
            if len(own) < _FEWEST_WORDS or own in seen:
                continue
            seen.add(own)
            held.append([words.setdefault(word, len(words)) for word in own])
            entities.append(entity)
            texts.append(text)
    order = {word: place for place, word in enumerate(sorted(words))}
    place_of = np.array([order[word] for word in words], dtype=np.int64)
    counts = np.fromiter(map(len, held), np.int64, len(held))
    word = (
        place_of[np.array([number for row in held for number in row], dtype=np.int64)]
        if held
        else np.zeros(0, dtype=np.int64)
    )
    row = np.repeat(np.arange(len(held)), counts)
    times = np.bincount(word, minlength=len(words))
    weight = _weights(times, len(held))
    by_word = np.argsort(word, kind="stable")
    at = np.zeros(len(words) + 1, dtype=np.int64)
    np.cumsum(times, out=at[1:])
    write_arrays(
        path,
        {"format": FORMAT, "matcher": MATCHER_VERSION, "addresses": len(held)},
        {
            **text_arrays("word_text", sorted(words)),
            "word_weight": weight,
            "word_number": np.array([any(map(str.isdigit, text)) for text in sorted(words)], dtype=np.uint8),
            "post_address": row[by_word].astype(np.int32),
            "post_at": at,
            "address_entity": np.array(entities, dtype=np.int32),
            "address_mass": np.bincount(row, weights=weight[word], minlength=len(held)).astype(np.float32),
            **text_arrays("address_text", texts),
        },
    )


def _weights(times: NDArray[np.int64], addresses: int) -> NDArray[np.float32]:
    """How much a word says, from 0 to 1, by how many addresses have it."""
    whole = np.log1p(max(addresses, 2))
    weights: NDArray[np.float32] = (1 - np.log1p(np.maximum(times, 1) - 1) / whole).astype(np.float32)
    return weights


class AddressBook:
    """An opened index of addresses."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``.

        Raises:
            NotAnArraysFileError: it is no index, or cut short.
            OSError: it cannot be read.
        """
        opened = read_arrays(path)
        self.fits = opened.facts.get("matcher") == MATCHER_VERSION and opened.facts.get("format") == FORMAT
        self._arrays: dict[str, Any] = opened.arrays
        self.addresses: int = opened.facts.get("addresses", 0)
        whole, at = bytes(opened.arrays["word_text"]), opened.arrays["word_text_at"].tolist()
        self._words = {whole[start:end].decode(): number for number, (start, end) in enumerate(pairwise(at))}

        # The number of a house is no rare word, that of a box is.
        self._short_numbers = frozenset(
            number for word, number in self._words.items() if word.isdigit() and len(word) < _LONG_NUMBER
        )

    def find(self, texts: Sequence[str]) -> list[AddressMatch]:
        """The listed addresses that are one of ``texts``, the best of each party, best first."""
        best: dict[int, AddressMatch] = {}
        matches = (match for text in texts for match in self._find(text))
        for match in sorted(matches, key=lambda match: (-match.share, match.entity)):
            best.setdefault(match.entity, match)
        return list(best.values())[:_MOST_FOUND]

    def _find(self, text: str) -> list[AddressMatch]:
        own = address_words(text)
        known = [self._words[word] for word in own if word in self._words]
        if len(known) < _FEWEST_WORDS:
            return []
        arrays = self._arrays
        weight = arrays["word_weight"]
        # A word that no listed address has is as rare as one that a single one has.
        mass = float(sum(float(weight[word]) for word in known)) + float(len(own) - len(known))
        met = np.zeros(self.addresses, dtype=np.float32)
        count = np.zeros(self.addresses, dtype=np.int32)
        numbers = np.zeros(self.addresses, dtype=bool)
        rarest = np.zeros(self.addresses, dtype=np.float32)
        for word in known:
            rows = arrays["post_address"][arrays["post_at"][word] : arrays["post_at"][word + 1]]
            met[rows] += weight[word]
            count[rows] += 1
            if arrays["word_number"][word]:
                numbers[rows] = True
            if word not in self._short_numbers:
                rarest[rows] = np.maximum(rarest[rows], weight[word])
        masses = np.asarray(arrays["address_mass"])
        lighter, heavier = np.minimum(masses, mass), np.maximum(masses, mass)
        same = (met >= _LEAST_SHARE * lighter) & (met >= _LEAST_OF_OTHER * heavier) & (count >= _FEWEST_WORDS)
        same &= numbers & (rarest >= _RARE)
        return [
            AddressMatch(
                int(arrays["address_entity"][row]), text, self._text(row), float(met[row] / heavier[row])
            )
            for row in np.flatnonzero(same).tolist()
        ]

    def _text(self, row: int) -> str:
        at = self._arrays["address_text_at"]
        return bytes(self._arrays["address_text"][at[row] : at[row + 1]]).decode("utf-8", "surrogatepass")
