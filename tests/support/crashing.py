"""Every operation on the disk of an action, in turn killed or made to fail, in a child process.

``os`` and the raw files below ``open`` are what Python code of this package writes with; both count. The child is a fork: what the action needs is
imported already.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.inputs.problems import InputError

MODES: Final = ("kill", "torn", "ENOSPC", "EIO")
"""``kill``: before the operation; ``torn``: a write is half done, anything else is done, and then comes the kill; else the error."""
_NAMES: Final = (
    "write", "fsync", "ftruncate", "rename", "replace", "unlink", "remove", "rmdir", "mkdir", "link", "chmod",
)  # fmt: skip
_TOLD: Final = 41
"""Exit code of a child whose action raised an ``InputError``: it was told."""
_DONE: Final = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the action ended: ``done``, ``told`` (an ``InputError``), ``killed`` or ``raised`` (anything else); and the operation that was hit."""

    end: str
    operation: str


class _Disk:
    """Counts operations, and lets the one numbered ``at`` fail."""

    def __init__(self, at: int, mode: str, names: int) -> None:
        self.at, self.mode, self.names, self.count = at, mode, names, 0

    def hit(self, name: str, half: Callable[[], object], whole: Callable[[], Any]) -> Any:
        self.count += 1
        if self.count != self.at:
            return whole()
        with suppress(OSError):
            _WRITE(self.names, f"{name}\n".encode())
        if self.mode == "torn":
            with suppress(OSError):
                half()
        if self.mode in ("kill", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.mode)
        raise OSError(number, os.strerror(number))

    def install(self) -> None:
        for name in _NAMES:
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        disk, real = self, io.open

        class Raw(io.FileIO):
            def write(self, content: Any) -> int:
                piece = bytes(content)
                half = len(piece) // 2
                write = super().write
                return int(disk.hit("write", lambda: write(piece[:half]), lambda: write(piece)))

        def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if set(mode) & set("wax+") and "b" in mode and not isinstance(file, str):
                raw = Raw(file, mode.replace("b", ""))
                return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return real(file, mode, *arguments, **options)

        io.open = opened  # type: ignore[assignment]

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            def half() -> None:
                if name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                else:
                    real(*arguments, **options)

            return self.hit(name, half, lambda: real(*arguments, **options))

        return call


_WRITE: Final = os.write


def attempt(action: Callable[[], object], at: int, mode: str) -> Outcome:
    """Run ``action`` in a child whose operation number ``at`` is hit."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            _Disk(at, mode, writing).install()
            action()
            code = _DONE
        except InputError:
            code = _TOLD
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    operation = b""
    while piece := os.read(reading, 1000):
        operation += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        end = "killed"
    else:
        end = {_DONE: "done", _TOLD: "told"}.get(os.WEXITSTATUS(status), "raised")
    return Outcome(end, operation.decode().strip())


def attempts(
    before: Path, place: Path, action: Callable[[], object], mode: str
) -> Iterator[tuple[int, Outcome]]:
    """The action on a fresh copy of ``before`` at ``place``, each time another of its operations hit, until it runs through unhit."""
    for at in range(1, 200):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(before, place)
        outcome = attempt(action, at, mode)
        if not outcome.operation:
            assert outcome.end == "done", outcome
            assert at > 3, "nothing was hit"
            return
        yield at, outcome
    raise AssertionError("the action never ran through")
