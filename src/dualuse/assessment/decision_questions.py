"""What is asked of an authority's decision that may free: for what and whom it was given, whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dualuse.assessment.decided_uses import uses_concerned, uses_given_for
from dualuse.assessment.decisions import (
    FREES,
    decision_counts,
    decisions_by_day,
    is_for_item,
    is_for_parties,
    is_old,
)
from dualuse.i18n import N_, Message
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import AuthorityDecision, Item, Transaction


def asked_about(
    citation: str, transaction: Transaction, item: Item, *, day: date, rules: Rules
) -> Iterator[tuple[str, Message]]:
    """What is not clear of the decisions under ``citation``: the field that answers it, and the question."""
    for decision in decisions_by_day(transaction, day):
        if decision.provision != citation or decision.result != FREES:
            continue
        if decision_counts(decision, transaction, item, day, rules) is None:
            yield from _questions(decision, transaction, item, day=day, rules=rules)


def _questions(
    decision: AuthorityDecision, transaction: Transaction, item: Item, *, day: date, rules: Rules
) -> Iterator[tuple[str, Message]]:
    stated: dict[str, Any] = {"citation": decision.provision, "decided": decision.date.isoformat()}
    if not decision.items and not decision.parties:
        text = N_(
            "What has the authority decided on this under {citation}? Its decision of {decided} does not say for which items"
            " and parties it was given"
        )
        yield "items", Message("question.authority_decisions.items", text, stated)
    elif is_for_item(decision, item) is None:
        text = N_("Was the decision of {decided} under {citation} given for item {item}, too?")
        params = {**stated, "item": item.id or ""}
        yield "items", Message("question.authority_decisions.items", text, params)
    if is_for_parties(decision, transaction) is None:
        text = N_(
            "Was the decision of {decided} under {citation} given for the end users and consignees of this transaction? It"
            " names {parties}"
        )
        params = {**stated, "parties": tuple(decision.parties or ())}
        yield "parties", Message("question.authority_decisions.parties", text, params)
    concerned = uses_concerned(decision.provision, transaction, day)
    if uses_given_for(decision, concerned) is None:
        text = N_(
            "For which use of concern was the decision of {decided} under {citation} given? More than one is known or suspected"
            " ({uses}): name those that it was given for beside the decision"
        )
        params = {**stated, "uses": tuple(concerned)}
        yield "uses", Message("question.authority_decisions.uses", text, params)
    if is_old(decision, day, rules):
        text = N_(
            "Does the decision of {decided} under {citation} still stand, and until when? After {months} months this"
            " program asks (a rule of its own, not of the law)"
        )
        params = {**stated, "months": rules.decision_age_months}
        yield "valid_until", Message("question.authority_decisions.valid_until", text, params)
