"""Where the answer to an open fact is written: the places of a transaction that a derived fact waits for.

A provision may wait for a fact that no field holds by that name: whether the item is *listed*, whether the direct
export *would need an authorisation*, what a Member State has made of an option. Each such fact is followed back, by
the derivation that makes it (``assessment/facts.py``, ``assessment/member_state.py``), to the fields that are not stated
and that it rests on. Where all of them are stated and the derivation still leaves it open, a person answers it under
``answers`` by the name of the fact, so that every open fact ends at a place that can be filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dualuse.assessment.direct_export import DERIVED, waits_for
from dualuse.assessment.member_state import worth
from dualuse.assessment.questions import FIELDS, PARTY_ROLES
from dualuse.engine.missing import MissingFact, facts_waited_for
from dualuse.i18n import Message
from dualuse.law.eu_2021_821.facts import FACTS, LEFT_TO_A_PERSON
from dualuse.law.language.logic import Facts
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Transaction

_ITEM_FIELDS: Final[dict[str, str]] = {
    "item.listed": "entries",
    "item.entries": "entries",
    "item.cyber_surveillance": "cyber_surveillance",
}
_TRANSIT: Final[dict[str, str]] = {
    "authority.transit_prohibited": "Art. 7(1)",
    "authority.transit_authorisation": "Art. 7(2)",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A place where an answer is written.

    ``place`` is exact (``items[0].entries``), ``name`` is how ``missing`` calls it (``items.entries``). ``item``:
    position of the item that the place belongs to, None for the whole transaction. ``settles``: citations.
    """

    place: str
    name: str
    question: Message
    asked_of: str
    settles: tuple[str, ...]
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An item of a transaction with the facts derived for it."""

    transaction: Transaction
    index: int
    facts: Facts
    state: Jurisdiction | None
    day: date


def fields_of(missing: MissingFact, case: Case) -> tuple[Field, ...]:
    """The places where what ``missing`` asks can be answered; at least one.

    Several of them where a derivation rests on several fields that are not stated.
    """
    return tuple(_fields(missing, case))


def _fields(missing: MissingFact, case: Case) -> Iterator[Field]:
    fact = missing.fact
    if fact in _ITEM_FIELDS:
        yield _item_field(_ITEM_FIELDS[fact], missing, case)
    elif fact in DERIVED:
        yield from _of_direct_export(missing, case)
    elif fact in _TRANSIT:
        place = f"authority_decisions.{_TRANSIT[fact]}"
        yield _field(place, "authority_decisions", missing.question, missing)
    elif fact.startswith("option."):
        yield from _of_option(missing, case)
    elif fact in LEFT_TO_A_PERSON:
        yield from _of_what_is_judged(missing, case)
    elif fact.startswith(("covered.", "named.")):
        name = fact.replace("named.", "covered.", 1)
        yield _field(f"items[{case.index}].answers.{name}", name, missing.question, missing, case.index)
    elif fact.startswith("place."):
        yield _field(f"answers.{fact}", fact, missing.question, missing)
    elif fact == "parties.security_service":
        yield from _services(missing, case)
    else:
        yield _field(fact, fact, missing.question, missing)


def _field(place: str, name: str, question: Message, missing: MissingFact, item: int | None = None) -> Field:
    return Field(place, name, question, missing.asked_of, missing.would_settle, item)


def _stated(place: str, missing: MissingFact, **params: object) -> Field:
    """A field with a question of its own."""
    known = FIELDS[place]
    return Field(place, place, known.message(**params), known.asked_of, missing.would_settle)


def _item_field(name: str, missing: MissingFact, case: Case) -> Field:
    """Of the classification, its own question: the one whether it is listed is answered by the codes, too."""
    question = missing.question
    if missing.fact == "item.listed":
        question = Message("question.item.entries", FACTS["item.entries"].question)
    return _field(f"items[{case.index}].{name}", f"items.{name}", question, missing, case.index)


def _of_item(name: str, missing: MissingFact, index: int) -> Field:
    field = _stated(f"items.{name}", missing)
    return replace(field, place=f"items[{index}].{name}", item=index)


def _of_direct_export(missing: MissingFact, case: Case) -> Iterator[Field]:
    """Art. 11(2)(b): what the direct export waits for; the citation stays that of the transfer."""
    facts, judgements = waits_for(missing.fact, case.facts, case.day)
    for inner in facts_waited_for(judgements, facts):
        yield from _fields(replace(inner, would_settle=missing.would_settle), case)


def _of_option(missing: MissingFact, case: Case) -> Iterator[Field]:
    """An option of a Member State: first which State it is, then what that State has made of it."""
    name = ".".join(missing.fact.split(".")[:2])
    source = _source_of_state(case)
    if source is not None:
        yield _stated(source, missing) if source in FIELDS else _direct(source, missing)
    elif name == "option.art11_2" and _rests_on_national_list(case):
        yield from _of_national_list(replace(missing, fact="item.national_own"), case)
    else:
        yield _field(f"answers.{name}", name, missing.question, missing)


def _direct(fact: str, missing: MissingFact) -> Field:
    question = Message(f"question.{fact}", FACTS[fact].question)
    return Field(fact, fact, question, FACTS[fact].asked_of, missing.would_settle)


def _source_of_state(case: Case) -> str | None:
    """The field that would tell the responsible State (``national.responsible_state``), or None where it is known."""
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


def _rests_on_national_list(case: Case) -> bool:
    option = case.state.option("art11_2") if case.state else None
    return option is not None and option.items == "national_list" and option.truth(case.day) is True


def _of_what_is_judged(missing: MissingFact, case: Case) -> Iterator[Field]:
    match missing.fact:
        case "item.national_own" | "item.national_other":
            yield from _of_national_list(missing, case)
        case "item.national_value_exempt":
            yield from _of_value_limit(missing, case)
        case _:
            found = list(_services(missing, case))
            yield from found or [_judged(missing, None)]


def _judged(missing: MissingFact, item: int | None) -> Field:
    place = f"answers.{missing.fact}" if item is None else f"items[{item}].answers.{missing.fact}"
    return _field(place, missing.fact, missing.question, missing, item)


def _of_national_list(missing: MissingFact, case: Case) -> Iterator[Field]:
    """Arts 9 and 10: the entries; then who exports and where to; then a person says whether the list reaches it."""
    it = case.transaction
    if it.items[case.index].national_entries is None:
        yield _of_item("national_entries", missing, case.index)
        return
    found = []
    if it.exporter is None or it.exporter.country is None:
        found.append(_direct("exporter.country", missing))
    if it.destination is None:
        found.append(_direct("destination", missing))
    yield from found or [_judged(missing, case.index)]


def _of_value_limit(missing: MissingFact, case: Case) -> Iterator[Field]:
    """The value limit of a national list: the kind of the item, which others count, and the values of all that may.

    Which others count is not asked where the limit is kept even if all do.
    """
    it = case.transaction
    found = []
    if it.items[case.index].kind is None:
        found.append(_of_item("kind", missing, case.index))
    within = _within_whatever_counts(case)
    for index, item in enumerate(it.items):
        if item.national_entries == []:
            continue
        if item.national_entries is None and index != case.index and not within:
            found.append(_of_item("national_entries", missing, index))
        if item.value is None:
            found.append(_of_item("value", missing, index))
        elif item.currency is None:
            found.append(_of_item("currency", missing, index))
    yield from found or [_judged(missing, case.index)]


def _within_whatever_counts(case: Case) -> bool:
    threshold = case.state.threshold if case.state else None
    if threshold is None:
        return False
    most = worth(case.transaction, case.transaction.items[case.index], threshold).most
    return most is not None and most <= threshold.amount


def _services(missing: MissingFact, case: Case) -> Iterator[Field]:
    """End users and consignees whose service is not stated, and the end user where none is named."""
    parties = case.transaction.parties or []
    if not any(party.role == "end_user" for party in parties):
        yield _service(len(parties), "end_user", None, missing)
    for position, party in enumerate(parties):
        if party.role in PARTY_ROLES and party.service is None:
            yield _service(position, party.role, party.name, missing)


def _service(position: int, role: str, name: str | None, missing: MissingFact) -> Field:
    word = Message(role, PARTY_ROLES[role])
    party = Message(role, "{role} {name}", {"role": word, "name": name}) if name else word
    field = _stated("parties.service", missing, party=party)
    return replace(field, place=f"parties[{position}].service")
