"""What the proofs rest on: formulas mean what the evaluator says, ties hold of derived facts, classes lose nothing."""

from __future__ import annotations

import random
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dualuse.assessment.facts import facts_of_transaction
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import judge_item
from dualuse.law.collection import law_as_of
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, CUSTOMS_CODE, FACTS, GROUNDS, flag
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived import settled_by_others
from dualuse.law.eu_2021_821.facts.stated_facts import UNPLACED
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import LEVELS, Condition, evaluate, leaves
from dualuse.law.language.provision import Effect
from dualuse.law.measures.provisions import measure_questions
from dualuse.schema.reading.validation import checked_transaction

z3 = pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")

from dualuse.engine.proofs.adverse_steps import UNORDERED, Step, steps_of  # noqa: E402
from dualuse.engine.proofs.formulas import neg  # noqa: E402
from dualuse.engine.proofs.outcomes import SEVERE, Judged  # noqa: E402
from dualuse.engine.proofs.partition import (  # noqa: E402
    Partition,
    all_codes,
    code_sets,
    conditions_of,
    is_decided,
    partition_codes,
)
from dualuse.engine.proofs.prover import prover_on  # noqa: E402
from dualuse.engine.proofs.symbols import World, kind_of, scope_on  # noqa: E402
from dualuse.engine.proofs.ties import ties  # noqa: E402
from tests.support.sampling import PROVED  # noqa: E402

_SHOWN = 300
"""Characters of a condition that a failure shows; the terms of the solver are never shown: they are endless."""
DAYS = (date(2021, 9, 9), date(2022, 2, 26), date(2026, 8, 1))


def _partition(fact: str, world: World) -> Partition:
    scope = world.scope
    return {"item.entries": scope.codes, CUSTOMS_CODE: scope.goods}.get(fact, scope.places)


def _random_value(fact: str, world: World, chance: random.Random) -> Any:
    """Any value of ``fact``: of a place or code any member of any class, not only the one that stands for it."""
    symbol = world.symbol(fact)
    values = list(symbol.values)
    partition = _partition(fact, world)
    match symbol.kind:
        case "flag":
            return chance.random() < 0.5
        case "several":
            chosen = chance.sample(values, chance.choice([0, 1, 1, 2, 3]))
            return tuple(chance.choice(partition.members[value]) for value in chosen)
    value = chance.choice(values)
    return chance.choice(partition.members[value]) if FACTS[fact].kind == "place" else value


def _random_facts(world: World, chance: random.Random, unknown: float) -> dict[str, Any]:
    facts = {
        fact: None if chance.random() < unknown else _random_value(fact, world, chance)
        for fact in world.symbols
    }
    # What the conditions ask first would otherwise seldom fit.
    if chance.random() < 0.8:
        facts["activity"] = chance.choice(["export", "export", "intra_union_transfer", "brokering"])
    # A party without a country is never known to be in one: that fact is false or unknown, by what it is.
    if facts.get(UNPLACED):
        facts[UNPLACED] = False
    answers = {
        name: value
        for name, value in facts.items()
        if name.startswith(("covered.", "place.")) and value is not None
    }
    return {**facts, "day": world.scope.on, ANSWERS: frozenset(answers.items()) or None}


def _literals(world: World, facts: dict[str, Any]) -> list[Any]:
    """The facts as statements about the symbols."""
    literals = []
    for fact, symbol in world.symbols.items():
        value = facts[fact]
        literals.append(symbol.known if value is not None else neg(symbol.known))
        if value is None:
            continue
        partition = _partition(fact, world)
        held = {"true"} if value is True else set()
        if symbol.kind == "several":
            held = {partition.standing_for[member] for member in value}
        elif symbol.kind == "one":
            held = {partition.standing_for[value] if FACTS[fact].kind == "place" else value}
        literals += [boolean if name in held else neg(boolean) for name, boolean in symbol.values.items()]
    return literals


def _model(world: World, facts: dict[str, Any]) -> Any:
    solver = z3.SolverFor("QF_FD")
    solver.add(*_literals(world, facts))
    assert solver.check() == z3.sat
    return solver.model()


def _is_true(model: Any, formula: Any) -> bool:
    return z3.is_true(model.eval(formula, model_completion=True))


def _every_condition(world: World) -> list[Condition]:
    """Every condition of the law, and every leaf by itself: within a long condition another part may hide it."""
    whole = conditions_of(world.scope.law)
    return [*whole, *dict.fromkeys(leaf for condition in whole for leaf in leaves(condition))]


every_day = pytest.mark.parametrize("day", DAYS, ids=str)


@lru_cache
def judged_on(day: date) -> Judged:
    """The law of a day, all its formulas made."""
    judged = Judged(world=World(scope_on(day)))
    for condition in (*conditions_of(judged.world.scope.law), *(tie.condition for tie in ties(day))):
        judged.translation.truth(condition)
        judged.translation.three_valued(condition)
    return judged


@every_day
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
def test_formulas_say_of_known_facts_what_the_evaluator_says(day: date, seed: int) -> None:
    judged = judged_on(day)
    world = judged.world
    facts = _random_facts(world, random.Random(seed), 0)
    model = _model(world, facts)
    for condition in _every_condition(world):
        expected = evaluate(condition, facts, world.scope.on)
        truth = _is_true(model, judged.translation.truth(condition))
        assert truth is expected, repr(condition)[:_SHOWN]
    outcome = judge_item(facts, world.scope.on)
    assert outcome.final
    reached = [effect for effect in SEVERE if _is_true(model, judged.at_least(effect))]
    assert max(reached, default=Effect.NOT_CONTROLLED) is outcome.low


@every_day
@given(seed=st.integers(0, 2**32), unknown=st.sampled_from([0.1, 0.3, 0.7]))
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
def test_formulas_say_of_unknown_facts_what_the_evaluator_says(day: date, seed: int, unknown: float) -> None:
    judged = judged_on(day)
    world = judged.world
    facts = _random_facts(world, random.Random(seed), unknown)
    model = _model(world, facts)
    for condition in _every_condition(world):
        three_valued = judged.translation.three_valued(condition)
        expected = evaluate(condition, facts, world.scope.on)
        truths = (_is_true(model, three_valued.true), _is_true(model, three_valued.false))
        assert truths == (expected is True, expected is False), repr(condition)[:_SHOWN]
    outcome = judge_item(facts, world.scope.on)
    low = [effect for effect in SEVERE if _is_true(model, judged.low_at_least(effect))]
    high = [effect for effect in SEVERE if _is_true(model, judged.high_at_least(effect))]
    assert max(low, default=Effect.NOT_CONTROLLED) is outcome.low
    assert max(high, default=Effect.NOT_CONTROLLED) is outcome.high


# Ties: what the derivations make of random transactions.

_levels = st.sampled_from([None, *LEVELS])
_flags = st.sampled_from([None, True, False])
_places = st.sampled_from(["US", "AE", "RU", "IR", "KR", "FR", "XI", "CN", "UA-43", "BY", "VE", "HT", None])
_PARTS = [SURVEILLANCE.fact(row) for row in SURVEILLANCE.rows if row.part]
_decisions = st.sampled_from(
    sorted(citation for citation, taken in DECIDED.items() if taken.unstated)
).flatmap(
    lambda citation: st.fixed_dictionaries(
        {
            "provision": st.just(citation),
            "result": st.sampled_from(DECIDED[citation].results),
            "date": st.sampled_from(["2026-01-01", "2026-12-01"]),
        }
    )
)
_transactions = st.fixed_dictionaries(
    {
        "date": st.just("2026-08-01"),
        "activity": st.sampled_from(
            [None, "export", "brokering", "technical_assistance", "transit", "intra_union_transfer"]
        ),
        "manner": st.sampled_from([None, "permanent", "exhibition", "after_repair", "electronic"]),
        "exporter": st.fixed_dictionaries(
            {"country": st.sampled_from(["DE", "SE", "AT", "LU", "US", None]), "icp": _flags}
        ),
        "items": st.fixed_dictionaries(
            {
                "entries": st.none()
                | st.just([])
                | st.lists(
                    st.sampled_from(
                        ["5A001.f.1", "5A002.a.2", "5D001.c", "5E001.a", "7A117", "9A004.a", "9A009", "1C001"]
                    ),
                    min_size=1,
                    max_size=3,
                    unique=True,
                ),
                "cyber_surveillance": _flags,
                "national_entries": st.sampled_from([None, [], ["DE:5A902"], ["SE:4A901"]]),
                "kind": st.sampled_from([None, "goods", "software"]),
                "value": st.sampled_from([None, "100", "9000.50"]),
                "currency": st.just("EUR"),
            }
        ).map(lambda item: [item]),
        "destination": _places,
        "purchasing_country": _places,
        "parties": st.lists(
            st.fixed_dictionaries(
                {
                    "role": st.sampled_from(["end_user", "consignee", "purchaser", "carrier"]),
                    "country": _places,
                    "service": st.sampled_from(
                        [None, "none", "police", "military", "paramilitary", "other_security"]
                    ),
                }
            ),
            max_size=3,
        ),
        "knowledge": st.fixed_dictionaries(dict.fromkeys(GROUNDS, _levels)),
        "circumstances": st.fixed_dictionaries(
            {"mtcr_exception": _flags, "free_zone": _flags, "processed_in_member_state": _flags}
        ),
        "authorisations": st.sampled_from(
            [
                None,
                [
                    {
                        "kind": "global",
                        "reference": "G 1",
                        "destination": "US",
                        "valid_from": "2024-01-01",
                        "valid_until": "2027-01-01",
                    }
                ],
            ]
        ),
        "authority_decisions": st.lists(_decisions, max_size=3),
        "answers": st.dictionaries(
            st.sampled_from([*_PARTS, *measure_questions(), "covered.annex_iv:7A117", "option.art11_2"]),
            st.booleans(),
            max_size=8,
        ),
    }
)


@given(_transactions)
@settings(max_examples=400, deadline=None)
def test_ties_hold_of_all_facts_that_transactions_lead_to(data: dict[str, Any]) -> None:
    day = date(2026, 8, 1)
    derived = facts_of_transaction(checked_transaction(data, day), day)
    for facts in derived.items:
        for tie in ties(day):
            assert evaluate(tie.condition, facts, day) is not False, f"{tie.name} ({tie.citation})"


_COMPLETE: dict[str, Any] = {
    "activity": "intra_union_transfer",
    "manner": "permanent",
    "exporter": {"country": "DE", "icp": True},
    "items": [
        {
            "entries": ["5A001.f.1", "7A116"],
            "cyber_surveillance": True,
            "national_entries": [],
            "kind": "goods",
        }
    ],
    "destination": "BR",
    "parties": [{"role": "end_user", "country": "BR", "service": "military"}],
    "knowledge": dict.fromkeys(GROUNDS, "none"),
    "circumstances": dict.fromkeys(CIRCUMSTANCES, False),
    "answers": {name: index % 2 == 0 for index, name in enumerate(measure_questions())},
}


def test_ties_are_known_to_hold_where_everything_is_stated() -> None:
    """The test above is no empty word: where nothing is left open every tie is true, not only not false."""
    (facts,) = facts_of_transaction(checked_transaction(_COMPLETE, DAYS[-1]), DAYS[-1]).items
    open_ties = [tie.name for tie in ties(DAYS[-1]) if evaluate(tie.condition, facts, DAYS[-1]) is not True]
    assert open_ties == []


def test_a_tie_that_says_too_much_is_noticed() -> None:
    """The test above can fail: a purchaser that is a military service is no end user that is a security service."""
    day = date(2026, 8, 1)
    too_much = ~flag("parties.military") | flag("parties.security_service")
    data = {
        "items": [{}],
        "parties": [
            {"role": "end_user", "service": "none"},
            {"role": "purchaser", "service": "military"},
        ],
    }
    (facts,) = facts_of_transaction(checked_transaction(data, day), day).items
    assert evaluate(too_much, facts, day) is False


def test_derived_facts_are_those_that_ties_settle() -> None:
    """No two values of a derived fact fit the same other facts (of an export the direct export is not asked)."""
    prover = prover_on(date(2026, 8, 1))
    other = World(prover.scope, "y", prover.world, frozenset(settled_by_others()))
    again = Judged(world=other, base=prover.judged)
    transfer = prover.world.is_one_of("activity", ["intra_union_transfer"])
    for fact in settled_by_others():
        is_true, is_true_again = prover.world.is_true(fact), other.is_true(fact)
        differs = prover.is_possible(*again.tied(), transfer, is_true, neg(is_true_again))
        assert not differs, fact


# Classes.


def test_narrow_codes_are_decided_by_every_set() -> None:
    sets = code_sets(conditions_of(law_as_of(DAYS[-1])))
    edition = outline()
    assert edition is not None
    narrowest = [code for code in edition.codes if not edition.children(code)]
    assert [
        (code, code_set.key) for code in narrowest for code_set in sets if not is_decided(code, code_set)
    ] == []


@pytest.mark.parametrize("answer", [None, True, False])
def test_what_a_set_says_of_a_wider_code_it_says_of_every_narrower_one(answer: bool | None) -> None:
    edition = outline()
    assert edition is not None
    for code_set in code_sets(conditions_of(law_as_of(DAYS[-1]))):
        answers = {code_set.fact(row): answer for row in code_set.rows if row.part}
        for code in edition.codes:
            wider = code.rpartition(".")[0]
            is_covered = code_set.covers(wider, answers) if wider else None
            assert is_covered is None or code_set.covers(code, answers) is is_covered, (
                code_set.key,
                wider,
                code,
            )


def test_every_decided_code_is_in_a_class_and_classes_do_not_mix() -> None:
    sets = code_sets(conditions_of(law_as_of(DAYS[-1])))
    partition = partition_codes(sets)
    assert set(partition.standing_for) == {
        code for code in all_codes() if all(is_decided(code, code_set) for code_set in sets)
    }
    for name, members in partition.members.items():
        for member in members:
            assert all(code_set.questions(name) == code_set.questions(member) for code_set in sets)
            assert all(code_set.covers(name, {}) is code_set.covers(member, {}) for code_set in sets)


# Steps.


@pytest.mark.parametrize("day", PROVED, ids=str)
def test_every_fact_that_the_law_asks_for_has_its_place_among_the_steps(day: date) -> None:
    for fact in prover_on(day).facts():
        group = fact.partition(":")[0]
        ordered = bool(steps_of(fact))
        reason = fact in settled_by_others() or group in UNORDERED or fact.startswith("named.")
        assert ordered is not reason, fact


def test_a_fact_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match=r"item\.colour has no place"):
        steps_of("item.colour")
    assert steps_of("circumstances.free_zone") == (Step("circumstances.free_zone", "false", "true"),)
    assert steps_of("circumstances.intra_group") == (Step("circumstances.intra_group", "true", "false"),)


def test_every_fact_has_a_finite_symbol() -> None:
    world = World(scope_on(DAYS[-1]))
    for fact in FACTS:
        symbol = world.symbol(fact)
        assert symbol.kind == kind_of(fact)
        assert symbol.values
