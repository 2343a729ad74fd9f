"""Memory of work that makes millions of small objects: circles of objects that are looked for in vain, and what is free and kept all the same."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def no_collection() -> Iterator[None]:
    """Nobody looks for circles of objects meanwhile, which costs up to two fifths of such work; afterwards it is as it was before."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def give_back() -> None:
    """Give memory that is free back to the system, where its library can: between small objects that stay it keeps what large ones left."""
    _trimming()(0)


@cache
def _trimming() -> Callable[[int], int]:
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # of another library than that of GNU
        return lambda kept: 0
    return trim
