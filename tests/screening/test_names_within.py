"""A listed name that stands whole in a field is never clear, whatever stands beside it, nor is one whose words were broken up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.asked_names import names_in
from dualuse.screening.reasons import reason_in_words
from dualuse.sources.lists.listed_party import ListedName, ListedParty, PartialDate

PERSON = "Orlow Hussein Al-Quillon"
LISTED = (
    ("P1", "person", PERSON, "strong"),
    ("P2", "person", "Abu Zufquar", "weak"),
    ("P3", "person", "Abu Hamza", "strong"),
    ("F1", "organisation", "JSC KBQ", "strong"),
    ("F2", "organisation", "Vandermorexport", "strong"),
    ("F3", "organisation", "Quillonberg Concern", "strong"),
    ("F4", "organisation", "Vagnor Group", "strong"),
    ("F5", "organisation", "Research and Production", "strong"),
    ("V1", "vessel", "Ocean Spirit", "strong"),
)
BORN = (PartialDate("1937-04-28"),)
AROUND = (
    "Customer 4711 {}", "END USER {}", "End user: {}", "Endverwender {}", "Empfänger {}", "Consignee {}", "Sales office {}", "Büro {}",
    "Purchasing Department {}", "{} Purchasing Department", "Vertretung der {} in Berlin", "Représentant {}", "Messrs {}",
    "Example Trading/{}", "Example Trading+{}", "Example Trading%{}", "Example Trading_{}", "Example Trading#{}", "Example Trading!{}",
    "Example Trading?{}", "Example Trading'{}", "Example Trading&{}", "Example Trading & {}", "Example Trading and {}", "Foo Baz, {}",
    "Example Trading GmbH, {}", "Example Trading GmbH {}", "(a) Foo Baz (b) {}", "Warehouse {} Dock 3", "Widow {}", "4711{}", "'{}", "’{}", "'{}'", "`{}`",
)  # fmt: skip


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    build_index(
        [
            ListedParty(
                id, "invented", kind, (ListedName(name, quality=quality),), birth_dates=BORN * (id == "P1")
            )  # type: ignore[arg-type]
            for id, kind, name, quality in LISTED
        ],
        place,
    )
    return Screener.open(place)


def _screened(screener: Screener, field: str, kind: str = "unknown") -> Screened:
    return screener.screen([Query((field,), kind=kind)])[0]


def _entities_hit(screener: Screener, field: str, kind: str = "unknown") -> set[str]:
    return {hit.entity for hit in _screened(screener, field, kind).hits}


@pytest.mark.parametrize("around", AROUND)
def test_a_listed_name_is_found_whatever_stands_beside_it(screener: Screener, around: str) -> None:
    for id, _, name, _ in LISTED[:7]:
        assert id in _entities_hit(screener, around.format(name)), around.format(name)


@pytest.mark.parametrize(
    ("field", "id"),
    [
        ("Quillon-berg Con-cern", "F3"),
        ("Quil lon berg Con cern", "F3"),
        ("Or-low Hus-sein Al-Quil-lon", "P1"),
        ("Or low Hus sein Al Quil lon", "P1"),
        ("Customer 4711 Or-low Hus-sein Al-Quil-lon", "P1"),
        ("Van-der-mor-export", "F2"),
        ("Vag-nor Gro-up", "F4"),
    ],
)
def test_a_name_whose_words_were_broken_up_is_found(screener: Screener, field: str, id: str) -> None:
    assert id in _entities_hit(screener, field)


def test_such_a_hit_is_for_review_and_says_why(screener: Screener) -> None:
    answer = _screened(screener, f"Fritz {PERSON} Kunz")
    assert answer.status == "review"
    (reason,) = [reason for reason in answer.hits[0].because if reason.code == "among_words"]
    assert reason.params == {"asked": f"Fritz {PERSON} Kunz", "listed": PERSON}
    assert reason_in_words(reason) == f"the listed name stands among other words: {PERSON}"


@pytest.mark.parametrize(
    "field",
    [
        "Example Research and Production Centre Foo",  # words of trade alone, among others
        "Fritz Abu Hamza Kunz",  # common words in somebody else's name
        "Ocean Spirit 33",  # the ships of one owner are numbered
        "Vagnor Maschinenbau",
        "Kunz, Ocean",
    ],
)
def test_words_that_many_bear_are_nobody_elses_name(screener: Screener, field: str) -> None:
    assert not any(
        reason.code == "among_words" for hit in _screened(screener, field).hits for reason in hit.because
    )


def test_another_country_does_not_clear_it_and_another_date_of_birth_does(screener: Screener) -> None:
    field = f"Fritz {PERSON} Kunz"
    assert screener.screen([Query((field,), countries=("JP",))])[0].status == "review"
    assert screener.screen([Query((field,), birth_dates=("1988-04-28",))])[0].status == "clear"


@settings(max_examples=80, deadline=None)
@given(
    before=st.lists(
        st.sampled_from(["foo", "bazle", "krzysz", "quux", "blem", "4711", "order"]), max_size=40
    ),
    after=st.lists(st.sampled_from(["foo", "bazle", "krzysz", "quux", "blem", "4711", "order"]), max_size=40),
)
def test_in_a_field_of_any_length(screener: Screener, before: list[str], after: list[str]) -> None:
    assert _screened(screener, " ".join([*before, PERSON, *after])).status in ("review", "hit")


def test_a_field_longer_than_is_read_is_not_clear(screener: Screener) -> None:
    assert _screened(screener, "foo " * 1_001).status == "not_screened"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Customer 4711 Orlow Quillenberg", "Orlow Quillenberg"),
        ("Orlow Quillenberg sales office", "Orlow Quillenberg"),
        ("Bolts/Orlow Quillenberg", "Orlow Quillenberg"),
        ("Bolts_Orlow Quillenberg", "Orlow Quillenberg"),
        ("(a) Foo Bazle (b) Orlow Quillenberg", "Orlow Quillenberg"),
    ],
)
def test_who_stands_beside_a_role_is_asked_alone_so_that_slips_are_found(field: str, name: str) -> None:
    assert name in names_in(field)
