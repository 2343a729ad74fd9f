"""What a dossier counts it counts alike on each page, and what nobody has stated of an item is not silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.first_page import in_short
from dualuse.i18n import LANGUAGES
from tests.dossier.test_assess import DAY, story
from tests.dossier.test_pages import LONG_DUTIES, MOST_PAGES, pages_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["interception", "face_recognition"])
def test_stops_and_red_flags_are_counted_alike_on_every_page(name: str, language: str) -> None:
    """Page one had 26 open red flags and a stop, and the decision 27 red flags."""
    made = story(name, language)
    (of_page_one,) = (row for row in made.answer if row.code == "answer.flags")
    document = str(dossier_of(made).parts)
    speech = Speech.in_language(language)
    stops, raised, _ = re.findall(r"\d+", of_page_one.text)
    counted = speech.say("Stops: {stops}; open red flags: {raised}; each above.", stops=stops, raised=raised)
    assert counted in document.replace("\\xa0", "\u00a0")


@pytest.mark.parametrize(
    ("entries", "told"),
    [(None, "not classified"), ([], "classified; not listed in Annex I"), (["5A002.a"], "5A002.a")],
)
def test_page_one_says_of_entries_whether_they_are_stated(entries: list[str] | None, told: str) -> None:
    item = {name: value for name, value in LONG_DUTIES["items"][0].items() if name != "entries"}
    items = [item if entries is None else item | {"entries": entries}]
    made = assess(LONG_DUTIES | {"items": items, "authorisations": []}, day=DAY)
    rows = dict(in_short(made, Speech.in_language("en")))
    assert told in str(rows["Items"])


def test_what_has_nothing_in_it_is_not_called_without_entries() -> None:
    assert "No entries" not in str(dossier_of(story("interception")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_page_is_worth_its_paper(language: str, tmp_path: Path) -> None:
    """That of the second story had the end of a table alone."""
    pages = pages_of(story("face_recognition", language), tmp_path)
    assert len(pages) < MOST_PAGES
    assert len(re.findall(r"\S.*", pages[-1])) > 20


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "the language, of who gave them"),
        ("de", "der Sprache derer"),
        ("fr", "langue de leurs auteurs"),
    ],
)
def test_a_dossier_says_in_whose_language_its_answers_are(language: str, told: str) -> None:
    """A dossier in one language is made of due diligence that was stated in another."""
    assert told in str(dossier_of(story("interception", language)).parts)
