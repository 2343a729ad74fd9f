"""From a checked transaction to the facts of each item.

What needs sums, several parties, lists or the data of a State is worked out before the provisions run
(``assessment/derivations.py``), so that provisions stay conditions over named facts. An unknown stays unknown; what is
assumed is returned as an assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from dualuse.assessment.assumptions import Assumed, assumptions, policy_for
from dualuse.assessment.authorisations.authorisation_book import (
    NO_BOOK,
    Book,
    book_of,
    book_of_direct_export,
)
from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.assessment.derivations import (
    FROM_OTHERS,
    OF_ITEM,
    OF_TRANSACTION,
)
from dualuse.assessment.deriving import NO_PAPERS, Derivation, Inputs, Papers
from dualuse.assessment.member_state import (
    responsible_state,
)
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, GROUNDS, STATED_FACTS
from dualuse.law.eu_2021_821.facts.derived import derived_facts, left_to_a_person
from dualuse.law.language.logic import Truth
from dualuse.law.states import Jurisdiction
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Item, Transaction, answers_on
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFacts:
    """The facts of each item, in order, what was assumed, and the authorisations held (``book``)."""

    day: date
    state: Jurisdiction | None
    items: tuple[dict[str, Any], ...]
    assumed: tuple[Assumed, ...]
    book: Book = NO_BOOK
    rules: Rules = RULES


@legal_derivation("Art. 2", "Arts 3 to 11")
def facts_of_transaction(
    transaction: Transaction,
    day: date,
    policies: Iterable[str] = (),
    *,
    known: Mapping[str, Any] | None = None,
    in_table: Mapping[str, Left] | None = None,
    rules: Rules = RULES,
    whole_contract: bool = True,
) -> TransactionFacts:
    """Derive the facts of every item.

    Args:
        transaction: checked (``schema.reading.validation``).
        day: the date whose law applies.
        policies: names from :data:`POLICIES`.
        known: derived facts of items that are known otherwise, where the transaction is only a part of its contract.
        in_table: what all rows of a table draw on authorisations, where the transaction is a row of it.
        rules: those of this program.
        whole_contract: whether the transaction has all items of its contract.
    """
    chosen = tuple(policies)
    state = responsible_state(transaction)
    stated = stated_facts(transaction)
    assumed = tuple(assumptions(transaction, stated, state, day, chosen))
    shared = {"day": day, **stated, **_assumed_values(stated, chosen)}
    papers = _papers(transaction, day, in_table, rules)
    of_transaction = Inputs(
        transaction=transaction,
        item=transaction.items[0],
        state=state,
        day=day,
        answers=transaction.answers or {},
        facts=shared,
        papers=papers,
    )
    for derivation in OF_TRANSACTION:
        shared.update(derivation.derive(of_transaction))
    items = tuple(
        _item_facts(
            transaction,
            item,
            shared,
            state=state,
            day=day,
            known=known or {},
            papers=papers,
            whole_contract=whole_contract,
        )
        for item in transaction.items
    )
    return TransactionFacts(day=day, state=state, items=items, assumed=assumed, book=papers.book, rules=rules)


@legal_derivation("Art. 2", "Arts 3 to 11")
def facts_knowing_more(
    less: TransactionFacts, transaction: Transaction, policies: Iterable[str]
) -> TransactionFacts:
    """The facts of a transaction that differs from another in what is known of uses alone, and states each use of which it differs.

    Only what rests on such knowledge is derived again (``DerivedFact.inputs``); what is assumed is that of the other one.

    Args:
        less: the facts of the other one, of a whole contract.
        transaction: checked.
        policies: names from :data:`POLICIES`, those of the other one.
    """
    if transaction.authorisations or transaction.authority_decisions:
        return facts_of_transaction(transaction, less.day, policies, rules=less.rules)
    of_uses = {
        fact: level for fact, level in stated_facts(transaction, _OF_USES).items() if level is not None
    }
    papers = _papers(transaction, less.day, None, less.rules)
    items: list[dict[str, Any]] = []
    for item, before in zip(transaction.items, less.items, strict=True):
        facts = {**before, **of_uses}
        inputs = Inputs(
            transaction=transaction,
            item=item,
            state=less.state,
            day=less.day,
            answers=answers_on(transaction, item),
            facts=facts,
            papers=papers,
        )
        for derivation in FROM_OTHERS:
            facts.update(derivation.derive(inputs))
        items.append(facts)
    return replace(less, items=tuple(items))


_OF_USES: Final = tuple(f"knowledge.{use}" for use in GROUNDS)


def _papers(transaction: Transaction, day: date, in_table: Mapping[str, Left] | None, rules: Rules) -> Papers:
    if not transaction.authorisations:
        return NO_PAPERS if rules is RULES else Papers(rules=rules)
    of_direct_export = book_of_direct_export(transaction, day, in_table)
    return Papers(book_of(transaction, day, in_table), of_direct_export, rules)


def _assumed_values(stated: Mapping[str, Any], policies: Sequence[str]) -> dict[str, Any]:
    unstated = (fact for fact, value in stated.items() if value is None) if policies else ()
    chosen = ((fact, policy_for(fact, policies)) for fact in unstated)
    return {fact: policy.value for fact, policy in chosen if policy is not None}


@lru_cache(maxsize=32)
def _by_group(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...], Callable[[Any], Any]], ...]:
    """Facts by the group of the contract that holds them, with what reads their fields there."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in names:
        group, _, field = fact.rpartition(".")
        groups.setdefault(group, []).append((fact, field))
    return tuple(
        (group, tuple(fact for fact, _ in fields), _reader([field for _, field in fields]))
        for group, fields in groups.items()
    )


def _reader(fields: Sequence[str]) -> Callable[[Any], Any]:
    """Reads several fields at once."""
    if len(fields) == 1:
        return lambda holder: (getattr(holder, fields[0]),)
    return attrgetter(*fields)


def stated_facts(transaction: Transaction, names: tuple[str, ...] = STATED_FACTS) -> dict[str, Any]:
    """The facts that fields of a transaction state by themselves; None where they are not stated."""
    facts: dict[str, Any] = {}
    for group, of_group, read in _by_group(names):
        holder = getattr(transaction, group) if group else transaction
        if holder is None:
            facts.update(dict.fromkeys(of_group))
        else:
            facts.update(zip(of_group, read(holder), strict=True))
    return facts


def _item_facts(
    transaction: Transaction,
    item: Item,
    shared: Mapping[str, Any],
    *,
    state: Jurisdiction | None,
    day: date,
    known: Mapping[str, Any],
    papers: Papers,
    whole_contract: bool,
) -> dict[str, Any]:
    answers = answers_on(transaction, item)
    facts = {**shared, **_facts_of_answers(answers), "item.kind": item.kind, **_facts_of_codes_stated(item)}
    inputs = Inputs(
        transaction=transaction,
        item=item,
        state=state,
        day=day,
        answers=answers,
        facts=facts,
        papers=papers,
        whole_contract=whole_contract,
    )
    for derivation in OF_ITEM:
        facts.update(derivation.derive(inputs))
    facts.update(known)
    facts.update(_answered_by_a_person(facts, answers, left_to_a_person()))
    for derivation in FROM_OTHERS:
        facts.update(derivation.derive(inputs))
    return facts


def _facts_of_codes_stated(item: Item) -> dict[str, tuple[str, ...] | None]:
    return {
        "item.entries": None if item.entries is None else tuple(item.entries),
        CUSTOMS_CODE: None if item.cn_code is None else (item.cn_code,),
    }


def _facts_of_answers(answers: Mapping[str, bool]) -> dict[str, Any]:
    """Answers under their own names; what is derived, and an answer may only add to, is none of them."""
    derived = derived_facts()
    return {
        **{name: answer for name, answer in answers.items() if name not in derived},
        ANSWERS: frozenset(answers.items()) or None,
    }


def _answered_by_a_person(
    facts: Mapping[str, Any], answers: Mapping[str, bool], names: Iterable[str]
) -> dict[str, Truth]:
    """Answers to what the derivations leave open; where a derivation knows, it counts."""
    return {name: answers[name] for name in names if name in answers and facts.get(name) is None}


@legal_derivation("Art. 2", "Arts 3 to 11")
def facts_from(
    derivations: Iterable[Derivation],
    transaction: Transaction,
    state: Jurisdiction | None,
    day: date,
    stated: tuple[str, ...],
    in_table: Mapping[str, Left] | None = None,
    rules: Rules = RULES,
    policies: Sequence[str] = (),
    *,
    whole_contract: bool = True,
) -> dict[str, Any]:
    """The facts that some derivations give for the first item, for cells of a table that hold what these rest on.

    ``stated``: fields that are facts by their own names; ``in_table``: what all rows draw on authorisations; ``policies``: what
    is assumed of such fields where they are not stated; ``whole_contract``: whether the row is all of its contract.
    """
    item = transaction.items[0]
    answers = answers_on(transaction, item)
    values = stated_facts(transaction, stated)
    facts = {"day": day, **values, **_assumed_values(values, policies), **_facts_of_answers(answers)}
    facts.update(_facts_of_codes_stated(item))
    papers = _papers(transaction, day, in_table, rules)
    inputs = Inputs(
        transaction=transaction,
        item=item,
        state=state,
        day=day,
        answers=answers,
        facts=facts,
        papers=papers,
        whole_contract=whole_contract,
    )
    for derivation in derivations:
        derived = derivation.derive(inputs)
        facts.update(derived)
        facts.update(_answered_by_a_person(facts, answers, derived))
    return facts
