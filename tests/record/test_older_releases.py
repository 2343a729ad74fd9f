"""A home, a workspace and dossiers that an older release left behind, used with this one: read as they are, or refused in words.

An archive ``home_….zip`` in ``tests/recorded/`` holds what the program of that day wrote: invented lists, a rescreening, a decision, due diligence, a product,
a dossier and answers. That of 2026-11-28 is from before formats had names, and from before a workspace had a manifest.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.schema.assessment import seal_holds
from tests.support.paths import REPOSITORY

HOMES = sorted((REPOSITORY / "tests/recorded").glob("home_*.zip"))
DOSSIER = "dossiers/STORY-3-TEST-EQUIPMENT.json"
STORY = REPOSITORY / "examples/stories/test_equipment/transaction.yaml"


@pytest.fixture(params=HOMES, ids=[path.stem for path in HOMES])
def older(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the older release left it."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DUALUSE_PERSON", "A. Muster")
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--language", "en"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.usefixtures("older")
def test_the_record_is_whole_and_goes_on() -> None:
    assert "assessments: 1 events, whole" in run("record", "verify").stdout
    decision = ("eu_fsf", "101", "Orlow Quillonberg", "--reason", "another passport")
    assert "Recorded as number 2" in run("decide", "false_positive", *decision).stdout
    assert "decisions: 2 events, whole" in run("record", "verify").stdout


@pytest.mark.usefixtures("older")
def test_what_was_decided_counts_and_lists_are_in_use() -> None:
    assert "eu_fsf" in run("lists", "status").stdout
    assert run("screen", "Orlow Quillonberg").stdout.startswith("HIT")
    again = run("rescreen", "counterparties.jsonl").stdout
    assert "First run" not in again
    assert "Counterparties: 4 (2 clear, 2 hit)" in again
    assert "P-1" in run("products", "show", "P-1").stdout
    assert "D09" in run("diligence", "history", "STORY-3-TEST-EQUIPMENT").stdout


def test_a_dossier_is_read_shown_watched_and_never_called_forged(older: Path) -> None:
    content = (older / DOSSIER).read_bytes()
    assert seal_holds(content)
    run("dossier", "render", DOSSIER)
    assert "STORY-3-TEST-EQUIPMENT" in run("dossier", "show", DOSSIER).stdout
    verified = CliRunner().invoke(app, ["dossier", "verify", DOSSIER, "--language", "en"]).stdout
    assert "DIFFERS" not in verified
    assert "another law" in verified or "It follows from what it states" in verified
    assert "checksum over the JSON: the same" in verified
    assert "the digest that the workspace recorded: the same" in verified
    watched = run("watch", "dossiers", "--day", "2026-11-26").stdout
    assert "Not to be relied on" not in watched
    assert "Not recorded" not in watched
    assert (older / DOSSIER).read_bytes() == content


@pytest.mark.usefixtures("older")
def test_answers_are_given_again() -> None:
    lines = Path("answers.jsonl").read_text(encoding="utf-8").splitlines()
    replayed = CliRunner().invoke(app, ["replay", "answers.jsonl", "--json"]).stdout.splitlines()
    assert len(replayed) == len(lines) == 2
    for before, after in zip(map(json.loads, lines), map(json.loads, replayed), strict=True):
        assert after["reference"] == before["reference"]
        assert after["status"] in ("same", "reworded", "differs")
        assert after["recorded"]["law"] == before["law"]["version"]


def test_an_older_answer_of_other_facts_asks_for_a_reason(older: Path) -> None:
    changed = STORY.read_text(encoding="utf-8").replace("quantity:", "quantity: 4 #", 1)
    (older / "offer.yaml").write_text(changed, encoding="utf-8")
    command = ("assess", "offer.yaml", "--out", "new", "--only-json", "--no-search")
    refused = run(*command, code=2).output
    assert "--reason" in refused
    assert "items.10.quantity" in refused
    run(*command, "--reason", "four were ordered")
    assert json.loads((older / "new/STORY-3-TEST-EQUIPMENT.json").read_text(encoding="utf-8"))["earlier"]
