"""A lock between processes that ends with the process that holds it, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock ``path`` (a file made for it, left in place and empty); waits while another process holds it.

    Raises:
        OSError: the file cannot be made, or the file system knows no locks.
    """
    from filelock import FileLock  # imported late: reading needs none

    with FileLock(path):
        yield
