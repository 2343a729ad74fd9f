"""Something always comes first: what shares hardly a word with the text is called far, and is not proposed."""

from __future__ import annotations

import pytest

from dualuse.classification.search import classify
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.classification.search.output import csv_rows, page, short_line
from dualuse.cli.classification_page import short_page


@pytest.mark.parametrize(
    "text", ["Bürostuhl", "office chair", "chaise de bureau", "Kaffeemaschine", "machine à café"]
)
def test_an_ordinary_good_has_no_candidate_that_is_near(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.near == ()
        assert all(candidate.far for candidate in classification.candidates)
        assert classification.verdict == "probably_not_listed"
        shown = short_page(classification, "en", 100)
        assert "no entry is near" in shown
        assert "examine" not in shown
        assert not any(candidate.entry in shown for candidate in classification.candidates)


def test_far_candidates_are_named_where_the_verdict_is_open_and_in_full() -> None:
    classification = classify("Plonkwidget rotating, flimflam coloured")
    assert classification.candidates
    assert classification.near == ()
    assert classification.verdict == "unsure"
    first = classification.candidates[0].provision
    for shown in (short_page(classification, "en", 100), page(classification, "en", 100)):
        assert f"Far, with a word in common at most: {first}" in shown
    assert first not in short_line(classification, "en")


@pytest.mark.parametrize(
    "text",
    [
        "thermal imaging camera",
        "Kreiselkompass",
        "gyroscope",
        "burnetii",
        "pompe à vide",
        "vacuum induction furnace 1900 °C",
        "software for a gyroscope",
    ],
)
def test_a_name_of_trade_or_most_of_the_words_are_near(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.near
        assert not classification.candidates[0].far


def test_data_and_tables_say_what_is_far() -> None:
    data = classify("Bürostuhl").as_data()
    assert all(candidate["far"] for candidate in data["candidates"])
    assert all(row.endswith(",yes") for row in csv_rows(data).splitlines())


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("cooled InSb camera core, 640 x 512 pixels", "6A003", {"7A002"}),
        ("camera core", "6A003", {"7A002", "3E002"}),
        ("100 Gbit/s monitoring probe for telecom operators", "5A001", {"6D002", "2B351"}),
        ("oscilloscope probe", "3A002", {"1C012"}),
    ],
)
def test_one_ordinary_word_beside_a_name_of_trade_leads_nowhere(text: str, near: str, far: set[str]) -> None:
    """A gyroscope was proposed for a camera core, and a biological aerosol chamber for a probe of telecom operators."""
    for classification in (classify(text), classify(text, most=30)):
        names = [candidate.entry for candidate in classification.near]
        assert names[0] == near
        assert far.isdisjoint(names)
