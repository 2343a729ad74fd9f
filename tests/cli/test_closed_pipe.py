"""Who stops reading an answer hears of it by a code of its own: not that of the gate, and not that all is done. A stream that was closed before is none of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.forked import COMMAND
from tests.support.paths import REPOSITORY

EXAMPLE = str(next((REPOSITORY / "examples" / "transactions").glob("*.yaml")))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no closed pipes of this kind there")


def _unread(*arguments: str, folder: Path, stderr_too: bool = False) -> tuple[int, bytes]:
    """The code of a command, and what it told, where nobody reads its output."""
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "DUALUSE_HOME": str(folder / "home"), "PYTHONPATH": str(REPOSITORY / "src")}
    try:
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, *arguments],
            stdout=writer,
            stderr=writer if stderr_too else subprocess.PIPE,
            cwd=folder,
            env=environment,
            check=False,
            timeout=120,
        )
    finally:
        os.close(writer)
    return done.returncode, done.stderr or b""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", EXAMPLE, "--json"),
        ("check", EXAMPLE, EXAMPLE, EXAMPLE, "--full"),
        ("check", EXAMPLE, "--json", "--gate"),
        ("--version",),
        ("-h",),
    ],
)
def test_the_code_is_that_of_a_closed_pipe_and_nothing_is_told(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert _unread(*arguments, folder=tmp_path) == (141, b"")


def test_errors_that_nobody_reads_end_the_same_way(tmp_path: Path) -> None:
    assert _unread("check", "nowhere.toml", folder=tmp_path, stderr_too=True)[0] == 141


def test_the_log_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    code, told = _unread("watch", "dossiers", "--log-file", "runs.jsonl", folder=tmp_path)
    line = json.loads((tmp_path / "runs.jsonl").read_text("utf-8"))
    assert (code, line["exit"]) == (141, 141)
    assert "output_closed" in line["problems"]
    assert b"Traceback" not in told


def _without(number: int, *arguments: str, folder: Path) -> tuple[int, bytes, bytes]:
    """The code of a command that was started with one of the standard streams closed, as services do; and what it told."""
    program = f"import os, sys; os.close({number}); os.execv(sys.executable, [sys.executable, '-m', 'dualuse', *sys.argv[1:]])"
    environment = {**os.environ, "DUALUSE_HOME": str(folder / "home"), "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        cwd=folder,
        env=environment,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("number", [0, 2])
def test_a_stream_that_was_closed_before_changes_no_code(number: int, tmp_path: Path) -> None:
    """The gate says no (1), and nothing of the program failed (70); no traceback takes the place of the answer."""
    code, told, _ = _without(number, "check", EXAMPLE, "--gate", "--json", folder=tmp_path)
    assert code == 1
    assert json.loads(told)["release"] != "go"


def test_an_input_that_was_closed_before_is_empty(tmp_path: Path) -> None:
    code, told, error = _without(0, "check", "-", "--format", "jsonl", "--gate", folder=tmp_path)
    assert (code, told) == (2, b"")
    assert b"is empty" in error


def test_an_answer_does_not_go_nowhere_in_silence(tmp_path: Path) -> None:
    code, _, error = _without(1, "check", EXAMPLE, "--json", folder=tmp_path)
    assert code == 2
    assert b"the answer cannot be written" in error
