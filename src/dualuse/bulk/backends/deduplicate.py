"""Rows that state the same, on Polars: each different one is judged once, for the whole file.

Order books repeat themselves. Telling rows apart costs a quarter of judging them; where a sample shows that most are
different, nothing is looked for.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import compress
from typing import Any, Final, TypeAlias, cast

import numpy as np
import polars as pl

from dualuse.bulk.backends.backend import ROW, Frame, Repeated
from dualuse.bulk.backends.row_keys import Distinct, Numbers, Packed, Packing, packing
from dualuse.inputs.side_by_side import side_by_side

Coded: TypeAlias = tuple[tuple[str, ...], pl.Series]
"""Words, and for each row the number of its own, from 0, null where nothing is stated."""

_LONGEST: Final = 4000
"""Letters of a text that the contract takes (``cell_validation``)."""
_MANY_WORDS: Final = 200_000
_FIRST: Final = 1 << 16
"""Rows whose words are looked for first: mostly they are all that there are, and every cell is looked up once."""
_SHORT: Final = 256
"""Rows, and words known before, of a column that is looked at cell by cell."""
_LOOKED_THROUGH: Final = 1 << 18
_LONGEST_JOINED: Final = 1 << 27
_BLANK, _DELETE = 0x20, 0x7F
"""The first printable sign of ASCII, and the one after the last."""


def words_of_columns(rows: pl.DataFrame, names: Iterable[str], memory: dict[str, Any]) -> list[Coded | None]:
    """Per column its words and, for each row, the number of its own; None where they are many.

    ``memory``: the words of earlier parts, by column; while a part has no other words they need not be looked for.
    """
    return side_by_side(lambda name: _words_of(rows[name], memory), names, rows=rows.height)


def _words_of(cells: pl.Series, memory: dict[str, Any]) -> Coded | None:
    """The words of a column, and for each row the number of its own, from 0; None where they are many."""
    if isinstance(cells.dtype, pl.Enum):
        words, numbers = cells.dtype.categories, cells.to_physical()
    elif cells.dtype == pl.Boolean:
        words, numbers = pl.Series(["false", "true"]), cells.cast(pl.UInt8)
    elif cells.dtype == pl.String and max(len(cells), len(memory.get(cells.name, ()))) <= _SHORT:
        return _words_of_few(cells, memory)
    elif cells.dtype in (pl.String, pl.Categorical):
        text = cells.cast(pl.String)
        known: pl.Series = memory.get(cells.name, text.head(_FIRST).unique().drop_nulls().sort())
        of_known = text.cast(pl.Enum(known), strict=False)
        if of_known.null_count() > text.null_count():
            new = text.filter(of_known.is_null()).unique().drop_nulls().sort()
            if len(known) + len(new) > _MANY_WORDS:
                return None
            known = pl.concat([known, new])
            of_known = text.cast(pl.Enum(known))
        memory[cells.name] = known
        words, numbers = of_known.dtype.categories, of_known.to_physical()  # type: ignore[attr-defined]
    else:
        distinct = cells.unique().drop_nulls().sort()
        words = distinct.cast(pl.String)
        if len(words) > _MANY_WORDS:
            return None
        places = list(range(len(words)))
        numbers = cells.replace_strict(distinct, places, default=None, return_dtype=pl.UInt32)
    return tuple(text.strip() for text in words.to_list()), numbers


def _words_of_few(cells: pl.Series, memory: dict[str, Any]) -> Coded:
    """The same of a short column of texts: to ask the engine takes longer than to look at them."""
    of_rows = cells.to_list()
    different = set(of_rows) - {None}
    before = memory[cells.name].to_list() if cells.name in memory else []
    words = [*before, *sorted(different.difference(before))]
    memory[cells.name] = pl.Series(words, dtype=pl.String)
    numbers = {word: number for number, word in enumerate(words)}
    coded = pl.Series(cells.name, [numbers.get(cell) for cell in of_rows], dtype=pl.UInt32)
    return tuple(word.strip() for word in words), coded


def plain_columns(rows: pl.DataFrame, names: Iterable[str]) -> frozenset[str]:
    """Those of the columns whose texts are plain (:func:`is_plain`)."""
    names = tuple(names)
    return frozenset(
        compress(names, side_by_side(lambda name: is_plain(rows[name]), names, rows=rows.height))
    )


def is_plain(texts: pl.Series) -> bool:
    """Whether texts are short and of printable ASCII: nothing in them can be wrong, whatever they say.

    One long text is looked through several times faster than many short ones.
    """
    if texts.dtype != pl.String:
        return False
    starts = range(0, len(texts), _LOOKED_THROUGH)
    return all(_are_plain(texts.slice(start, _LOOKED_THROUGH)) for start in starts)


def _are_plain(texts: pl.Series) -> bool:
    lengths = texts.str.len_bytes()
    if (lengths.max() or 0) > _LONGEST or (lengths.sum() or 0) > _LONGEST_JOINED:  # type: ignore[operator]
        return False
    joined = texts.str.join("").item() or ""
    if not joined.isascii():
        return False
    signs = np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
    return bool(signs.min(initial=_BLANK) >= _BLANK and signs.max(initial=_BLANK) < _DELETE)


FEWEST: Final = 10_000
"""Rows from which it is worth while to tell them apart."""
_SAMPLE, _RUN = 1 << 15, 1 << 10
"""Rows that are looked at first, in runs from all over the table."""
_MOST_EXPECTED, _MOST_NEW = 0.25, 0.5
"""The share of different rows up to which it is: of those expected, and of those found, so that it is gone on with."""
_MOST_KNOWN: Final = 1 << 19
"""Rows that are remembered from one part of a file to the next."""
_SLICE: Final = 1 << 18
_BLOCK: Final = 1 << 15
"""Rows packed at once: as many as stay at hand in the caches of a processor."""


def pays(rows: pl.DataFrame, names: Sequence[str], memory: dict[str, Any]) -> bool:
    """Whether few rows of the tables that have come so far differ, or are likely to."""
    if "pays" not in memory:
        memory["pays"] = _pays(rows, names, memory.get("expected", 0))
    return bool(memory["pays"])


def repeated(
    rows: pl.DataFrame, names: Sequence[str], right: pl.Series | None, memory: dict[str, Any]
) -> Repeated | None:
    """The rows by what they state, or None where columns hold numbers of words and these are many.

    Args:
        rows: with :data:`ROW` and the cells of the file.
        names: of the columns of which more than the form of their cells matters.
        right: where the cells of all other columns have their form; None: everywhere.
        memory: of the parts of the file before.
    """
    if _is_coded(rows, names):
        coded = _few_words(rows, names, memory.setdefault("words", {}))
        if coded is None:
            return None
        of_words = _seen_of_table(coded, memory)
        distinct, size_before = of_words.distinct, of_words.distinct.size
        numbers, firsts = of_words.numbers([of_rows for _, of_rows in coded], right)
    else:
        texts = _texts(rows, names)
        of_texts = _seen_texts(texts, memory)
        distinct, size_before = of_texts.distinct, of_texts.distinct.size
        numbers, firsts = of_texts.numbers(texts, right)
    memory["pays"] = len(firsts) <= _MOST_NEW * rows.height
    new: Frame | None = None
    if len(firsts):
        new = cast(Frame, rows[firsts].drop(ROW).with_row_index(ROW).cast({ROW: pl.Int64}).lazy())
    if distinct.size > _MOST_KNOWN:
        del memory["seen"]
    return Repeated(rows[ROW], numbers, new, size_before)


def _few_words(rows: pl.DataFrame, names: Sequence[str], memory: dict[str, Any]) -> list[Coded] | None:
    """The words of all columns; None where one has many."""
    of_columns = words_of_columns(rows, names, memory)
    few = [coded for coded in of_columns if coded is not None]
    return few if len(few) == len(of_columns) else None


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
        row_numbers = np.full(frame.height, -1, dtype=np.int64)
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
                    lambda start: self._looked_up(frame.slice(start, _SLICE), start, row_numbers), group
                )
                unseen = [block for of_slice in slices for block in of_slice]
            for rows, words in unseen:
                kept = slice(None) if asked is None else asked[rows]
                numbers, new = self.distinct.added([word[kept] for word in words])
                row_numbers[rows[kept]] = numbers
                firsts.append(rows[kept][new])
        if asked is not None:
            row_numbers[~asked] = -1
        numbered = pl.Series(row_numbers).cast(pl.UInt32, strict=False)
        return numbered, np.concatenate(firsts) if firsts else np.zeros(0, dtype=np.int64)

    def _looked_up(
        self, frame: pl.DataFrame, start: int, row_numbers: Numbers
    ) -> list[tuple[Numbers, Packed]]:
        """Fill in the numbers of known rows; the others are left, block by block, with their words."""
        pieces = frame.select(self.packing.expressions())
        left: list[tuple[Numbers, Packed]] = []
        for place in range(0, frame.height, _BLOCK):
            words = self.packing.packed(pieces, place, _BLOCK)
            numbers = self.distinct.numbers(words)
            row_numbers[start + place : start + place + len(numbers)] = numbers
            unseen = np.flatnonzero(numbers < 0)
            if len(unseen):
                left.append((unseen + (start + place), [word[unseen] for word in words]))
        return left


class SeenTexts:
    """The rows of text that have come up in a file so far, by number.

    A hash of 64 bits with a seed of its own stands for a row, as keys do for reasons (``engine.tables.keys``): that two of half a million
    different rows share theirs is about as likely as one in a hundred million, and nobody who does not know the seed can write such rows.
    """

    def __init__(self, schema: pl.Schema) -> None:
        self.schema: Final = schema
        self.distinct: Final = Distinct(1)
        self._seed: Final = int.from_bytes(os.urandom(8), "little")

    def numbers(self, rows: pl.DataFrame, right: pl.Series | None) -> tuple[pl.Series, Numbers]:
        """For each row its number, null where it is not ``right``, and a row for each number that is new."""
        hashes = rows.hash_rows(self._seed).to_numpy()
        row_numbers = self.distinct.numbers([hashes])
        asked = np.ones(rows.height, dtype=np.bool_) if right is None else right.to_numpy()
        unseen = np.flatnonzero((row_numbers < 0) & asked)
        numbers, new = self.distinct.added([hashes[unseen]])
        row_numbers[unseen] = numbers
        row_numbers[~asked] = -1
        return pl.Series(row_numbers).cast(pl.UInt32, strict=False), unseen[new]


def _seen_texts(rows: pl.DataFrame, memory: dict[str, Any]) -> SeenTexts:
    seen: SeenTexts | None = memory.get("seen")
    if not isinstance(seen, SeenTexts) or seen.schema != rows.schema:
        seen = memory["seen"] = SeenTexts(rows.schema)
    return seen


def _is_coded(rows: pl.DataFrame, names: Iterable[str]) -> bool:
    """Whether the columns are numbers of words already: packed, they are told apart sooner than by hashes."""
    return all(isinstance(rows.schema[name], (pl.Enum, pl.Boolean)) for name in names)


def _texts(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The columns ``names``; what is a number of a word in one part and may be that of another elsewhere is text."""
    return rows.select(names).with_columns(pl.col(pl.Categorical).cast(pl.String))


def _width(of: Packing) -> int:
    nothing = pl.DataFrame({str(place): pl.Series([], dtype=pl.UInt32) for place in range(len(of.bits))})
    return len(of.packed(nothing.select(of.expressions()), 0, 0))


def _seen_of_table(coded: list[Coded], memory: dict[str, Any]) -> Seen:
    texts = [of_column for of_column, _ in coded]
    seen: Seen | None = memory.get("seen")
    if not isinstance(seen, Seen) or not seen.still_holds(texts):
        seen = memory["seen"] = Seen(texts)
    seen.texts = texts
    return seen


def _pays(rows: pl.DataFrame, names: Sequence[str], expected: int) -> bool:
    """Whether few rows of the table are likely to differ, by a sample of the first ones; ``expected``: how many there will be."""
    apart = max(_RUN, rows.height // (_SAMPLE // _RUN))
    runs = [rows.slice(start, _RUN).select(names) for start in range(0, rows.height, apart)]
    sample = pl.concat([*runs[::2], *runs[1::2]])
    texts, half = _texts(sample, names), sample.height // 2
    of_half, of_sample = texts.head(half).n_unique(), texts.n_unique()
    return share_of_new(max(rows.height, expected), sample.height, of_half, of_sample) <= _MOST_EXPECTED


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
