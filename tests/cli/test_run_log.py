"""Runs that nobody watches leave a line: how they ended, in numbers and codes, and nobody's name."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.schema import schema_of
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

NAME = "Orlow Wassiljewitsch Quillonberg"
LISTED = Entry("P1", NAME, properties={"birthDate": ["1959-03-02"]})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DUALUSE_PERSON", "A. Muster")
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _logged(folder: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    """The line that this run added."""
    answer = CliRunner().invoke(app, [*arguments, "--log-file", "runs.jsonl", "--language", "en"])
    assert answer.exit_code == code, answer.output
    text = (folder / "runs.jsonl").read_text(encoding="utf-8")
    assert NAME.split()[0] not in text
    assert "Muster" not in text
    line = json.loads(text.splitlines()[-1])
    Draft202012Validator(schema_of("log")).validate(line)
    assert line["exit"] == code
    return dict(line)


def test_a_rescreening_leaves_its_numbers(folder: Path) -> None:
    parties = folder / "parties.jsonl"
    parties.write_text(f'{{"id": "1", "schema": "Person", "properties": {{"name": ["{NAME}"]}}}}\n')
    command = ("rescreen", str(parties), "--gate")
    without_lists = _logged(folder, *command, code=3)
    assert without_lists["problems"]
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    first = _logged(folder, *command, code=1)
    assert (first["command"], first["counts"]["new"], first["counts"]["screened"]) == ("rescreen", 1, 1)
    assert _logged(folder, *command)["counts"]["new"] == 0
    assert len((folder / "runs.jsonl").read_text().splitlines()) == 3
    assert (folder / "runs.jsonl").stat().st_mode & 0o077 == 0


def test_watching_leaves_its_numbers(folder: Path) -> None:
    story = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
    CliRunner().invoke(app, ["assess", story, "--out", "dossiers"])
    (folder / "dossiers" / "none.json").write_text("{}")
    line = _logged(folder, "watch", "dossiers", "--gate", code=1)
    assert line["counts"] == {"changed": 1, "dossiers": 2, "unrecorded": 0, "unreliable": 1, "restated": 0}


def test_fetching_leaves_what_became_of_each_list(folder: Path) -> None:
    line = _logged(folder, "lists", "sync", "eu_fsf", "--from", "http://127.0.0.1:9/eu.xml", code=3)
    assert line["counts"] == {"installed": 0, "refused": 1, "unchanged": 0}
    assert "127.0.0.1" not in json.dumps(line)


def test_a_failure_of_the_program_is_told_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    (folder / "dossiers").mkdir()
    monkeypatch.setattr(import_module("dualuse.dossier.watching.watch"), "watch", broken)
    CliRunner().invoke(app, ["watch", "dossiers", "--log-file", "runs.jsonl"])
    assert json.loads((folder / "runs.jsonl").read_text())["exit"] == 70


def test_a_log_that_cannot_be_written_stops_the_run_before_it_begins(folder: Path) -> None:
    answer = CliRunner().invoke(app, ["watch", ".", "--log-file", "no/such/folder.jsonl", "--language", "en"])
    assert answer.exit_code == 2
    assert "folder.jsonl" in answer.output


def test_what_ended_a_run_leaves_its_code(folder: Path) -> None:
    assert _logged(folder, "watch", "nowhere", code=2)["problems"] == ["no_folder"]
