"""Files that are there whole or not at all: written beside their place under another name, then moved in one step.

Whoever is killed meanwhile leaves an unfinished file, ``.*.part``; it is marked while it is written, so that others can
tell what is left for good from what is under way.
"""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem

CANNOT_WRITE: Final = N_("the file cannot be written ({reason})")
CHECK_THE_FOLDER: Final = N_("Check the folder, its permissions and the space on the disk")
_WRITTEN_WITHIN: Final = 3600.0
"""Seconds after which an unfinished file is left for good, where the system cannot say whether somebody writes it."""
_SHOWN_NAME: Final = 40
"""Characters of a file's name that the name of its unfinished one repeats."""


@contextmanager
def replacing(
    *paths: Path, lasting: bool = True, shared: bool = False, sweep: bool = True
) -> Iterator[tuple[Path, ...]]:
    """Unfinished files to be written in the block, one for each of ``paths``; at its end all take their places, in that
    order. Where the block fails, or one cannot be brought to the disk, none does.

    ``lasting``: they also outlive a failure of the power. ``shared``: others may read them as any file of the user; else they are the user's
    alone. ``sweep``: what killed writers of the same files left is removed.

    Raises:
        OSError: one cannot be written; what stood there is untouched.
    """
    if sweep:
        for path in paths:
            for left in parts_left(path.parent, path.name):
                left.unlink(missing_ok=True)
    descriptors: list[int] = []
    parts: list[Path] = []
    try:
        for path in paths:
            descriptor, name = begin_part(path.parent, path.name)
            descriptors.append(descriptor)
            parts.append(Path(name))
        yield tuple(parts)
        for part, path, descriptor in zip(parts, paths, descriptors, strict=True):
            if lasting:
                os.fsync(descriptor)
            if shared:
                part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask())
        while descriptors:
            os.close(descriptors.pop())
        for path in paths:
            if path.is_dir():  # the only place that a finished file cannot take: seen before any is moved
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        for part, path in zip(parts, paths, strict=True):
            os.replace(part, path)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
        for part in parts:
            part.unlink(missing_ok=True)
    if lasting:
        for folder in {path.parent for path in paths}:
            sync_folder(folder)


def replace_file(
    path: Path, content: bytes, *, lasting: bool = True, shared: bool = False, sweep: bool = True
) -> None:
    """Put ``content`` in the place of ``path`` in one step; ``lasting``, ``shared`` and ``sweep`` as of :func:`replacing`.

    Raises:
        OSError: it cannot be written; what stood there is untouched.
    """
    with replacing(path, lasting=lasting, shared=shared, sweep=sweep) as (part,):
        part.write_bytes(content)


def replace_files(contents: Mapping[Path, bytes], *, shared: bool = False) -> None:
    """Put several files in their places, all or none, in the order of ``contents``; ``shared`` as of :func:`replacing`.

    Raises:
        OSError: one cannot be written; what stood there is untouched.
    """
    with replacing(*contents, shared=shared) as parts:
        for part, content in zip(parts, contents.values(), strict=True):
            part.write_bytes(content)


def write_through(path: Path, content: bytes) -> None:
    """Write a file and bring it to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def begin_part(folder: Path, name: str = "") -> tuple[int, str]:
    """A new unfinished file in ``folder`` (for one called ``name``), marked as being written: its descriptor and path.

    Raises:
        OSError: it cannot be made.
    """
    try:
        descriptor, path = tempfile.mkstemp(prefix=_start_of_name(name), suffix=".part", dir=folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder / name)) from None
    _hold_while_open(descriptor)
    return descriptor, path


def parts_left(folder: Path, name: str = "") -> Iterator[Path]:
    """Unfinished files (of those called ``name``) whose writer was killed: nobody will finish them."""
    for path in sorted(folder.glob(".*.part")):
        if path.name.startswith(_start_of_name(name)) and _is_abandoned(path):
            yield path


def _start_of_name(name: str) -> str:
    return f".{name[:_SHOWN_NAME]}." if name else "."


def _hold_while_open(descriptor: int) -> None:
    """Mark an unfinished file as being written, until it is closed or the process ends, however that ends."""
    if os.name == "nt":
        return
    import fcntl

    with suppress(OSError):  # a file system without locks: age decides
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_abandoned(path: Path) -> bool:
    """Whether nobody writes an unfinished file any more: its writer was killed, or its machine stopped."""
    try:
        if os.name == "nt":
            return time.time() - path.stat().st_mtime > _WRITTEN_WITHIN
        import fcntl

        with path.open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except (BlockingIOError, FileNotFoundError):
        return False  # somebody writes it; or it was finished, or removed, meanwhile
    except OSError:
        return time.time() - path.stat().st_mtime > _WRITTEN_WITHIN


def sync_folder(folder: Path) -> None:
    """See to it that the names in ``folder`` are on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def umask() -> int:
    """The permissions that new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def unwritable(path: Path, error: OSError) -> Problem:
    """The problem that a file cannot be written."""
    return new_problem(
        "file_unwritable",
        CANNOT_WRITE,
        CHECK_THE_FOLDER,
        file=str(path),
        reason=error.strerror or str(error),
    )


@contextmanager
def errors_of_writing(path: Path) -> Iterator[None]:
    """Raises what the system refuses in the block as the input error that ``path`` cannot be written."""
    try:
        yield
    except OSError as error:
        raise InputError([unwritable(path, error)]) from None


@contextmanager
def locked(path: Path, *, private: bool = False) -> Iterator[None]:
    """Hold the lock ``path`` (a file made for it, left in place and empty); waits while another process holds it.

    ``private``: the file is the user's alone.

    Raises:
        OSError: the file cannot be made, or the file system knows no locks.
    """
    from filelock import FileLock  # imported late: reading needs none

    with FileLock(path, mode=0o600) if private else FileLock(path):
        yield
