"""What all commands have in common."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dualuse.cli import app

RUN = CliRunner()

COMMANDS = (
    ("check", "-"),
    ("replay", "-"),
    ("export", "-"),
    ("interview",),
    ("entry", "5A001"),
    ("bulk", "rows.csv", "-o", "judged.csv"),
    ("law", "table", "5"),
    ("law", "diagram", "5"),
    ("law", "diff", "2022-02-25", "2022-02-26"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_unknown_language_is_an_error_like_the_others(command: tuple[str, ...]) -> None:
    result = RUN.invoke(app, [*command, "--language", "xx"], input="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("dualuse: ")
    assert "xx" in result.stderr
    assert result.stderr.count("\n") == 1
