"""The address of a listed party: found however it is address_line, never more than a review, never by a town alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.screening.decisions.command import decide_command
from dualuse.screening.decisions.identity_digest import party_digest, query_from_json, query_to_json
from dualuse.screening.index.addresses import (
    ADDRESSES,
    AddressBook,
    address_line,
    build_addresses,
    is_comparable_address,
)
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import Address, Country, ListedName, ListedParty
from tests.support.screening_home import Entry, install, write_lines

RUN = CliRunner()
PLACES = {
    "Q1": Address(
        "Room 1318-20, 13/F, Quillon Plaza, 610 Gundrel Road", "Kowloon", Country("HK", "Hong Kong")
    ),
    "Q2": Address("ул. Квиллонова, д. 17, стр. 3", "Москва", Country("RU", "Россия")),
    "Q3": Address("P.O. Box 19575", "Tehran", Country("IR", "Iran")),
    "Q4": Address("", "Tehran", Country("IR", "Iran")),
    "Q5": Address("Vandermorstraat 5, 2514 Den Haag", "", Country("NL", "NL")),
}
PARTIES = [
    *(ListedParty(id, "invented", "organisation", (ListedName(f"Zulhab {id}"),), addresses=(place,)) for id, place in PLACES.items()),
    *(
        ListedParty(f"T{number}", "invented", "organisation", (ListedName(f"Fexost {number}"),),
                    addresses=(Address(f"Azadi Street {number}, Building {number + 300}", "Tehran", Country("IR", "Iran")),))
        for number in range(200)
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("index") / "names.index"
    build_index(PARTIES, place)
    build_addresses(PARTIES, place.with_name(ADDRESSES))
    return place


@pytest.fixture(scope="module")
def screener(index: Path) -> Screener:
    return Screener.open(index)


def _entities_hit(screener: Screener, *addresses: str) -> list[str]:
    return [
        hit.entity for hit in screener.screen([Query(("Berthold Quendel",), addresses=addresses)])[0].hits
    ]


@pytest.mark.parametrize(
    ("address", "entity"),
    [
        ("Rm 1318-20 13F Quillon Plaza, 610 Gundrel Rd, Kowloon, Hong Kong", "Q1"),
        ("610 GUNDREL ROAD, QUILLON PLAZA, 1318-20", "Q1"),
        ("Kvillonova ul. 17, str. 3, Moskva", "Q2"),
        ("Квиллонова ул. 17 стр. 3 Москва Россия", "Q2"),
        ("PO Box 19575, Tehran, Iran", "Q3"),
        ("Vandermorstraat 5, Den Haag", "Q5"),
    ],
)
def test_an_address_is_found_however_it_is_written(screener: Screener, address: str, entity: str) -> None:
    (hit,) = screener.screen([Query(("Berthold Quendel",), addresses=(address,))])[0].hits
    assert (hit.entity, hit.status) == (entity, "review")
    assert [reason.code for reason in hit.because] == ["address_same"]
    assert hit.because[0].params == {"asked": address, "listed": address_line(PLACES[entity])}


@pytest.mark.parametrize(
    "address",
    [
        "Tehran, Iran",
        "Kowloon, Hong Kong",
        "Vandermorstraat 7, Den Haag",
        "Quillon Plaza, Kowloon, Hong Kong",
        "Azadi Street, Tehran, Iran",
        "17 Gundrel Road, Auckland, New Zealand",
        "",
        "5",
    ],
)
def test_a_town_or_another_number_is_nobodys_address(screener: Screener, address: str) -> None:
    assert _entities_hit(screener, address) == []


def test_who_has_the_name_too_keeps_the_score_of_the_name(screener: Screener) -> None:
    address = "Vandermorstraat 5, 2514 Den Haag"
    alone = screener.screen([Query(("Zulhab Q5",))])[0].hits[0]
    both = screener.screen([Query(("Zulhab Q5",), addresses=(address,))])[0].hits[0]
    assert (both.entity, both.score, both.status) == (alone.entity, alone.score, alone.status)
    assert both.because[-1].code == "address_same"


@given(st.lists(st.text(max_size=80), max_size=3))
def test_no_address_fails(texts: list[str]) -> None:
    book = _book()
    book.find(texts)
    for text in texts:
        is_comparable_address(text)


_kept: list[AddressBook] = []


def _book() -> AddressBook:
    if not _kept:
        import tempfile

        path = Path(tempfile.mkdtemp()) / ADDRESSES
        build_addresses(PARTIES, path)
        _kept.append(AddressBook(path))
    return _kept[0]


@pytest.mark.parametrize(
    ("text", "comparable"),
    [
        ("Street 1, Tabriz", True),
        ("Tabriz, Iran", False),
        ("Street 1", False),
        ("", False),
        ("Rue de la Paix, Paris", False),
    ],
)
def test_an_address_needs_a_number_and_three_words(text: str, comparable: bool) -> None:
    assert is_comparable_address(text) is comparable


def test_an_index_without_addresses_finds_none(tmp_path: Path) -> None:
    build_index([PARTIES[3]], tmp_path / "names.index")
    build_addresses([PARTIES[3]], tmp_path / ADDRESSES)
    assert _entities_hit(Screener.open(tmp_path / "names.index"), "Azadi Street 5, Tehran, Iran") == []


def test_who_moved_is_stated_otherwise_and_a_decision_names_the_address() -> None:
    plain, at = (
        Query(("Orlow Quillon",)),
        Query(("Orlow Quillon",), addresses=("Vandermorstraat 5, Den Haag",)),
    )
    assert party_digest(plain) != party_digest(at)
    assert query_from_json(query_to_json(at)) == at
    assert query_from_json(query_to_json(plain)) == plain
    assert '--address "Vandermorstraat 5, Den Haag"' in decide_command(at, ("xx_one", "Q5"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _listed(address: str) -> Entry:
    return Entry("P1", "Orlow Quillonberg", properties={"address": [address]})


def test_screen_and_rescreen_compare_addresses(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [_listed("Vandermorstraat 5, 2514 Den Haag")])
    result = RUN.invoke(
        app, ["screen", "Berthold Quendel", "--address", "Vandermorstraat 5, Den Haag", "--json"]
    )
    answer = json.loads(result.stdout)
    assert answer["status"] == "review", result.output
    text = RUN.invoke(app, ["screen", "Berthold Quendel", "--address", "Vandermorstraat 5, Den Haag"]).stdout
    assert "the same address: asked Vandermorstraat 5, Den Haag" in " ".join(text.split())
    customer = Entry("K1", "Berthold Quendel", properties={"address": ["Gundrelstraat 12, 3011 Rotterdam"]})
    file = write_lines(tmp_path / "customers.jsonl", [customer])
    first = json.loads(RUN.invoke(app, ["rescreen", str(file), "--json"]).stdout)
    assert first["new"] == []
    install(home, "xx_one", "2026-11-02", [_listed("Gundrelstraat 12, Rotterdam")])
    second = json.loads(RUN.invoke(app, ["rescreen", str(file), "--json"]).stdout)
    assert [(new_hit["id"], new_hit["entity"]) for new_hit in second["new"]] == [("K1", "P1")]
