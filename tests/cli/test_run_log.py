"""Runs that nobody watches leave a line: how they ended, in numbers and codes, and nobody's name."""

from __future__ import annotations

import json
import os
import stat
from datetime import date, timedelta
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

ACCEPTED = ("--accept-law-age", (date.today() + timedelta(days=1)).isoformat())
"""Whatever the day the tests run on, the law is young enough."""
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
    assert first["problems"] == []
    assert _logged(folder, *command)["counts"]["new"] == 0
    assert len((folder / "runs.jsonl").read_text().splitlines()) == 3
    assert (folder / "runs.jsonl").stat().st_mode & 0o077 == 0


def test_watching_leaves_its_numbers(folder: Path) -> None:
    story = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
    CliRunner().invoke(app, ["assess", story, "--out", "dossiers"])
    (folder / "dossiers" / "none.json").write_text("{}")
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    line = _logged(folder, "watch", "dossiers", "--gate", code=1)
    assert line["counts"] == {"changed": 1, "dossiers": 2, "unrecorded": 0, "unreliable": 1, "restated": 0}


def test_fetching_leaves_what_became_of_each_list(folder: Path) -> None:
    line = _logged(folder, "lists", "sync", "eu_fsf", "--from", "http://127.0.0.1:9/eu.xml", code=3)
    assert line["counts"] == {"installed": 0, "refused": 1, "unchanged": 0}
    assert "127.0.0.1" not in json.dumps(line)
    assert line["problems"], "why the one list was not had"


def test_a_failure_of_the_program_is_told_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    (folder / "dossiers").mkdir()
    monkeypatch.setattr(import_module("dualuse.dossier.watching.watch"), "watch", broken)
    CliRunner().invoke(app, ["watch", "dossiers", "--log-file", "runs.jsonl"])
    line = json.loads((folder / "runs.jsonl").read_text())
    assert (line["exit"], line["problems"]) == (70, ["program_failed"])


def test_a_log_that_cannot_be_written_stops_the_run_before_it_begins(folder: Path) -> None:
    answer = CliRunner().invoke(app, ["watch", ".", "--log-file", "no/such/folder.jsonl", "--language", "en"])
    assert answer.exit_code == 2
    assert "folder.jsonl" in answer.output


def test_what_ended_a_run_leaves_its_code(folder: Path) -> None:
    assert _logged(folder, "watch", "nowhere", code=2)["problems"] == ["no_folder"]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (("watch",), "watch"),
        (("watch", "dossiers", "--nope"), "watch"),
        (("rescreen",), "rescreen"),
        (("rescreen", "a.csv", "--workers", "many"), "rescreen"),
        (("lists", "sync", "--nope"), "lists sync"),
        (("lists", "sync", "--sha256", "0" * 64), "lists sync"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else "",
)
def test_a_command_line_that_is_not_understood_leaves_a_line(
    folder: Path, arguments: tuple[str, ...], command: str
) -> None:
    line = _logged(folder, *arguments, code=2)
    assert (line["command"], line["problems"]) == (command, ["usage"])


def test_a_day_that_is_none_leaves_a_line(folder: Path) -> None:
    (folder / "dossiers").mkdir()
    assert _logged(folder, "watch", "dossiers", "--day", "never", code=2)["problems"] == ["usage"]


def test_settings_that_cannot_be_read_leave_a_line(folder: Path) -> None:
    (folder / "dossiers").mkdir()
    (folder / "dualuse.toml").write_text("no toml")
    assert _logged(folder, "watch", "dossiers", code=2)["problems"] not in ([], ["usage"])


def test_no_file_is_called_as_an_option_that_follows(folder: Path) -> None:
    CliRunner().invoke(app, ["watch", "--log-file", "--nope"])
    assert not list(folder.glob("-*"))


def test_lines_that_cannot_be_read_leave_their_code(folder: Path) -> None:
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    (folder / "parties.jsonl").write_text("{\n{\n")
    line = _logged(folder, "rescreen", "parties.jsonl", code=2)
    assert line["counts"]["not_screened"] == 2
    assert len(line["problems"]) == 1


@pytest.mark.parametrize(("gate", "code"), [((), 0), (("--gate",), 3)])
def test_a_watch_of_nothing_is_not_calm(folder: Path, gate: tuple[str, ...], code: int) -> None:
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    (folder / "dossiers").mkdir()
    assert _logged(folder, "watch", "dossiers", *ACCEPTED, *gate, code=code)["problems"] == ["no_dossier"]


@pytest.fixture
def watched(folder: Path) -> Path:
    """A folder with a dossier that does not change."""
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    story = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
    answer = CliRunner().invoke(app, ["assess", story, "--out", "dossiers", *ACCEPTED])
    assert answer.exit_code == 0, answer.output
    assert _logged(folder, "watch", "dossiers", "--gate", *ACCEPTED)["problems"] == []
    return folder


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_watch_without_lists_is_not_calm(
    watched: Path, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DUALUSE_WORKSPACE", str(watched / "home" / "record"))
    monkeypatch.setenv("DUALUSE_HOME", str(watched / "nowhere"))
    line = _logged(watched, "watch", "dossiers", "--gate", *form, *ACCEPTED, code=3)
    assert line["problems"] == ["no_home", "no_list"]
    assert _logged(watched, "watch", "dossiers", *form, *ACCEPTED)["problems"] == ["no_home", "no_list"]
    answer = CliRunner().invoke(app, ["watch", "dossiers", "--gate", *form, "--language", "en"])
    words = answer.stderr if form else answer.stdout
    assert "No lists are installed" in words
    assert str(watched / "nowhere") in "".join(words.split())


def test_a_watch_under_old_law_and_old_lists_is_not_calm(watched: Path) -> None:
    later = (date.today() + timedelta(days=300)).isoformat()
    problems = _logged(watched, "watch", "dossiers", "--gate", "--day", later, code=1)["problems"]
    assert problems == ["lists_too_old", "release.law_age"]
    accepted = ("--accept-law-age", later)
    assert _logged(watched, "watch", "dossiers", "--day", later, *accepted)["problems"] == ["lists_too_old"]


def test_a_rescreening_with_old_lists_is_not_calm(folder: Path) -> None:
    parties = folder / "parties.jsonl"
    parties.write_text('{"id": "1", "schema": "Person", "properties": {"name": ["Nobody Atall"]}}\n')
    install(folder / "home", "xx_one", (date.today() - timedelta(days=400)).isoformat(), (LISTED,))
    assert _logged(folder, "rescreen", "parties.jsonl", "--gate", code=1)["problems"] == ["lists_too_old"]
    assert _logged(folder, "rescreen", "parties.jsonl")["problems"] == ["lists_too_old"]


def test_every_code_and_count_stands_on_the_page(folder: Path) -> None:
    page = (REPOSITORY / "docs/unattended.md").read_text(encoding="utf-8")
    for code in [
        "no_home",
        "home_closed",
        "lists_unwritable",
        "no_list",
        "no_dossier",
        "no_folder",
        "lists_too_old",
        "list_few",
        "release.law_age",
        "release.law_untrue",
        "no_indices",
        "usage",
        "program_failed",
        "stopped",
        "output_not_written",
        "data_damaged",
        "extra_missing",
    ]:
        assert f"`{code}`" in page, code
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    (folder / "dossiers").mkdir()
    (folder / "parties.jsonl").write_text(
        '{"id": "1", "schema": "Person", "properties": {"name": ["N. Atall"]}}\n'
    )
    for command in (("watch", "dossiers"), ("rescreen", "parties.jsonl")):
        for name in _logged(folder, *command)["counts"]:
            assert f"`{name}`" in page, name
    for name in ("installed", "unchanged", "refused"):
        assert f"`{name}`" in page, name


def test_a_dossier_of_a_later_release_is_told(folder: Path) -> None:
    """It is called neither changed nor no dossier alone: a later release wrote it, and the line says so."""
    (folder / "dossiers").mkdir()
    (folder / "dossiers" / "Q-1.json").write_text('{"format": "dualuse-assessment-9"}')
    line = _logged(folder, "watch", "dossiers", "--gate", code=1)
    assert "format_later" in line["problems"]
    assert line["counts"]["unreliable"] == 1


@pytest.mark.parametrize("before", [b'{"format":"dualuse-log-1","comm', b'{}\n{"form', b"{}\n", b"\n", b""])
def test_a_line_begins_behind_one_that_was_broken_off(folder: Path, before: bytes) -> None:
    (folder / "dossiers").mkdir()
    log = folder / "runs.jsonl"
    log.write_bytes(before)
    log.chmod(0o644)
    _logged(folder, "watch", "dossiers")
    text = log.read_bytes()
    assert text.startswith(before)
    behind = text.removeprefix(before)
    assert behind.startswith(b"\n{" if before[-1:] not in (b"", b"\n") else b"{")
    assert behind.count(b'{"format') == 1
    assert stat.S_IMODE(log.stat().st_mode) == 0o644
    assert _logged(folder, "watch", "dossiers")["command"] == "watch"


def test_a_log_that_may_be_written_but_not_read_is_written(folder: Path) -> None:
    (folder / "dossiers").mkdir()
    log = folder / "runs.jsonl"
    log.write_bytes(b"")
    log.chmod(0o200)
    answer = CliRunner().invoke(app, ["watch", "dossiers", "--log-file", "runs.jsonl"])
    assert answer.exit_code == 0, answer.output
    log.chmod(0o600)
    assert json.loads(log.read_text("utf-8"))["command"] == "watch"


def test_a_line_that_the_disk_takes_in_part_is_written_to_its_end_or_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "dossiers").mkdir()
    whole = os.write
    monkeypatch.setattr("os.write", lambda descriptor, content: whole(descriptor, content[:7]))
    assert _logged(folder, "watch", "dossiers")["command"] == "watch"
