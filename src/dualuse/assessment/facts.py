"""The derivations: from a checked transaction to the facts of each item, each derivation with its citation.

What needs sums, several parties, lists or the data of a State is computed here, before the provisions run, so that
provisions stay conditions over named facts. An unknown stays unknown; what is assumed is returned as an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from dualuse.contract.transaction import Authorisation, Item, Party, Transaction
from dualuse.determination.closures import ANSWERS
from dualuse.determination.outcome import JudgedProvision, judge_item
from dualuse.law.authorisations.reading import section_i
from dualuse.law.facts import CIRCUMSTANCES, FACTS, GROUNDS, OPTIONS_PER_USE, USES
from dualuse.law.jurisdictions import Jurisdiction, Option, jurisdiction
from dualuse.law.logic import Truth
from dualuse.law.measures.provisions import measure_questions
from dualuse.law.provision import Effect
from dualuse.law.surveillance import SURVEILLANCE
from dualuse.wording import N_, Message, PlaceName

_EXPORT_ARTICLES: Final = ("Art. 3(", "Art. 4(", "Art. 5(", "Art. 9(", "Art. 10(")
_SUSPICION: Final = {
    "art4_3": "Art. 4(3)",
    "art5_3": "Art. 5(3)",
    "art6_4": "Art. 6(4)",
    "art8_5": "Art. 8(5)",
}
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


@dataclass(frozen=True, slots=True)
class TransactionFacts:
    """The facts of each item, in order, and what was assumed."""

    day: date
    state: Jurisdiction | None
    items: tuple[dict[str, Any], ...]
    assumed: tuple[Assumed, ...]


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
    shared = _shared_facts(transaction, day, state, chosen, assumed)
    items = tuple(_item_facts(transaction, item, shared, day, state) for item in transaction.items)
    return TransactionFacts(day, state, items, tuple(assumed))


def responsible_state(transaction: Transaction) -> Jurisdiction | None:
    """The State whose authority and options count.

    That of the exporter, broker or provider (Art. 12(2), 13(1)); where that one is not resident in the Union, the
    Member State where the items are (Art. 12(2)); for a transfer within the Union the one of departure (Art. 11(3)), for
    a transit the one where the items are (Art. 7(1)).
    """
    country = transaction.exporter.country if transaction.exporter else None
    if transaction.activity == "intra_union_transfer" and transaction.dispatched_from is not None:
        country = transaction.dispatched_from
    if transaction.activity == "transit" and transaction.located_in is not None:
        country = transaction.located_in
    found = jurisdiction(country) if country else None
    if country is not None and (found is None or not found.union_member):
        located = transaction.located_in or transaction.dispatched_from
        there = jurisdiction(located) if located else None
        if there is not None and there.union_member:
            return there
    return found


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
    facts.update(_decisions(transaction))
    facts.update(_options(state, day))
    facts.update(_answered_options(transaction.answers or {}))
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
        "parties.security_service": _any(
            None if service is None else service != "none" for service in services
        ),
        "parties.military": _any(_military(service) for service in receivers),
        "parties.military_or_border_guard": _any(_border_guard(service) for service in receivers),
        "parties.countries": tuple(sorted({party.country for party in concerned if party.country})),
    }


def _military(service: str | None) -> Truth:
    if service in (None, "paramilitary", "intelligence"):
        return None
    return service == "military"


def _border_guard(service: str | None) -> Truth:
    if service in (None, "paramilitary", "police", "intelligence", "other_security"):
        return None
    return service == "military"


def _any(truths: Iterator[Truth]) -> Truth:
    found = list(truths)
    return True if True in found else None if None in found else False


def _decisions(transaction: Transaction) -> dict[str, str | None]:
    facts: dict[str, str | None] = {f"decision.{citation}": "none" for citation in _DEFAULT_DECISION}
    facts |= {"decision.Art. 7(1)": "unstated", "decision.Art. 7(2)": "unstated"}
    for decision in sorted(transaction.authority_decisions or (), key=lambda decision: decision.date):
        facts[f"decision.{decision.provision}"] = decision.result
    return facts


@lru_cache(maxsize=4096)
def _options(state: Jurisdiction | None, day: date) -> dict[str, Truth]:
    """Options of the Regulation that the State has used or not (data in ``law/jurisdictions``); no State: unknown."""

    def used(name: str) -> Option:
        return state.option(name) if state else Option("unknown")

    options: dict[str, Truth] = {}
    for name in ("art5_3", "eu007_suspects", "registration", "art11_8", *OPTIONS_PER_USE):
        options[f"option.{name}"] = used(name).truth(day)
    for name in OPTIONS_PER_USE:
        for use in USES:
            reaches = not used(name).uses or use in used(name).uses
            options[f"option.{name}.{use}"] = options[f"option.{name}"] if reaches else False
    for name in _SUSPICION:
        options[f"option.{name}_notify"] = used(name).consequence == "notification"
    for name in ("art6_3", "art8_4"):
        options[f"option.{name}_aware"] = used(name).aware == "notification"
    notice = used("first_use_notice").value
    options["option.notice_before_first_use"] = None if notice == "unknown" else notice == "before_first_use"
    return options


def _answered_options(answers: dict[str, bool]) -> dict[str, Truth]:
    """Options that the user answers; an answer holds for every use of Art. 4(1)."""
    found: dict[str, Truth] = {}
    for name, answer in answers.items():
        if name.startswith("option."):
            found[name] = answer
            if name.removeprefix("option.") in OPTIONS_PER_USE:
                found.update({f"{name}.{use}": answer for use in USES})
    return found


def _item_facts(
    transaction: Transaction, item: Item, shared: dict[str, Any], day: date, state: Jurisdiction | None
) -> dict[str, Any]:
    answers = {**(transaction.answers or {}), **(item.answers or {})}
    entries = None if item.entries is None else tuple(item.entries)
    facts = {
        **shared,
        **answers,
        ANSWERS: frozenset(answers.items()) or None,
        "item.kind": item.kind,
        "item.entries": entries,
        "item.listed": None if entries is None else bool(entries),
    }
    facts.update({named: facts.get(asked) is True for asked, named in _annex_questions()})
    facts["transfer.mtcr_exempt"] = _mtcr_exempt(facts["circumstances.mtcr_exception"], entries)
    facts["item.cyber_surveillance"] = _cyber_surveillance(item, entries, answers)
    facts.update(_national_lists(transaction, item, day))
    facts["item.national_value_exempt"] = _value_exempt(transaction, item, state)
    facts["option.art11_2"] = _transfer_option(facts, state, day)
    as_export = transaction.model_copy(update={"activity": "export"})
    facts["held.global"] = any(
        held.kind == "global" and covers(as_export, item, held, day) is True
        for held in transaction.authorisations or ()
    )
    facts.update(_direct_export(facts, day))
    return facts


@lru_cache(maxsize=1)
def _annex_questions() -> tuple[tuple[str, str], ...]:
    """The questions about annexes of restrictive measures, each with the fact that a person has answered it yes."""
    return tuple((name, name.replace("covered.", "named.", 1)) for name in measure_questions())


def _mtcr_exempt(stated: bool | None, entries: tuple[str, ...] | None) -> bool:
    """Annex IV, missile technology exceptions: only where stated, and only for its items of Categories 7 and 9."""
    return stated is True and bool(entries) and all(code[0] in "79" for code in entries or ())


def _direct_export(facts: dict[str, Any], day: date) -> dict[str, Truth]:
    """Art. 11(2)(b): judge the direct export in place of the transfer within the Union."""
    if facts["activity"] not in ("intra_union_transfer", None):
        return {}
    outcome = judge_item({**facts, "activity": "export"}, day)
    needs = _any(
        _unexempted(judged)
        for judged in outcome.provisions
        if judged.provision.citation.startswith(_EXPORT_ARTICLES)
        and judged.provision.effect is Effect.AUTHORISATION_REQUIRED
    )
    covered = _any(judged.judgement.truth for judged in outcome.general_authorisations)
    return {"export.needs_authorisation": needs, "export.generally_authorised": covered}


def _unexempted(judged: JudgedProvision) -> Truth:
    """Whether the provision applies and no exemption (other than a general authorisation) frees from it."""
    truth = judged.judgement.truth
    exempt = _any(relief.judgement.truth for relief in judged.reliefs if not relief.relief.identifier)
    if truth is False or exempt is True:
        return False
    return None if None in (truth, exempt) else True


def _cyber_surveillance(item: Item, entries: tuple[str, ...] | None, answers: dict[str, bool]) -> Truth:
    """Art. 2(20): stated, and true of itself for the listed surveillance items."""
    listed = [SURVEILLANCE.covers(code, answers) for code in entries or ()]
    if True in listed:
        return True
    if item.cyber_surveillance is not None:
        return item.cyber_surveillance
    return None


def _national_lists(transaction: Transaction, item: Item, day: date) -> dict[str, Truth]:
    """Arts 9(1), 10(1): does the list of the exporter's Member State, or of another, reach the item there?"""
    if item.national_entries is None:
        return {"item.national_own": None, "item.national_other": None}
    own = transaction.exporter.country if transaction.exporter else None
    truths: dict[str, list[Truth]] = {"own": [], "other": []}
    for text in item.national_entries:
        state, _, code = text.partition(":")
        reached = _reaches(state, code, transaction.destination, day)
        if own is None:
            truths["own"].append(None if reached is not False else False)
            truths["other"].append(None if reached is not False else False)
        else:
            truths["own" if state == own else "other"].append(reached)
    return {f"item.national_{name}": _any(iter(found)) for name, found in truths.items()}


def _reaches(state: str, code: str, destination: str | None, day: date) -> Truth:
    known = jurisdiction(state)
    if known is None or destination is None or known.list_status != "known":
        return None
    wanted = code.replace(" ", "").rstrip(".").casefold()
    truths = [
        entry.reaches(destination, day) if _covers_national(entry.code, wanted) else None
        for entry in known.find_national(code)
    ]
    if len(set(truths)) == 1:
        return truths[0]
    # A code wider than the entries that differ in destinations: yes where all agree, else the narrower one is needed.
    narrower = {entry.reaches(destination, day) for entry in known.find_national(code)}
    return narrower.pop() if len(narrower) == 1 else None


def _covers_national(entry: str, wanted: str) -> bool:
    return wanted == entry.casefold() or wanted.startswith(entry.casefold() + ".")


def _value_exempt(transaction: Transaction, item: Item, state: Jurisdiction | None) -> Truth:
    """National value limit (Germany: § 8(3) AWV): the sum of the contract's nationally listed goods."""
    threshold = state.threshold if state else None
    if threshold is None:
        return False
    if item.kind is not None and item.kind not in threshold.kinds:
        return False
    total = Decimal(0)
    for other in transaction.items:
        if other.national_entries == []:
            continue
        if other.value is None or other.currency is None:
            return None
        if other.currency != threshold.currency:
            return None
        total += other.value
    if total > threshold.amount:
        return False
    return None if item.kind is None else True


def _transfer_option(facts: dict[str, Any], state: Jurisdiction | None, day: date) -> Truth:
    """Art. 11(2): does the rule of the Member State of departure reach this item?"""
    if "option.art11_2" in facts:
        answered: Truth = facts["option.art11_2"]  # by the user
        return answered
    option = state.option("art11_2") if state else Option("unknown")
    truth = option.truth(day)
    if truth is not True:
        return truth
    match option.items:
        case "national_list":
            own: Truth = facts["item.national_own"]
            return own
        case "on_decision":
            decision = facts.get("decision.Art. 11(2)")
            return None if decision is None else decision == "required"
    return True


_KINDS_BY_ACTIVITY: Final[dict[str, tuple[str, ...]]] = {
    "export": ("individual", "global", "large_project", "national_general"),
    "brokering": ("brokering",),
    "technical_assistance": ("technical_assistance",),
    "transit": ("transit",),
    "intra_union_transfer": ("intra_union_transfer",),
}


def covers(transaction: Transaction, item: Item, held: Authorisation, day: date) -> Truth:
    """Whether an authorisation held covers the item: kind, validity, destination, end user, items, what is left.

    Unknown where the authorisation does not say its items, its last day, or for whom and where it is.
    """
    truths: list[Truth] = [
        transaction.activity is not None and held.kind in _KINDS_BY_ACTIVITY[transaction.activity],
        None if held.valid_until is None else held.valid_until >= day,
        _for_whom(transaction, held),
        None if held.items is None else _named(item, held.items),
        True if held.left is None else None if item.quantity is None else item.quantity <= held.left,
    ]
    if held.kind == "national_general":
        truths.append(_outside_section_i(item))
    return False if False in truths else None if None in truths else True


def _for_whom(transaction: Transaction, held: Authorisation) -> Truth:
    """Individual ones name an end user or consignee, global ones end users or countries (Art. 2(12), (13))."""
    if held.destination is None and held.end_user is None:
        return None
    if held.destination is not None and held.destination != transaction.destination:
        return False
    if held.end_user is not None:
        return held.end_user.casefold() in _end_users(transaction)
    return None if held.kind == "individual" else True


def _outside_section_i(item: Item) -> Truth:
    """Art. 12(6)(a): no national general authorisation for the items of Section I."""
    if item.entries is None:
        return None
    truths = [section_i().covers(code, item.answers or {}) for code in item.entries]
    return False if True in truths else None if None in truths else True


def _end_users(transaction: Transaction) -> set[str]:
    return {
        party.name.casefold()
        for party in transaction.parties or ()
        if party.role in ("end_user", "consignee") and party.name
    }


def _named(item: Item, names: list[str]) -> bool:
    if item.id in names:
        return True
    codes = [*(item.entries or ()), *(item.national_entries or ())]
    return bool(codes) and all(
        any(code == name or code.startswith(f"{name}.") for name in names) for code in codes
    )
