"""The words of columns on Polars, and for each row the number of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

Coded: TypeAlias = tuple[tuple[str, ...], pl.Series]
"""Words, and for each row the number of its own, from 0, null where nothing is stated."""

_LONGEST: Final = 4000
"""Letters of a text that the contract takes (``cell_validation``)."""
_MANY_WORDS: Final = 200_000
_FIRST: Final = 1 << 16
"""Rows whose words are looked for first: mostly they are all that there are, and every cell is looked up once."""
_LOOKED_THROUGH: Final = 1 << 18
_LONGEST_JOINED: Final = 1 << 27
_BLANK, _DELETE = 0x20, 0x7F
"""The first printable sign of ASCII, and the one after the last."""


def words_of_columns(rows: pl.DataFrame, names: Iterable[str], memory: dict[str, Any]) -> list[Coded | None]:
    """Per column its words and, for each row, the number of its own; None where they are many.

    ``memory``: the words of earlier parts, by column; while a part has no other words they need not be looked for.
    """
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return list(threads.map(lambda name: _words_of(rows[name], memory), names))


def _words_of(cells: pl.Series, memory: dict[str, Any]) -> Coded | None:
    """The words of a column, and for each row the number of its own, from 0; None where they are many."""
    if isinstance(cells.dtype, pl.Enum):
        words, numbers = cells.dtype.categories, cells.to_physical()
    elif cells.dtype == pl.Boolean:
        words, numbers = pl.Series(["false", "true"]), cells.cast(pl.UInt8)
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


def is_plain(texts: pl.Series) -> bool:
    """Whether texts are short and of printable ASCII: nothing in them can be wrong, whatever they say.

    One long text is looked through several times faster than many short ones.
    """
    if texts.dtype != pl.String:
        return False
    starts = range(0, len(texts), _LOOKED_THROUGH)
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return all(threads.map(lambda start: _are_plain(texts.slice(start, _LOOKED_THROUGH)), starts))


def _are_plain(texts: pl.Series) -> bool:
    lengths = texts.str.len_bytes()
    if (lengths.max() or 0) > _LONGEST or (lengths.sum() or 0) > _LONGEST_JOINED:  # type: ignore[operator]
        return False
    joined = texts.str.join("").item() or ""
    if not joined.isascii():
        return False
    signs = np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
    return bool(signs.min(initial=_BLANK) >= _BLANK and signs.max(initial=_BLANK) < _DELETE)
