"""Short names of firms with another legal form, beside a word nobody knows, abbreviated; and what only sounds like one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from benchmarks.screening.cases import target_rows
from benchmarks.screening.parties import listed_party
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.short_names import short_names
from dualuse.screening.names.words import words_of
from dualuse.sources.lists.listed_party import ListedName, ListedParty

LISTED: Final = (
    ("V", "organisation", ("QTB Bank",)),
    ("M", "organisation", ("Bank Melli",)),
    ("I", "organisation", ("ZOQIL",)),
    ("S", "organisation", ("ZRQC",)),
    ("K", "organisation", ("MZQT OJSC",)),
    ("W", "organisation", ("Dvurek Group",)),
    ("U", "organisation", ("Qurev University of Technology",)),
    ("C", "organisation", ("CRL",)),
    ("A", "organisation", ("UEQ",)),
    ("T", "organisation", ("UTAIR",)),
    ("N", "organisation", ("CQ3",)),
    ("B", "vessel", ("Quilona",)),
    ("P", "person", ("Igor Ivanovich Zhuvelin",)),
    ("H", "person", ("Mohammed Yousef Hazourin",)),
)
TOWNS: Final = ("Wilhelmshaven", "Böblingen", "Deira", "Kornwestheim", "Vaasa", "Moerdijk")
"""None of them is in the table of towns."""


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    parties = (ListedParty(id, "invented", kind, tuple(map(ListedName, names))) for id, kind, names in LISTED)  # type: ignore[arg-type]
    build_index(parties, place)
    return Screener.open(place)


def _screened(screener: Screener, name: str, **stated: object) -> Screened:
    return screener.screen([Query((name,), **stated)])[0]  # type: ignore[arg-type]


def _shown(screener: Screener, name: str, **stated: object) -> set[str]:
    return {hit.entity for hit in _screened(screener, name, **stated).hits}


@pytest.mark.parametrize(
    "form",
    ["{} Ltd", "{} AG", "{} GmbH", "PAO {}", "OOO {}", "{} SE", "{} KGaA", "{} S.A.L.", "{} GmbH, Böblingen"],
)
def test_another_legal_form_clears_nobody(screener: Screener, form: str) -> None:
    assert "V" in _shown(screener, form.format("QTB"))


@pytest.mark.parametrize("name", ["Melli GmbH", "Melli Ltd", "OOO Melli"])
def test_nor_a_word_of_trade_that_few_firms_use(screener: Screener, name: str) -> None:
    assert "M" in _shown(screener, name)


@pytest.mark.parametrize("name", ["Bank GmbH", "Technology Ltd", "University AG", "Elektro GmbH"])
def test_a_plain_word_and_a_legal_form_are_nobody(screener: Screener, name: str) -> None:
    assert _screened(screener, name).status == "clear"


@pytest.mark.parametrize(
    "way",
    [
        "{} {}",
        "{}, {}",
        "{} ({})",
        "{} - {}",
        "{0} 71032 {1}",
        "{0} AG, {1}",
        "{0}, Industriestr. 5, 71032 {1}",
    ],
)
@pytest.mark.parametrize(("name", "entity"), [("QTB", "V"), ("ZOQIL", "I"), ("ZRQC", "S"), ("Dvurek", "W")])
def test_a_town_nobody_knows_clears_nobody(screener: Screener, name: str, entity: str, way: str) -> None:
    assert not [town for town in TOWNS if entity not in _shown(screener, way.format(name, town))]


@pytest.mark.parametrize(
    "field",
    [
        "Wilhelmshaven QTB",
        "QTB Bad Homburg",
        "QTB Abt. Export",
        "ZRQC Logistics",
        "Spedition Beispiel für ZRQC",
        "4711 QTB",
        "CQ3 Vaasa",
        "Fa. ZRQC",
    ],
)
def test_nor_does_what_else_stands_beside_it(screener: Screener, field: str) -> None:
    assert _screened(screener, field).status == "review"


def test_the_reason_says_what_was_taken_for_a_place(screener: Screener) -> None:
    (hit,) = _screened(screener, "ZOQIL Wilhelmshaven").hits
    (reason,) = [reason for reason in hit.because if reason.code == "beside_places"]
    assert reason.params == {"name": "ZOQIL", "places": ["Wilhelmshaven"]}


@pytest.mark.parametrize(
    "field", ["Qurev Wilhelmshaven", "Zhuvelin Böblingen", "Technology Vaasa", "Denise Qtb", "Martin ZOQIL"]
)
def test_who_is_not_called_so_is_clear(screener: Screener, field: str) -> None:
    assert _screened(screener, field).status == "clear"


@pytest.mark.parametrize("kind", ["person", "vessel"])
def test_a_person_or_a_ship_beside_a_word_is_another_one(screener: Screener, kind: str) -> None:
    assert _screened(screener, "Zoqil Wilhelmshaven", kind=kind).status == "clear"


def test_legal_forms_alone_are_no_short_name() -> None:
    assert [name.rest.text for name in short_names("Zwergal LLC")] == []
    assert [(name.rest.text, name.counts) for name in short_names("QTB Sp. z o.o. Böblingen")] == [
        ("QTB", "short"),
        ("Böblingen", "whole"),
    ]


@pytest.mark.parametrize(
    ("town", "shown"),
    [("Moscow", {"P"}), ("Teheran", {"P"}), ("12345 Minsk", {"P"}), ("Berlin", set()), ("Dubai", set())],
)
def test_a_rare_family_name_apart_from_a_town_under_embargo(
    screener: Screener, town: str, shown: set[str]
) -> None:
    assert _shown(screener, f"Zhuvelin, {town}") == shown


def test_initials_as_german_writes_them_beside_their_town(screener: Screener) -> None:
    assert "K" in _shown(screener, "MSQT Minsk")


@pytest.mark.parametrize("name", ["Mohammed Hazzourin", "Hazzourin Mohammed", "Mohammed Hazourin"])
def test_the_name_between_the_first_and_the_last_may_lack(screener: Screener, name: str) -> None:
    assert _shown(screener, name) == {"H"}


@pytest.mark.parametrize(
    "name",
    [
        "Qurev Uni of Technology",
        "Univ. Qurev",
        "Univ Qurev Tehran",
        "Qurev Univ of Tech",
        "QUREV UNIV. TECHN.",
    ],
)
def test_words_of_institutions_are_abbreviated(screener: Screener, name: str) -> None:
    assert _shown(screener, name) == {"U"}


@pytest.mark.parametrize(
    "name", ["Söldnertruppe Dvurek", "Dvurek Mercenaries", "Milice Dvurek", "Terrorgruppe Dvurek"]
)
def test_a_word_for_armed_people_is_no_part_of_their_name(screener: Screener, name: str) -> None:
    assert "W" in _shown(screener, name)


@pytest.mark.parametrize("name", ["Quilana SARL", "Quilon GmbH", "Quilonna Inc"])
def test_a_firm_is_no_ship_that_is_called_alike(screener: Screener, name: str) -> None:
    assert _shown(screener, name) == set()
    assert _shown(screener, "Quilona Ltd") == _shown(screener, "Quilana") == {"B"}


@pytest.mark.parametrize("name", ["Carroll Ltd", "Çorlu Ltd. Sti.", "UOQ", "UAQ GmbH", "Other GmbH"])
def test_who_only_sounds_like_initials_or_another_word_is_clear(screener: Screener, name: str) -> None:
    assert _screened(screener, name).status == "clear"


@pytest.mark.parametrize(
    ("name", "entity"), [("CRL", "C"), ("CRRL", "C"), ("UEQ AG", "A"), ("Utayr", "T"), ("Ютэйр", "T")]
)
def test_the_same_initials_stay(screener: Screener, name: str, entity: str) -> None:
    assert entity in _shown(screener, name)


def test_a_listed_firm_s_own_word_with_a_legal_form_or_a_town_is_never_clear(
    shared: Path, tmp_path: Path
) -> None:
    file = shared / "screening/lists/ftm/eu_fsf_20260501.ftm.json"
    if not file.exists():
        pytest.skip(f"no list in {file}")
    listed = [listed_party(row) for row in target_rows(shared / "screening/lists", "eu_fsf_20260501")]
    build_index(listed, tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    rng = random.Random(14)
    names = [
        name.text
        for party in rng.sample([party for party in listed if party.kind == "organisation"], 900)
        for name in party.names
        if name.text.isascii() and _is_short_name(name.text)
    ]
    assert len(names) > 60
    asked = [
        f"{name}{rest}"
        for name in names
        for rest in (" GmbH", " Ltd", f" {rng.choice(TOWNS)}", f", {rng.choice(TOWNS)}")
    ]
    answers = screener.screen([Query((text,)) for text in asked])
    assert not [text for text, answer in zip(asked, answers, strict=True) if answer.status == "clear"]


def _is_short_name(text: str) -> bool:
    """Whether a listed name is one word of letters, and its own."""
    words = words_of(text)
    return (
        len(words) == 1
        and words[0].isalpha()
        and len(words[0]) > 2
        and plainness_of(words)[0] is Plainness.UNKNOWN
    )
