"""Where the answer to an open fact is written: the places of a transaction that a derived fact waits for.

A provision may wait for a fact that no field holds by that name: whether the item is *listed*, whether the
direct export *would need an authorisation*, what a Member State has made of an option. Each such fact is
followed back, by the derivation that makes it (``assessment/derivations.py``,
``assessment/member_state.py``), to the fields that are not stated and that it rests on. Where all of them are
stated and the derivation still leaves it open, a person answers it under ``answers`` by the name of the fact,
so that every open fact ends at a place that can be filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.decision_questions import asked_about, parties_unnamed
from dualuse.assessment.control_lists import on_national_list
from dualuse.assessment.member_state import contract_value
from dualuse.assessment.places_of_parties import parties_unplaced
from dualuse.engine.direct_export import DIRECT_EXPORT, waits_for
from dualuse.engine.missing import MissingFact, facts_waited_for
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS, derived_fact
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_authorities import transfer_rule
from dualuse.law.eu_2021_821.facts.derived_fact import DerivedFact
from dualuse.law.eu_2021_821.facts.stated_facts import NATIONAL_DEPARTURE, VALUE_EXEMPT
from dualuse.law.language.logic import Facts
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS
from dualuse.law.states import Jurisdiction
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import KIND_WORDS, SERVICE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldQuestion:
    """The question that a field answers, who can answer it, and its values in words."""

    name: str
    kind: str
    text: str
    asked_of: str = "exporter"
    values: dict[str, str] = field(default_factory=dict)

    def message(self, **params: object) -> Message:
        """The question with its parameters."""
        return Message(f"question.{self.name}", self.text, params)


PARTY_ROLES: Final[dict[str, str]] = {"end_user": N_("the end user"), "consignee": N_("the consignee")}
"""Parties whose service counts (Annex II, EU007 and EU008)."""
ROLES_IN_QUESTIONS: Final[dict[str, str]] = {
    **PARTY_ROLES,
    "purchaser": N_("the purchaser"),
    "intermediary": N_("the intermediary"),
    "agent": N_("the agent"),
    "broker": N_("the broker"),
    "carrier": N_("the carrier"),
    "vessel": N_("the vessel"),
    "other": N_("the other party"),
}
"""Parties as a question names them; the country of all but who carries the items counts for measures."""

FIELDS: Final[dict[str, FieldQuestion]] = {
    question.name: question
    for question in (
        FieldQuestion(
            name="parties.service",
            kind="choice",
            text=N_("Is {party} a security service of a government, or acting for one, and of which kind?"),
            asked_of="end_user",
            values=SERVICE_WORDS,
        ),
        FieldQuestion(name="parties.name", kind="name", text=N_("What is the name of {party}?")),
        FieldQuestion(name="parties.country", kind="place", text=N_("In which country is {party}?")),
        FieldQuestion(
            name="items.national_entries",
            kind="national_codes",
            text=N_(
                "Which entries of national control lists of Member States name the item, if any (Arts 9, 10)?"
            ),
        ),
        FieldQuestion(
            name="items.kind",
            kind="choice",
            text=N_("Is the item goods, software or technology?"),
            values=KIND_WORDS,
        ),
        FieldQuestion(
            name="items.quantity", kind="amount", text=N_("How many pieces of the item are there?")
        ),
        FieldQuestion(
            name="items.unit", kind="text", text=N_("In which unit is the quantity stated (piece, kg, …)?")
        ),
        FieldQuestion(name="items.value", kind="amount", text=N_("What is the item worth in the contract?")),
        FieldQuestion(
            name="items.currency", kind="currency", text=N_("In which currency is the value stated?")
        ),
        FieldQuestion(name="located_in", kind="place", text=N_("In which country are the items now?")),
        FieldQuestion(
            name="dispatched_from",
            kind="place",
            text=N_("From which Member State are the items dispatched (Art. 11)?"),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place where an answer is written.

    ``place`` is exact (``items[0].entries``), ``name`` is how ``missing`` calls it (``items.entries``).
    ``item``: position of the item that the place belongs to, None for the whole transaction. ``settles``:
    citations.
    """

    place: str
    name: str
    question: Message
    asked_of: str
    settles: tuple[str, ...]
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An item of a transaction with the facts derived for it, under the rules of this program."""

    transaction: Transaction
    index: int
    facts: Facts
    state: Jurisdiction | None
    day: date
    rules: Rules = RULES


def fields_of(missing: MissingFact, case: Case) -> tuple[Field, ...]:
    """The places where what ``missing`` asks can be answered; at least one.

    Several of them where a derivation rests on several fields that are not stated.
    """
    return tuple(_fields(missing, case))


def _fields(missing: MissingFact, case: Case) -> Iterator[Field]:
    fact = missing.fact
    declared = derived_facts().get(fact)
    if fact.startswith("decision."):
        yield from _decision_fields(missing, case)
    elif fact in DIRECT_EXPORT:
        yield from _direct_export_fields(missing, case)
    elif declared is not None:
        stages = _stages(declared, missing, case)
        yield from next((fields for fields in stages if fields), (_answer(declared, missing, case),))
    elif fact == "item.entries":
        yield _item_field("items.entries", missing.question, missing, index=case.index)
    elif fact == CUSTOMS_CODE:
        yield _item_field("items.cn_code", missing.question, missing, index=case.index)
    elif fact.startswith(("covered.", ASKED_OF_GOODS)):
        yield _item_field(f"answers.{fact}", missing.question, missing, index=case.index, name=fact)
    elif fact.startswith("place."):
        yield _field(f"answers.{fact}", fact, missing.question, missing)
    else:
        yield _field(fact, fact, missing.question, missing)


def _decision_fields(missing: MissingFact, case: Case) -> Iterator[Field]:
    """What is not clear of a decision: for what and whom it was given, whether it still stands.

    Who is to be named by it has a name, first.
    """
    yield from _unnamed(missing, case)
    citation = missing.fact.removeprefix("decision.")
    yield from _unclear_decisions(citation, missing, case)


def _unnamed(missing: MissingFact, case: Case) -> Iterator[Field]:
    for position, role in parties_unnamed(case.transaction):
        yield _of_party("name", position, role, name=None, missing=missing)


def _unclear_decisions(citation: str, missing: MissingFact, case: Case) -> Iterator[Field]:
    """What is not clear of the decisions on ``citation`` that are stated."""
    place = f"authority_decisions.{citation}"
    for name, question in asked_about(
        citation, case.transaction, case.transaction.items[case.index], day=case.day, rules=case.rules
    ):
        yield _field(place, f"authority_decisions.{name}", question, missing)


def _not_stated(path: str, missing: MissingFact, case: Case) -> Iterator[Field]:
    """The places of a field that a derived fact is answered by, as far as nothing stands there."""
    it, item = case.transaction, case.transaction.items[case.index]
    match path:
        case "located_in" if missing.fact == NATIONAL_DEPARTURE:
            if it.dispatched_from is None and it.located_in is None:
                yield _field_with_question(path, missing)
        case "item.national_own" | "item.national_departure":
            if case.facts.get(path) is None and case.facts.get(transfer_rule("national_list").fact) is True:
                yield from _fields(replace(missing, fact=path), case)
        case derived_fact.RESPONSIBLE_STATE:
            source = _source_of_state(case)
            if source is not None:
                yield _field_with_question(source, missing) if source in FIELDS else _direct(source, missing)
        case "parties.service":
            yield from _services(missing, case)
        case "parties.end_user.country":
            yield from _end_user_countries(missing, case)
        case "parties.country":
            yield from _countries(missing, case)
        case "items.entries":
            # Whether it is listed is answered by the codes, too.
            question = Message("question.item.entries", FACTS["item.entries"].question)
            yield _item_field(path, question, missing, index=case.index)
        case "items.cyber_surveillance":
            yield _item_field(path, missing.question, missing, index=case.index)
        case "items.national_entries":
            if item.national_entries is None:
                yield _contract_field("national_entries", missing, case.index)
        case "items.value" | "items.currency" | "items.quantity" | "items.unit":
            name = path.partition(".")[2]
            if getattr(item, name) is None:
                yield _contract_field(name, missing, case.index)
        case "exporter.country":
            if it.exporter is None or it.exporter.country is None:
                yield _direct(path, missing)
        case "activity":
            yield _direct(path, missing)
        case "destination":
            if it.destination is None:
                yield _direct(path, missing)
        case _ if path.startswith("authority_decisions."):
            # A decision that is stated and not yet clear is asked about; whether there is one is known.
            citation = path.removeprefix("authority_decisions.")
            unclear = tuple(_unclear_decisions(citation, missing, case))
            if not unclear and any(
                decision.provision == citation for decision in it.authority_decisions or ()
            ):
                unclear = tuple(_unnamed(missing, case))
            yield from unclear or (_field(path, "authority_decisions", missing.question, missing),)
        case _:
            yield _field(path, path, missing.question, missing)


def _stages(declared: DerivedFact, missing: MissingFact, case: Case) -> Iterator[tuple[Field, ...]]:
    """Per stage of what answers a derived fact the fields that are not stated."""
    if declared.name == VALUE_EXEMPT:
        yield tuple(_value_limit_fields(missing, case))
        return
    for stage in declared.answered_by:
        yield tuple(field for path in stage for field in _not_stated(path, missing, case))


def _answer(declared: DerivedFact, missing: MissingFact, case: Case) -> Field:
    """The field in which a person answers what the other fields leave open."""
    name = declared.answer
    if name.startswith(("item.", "covered.")):
        return _item_field(f"answers.{name}", missing.question, missing, index=case.index, name=name)
    return _field(f"answers.{name}", name, missing.question, missing)


def _field(place: str, name: str, question: Message, missing: MissingFact) -> Field:
    return Field(
        place=place, name=name, question=question, asked_of=missing.asked_of, settles=missing.would_settle
    )


def _item_field(path: str, question: Message, missing: MissingFact, *, index: int, name: str = "") -> Field:
    """A field of an item; ``path``: as the contract names it, or under its answers."""
    place = f"items[{index}].{path.removeprefix('items.')}"
    return Field(
        place=place,
        name=name or path,
        question=question,
        asked_of=missing.asked_of,
        settles=missing.would_settle,
        item=index,
    )


def _field_with_question(place: str, missing: MissingFact, **params: object) -> Field:
    """A field with a question of its own."""
    known = FIELDS[place]
    return Field(
        place=place,
        name=place,
        question=known.message(**params),
        asked_of=known.asked_of,
        settles=missing.would_settle,
    )


def _contract_field(name: str, missing: MissingFact, index: int) -> Field:
    field = _field_with_question(f"items.{name}", missing)
    return replace(field, place=f"items[{index}].{name}", item=index)


def _direct_export_fields(missing: MissingFact, case: Case) -> Iterator[Field]:
    """Art. 11(2)(b): what the direct export waits for; the citation stays that of the transfer."""
    facts, judgements = waits_for(missing.fact, case.facts, case.day)
    for inner in facts_waited_for(judgements, facts):
        yield from _fields(replace(inner, would_settle=missing.would_settle), case)


def _direct(fact: str, missing: MissingFact) -> Field:
    question = Message(f"question.{fact}", FACTS[fact].question)
    return Field(
        place=fact, name=fact, question=question, asked_of=FACTS[fact].asked_of, settles=missing.would_settle
    )


def _source_of_state(case: Case) -> str | None:
    """The field that would tell the responsible State (``member_state.responsible_state``), or None where it
    is known."""
    if case.state is not None and case.state.union_member:
        return None
    it = case.transaction
    if it.activity is None and it.exporter is not None and it.exporter.country is not None:
        return "activity"
    if it.activity == "intra_union_transfer" and it.dispatched_from is None:
        return "dispatched_from"
    if it.activity == "transit" and it.located_in is None:
        return "located_in"
    country = it.exporter.country if it.exporter else None
    if it.activity not in ("intra_union_transfer", "transit") and country is None:
        return "exporter.country"
    return "located_in" if it.located_in is None and it.dispatched_from is None else None


def _value_limit_fields(missing: MissingFact, case: Case) -> Iterator[Field]:
    """The value limit of a national list: the kind of the item, which others count, and the values of all
    that may.

    Which others count is not asked where the limit is kept even if all do.
    """
    it = case.transaction
    if it.items[case.index].kind is None:
        yield _contract_field("kind", missing, case.index)
    within = _within_whatever_counts(case)
    for index, item in enumerate(it.items):
        if on_national_list(item) is False:
            continue
        if item.national_entries is None and index != case.index and not within:
            yield _contract_field("national_entries", missing, index)
        if item.value is None:
            yield _contract_field("value", missing, index)
        elif item.currency is None:
            yield _contract_field("currency", missing, index)


def _within_whatever_counts(case: Case) -> bool:
    threshold = case.state.threshold if case.state else None
    if threshold is None:
        return False
    most = contract_value(case.transaction, case.transaction.items[case.index], threshold).most
    return most is not None and most <= threshold.amount


def _services(missing: MissingFact, case: Case) -> Iterator[Field]:
    """End users and consignees whose service is not stated, and the end user where none is named."""
    parties = case.transaction.parties or []
    if not any(party.role == "end_user" for party in parties):
        yield _service(len(parties), "end_user", None, missing)
    for position, party in enumerate(parties):
        if party.role in PARTY_ROLES and party.service is None:
            yield _service(position, party.role, party.name, missing)


def _end_user_countries(missing: MissingFact, case: Case) -> Iterator[Field]:
    """End users whose country is not stated, and the end user where none is named."""
    parties = case.transaction.parties or []
    if not any(party.role == "end_user" for party in parties):
        yield _of_party("country", len(parties), "end_user", name=None, missing=missing)
    for position, party in enumerate(parties):
        if party.role == "end_user" and party.country is None:
            yield _of_party("country", position, party.role, name=party.name, missing=missing)


def _countries(missing: MissingFact, case: Case) -> Iterator[Field]:
    """The parties that measures look at and whose country is not stated."""
    parties = case.transaction.parties or []
    for position in parties_unplaced(case.transaction):
        yield _of_party(
            "country", position, parties[position].role, name=parties[position].name, missing=missing
        )


def _service(position: int, role: str, name: str | None, missing: MissingFact) -> Field:
    return _of_party("service", position, role, name=name, missing=missing)


def _of_party(field: str, position: int, role: str, *, name: str | None, missing: MissingFact) -> Field:
    word = Message(role, ROLES_IN_QUESTIONS[role])
    party = Message(role, "{role} {name}", {"role": word, "name": name}) if name else word
    return replace(
        _field_with_question(f"parties.{field}", missing, party=party), place=f"parties[{position}].{field}"
    )
