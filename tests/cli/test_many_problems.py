"""A file with a mistake on every line tells the first twenty, and then how many more: wherever inputs are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.telling import MOST
from tests.support.screening_home import Entry, install

MANY = 300


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    install(tmp_path / "home", "xx_one", "2026-11-28", (Entry("P1", "Orlow Quillonberg"),))
    monkeypatch.chdir(tmp_path)
    Path("docs.yaml").write_text("\n---\n".join(["unknown: 1\nitems: 5"] * MANY))
    Path("lines.jsonl").write_text('{"unknown": 1}\n' * MANY)
    Path("broken.jsonl").write_text('{"id": "1"\n' * MANY)
    rows = (f"{number},Zeppelin,Somebody" for number in range(MANY))
    Path("kinds.csv").write_text("\n".join(["id,schema,name", *rows]))
    Path("answers.jsonl").write_text(json.dumps({"transaction": {}}) + "\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["check", "docs.yaml"],
        ["check", "lines.jsonl"],
        ["check", "docs.yaml", "lines.jsonl"],
        ["assess", "docs.yaml", "-o", "out"],
        ["screen", "--file", "kinds.csv"],
        ["rescreen", "kinds.csv"],
        ["classify", "--file", "broken.jsonl"],
        ["replay", "lines.jsonl"],
        ["export", "lines.jsonl"],
    ],
)
def test_the_first_problems_are_told_and_the_others_counted(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--language", "en"])
    assert result.exit_code == 2, result.output
    lines = [line for line in result.stderr.splitlines() if line.startswith("dualuse: ")]
    counts = [line for line in lines if "more problems" in line]
    assert len(counts) == 1, lines[-3:]
    assert MOST + 1 <= len(lines) <= MOST + 5
    if len(command) > 2 and command[1:] == ["docs.yaml", "lines.jsonl"]:
        assert "(files: 2)" in counts[0]


def test_few_problems_are_all_told() -> None:
    Path("few.yaml").write_text("\n---\n".join(["unknown: 1"] * 3))
    result = CliRunner().invoke(app, ["check", "few.yaml", "--language", "en"])
    assert "more problems" not in result.stderr
    assert result.stderr.count("called unknown") == 3


def test_one_command_does_not_count_for_the_next() -> None:
    for _ in range(2):
        result = CliRunner().invoke(app, ["check", "docs.yaml", "--language", "en"])
        assert result.stderr.count("\n") == MOST + 1
