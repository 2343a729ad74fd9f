"""The plain words of the website for the entries of categories 3 to 9, the families, the categories and the groups."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE, families
from tests.support.paths import PACKAGE

WORDS: Final = PACKAGE / "law/eu_2021_821/control_list" / "words"
LANGUAGES: Final = ("en", "de", "fr")
RUN: Final = 8


def read(name: str, language: str) -> dict[str, Any]:
    with (WORDS / f"{name}.{language}.toml").open("rb") as stream:
        return tomllib.load(stream)


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence written for a reader, with the place where it stands; titles are none."""
    yield from read("entries_3_to_9", language)["entries"].items()
    data = read("families", language)
    for name, family in data["families"].items():
        for field in ("does", "ordinary", "misuse"):
            yield f"{name}.{field}", family[field]
    yield from data["categories"].items()
    yield from data["groups"].items()


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_entries_of_categories_3_to_9(language: str) -> None:
    with (PACKAGE / "law/eu_2021_821/control_list" / "titles" / "en.toml").open("rb") as stream:
        titles = tomllib.load(stream)["titles"]
    listed = {
        code
        for code, title in titles.items()
        if len(code) == 5 and code[0] in "3456789" and not title.startswith("Reserved number")
    }
    assert set(read("entries_3_to_9", language)["entries"]) == listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_families_with_their_codes(language: str) -> None:
    data = read("families", language)
    assert set(data) == {"families", "categories", "groups"}
    assert tuple(data["families"]) == families()
    for name, family in data["families"].items():
        assert set(family) == {"title", "does", "ordinary", "misuse", "entries"}
        assert 10 <= len(family["title"]) <= 80
        assert family["entries"] == read("families", "en")["families"][name]["entries"]
    with (PACKAGE / "law/eu_2021_821/surveillance.toml").open("rb") as stream:
        items = tomllib.load(stream)["items"]
    assert {(item["family"], item["code"]) for item in items} == {
        (name, code) for name, family in data["families"].items() for code in family["entries"]
    }
    assert len(SURVEILLANCE.rows) == sum(len(family["entries"]) for family in data["families"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_and_group(language: str) -> None:
    data = read("families", language)
    assert list(data["categories"]) == ["0", "1", "2", "3", "4", "5-1", "5-2", "6", "7", "8", "9"]
    assert list(data["groups"]) == list("ABCDE")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_short_whole_and_in_order(language: str) -> None:
    for place, text in texts(language):
        assert 40 <= len(text) <= 600, f"{language} {place}: {len(text)} characters"
        assert text.endswith("."), f"{language} {place}: no full stop"
        assert "  " not in text, f"{language} {place}: double blanks"
        assert text == text.strip(), f"{language} {place}: blanks at an end"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_used_twice(language: str) -> None:
    written = [text for _, text in texts(language)]
    assert len(written) == len(set(written))


def test_no_language_is_a_copy_of_another() -> None:
    by_language = {language: {text for _, text in texts(language)} for language in LANGUAGES}
    assert not by_language["en"] & by_language["de"]
    assert not by_language["en"] & by_language["fr"]
    assert not by_language["de"] & by_language["fr"]


def test_no_run_of_eight_words_is_the_official_text(shared: Path) -> None:
    official: set[tuple[str, ...]] = set()
    length = 0
    annex = json.loads((shared / "law" / "eu_annex1_20251115.json").read_text(encoding="utf-8"))
    for text in _strings(annex):
        run = words(text)
        length += len(run)
        official |= {tuple(run[start : start + RUN]) for start in range(len(run) - RUN + 1)}
    assert length > 50_000, "the official text was not found in the file"
    for place, text in texts("en"):
        run = words(text)
        copied = [run[start : start + RUN] for start in range(len(run) - RUN + 1)]
        hit = [" ".join(part) for part in copied if tuple(part) in official]
        assert not hit, f"{place}: {hit}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
