"""Questions about the few words of many names: numpy asks them many times faster of columns than of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def any_of(bits: Bits) -> Bits:
    """Whether any bit of each row is set."""
    any_set: Bits = np.logical_or.reduce(np.ascontiguousarray(bits.T), axis=0)
    return any_set


def number_of(bits: Bits) -> NDArray[np.int64]:
    """How many bits of each row are set, of 255 at most."""
    columns = np.ascontiguousarray(bits.T).view(np.uint8)
    number: NDArray[np.int64] = np.add.reduce(columns, axis=0, dtype=np.uint8).astype(np.int64)
    return number


def total_of(values: NDArray[Any]) -> NDArray[Any]:
    """The sum of each row, one value after the other: what stands empty behind them changes no digit of it.

    How many places are empty depends on the longest name compared at the same time, and must not matter.
    """
    return column_sums(np.ascontiguousarray(values.T))


def column_sums(rows: NDArray[Any]) -> NDArray[Any]:
    """All rows added, one after the other, so that a column has the same sum whatever stands beside it."""
    if rows.shape[1] == 1:
        # A single column would be added in pairs, like a row.
        return column_sums(np.repeat(rows, 2, axis=1))[:1]
    total: NDArray[Any] = np.add.reduce(rows, axis=0)
    return total
