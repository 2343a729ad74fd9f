"""A listed name with its town, region or country before it, behind it or in brackets is asked as if it stood alone."""

from __future__ import annotations

import random
from typing import Final

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.beside_places import without_places
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import words_of
from dualuse.screening.reasons import reason_in_words
from dualuse.sources.lists.listed_party import ListedName, ListedParty
from tests.screening.conftest import AllLists

LISTED: Final = (
    ("T", "organisation", (ListedName("Qurvex Threshold Bank"), ListedName("QTB", "weak"))),
    ("L", "organisation", (ListedName("ZOQL"),)),
    ("B", "organisation", (ListedName("OAO Belqaz"),)),
    ("M", "organisation", (ListedName("Bank Melqi"),)),
    ("G", "organisation", (ListedName("Admiral Group"),)),
    ("P", "person", (ListedName("Abu Qorbat", "weak"), ListedName("Timur Ruslanovich Qorbat"))),
    ("K", "organisation", (ListedName("JSC Kronstadt"),)),
)
TOWNS: Final = (
    "Moscow", "Moskau", "St. Petersburg", "Saint-Pétersbourg", "Selenograd", "Ischewsk", "Wladiwostok", "Minsk", "Gomel", "Schodino",
    "Tehran", "Teheran", "Isfahan", "Damascus", "Damaskus", "Alep", "Pyongyang", "Sewastopol", "Hamburg", "Dubai",
)  # fmt: skip
WAYS: Final = ("{name} {town}", "{name}, {town}", "{name} - {town}", "{name} ({town})", "{town} {name}")


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    parties = (ListedParty(id, "invented", kind, names) for id, kind, names in LISTED)  # type: ignore[arg-type]
    build_index(parties, place)
    return Screener.open(place)


def _screened(screener: Screener, name: str, **stated: object) -> Screened:
    return screener.screen([Query((name,), **stated)])[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "entity"),
    [("QTB", "T"), ("ZOQL", "L"), ("Belqaz", "B"), ("Bank Melqi", "M"), ("Abu Qorbat", "P")],
)
def test_a_town_beside_a_listed_name_clears_nobody(
    screener: Screener, name: str, entity: str, way: str
) -> None:
    clear = [
        town
        for town in TOWNS
        if entity not in [hit.entity for hit in _screened(screener, way.format(name=name, town=town)).hits]
    ]
    assert not clear


@pytest.mark.parametrize(
    "field",
    [
        "QTB Russia",
        "QTB Iran",
        "QTB Gaza",
        "QTB, Russland",
        "QTB (RU)",
        "QTB RUS",
        "QTB PJSC, 123456 Moscow, Russian Federation",
        "QTB in Moscow",
        "QTB Region Moskau",
        "QTB Niederlassung Hamburg",
        "QTB Hamburg Branch",
        "QTB Komsomolsk-na-Amure",
        "QTB Москва",
        "qtb moscow",
        "Moscow QTB (Russia)",
        "Example GmbH c/o QTB Moscow",
    ],
)
def test_what_is_said_of_a_place_goes_with_it(screener: Screener, field: str) -> None:
    assert "T" in [hit.entity for hit in _screened(screener, field).hits]


@pytest.mark.parametrize("kind", ["unknown", "organisation", "person", "vessel"])
def test_whatever_the_party_is_said_to_be(screener: Screener, kind: str) -> None:
    assert _screened(screener, "ZOQL Tehran", kind=kind, countries=("LB",)).status == "review"


def test_the_reason_says_what_was_taken_for_a_place(screener: Screener) -> None:
    (hit,) = _screened(screener, "ZOQL, 12345 Tehran / Iran").hits
    (reason,) = [reason for reason in hit.because if reason.code == "beside_places"]
    assert reason.params == {"name": "ZOQL", "places": ["12345 Tehran", "Iran"]}
    assert reason_in_words(reason) == "compared without what is taken for a place (12345 Tehran, Iran): ZOQL"


def test_who_is_called_by_a_place_is_asked_beside_another(screener: Screener) -> None:
    assert "K" in [hit.entity for hit in _screened(screener, "Kronstadt St. Petersburg").hits]


def test_a_name_that_tells_nobody_is_looked_for_letter_by_letter(screener: Screener) -> None:
    (hit,) = _screened(screener, "Admiral Group, Minsk").hits
    assert (hit.entity, [reason.code for reason in hit.because]) == ("G", ["names_met", "beside_places"])


@pytest.mark.parametrize(
    "name",
    ["Zwergal Moscow", "Threshold Bank Minsk", "Bank of Moscow", "Orlow Teheran", "Melqi Brothers Dubai"],
)
def test_a_town_makes_nobody_listed(screener: Screener, name: str) -> None:
    assert _screened(screener, name).status == "clear"


def test_a_title_beside_a_town_names_nobody() -> None:
    assert uncompared(("The Doctor, Istanbul",), "unknown") == "no_word"
    assert uncompared(("Berlin Group",), "organisation") == ""


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ("Minsk", []),
        ("Quillonberg", []),
        ("Hamburg GmbH", ["GmbH"]),
        ("Isfahan Optics, Tehran", ["Isfahan Optics", "Optics, Tehran", "Optics"]),
        ("Minsk Moscow", ["Minsk", "Moscow"]),
        ("Centre 1234 Minsk", ["Centre 1234", "Centre"]),
        ("Vega Rostow am Don", ["Vega"]),
        ("Vega (IN)", ["Vega"]),
        ("Vega, IN", ["Vega"]),
        ("Vega IN", []),
        ("Vega SE", []),
        ("Vega-RUS", []),
        ("Vega RUS", ["Vega"]),
        ("IN Vega", []),
    ],
)
def test_what_is_left_of_a_field(field: str, left: list[str]) -> None:
    assert sorted(rest.text for rest in without_places(field)) == sorted(left)


ORDINARY = ("Bosch Stuttgart", "Bosch, Stuttgart", "Beko Ankara", "Emaar Dubai", "Koc Istanbul")


def test_no_listed_short_name_is_clear_beside_a_town(all_lists: AllLists) -> None:
    """A sample of the short names of all lists, with twenty towns in five ways."""
    screener = all_lists.screener
    short = sorted({name for name in all_lists.names if _is_short(name)})
    names = random.Random(3).sample(short, 60)
    alone = screener.screen([Query((name,)) for name in names])
    shown = [name for name, answer in zip(names, alone, strict=True) if answer.hits]
    asked = [way.format(name=name, town=town) for name in shown for town in TOWNS for way in WAYS]
    answers = screener.screen([Query((text,)) for text in asked])
    clear = [text for text, answer in zip(asked, answers, strict=True) if answer.status == "clear"]
    assert len(shown) > 50
    assert not clear
    # A name that sounds like a listed one, or somebody's family name, is nobody's beside a town.
    ordinary = screener.screen([Query((firm,)) for firm in ORDINARY])
    assert [firm for firm, answer in zip(ORDINARY, ordinary, strict=True) if answer.status != "clear"] == []


def _is_short(name: str) -> bool:
    words = words_of(name)
    return len(words) <= 3 and sum(map(tells, words)) == 1
