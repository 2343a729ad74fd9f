"""What is certain whichever case it is (``engine/case_split.py``)."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import check, interview
from dualuse.engine.case_split import FALSE, HINGES, TRUE, cases_on, choices, folded
from dualuse.interview.open_questions import judged
from dualuse.law.collection import law_as_of
from dualuse.law.eu_2021_821.facts import flag
from dualuse.law.language.logic import All, Condition, evaluate
from tests.interview.test_questions import begun
from tests.support.interviewees import DAY

INFORMED_JAPAN: dict[str, Any] = {
    "date": DAY.isoformat(),
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "destination": "JP",
    "items": [{"kind": "goods"}],
    "knowledge": {"wmd": "informed"},
}
FOR_RUSSIA: dict[str, Any] = {
    "date": DAY.isoformat(),
    "destination": "RU",
    "items": [{"entries": ["5A001.f.1"]}],
}


def test_arts_3_1_and_4_1_an_unclassified_item_needs_an_authorisation_on_either_side() -> None:
    answer = check(INFORMED_JAPAN)
    assert answer.outcome == "authorisation_required"
    assert answer.items[0].basis == ("Art. 3(1)", "Art. 4(1)")
    assert answer.missing == ()
    assert answer.release == "stop"
    statuses = {finding.provision: finding.status for finding in answer.findings}
    assert statuses["Art. 3(1)"] == statuses["Art. 4(1)"] == "undetermined"
    # What follows from each of the two follows.
    assert "Art. 12(2)" in {duty.citation for duty in answer.obligations}


@pytest.mark.parametrize("level", ["none", "suspects"])
def test_arts_3_1_and_4_1_nothing_is_certain_where_one_side_is_free(level: str) -> None:
    answer = check({**INFORMED_JAPAN, "knowledge": {"wmd": level}})
    assert answer.outcome == "undetermined"
    assert answer.items[0].basis == ()
    assert "items.entries" in {row.fact for row in answer.missing}


def test_arts_3_1_and_4_1_what_was_told_is_not_known() -> None:
    answer = check({name: value for name, value in INFORMED_JAPAN.items() if name != "knowledge"})
    assert answer.range == ("not_controlled", "authorisation_required")
    assert {"items.entries", "knowledge.wmd"} <= {row.fact for row in answer.missing}


def test_reg_833_2014_a_listed_item_for_russia_is_forbidden_whatever_is_done_with_it() -> None:
    answer = check(FOR_RUSSIA)
    assert answer.outcome == "prohibited"
    assert answer.items[0].basis == tuple(
        f"Regulation (EU) No 833/2014, {article}" for article in ("Art. 2(1)", "Art. 2(2)(a)")
    )
    # One that is not listed may be free, and one for another country too.
    assert check({**FOR_RUSSIA, "items": [{"entries": []}]}).range[0] == "not_controlled"
    assert check({**FOR_RUSSIA, "destination": "KE"}).outcome == "undetermined"
    assert check({**FOR_RUSSIA, "items": [{}]}).outcome == "undetermined"


def test_the_interview_ends_where_both_sides_agree() -> None:
    state = interview.start(INFORMED_JAPAN)
    assert interview.next_question(state) is None
    assert interview.progress(state).settled


def test_who_cannot_classify_is_asked_what_settles_both_sides() -> None:
    data = {name: value for name, value in INFORMED_JAPAN.items() if name != "knowledge"}
    state = interview.dont_know(interview.start(data), "items[0].entries")
    asked = []
    while (question := interview.next_question(state)) is not None and question.fact != "knowledge.wmd":
        asked.append(question.fact)
        state = interview.dont_know(state, question.fact)
    assert question is not None, asked
    state = interview.answer(state, "knowledge.wmd", "informed")
    assert interview.progress(state).range[0] == "authorisation_required"


NONE_OF_CONCERN = {"military_end_use": "none", "illicit_military_parts": "none"}
UNCLASSIFIED_BROKERING: dict[str, Any] = {
    "date": DAY.isoformat(),
    "activity": "brokering",
    "exporter": {"country": "IE"},
    "destination": "KE",
    "items": [{}],
    "knowledge": {"wmd": "aware", **NONE_OF_CONCERN},
}


def test_art_7_3_the_state_of_a_transit_counts_while_the_activity_is_not_known() -> None:
    """Sweden, where the items are, reaches non-listed items in transit; Germany, the exporter's State, does not."""
    data: dict[str, Any] = {
        "date": DAY.isoformat(),
        "exporter": {"country": "DE"},
        "located_in": "SE",
        "destination": "KE",
        "items": [{"entries": [], "national_entries": [], "cyber_surveillance": False}],
        "knowledge": {"wmd": "suspects", **NONE_OF_CONCERN},
    }
    assert check(data).range == ("not_controlled", "prohibited")
    assert "activity" in {row.fact for row in check(data).missing}
    assert check({**data, "activity": "transit"}).range == ("not_controlled", "prohibited")
    assert check({**data, "located_in": "DE"}).range == ("not_controlled", "not_controlled")


def test_art_11_2_the_state_of_departure_counts_while_the_activity_is_not_known() -> None:
    data: dict[str, Any] = {
        "date": DAY.isoformat(),
        "exporter": {"country": "IE"},
        "dispatched_from": "DE",
        "destination": "KE",
        "items": [{"entries": ["3A002.c"], "national_entries": []}],
        "knowledge": {"wmd": "informed", **NONE_OF_CONCERN},
        "authority_decisions": [{"provision": "Art. 7(1)", "result": "not_required", "date": "2026-08-01"}],
    }
    assert check({**data, "activity": "intra_union_transfer"}).outcome == "not_controlled"
    assert check(data).range[0] == "not_controlled"


def test_arts_6_2_and_6_4_the_duty_to_notify_follows_from_either() -> None:
    answer = check(UNCLASSIFIED_BROKERING)
    assert answer.outcome == "notification_required"
    assert answer.items[0].alternatives == ("Art. 6(2)", "Art. 6(4), notification")
    duties = {duty.citation: duty.text for duty in answer.obligations}
    assert duties["Art. 6(2)"].startswith("where it falls under Art. 6(2): notify ")
    assert duties["Art. 6(4), notification"].startswith("where it falls under Art. 6(4), notification: ")
    # Listed or not, one of the two is left.
    listed = check({**UNCLASSIFIED_BROKERING, "items": [{"entries": ["3A002.c"]}]})
    assert (listed.outcome, listed.items[0].basis) == ("notification_required", ("Art. 6(2)",))
    assert listed.items[0].alternatives == ()
    other = check({**UNCLASSIFIED_BROKERING, "items": [{"entries": []}]})
    assert other.items[0].basis == ("Art. 6(4), notification",)


def test_the_basis_names_every_provision_that_a_case_rests_on() -> None:
    """Also one that an open embargo has no say in: China is left to a person."""
    knowledge = {"wmd": "aware", "military_end_use": "suspects", "illicit_military_parts": "none"}
    answer = check({**UNCLASSIFIED_BROKERING, "destination": "CN", "knowledge": knowledge})
    assert answer.items[0].basis == ("Art. 6(2)", "Art. 6(4), notification")


def test_the_basis_is_told_where_more_than_the_low_end_is_possible() -> None:
    answer = check({**INFORMED_JAPAN, "destination": "IR"})
    assert answer.range == ("authorisation_required", "prohibited")
    assert answer.items[0].basis == ("Art. 3(1)", "Art. 4(1)")
    # Where it may be forbidden nobody is told to apply; the records are kept whatever it is.
    assert {duty.citation for duty in answer.obligations} == {"Art. 27(3)"}


@pytest.mark.parametrize("without", ["activity", "classification"])
def test_an_authorisation_held_may_cover_what_is_not_known_yet(without: str) -> None:
    held = {
        "kind": "individual",
        "reference": "X-1",
        "items": ["3A002.c"],
        "destination": "KE",
        "end_user": "Labs",
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-01",
        "left": "9",
        "left_unit": "piece",
    }
    data = {
        **INFORMED_JAPAN,
        "destination": "KE",
        "items": [{"entries": ["3A002.c"], "national_entries": [], "quantity": "1", "unit": "piece"}],
        "parties": [{"role": "end_user", "name": "Labs"}],
        "authorisations": [held],
    }
    assert check(data).release == "ask"  # covered; nobody is screened
    if without == "activity":
        del data["activity"]
    else:
        data["items"] = [{}]
    answer = check(data)
    assert answer.release == "ask"
    assert "release.no_authorisation" not in {because.code for because in answer.release_because}
    assert check({**data, "authorisations": []}).release == ("stop" if without != "activity" else "ask")


def _values(condition: Condition) -> dict[str, Any]:
    """Facts for a combination of the hinges."""
    assert isinstance(condition, All)
    activity, listed, union, from_union = condition.parts
    return {
        "activity": activity.values[0],  # type: ignore[attr-defined]
        "item.listed": listed == HINGES[1][0],
        "destination": "FR" if union == HINGES[2][0] else "KE",
        "export.from_union": from_union == HINGES[3][0],
        "day": DAY,
    }


def test_exactly_one_case_is_there_for_what_is_known() -> None:
    for chosen in choices():
        facts = _values(All(chosen))
        holding = [case for case in cases_on(DAY) if evaluate(case.condition, facts, DAY)]
        assert len(holding) == 1
        assert chosen in holding[0].chosen


@given(st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_what_is_left_of_a_rule_says_the_same_in_its_case(seed: int) -> None:
    rng = random.Random(seed)
    chosen = rng.choice(list(choices()))
    state, _, _ = begun(seed, share=1.5)
    facts = {**judged(state).known.items[0], **_values(All(chosen))}
    law = law_as_of(DAY)
    for rule in (*law.provisions, *law.reliefs):
        assert evaluate(folded(rule.when, chosen), facts, DAY) is evaluate(rule.when, facts, DAY)


def test_what_is_left_of_equal_conditions_is_one_object() -> None:
    """Whichever values are chosen, of each fact or of some of them, and wherever in the law the condition stands."""
    export, transit, *_ = HINGES[0]
    listed = HINGES[1][0]

    def rule() -> Condition:
        return (export & listed) | (transit & listed & ~flag("item.cyber_surveillance"))

    assert folded(rule(), (export,)) is folded(rule(), (export,)) is folded(listed, ())
    assert folded(rule(), (transit,)) == listed & ~flag("item.cyber_surveillance")
    assert folded(rule(), (transit, ~listed)) is folded(rule(), (~listed,)) is FALSE
    assert folded(rule(), (listed,)) is folded(rule(), (listed,)) != folded(rule(), ())
    with pytest.raises(ValueError, match="not values of different hinges"):
        folded(rule(), (export, transit))


def test_what_is_certain_or_impossible_in_a_case_needs_no_facts() -> None:
    assert evaluate(TRUE, {}, DAY) is True
    assert evaluate(FALSE, {}, DAY) is False


@pytest.mark.parametrize(
    ("activity", "place"), [("intra_union_transfer", "dispatched_from"), ("transit", "located_in")]
)
def test_arts_7_1_and_11_3_the_exporters_state_is_assumed_where_none_is_stated(
    activity: str, place: str
) -> None:
    data: dict[str, Any] = {"date": DAY.isoformat(), "activity": activity, "exporter": {"country": "DE"}}
    data |= {"destination": "KE", "items": [{"entries": []}]}
    assert (place, "DE") in {(row.fact, row.value) for row in check(data).assumptions}
    stated = check({**data, place: "DE"})
    assert place not in {row.fact for row in stated.assumptions}
    assert place not in {row.fact for row in check({**data, "activity": "export"}).assumptions}
