"""The data of ``classify``: synonyms, everyday goods, spelling; and the plain words that two rooms share."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dualuse.classification.search import trade_names
from dualuse.classification.search.words import words_of
from dualuse.i18n import LANGUAGES
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.control_list.plain import about, family_words, plain_words
from dualuse.law.eu_2021_821.surveillance import families

SEARCH = Path(trade_names.__file__).parent
FILES = sorted((SEARCH / "synonyms").glob("*.toml"))


def read(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["senses"]
    return rows


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_synonyms_lead_to_codes_that_exist(file: Path) -> None:
    edition = outline()
    assert edition is not None
    for row in read(file):
        assert row["to"], row
        assert not [code for code in row["to"] if code not in edition.codes], row["to"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_synonyms_have_names_in_three_languages_and_words_of_the_list(file: Path) -> None:
    for row in read(file):
        assert row["words"]
        if row.get("make"):
            assert set(row) == {"to", "words", "make", "others"}, row["to"]
            continue
        assert set(row) - {"clear", "others"} == {"to", "words", "en", "de", "fr"}, row["to"]
        for language in LANGUAGES:
            names = row[language]
            assert names, (row["to"], language)
            assert len(set(names)) == len(names), (row["to"], language, names)
            assert all(words_of(name) for name in names)


def test_there_are_several_hundred_names() -> None:
    names = [
        name
        for file in FILES
        for row in read(file)
        for language in LANGUAGES
        for name in row.get(language, ())
    ]
    assert len(names) > 2000


def test_no_everyday_good_is_a_name_of_trade() -> None:
    named = {
        (language, name)
        for file in FILES
        for row in read(file)
        for language in LANGUAGES
        for name in row.get(language, ())
    }
    data = tomllib.loads((SEARCH / "everyday.toml").read_text("utf-8"))
    everyday = {
        (language, name) for row in data["kinds"] for language, names in row.items() for name in names
    }
    assert not named & everyday
    assert named >= {(language, name) for language, names in data["either"].items() for name in names}


def test_longer_names_hide_those_inside_them() -> None:
    words = words_of("laser printer")
    goods = trade_names.everyday(words, ("en",))
    assert [goods_name.written for goods_name in goods] == ["laser printer"]
    assert [use.written for use in trade_names.uses(words, ("en",))] == ["laser"]
    assert trade_names.uses(words, ("en",), goods) == []
    uses = trade_names.uses(words_of("exploding bridgewire detonators"), ("en",))
    assert {use.written for use in uses} == {"exploding bridgewire"}


def test_names_of_another_language_do_not_count() -> None:
    assert trade_names.uses(words_of("CAN bus interface"), ("en",)) == []


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_plain_words_are_found_by_entry_family_and_section(language: str) -> None:
    assert plain_words("5A001", language)
    assert plain_words("0A001", language)
    assert plain_words("9Z999", language) == ""
    assert tuple(family_words(language)) == families()
    assert about("categories", "7", language)
    assert about("groups", "none", language) == ""
