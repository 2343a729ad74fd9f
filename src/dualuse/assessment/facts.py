"""The derivations: from a checked transaction to the facts of each item, each derivation with its citation.

What needs sums, several parties, lists or the data of a State is computed here, before the provisions run, so that
provisions stay conditions over named facts. An unknown stays unknown; what is assumed is returned as an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.authorisations_held import covers
from dualuse.assessment.direct_export import direct_export
from dualuse.assessment.member_state import (
    answered_options,
    any_truth,
    national_lists,
    options,
    responsible_state,
    transfer_option,
    value_exempt,
)
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.derivation import legal_derivation
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, FACTS, GROUNDS, LEFT_TO_A_PERSON
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import Truth
from dualuse.law.measures.provisions import measure_questions
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Item, Party, Transaction

_DEFAULT_DECISION: Final = (
    "Art. 4(2)",
    "Art. 4(3)",
    "Art. 5(2)",
    "Art. 5(3)",
    "Art. 6(2)",
    "Art. 6(4)",
    "Art. 6(3)",
    "Art. 8(2)",
    "Art. 8(4)",
    "Art. 8(5)",
)
"""Decisions that answer a notification: none is stated means that none has been taken. For Art. 7, where nobody
notifies, an unstated decision is a question of its own."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A value assumed by a policy: the contract's default, or a policy the user chose."""

    fact: str
    value: str
    policy: str
    text: Message


POLICIES: Final[dict[str, str]] = {
    "no-indication": N_("what is not stated of a ground of concern is taken as no indication"),
    "permanent": N_("an export whose manner is not stated is taken as permanent"),
    "no-free-zone": N_("goods are taken not to go to a free zone or free warehouse unless stated"),
}
"""Policies a user may choose (``--assume``); each assumption made is listed in the answer."""


MTCR_CATEGORIES: Final = "79"
"""The Categories whose items the exceptions of Annex IV for missile technology are for."""


@dataclass(frozen=True, slots=True)
class TransactionFacts:
    """The facts of each item, in order, and what was assumed."""

    day: date
    state: Jurisdiction | None
    items: tuple[dict[str, Any], ...]
    assumed: tuple[Assumed, ...]


@legal_derivation("Art. 2", "Arts 3 to 11")
def facts_of_transaction(
    transaction: Transaction, day: date, policies: Iterable[str] = ()
) -> TransactionFacts:
    """Derive the facts of every item.

    Args:
        transaction: checked (``contract.validation``).
        day: the date whose law applies.
        policies: names from :data:`POLICIES`.
    """
    chosen = set(policies)
    state = responsible_state(transaction)
    assumed: list[Assumed] = []
    if transaction.date is None:
        text = Message(
            "policy.date",
            N_("the law of {day} is applied, since no date is stated"),
            {"day": day.isoformat()},
        )
        assumed.append(Assumed("date", day.isoformat(), "contract default", text))
    assumed += _where_items_are(transaction, state)
    shared = _shared_facts(transaction, day, state, chosen, assumed)
    items = tuple(_item_facts(transaction, item, shared, day, state) for item in transaction.items)
    return TransactionFacts(day, state, items, tuple(assumed))


def _where_items_are(transaction: Transaction, state: Jurisdiction | None) -> Iterator[Assumed]:
    """Of a transfer the State of departure counts, of a transit the one where the items are: else the exporter's."""
    place = {"intra_union_transfer": "dispatched_from", "transit": "located_in"}.get(
        transaction.activity or ""
    )
    exporter = transaction.exporter.country if transaction.exporter else None
    if place and state is not None and state.code == exporter and getattr(transaction, place) is None:
        text = Message(
            "policy.state_of_exporter",
            N_("the items are taken to be in the exporter's State, {place}"),
            {"place": PlaceName(state.code)},
        )
        yield Assumed(place, state.code, "contract default", text)


def _shared_facts(
    transaction: Transaction,
    day: date,
    state: Jurisdiction | None,
    policies: set[str],
    assumed: list[Assumed],
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "day": day,
        "activity": transaction.activity,
        "manner": _manner(transaction, policies, assumed),
        "destination": transaction.destination,
        "purchasing_country": _purchasing_country(transaction, assumed),
        "exporter.country": transaction.exporter.country if transaction.exporter else None,
        "exporter.icp": transaction.exporter.icp if transaction.exporter else None,
    }
    facts.update(_knowledge(transaction, policies, assumed))
    facts.update(_circumstances(transaction, policies, assumed))
    facts.update(_parties(transaction.parties or ()))
    facts.update(_decisions(transaction, day))
    facts.update(options(state, day))
    facts.update(answered_options(transaction.answers or {}))
    return facts


def _manner(transaction: Transaction, policies: set[str], assumed: list[Assumed]) -> str | None:
    if transaction.manner is None and "permanent" in policies:
        assumed.append(
            Assumed("manner", "permanent", "permanent", Message("policy.permanent", POLICIES["permanent"]))
        )
        return "permanent"
    return transaction.manner


def _purchasing_country(transaction: Transaction, assumed: list[Assumed]) -> str | None:
    if transaction.purchasing_country is None and transaction.destination is not None:
        text = Message(
            "policy.purchasing_country",
            N_("the purchaser is taken to sit in the country of destination, {place}"),
            {"place": PlaceName(transaction.destination)},
        )
        assumed.append(Assumed("purchasing_country", transaction.destination, "contract default", text))
        return transaction.destination
    return transaction.purchasing_country


def _knowledge(transaction: Transaction, policies: set[str], assumed: list[Assumed]) -> dict[str, str | None]:
    stated = transaction.knowledge
    facts: dict[str, str | None] = {}
    for ground in GROUNDS:
        level = getattr(stated, ground) if stated else None
        if level is None and "no-indication" in policies:
            level = "none"
            text = Message(
                "policy.no-indication",
                N_("no indication is assumed: {question}"),
                {"question": Message(ground, FACTS[f"knowledge.{ground}"].question)},
            )
            assumed.append(Assumed(f"knowledge.{ground}", "none", "no-indication", text))
        facts[f"knowledge.{ground}"] = level
    return facts


def _circumstances(
    transaction: Transaction, policies: set[str], assumed: list[Assumed]
) -> dict[str, bool | None]:
    stated = transaction.circumstances
    facts = {f"circumstances.{name}": getattr(stated, name) if stated else None for name in CIRCUMSTANCES}
    if facts["circumstances.free_zone"] is None and "no-free-zone" in policies:
        facts["circumstances.free_zone"] = False
        text = Message("policy.no-free-zone", POLICIES["no-free-zone"])
        assumed.append(Assumed("circumstances.free_zone", "false", "no-free-zone", text))
    return facts


def _parties(stated: Iterable[Party]) -> dict[str, Any]:
    """Security services (Annex II, EU007 Part 3(2)(d), EU008 Part 3(1)(e)), military receivers and countries.

    No end user stated: unknown. For the restrictive measures the purchaser counts too; a country that is not stated
    of a party is taken to be none of its own.
    """
    parties = tuple(stated)
    services = [party.service for party in parties if party.role in ("end_user", "consignee")]
    if not any(party.role == "end_user" for party in parties):
        services.append(None)
    receivers = [
        *services,
        *(party.service for party in parties if party.role == "purchaser" and party.service),
    ]
    concerned = [party for party in parties if party.role in ("end_user", "consignee", "purchaser")]
    return {
        "parties.security_service": any_truth(
            None if service is None else service != "none" for service in services
        ),
        "parties.military": any_truth(_military(service) for service in receivers),
        "parties.military_or_border_guard": any_truth(_border_guard(service) for service in receivers),
        "parties.countries": countries_of(party.country for party in concerned),
    }


def countries_of(stated: Iterable[str | None]) -> tuple[str, ...]:
    """The countries of parties, each once and in order; one that is not stated is none of its own."""
    return tuple(sorted({country for country in stated if country}))


def _military(service: str | None) -> Truth:
    if service in (None, "paramilitary", "intelligence"):
        return None
    return service == "military"


def _border_guard(service: str | None) -> Truth:
    if service in (None, "paramilitary", "police", "intelligence", "other_security"):
        return None
    return service == "military"


def _decisions(transaction: Transaction, day: date) -> dict[str, str | None]:
    """The last decision on each provision by the day judged; a later one cannot have freed what happened before."""
    facts: dict[str, str | None] = {f"decision.{citation}": "none" for citation in _DEFAULT_DECISION}
    facts |= {"decision.Art. 7(1)": "unstated", "decision.Art. 7(2)": "unstated"}
    for decision in sorted(transaction.authority_decisions or (), key=lambda decision: decision.date):
        if decision.date <= day:
            facts[f"decision.{decision.provision}"] = decision.result
    return facts


def _item_facts(
    transaction: Transaction, item: Item, shared: dict[str, Any], day: date, state: Jurisdiction | None
) -> dict[str, Any]:
    answers = {**(transaction.answers or {}), **(item.answers or {})}
    entries = None if item.entries is None else tuple(item.entries)
    facts = {
        **shared,
        **{name: answer for name, answer in answers.items() if name not in LEFT_TO_A_PERSON},
        ANSWERS: frozenset(answers.items()) or None,
        "item.kind": item.kind,
    }
    excepted = facts["circumstances.mtcr_exception"]
    facts.update(entry_facts(entries, item.cyber_surveillance, excepted, answers))
    facts.update(national_lists(transaction, item, day))
    facts["item.national_value_exempt"] = value_exempt(transaction, item, state)
    facts.update(answered_by_a_person(facts, answers))
    facts["option.art11_2"] = transfer_option(facts, state, day)
    global_ones = [held for held in transaction.authorisations or () if held.kind == "global"]
    as_export = transaction.model_copy(update={"activity": "export"}) if global_ones else transaction
    facts["held.global"] = any(covers(as_export, item, held, facts) is True for held in global_ones)
    facts.update(direct_export(facts, day))
    return facts


@legal_derivation("Arts 3 to 11")
def answered_by_a_person(facts: dict[str, Any], answers: dict[str, bool]) -> dict[str, Truth]:
    """Answers to what the derivations leave open; where a derivation knows, it counts."""
    return {name: answers[name] for name in LEFT_TO_A_PERSON if name in answers and facts.get(name) is None}


@lru_cache(maxsize=1)
def _annex_questions() -> tuple[tuple[str, str], ...]:
    """The questions about annexes of restrictive measures, each with the fact that a person has answered it yes."""
    return tuple((name, name.replace("covered.", "named.", 1)) for name in measure_questions())


@legal_derivation("Art. 2(20)", "Annex IV")
def entry_facts(
    entries: tuple[str, ...] | None,
    surveillance: bool | None,
    excepted: bool | None,
    answers: Mapping[str, bool],
) -> dict[str, Any]:
    """What follows from the codes of an item.

    Args:
        entries: codes of Annex I; None: not classified.
        surveillance: what is stated of Art. 2(20).
        excepted: whether an exception for missile technology is stated (Annex IV).
        answers: to questions about parts of entries.
    """
    return {
        "item.entries": entries,
        "item.listed": None if entries is None else bool(entries),
        **{named: answers.get(asked) is True for asked, named in _annex_questions()},
        "transfer.mtcr_exempt": _mtcr_exempt(excepted, entries),
        "item.cyber_surveillance": _cyber_surveillance(surveillance, entries, answers),
    }


def _mtcr_exempt(stated: bool | None, entries: tuple[str, ...] | None) -> bool:
    """Annex IV, missile technology exceptions: only where stated, and only for its items of Categories 7 and 9."""
    return stated is True and bool(entries) and all(code[0] in MTCR_CATEGORIES for code in entries or ())


def _cyber_surveillance(
    stated: bool | None, entries: tuple[str, ...] | None, answers: Mapping[str, bool]
) -> Truth:
    """Art. 2(20): stated, and true of itself for the listed surveillance items."""
    listed = [SURVEILLANCE.covers(code, answers) for code in entries or ()]
    if True in listed:
        return True
    return stated
