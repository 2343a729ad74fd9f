"""What is wrong with the input, told on standard error: the first problems of a command one by one, of the others how many.

A table or a file of many documents may have one mistake on each line: thousands of sentences hide the one that says what to do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_, fill, grouped
from dualuse.inputs.problems import Problem

MOST: Final = 20
"""Problems that a command tells one by one."""


@dataclass(slots=True)
class _Told:
    """How many were told, and of which files the others were."""

    shown: int = 0
    others: int = 0
    files: set[str] = field(default_factory=set)


_of_command: Final[ContextVar[_Told | None]] = ContextVar("told", default=None)


@contextmanager
def counted(language: str) -> Iterator[None]:
    """What is told in the block is counted together; at its end stands how many problems were not shown."""
    if _of_command.get() is not None:  # a command within another one
        yield
        return
    told = _Told()
    token = _of_command.set(told)
    try:
        yield
    finally:
        _of_command.reset(token)
        _tell_others(told, language)


def tell(problems: Iterable[Problem], language: str, file: str = "") -> None:
    """Tell problems with the input (called ``file`` where they name none), as far as the command has not told enough."""
    with counted(language):
        told = _of_command.get()
        assert told is not None
        for problem in problems:
            if told.shown < MOST:
                told.shown += 1
                _write(problem.text(language))
            else:
                told.others += 1
                told.files.add(problem.file or file)


def _tell_others(told: _Told, language: str) -> None:
    if not told.others:
        return
    number = grouped(told.others, language)
    if len(told.files) == 1 and "" not in told.files:
        text = N_("{file}: {number} more problems of this kind are not shown.")
        _write(fill(text, language, file=next(iter(told.files)), number=number))
    else:
        text = N_("{number} more problems are not shown (files: {files}).")
        _write(fill(text, language, number=number, files=grouped(len(told.files), language)))


def _write(text: str) -> None:
    print(f"dualuse: {text}", file=sys.stderr)
