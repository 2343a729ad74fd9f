"""A name without a word that tells who it is, and a part of a name that begins with a particle."""

from __future__ import annotations

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import ListedName, ListedParty

LISTED = {
    "G": "Admiral Group",
    "L": "Psc Ltd",
    "S": "Seguridad Integral",
    "F": "Gundrel Shipping LLC",
}


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    parties = (
        ListedParty(id, "invented", "organisation", (ListedName(name),)) for id, name in LISTED.items()
    )
    build_index(parties, place)
    return Screener.open(place)


def screened(screener: Screener, *names: str, is_text: bool = False) -> Screened:
    return screener.screen([Query(names, is_text=is_text)])[0]


@pytest.mark.parametrize(
    ("name", "entity"), [("Admiral Group", "G"), ("ADMIRAL GROUP", "G"), ("Psc Ltd", "L"), ("PSC, Ltd.", "L")]
)
def test_whoever_a_list_names_so_is_shown(screener: Screener, name: str, entity: str) -> None:
    answer = screened(screener, name)
    assert (answer.status, [hit.entity for hit in answer.hits]) == ("review", [entity])
    (reason,) = answer.hits[0].because
    assert (reason.code, reason.params["asked_alone"], reason.params["listed_alone"]) == ("names_met", [], [])


@pytest.mark.parametrize("name", ["Admiral", "Group", "Psc", "Ltd", "Admiral Ltd"])
def test_other_words_of_the_kind_are_compared_with_nothing(screener: Screener, name: str) -> None:
    answer = screened(screener, name)
    assert (answer.status, answer.hits) == ("not_screened", ())


def test_such_a_name_beside_another_one_is_looked_for_too(screener: Screener) -> None:
    assert [hit.entity for hit in screened(screener, "Quobbledom Works", "Admiral Group").hits] == ["G"]


def test_it_stands_for_nobody_in_a_text(screener: Screener) -> None:
    assert not screened(screener, "Admiral Group", is_text=True).hits


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("Oficina de Seguridad Integral", "Oficina de Seguridad Integral"),
        ("Chairman Oficina de Seguridad Integral", "Oficina de Seguridad Integral"),
        ("Customer 4711 Seguridad Integral", "Seguridad Integral"),
    ],
)
def test_a_part_that_is_shown_keeps_its_first_word(screener: Screener, field: str, shown: str) -> None:
    assert [hit.queried for hit in screened(screener, field).hits] == [shown]
