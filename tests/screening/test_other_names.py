"""Which names are two although they share words, and which stay one: plain words, halves, patronymics, places."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.asked_names import is_form
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.words import words_of
from dualuse.screening.names.words_around import words_around
from dualuse.sources.lists.listed_party import ListedName, ListedParty, PartialDate
from tests.screening.conftest import AllLists

LISTED = (
    ("F1", "organisation", ("Zwergal Battery Manufacturing Company",)),
    ("F2", "organisation", ("General Security Directorate",)),
    ("F3", "organisation", ("Voronezh Scientific Research Institute “Quorvex”",)),
    ("F4", "organisation", ("Zhupel JSC",)),
    ("F5", "organisation", ("China Tjanlov Aviation Technology Co., Ltd.",)),
    ("F6", "organisation", ("Grebnov Joint Mining Company Ostvalk",)),
    ("F7", "organisation", ("Commercial Marine Bank",)),
    ("F8", "organisation", ("Missile Industries Group",)),
    ("F9", "organisation", ("So-called “Republic of Dvurland”",)),
    ("F10", "organisation", ("Private pre-school educational institution “Kindergarten Vumpel”",)),
    ("F11", "organisation", ("Ostval Aviation Montazhnoy Prigotov Krelostroy",)),
    ("P1", "person", ("Sergei Yevgenevich", "Sergei Yevgenevich Dvurechny")),
    ("P2", "person", ("Alexandr Ivanov",)),
    ("P3", "person", ("Vasilij Viktorovitj Sjpelk",)),
    ("P4", "person", ("Pavel Timurovich",)),
    ("P5", "person", ("Ruslan Hong",)),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    listed = [
        ListedParty(
            id,
            "invented",
            kind,  # type: ignore[arg-type]
            tuple(ListedName(name) for name in names),
            birth_dates=(PartialDate("1961-02-03"),) * (kind == "person"),
        )
        for id, kind, names in LISTED
    ]
    build_index(listed, place)
    return Screener.open(place)


def _is_shown(screener: Screener, name: str, entity: str, **stated: object) -> bool:
    answer = screener.screen([Query((name,), **stated)])[0]  # type: ignore[arg-type]
    return entity in [hit.entity for hit in answer.hits]


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Insurance Security Directorate", "F2"),  # its words are plain, and so is what stands beside
        ("Apex Missile Industry Group", "F8"),
        ("Military scientific research institute “Producalo”", "F3"),
        ("Voronezh Scientific Research Institute “Zwerbel”", "F3"),
        ("So-called “Federal State of Instrumentov”", "F9"),
        ("Private pre-school educational institution “Belarussika 584”", "F10"),
    ],
)
def test_firms_that_share_plain_words_are_two(screener: Screener, name: str, entity: str) -> None:
    assert not _is_shown(screener, name, entity)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Zwergal Battery Manufacturing", "F1"),
        ("Zwergel Battery Manufacturing Company", "F1"),  # a letter
        ("Zwrgl Bttry Mnfctrng", "F1"),  # no vowels
        ("Zwergal Battery Manuf", "F1"),  # cut short
        ("General Security Directorate Damascus Branch", "F2"),  # a place and a branch make it no other
        ("Commercial Marine Bank Dubai Branch", "F7"),
        ("Zhupel Hong Kong Branch", "F4"),
        ("Zhupel JSC Sharjah Free Zone", "F4"),
        ("Voronezh Scientific Research Institute", "F3"),
        ("Voronezh Scientific Research Institute “Quorveks”", "F3"),
        ("Missile Industries Group Tehran Branch", "F8"),
        # Three words of its own are more than half.
        ("JSC Nauchno Issledovatelsky I Zwerbel Institut Montazhnoy Prigotov Krelostroy", "F11"),
    ],
)
def test_what_tells_a_firm_keeps_it(screener: Screener, name: str, entity: str) -> None:
    assert _is_shown(screener, name, entity, countries=("AE",))


def test_one_word_in_brackets_is_asked_where_it_tells_the_listed_firm(screener: Screener) -> None:
    assert _is_shown(screener, "Quonble Handels (Tjanlov)", "F5")
    assert not _is_shown(screener, "Quonble Handels (Joint)", "F6")


@pytest.mark.parametrize(
    "name", ["Alpha Quonble GmbH c/o {}", "Alpha Quonble / {}", "Alpha Quonble; {}", "Consignee: {}"]
)
def test_a_name_by_itself_is_asked_as_if_alone(screener: Screener, name: str) -> None:
    half = "Grebnov Joint Mining"
    assert _is_shown(screener, half, "F6")
    assert _is_shown(screener, name.format(half), "F6")


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        (
            "Sergei Yevgenevich Alexanderov",
            "P1",
        ),  # given name and patronymic are half of a name that has more
        ("Alexandr Ivanovich Zhmurko", "P2"),  # a patronymic is no family name
        ("Vasilij Viktorovitj Anders", "P3"),  # a word of ordinary texts stands for the family name
        ("Vasilij Viktorovitj Hong", "P3"),  # a word of a place does, too
    ],
)
def test_another_family_name_is_another_person(screener: Screener, name: str, entity: str) -> None:
    assert not _is_shown(screener, name, entity)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Sergey Evgenievich Dvurechny", "P1"),
        ("Sergey Evgenievich", "P1"),
        ("Alexandr Ivanov", "P2"),
        ("Estate of Vasilij Sjpelk", "P3"),
        ("Pavel Timurovich Zhmurko", "P4"),  # nothing else is known of who is listed
        ("Chairman Ruslan Hong", "P5"),
    ],
)
def test_who_is_listed_stays_so(screener: Screener, name: str, entity: str) -> None:
    assert _is_shown(screener, name, entity, countries=("AE",))


def test_a_year_of_birth_that_agrees_is_not_overruled(screener: Screener) -> None:
    assert not _is_shown(screener, "Alexandr Ivanovich Zhmurko", "P2")
    assert _is_shown(screener, "Alexandr Ivanovich Zhmurko", "P2", birth_dates=("1961-02-03",))


@pytest.mark.parametrize(
    ("words", "plainness"),
    [
        (("hong", "kong", "branch"), (Plainness.ATTACHED,) * 3),
        (("h", "e"), (Plainness.ATTACHED,) * 2),
        (("estate",), (Plainness.ATTACHED,)),
        (("sharjah", "free", "zone"), (Plainness.ATTACHED,) * 3),
        (("logistics",), (Plainness.TRADE,)),
        (("arrow",), (Plainness.ORDINARY,)),
        (("zwicknagl",), (Plainness.UNKNOWN,)),
        (("ivan",), (Plainness.NAMES,)),
    ],
)
def test_how_plain_words_are(words: tuple[str, ...], plainness: tuple[Plainness, ...]) -> None:
    assert plainness_of(words) == plainness


def test_half_of_a_place_is_none() -> None:
    assert Plainness.ATTACHED not in plainness_of(("hong",))
    assert Plainness.ATTACHED not in plainness_of(("rica",))


@pytest.mark.parametrize(
    ("field", "part", "around"),
    [
        ("Quorvex Research Institute", "Research Institute", ["quorvex"]),
        ("Zwergal “Quorvex”", "Zwergal", ["quorvex"]),
        ("Zwergal (Quorvex)", "Quorvex", ["zwergal"]),  # a word in brackets belongs to what stands before
        ("Zwergal Works (Quorvex)", "Zwergal Works", []),  # and takes nothing from it
        ("Zwergal c/o Quorvex Institute", "Quorvex Institute", []),
        ("Zwergal / Quorvex Institute", "Quorvex Institute", []),
        ("Estate of Zwergal", "Zwergal", []),
        ("Quorvex Institute", "Quorvex Institute", []),
        ("Кворвекс Institute", "Institute", []),  # what cannot be compared says nothing
        ("Zwergal", "Another Name", []),
    ],
)
def test_what_stands_around_a_part(field: str, part: str, around: list[str]) -> None:
    assert [word for word, _ in words_around(field, part)] == around


# On the real lists


def _in_another_order(name: str) -> str:
    first, *others = name.split()
    return " ".join((*others, first)) if not any(word.startswith(FORM) for word in words_of(name)) else ""


def _without_form(name: str) -> str:
    tokens = name.split()
    for length in range(5, 0, -1):
        if len(tokens) > length and is_form(" ".join(tokens[:length])):
            return " ".join(tokens[length:])
        if len(tokens) > length and is_form(" ".join(tokens[-length:])):
            return " ".join(tokens[:-length]).rstrip(" ,")
    return ""


WAYS: Final[dict[str, Callable[[str], str]]] = {
    "as listed": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "order": _in_another_order,
    "without form": _without_form,
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS)
def test_whoever_is_named_as_listed_is_never_clear(all_lists: AllLists, change: Callable[[str], str]) -> None:
    """As written, in other letters, in another order, without the legal form, each in another country."""
    names = random.Random(4).sample(all_lists.names, 1500)
    texts = [other for name in names if (other := change(name))]
    answers = all_lists.screener.screen([Query((text,), countries=("AE",)) for text in texts])
    assert [text for text, answer in zip(texts, answers, strict=True) if answer.status == "clear"] == []
