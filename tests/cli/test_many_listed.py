"""An order of which many parties are listed, and several acts forbid it: everybody and every reason stays, on one screen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.assessment.check import check
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.text.one_screen import ShortText
from dualuse.cli import app
from dualuse.i18n import LANGUAGES, translate
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.determination import Determination
from dualuse.schema.screening import ScreeningHit
from tests.support.screening_home import Entry, install

LISTED = [f"{name} Ordnance Works" for name in ("Quilberg", "Varnshire", "Brokjelo", "Zlatranko", "Ferrkira")]
PEOPLE = ["Orlo Quilhaldt", "Bertil Varnimova", "Dovrik Tesstino"]
ORDER: dict[str, Any] = {
    "reference": "MANY-1",
    "date": "2026-08-03",
    "activity": "export",
    "exporter": {"name": "Example GmbH", "country": "DE"},
    "destination": "RU",
    "items": [
        {"id": "1", "kind": "goods", "description": "probe", "entries": ["5A001.j"], "cn_code": "84821010"}
    ],
    "parties": [
        {"role": "end_user", "name": LISTED[0], "country": "RU"},
        *({"role": "other", "name": name, "country": "RU"} for name in (*PEOPLE, *LISTED[1:])),
    ],
}


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    frozen = {"country": ["ru"], "programId": ["EU-UKR"], "topics": ["sanction"]}
    entries = [Entry(f"L{at}", name, "Company", frozen) for at, name in enumerate(LISTED)]
    install(home, "eu_fsf", "2026-08-01", entries)


def possible(hit: ScreeningHit, name: str, at: int) -> ScreeningHit:
    return replace(
        hit, queried=name, name=f"{name.title()} the Elder", entity=f"P{at}", status="review", decision=None
    )


def judged(language: str) -> Determination:
    """The answer, with hits that may be somebody, before those that are."""
    result = check(ORDER, language=language, screener=InstalledLists())
    hits = result.screening.hits
    assert {hit.queried for hit in hits if hit.status == "hit"} >= set(LISTED)
    maybe = [possible(hits[0], name, at) for at, name in enumerate((*PEOPLE, *PEOPLE))]
    return replace(result, screening=replace(result.screening, hits=(*maybe, *hits)))


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_everybody_who_is_listed_stays_and_who_may_be_is_counted(language: str, width: int) -> None:
    text = str(ShortText(judged(language), width))
    shown = " ".join(text.split())
    for name in LISTED:
        assert name in shown
    assert shown.index(LISTED[-1]) < shown.index(PEOPLE[0])
    assert "  and 4 more: --full" in text or language != "en"


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_many_reasons_of_a_stop_fit_and_every_one_stays(language: str, width: int) -> None:
    result = judged(language)
    lines = str(ShortText(result, width)).splitlines()
    assert len(lines) <= MOST_LINES
    shown = " ".join(" ".join(lines).split())
    for row in result.release_because:
        assert " ".join(row.text.split()) in shown
    bans = {
        row.provision for row in result.findings if row.status == "applies" and row.effect == "prohibited"
    }
    assert len(bans) > 2
    why = next(at for at, line in enumerate(lines) if line == translate("Why", language))
    assert lines[why + len(bans)].startswith("  ")


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_an_assessment_of_many_reasons_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    file = tmp_path / "many.json"
    file.write_text(json.dumps(ORDER), "utf-8")
    options = [
        "-o",
        str(tmp_path / "out"),
        "--only-json",
        "--no-search",
        "--day",
        "2026-08-03",
        "-l",
        language,
    ]
    result = CliRunner().invoke(app, ["assess", str(file), *options])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) <= MOST_LINES
    shown = " ".join(result.stdout.split())
    for name in LISTED:
        assert name in shown
