"""Run ``dualuse`` commands in this process, and record what they wrote."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from dualuse.cli import app, main

Answer = dict[str, Any]


@dataclass(frozen=True)
class CommandResult:
    """What a command wrote, and its exit code."""

    code: int
    output: str
    errors: str

    def lines(self) -> list[Any]:
        """The output read as JSON Lines."""
        return [json.loads(line) for line in self.output.splitlines() if line.strip()]

    def answer(self) -> Answer:
        """Exit code and both texts; a JSON output is read, so that its fields are compared one by one."""
        errors = {"errors": {"text": self.errors}} if self.errors else {}
        try:
            return {"code": self.code, "json": self.lines(), **errors}
        except ValueError:
            return {"code": self.code, "output": {"text": self.output}, **errors}


@contextlib.contextmanager
def _streams(typed: str) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    before = (sys.stdin, sys.stdout, sys.stderr, sys.argv)
    written = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    errors = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    sys.stdout, sys.stderr = written, errors
    try:
        yield written, errors
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.argv = before


def run(*arguments: str | Path, typed: str = "") -> CommandResult:
    """Run ``dualuse ARGUMENTS`` with ``typed`` on standard input.

    Errors: an exception of the command is recorded as code 70 with its name, so that one broken command does not end
    the whole freeze.
    """
    with _streams(typed) as (written, errors):
        sys.argv = ["dualuse", *map(str, arguments)]
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except Exception as error:
            code = 70
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        output, messages = (stream.buffer.getvalue().decode() for stream in (written, errors))  # type: ignore[attr-defined]
    return CommandResult(code, output, messages)


def commands() -> list[tuple[str, ...]]:
    """The path of every command and group of the command line, such as ``("law", "table")``."""
    return [(), *_commands_under(typer.main.get_command(app), ())]


def _commands_under(command: Any, path: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield (*path, name)
        yield from _commands_under(child, (*path, name))
