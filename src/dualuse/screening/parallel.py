"""Many parties at once: in this process, or by several on this machine. The hits are the same, and so is their order.

Parties come and go in chunks, a few of them at a time, so that a file of any size needs little memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.screening.matching.screened import Query, Screened

if TYPE_CHECKING:
    from dualuse.screening.matching.screener import Screener

T = TypeVar("T")
CHUNK: Final = 256
"""Parties that one process takes at once."""

_opened: dict[tuple[Path, int, int], Screener] = {}
"""By path and what the file is: another one may stand at the same place meanwhile."""


def screen_chunk(index: Path, queries: Sequence[Query]) -> list[Screened]:
    """Screen parties over an index, which stays open in this process; the one function that all ways of running use."""
    file = index.stat()
    key = (index, file.st_ino, file.st_mtime_ns)
    screener = _opened.get(key)
    if screener is None:
        from dualuse.screening.matching.screener import Screener

        _opened.clear()
        screener = _opened[key] = Screener.open(index)
    return screener.screen(list(queries))


def screen_many(index: Path, queries: Iterable[Query], workers: int = 1) -> Iterator[tuple[Query, Screened]]:
    """Screen parties in their order, by ``workers`` processes (1: this one).

    Raises:
        InputError: a process was ended from outside.
    """
    chunks = in_chunks(queries)
    if workers <= 1:
        for chunk in chunks:
            yield from zip(chunk, screen_chunk(index, chunk), strict=True)
    else:
        yield from _by_processes(index, chunks, workers)


def _by_processes(
    index: Path, chunks: Iterator[list[Query]], workers: int
) -> Iterator[tuple[Query, Screened]]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A fresh process: one that is split off from this may inherit a lock that a thread here holds.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[list[Query], Future[list[Screened]]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, max(0, 3 * workers - len(waiting))):
                    waiting.append((chunk, pool.submit(screen_chunk, index, chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                yield from zip(chunk, future.result(), strict=True)
        except BrokenProcessPool:
            raise input_error(
                "worker_ended",
                N_("a process that screens was ended from outside"),
                N_("Check the memory, or use fewer with --workers; what was answered before holds"),
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def in_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in their order, as many at a time as one process takes at once."""
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
