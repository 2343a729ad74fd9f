"""The version of this package, as determinations record it; ``pyproject.toml`` holds the same number.

The number is that of the release. What wrote an answer is told by the source itself, so that no landing, however small, is
taken for the one before it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

__version__ = "0.1.0"

SHIPPED: Final = "versions.json"
"""The file that the build adds to a wheel: the checksum of its source, and of the law in it."""
_PACKAGE: Final = Path(__file__).parent
_MADE: Final = (".mo", ".pyc", ".pyo")
"""Endings of files that are made from others."""
_RECENT: Final = 2.0
"""Seconds. A file written within them may be written again at the same time, as far as the file system tells."""


class _File(NamedTuple):
    """A file of the package: its name within it, path, number in the file system, size in bytes, and when it was
    written (nanoseconds)."""

    name: str
    path: str
    number: int
    size: int
    written: int


def software_version() -> str:
    """What writes answers: the number of the release and the source, ``0.1.0+3f9c2a7b51de``.

    Two are equal only where every file of the package is.
    """
    return f"{__version__}+{source_digest()[:12]}"


@lru_cache(maxsize=1)
def source_digest() -> str:
    """The SHA-256 (hexadecimal) over every file of the package, names included; ends of lines do not count.

    It is the same for a checkout, an editable installation and a wheel of one source.
    """
    return of_source("source", _content_digest)


def shipped(name: str) -> str | None:
    """What the build wrote down under ``name``; None where it did not, or where a file was changed since."""
    try:
        values = json.loads((_PACKAGE / SHIPPED).read_text(encoding="utf-8"))
        return str(values[name]) if values["source"] == source_digest() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def of_source(name: str, compute: Callable[[], str]) -> str:
    """A value that follows from the files of the package alone: remembered beside the bytecode, or computed.

    As with bytecode, what is remembered counts while size and time of each file are those it was computed for.
    """
    state = _state()
    if name not in state.values:
        state.values[name] = compute()
        memory = _memory()
        if memory is not None and state.latest / 1e9 < time.time() - _RECENT:
            _remember(memory, state)
    return state.values[name]


class _State(NamedTuple):
    """The files of the package as they were found: a stamp of their names, sizes and times, the latest of these times
    (nanoseconds), and what is known to follow from them."""

    stamp: str
    latest: int
    values: dict[str, str]


@lru_cache(maxsize=1)
def _state() -> _State:
    files = _files()
    stamp = sha256(repr(files).encode()).hexdigest()
    return _State(stamp, max(file.written for file in files), _remembered(_memory(), stamp))


def _memory() -> Path | None:
    """The file that remembers, in the folder where Python keeps the bytecode of this module."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_name(SHIPPED) if cached else None


def _remembered(memory: Path | None, stamp: str) -> dict[str, str]:
    try:
        data = json.loads(memory.read_text(encoding="utf-8")) if memory else {}
        return dict(data["values"]) if data["stamp"] == stamp else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _remember(memory: Path, state: _State) -> None:
    """Write it whole or not at all; where the folder cannot be written, it is computed again next time."""
    part = memory.with_name(f"{SHIPPED}.{os.getpid()}")
    try:
        memory.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps({"stamp": state.stamp, "values": state.values}), encoding="utf-8")
        part.replace(memory)
    except OSError:
        part.unlink(missing_ok=True)


def _content_digest() -> str:
    checksum = sha256()
    for file in _files():
        with open(file.path, "rb", buffering=0) as stream:
            content = stream.read()
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n")
        checksum.update(b"%s\0%d\0" % (file.name.encode(), len(content)))
        checksum.update(content)
    return checksum.hexdigest()


def _files() -> list[_File]:
    """The files of the package that somebody wrote, by name."""
    found: list[_File] = []
    waiting = [(str(_PACKAGE), "")]
    while waiting:
        folder, within = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = within + entry.name
                if entry.name.startswith((".", "__pycache__")) or name == SHIPPED or name.endswith(_MADE):
                    continue
                if entry.is_dir():
                    waiting.append((entry.path, f"{name}/"))
                else:
                    status = entry.stat()
                    number, size, written = status.st_ino, status.st_size, status.st_mtime_ns
                    found.append(_File(name, entry.path, number, size, written))
    found.sort()
    return found
