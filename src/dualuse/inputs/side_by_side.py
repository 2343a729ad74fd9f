"""Work on the columns of a table side by side, where the table is long enough for threads to be worth their start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

Value = TypeVar("Value")

_FEWEST: Final = 10_000
"""Rows from which on it is done in threads."""


def side_by_side(work: Callable[..., Value], *of_columns: Iterable[Any], rows: int) -> list[Value]:
    """What ``work`` makes of each column of a table with so many rows, in their order."""
    if rows < _FEWEST:
        return list(map(work, *of_columns))
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return list(threads.map(work, *of_columns))
