"""Rows that state the same, on Polars: each different one is judged once, for the whole file.

Order books repeat themselves. Telling rows apart costs a quarter of judging them; where a sample shows that most are
different, nothing is looked for.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import narwhals as nw
import numpy as np
import polars as pl

from dualuse.bulk import cell_validation
from dualuse.bulk.backends.backend import ROW, Engine, Frame, Repeated
from dualuse.bulk.backends.dictionary_encoding import Coded, is_plain, numbers_of_words, rows_of
from dualuse.bulk.backends.row_keys import Distinct, Numbers, Packed, Packing, packing
from dualuse.bulk.columns import Header
from dualuse.bulk.evaluate_rows import columns_read
from dualuse.bulk.fields import FORM, with_cell_numbers

FEWEST: Final = 100_000
"""Rows from which it is worth while to tell them apart."""
_SAMPLE, _RUN = 1 << 15, 1 << 10
"""Rows that are looked at first, in runs from all over the table."""
_MOST_EXPECTED, _MOST_NEW = 0.25, 0.5
"""The share of different rows up to which it is: of those expected, and of those found, so that it is gone on with."""
_MOST_KNOWN: Final = 1 << 21
"""Rows that are remembered from one part of a file to the next."""
_SLICE: Final = 1 << 18
_BLOCK: Final = 1 << 15
"""Rows packed at once: as many as stay at hand in the caches of a processor."""


def repeated(
    engine: Engine, frame: Frame, header: Header, given: tuple[str, ...], memory: dict[str, Any]
) -> Repeated | None:
    """The rows by what they state, or None where too few repeat others.

    Args:
        engine: where the rows are.
        frame: with :data:`ROW` and the cells of the file.
        header: the columns of the contract among them.
        given: their names in ``frame``, in the order of the header.
        memory: of the parts of the file before.
    """
    rows = rows_of(frame)
    read = columns_read(header)
    names = [name for column, name in zip(header.columns, given, strict=True) if column.name in read]
    if rows.height < FEWEST or not names:
        return None
    if "pays" not in memory:
        memory["pays"] = _pays(rows, names)
    if not memory["pays"]:
        return None
    coded = numbers_of_words(rows, names, memory.setdefault("words", {}))
    if coded is None:
        return None
    seen = _seen(coded, memory)
    right = _right(engine, rows, header, given, read)
    known = seen.distinct.size
    numbers, firsts = seen.numbers([of_rows for _, of_rows in coded], right)
    memory["pays"] = len(firsts) <= _MOST_NEW * rows.height
    new: Frame | None = None
    if len(firsts):
        new = nw.from_native(rows[firsts].drop(ROW).with_row_index(ROW).cast({ROW: pl.Int64}).lazy())
    if seen.distinct.size > _MOST_KNOWN:
        del memory["seen"]
    return Repeated(rows[ROW], numbers, new, known)


class Seen:
    """The rows that have come up in a file so far, by number."""

    def __init__(self, texts: list[tuple[str, ...]]) -> None:
        self.texts = texts
        self.packing: Final[Packing] = packing([len(of_column) for of_column in texts])
        self.distinct: Final = Distinct(_width(self.packing))

    def still_holds(self, texts: list[tuple[str, ...]]) -> bool:
        """Whether the numbers of words are the same as they were, and new words fit."""
        if len(texts) != len(self.texts) or not self.packing.holds([len(of_column) for of_column in texts]):
            return False
        return all(new[: len(old)] == old for old, new in zip(self.texts, texts, strict=True))

    def numbers(self, columns: list[pl.Series], right: pl.Series | None) -> tuple[pl.Series, Numbers]:
        """For each row its number, null where it is not ``right``, and a row for each number that is new."""
        frame = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
        found = np.full(frame.height, -1, dtype=np.int64)
        asked = None if right is None else right.to_numpy()
        firsts: list[Numbers] = []
        starts = range(0, frame.height, _SLICE)
        first = 1 if self.distinct.size == 0 else 0
        for group in (
            starts[:first],
            starts[first:],
        ):  # the first rows ever are learned from before the others
            with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
                slices = threads.map(
                    lambda start: self._looked_up(frame.slice(start, _SLICE), start, found), group
                )
                unseen = [block for of_slice in slices for block in of_slice]
            for rows, words in unseen:
                kept = slice(None) if asked is None else asked[rows]
                numbers, new = self.distinct.added([word[kept] for word in words])
                found[rows[kept]] = numbers
                firsts.append(rows[kept][new])
        if asked is not None:
            found[~asked] = -1
        numbered = pl.Series(found).cast(pl.UInt32, strict=False)
        return numbered, np.concatenate(firsts) if firsts else np.zeros(0, dtype=np.int64)

    def _looked_up(self, frame: pl.DataFrame, start: int, found: Numbers) -> list[tuple[Numbers, Packed]]:
        """Fill in the numbers of known rows; the others are left, block by block, with their words."""
        pieces = frame.select(self.packing.expressions())
        left: list[tuple[Numbers, Packed]] = []
        for place in range(0, frame.height, _BLOCK):
            words = self.packing.packed(pieces, place, _BLOCK)
            numbers = self.distinct.numbers(words)
            found[start + place : start + place + len(numbers)] = numbers
            unseen = np.flatnonzero(numbers < 0)
            if len(unseen):
                left.append((unseen + (start + place), [word[unseen] for word in words]))
        return left


def _width(of: Packing) -> int:
    nothing = pl.DataFrame({str(place): pl.Series([], dtype=pl.UInt32) for place in range(len(of.bits))})
    return len(of.packed(nothing.select(of.expressions()), 0, 0))


def _seen(coded: list[Coded], memory: dict[str, Any]) -> Seen:
    texts = [of_column for of_column, _ in coded]
    seen: Seen | None = memory.get("seen")
    if seen is None or not seen.still_holds(texts):
        seen = memory["seen"] = Seen(texts)
    seen.texts = texts
    return seen


def _pays(rows: pl.DataFrame, names: list[str]) -> bool:
    """Whether few rows of the table are likely to differ, by a sample of it."""
    apart = max(_RUN, rows.height // (_SAMPLE // _RUN))
    runs = [rows.slice(start, _RUN).select(names) for start in range(0, rows.height, apart)]
    sample = pl.concat([*runs[::2], *runs[1::2]])
    coded = numbers_of_words(sample, names, {})
    if coded is None:
        return False
    seen = Seen([texts for texts, _ in coded])
    half = sample.height // 2
    seen.numbers([of_rows.head(half) for _, of_rows in coded], None)
    of_half = seen.distinct.size
    seen.numbers([of_rows.slice(half) for _, of_rows in coded], None)
    return share_of_new(rows.height, sample.height, of_half, seen.distinct.size) <= _MOST_EXPECTED


def share_of_new(rows: int, sample: int, of_half: int, of_sample: int) -> float:
    """The share of different rows to be expected in a table, from those in a sample and in half of it.

    The mean of two guesses on either side: that all that differ are equally frequent, and that they go on to come up as
    they did in the second half of the sample, which is so where ever rarer ones follow.
    """
    if of_sample >= sample:
        return 1.0
    different = sample**2 / (2 * (sample - of_sample))
    least = different * -math.expm1(-rows / different)
    most = of_sample * (rows / sample) ** math.log2(of_sample / of_half)
    return math.sqrt(least * most) / rows


def _right(
    engine: Engine, rows: pl.DataFrame, header: Header, given: tuple[str, ...], read: frozenset[str]
) -> pl.Series | None:
    """Where the cells of the columns of which only the form matters have it; None: everywhere."""
    rest = [
        pair
        for pair in zip(header.columns, given, strict=True)
        if pair[0].name not in read and cell_validation.checked_here(pair[0])
    ]
    rest = [
        (column, name)
        for column, name in rest
        if not (cell_validation.is_prose(column) and is_plain(rows[name]))
    ]
    if not rest:
        return None
    of_rest = Header(tuple(column for column, _ in rest), ())
    names = tuple(name for _, name in rest)
    frame, of_rest = engine.coded(nw.from_native(rows.select(names).lazy()), of_rest, names, {})
    frame = frame.select(*cell_validation.prepared_cells(of_rest, names))
    wrong = engine.collect(with_cell_numbers(frame, of_rest, engine).select(FORM))[FORM]
    return ~wrong if wrong.any() else None
