"""Many parties at once: in this process, or by several on this machine. The hits are the same, and so is their order.

Parties come and go in chunks, a few of them at a time, so that a file of any size needs little memory.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.screening.matching.screened import Query, Screened

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

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
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    with _pool(workers) as pool:
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
            for _, future in waiting:
                future.cancel()


_kept: Final[ContextVar[dict[int, ProcessPoolExecutor] | None]] = ContextVar("kept", default=None)
"""The processes that stay, by how many they are."""


@contextmanager
def processes_kept() -> Iterator[None]:
    """Processes that are started meanwhile stay until the end, for who asks again and again: they are not started anew each time, and
    this process need not open the index itself.
    """
    kept: dict[int, ProcessPoolExecutor] = {}
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
        for pool in kept.values():
            pool.shutdown(cancel_futures=True)


def are_running() -> bool:
    """Whether there are processes that stay."""
    return bool(_kept.get())


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    kept = _kept.get()
    if kept is None:
        with _started(workers) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    else:
        if workers not in kept:
            kept[workers] = _started(workers)
        yield kept[workers]


def _started(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Fresh processes: those that are split off from this may inherit a lock that a thread here holds.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_parent)


def _follow_parent() -> None:
    """What becomes of this process is for the one that started it to say: that one is interrupted, and where it was killed this one ends
    too, which would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def in_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in their order, as many at a time as one process takes at once."""
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
