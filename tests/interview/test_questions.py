"""The interview as a library: it asks only what matters, never twice, ends where it must, and can be taken back."""

from __future__ import annotations

import itertools
import json
import random
import re
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dualuse import InputError, check, interview
from dualuse.assessment.authorisations.decided_uses import uses_decided_on
from dualuse.assessment.fields import Case, Field, fields_of
from dualuse.assessment.serialisation import to_json
from dualuse.engine.missing import missing_facts
from dualuse.inputs.writing import as_yaml
from dualuse.interview.open_questions import is_narrowing, judged, open_fields
from dualuse.interview.places import path_of, value_at
from dualuse.interview.ranking import typical_answers
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import (
    TOLD_CIRCUMSTANCES,
    TRANSIT_CIRCUMSTANCE_NAMES,
)
from dualuse.law.language.provision import Effect
from dualuse.law.measures.goods.lists import narrowed
from dualuse.schema.determination import Determination
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.rules import Rules
from tests.support.bulk_rows import AWAITED_BY_RELEASE
from tests.support.interviewees import (
    DAY,
    EDITION,
    FREQUENT,
    Person,
    complete_item,
    complete_transaction,
    finished,
    name_of,
    person_who_knows,
)
from tests.support.scenarios import Scenario, load

ORDER = [effect.word for effect in Effect]
seeds = st.integers(0, 10**9)


def begun(seed: int, *, share: float = 0.4) -> tuple[interview.Interview, Person, random.Random]:
    """An interview that starts with a random part of a random transaction, and the person who knows it all."""
    rng = random.Random(seed)
    whole = complete_transaction(rng)
    known = {name: value for name, value in whole.items() if name != "items" and rng.random() < share / 2}
    item = {name: value for name, value in whole["items"][0].items() if rng.random() < share}
    state = interview.start({**known, "date": DAY.isoformat(), "items": [item]})
    return state, person_who_knows(whole, seed), rng


def steps(seed: int, *, unknown: float = 0.2) -> list[tuple[interview.Interview, interview.Question]]:
    """The states of a random interview, each with what is asked in it; some answers are not known."""
    state, person, rng = begun(seed)
    asked = []
    while (question := interview.next_question(state)) is not None:
        asked.append((state, question))
        assert len(asked) < 80
        if rng.random() < unknown:
            state = interview.dont_know(state, question.fact)
        else:
            state = interview.answer(state, question.fact, person(question))
    asked.append((state, None))  # type: ignore[arg-type]
    return asked


@given(seeds)
@example(71261)  # a decision is stated, and nobody whom it could name
@example(99213999)
@example(83559)  # in which country the end user is, nobody knows
@settings(max_examples=60, deadline=None)
def test_only_what_is_missing_is_asked_and_never_twice(seed: int) -> None:
    asked: set[tuple[str, str]] = set()
    *course, (last, _) = steps(seed)
    for state, question in course:
        (row,) = (
            row
            for row in interview.determination(state).missing
            if (name_of(row.fact), row.question) == (name_of(question.fact), question.text)
        )
        assert {reason.citation for reason in question.why} <= set(row.would_settle)
        assert question.asked_of == row.asked_of
        stands = value_at(state.transaction, question.fact)
        # Narrower codes, and for what a decision that is stated was given, are asked of what stands.
        assert stands is None or question.code.startswith(
            ("question.narrower", "question.authority_decisions.")
        )
        assert (question.fact, str(stands)) not in asked
        assert question.fact not in state.unknown
        asked.add((question.fact, str(stands)))
    progress = interview.progress(last)
    assert progress.settled or last.unknown
    assert progress.settled == (progress.range[0] == progress.range[1])
    if not progress.settled:
        assert {point.fact for point in interview.open_points(last)} <= set(last.unknown)
        assert interview.open_points(last)


@pytest.mark.parametrize("result", ["not_required", "prohibited"])
def test_a_transit_that_was_decided_on_before_anybody_is_named_is_not_asked_about_again(result: str) -> None:
    """Art. 7(1): a decision is compared with the end users; who has no name yet is asked for, not the decision."""
    place = "authority_decisions.Art. 7(1)"
    transit = {"activity": "transit", "exporter": {"country": "FR"}, "destination": "US"}
    state = interview.start(
        {
            **transit,
            "date": DAY.isoformat(),
            "items": [{"id": "1", "kind": "goods", "entries": ["2B350.g.1.b"]}],
        }
    )
    state = interview.answer(state, place, {"result": result, "date": DAY.isoformat()})
    rows = [
        row for row in interview.determination(state).missing if row.fact.startswith("authority_decisions")
    ]
    assert [row for row in rows if row.code == "question.authority.transit_prohibited"] == []
    named = "parties.name" in [row.fact for row in interview.determination(state).missing]
    assert named == (result == "not_required")
    asked = []
    while (question := interview.next_question(state)) is not None:
        asked.append(question.code)
        state = interview.dont_know(state, question.fact)
    assert "question.authority.transit_prohibited" not in asked


@pytest.mark.parametrize(
    ("decided_on", "months", "asked"),
    [("2026-01-10", 12, False), ("2026-01-10", 6, True), ("2026-03-10", 6, False), ("2025-08-20", 12, True)],
)
def test_the_age_of_a_decision_is_that_of_the_house(decided_on: str, months: int, asked: bool) -> None:
    """``[rules]`` of ``dualuse.toml``: an interview asks by them, as ``check`` does; else from twelve months on."""
    decision: dict[str, Any] = {
        "provision": "Art. 4(2)",
        "result": "not_required",
        "date": decided_on,
        "items": ["1"],
    }
    decision |= {"parties": ["Example Works"], "uses": ["wmd"]}
    stated = {
        "date": DAY.isoformat(),
        "activity": "export",
        "exporter": {"country": "DE"},
        "destination": "KE",
        "purchasing_country": "KE",
        "items": [
            {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
        ],
        "parties": [{"role": "end_user", "name": "Example Works", "country": "KE", "service": "none"}],
        "knowledge": {**dict.fromkeys(GROUNDS, "none"), "wmd": "aware"},
        "authority_decisions": [decision],
    }
    rules = Rules(decision_age_months=months)
    question = interview.next_question(interview.start(stated, rules=rules))
    assert (question is not None and "still stand" in question.text) is asked
    assert interview.start(stated).rules == Rules()


def through_belarus(**circumstances: bool) -> dict[str, Any]:
    """Goods of heading 2710 on their way through Belarus: two of its annexes take a part of the heading."""
    return {
        "date": DAY.isoformat(),
        "activity": "export",
        "destination": "US",
        "items": [{"kind": "goods", "entries": ["2B350.k.1"], "national_entries": [], "cn_code": "2710"}],
        "circumstances": {"belarus_765_2006_through_belarus": True, "free_zone": True, **circumstances},
    }


@pytest.mark.parametrize(
    ("circumstances", "annexes"),
    [
        ({"belarus_765_2006_humanitarian": True, "belarus_765_2006_emergency": True}, ["XIX", "XVII"]),
        (
            {
                "belarus_765_2006_humanitarian": True,
                "belarus_765_2006_emergency": True,
                "belarus_765_2006_through_belarus": False,
            },
            [],
        ),
    ],
)
@pytest.mark.parametrize("every_item", [False, True])
def test_further_digits_are_asked_for_once_with_every_annex_that_they_decide(
    circumstances: dict[str, bool], annexes: list[str], every_item: bool
) -> None:
    """The interview and the answer ask the same, although the interview weighs fewer rules."""
    state = interview.start(through_belarus(**circumstances), every_item=every_item)
    rows = [row for row in interview.determination(state).missing if row.fact == "items.cn_code"]
    asked = []
    while (question := interview.next_question(state)) is not None:
        asked += [question] if question.fact == "items[0].cn_code" else []
        state = interview.dont_know(state, question.fact)
    assert [row.question for row in rows] == [question.text for question in asked]
    assert len(rows) == bool(annexes)
    for row in rows:
        assert re.findall(r"Annex ([XIV]+)", row.question) == annexes
        assert {citation.rpartition(" ")[2] for citation in row.would_settle} == set(annexes)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_it_stops_as_soon_as_the_outcome_is_final(seed: int) -> None:
    *course, _ = steps(seed)
    for state, _question in course:
        assert interview.determination(state).outcome == "undetermined"
        assert not interview.progress(state).settled


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_what_was_settled_stays_so_when_everything_is_known(seed: int) -> None:
    """The questions left out would have changed nothing.

    Exceptions that count only where they are stated are not asked for: that of Annex IV for missile technology, and
    those of restrictive measures.
    """
    rng = random.Random(seed)
    whole = complete_transaction(rng)
    assume(  # goods cannot be transmitted: nobody is asked about their free zone then
        whole.get("manner") != "electronic" or whole["items"][0].get("kind") != "goods"
    )
    for name in ("mtcr_exception", *TOLD_CIRCUMSTANCES):
        del whole["circumstances"][name]
    state = finished(interview.start({"date": DAY.isoformat(), "items": [{}]}), person_who_knows(whole, seed))
    settled = interview.determination(state)
    everything = {
        **whole,
        **{
            name: state.transaction[name]
            for name in ("answers", "authority_decisions")
            if name in state.transaction
        },
        "items": [{**whole["items"][0], "answers": state.transaction["items"][0].get("answers")}],
    }
    answered = state.transaction.get("circumstances", {})
    # The exception is asked all the same where nothing else was left to settle it; a way, for some destinations.
    asked = {
        name: answered[name] for name in ("mtcr_exception", *TRANSIT_CIRCUMSTANCE_NAMES) if name in answered
    }
    everything["circumstances"] = {**everything["circumstances"], **asked}
    if settled.outcome != "undetermined":
        assert check(everything).range == settled.range


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_going_back_restores_each_state_and_a_saved_one_goes_on(seed: int) -> None:
    course = steps(seed)
    for (before, question), (after, _) in itertools.pairwise(course):
        assert interview.back(after) == before
        # Through JSON and through YAML, as a page or a file keeps it.
        data = interview.saved(after)
        assert interview.start(json.loads(json.dumps(data))) == after
        (document,) = parse(as_yaml(data).encode(), "saved.yaml", ".yaml")
        taken_up = interview.start(document.data)
        assert taken_up == after
        assert interview.next_question(taken_up) == interview.next_question(after)
        assert interview.back(taken_up) == before
        assert question.fact not in (row.fact for row in [interview.next_question(after)] if row) or (
            value_at(after.transaction, question.fact) is not None
        )
    first, _ = course[0]
    state = course[-1][0]
    while state.steps:
        state = interview.back(state)
    assert state == first
    assert interview.back(state) == state


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_the_determination_is_that_of_the_file(seed: int) -> None:
    for state, _ in steps(seed)[::3]:
        asked = interview.determination(state, "de")
        assert to_json(check(interview.saved(state), language="de", screener=None)) == to_json(asked)
        assert to_json(check(dict(state.transaction), language="de", screener=None)) == to_json(asked)


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_answers_does_not_change_the_result(seed: int, shuffler: random.Random) -> None:
    start, person, _ = begun(seed)
    state, given_answers = start, []
    while (question := interview.next_question(state)) is not None and len(given_answers) < 40:
        value = person(question)
        given_answers.append((question.fact, value))
        state = interview.answer(state, question.fact, value)
    # A narrower code comes after the wider one, since it takes its place.
    assume(len({fact for fact, _ in given_answers}) == len(given_answers))
    shuffler.shuffle(given_answers)
    other = start
    for fact, value in given_answers:
        other = interview.answer(other, fact, value)
    assert other.transaction == state.transaction
    assert to_json(interview.determination(other)) == to_json(interview.determination(state))


@given(seeds)
@example(seed=169168990)
@settings(max_examples=25, deadline=None)
def test_each_of_several_items_is_settled_where_that_is_asked_for(seed: int) -> None:
    rng = random.Random(seed)
    whole = complete_transaction(rng)
    whole["items"] = [whole["items"][0], complete_item(rng), complete_item(rng)]
    empty = {"date": DAY.isoformat(), "items": [{}, {}, {}]}
    person = person_who_knows(whole, seed)
    together = finished(interview.start(empty), person, 120)
    apart = finished(interview.start(empty, every_item=True), person, 200)
    result = interview.determination(apart)
    assert interview.progress(apart).open_items == ()
    assert all(item.outcome != "undetermined" for item in result.items)
    assert result.range == interview.determination(together).range
    assert interview.start(interview.saved(apart)) == apart


def german_contract(*values: str | None) -> dict[str, Any]:
    """Lines of which the German list has the first; of the others nobody has said whether a list has them."""
    lines: list[dict[str, Any]] = [
        {"kind": "goods", "entries": [], "cyber_surveillance": False, "value": value, "currency": "EUR"}
        for value in values
    ]
    lines[0]["national_entries"] = ["DE:5A902"]
    return {
        "date": DAY.isoformat(),
        "activity": "export",
        "exporter": {"country": "DE"},
        "destination": "TR",
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "items": lines,
    }


@pytest.mark.parametrize(
    ("codes", "expected"), [([], "not_controlled"), (["DE:5A902"], "authorisation_required")]
)
def test_whether_a_list_has_the_other_line_is_asked_where_the_value_limit_turns_on_it(
    codes: list[str], expected: str
) -> None:
    """Germany, § 8(3) AWV: 1 000 euro, and 90 000 euro that count only if a national list has that line too."""
    state = interview.start(german_contract("1000", "90000"))
    assert interview.determination(state).items[0].range == ("not_controlled", "authorisation_required")
    asked = []
    while (question := interview.next_question(state)) is not None:
        asked.append(question.fact)
        state = interview.answer(state, question.fact, codes)
    assert asked == ["items[1].national_entries"]
    assert interview.determination(state).items[0].outcome == expected


@pytest.mark.parametrize(
    ("values", "expected", "missing"),
    [
        (("1000", "4000"), ("not_controlled", "not_controlled"), None),
        (("1000", "4000.01"), ("not_controlled", "authorisation_required"), ["items.national_entries"]),
        (
            ("1000", None),
            ("not_controlled", "authorisation_required"),
            ["items.national_entries", "items.value"],
        ),
        (("5000.01", "1"), ("authorisation_required", "authorisation_required"), None),
        (("5000.01", None), ("authorisation_required", "authorisation_required"), None),
    ],
)
def test_a_line_that_may_count_leaves_the_value_limit_open_only_where_it_can_turn_it(
    values: tuple[str | None, ...], expected: tuple[str, str], missing: list[str] | None
) -> None:
    result = check(german_contract(*values))
    assert result.items[0].range == expected
    if missing is not None:
        places = [row.fact for row in result.missing if "Art. 9(1), national value limit" in row.would_settle]
        assert places == missing


WITNESS_BUDGET = 400


def _range(state: interview.Interview) -> tuple[Effect, Effect]:
    standing = judged(state)
    return standing.low, standing.high


def moves(state: interview.Interview, fact: str, values: list[Any], budget: list[int]) -> bool | None:
    """Whether, in some completion of what can still be had, an answer changes the range; None: not found out."""
    budget[0] -= 1
    if budget[0] < 0:
        return None
    low, high = _range(state)
    if low == high:
        return False
    if any(_range(interview.answer(state, fact, value)) != (low, high) for value in values):
        return True
    others = [
        field
        for _, fields in open_fields(state, judged(state), state.unknown)
        for field in fields
        if field.place != fact
    ]
    result: bool | None = False
    for field in sorted(others, key=lambda field: len(typical_answers(field, DAY)))[:3]:
        for value in _values(state, field):
            moved = moves(interview.answer(state, field.place, value), fact, values, budget)
            if moved:
                return True
            result = None if moved is None else result
    return result


def _rules_in_question(state: interview.Interview) -> frozenset[str]:
    """The provisions that ask for something, or may."""
    findings = interview.determination(state).findings
    return frozenset(row.provision for row in findings if row.status != "does_not_apply")


def _values(state: interview.Interview, field: Field) -> list[Any]:
    if field.name == "items.cn_code" and is_narrowing(state, field):
        held = narrowed(field.question.params["codes"][0])
        return [held.ljust(10, digit) for digit in "123"]
    if is_narrowing(state, field):
        assert EDITION is not None
        wide = field.question.params["codes"][0]
        return [[code] for code in EDITION.children(wide)[:4]]
    places = FREQUENT if field.name in ("destination", "purchasing_country") else []
    return [*(value for _, value in typical_answers(field, DAY)), *places]


FEW = ("flag", "choice", "level", "decision")


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_what_is_asked_can_move_the_range(seed: int) -> None:
    """For a question with few answers there is a completion in which one of them changes the range.

    Not for whom nearly nothing is known: who does not know the activity, the place or the classification is asked on
    the assumption that rules do not depend on each other (``engine/missing.py``).
    """
    for state, question in steps(seed, unknown=0.15)[:-1]:
        basic = {"activity", "destination", "items[0].entries", "purchasing_country"}
        if question.kind not in FEW or basic & set(state.unknown):
            continue
        values = [choice.value for choice in question.choices]
        if question.kind == "decision":
            values = [{"result": value, "date": DAY.isoformat()} for value in values]
        if moves(state, question.fact, values, [WITNESS_BUDGET]) is False:
            # Several rules may ask for the same, each of another activity: which of them it is, the activity alone tells.
            assert question.fact == "activity", (state, question.fact)
            assert (
                len({_rules_in_question(interview.answer(state, "activity", value)) for value in values}) > 1
            )


def test_with_everything_unknown_the_basic_facts_come_first() -> None:
    state = interview.start(today=DAY)
    asked = []
    for value in ("VN", "export", ["3A001.a.3"]):
        question = interview.next_question(state)
        assert question is not None
        asked.append(question.fact)
        state = interview.answer(state, question.fact, value)
    assert asked == ["destination", "activity", "items[0].entries"]


SCENARIOS = [scenario for scenario in load() if scenario.expect.get("outcome") == "undetermined"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.identifier)
def test_every_open_point_leads_to_a_place_that_can_be_filled(scenario: Scenario) -> None:
    state = interview.start(scenario.transaction, every_item=True)
    standing = judged(state)
    rows = interview.determination(state).missing
    # A place that the release alone waits for is no fact that a rule asks.
    missing = {row.fact for row in rows if row.would_settle not in AWAITED_BY_RELEASE}
    names = set()
    for index, outcome in enumerate(standing.outcomes):
        facts = standing.known.items[index]
        case = Case(
            transaction=standing.transaction,
            index=index,
            facts=facts,
            state=standing.known.state,
            day=standing.known.day,
        )
        for fact in missing_facts(outcome, facts):
            fields = fields_of(fact, case)
            assert fields, fact
            for field in fields:
                path_of(field.place)
                # An unclear decision stands there: the answer is another one, on what is judged.
                is_added = field.name.startswith("authority_decisions.")
                stated = value_at(state.transaction, field.place)
                assert stated is None or is_added or is_narrowing(state, field)
                names.add(field.name)
    assert names == missing
    # Where everything can be had, relevance leaves nothing out.
    assert {field.name for _, fields in open_fields(state, standing) for field in fields} == missing


@pytest.mark.parametrize("scenario", SCENARIOS[::4], ids=lambda scenario: scenario.identifier)
def test_any_open_scenario_can_be_settled(scenario: Scenario) -> None:
    state = interview.start(scenario.transaction, every_item=True)
    day = state.day.isoformat()

    def person(question: interview.Question) -> Any:
        if question.kind == "narrower":
            return [question.choices[0].value]
        if question.kind == "decision":
            # Of more than one use that is known it is asked which the decision was given for.
            levels = scenario.transaction.get("knowledge") or {}
            uses = uses_decided_on(question.fact.removeprefix("authority_decisions."), levels)
            return {"result": "not_required", "date": day} | ({"uses": list(uses)} if len(uses) > 1 else {})
        if question.code == "question.narrower":
            return narrowed(question.params["codes"][0]).ljust(10, "1")
        by_kind = {
            "place": "DE",
            "codes": [],
            "national_codes": [],
            "amount": "100",
            "currency": "EUR",
            "customs_codes": "0901211111",
            "text": "piece",
            "name": "Example Works Ltd",
        }
        return by_kind[question.kind] if question.kind in by_kind else question.choices[-1].value

    assert interview.progress(finished(state, person)).settled


class TestAnswers:
    """Answers that fit, and that do not."""

    START = interview.start({"items": [{"entries": ["5A001"]}, {}], "date": DAY.isoformat()})

    @pytest.mark.parametrize(
        ("fact", "value", "says"),
        [
            ("destination", "ZZ", "is no country"),
            ("destination", None, "this is no answer"),
            ("items[1].entries", ["5A001.zz"], "is no provision"),
            ("items[0].entries", ["5A002"], "does not lie under 5A001"),
            ("items[0].entries", ["5A001"], "does not lie under 5A001"),
            ("items[0].entries", [], "no code is given"),
            ("items[2].entries", [], "there is nothing at items[2].entries"),
            ("parties[1].service", "police", "there is nothing at parties[1].service"),
            ("parties[0].service", "navy", "is not known here"),
            ("parties[0].address", "X", "no question is answered at"),
            ("items[0].product", "a pump", "no question is answered at"),
            ("knowledge.wmd", "maybe", "is not known here"),
            ("circumstances.free_zone", "no", "neither true nor false"),
            ("answers.nothing", True, "no question is answered at"),
            ("authority_decisions.Art. 7(1)", "prohibited", "the decision is not complete"),
            (
                "authority_decisions.Art. 7(1)",
                {"result": "required", "date": "2026-08-01"},
                "knows no decision",
            ),
            (
                "authority_decisions.Art. 7(1)",
                {"result": "prohibited", "date": "2026-08-21"},
                "later than the day",
            ),
            ("items[1].national_entries", ["5A902"], "does not say whose"),
            ("items[1].value", "12,5", "is not an amount"),
        ],
    )
    def test_an_answer_that_does_not_fit_is_refused(self, fact: str, value: Any, says: str) -> None:
        with pytest.raises(InputError, match="(?s).*" + says.replace("(", r"\(").replace("[", r"\[")):
            interview.answer(self.START, fact, value)

    def test_what_is_answered_is_changed_by_going_back(self) -> None:
        state = interview.answer(self.START, "destination", "ae")
        assert state.transaction["destination"] == "AE"
        with pytest.raises(InputError, match="answered already"):
            interview.answer(state, "destination", "JP")
        assert interview.answer(interview.back(state), "destination", "JP").transaction["destination"] == "JP"

    @pytest.mark.parametrize("stated", [[], ["Art. 4(2)"], ["Art. 8(2)", "Art. 7(1)", "Art. 4(2)"]])
    def test_decisions_and_open_questions_stand_in_one_order_and_can_be_taken_back(
        self, stated: list[str]
    ) -> None:
        """Whatever stands in the file already, also where a decision on the same provision does."""
        rows = [
            {"provision": provision, "result": "not_required", "date": "2026-08-01"} for provision in stated
        ]
        start = interview.start(
            {"items": [{}], "activity": "transit", "authority_decisions": rows}, today=DAY
        )
        answers: list[tuple[str, Any]] = [
            ("authority_decisions.Art. 7(1)", {"result": "not_required", "date": "2026-08-02"}),
            ("authority_decisions.Art. 7(2)", {"result": "required", "date": "2026-08-02"}),
            ("answers.option.art7_3", True),
            ("answers.option.art4_3", False),
        ]
        results = []
        for order in itertools.permutations(answers):
            state = start
            for fact, value in order:
                before, state = state, interview.answer(state, fact, value)
                assert interview.back(state) == before
            assert value_at(state.transaction, "authority_decisions.Art. 7(1)")["date"] == "2026-08-02"
            results.append(to_json(interview.determination(state)))
        assert len(set(results)) == 1

    def test_narrower_codes_take_the_place_of_the_wider_ones(self) -> None:
        start = interview.start({"items": [{"entries": ["5A001", "3A001.a.3", "5A002"]}]}, today=DAY)
        state = interview.answer(start, "items[0].entries", ["5a001f1", "5A001.b"])
        assert state.transaction["items"][0]["entries"] == ["5A001.b", "5A001.f.1", "3A001.a.3", "5A002"] or (
            state.transaction["items"][0]["entries"] == ["5A001.f.1", "5A001.b", "3A001.a.3", "5A002"]
        )
        assert interview.back(state) == start

    def test_what_was_not_known_can_be_asked_again(self) -> None:
        state = interview.dont_know(self.START, "destination")
        assert state.unknown == ("destination",)
        assert interview.ask_again(state) == self.START

    def test_a_party_that_an_answer_named_goes_with_it(self) -> None:
        state = interview.answer(self.START, "parties[0].service", "police")
        assert state.transaction["parties"] == [{"role": "end_user", "service": "police"}]
        assert interview.back(state) == self.START

    @pytest.mark.parametrize(
        "step",
        [
            {"place": "items"},
            {"place": "destination", "before": ["AE"]},
            {"place": "destination", "added": True},
            {"place": "x[0]"},
            {"place": "items[0].answers.x"},
        ],
    )
    def test_a_record_that_fits_nothing_is_refused(self, step: dict[str, Any]) -> None:
        with pytest.raises(InputError):
            interview.start({"items": [{}], "interview": {"steps": [step]}})

    def test_a_record_whose_answers_were_taken_out_by_hand_can_still_go_back(self) -> None:
        state = interview.start(
            {"items": [{}], "interview": {"steps": [{"place": "knowledge.wmd"}]}}, today=DAY
        )
        assert interview.back(state) == interview.start(today=DAY)


def test_a_question_says_what_it_is_for() -> None:
    state = interview.start(
        {"date": "2026-08-20", "activity": "export", "destination": "BR", "items": [{"entries": ["5A002"]}]}
    )
    seen: dict[str, interview.Question] = {}
    for _ in range(12):
        question = interview.next_question(state)
        if question is None:
            break
        seen[question.kind] = question
        state = interview.dont_know(state, question.fact)
    flag = seen["flag"]
    assert [choice.value for choice in flag.choices] == [True, False]
    assert all(reason.text and reason.citation.startswith("Annex II, ") for reason in flag.why)
    assert [choice.text for choice in seen["level"].choices][:2] == ["no indication", "grounds for suspicion"]
    assert seen["choice"].asked_of_text


def test_questions_are_the_same_in_every_language() -> None:
    state = interview.start(today=DAY)
    english, german = interview.next_question(state), interview.next_question(state, "de")
    assert english is not None
    assert german is not None
    assert (english.fact, english.code, english.params) == (german.fact, german.code, german.params)
    assert english.text != german.text


def test_the_state_needs_no_more_than_the_determination(  # a page may show both from the same data
) -> None:
    state = interview.answer(interview.start(today=DAY), "destination", "AE")
    result = interview.determination(state)
    assert isinstance(result, Determination)
    assert result.date == DAY.isoformat()
    assert interview.progress(state).range == result.range
