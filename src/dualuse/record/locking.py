"""A lock between processes that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_WRITTEN_WITHIN: Final = 3600.0
"""Seconds after which an unfinished file is left for good, where the system cannot say whether somebody writes it."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock ``path`` (a file made for it, left in place and empty); waits while another process holds it.

    Raises:
        OSError: the file cannot be made, or the file system knows no locks.
    """
    from filelock import FileLock  # imported late: reading needs none

    with FileLock(path):
        yield


def hold_while_open(descriptor: int) -> None:
    """Mark an unfinished file as being written, until it is closed or the process ends, however that ends."""
    if os.name == "nt":
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # a file system without locks: age decides


def is_abandoned(path: Path) -> bool:
    """Whether nobody writes an unfinished file any more: whoever did was killed, or its machine stopped."""
    try:
        if os.name == "nt":
            return time.time() - path.stat().st_mtime > _WRITTEN_WITHIN
        import fcntl

        with path.open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return False  # finished, or removed, meanwhile
    except OSError:
        return time.time() - path.stat().st_mtime > _WRITTEN_WITHIN
