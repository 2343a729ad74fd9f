"""What is asked of an authority's decision that may free: for what and whom it was given, whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dualuse.assessment.authorisations.decided_uses import uses_concerned, uses_given_for
from dualuse.assessment.authorisations.decisions import (
    FREES,
    LAST_DAY,
    decision_counts,
    decisions_by_day,
    has_unusual_term,
    is_for_item,
    is_for_parties,
    is_old,
    is_unanswered,
    parties_concerned,
    predates_the_act,
    unknown_to,
)
from dualuse.assessment.authorisations.points_of_parties import shown_name
from dualuse.assessment.authorisations.prolonged import USUAL_YEARS
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.language.provision import IN_FORCE
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import AuthorityDecision, Item, Party, Transaction


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
            "For which items, and for which end users and consignees, was the decision of {decided} under {citation} given? It names"
            " neither: name them beside the decision"
        )
        yield "items", Message("question.authority_decisions.items", text, stated)
    elif not decision.items:
        text = N_(
            "For which items was the decision of {decided} under {citation} given? It names none: name them beside the decision, by"
            " their id or their codes"
        )
        yield "items", Message("question.authority_decisions.items", text, stated)
    elif is_for_item(decision, item) is None:
        text = N_("Was the decision of {decided} under {citation} given for item {item}, too?")
        params = {**stated, "item": item.id or ""}
        yield "items", Message("question.authority_decisions.items", text, params)
    if not decision.parties and decision.items and not parties_unnamed(transaction):
        text = N_(
            "For which end users and consignees was the decision of {decided} under {citation} given? It names none: name them"
            " beside the decision"
        )
        yield "parties", Message("question.authority_decisions.parties", text, stated)
    elif (
        decision.parties
        and is_for_parties(decision, transaction) is None
        and not parties_unnamed(transaction)
    ):
        text = N_(
            "Was the decision of {decided} under {citation} given for the end users and consignees of this transaction? It"
            " names {parties}"
        )
        params = {**stated, "parties": tuple(decision.parties)}
        yield "parties", Message("question.authority_decisions.parties", text, params)
    for unknown in unknown_to(decision, transaction, day) if decision.parties else ():
        yield "parties", _of_whom_it_names_not(decision, unknown, stated)
    concerned = uses_concerned(decision.provision, transaction, day)
    if uses_given_for(decision, concerned) is None:
        text = N_(
            "For which use of concern was the decision of {decided} under {citation} given? It names none, and known or suspected is"
            " {uses}: name under uses those that it was given for beside the decision"
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
    yield from _of_the_paper(decision, transaction, stated)


def _of_the_paper(
    decision: AuthorityDecision, transaction: Transaction, of_decision: Mapping[str, Any]
) -> Iterator[tuple[str, Message]]:
    """What its own days and reference leave open: none of them is such an answer's."""
    if is_unanswered(decision):
        text = N_(
            "Has the authority answered, and what is the reference of its decision of {decided} under {citation}? “{reference}” is none"
        )
        params = {**of_decision, "reference": decision.reference or ""}
        yield "reference", Message("question.authority_decisions.reference", text, params)
    if predates_the_act(decision):
        text = N_(
            "On which day, and under which act, was the decision of {decided} under {citation} given? Regulation (EU) 2021/821 applies since"
            " {begins}"
        )
        params = {**of_decision, "begins": IN_FORCE.isoformat()}
        yield "date", Message("question.authority_decisions.date", text, params)
    if has_unusual_term(decision, transaction) and decision.valid_until is not None:
        text = N_(
            "Does the decision of {decided} under {citation} really stand until {ends}? No answer of an authority is taken for one of more than"
            " {years} years unseen (a rule of this program, not of the law): mend the day, or name under sources the document that says so"
            " (document or url), as a source of {fact}"
        )
        ends, years = decision.valid_until.isoformat(), 2 * USUAL_YEARS["individual"]
        params = {**of_decision, "ends": ends, "years": years, "fact": LAST_DAY}
        yield "valid_until", Message("question.authority_decisions.valid_until", text, params)


def _of_whom_it_names_not(
    decision: AuthorityDecision, unknown: Party | str, of_decision: Mapping[str, Any]
) -> Message:
    params = {**of_decision, "parties": tuple(decision.parties or ())}
    if isinstance(unknown, str):
        text = N_(
            "Who purchases ({country}), and was the decision of {decided} under {citation}, which names {parties}, given for them,"
            " too? State the purchaser as a party, and name it beside the decision"
        )
        return Message(
            "question.authority_decisions.purchaser", text, {**params, "country": PlaceName(unknown)}
        )
    text = N_(
        "Did the authority know of {party}, who purchases, or stands between, when it gave the decision of {decided} under {citation}?"
        " It names {parties}: name all for whom it was given beside the decision"
    )
    return Message("question.authority_decisions.others", text, {**params, "party": shown_name(unknown)})


def parties_unnamed(transaction: Transaction) -> tuple[tuple[int, str], ...]:
    """The positions and roles of end users and consignees without a name; of the end user where there is nobody at all.

    A decision that names somebody cannot be compared with them.
    """
    concerned = parties_concerned(transaction)
    if not concerned:
        return ((len(transaction.parties or ()), "end_user"),)
    return tuple((position, party.role) for position, party in concerned if party.name is None)
