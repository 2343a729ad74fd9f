"""The plain words about the entries of categories 0 to 2: complete, short, and in no way the official text's own."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.support.paths import PACKAGE

WORDS = PACKAGE / "law/eu_2021_821/control_list/words"
TITLES = PACKAGE / "law/eu_2021_821/control_list/titles/en.toml"
LANGUAGES = ("en", "de", "fr")
ENTRY = re.compile(r"[012][A-E]\d{3}")
RUN = 8


def entries(language: str) -> dict[str, str]:
    text = (WORDS / f"entries_0_to_2.{language}.toml").read_text("utf-8")
    words: dict[str, str] = tomllib.loads(text)["entries"]
    return words


def spoken(text: str) -> list[str]:
    """The words of a text, in small letters and without marks, so that no comma hides a copy."""
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    words = spoken(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_categories_has_its_words_and_no_other(language: str) -> None:
    titles = tomllib.loads(TITLES.read_text("utf-8"))["titles"]
    assert list(entries(language)) == [code for code in titles if ENTRY.fullmatch(code)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_one_or_two_plain_sentences(language: str) -> None:
    for code, text in entries(language).items():
        assert 40 <= len(text) <= 420, (code, len(text))
        assert text.endswith("."), code
        assert text == re.sub(r"[ \t\r\n]+", " ", text).strip(), code  # French has blanks that do not break


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_have_the_same_words(language: str) -> None:
    texts = list(entries(language).values())
    assert len(set(texts)) == len(texts)


def test_the_english_words_copy_no_run_of_the_official_text(shared: Path) -> None:
    published = json.loads((shared / "law/eu_annex1_20251115.json").read_text("utf-8"))
    official = [part["verbatim_text"] for part in (*published["entries"], *published["docs"])]
    with (shared / "law/annex1_provisions.csv").open(encoding="utf-8", newline="") as file:
        official += [row["text"] for row in csv.DictReader(file)]
    taken = set().union(*map(runs, official))
    assert len(taken) > 10_000
    copied = {code: common for code, text in entries("en").items() if (common := runs(text) & taken)}
    assert not copied
