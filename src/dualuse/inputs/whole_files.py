"""Files and folders that are there whole or not at all: written beside their place under another name, then moved in one step.

A writer who is killed leaves an unfinished file (``.NAME.….part``) or folder (``.NAME.….unfinished``), or the old folder that
it had moved aside (``.NAME.….old``). Each is marked while it is written, so that the next writer can tell what is left for good
from what is under way. This is the only module that moves files: :func:`put_in_place`.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import InputError, Problem, new_problem

CANNOT_WRITE: Final = N_("the file cannot be written ({reason})")
CHECK_THE_FOLDER: Final = N_("Check the folder, its permissions and the space on the disk")
_WRITTEN_WITHIN: Final = 3600.0
"""Seconds after which an unfinished file is left for good, where the system cannot say whether somebody writes it."""
_SHOWN_NAME: Final = 40
"""Characters of a file's name that the name of its unfinished one repeats."""
_UNFINISHED: Final = ".unfinished"
_OLD: Final = ".old"


@contextmanager
def replacing(
    *paths: Path, lasting: bool = True, shared: bool = False, sweep: bool = True
) -> Iterator[tuple[Path, ...]]:
    """Unfinished files to be written in the block, one for each of ``paths``; at its end all take their places, in that
    order. Where the block fails, or one cannot be brought to the disk or to its place, none does.

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
        put_in_place(dict(zip(parts, paths, strict=True)))
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
        for part in parts:
            remove_if_there(part)
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


@contextmanager
def replacing_folder(place: Path) -> Iterator[Path]:
    """An unfinished folder to be filled in the block; at its end it takes its place, and what stood there is removed.

    Others may read it as any folder of the user.

    Raises:
        OSError: it cannot be written; what stood there stands there again.
    """
    with unfinished_folder(place) as folder:
        yield folder
        folder.chmod(0o777 & ~umask())
        put_in_place({folder: place})


@contextmanager
def unfinished_folder(place: Path) -> Iterator[Path]:
    """A folder of its own beside ``place``, on the same disk; the end of the block removes it, unless it was put in its place.

    What killed writers of the same place left is removed before; a folder that one of them had moved aside stands in its place again.

    Raises:
        OSError: it cannot be made.
    """
    _tidy_folders(place)
    begun: tuple[Path, int | None] | None = None
    try:
        begun = _begin_folder(place)
        yield begun[0]
    finally:
        if begun is not None:
            folder, descriptor = begun
            if descriptor is not None:
                os.close(descriptor)
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(finished: Mapping[Path, Path]) -> None:
    """Move finished files and folders to their places (``finished`` names the place of each), in that order. Where one cannot take its
    place, those before it go back, and what stood in their places stands there again.

    A file takes its place in one step. A folder whose place is taken takes two, the old one being moved aside first: who is killed
    between them leaves it there for :func:`unfinished_folder`.

    Raises:
        OSError: one cannot be moved.
    """
    last = next(reversed([*finished]), None)  # of no file at all there is none
    with ExitStack() as tidying, ExitStack() as undoing:
        for source, place in finished.items():
            if source.is_dir():
                _replace_folder(source, place, undoing, tidying)
            else:
                _replace_one_file(source, place, undoing, tidying, is_last=source is last)
        undoing.pop_all()


def _replace_folder(source: Path, place: Path, undoing: ExitStack, tidying: ExitStack) -> None:
    if place.exists():
        aside = source.with_name(f".{place.name}.{secrets.token_hex(4)}{_OLD}")
        tidying.callback(shutil.rmtree, aside, ignore_errors=True)
        with suppress(OSError):
            tidying.callback(_close, _lock_folder(place))
        os.replace(place, aside)
        undoing.callback(_move_back, aside, place)
    os.replace(source, place)
    undoing.callback(_move_back, place, source)


def _replace_one_file(
    source: Path, place: Path, undoing: ExitStack, tidying: ExitStack, *, is_last: bool
) -> None:
    undo: Callable[[], None] = partial(_move_back, place, source)
    if not is_last and os.path.lexists(place):  # nothing that could fail comes after the last one
        aside = place.with_name(f"{_start_of_name(place.name)}{secrets.token_hex(4)}.part")
        tidying.callback(remove_if_there, aside)
        _second_name(place, aside)
        undo = partial(_move_back, aside, place)
    os.replace(source, place)
    undoing.callback(undo)


def _second_name(path: Path, name: Path) -> None:
    """A second name for a file, or a copy where the file system has no second names."""
    try:
        os.link(path, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, name, follow_symlinks=False)


def _move_back(source: Path, place: Path) -> None:
    with suppress(OSError):
        os.replace(source, place)


def remove_if_there(path: Path) -> None:
    """Take a file away; where it is not there, or the system refuses, nothing happens."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


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


def _begin_folder(place: Path) -> tuple[Path, int | None]:
    """A new unfinished folder, marked as being written: its path, and the descriptor that marks it (None: no locks here)."""
    for _ in range(10):
        start = _start_of_name(place.name)
        folder = Path(tempfile.mkdtemp(prefix=start, suffix=_UNFINISHED, dir=place.absolute().parent))
        try:
            descriptor = _lock_folder(folder)
            if folder.is_dir():
                return folder, descriptor
            _close(descriptor)
        except (BlockingIOError, FileNotFoundError):  # another writer sweeps it away before it is marked
            continue
        except BaseException:  # a person stops it just now: nobody else knows the folder yet
            shutil.rmtree(folder, ignore_errors=True)
            raise
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(place))


def _lock_folder(folder: Path) -> int | None:
    """Mark a folder as used until the descriptor is closed or the process ends; None where the system has no such locks.

    Raises:
        BlockingIOError: another process uses it.
        OSError: there is no such folder, or it may not be read.
    """
    if os.name == "nt":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _tidy_folders(place: Path) -> None:
    """Remove what killed writers of a place left beside it, and put back a folder that one had moved aside."""
    unfinished = re.compile(rf"{re.escape(_start_of_name(place.name))}[^.]+{re.escape(_UNFINISHED)}")
    old = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]+{re.escape(_OLD)}")
    for path in sorted(place.absolute().parent.iterdir()):
        is_old = bool(old.fullmatch(path.name))
        if not (is_old or unfinished.fullmatch(path.name)) or path.is_symlink() or not path.is_dir():
            continue
        try:
            descriptor = _lock_folder(path)
        except OSError:
            continue
        if descriptor is None:
            continue  # nobody can say whether somebody uses it
        if is_old and not os.path.lexists(place):
            _move_back(path, place)
        else:
            shutil.rmtree(path, ignore_errors=True)
        os.close(descriptor)


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
        reason=reason_of(error),
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
