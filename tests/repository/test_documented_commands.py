"""Every command that README and docs show is one: its command, its options and the number of its arguments are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from dualuse.cli import app
from dualuse.cli.usage import UsageError
from tests.support.consoles import BLOCK
from tests.support.paths import REPOSITORY

PAGES = (
    REPOSITORY / "README.md",
    REPOSITORY / "CONTRIBUTING.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
)
SHOWN = re.compile(r"^(?:\$ |[0-9*, ]+  )?(?:\.venv/bin/)?(dualuse [^\n]*(?:(?<=\\)\n[^\n]*)*)", re.MULTILINE)
ENDS = re.compile(r"(?<!\S)(?:#|\||>|<|&&|;)(?!\S).*", re.DOTALL)
"""What the shell takes for itself: a comment, a pipe, a file."""


def _commands(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    lines = (line for _, block in BLOCK.findall(text) for line in SHOWN.findall(block))
    return [ENDS.sub("", line.replace("\\\n", " ")).strip() for line in lines]


COMMANDS = [(page.name, command) for page in PAGES for command in _commands(page)]


def test_there_are_many() -> None:
    assert len(COMMANDS) > 60
    assert len({page for page, _ in COMMANDS}) > 11


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_that_is_shown_can_be_typed(page: str, command: str) -> None:
    words = shlex.split(command)[1:]
    group = typer.main.get_command(app)
    assert words, f"{page}: {command}"
    try:
        context = group.make_context("dualuse", [*words], resilient_parsing=False)
        while names := getattr(context.command, "commands", None):
            name, *rest = [*context._protected_args, *context.args]
            assert name in names, f"{page}: there is no command {name}: {command}"
            context = names[name].make_context(name, rest, parent=context)
    except UsageError as error:
        pytest.fail(f"{page}: {command}: {error.format_message()}")
    except typer.Exit:  # --version, --help
        return
