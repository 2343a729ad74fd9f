"""The edge of the command line: what ends a command is told in one sentence and becomes its exit code, in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, fail, report, spoken
from dualuse.i18n import translate
from dualuse.inputs.problems import ExitCode, InputError

Parameters = ParamSpec("Parameters")


def edge(
    *, stopped: str = "", refused: str = "", located: bool = False, language: str = "language"
) -> Callable[[Callable[Parameters, int | None]], Callable[Parameters, None]]:
    """A decorator for the function of a command, which returns its exit code, or None where all is done.

    ``language``: the parameter that holds the language of the answer, which is one that we speak when the command starts;
    ``""``: it is that of the terminal. ``stopped``: what is told where a person stops the command. ``refused``: what is told
    of a file ({file}, {why}) that the system refuses. Both are sentences marked with ``N_``. ``located``: a problem that names
    no file is one of the parameter ``file``.
    """

    def decorated(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
        @wraps(command)
        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
            speaks = spoken(str(kwargs[language])) if language else DEFAULT_LANGUAGE
            try:
                code = command(*args, **kwargs)
            except InputError as error:
                file = str(kwargs.get("file") or "")
                problems = (
                    problem.located(file) if located and not problem.file else problem
                    for problem in error.problems
                )
                code = reported(type(error)(problems), speaks, file)
            except KeyboardInterrupt:
                if not stopped:
                    raise
                fail(translate(stopped, speaks), ExitCode.STOPPED)
            except OSError as error:
                if not refused or error.filename is None:  # of the terminal or pipe: see main()
                    raise
                fail(translate(refused, speaks).format(file=error.filename, why=error.strerror))
            if code:
                raise typer.Exit(code)

        return run

    return decorated


def reported(error: InputError, language: str, file: str = "") -> ExitCode:
    """Tell what is wrong with the input, and return the exit code that follows from it."""
    report(error.problems, language, file)
    return error.exit_code
