"""Keys of what is the same for many rows: sums of random numbers of 64 bits, one for each thing that is said.

Two rows that say the same have the same key; that two others meet in one is about as likely as n²/2⁶⁵ for n different
ones, one in a hundred thousand for ten million (Zobrist, A New Hashing Method with Application for Game Playing, 1970).
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sums: TypeAlias = NDArray[np.uint64]

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)


class Keys:
    """Random numbers for what can be said, the same whenever it is asked for again."""

    def __init__(self) -> None:
        self._seed: Final = os.urandom(32)
        self._known: Final[dict[tuple[object, ...], np.uint64]] = {}
        self._of_values: Final[dict[tuple[object, ...], Sums]] = {}

    def number_of(self, *statement: object) -> np.uint64:
        """The number of ``statement``."""
        number = self._known.get(statement)
        if number is None:
            digest = blake2b(repr(statement).encode(), digest_size=8, key=self._seed).digest()
            number = self._known[statement] = np.uint64(int.from_bytes(digest, "little"))
        return number

    def of_values(self, size: int, *statement: object) -> Sums:
        """The numbers of ``statement`` for each value from 0; that of 0, which says nothing, is 0."""
        values = self._of_values.get((size, *statement))
        if values is None:
            numbers = [np.uint64(0), *(self.number_of(*statement, value) for value in range(1, size))]
            values = self._of_values[size, *statement] = np.array(numbers, dtype=np.uint64)
            values.flags.writeable = False
        return values

    def of_numbers(self, numbers: NDArray[np.int64], *statement: object) -> Sums:
        """The numbers of ``statement`` for any integers that are not negative, mixed as in SplitMix64; that of 0 is 0."""
        mixed = (numbers.astype(np.uint64) + self.number_of(*statement)) * _GOLDEN
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return np.where(numbers == 0, np.uint64(0), mixed ^ (mixed >> np.uint64(31)))
