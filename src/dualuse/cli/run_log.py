"""What is kept of a run that nobody watches: one line of JSON in a file, in numbers and codes, without names and search terms."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, ParamSpec

import typer

from dualuse.cli.terminal import localised
from dualuse.cli.usage import language_before_command
from dualuse.data_folders import damage
from dualuse.i18n import N_
from dualuse.inputs.extras import missing_extra
from dualuse.inputs.formats import LOG, with_format
from dualuse.inputs.json_output import json_line
from dualuse.inputs.private_files import FILE
from dualuse.inputs.problems import ExitCode, InputError
from dualuse.inputs.run_notes import RunNotes, note_problems, notes_kept
from dualuse.inputs.whole_files import errors_of_writing

_OPTION: Final = "--log-file"
LogFileOption = Annotated[
    str,
    typer.Option(
        _OPTION,
        help=localised(
            N_("Add a line of JSON on this run to a file: numbers and codes, no names; for cron.")
        ),
    ),
]
LOGGED: Final = ("watch", "rescreen", "lists sync")
"""The commands that take the option."""
_WRONG_USE: Final = "usage"
"""The code of a command line that is not understood, which is told in words alone."""
_BEGUN: Final[ContextVar[bool]] = ContextVar("begun", default=False)
"""Whether the command that was typed came to where it keeps its line itself."""

Parameters = ParamSpec("Parameters")


def logged(command: str) -> Callable[[Callable[Parameters, int | None]], Callable[Parameters, int | None]]:
    """A decorator for the function of a command with a parameter ``log_file``: whatever becomes of the run is added to that file.

    The line names the command, when it began (UTC), how long it took, its exit code, the counts and the codes of problems that were noted
    (:mod:`dualuse.inputs.run_notes`) or that ended it, and the release. It stands below :func:`~dualuse.cli.terminal.edge`, which tells people
    of the same errors.

    Raises:
        InputError: the file cannot be written; then the command was not begun.
    """

    def decorated(function: Callable[Parameters, int | None]) -> Callable[Parameters, int | None]:
        @wraps(function)
        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> int | None:
            _BEGUN.set(True)
            file = str(kwargs.get("log_file") or "")
            if not file:
                return function(*args, **kwargs)
            _append(Path(file), b"")
            return _logged_run(lambda: function(*args, **kwargs), command, Path(file))

        return run

    return decorated


def _logged_run(function: Callable[[], int | None], command: str, file: Path) -> int | None:
    began, clock = datetime.now(UTC), time.monotonic()
    code = int(ExitCode.FAILED)  # unless it ends in one of the ways below
    with notes_kept() as notes:
        try:
            ended = int(function() or ExitCode.DONE)
            sys.stdout.flush()  # what cannot be written is part of how the run ended
            code = ended
            return code
        except BaseException as error:
            code, codes = _ended_by(error, code)
            note_problems(*(codes if codes or notes.problems or not code else (_WRONG_USE,)))
            raise
        finally:
            line = _line(command, began, round(time.monotonic() - clock, 3), code, notes)
            _append(file, line.encode() + b"\n")


def _ended_by(error: BaseException, failed: int) -> tuple[int, tuple[str, ...]]:
    """The exit code of a run that an error ended, and the codes of what it is about, as the terminal and ``main`` end the same."""
    match error:
        case InputError():
            return int(error.exit_code), tuple(problem.what.code for problem in error.problems)
        case typer.Exit():
            return error.exit_code, ()
        case KeyboardInterrupt():
            return int(ExitCode.STOPPED), ("stopped",)
        case ModuleNotFoundError() if missing := missing_extra(error.name or ""):
            return int(missing.exit_code), tuple(problem.what.code for problem in missing.problems)
        case BrokenPipeError():
            return int(ExitCode.CLOSED), ("output_closed",)
        case _ if damage(error):
            return int(ExitCode.FAILED), ("data_damaged",)
        case OSError():
            return int(ExitCode.BAD_INPUT), (
                "output_not_written" if error.filename is None else "file_unreadable",
            )
    return failed, ("program_failed",)


# What ends before a command begins


@contextmanager
def usage_logged(arguments: Sequence[str]) -> Iterator[None]:
    """Keep the line of a command that ended before it began: ``arguments`` that are not understood, or settings that cannot be read."""
    began = datetime.now(UTC)
    _BEGUN.set(False)
    with notes_kept() as notes:
        try:
            yield
        except typer.Exit as end:
            file, command = _log_file_of(arguments), _command_of(arguments)
            if end.exit_code and file and command and not _BEGUN.get():
                if not notes.problems:
                    note_problems(_WRONG_USE)
                with suppress(InputError):  # it says why by its exit code
                    _append(Path(file), _line(command, began, 0.0, end.exit_code, notes).encode() + b"\n")
            raise


def _command_of(arguments: Sequence[str]) -> str:
    """Which of the commands that are logged was typed; "" where none was."""
    words = language_before_command(arguments)[1]
    return next((name for name in LOGGED if words[: len(name.split())] == name.split()), "")


def _log_file_of(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            file = value if equals else next(iter(arguments[place + 1 : place + 2]), "")
            return "" if file.startswith("-") else file
    return ""


def _line(command: str, began: datetime, seconds: float, code: int, notes: RunNotes) -> str:
    from dualuse.version import software_version

    values: dict[str, Any] = {
        "command": command,
        "began": began.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": seconds,
        "exit": code,
        "counts": notes.counts,
        "problems": list(notes.problems),
        "software": software_version(),
    }
    return json_line(with_format(LOG, values))


def _append(file: Path, content: bytes) -> None:
    """Add to the end of a file, in one step, on a line of its own; it is made for its owner alone, and one that is there keeps its mode."""
    with errors_of_writing(file):
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), FILE)
        try:
            if content and _is_broken_off(file, descriptor):
                content = b"\n" + content
            while content:  # a full disk takes a part, and refuses the rest
                content = content[os.write(descriptor, content) :]
        finally:
            os.close(descriptor)


def _is_broken_off(file: Path, descriptor: int) -> bool:
    """Whether the last line of a file has no end: who wrote it was killed, or the disk was full."""
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode) or not about.st_size:
        return False
    with suppress(OSError), file.open("rb") as stream:  # who may write it need not be allowed to read it
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"
    return False
