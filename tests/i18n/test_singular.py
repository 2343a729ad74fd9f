"""What counts one is said of one, in every language."""

from __future__ import annotations

import re

import pytest

from dualuse.i18n import LANGUAGES, fill, translate
from dualuse.i18n.singular import _OF_ONE, of_one, sentences_of_many
from tests.support.paths import REPOSITORY

SHEET = "{number} lines more, on the sheet “{sheet}” of {file}, and with --json."


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "1 line more,", "2 lines more,"),
        ("de", "1 weitere Zeile,", "2 weitere Zeilen,"),
        ("fr", "1 ligne de plus,", "2 lignes de plus,"),
    ],
)
def test_one_line_is_a_line(language: str, one: str, two: str) -> None:
    assert fill(SHEET, language, number=1, sheet="S", file="f").startswith(one)
    assert fill(SHEET, language, number=2, sheet="S", file="f").startswith(two)


@pytest.mark.parametrize(("language", "words"), [("de", "Zeile 7 und 1 weitere wie diese:"), ("fr", "ligne 7 et 1 autre semblable")])  # fmt: skip
def test_a_row_and_one_like_it(language: str, words: str) -> None:
    told = fill("row {line}, and {more} like it: {reason}", language, line=7, more="1", reason="?")
    assert told.startswith(words)


def test_each_form_has_the_same_fields_and_is_translated() -> None:
    for many, one in _OF_ONE.items():
        assert set(re.findall(r"\{\w+\}", one)) == set(re.findall(r"\{\w+\}", many))
        assert all(translate(one, language) != one for language in LANGUAGES if language != "en"), one


def test_each_sentence_of_many_is_said_somewhere() -> None:
    """A sentence that is worded anew needs its form for one, too."""
    text = "".join(path.read_text("utf-8") for path in (REPOSITORY / "src/dualuse").rglob("*.py"))
    joined = re.sub(r'"\s*\n\s*"', "", text)
    assert {sentence for sentence in sentences_of_many() if joined.count(f'"{sentence}"') < 2} == set()


def test_ten_and_eleven_are_many() -> None:
    assert of_one(SHEET, {"number": 11}) == SHEET == of_one(SHEET, {"number": 10})
