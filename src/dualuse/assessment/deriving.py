"""Deriving: how a derivation is declared, and what it reads. What is derived: ``derivations.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.authorisations.authorisation_book import NO_BOOK, Book
from dualuse.engine.fast_evaluator import closure
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_fact import DerivedFact
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.states import Jurisdiction
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Item, Transaction


@dataclass(frozen=True, slots=True)
class Papers:
    """What the exporter holds of an authority: authorisations, for the direct export of a transfer too; and
    the rules."""

    book: Book = NO_BOOK
    of_direct_export: Book = NO_BOOK
    rules: Rules = RULES


NO_PAPERS: Final = Papers()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a derivation reads: an item of a transaction, the responsible State, answers, and the facts so
    far.

    ``whole_contract``: whether the transaction has all items of its contract.
    """

    transaction: Transaction
    item: Item
    state: Jurisdiction | None
    day: date
    answers: Mapping[str, bool]
    facts: Mapping[str, Any]
    papers: Papers = NO_PAPERS
    whole_contract: bool = True


@dataclass(frozen=True, slots=True)
class Derivation:
    """Works out declared facts. ``further``: more of them, which are told only once all acts with measures
    are read."""

    facts: tuple[DerivedFact, ...]
    derive: Callable[[Inputs], Mapping[str, Any]]
    further: Callable[[], tuple[DerivedFact, ...]] = tuple


def derives(
    *facts: DerivedFact, further: Callable[[], tuple[DerivedFact, ...]] = tuple
) -> Callable[[Callable[[Inputs], Mapping[str, Any]]], Derivation]:
    """Declare that a function works ``facts`` out: each of them by its name."""
    return lambda function: Derivation(facts, function, further)


def derives_one(fact: DerivedFact) -> Callable[[Callable[[Inputs], Any]], Derivation]:
    """Declare that a function works out the value of ``fact``."""
    name = fact.name
    return lambda function: Derivation((fact,), lambda inputs: {name: function(inputs)})


def by_condition(*facts: DerivedFact) -> Derivation:
    """Works ``facts`` out by their declared conditions, which ask for no place, so that the day does not
    matter."""
    judges = tuple((fact, closure(fact.condition, IN_FORCE)) for fact in facts if fact.condition is not None)
    return Derivation(
        facts, lambda inputs: {fact.name: fact.settled(holds(inputs.facts)) for fact, holds in judges}
    )


@lru_cache(maxsize=32)
def facts_given_by(*derivations: Derivation) -> tuple[DerivedFact, ...]:
    """The declared facts that some derivations give, in the order in which one may rest on another."""
    names = {fact.name for derivation in derivations for fact in (*derivation.facts, *derivation.further())}
    return tuple(fact for name, fact in derived_facts().items() if name in names)
