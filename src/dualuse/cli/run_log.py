"""What is kept of a run that nobody watches: one line of JSON in a file, in numbers and codes, without names and search terms."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, ParamSpec

import typer

from dualuse.cli.terminal import localised
from dualuse.i18n import N_
from dualuse.inputs.formats import LOG, with_format
from dualuse.inputs.json_output import json_line
from dualuse.inputs.private_files import FILE
from dualuse.inputs.problems import ExitCode, InputError
from dualuse.inputs.whole_files import errors_of_writing

LogFileOption = Annotated[
    str,
    typer.Option(
        "--log-file",
        help=localised(
            N_("Add a line of JSON on this run to a file: numbers and codes, no names; for cron.")
        ),
    ),
]
_COUNTS: Final[ContextVar[dict[str, int] | None]] = ContextVar("counts", default=None)

Parameters = ParamSpec("Parameters")


def note_counts(**counts: int) -> None:
    """Numbers of the run that goes on, for its line in the log; nothing where none is kept."""
    noted = _COUNTS.get()
    if noted is not None:
        noted.update(counts)


def logged(command: str) -> Callable[[Callable[Parameters, int | None]], Callable[Parameters, int | None]]:
    """A decorator for the function of a command with a parameter ``log_file``: whatever becomes of the run is added to that file.

    The line names the command, when it began (UTC), how long it took, its exit code, what :func:`note_counts` was told, the codes of
    problems that ended it, and the release. It stands below :func:`~dualuse.cli.terminal.edge`, which tells people of the same errors.

    Raises:
        InputError: the file cannot be written; then the command was not begun.
    """

    def decorated(function: Callable[Parameters, int | None]) -> Callable[Parameters, int | None]:
        @wraps(function)
        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> int | None:
            file = str(kwargs.get("log_file") or "")
            if not file:
                return function(*args, **kwargs)
            _append(Path(file), b"")
            return _logged_run(lambda: function(*args, **kwargs), command, Path(file))

        return run

    return decorated


def _logged_run(function: Callable[[], int | None], command: str, file: Path) -> int | None:
    began, clock = datetime.now(UTC), time.monotonic()
    counts: dict[str, int] = {}
    problems: list[str] = []
    code = int(ExitCode.FAILED)  # unless it ends in one of the ways below
    reset = _COUNTS.set(counts)
    try:
        code = int(function() or ExitCode.DONE)
        return code
    except InputError as error:
        code, problems = int(error.exit_code), [problem.what.code for problem in error.problems]
        raise
    except KeyboardInterrupt:
        code = int(ExitCode.STOPPED)
        raise
    except typer.Exit as end:
        code = end.exit_code
        raise
    finally:
        _COUNTS.reset(reset)
        line = _line(command, began, round(time.monotonic() - clock, 3), code, counts, problems)
        _append(file, line.encode() + b"\n")


def _line(
    command: str, began: datetime, seconds: float, code: int, counts: dict[str, int], problems: list[str]
) -> str:
    from dualuse.version import software_version

    values: dict[str, Any] = {
        "command": command,
        "began": began.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": seconds,
        "exit": code,
        "counts": counts,
        "problems": problems,
        "software": software_version(),
    }
    return json_line(with_format(LOG, values))


def _append(file: Path, content: bytes) -> None:
    """Add to the end of a file, in one step; it is made for its owner alone."""
    with errors_of_writing(file):
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), FILE)
        try:
            os.write(descriptor, content)
        finally:
            os.close(descriptor)
