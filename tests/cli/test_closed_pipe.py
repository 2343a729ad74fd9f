"""Who stops reading an answer hears of it by a code of its own: not that of the gate, and not that all is done."""

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
