"""``classify`` answers on one screen, and says in its first line what was not at hand."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.search.classifier import classifier
from dualuse.classification.search.classifying import (
    NO_EMBEDDING,
    NO_TEXT,
    NO_TEXT_OF_LANGUAGE,
    answer,
    installed_texts,
)
from dualuse.classification.search.output import verdict_line
from dualuse.cli import app
from dualuse.cli.classification_page import short_page
from dualuse.cli.terminal import LANGUAGES
from dualuse.i18n import Message, render

TEXTS = (
    "Portable IMSI catcher for LTE networks",
    "Netzwerk-Monitoring-Sonde für Telekommunikationsbetreiber 100 Gbit/s",
    "Zoom lens 100 mm",
    "Flurbzx Grontl Widget",
    "...",
    "thermal camera " * 2_000,
)
LONG = Message("x", "word " * 200)


def lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["classify", *arguments])
    assert result.exit_code == 0, result.output
    return str(result.stdout).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_an_answer_is_on_one_screen(text: str, language: str) -> None:
    short = lines(text, "--language", language)
    assert len(short) <= 30
    assert all(len(line) <= 100 for line in short)
    assert "\x1b" not in "".join(short)
    assert short[0] == lines(text, "--full", "--language", language)[0]


@pytest.mark.parametrize("width", [40, 80, 110])
def test_the_longest_answer_is_on_one_screen(width: int) -> None:
    candidate = Candidate(
        entry="6A003",
        provision="6A003.b.4",
        score=0.5,
        because=(LONG, LONG, LONG),
        line="word " * 99,
        exclusions=("a", "b"),
        questions=(LONG, LONG),
    )
    notes = (NO_TEXT, NO_EMBEDDING, LONG, LONG)
    page = short_page(
        Classification(
            id="",
            verdict="unsure",
            likelihood=0.5,
            candidates=(candidate,) * 10,
            languages=("en",),
            notes=notes,
        ),
        "en",
        width,
    )
    assert len(page.splitlines()) <= 30
    assert all(len(line) <= width for line in page.splitlines())
    assert "Test it by its parameters" in page


def test_the_first_line_says_what_was_not_at_hand() -> None:
    assert lines("gas mask", "-l", "en")[0].startswith("PROBABLY LISTED  without the official text")
    assert lines("Flurbzx Grontl Widget", "-l", "en")[0].startswith("CANNOT SAY")


def test_a_text_that_is_installed_in_another_language_is_not_called_missing() -> None:
    """It read "without the official text of Annex I much is missed" where the text was installed in English."""
    note = Message("no_text_of_language", NO_TEXT_OF_LANGUAGE, {"language": "de"})
    classification = Classification(
        id="", verdict="unsure", likelihood=0.5, candidates=(), languages=("de",), notes=(note, NO_EMBEDDING)
    )
    assert verdict_line(classification, "en") == (
        "UNSURE  the text of Annex I is installed, but not in the language of the description (de)"
    )


def test_the_whole_answer_has_every_candidate_and_question() -> None:
    text = "Network surveillance system for traffic inspection and lawful interception of mobile phones with encryption"
    short, full = lines(text, "-l", "en"), lines(text, "--full", "-l", "en")
    assert len(full) > len(short)
    assert any(re.search(r"and \d+ more: --full", line) for line in short)


def scored(*scores: float) -> list[str]:
    """The last lines of an answer with candidates of these scores."""
    codes = ("6A003.b.4.a", "6A002.a.3", "3A001")
    candidates = tuple(
        Candidate(
            entry=code[:5],
            provision=code,
            score=score,
            because=(LONG,),
            line="words",
            exclusions=(),
            questions=(),
        )
        for code, score in zip(codes, scores, strict=False)
    )
    page = short_page(
        Classification(
            id="", verdict="unsure", likelihood=0.5, candidates=candidates, languages=("en",), notes=()
        ),
        "en",
        110,
    )
    return page.splitlines()[-1:]


def test_both_commands_lead_on_where_two_candidates_are_near() -> None:
    assert scored(0.80, 0.78) == [
        "Two are near, test both: dualuse examine 6A003.b.4, dualuse examine 6A002.a.3"
    ]
    assert scored(0.80, 0.40) == ["Test it by its parameters: dualuse examine 6A003.b.4"]
    assert scored(0.80) == ["Test it by its parameters: dualuse examine 6A003.b.4"]


@pytest.mark.parametrize(
    "text",
    [
        "gekühlter InSb-Wärmebildkamerakern",
        "cooled InSb thermal camera core",
        "noyau de caméra InSb refroidi",
    ],
)
def test_a_camera_core_leads_to_its_camera_and_its_detector_in_every_language(text: str) -> None:
    page = lines(text, "-l", "en")
    assert "dualuse examine 6A003.b.4" in page[-1]
    assert any("6A002" in line for line in page), "the detector in it is named beside"


@pytest.mark.parametrize(("language", "opening"), [("en", "“"), ("de", "„"), ("fr", "«\N{NO-BREAK SPACE}")])
def test_words_of_the_list_stand_between_marks_of_the_language(language: str, opening: str) -> None:
    page = lines("chemical mixing plant reactor", "-l", language, "--full")
    assert any(line.strip().startswith(opening) for line in page)


def test_a_word_in_common_is_named_once() -> None:
    page = "\n".join(lines("Wärmebildkamerakern", "-l", "en"))
    assert "Wärmebildkamerakern, Wärmebildkamerakern" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_the_verdict_and_the_questions_are_whole(width: int, language: str) -> None:
    searched = classifier(installed_texts())
    for text in ("100 Gbit/s monitoring probe for telecom operators", "5-axis machining centre"):
        classification = answer(searched, text)
        page = short_page(classification, language, width)
        shown = " ".join(page.split())
        assert len(page.splitlines()) <= 30
        assert " ".join(verdict_line(classification, language).split()) in shown
        for candidate in classification.near[:3]:
            for question in candidate.questions[:1]:
                assert " ".join(render(question, language).split()) in shown


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_reader_is_not_quoted_a_law_of_another_language(language: str) -> None:
    english = "Constructed of carbon steel or stainless steel;"
    near = Candidate(entry="5A001", provision="5A001.j", score=0.9, because=(), line=english, language="en")
    classification = Classification(
        id="", verdict="probably_listed", likelihood=0.9, candidates=(near,), languages=("en",), notes=()
    )
    page = short_page(classification, language, 100)
    assert english not in page
    assert {"de": "Internetverkehr", "fr": "trafic internet"}[language] in page
    assert english in short_page(classification, "en", 100)
