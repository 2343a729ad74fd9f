"""Whoever screens against a list that is too old, of unknown age or not all of it, is told so: with every command and form."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.sources.lists.store import ListStore
from tests.support.screening_home import Entry, install, write_lines

OFFER = """reference: Q-1
date: 2026-11-02
activity: export
exporter: {name: Example GmbH, country: DE}
items: [{id: "10", description: Turbine, kind: goods, entries: []}]
destination: AE
parties: [{role: end_user, name: Nobody Whoknows, country: AE}]
"""
TABLE = "id,name\nK-1,Nobody Whoknows\nK-2,Orlow Quillonberg\n"


@pytest.fixture(params=["old", "unknown"])
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A home with one list, which is too old or of unknown age."""
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON"):
        monkeypatch.delenv(name, raising=False)
    old = (date.today() - timedelta(days=31)).isoformat()
    install(home, "xx_old", old if request.param == "old" else "", [Entry("P1", "Orlow Quillonberg")])
    return home


def _run(*arguments: str, code: int | None = None) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--language", "en"], catch_exceptions=False)
    assert code in (None, result.exit_code), result.output
    return result


def _warns_of_age(result: Result) -> bool:
    return "too old" in result.stderr and "xx_old" in result.stderr


def _says_once(result: Result) -> bool:
    """Whether a text says which list is old, beside its answer, once, and what is to be done."""
    text = " ".join(result.stdout.split())
    is_told = (
        text.count("LISTS OUT OF DATE: xx_old") == 1
        and "bring the lists up to date (dualuse lists sync)" in text
    )
    return is_told and "xx_old" not in result.stderr


def test_one_party(home: Path) -> None:
    assert _says_once(_run("screen", "Nobody Whoknows", code=0))
    assert _says_once(_run("screen", "Orlow Quillonberg", code=0))
    result = _run("screen", "Nobody Whoknows", "--json", code=0)
    assert _warns_of_age(result)
    assert json.loads(result.stdout)["warnings"][0]["code"] == "lists_too_old"


@pytest.mark.parametrize("name", ["parties.csv", "parties.jsonl"])
def test_a_file(home: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith("csv"):
        file.write_text(TABLE, "utf-8")
    else:
        write_lines(file, [Entry("K-1", "Nobody Whoknows"), Entry("K-2", "Orlow Quillonberg")])
    assert _says_once(_run("screen", "--file", str(file), code=0))
    result = _run("screen", "--file", str(file), "--json", code=0)
    assert _warns_of_age(result)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["warnings"][0]["code"] for answer in answers] == ["lists_too_old"] * 2


def test_a_rescreening(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "parties.csv"
    file.write_text(TABLE, "utf-8")
    assert _warns_of_age(_run("rescreen", str(file), code=0))
    result = _run("rescreen", str(file), "--json", code=0)  # nothing changed: it is told all the same
    assert _warns_of_age(result)
    assert json.loads(result.stdout)["warnings"][0]["code"] == "lists_too_old"


def test_a_transaction(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "offer.yaml"
    file.write_text(OFFER, "utf-8")
    result = _run("check", str(file), "--json")
    data = json.loads(result.stdout)
    assert [used["stale"] for used in data["screening"]["lists"]] == [True]
    assert "xx_old" in result.stdout
    text = _run("check", str(file), "--full")
    assert "xx_old" in text.stdout
    assert "lists are older than they may be" in " ".join(text.stdout.split())


def test_a_list_that_is_young_enough_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    install(tmp_path / "home", "xx_old", date.today().isoformat(), [Entry("P1", "Orlow Quillonberg")])
    assert not _warns_of_age(_run("screen", "Nobody Whoknows", code=0))
    assert ListStore(tmp_path / "home").edition("xx_old").dated == date.today().isoformat()
