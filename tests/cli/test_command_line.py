"""What all commands have in common."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.terminal import complain
from dualuse.inputs.problems import ExitCode
from tests.support.paths import REPOSITORY

RUN = CliRunner()

COMMANDS = (
    ("check", "-"),
    ("replay", "-"),
    ("export", "-"),
    ("interview",),
    ("entry", "5A001"),
    ("bulk", "rows.csv", "-o", "judged.csv"),
    ("screen", "Somebody"),
    ("rescreen", "parties.jsonl"),
    ("decide", "undecided", "eu_fsf", "1", "Somebody"),
    ("record", "verify"),
    ("diligence", "questions"),
    ("diligence", "show", "Q-1"),
    ("law", "table", "5"),
    ("law", "diagram", "5"),
    ("law", "diff", "2022-02-25", "2022-02-26"),
    ("lists", "add", "list.xml"),
    ("lists", "sync"),
    ("lists", "status"),
    ("lists", "diff", "eu_fsf"),
    ("lists", "bundle", "-o", "lists.zip"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_unknown_language_is_an_error_like_the_others(command: tuple[str, ...]) -> None:
    result = RUN.invoke(app, [*command, "--language", "xx"], input="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("dualuse: ")
    assert "xx" in result.stderr
    assert result.stderr.count("\n") == 1


OFFERS = [str(path) for path in sorted((REPOSITORY / "examples/transactions").glob("*.yaml"))]


def test_what_was_not_examined_is_told_once_for_several_transactions() -> None:
    result = RUN.invoke(app, ["check", *OFFERS, "--full", "--language", "en"])
    assert result.exit_code == 0
    page = " ".join(result.stdout.split())
    assert page.count("Not examined here Regulation (EU) 2019/125;") == 1
    # That of the one whose destination is under measures is another one.
    assert page.count("Not examined here the same as for Q-2026-0180 · 2026-08-20, above.") == len(OFFERS) - 2


def test_transactions_without_a_name_of_their_own_point_to_the_first_too() -> None:
    result = RUN.invoke(
        app, ["check", "-", "--full", "--format", "jsonl", "--language", "en"], input='{"items": [{}]}\n' * 2
    )
    assert " ".join(result.stdout.split()).count("the same as for Transaction · ") == 1


def test_each_answer_is_whole_as_data() -> None:
    """What is left out of a page is never left out of the data."""
    together = RUN.invoke(app, ["check", *OFFERS, "--json"]).stdout
    assert together == "".join(RUN.invoke(app, ["check", offer, "--json"]).stdout for offer in OFFERS)


@pytest.mark.parametrize("on_terminal", [True, False])
def test_an_error_fits_the_terminal_and_is_one_line_in_a_log(
    on_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: on_terminal, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    complain("word " * 40)
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines) > 1) is on_terminal
    assert not on_terminal or all(len(line) <= 80 for line in lines)


def test_a_failure_of_the_program_is_no_answer_and_ends_as_nothing_else_does() -> None:
    """1 is what ``--gate`` says of a stop: a script must not take a failure of the program for one, nor for bad input."""
    program = (
        "import dualuse.assessment.check as room\n"
        "def broken(*_, **__): raise RuntimeError('the cause')\n"
        "room.check = broken\n"
        "from dualuse.cli import main\n"
        "main()"
    )
    example = REPOSITORY / "examples" / "transactions" / "interception_set.yaml"
    ended = subprocess.run(
        [sys.executable, "-c", program, "check", str(example), "--gate"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == ExitCode.FAILED == 70
    assert ended.stdout == ""
    assert "the cause" in ended.stderr
    assert "failure of the program" in ended.stderr
