"""The same law stands in one place: a sentence of it, the roles that receive, where a purchaser sits."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dualuse
from dualuse.engine.reason_sentences import contract_name
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_fact import RECEIVER_ROLES
from dualuse.law.eu_2021_821.facts.stated_facts import ON_THE_ROUTE, PLACE_FACTS, SEVERAL_PLACES, VALUE_EXEMPT
from dualuse.schema.transaction import Exporter, Item, Party, Transaction

PACKAGE = Path(dualuse.__file__).parent
ROOMS = ("law", "engine", "assessment")
SHORT = 30
"""Signs up to which two sentences may be the same by chance (`it is not stated`)."""


def trees(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def test_no_sentence_of_the_law_is_written_twice() -> None:
    """But for notes on what is not executed: a paragraph has its own, as the one of another Article."""
    sentences: Counter[str] = Counter()
    for path, tree in trees("law"):
        if path.name == "not_executed.py":
            continue
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        notes = [note for call in calls if name_of(call) == "Paragraph" for note in arguments(call)]
        sentences.update(
            ast.literal_eval(call.args[0]) for call in calls if name_of(call) == "N_" and call not in notes
        )
    assert len(sentences) > 500
    assert [text for text, times in sentences.items() if times > 1 and len(text) > SHORT] == []


def test_the_roles_that_receive_are_named_once() -> None:
    retyped = {
        path.relative_to(PACKAGE).as_posix()
        for path, tree in trees(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and {element.value for element in node.elts if isinstance(element, ast.Constant)}
        == set(RECEIVER_ROLES)
    }
    assert retyped == set()


def test_who_receives_and_where_a_purchaser_sits_is_worked_out_once() -> None:
    """By ``receivers`` and ``purchasing_country`` of ``assessment/places_of_parties.py``."""
    rebuilt = [
        path.relative_to(PACKAGE).as_posix()
        for path, tree in trees(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.BoolOp | ast.GeneratorExp)
        and ast.unparse(node)
        in (
            "transaction.purchasing_country or transaction.destination",
            "(party for party in transaction.parties or () if party.role in RECEIVER_ROLES)",
            "(party.country for party in transaction.parties or () if party.role in RECEIVER_ROLES)",
        )
    ]
    assert set(rebuilt) == {"assessment/places_of_parties.py"}


def test_a_transit_is_asked_about_in_the_words_of_its_decision() -> None:
    for fact, citation in (
        ("authority.transit_prohibited", "Art. 7(1)"),
        ("authority.transit_authorisation", "Art. 7(2)"),
    ):
        assert FACTS[fact].question is DECIDED[citation].question


SPELLED = re.compile(r"Art\\?\.|\(\d|§")
"""How a citation, or a part of one, is written."""
TOLD_BY_SPELLING = {"law/language/provision.py", "law/germany/citations.py"}
"""Which Article a citation names, and whether it is of the AWV, is told here, and nowhere else."""


def test_no_law_hangs_on_how_a_citation_is_spelt() -> None:
    """What a decision is on, and what a duty is for, are fields of their declarations."""
    spelt = {
        path.relative_to(PACKAGE).as_posix()
        for path, tree in trees(*ROOMS, "schema")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("startswith", "endswith", "compile", "removeprefix", "removesuffix")
        and any(
            SPELLED.match(str(argument.value)) for argument in node.args if isinstance(argument, ast.Constant)
        )
    }
    assert spelt - TOLD_BY_SPELLING == set()


def test_the_facts_that_hold_places_are_named_once() -> None:
    """Who asks for places of a case takes them from there: one forgotten is a country that nobody looks at."""
    assert set(PLACE_FACTS) == {name for name, fact in FACTS.items() if fact.kind == "place"}
    assert len(PLACE_FACTS) == len(set(PLACE_FACTS))
    assert {*ON_THE_ROUTE, *SEVERAL_PLACES} < set(PLACE_FACTS)
    retyped = {
        path.relative_to(PACKAGE).as_posix()
        for path, tree in trees(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict)
        and len(
            {inner.value for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.Constant)}
            & {*SEVERAL_PLACES}
        )
        > 1
    }
    assert retyped == set()


def test_what_answers_a_derived_fact_is_a_field_that_a_transaction_has() -> None:
    """Reasons name the field by the declaration of the fact, which must be one that somebody can state."""
    fields = {
        *Transaction.model_fields,
        *(f"items.{name}" for name in Item.model_fields),
        *(f"parties.{name}" for name in Party.model_fields),
        *(f"exporter.{name}" for name in Exporter.model_fields),
        *(f"circumstances.{name}" for name in CIRCUMSTANCES),
    }
    answered = [fact for fact in derived_facts().values() if fact.answered_by]
    assert len(answered) > 50
    names = {contract_name(fact.name) for fact in answered if not fact.name.startswith("option.")}
    assert names - fields == set()
    assert contract_name("parties.end_user_countries") == "parties.country"
    assert contract_name(VALUE_EXEMPT) == "items.value"
    assert contract_name("brokering.within_one_country") == "located_in"
    assert contract_name("transfer.mtcr_exempt") == "circumstances.mtcr_exception"
