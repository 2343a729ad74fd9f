"""Dossiers keep who accepts old law and until when; verify gives it again, and watch tells that it ran out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
from dualuse.cli import app
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.consequences import consequences
from dualuse.dossier.document.first_page import in_short
from dualuse.dossier.rendering import html_of
from dualuse.dossier.verifying import as_json, verify_dossier
from dualuse.dossier.watching.change import change_text
from dualuse.dossier.watching.watch import Today, watch
from dualuse.i18n import short_day
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.assessment import Assessment
from dualuse.schema.rules import Rules
from tests.assessment.test_law_age import FIRST_OLD, LAST_YOUNG, THREE_MONTHS_AFTER, bolt, fresh_lists
from tests.dossier.test_assess import story

UNTIL = THREE_MONTHS_AFTER + timedelta(days=10)


def accepted_dossier(day: date = THREE_MONTHS_AFTER, until: date | None = UNTIL) -> Assessment:
    return assess(
        bolt(day),
        day=day,
        screener=fresh_lists(day.isoformat()),
        accept_law_age=until,
        person="Anna Muster" if until else "",
    )


def today(tmp_path: Path, day: date) -> Today:
    return Today(day=day, home=tmp_path / "home", workspace=tmp_path / "home" / "workspace")


def watched(folder: Path, held_against: Today) -> list[tuple[str, bool | None]]:
    (dossier,) = watch(folder, held_against)
    return [(change.what.code, change.worse) for change in dossier.changes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dossiers").mkdir()
    return tmp_path / "dossiers"


def test_the_dossier_says_who_accepts_it_and_verifies() -> None:
    content = as_json(accepted_dossier())
    assert verify_dossier(content).holds
    page = html_of(content).decode()
    assert "Anna Muster accepts that until" in page
    assert json.loads(content)["release"] == "go"


def test_without_acceptance_the_answer_begins_with_it() -> None:
    made = accepted_dossier(until=None)
    assert made.release == "ask"
    assert CURRENT_TO.isoformat() in made.answer[1].text
    assert verify_dossier(as_json(made)).holds


def test_watch_tells_of_an_acceptance_that_ran_out(tmp_path: Path, folder: Path) -> None:
    (folder / "BOLT-1.json").write_bytes(as_json(accepted_dossier()))
    assert watched(folder, today(tmp_path, UNTIL)) == []
    later = today(tmp_path, UNTIL + timedelta(days=1))
    assert watched(folder, later) == [("watch.answer", True), ("watch.acceptance", True)]
    anew = replace(later, accepted=LawAgeAcceptance("Bert Muster", later.day))
    assert watched(folder, anew) == []


def test_watch_tells_of_law_that_grew_old_without_acceptance(tmp_path: Path, folder: Path) -> None:
    (folder / "BOLT-1.json").write_bytes(as_json(accepted_dossier(LAST_YOUNG, None)))
    assert watched(folder, today(tmp_path, LAST_YOUNG)) == []
    assert watched(folder, today(tmp_path, FIRST_OLD)) == [("watch.answer", True)]
    (told,) = watch(folder, today(tmp_path, FIRST_OLD))
    assert [change_text(change, "en") for change in told.changes] == [
        "GO → ASK FIRST (law older than allowed)"
    ]
    tighter = replace(today(tmp_path, LAST_YOUNG), rules=Rules(law_age=0))
    assert watched(folder, tighter) == [("watch.answer", True)]


def test_the_commands_take_the_person_and_the_day(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = tmp_path / "offer.json"
    offer.write_text(json.dumps(bolt(THREE_MONTHS_AFTER)))
    options = ["--accept-law-age", UNTIL.isoformat()]
    assess_it = ["assess", str(offer), "-o", str(folder), "--only-json", "--no-screening", "--no-search"]
    monkeypatch.delenv("DUALUSE_PERSON", raising=False)
    for command in (
        ["check", str(offer)],
        assess_it,
        ["watch", str(folder)],
        ["bulk", str(offer), "-o", str(tmp_path / "out.csv")],
        ["interview", str(offer), "-o", str(tmp_path / "i.yaml")],
    ):
        refused = CliRunner().invoke(app, [*command, *options, "--language", "en"])
        assert refused.exit_code == 2, refused.stdout
        assert "--person" in refused.stderr
        wrong = CliRunner().invoke(app, [*command, "--accept-law-age", "soon", "--language", "en"])
        assert wrong.exit_code == 2
        assert "soon is no day that reads in one way" in wrong.stderr
    for language, typed in (("de", "soon"), ("fr", "12/31/2026"), ("de", "31/12/2026")):
        told = CliRunner().invoke(
            app, ["check", str(offer), "--accept-law-age", typed, "--language", language]
        )
        assert told.exit_code == 2
        assert {"de": "25.11.2026", "fr": "25/11/2026"}[language] in " ".join(told.stderr.split())
    for language in ("de", "fr"):
        as_read = ["--accept-law-age", short_day(UNTIL, language), "--person", "Anna Muster"]
        taken = CliRunner().invoke(app, ["check", str(offer), *as_read, "--language", language, "--json"])
        assert json.loads(taken.stdout)["law_age"]["accepted_until"] == UNTIL.isoformat()
    named = [*options, "--person", "Anna Muster", "--language", "en"]
    answer = json.loads(CliRunner().invoke(app, ["check", str(offer), "--json", *named]).stdout)
    assert answer["law_age"]["accepted_by"] == "Anna Muster"
    assert CliRunner().invoke(app, [*assess_it, *named, "--workspace", str(tmp_path / "w")]).exit_code == 0
    dossier = json.loads((folder / "BOLT-1.json").read_bytes())
    assert dossier["determination"]["law_age"]["accepted_until"] == UNTIL.isoformat()


def test_the_age_of_the_law_is_of_the_same_day_on_all_pages() -> None:
    day = CURRENT_TO + timedelta(days=94)
    made = assess(bolt(day), day=day + timedelta(days=2), screener=None)
    speech = Speech.in_language("en")
    shown = dict(in_short(made, speech))["Law known up to"]
    assert f"{(day - CURRENT_TO).days} days before the day judged" in "".join(span.text for span in shown)


def test_a_stop_does_not_say_that_nothing_is_open() -> None:
    made = story("interception")
    assert made.release == "stop"
    assert "Still open: nothing." not in repr(consequences(made, Speech.in_language("en")))
