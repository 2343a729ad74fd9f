"""What is wrong with the input, told on standard error: the first problems of a command one by one, of the
others how many.

A table or a file of many documents may have one mistake on each line: thousands of sentences hide the one
that says what to do.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_, fill, grouped
from dualuse.inputs.problems import Problem
from dualuse.inputs.run_notes import note_problems
from dualuse.inputs.wrapping import wrapped_lines

MOST: Final = 20
"""Problems that a command tells one by one."""


@dataclass(slots=True)
class _Tally:
    """How many were told, and of which files the others were."""

    shown: int = 0
    others: int = 0
    files: set[str] = field(default_factory=set)


_of_command: Final[ContextVar[_Tally | None]] = ContextVar("told", default=None)


@contextmanager
def counted(language: str) -> Iterator[None]:
    """Count what is reported inside the block together, and say at its end how many problems were not
    shown."""
    if _of_command.get() is not None:  # a command within another one
        yield
        return
    tally = _Tally()
    token = _of_command.set(tally)
    try:
        yield
    finally:
        _of_command.reset(token)
        _tell_others(tally, language)


def tell(problems: Iterable[Problem], language: str, file: str = "") -> None:
    """Tell problems with the input (called ``file`` where they name none), as far as the command has not told
    enough."""
    with counted(language):
        tally = _of_command.get()
        assert tally is not None
        for problem in problems:
            note_problems(problem.what.code)
            if tally.shown < MOST:
                tally.shown += 1
                complain(problem.text(language))
            else:
                tally.others += 1
                tally.files.add(problem.file or file)


def _tell_others(tally: _Tally, language: str) -> None:
    if not tally.others:
        return
    number = grouped(tally.others, language)
    if len(tally.files) == 1 and "" not in tally.files:
        text = N_("{file}: {number} more problems of this kind are not shown.")
        complain(fill(text, language, file=next(iter(tally.files)), number=number))
    else:
        text = N_("{number} more problems are not shown (files: {files}).")
        complain(fill(text, language, number=number, files=grouped(len(tally.files), language)))


def complain(text: str) -> None:
    """Write what is wrong on standard error: on a terminal in lines that fit, elsewhere on one line, for logs
    and searches."""
    lines = [f"dualuse: {text}"]
    if sys.stderr.isatty():
        columns = max(40, min(110, shutil.get_terminal_size((100, 24)).columns))
        lines = wrapped_lines(lines[0], columns, rest="  ")
    print("\n".join(lines), file=sys.stderr)
