"""Rows packed into words of 64 bits: rows have the same words where their cells are the same, and only there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Packed: TypeAlias = "list[NDArray[np.uint64]]"
"""Words: an array over the rows for each."""
Numbers: TypeAlias = "NDArray[np.int64]"

_SIZES: Final = (8, 16, 32)
_OF_POLARS: Final = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32}
_WIDER: Final[dict[int, type[np.unsignedinteger[Any]]]] = {8: np.uint16, 16: np.uint32, 32: np.uint64}
_FEWEST_SLOTS: Final = 1 << 17
_SHIFT: Final = np.uint64(32)
_UNKNOWN: Final = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """A small integer of ``bits`` bits: the positions of the columns in it, each with the bit that it begins at."""

    bits: int
    columns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """How rows are packed: the bits of each column, all of them set where nothing is stated, and the pieces."""

    bits: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def holds(self, sizes: Sequence[int]) -> bool:
        """Whether columns with so many words fit."""
        return all(size < 1 << bits for size, bits in zip(sizes, self.bits, strict=True))

    def expressions(self) -> list[pl.Expr]:
        """The pieces as expressions over columns named by their positions."""
        return [
            reduce(add, [self._digit(column, start, piece.bits) for column, start in piece.columns]).alias(
                f"piece_{number}"
            )
            for number, piece in enumerate(self.pieces)
        ]

    def _digit(self, column: int, start: int, of: int) -> pl.Expr:
        kind = _OF_POLARS[of]
        digit = pl.col(str(column)).cast(kind).fill_null(pl.lit((1 << self.bits[column]) - 1, kind))
        return digit * pl.lit(1 << start, kind) if start else digit

    def packed(self, pieces: pl.DataFrame, start: int, size: int) -> Packed:
        """The words of some rows, from those of :meth:`expressions`: two by two, narrow ones first."""
        by_size: dict[int, list[NDArray[Any]]] = {size: [] for size in (*_SIZES, 64)}
        for piece, column in zip(self.pieces, pieces.iter_columns(), strict=True):
            by_size[piece.bits].append(column.slice(start, size).to_numpy())
        for bits in _SIZES:
            by_size[2 * bits] += _pairs(by_size[bits], bits)
        return by_size[64]


def packing(sizes: Sequence[int]) -> Packing:
    """How rows are packed whose columns have so many words."""
    bits = tuple(max(1, size.bit_length()) for size in sizes)
    pieces: list[tuple[int, list[tuple[int, int]]]] = []
    used: list[int] = []
    for column in sorted(range(len(sizes)), key=lambda column: -bits[column]):
        size = next(size for size in _SIZES if bits[column] <= size)
        place = next((n for n, (of, _) in enumerate(pieces) if used[n] + bits[column] <= of), None)
        if place is None:
            pieces.append((size, [(column, 0)]))
            used.append(bits[column])
        else:
            pieces[place][1].append((column, used[place]))
            used[place] += bits[column]
    return Packing(bits, tuple(Piece(size, tuple(columns)) for size, columns in pieces))


def _pairs(narrow: list[NDArray[Any]], bits: int) -> Iterator[NDArray[Any]]:
    kind = _WIDER[bits]
    for first, second in zip(narrow[::2], [*narrow[1::2], None], strict=False):
        wide = first.astype(kind) if second is None else second.astype(kind)
        if second is not None:
            wide <<= kind(bits)
            wide |= first
        yield wide


class Distinct:
    """Rows by their words: those that differ have numbers from 0, as they come.

    A table with open places: where a row belongs is told by a mixture of its words, and that it is the row by all of them.
    """

    def __init__(self, width: int) -> None:
        self.size = 0
        self._factors: Final = np.frombuffer(os.urandom(8 * width), dtype=np.uint64) | np.uint64(1)
        self._words: Packed = [np.zeros(0, dtype=np.uint64) for _ in range(width)]
        self._slots = _open(_FEWEST_SLOTS)

    def numbers(self, words: Packed) -> Numbers:
        """The numbers of rows that stand where they are looked for first; -1 for others, known or not."""
        held = self._slots[self._place(words)]
        is_the_row = held != _UNKNOWN
        for own, of_number in zip(words, self._words, strict=True):
            is_the_row &= of_number.take(held, mode="clip") == own if self.size else False
        return np.where(is_the_row, held, _UNKNOWN)

    def added(self, words: Packed) -> tuple[Numbers, Numbers]:
        """The numbers of rows, new ones where they are not known; and the positions of a row for each new number."""
        rows = len(words[0])
        self._make_room(rows)
        numbers = np.full(rows, _UNKNOWN, dtype=np.int64)
        firsts: list[Numbers] = []
        left = np.arange(rows)
        place = self._place(words)
        while len(left):
            free = np.flatnonzero(self._slots[place] == _UNKNOWN)
            if len(free):
                places, first = np.unique(place[free], return_index=True)
                chosen = left[free[first]]
                self._keep(words, chosen, places)
                firsts.append(chosen)
            held = self._slots[place]
            same = np.ones(len(left), dtype=np.bool_)
            for own, of_number in zip(words, self._words, strict=True):
                same &= of_number[held] == own[left]
            numbers[left[same]] = held[same]
            left, place = left[~same], self._next(place[~same])
        return numbers, np.concatenate(firsts) if firsts else left

    def _keep(self, words: Packed, rows: Numbers, places: Numbers) -> None:
        end = self.size + len(rows)
        for own, of_number in zip(words, self._words, strict=True):
            of_number[self.size : end] = own[rows]
        self._slots[places] = np.arange(self.size, end)
        self.size = end

    def _place(self, words: Packed) -> Numbers:
        mixed = words[0] * self._factors[0]
        for word, factor in zip(words[1:], self._factors[1:], strict=True):
            mixed ^= mixed >> _SHIFT
            mixed += word
            mixed *= factor
        mixed ^= mixed >> _SHIFT
        mixed *= self._factors[0]
        mixed >>= np.uint64(64 - (len(self._slots).bit_length() - 1))
        places: Numbers = mixed.view(np.int64)
        return places

    def _next(self, place: Numbers) -> Numbers:
        next_place: Numbers = (place + 1) & (len(self._slots) - 1)
        return next_place

    def _make_room(self, rows: int) -> None:
        """Places for so many rows more, so that at least half of all stay open."""
        room = self.size + rows
        if room > len(self._words[0]):
            more = np.zeros(max(room, 2 * self.size) - self.size, dtype=np.uint64)
            self._words = [np.concatenate([of_number[: self.size], more]) for of_number in self._words]
        if 2 * room <= len(self._slots):
            return
        self._slots = _open(1 << (4 * room).bit_length())
        left = np.arange(self.size)
        place = self._place([of_number[: self.size] for of_number in self._words])
        while len(left):
            free = np.flatnonzero(self._slots[place] == _UNKNOWN)
            places, first = np.unique(place[free], return_index=True)
            self._slots[places] = left[free[first]]
            moved = self._slots[place] == left
            left, place = left[~moved], self._next(place[~moved])


def _open(size: int) -> Numbers:
    return np.full(size, _UNKNOWN, dtype=np.int64)
