"""``classify`` answers on one screen, and says in its first line what was not at hand."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.search.classifying import NO_EMBEDDING, NO_TEXT
from dualuse.cli import app
from dualuse.cli.classification_page import short_page
from dualuse.cli.terminal import LANGUAGES
from dualuse.i18n import Message

TEXTS = (
    "Portable IMSI catcher for LTE networks",
    "Netzwerk-Monitoring-Sonde für Telekommunikationsbetreiber 100 Gbit/s",
    "Zoom lens 100 mm",
    "Flurbzx Grontl Widget",
    "",
    "thermal camera " * 2_000,
)
LONG = Message("x", "word " * 200)


def lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["classify", *arguments])
    assert result.exit_code == 0, result.output
    return str(result.stdout).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12] or "nothing")
def test_an_answer_is_on_one_screen(text: str, language: str) -> None:
    short = lines(text, "--language", language)
    assert len(short) <= 30
    assert all(len(line) <= 100 for line in short)
    assert "\x1b" not in "".join(short)
    assert short[0] == lines(text, "--full", "--language", language)[0]


@pytest.mark.parametrize("width", [40, 80, 110])
def test_the_longest_answer_is_on_one_screen(width: int) -> None:
    candidate = Candidate(
        "6A003", "6A003.b.4", 0.5, (LONG, LONG, LONG), "word " * 99, ("a", "b"), (LONG, LONG)
    )
    notes = (NO_TEXT, NO_EMBEDDING, LONG, LONG)
    page = short_page(Classification("", "unsure", 0.5, (candidate,) * 10, ("en",), notes), "en", width)
    assert len(page.splitlines()) <= 30
    assert all(len(line) <= width for line in page.splitlines())
    assert page.splitlines()[-1].startswith("Test it by its parameters")


def test_the_first_line_says_what_was_not_at_hand() -> None:
    assert lines("gas mask", "-l", "en")[0].startswith("PROBABLY LISTED  without the official text")
    assert lines("Flurbzx Grontl Widget", "-l", "en")[0].startswith("CANNOT SAY")


def test_the_whole_answer_has_every_candidate_and_question() -> None:
    short, full = lines("IMSI catcher", "-l", "en"), lines("IMSI catcher", "--full", "-l", "en")
    assert len(full) > len(short)
    assert any("and 3 more: --full" in line for line in short)
