"""The interview asks what the answer would name as left to a person: acts that are known and not executed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse import interview
from dualuse.interview.acts import (
    next_point,
    points_of_acts,
    question_before_use,
    question_of_code,
    question_of_the_way,
)
from dualuse.interview.dialogue import End
from tests.assessment.test_release_reasons import ANNEXES, GENERAL, judged
from tests.assessment.test_unexecuted import FIREARMS, MILITARY_LIST, to
from tests.interview.test_dialogue import talk
from tests.support.hits_by_hand import UNION, ScreenerByHand

RIFLE = to("BR", "93033000")


def asked(data: dict[str, Any]) -> list[str]:
    """The places that are asked for when each is answered with no."""
    state = interview.start(data, today=date(2026, 8, 20))
    places = []
    while question := next_point(state, points_of_acts(state, None), "en"):
        places.append(question.fact)
        state = interview.answer(state, question.fact, False)
    return places


def test_each_point_that_the_answer_names_is_asked_and_then_the_answer_names_none() -> None:
    """Regulation (EU) No 258/2012 and the national military list: a rifle by its customs code."""
    places = asked(RIFLE)
    assert set(places) == {f"answers.{FIREARMS}", f"answers.{MILITARY_LIST}"}
    answered = {
        **RIFLE,
        "answers": dict.fromkeys((place.removeprefix("answers.") for place in places), False),
    }
    assert judged(RIFLE).release == "ask"
    assert judged(answered).release == "go"


def test_coffee_is_asked_nothing() -> None:
    assert asked(to("BR", "09012100")) == []


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("workshop in Khartoum", "words.country"),
        ("výroba chemických zbraní", "words.wmd"),
        ("resale to unknown customers", "words.reexport"),
        ("for the tajná policie", "words.internal_repression"),
    ],
)
def test_what_a_text_says_otherwise_is_asked(end_use: str, point: str) -> None:
    """Art. 4(1): the answer asks it, and so does the interview."""
    stated = to("BR", "94033000", end_use=end_use)
    assert f"answers.unexecuted.{point}" in asked(stated)
    assert f"unexecuted.{point}" in str([row.params for row in judged(stated).release_because])


def test_where_something_stops_it_anyway_nothing_is_asked() -> None:
    listed = {**RIFLE["items"][0], "entries": ["6A003.b.4.b"]}
    assert asked({**RIFLE, "items": [listed]}) == []


@pytest.mark.parametrize(
    ("typed", "known", "last"),
    [("no", False, "Settled: nothing"), ("yes", True, "Settled: nothing"), ("?", None, "Settled in law;")],
)
def test_the_dialogue_takes_the_answer(typed: str, known: bool | None, last: str) -> None:
    """Not known by the person: it stays a question, and nothing says that all is settled."""
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    named = {**RIFLE, "reference": "Q-1"}
    dialogue, end, screen = talk(
        ["none", typed, "no", ""],
        named,
        compare=lambda state, party: [],
        points=lambda state: points_of_acts(state, screener),
        screener=screener,
    )
    assert end is End.SETTLED
    assert "Regulation (EU) No 258/2012" in screen
    assert dialogue.state.transaction.get("answers", {}).get(FIREARMS) is known
    assert last in screen


CHIPS = {**to("TR", "85423990"), "reference": "T-1"}
"""Common high priority items, for a place from which they often go on."""


def test_the_customs_code_is_asked_where_acts_go_by_it_and_nowhere_else() -> None:
    """Regulation (EU) No 833/2014, Art. 12g and its kin reach sales to other than partner countries."""
    day = date(2026, 8, 20)
    for place, is_asked in (("TR", True), ("AM", True), ("AE", True), ("US", False), ("FR", False)):
        quiet = to(place, "94033000")
        unstated = {**quiet, "items": [{**quiet["items"][0], "cn_code": None}]}
        state = interview.start(unstated, today=day)
        question = question_of_code(state, "en")
        assert (question is not None) is is_asked, place
        if question is None:
            continue
        assert (question.fact, question.kind, question.item) == ("items[0].cn_code", "customs_codes", "1")
        assert "833/2014" in question.hint
        stated = interview.answer(state, question.fact, "94033000")
        assert question_of_code(stated, "en") is None
        assert question_of_code(interview.answer(state, question.fact, "8458"), "en") is not None
        assert question_of_code(interview.dont_know(state, question.fact), "en") is None
    russia = {**to("RU", "94033000"), "items": [{"id": "1", "entries": ["6A003.b.4.b"]}]}
    assert question_of_code(interview.start(russia, today=day), "en") is None


def test_the_way_on_is_asked_where_a_go_waits_for_it() -> None:
    """Regulation (EU) No 833/2014, Art. 12: whoever accepts that goods go on takes part."""
    open_ = {**CHIPS, "knowledge": {**CHIPS["knowledge"], "reexport": None}}
    state = interview.start(open_, today=date(2026, 8, 20))
    question = question_of_the_way(state, "en")
    assert question is not None
    assert question.fact == "knowledge.reexport"
    assert "Belarus" in question.hint
    assert question_of_the_way(interview.answer(state, question.fact, "none"), "en") is None
    assert question_of_the_way(interview.dont_know(state, question.fact), "en") is None


def test_the_way_on_is_asked_beside_a_decision_on_another_use() -> None:
    """Art. 4(2): the decision says nothing of onward export, of which nothing is stated."""
    valve = to("BR", "84818099")
    decision = {
        "provision": "Art. 4(2)", "result": "not_required", "date": "2025-05-01", "items": ["1"],
        "parties": [valve["parties"][0]["name"]], "uses": ["wmd"],
    }  # fmt: skip
    knowledge = {**valve["knowledge"], "wmd": "aware", "reexport": None}
    stated = {**valve, "knowledge": knowledge, "authority_decisions": [decision]}
    state = interview.start(stated, today=date(2026, 8, 20))
    question = question_of_the_way(state, "en")
    assert question is not None
    assert question.fact == "knowledge.reexport"
    assert question_of_the_way(interview.answer(state, question.fact, "none"), "en") is None


def test_the_way_on_is_not_asked_where_nothing_hangs_on_it() -> None:
    quiet = to("BR", "94033000")
    state = interview.start(
        {**quiet, "knowledge": {**quiet["knowledge"], "reexport": None}}, today=date(2026, 8, 20)
    )
    assert question_of_the_way(state, "en") is None


def test_what_a_general_authorisation_asks_before_its_use_is_asked_once() -> None:
    """Annex II, EU001, Part 3: a "go" under it waits for whether the first use was prepared."""
    state = interview.start({**GENERAL, "answers": {}}, today=date(2026, 8, 20))
    question = question_before_use(state, "en")
    assert question is not None
    assert (question.fact, question.kind) == ("answers.done.EU001", "flag")
    done = interview.answer(state, question.fact, True)
    assert done.transaction["answers"] == {"done.EU001": True}
    assert question_before_use(done, "en") is None
    assert question_before_use(interview.dont_know(state, question.fact), "en") is None
    assert question_before_use(interview.start(to("BR", "94033000"), today=date(2026, 8, 20)), "en") is None
