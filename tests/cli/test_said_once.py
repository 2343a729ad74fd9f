"""What a terminal says it says once, and writes numbers as its reader does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.assessment.check import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.classification.search.answers import Candidate
from dualuse.classification.search.output import score_in
from dualuse.cli import app
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.reading.plain_data import read_file
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

STORY = REPOSITORY / "examples/stories/interception"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code in (0, 1), result.output
    return " ".join(str(result.stdout).split())


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "tell the authority"),
        ("de", "die Behörde, Bundesamt"),
        ("fr", "notifier à l’autorité, Bundesamt"),
    ],
)
def test_an_assessment_says_its_first_step_once_and_its_folder_once(
    home: Path, language: str, first: str
) -> None:
    files = (str(STORY / "transaction.yaml"), "--diligence", str(STORY / "diligence.yaml"))
    out = home.parent / "out"
    output = run(
        "assess",
        *files,
        "--day",
        "2026-11-26",
        "-o",
        str(out),
        "--no-screening",
        "--no-search",
        "--language",
        language,
    )
    assert output.count(first) == 1
    assert output.replace(" ", "").count(f"{out}/".replace(" ", "")) == 1
    assert ".json, .html, .pdf" in output
    assert "))" not in output or language == "en"


@pytest.mark.parametrize(("language", "number"), [("en", "0.87"), ("de", "0,87"), ("fr", "0,87")])
def test_a_score_has_the_decimal_mark_of_its_reader(language: str, number: str) -> None:
    candidate = Candidate(entry="2B001", provision="2B001.b.2", score=0.871, because=())
    assert score_in(candidate, language) == number


def test_lists_of_one_day_are_not_told_by_their_newest_and_oldest(home: Path) -> None:
    install(home, "xx_one", "2026-11-02", [Entry("P1", "Orlow Quillonberg")])
    install(home, "xx_other", "2026-11-02", [Entry("P2", "Zufquar Vandermor")])
    assert "Compared with 2 lists, all of 2026-11-02 (entries: 2)." in run("screen", "Somebody Else")
    install(home, "xx_third", "2026-11-20", [Entry("P3", "Hakkarin Messtechnik")])
    output = run("screen", "Somebody Else")
    assert "Compared with 3 lists, the newest of 2026-11-20, the oldest of 2026-11-02" in output


def test_the_doctor_names_a_list_once(home: Path) -> None:
    install(home, "xx_one", "2020-01-02", [Entry("P1", "Orlow Quillonberg")])
    (before, _) = run("doctor").split("dualuse lists sync xx_one")
    assert before.count("xx_one") == 1
    days = (date.today() - date(2020, 1, 2)).days
    assert f"too old, {days} days" in before


def test_what_is_watched_begins_with_a_capital(home: Path) -> None:
    files = (str(STORY / "transaction.yaml"), "--diligence", str(STORY / "diligence.yaml"))
    out = str(home.parent / "out")
    run("assess", *files, "--day", "2026-08-25", "-o", out, "--only-json", "--no-screening", "--no-search")
    result = CliRunner().invoke(app, ["watch", out, "--language", "de"])
    sentences = [line for line in str(result.stdout).splitlines() if line and line[0].isalpha()]
    assert [line for line in sentences if line[0].islower()] == []


def test_indices_are_those_of_the_destination() -> None:
    """Not "except the country", as a German heading once said."""
    from dualuse.i18n import translate

    assert translate("Indices of the destination", "de") == "Indizes zum Bestimmungsland"
    assert translate("Indices of the destination", "fr") == "Indices relatifs au pays de destination"


SALE = REPOSITORY / "examples/transactions/signal_analyser.yaml"


@pytest.mark.parametrize(
    ("language", "ends"),
    [
        ("en", ("screen the parties again", "(--accept-law-age, --person)", "needs an authorisation.")),
        ("de", ("Beteiligten erneut", "(--accept-law-age, --person)", "genehmigungspflichtig.")),
        ("fr", ("de nouveau les parties", "(--accept-law-age, --person)", "exige une autorisation.")),
    ],
)
@pytest.mark.parametrize("width", [80, 100, 120])
def test_where_lists_and_law_are_both_old_what_mends_it_stands_once_and_whole(
    language: str, ends: tuple[str, ...], width: int
) -> None:
    (document,) = read_file(SALE)
    old = replace(UNION, stale=True, partial=True)
    answer = check(
        {**document.data, "date": "2026-11-30"}, language=language, screener=ScreenerByHand({}, (old,))
    )
    lines = [*ShortText(answer, width).lines()]
    assert len(lines) <= MOST_LINES
    text = " ".join(" ".join(lines).replace("\u00a0", " ").split())
    assert all(end in text for end in ends), text
    # The reason has the age, and the step the option; the line of the lists that they are old, and the step what to do.
    assert text.count("--accept-law-age") == 1
    assert text.count("eu_fsf") == 2


def test_statements_that_are_signed_for_have_their_value_once() -> None:
    (document,) = read_file(SALE)
    answer = check(document.data, screener=None)
    text = " ".join(str(ShortText(answer, 100)).split())
    assert (
        "a military end use, knowledge of a use in illegally exported military items: no indication; the goods"
        in text
    )


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("room", [20, 22, MOST_LINES])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "apply to BAFA"), ("de", "BAFA"), ("fr", "demander à l’autorité (BAFA)")]
)
def test_a_stop_says_who_asks_the_authority_however_many_steps_come_first(
    width: int, room: int, language: str, words: str
) -> None:
    """Behind the end of an interview, where other lines stand on the same screen; lists and law are old."""
    probe = {
        "date": "2026-11-30",
        "activity": "export",
        "destination": "EG",
        "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
        "items": [{"id": "1", "entries": ["5A001.j"]}],
        "parties": [{"role": "end_user", "name": "Nile Telecom SAE", "country": "EG"}],
    }
    old = replace(UNION, stale=True, partial=True)
    answer = check(probe, language=language, screener=ScreenerByHand({}, (old,)))
    lines = [*ShortText(answer, width, most=room).lines()]
    assert len(lines) <= room
    assert words in " ".join(" ".join(lines).split())
