"""Goods of Annex II for Ukraine, where nothing says in which part of the country they go.

Regulation (EU) No 692/2014, Art. 2b, and Regulation (EU) 2022/263, Art. 4: the goods must not go to a person in Crimea,
Sevastopol, or the parts of four regions that the government does not control, nor for use there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse import interview
from dualuse.interview.acts import next_point, points_of_acts
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import declared, named, to

POINT = "unexecuted.ukraine_areas.part_unstated"
DAY = "2025-06-10"
COMPUTER, COFFEE = "84713000", "09012100"
KYIV = {"address": "Khreshchatyk 22, Kyiv 01001"}


def in_ukraine(
    code: str | None, day: str = DAY, party: dict[str, Any] | None = None, **fields: Any
) -> dict[str, Any]:
    return to("UA", code, day, parties=[{**END_USER, "country": "UA", **(party or {})}], **fields)


@pytest.mark.parametrize(
    ("code", "party", "release"),
    [
        pytest.param(COMPUTER, {}, "ask", id="no address"),
        pytest.param(COMPUTER, KYIV, "go", id="in Kyiv"),
        pytest.param(COMPUTER, {"address": "vul. Horodotska 12, Lviv"}, "go", id="in Lviv"),
        pytest.param(COMPUTER, {"address": "Artema 1, Donetsk"}, "ask", id="in a region that is occupied in part"),
        pytest.param("8703", {}, "ask", id="a code under which narrower ones are named"),
        pytest.param(None, {}, "ask", id="no code"),
        pytest.param(None, KYIV, "go", id="no code, in Kyiv"),
        pytest.param(COFFEE, {}, "go", id="a code in no annex"),
        pytest.param("30049000", {}, "go", id="medicine"),
    ],
)  # fmt: skip
def test_an_address_is_asked_for_where_the_goods_may_be_those_of_the_annex(
    code: str | None, party: dict[str, Any], release: str
) -> None:
    result = judged(in_ukraine(code, party=party))
    assert result.release == release
    assert ("Y901" in declared(result)) is (release == "go")


def test_the_question_names_the_acts_the_areas_and_where_the_answer_is_written() -> None:
    text = named(judged(in_ukraine(COMPUTER)))
    for part in ("Regulation (EU) 2022/263, Art. 4", "No 692/2014, Art. 2b", "UA-14", "address", POINT):
        assert part in text


@pytest.mark.parametrize(("answer", "release"), [(False, "go"), (True, "stop")])
def test_a_person_answers_it(answer: bool, release: str) -> None:
    assert judged(in_ukraine(COMPUTER, answers={POINT: answer})).release == release


@pytest.mark.parametrize(
    ("kind", "release"), [("goods", "ask"), ("technology", "ask"), (None, "ask"), ("software", "go")]
)
def test_the_annex_names_goods_and_technology(kind: str | None, release: str) -> None:
    stated = in_ukraine(None)
    stated["items"] = [{**stated["items"][0], "kind": kind}]
    assert judged(stated).release == release


@pytest.mark.parametrize(
    ("day", "act", "areas"),
    [
        ("2022-02-23", "Regulation (EU) No 692/2014", "UA-43"),
        ("2022-02-24", "Regulation (EU) 2022/263", "UA-14"),
    ],
)
def test_before_the_invasion_the_question_is_about_crimea(day: str, act: str, areas: str) -> None:
    """Regulation (EU) 2022/263 is in force since 24 February 2022."""
    text = named(judged(in_ukraine(COMPUTER, day)))
    assert act in text
    assert areas in text
    assert ("2022/263" in text) is (day == "2022-02-24")


@pytest.mark.parametrize(
    ("role", "fields", "release"),
    [
        ("consignee", {}, "ask"),
        ("consignee", KYIV, "go"),
        ("purchaser", {}, "ask"),
        ("purchaser", {"country": "PL"}, "go"),
        ("intermediary", {"country": "PL"}, "go"),
    ],
)
def test_everybody_there_who_receives_has_an_address(role: str, fields: dict[str, Any], release: str) -> None:
    """To any person in the areas: the end user in Kyiv does not speak for the others."""
    other = {**END_USER, "role": role, "name": "Example Trading", "country": "UA", **fields}
    stated = in_ukraine(COMPUTER, party=KYIV)
    assert judged({**stated, "parties": [*stated["parties"], other]}).release == release


def test_an_end_user_in_ukraine_counts_wherever_the_items_go_first() -> None:
    """A destination that does not fit asks anyway; the point is named beside it."""
    elsewhere = {**in_ukraine(COMPUTER), "destination": "MD"}
    assert POINT in named(judged(elsewhere))
    assert POINT not in str(judged(to("MD", COMPUTER, DAY)).release_because)


def test_where_nobody_is_stated_the_destination_counts() -> None:
    assert POINT in named(judged({**in_ukraine(COMPUTER), "parties": []}))


def test_the_interview_asks_it_and_takes_the_answer() -> None:
    state = interview.start(in_ukraine(COMPUTER), today=date(2025, 6, 10))
    question = next_point(state, points_of_acts(state, None), "en")
    assert question is not None
    assert question.fact == f"answers.{POINT}"
    state = interview.answer(state, question.fact, False)
    assert next_point(state, points_of_acts(state, None), "en") is None


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("Lenina 3, Snizhne", True),
        ("ул. Ленина 3, Снежное", True),
        ("вул. Миру 5, Волноваха", True),
        ("Myru 5, Polohy", True),
        ("Naberezhna 1, Sudak", True),
        ("Tsentralna 2, Henichesk", True),
        ("Svobody 3, Lviv", False),
        ("Pokrovska 5, Kyiv", False),
        ("вул. Чорноморська 1, Одеса", False),
    ],
)
def test_a_town_of_the_occupied_areas_in_an_address_is_asked_about(address: str, *, asked: bool) -> None:
    """Regulation (EU) 2022/263, Art. 4; Regulation (EU) No 692/2014, Art. 2b: an address that names one says in which part it is."""
    data = to("UA", "84137030", day="2026-08-01", parties=[{**END_USER, "country": "UA", "address": address}])
    answers = {name for row in judged(data).release_because for name in row.params.get("answers", ())}
    assert any(name.startswith("unexecuted.ukraine_areas.") for name in answers) is asked
    abroad = to("TR", "84137030", day="2026-08-01", end_use="sudak fillets, frozen")
    assert judged(abroad).release == "go"
