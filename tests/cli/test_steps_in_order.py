"""What decides is to be done first, and upkeep last; a screen names the steps that decide, and says each doubt once."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.assessment.check import check
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.cli import app
from dualuse.cli.terminal import terminal_screen
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.steps import steps
from dualuse.i18n import LANGUAGES, translate
from dualuse.i18n.statuses import KNOWLEDGE
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.determination import LawAge
from dualuse.schema.reading.plain_data import read_file
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

STORIES = REPOSITORY / "examples/stories"
OFFER = REPOSITORY / "examples/transactions/interception_set.yaml"
OLD_LISTS = ScreenerByHand({}, (replace(UNION, stale=True),))
OLD_LAW = LawAge(accepted_until="", days=100, allowed=60, old=True, accepted_by="", text="the law is old")
UPKEEP = ("bring the lists up to date", "see whether the law has changed since")


def _place(text: str, words: str) -> int:
    assert words in text, text
    return text.index(words)


def test_under_a_stop_the_licence_is_applied_for_before_lists_and_law_are_brought_up_to_date() -> None:
    """Whoever had to apply for a licence read first that a list was a week too old."""
    result = replace(check(read_file(OFFER)[0].data, screener=OLD_LISTS), law_age=OLD_LAW)
    assert result.release == "stop"
    for text in (str(ShortText(result, 100)), determination_text(result)):
        to_do = " ".join(text.partition("o do")[2].split())
        applying = _place(to_do, "individual or global authorisation")
        assert applying < _place(to_do, UPKEEP[0])
    whole = " ".join(determination_text(result).partition("What to do")[2].split())
    places = [_place(whole, words) for words in ("individual or global authorisation", *UPKEEP, "until 2031")]
    assert places == sorted(places)


def test_page_one_of_a_dossier_has_upkeep_behind_what_is_to_be_done_before_anything_leaves() -> None:
    made = assess(read_file(OFFER)[0].data, screener=OLD_LISTS)
    rows = [what for what, *_ in steps(made, Speech.in_language("en"))]
    (upkeep,) = (place for place, what in enumerate(rows) if what.startswith(UPKEEP[0]))
    (applying,) = (place for place, what in enumerate(rows) if "individual or global authorisation" in what)
    assert applying < upkeep


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["80", "100"])
def test_an_assessment_that_stops_names_the_steps_that_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, width: str
) -> None:
    """In German, at eighty columns, the commands that lead on left room for one step of eight."""
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.setenv("COLUMNS", width)
    install(home, "xx_one", "2026-11-02", [Entry("P1", "Orlow Quillonberg")])
    # Names of files stand on the screen: with short ones it is the same wherever the tests run.
    for name in ("transaction.yaml", "diligence.yaml"):
        shutil.copy(STORIES / "interception" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    files = ("transaction.yaml", "--diligence", "diligence.yaml")
    options = (
        "--day",
        "2026-11-26",
        "-o",
        "out",
        "--no-search",
        "--only-json",
        "--language",
        language,
    )
    lines = CliRunner().invoke(app, ["assess", *files, *options], catch_exceptions=False).stdout.splitlines()
    assert len(lines) <= MOST_LINES
    assert [number for number in "123" if not any(line.startswith(f"  {number}. ") for line in lines)] == []
    assert any(line.startswith("→ ") for line in lines)


def test_a_watch_says_what_to_do_about_lists_that_are_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    install(home, "xx_one", "2024-11-02", [Entry("P1", "Orlow Quillonberg")])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "A.json").write_text("{}", "utf-8")
    output = CliRunner().invoke(app, ["watch", str(tmp_path / "out"), "--language", "en"]).stdout
    assert output.count("xx_one") == 1
    assert "→ bring the lists up to date (dualuse lists sync), and watch again" in " ".join(output.split())


def test_a_dialogue_has_no_colours_where_none_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in terminal_screen(False).emphasise("Is it cooled?")
    monkeypatch.setenv("NO_COLOR", "1")
    screen = terminal_screen(False)
    assert (screen.emphasise("Is it cooled?"), screen.soften("? I do not know")) == (
        "Is it cooled?",
        "? I do not know",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_on_a_first_use_can_be_read(language: str) -> None:
    """It asked "was this done …: ask whether …? State under answers true if it was (it is no longer held for this) or false …"."""
    offer = read_file(REPOSITORY / "examples/transactions/signal_analyser.yaml")[0].data
    reasons = {row.code: row.text for row in check(offer, language=language).release_because}
    text = reasons["release.done_unstated"]
    assert "(answers: " not in text
    assert text.count("(") <= 4
    assert "done.EU001" in text
    assert max(map(len, text.replace("?", ".").split(". "))) < 260


def test_a_ground_for_suspicion_has_its_object() -> None:
    assert [translate(KNOWLEDGE.short["suspects"], language) for language in LANGUAGES] == [
        "grounds for suspicion",
        "Verdachtsgründe",
        "motifs de soupçon",
    ]
