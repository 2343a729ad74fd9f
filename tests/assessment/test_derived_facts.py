"""Derived facts are declared once: what they rest on, who answers them and how they are derived fit together."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

import dualuse
from dualuse.assessment.derivations import DERIVATIONS
from dualuse.assessment.deriving import facts_given_by
from dualuse.assessment.facts import facts_of_transaction, stated_facts
from dualuse.assessment.fields import Case, fields_of
from dualuse.engine.missing import MissingFact
from dualuse.engine.proofs.adverse_steps import steps_of
from dualuse.engine.reason_sentences import question_of
from dualuse.interview.places import path_of
from dualuse.law.collection import law_as_of
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_FACTS
from dualuse.law.eu_2021_821.facts.derived import derived_facts, left_to_a_person, settled_by_others
from dualuse.law.eu_2021_821.facts.derived_fact import SERVICE_TESTS, DerivedFact
from dualuse.law.language.logic import Is, evaluate, leaves
from dualuse.law.measures.provisions import measure_questions, price_questions
from dualuse.schema.reading.validation import checked_transaction, is_open_question
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header, header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Item, Service, Transaction

TODAY = date(2026, 8, 1)
_PLACES = ("", "", "DE", "FR", "SE", "US", "AE", "RU", "XI")
_YES_NO = ("", "", "true", "false")
_LEVELS = ("", "none", "suspects", "aware", "informed")
_SERVICES = ("", "none", "military", "paramilitary", "police", "intelligence", "other_security")
CELLS: dict[str, tuple[str, ...]] = {
    "date": ("", "2026-07-01", "2025-01-01"),
    "activity": ("", "export", "brokering", "technical_assistance", "transit", "intra_union_transfer"),
    "manner": ("", "permanent", "electronic"),
    "destination": _PLACES,
    "purchasing_country": _PLACES,
    "dispatched_from": _PLACES,
    "located_in": _PLACES,
    "exporter.country": _PLACES,
    "exporter.icp": _YES_NO,
    "items.id": ("", "X"),
    "items.kind": ("", "goods", "software"),
    "items.entries": ("", "[]", "5A001.f", "5A001.f.1", "5D001.c", "7A117", "9A004.a", "7A117;1C001"),
    "items.cyber_surveillance": _YES_NO,
    "items.national_entries": ("", "[]", "DE:5A902", "SE:4A901", "FR:1A999"),
    "items.quantity": ("", "1", "50"),
    "items.unit": ("", "piece", "kg"),
    "items.cn_code": ("", "84713000", "8471", "09012100"),
    "end_use": ("", "Testing", "testing"),
    "items.value": ("", "10", "100", "9000.50"),
    "items.currency": ("", "EUR", "USD"),
    "parties.end_user.name": ("", "Example"),
    "parties.end_user.country": _PLACES,
    "parties.end_user.service": _SERVICES,
    "parties.purchaser.country": _PLACES,
    "parties.purchaser.service": _SERVICES,
    "parties.agent.country": _PLACES,
    "knowledge.wmd": _LEVELS,
    "knowledge.military_end_use": _LEVELS,
    "circumstances.mtcr_exception": _YES_NO,
    "circumstances.free_zone": _YES_NO,
    "answers.option.art5_3": _YES_NO,
    "answers.option.art4_3": _YES_NO,
    "answers.option.art11_2": _YES_NO,
    "answers.parties.military": _YES_NO,
    "items.answers.item.national_own": _YES_NO,
    "items.answers.item.national_value_exempt": _YES_NO,
    "answers.covered.surveillance:5D001.c": _YES_NO,
    f"answers.{next(iter(measure_questions()))}": _YES_NO,
    "answers.done.EU001": _YES_NO,
}
_DECISION = {
    "authority_decisions.provision": ("Art. 4(2)", "Art. 7(2)", "Art. 11(2)"),
    "authority_decisions.result": ("required", "not_required"),
    "authority_decisions.date": ("2025-06-01", "2026-07-15"),
    "authority_decisions.items": ("", "1", "X", "5A001"),
    "authority_decisions.parties": ("", "Example", "Somebody Else"),
    "authority_decisions.valid_until": ("", "2026-01-01", "2027-01-01"),
}
_HELD = {
    "authorisations.kind": ("individual", "global", "global", "national_general"),
    "authorisations.reference": ("A 1",),
    "authorisations.items": ("", "X", "5A001", "5A001;7A117;9A004;1C001"),
    "authorisations.destination": ("", "DE", "US", "AE"),
    "authorisations.end_user": ("", "Example"),
    "authorisations.consignees": ("", "", "Trader Ltd", "Example"),
    "authorisations.end_use": ("Testing", "Testing", ""),
    "authorisations.valid_from": ("", "2025-01-01", "2026-08-01"),
    "authorisations.valid_until": ("", "2027-01-01", "2027-01-01"),
    "authorisations.left": ("10", "10"),
    "authorisations.left_unit": ("", "piece"),
}
_CONSIGNEE = {
    "parties.consignee.name": ("Example",),
    "parties.consignee.country": _PLACES,
}
_KNOWN_USES = tuple(f"knowledge.{use}" for use in GROUNDS)
COLUMNS: Header = header(
    [
        name
        for name in dict.fromkeys(
            (*CELLS, *_DECISION, *_HELD, *_CONSIGNEE, "authorisations.countries", *_KNOWN_USES)
        )
        if not name.startswith("answers.done")
    ]
)


_GLOBAL = {
    "activity": "intra_union_transfer", "destination": "AE", "items.entries": "5A001.f.1", "end_use": "Testing",
    "items.quantity": "1", "items.unit": "piece", "authorisations.kind": "global", "authorisations.reference": "A 1",
    "authorisations.items": "5A001", "authorisations.countries": "US;AE", "authorisations.end_use": "testing",
    "authorisations.valid_from": "2025-01-01", "authorisations.valid_until": "2027-01-01", "authorisations.left": "10", "authorisations.left_unit": "Piece",
    **dict.fromkeys(_KNOWN_USES, "none"),
}  # fmt: skip
"""Chance seldom makes one that covers."""


def some_cells(number: int) -> Iterator[dict[str, str]]:
    yield dict(_GLOBAL)
    chance, consignees = random.Random(number), random.Random(-number)
    for _ in range(number):
        cells = {name: chance.choice(values) for name, values in CELLS.items()}
        for group in (_DECISION, _HELD):
            if chance.random() < 0.5:
                cells |= {name: chance.choice(values) for name, values in group.items()}
        if consignees.random() < 0.5:
            cells |= {name: consignees.choice(values) for name, values in _CONSIGNEE.items()}
        yield cells


def facts_of(cells: dict[str, str], fact: DerivedFact | None = None) -> dict[str, Any]:
    """The facts that cells lead to; ``fact``: those of its inputs only."""
    columns = COLUMNS.columns if fact is None else _columns_of(fact.inputs, fact.answer)
    return _facts_of(tuple((column.name, cells[column.name]) for column in columns if cells.get(column.name)))


@cache
def _columns_of(inputs: tuple[str, ...], answer: str) -> tuple[ColumnPath, ...]:
    fact = DerivedFact(name="", citation="", inputs=inputs, answer=answer)
    return tuple(column for column in COLUMNS.columns if fact.rests_on(column.field))


@cache
def _facts_of(cells: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Few inputs have the same cells over and over."""
    transaction = checked_transaction(transaction_of(COLUMNS.columns, dict(cells)), TODAY)
    return facts_of_transaction(transaction, transaction.date or TODAY).items[0]


def test_every_fact_of_the_law_is_stated_or_declared_as_derived() -> None:
    stated = {*stated_facts(Transaction(items=[Item()])), "item.entries"} - {"purchasing_country"}
    assert set(FACTS) == stated | {CUSTOMS_CODE} | (set(derived_facts()) & set(FACTS))
    assert stated.isdisjoint(derived_facts())


def test_every_declared_fact_is_derived_once() -> None:
    fact_names = [fact.name for derivation in DERIVATIONS for fact in facts_given_by(derivation)]
    without_inputs = {name for name, fact in derived_facts().items() if not fact.inputs}
    assert sorted(fact_names) == sorted(set(derived_facts()) - without_inputs)
    assert without_inputs == {"authority.transit_prohibited", "authority.transit_authorisation"}


def test_a_derivation_gives_what_it_declares() -> None:
    facts = facts_of({"activity": "intra_union_transfer", "destination": "AE"})
    sometimes = {"decision.Art. 11(2)"}  # where it is stated
    for derivation in DERIVATIONS:
        assert {fact.name for fact in facts_given_by(derivation)} <= set(facts) | sometimes


def test_a_derived_fact_rests_on_its_inputs_alone() -> None:
    moved = set()
    nothing = facts_of({})
    for cells in some_cells(150):
        whole = facts_of(cells)
        for name, fact in derived_facts().items():
            if name not in whole or fact.inputs == ("*",) or not fact.inputs:
                continue
            inputs = fact
            if any(path in derived_facts() for path in fact.inputs):  # by way of other derived facts
                inner = [derived_facts()[path] for path in fact.inputs if path in derived_facts()]
                through = (path for other in inner for path in (*other.inputs, f"answers.{other.answer}"))
                paths = (*fact.inputs, *through)
                inputs = DerivedFact(name=name, citation="", inputs=paths, answer=fact.answer)
            assert facts_of(cells, inputs)[name] == whole[name], (name, cells)
            if whole[name] != nothing.get(name):
                moved.add(name)
    still = {name for name in derived_facts() if name not in moved}
    assert not {name for name in still if name.startswith(("parties.", "item.", "held.", "transfer"))}


def test_an_open_derived_fact_ends_at_a_place_that_it_declares() -> None:
    answerable = set()
    for cells in some_cells(150):
        transaction = checked_transaction(transaction_of(COLUMNS.columns, cells), TODAY)
        known = facts_of_transaction(transaction, transaction.date or TODAY)
        facts = known.items[0]
        for name, fact in derived_facts().items():
            if name not in FACTS or facts.get(name) is not None or fact.inputs == ("*",):
                continue
            missing = MissingFact(name, question_of(name), (), "")
            for field in fields_of(
                missing, Case(transaction=transaction, index=0, facts=facts, state=known.state, day=known.day)
            ):
                path_of(field.place)
                answerable.add(name)
    assert {"item.listed", "item.national_own", "parties.military", "option.art5_3"} <= answerable


def test_what_a_person_may_answer_is_taken_by_the_contract() -> None:
    assert all(is_open_question(fact.answer) for fact in derived_facts().values() if fact.answer in FACTS)
    assert set(left_to_a_person()) == {
        "item.german_interception",
        "item.national_departure",
        "item.national_own",
        "item.national_other",
        "item.national_value_exempt",
        "parties.military",
        "parties.military_or_border_guard",
        "parties.others_supplied",
        *price_questions(),
    }


def test_facts_that_others_settle_are_asked_of_nobody_by_their_names() -> None:
    assert set(settled_by_others()) == {
        "assistance.in_germany",
        "item.listed",
        "transfer.mtcr_exempt",
        "export.needs_authorisation",
        "export.generally_authorised",
        *(fact.name for fact in TOLD_FACTS),
    }


def test_every_service_counts_for_every_fact_about_receivers() -> None:
    for name, of_fact in SERVICE_TESTS.items():
        assert set(of_fact.counts) == set(get_args(Service)), name


def test_the_law_asks_for_decisions_that_can_be_stated() -> None:
    law = law_as_of(TODAY)
    asked = {
        (leaf.fact, value)
        for rule in (*law.provisions, *law.reliefs)
        for leaf in leaves(rule.when)
        if isinstance(leaf, Is) and leaf.fact.startswith("decision.")
        for value in leaf.values
    }
    assert asked
    for fact, value in asked:
        decision = DECIDED[fact.removeprefix("decision.")]
        assert value in (decision.unstated, *decision.results), (fact, value)


@pytest.mark.parametrize("citation", DECIDED)
def test_a_decision_is_stated_and_derived_as_declared(citation: str) -> None:
    decision = DECIDED[citation]
    for result in decision.results:
        row = {"provision": citation, "result": result, "date": "2026-01-01", "items": ["1"]}
        row["parties"] = ["Example Works"]
        data = {"items": [{}], "parties": [{"role": "end_user", "name": "Example Works"}]}
        if uses := [use for use in decision.uses if use in ("wmd", "internal_repression")]:
            row["uses"] = uses
        data |= {"knowledge": {"wmd": "aware", "internal_repression": "aware"}, "authority_decisions": [row]}
        transaction = checked_transaction(data, TODAY)
        assert facts_of_transaction(transaction, TODAY).items[0][f"decision.{citation}"] == result
    assert facts_of({}).get(f"decision.{citation}", "") == decision.unstated


@pytest.mark.parametrize(
    "module",
    ["assessment/derivations.py", "bulk/file_groups.py", "bulk/fact_groups.py", "bulk/held_group.py"],
)
def test_no_name_of_a_derived_fact_is_written_again(module: str) -> None:
    """Who works a fact out, and who groups columns by it, names the declaration."""
    tree = ast.parse((Path(dualuse.__file__).parent / module).read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert texts & (set(derived_facts()) - {"purchasing_country"}) == set()  # also a field of the contract


def test_a_fact_with_a_condition_is_what_the_condition_says() -> None:
    """A condition that is declared is the one that counts, for a transaction and for the cells of a table."""
    declared = [
        fact
        for fact in derived_facts().values()
        if fact.condition is not None and not fact.sufficient and not fact.answer_prevails
    ]
    for cells in some_cells(40):
        facts = facts_of(cells)
        for fact in declared:
            assert fact.condition is not None
            assert facts[fact.name] == fact.settled(evaluate(fact.condition, facts, TODAY)), fact.name


def test_the_worse_value_of_a_derived_fact_is_the_declared_one() -> None:
    ordered = {name: fact.adverse for name, fact in derived_facts().items() if fact.adverse is not None}
    assert len(ordered) > 15
    for name, adverse in ordered.items():
        steps = steps_of(name)
        assert [step.after for step in steps] == [str(adverse).lower()], name
