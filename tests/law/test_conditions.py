"""The language of provisions: three values, reasons, and that the fast evaluator equals the plain one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.engine.compiled import epoch_starts
from dualuse.engine.fast_evaluator import Decider, Leaves, closure
from dualuse.i18n import Message
from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821.control_list import CodeRow, CodeSet, covers_code
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import (
    All,
    Any_,
    AnyCode,
    AtLeast,
    Condition,
    EveryCode,
    Flag,
    InPlaces,
    Is,
    Not,
    deciding,
    evaluate,
    facts_of_leaf,
    is_well_formed,
    leaves,
)
from dualuse.law.language.provision import Duty, Provision, Relief, Validity
from dualuse.law.territories import Member, PlaceSet

DAY = date(2026, 8, 1)
PLACES = PlaceSet(
    "test",
    Message("test", "test"),
    [Member("AA"), Member("BB", open=True), Member("CC", Validity(until=date(2022, 1, 1)))],
)
CODES = CodeSet("test", Message("test", "test"), [CodeRow("1A001.a"), CodeRow("1A002", part="Is it blue?")])

leaf_conditions: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from([Flag("f"), Flag("g"), Is("c", ("x", "y")), AtLeast("k", "aware")]),
    st.sampled_from([InPlaces("p", PLACES), InPlaces("p", PLACES, also=("q",))]),
    st.sampled_from([AnyCode("e", CODES), EveryCode("e", CODES)]),
)
conditions = st.recursive(
    leaf_conditions,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any_(tuple(parts))),
    ),
    max_leaves=10,
)
truths = st.sampled_from([True, False, None])
fact_values = st.fixed_dictionaries(
    {
        "f": truths,
        "g": truths,
        "c": st.sampled_from(["x", "z", None]),
        "k": st.sampled_from(["none", "suspects", "aware", "informed", None]),
        "p": st.sampled_from(["AA", "BB", "CC", "DD", None]),
        "q": st.sampled_from(["AA", "BB", "DD", (), ("AA", "DD"), ("BB", "DD"), None]),
        "e": st.sampled_from([None, (), ("1A001.a.1",), ("1A001",), ("1A002",), ("1A003", "1A001.a")]),
        "covered.test:1A002": truths,
        "place.test:BB": truths,
    }
)


def answered(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with the answers gathered, as the derivations do."""
    answers = {
        name: value
        for name, value in facts.items()
        if name.startswith(("covered.", "place.")) and value is not None
    }
    return {**facts, "answers": frozenset(answers.items()) or None}


@given(conditions, fact_values)
@settings(max_examples=400)
def test_closures_judge_and_explain_as_the_plain_evaluator(
    condition: Condition, facts: dict[str, Any]
) -> None:
    facts = answered(facts)
    assert closure(condition, DAY)(facts) is evaluate(condition, facts, DAY)
    truth, nodes = Decider(condition, DAY, Leaves(DAY)).decide(facts)
    assert truth is evaluate(condition, facts, DAY)
    assert tuple((node.leaf, own) for node, own in nodes) == deciding(condition, facts, DAY)


@given(conditions, fact_values, st.data())
@settings(max_examples=400)
def test_learning_a_fact_never_changes_a_known_truth(
    condition: Condition, facts: dict[str, Any], data: Any
) -> None:
    unknown = [name for name, value in facts.items() if value is None]
    before = evaluate(condition, answered(facts), DAY)
    if before is None or not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    learnt = {**facts, name: data.draw(fact_values)[name]}
    assert evaluate(condition, answered(learnt), DAY) is before


@given(conditions, fact_values)
def test_a_decided_truth_rests_on_its_leaves_alone(condition: Condition, facts: dict[str, Any]) -> None:
    """Forgetting every fact but those of the deciding leaves keeps the truth."""
    facts = answered(facts)
    truth = evaluate(condition, facts, DAY)
    if truth is None:
        return
    names = {name for leaf, _ in deciding(condition, facts, DAY) for name in facts_of_leaf(leaf)}
    kept = {
        name: value
        for name, value in facts.items()
        if name in names or name.startswith(("covered.", "place.", "answers"))
    }
    assert evaluate(condition, kept, DAY) is truth


@pytest.mark.parametrize(
    ("row", "code", "truth"),
    [
        ("3A001.a.1", "3A001.a.1", True),
        ("3A001.a.1", "3A001.a.1.c", True),
        ("3A001.a.1", "3A001.a.10", False),
        ("9A009.a", "9A009", None),
        ("9A009", "9A009.a", True),
        ("5A001.f", "5A001.j", False),
    ],
)
def test_a_code_stands_for_itself_and_what_lies_under_it(row: str, code: str, truth: bool | None) -> None:
    assert covers_code(row, code) is truth


def test_places_are_dated_and_may_be_open() -> None:
    assert PLACES.contains("AA", DAY) is True
    assert PLACES.contains("BB", DAY) is None
    assert PLACES.contains("CC", DAY) is False
    assert PLACES.contains("CC", date(2021, 10, 1)) is True


def _rules() -> list[Provision | Relief | Duty]:
    law = whole_law()
    return [
        *law.provisions,
        *law.reliefs,
        *law.duties,
        *(duty for relief in law.reliefs for duty in relief.duties),
    ]


def test_every_condition_of_the_law_is_of_the_closed_language() -> None:
    for rule in _rules():
        assert rule.when is None or is_well_formed(rule.when), rule.citation


def test_every_fact_of_the_law_has_its_definition() -> None:
    from dualuse.law.measures.provisions import measure_questions, price_questions

    for rule in _rules():
        for leaf in leaves(rule.when) if rule.when is not None else ():
            known = leaf.fact.replace("named.", "covered.", 1)
            assert leaf.fact in FACTS or known in measure_questions() or leaf.fact in price_questions(), (
                rule.citation,
                leaf.fact,
            )


def test_every_rule_names_its_source_and_every_relief_a_provision() -> None:
    law = whole_law()
    citations = {provision.citation for provision in law.provisions}
    for day in epoch_starts():
        in_force = [provision.citation for provision in law.on(day).provisions]
        assert len(set(in_force)) == len(in_force), day
    for rule in _rules():
        assert rule.citation
        assert rule.source.startswith("https://")
    for relief in law.reliefs:
        assert set(relief.of) <= citations, relief.citation
