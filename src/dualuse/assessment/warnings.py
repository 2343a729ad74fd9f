"""What stands around a determination: regimes not examined, and warnings about the input and the law used."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from dualuse.assessment.decisions import expired
from dualuse.assessment.germany import weapons_ban
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.collection import CURRENT_TO
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE_EVIDENCED, SURVEILLANCE_LEAVES
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import INFORMED_CIRCUMSTANCE_NAMES
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import Facts, Truth, evaluate
from dualuse.law.language.provision import legal_derivation
from dualuse.law.measures.duties import common_high_priority, partners
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.places import BANS_BY_CODE
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import UNDER_THE_TREATIES, UNION, territories
from dualuse.schema.transaction import AuthorityDecision, Item, Transaction

NATIONAL_LISTS_AS_OF: Final = date(2026, 8, 1)
"""The day as of which national lists and rules are known here."""

CONTRADICTIONS: Final = (
    "export_within_union",
    "brokering_from_union",
    "brokering_location",
    "export_from_third_country",
    "transfer_leaves_union",
    "transfer_first_stop",
    "end_user_elsewhere",
    "decision_later",
    "suspicion",
    "exporter_outside_union",
    "kind_differs",
    "cyber_surveillance_listed",
    "diligence_unrecorded",
    "surveillance_unstated",
    "customs_code_replaced",
    "answer_contradicted",
    "transfer_to_notify",
)
"""Warnings that statements do not fit, or that one is wanting: until that is mended the answer is never "go"."""


@lru_cache(maxsize=1)
def _not_examined() -> tuple[NotExaminedRow, ...]:
    return not_examined_rows()


def _names(destination: str | None) -> set[str]:
    """The place, and the country that a list naming the country reaches it through."""
    territory = territories().get(destination or "")
    inherited = {territory.part_of} if territory and territory.inherits != "no" else set()
    return {destination or "", *inherited}


@lru_cache(maxsize=1)
def _turning_days() -> tuple[date, ...]:
    days = {row.validity.since for row in _not_examined()}
    days |= {row.validity.until + timedelta(days=1) for row in _not_examined() if row.validity.until}
    return tuple(sorted(days))


@legal_derivation("Art. 215 TFEU")
def regimes_not_examined(destination: str | None, day: date) -> tuple[NotExaminedRow, ...]:
    """The regimes that were not examined: those for the destination first, then those for every destination."""
    days = _turning_days()
    position = bisect_right(days, day) - 1
    return _regimes(destination, days[position] if position >= 0 else date.min)


@lru_cache(maxsize=4096)
def _regimes(destination: str | None, day: date) -> tuple[NotExaminedRow, ...]:
    names = _names(destination)
    rows = [row for row in _not_examined() if row.validity.covers(day)]
    return (
        *(row for row in rows if row.places and not names.isdisjoint(row.places)),
        *(row for row in rows if not row.places),
    )


@legal_derivation("Art. 2", "Art. 12(2)")
def warnings_on(
    transaction: Transaction, outcomes: Iterable[ItemOutcome], day: date, state: Jurisdiction | None
) -> tuple[Message, ...]:
    """Everything the reader must know beside the answer, each once."""
    warnings = [
        *_law_warnings(day),
        *_input_warnings(transaction, day, state),
        *(warning for item in transaction.items for warning in _item_warnings(item)),
        *(warning for item in transaction.items for warning in _diversion_warnings(transaction, item, day)),
        *(warning for outcome in outcomes for warning in _exception_warnings(outcome)),
    ]
    return tuple({(message.code, str(message.params)): message for message in warnings}.values())


def _law_warnings(day: date) -> Iterator[Message]:
    if day > CURRENT_TO:
        yield Message(
            "law_current_to",
            N_("the law is known here up to {day}; what changed since is not in this answer"),
            {"day": CURRENT_TO.isoformat()},
        )
    record = edition_record(day)
    if record.outline is None:
        yield Message(
            "annex_edition_missing",
            N_(
                "the edition of Annex I of {edition} ({act}) is not at hand: codes were compared with other editions"
            ),
            {"edition": record.name, "act": record.act},
        )


def _input_warnings(transaction: Transaction, day: date, state: Jurisdiction | None) -> Iterator[Message]:
    destination, located = transaction.destination, transaction.located_in
    if transaction.activity == "export" and destination and UNION.contains(destination, day) is True:
        yield Message(
            "export_within_union",
            N_(
                "{place} lies in the customs territory of the Union: this is no export; is it an intra-Union transfer?"
            ),
            {"place": PlaceName(destination)},
        )
    if transaction.activity == "brokering" and located and UNION.contains(located, day) is True:
        yield Message(
            "brokering_from_union",
            N_(
                "the items are in the Union ({place}): sending them out is an export, not brokering (Art. 2(7))"
            ),
            {"place": PlaceName(located)},
        )
    departure = located or transaction.dispatched_from
    if transaction.activity == "export" and departure and UNION.contains(departure, day) is False:
        yield Message(
            "export_from_third_country",
            N_(
                "the items are in {place}, outside the Union: nothing leaves the Union (Art. 2(2)); selling them from there"
                " to another third country is brokering (Art. 2(7)): state that activity, or where the items leave the Union"
            ),
            {"place": PlaceName(departure)},
        )
    if transaction.activity == "brokering" and located is not None and located == destination:
        yield Message(
            "brokering_within_one_country",
            N_(
                "the items are in {place} and stay there: brokering is from one third country to another (Art. 2(7)); what"
                " restrictive measures and national law say of it was judged all the same, as far as it is known here"
            ),
            {"place": PlaceName(located)},
        )
    if transaction.activity == "brokering" and located is None:
        yield Message(
            "brokering_location",
            N_(
                "where the items are is not stated (located_in): brokering is between third countries (Art. 2(7))"
            ),
        )
    yield from _transfer_warnings(transaction, day)
    yield from weapons_ban(transaction)
    yield from _end_user_warnings(transaction)
    for decision in transaction.authority_decisions or ():
        if decision.date > day:
            yield _decision_later(decision, day)
    yield from expired(transaction.authority_decisions or (), day)
    exporter = transaction.exporter.country if transaction.exporter else None
    if (
        exporter and UNION.contains(exporter, day) is False and state is not None and not state.union_member
    ) or (exporter and state is None and UNION.contains(exporter, day) is False):
        yield _outside_union(transaction.activity, exporter, located)
    nationally_listed = any(item.national_entries for item in transaction.items)
    if nationally_listed and day < NATIONAL_LISTS_AS_OF:
        yield Message(
            "national_list_undated",
            N_(
                "national lists are known here as of {day}, without the dates of their entries: check the list of that day"
            ),
            {"day": NATIONAL_LISTS_AS_OF.isoformat()},
        )
    unlisted = any(item.entries == [] for item in transaction.items)
    if state is not None and state.list_status != "known" and unlisted:
        yield Message(
            "national_list_unknown",
            N_(
                "the content of a national list of {state} (Art. 9), if there is one, is not at hand: ask {authority}"
            ),
            {"state": PlaceName(state.code), "authority": state.authority},
        )


def _transfer_warnings(transaction: Transaction, day: date) -> Iterator[Message]:
    """Art. 11 moves items inside the Union; what leaves it at once is an export (Arts 2(2), 3(1))."""
    if transaction.activity != "intra_union_transfer" or transaction.destination is None:
        return
    first = transaction.consigned_to
    if first is not None and UNION.contains(first, day) is False:
        yield Message(
            "transfer_leaves_union",
            N_(
                "the items are first sent to {place}, outside the Union: that is an export (Art. 2(2)), not an intra-Union"
                " transfer; judge it as an export"
            ),
            {"place": PlaceName(first)},
        )
    if first is None and UNION.contains(transaction.destination, day) is False:
        yield Message(
            "transfer_first_stop",
            N_(
                "the Member State to which the items are first sent is not stated (consigned_to): sent straight to"
                " {place} they are exported (Art. 2(2)), not transferred within the Union"
            ),
            {"place": PlaceName(transaction.destination)},
        )


def _end_user_warnings(transaction: Transaction) -> Iterator[Message]:
    destination = transaction.destination
    for party in transaction.parties or ():
        if (
            party.role == "end_user"
            and party.country
            and destination
            and party.country not in _names(destination)
        ):
            yield Message(
                "end_user_elsewhere",
                N_(
                    "an end user is in {country}, the destination stated is {place}: the destination is where the items"
                    " finally go; a general authorisation that does not reach {country} too is not available"
                ),
                {"country": PlaceName(party.country), "place": PlaceName(destination)},
            )


DILIGENCE: Final = "knowledge.internal_repression"
"""The fact that due diligence under Art. 5(2) finds; a source of it is the record that it was carried out."""


def is_recorded(transaction: Transaction) -> bool:
    """Whether a source says where the due diligence under Art. 5(2) is to be found."""
    return any(
        source.fact == DILIGENCE and (source.document or source.url or source.quote or source.note)
        for source in transaction.sources or ()
    )


@legal_derivation("Art. 5(2)")
def unrecorded_diligence(transaction: Transaction, items: Iterable[Facts], day: date) -> Iterator[Message]:
    """The items, each with its facts, that wait for due diligence. What is stated to be known does not show what was looked at.

    Of an item of which it is not stated whether it is for surveillance, that is asked where a security service is the end user.
    """
    if is_recorded(transaction):
        return
    waiting: dict[Truth, list[str]] = {True: [], None: []}
    for item, facts in zip(transaction.items, items, strict=True):
        surveys = facts["item.cyber_surveillance"]
        if (
            (surveys is True or (surveys is None and facts["parties.security_service"] is True))
            and evaluate(SURVEILLANCE_LEAVES, facts, day) is not False
            and evaluate(DILIGENCE_EVIDENCED, facts, day) is not False
        ):
            waiting[surveys].append(item.id or "")
    if waiting[True]:
        text = N_(
            "due diligence on the cyber-surveillance items {items} is not recorded (Art. 5(2)): carry it out (dualuse assess), or"
            " name the document under sources, as a source of {fact}; that nothing is known does not replace it"
        )
        yield Message("diligence_unrecorded", text, {"items": tuple(waiting[True]), "fact": DILIGENCE})
    if waiting[None]:
        text = N_(
            "the end user is a security service, and it is not stated whether the items {items} are designed for covert"
            " surveillance (Arts 2(20), 5): state it under items.cyber_surveillance; if they are, due diligence is to be recorded"
        )
        yield Message("surveillance_unstated", text, {"items": tuple(waiting[None])})


def _decision_later(decision: AuthorityDecision, day: date) -> Message:
    return Message(
        "decision_later",
        N_(
            "the decision under {citation} of {decided} is later than the day judged, {day}: it was not counted"
        ),
        {"citation": decision.provision, "decided": decision.date.isoformat(), "day": day.isoformat()},
    )


_SERVICES_FROM_UNION: Final = {
    "brokering": N_(
        "the broker is established in {place}, outside the Union: a broker is who brokers from the customs territory of the Union into"
        " a third country, wherever it is established (Art. 2(8)); whether this is done from the Union is not stated, and Art. 6 was"
        " applied all the same. If it is, the Member State from which it is done decides (Art. 13(1)); if it is not, Art. 6 does not"
        " reach it"
    ),
    "technical_assistance": N_(
        "the provider is established in {place}, outside the Union: Art. 8 reaches who assists from the customs territory of the Union,"
        " or as its resident (Art. 2(10)); whether this is done from the Union is not stated, and Art. 8 was applied all the same. If it"
        " is, the Member State from which it is done decides (Art. 13(1)); if it is not, Art. 8 does not reach it"
    ),
}


def _outside_union(activity: str | None, country: str, located: str | None) -> Message:
    """An exporter is another one then (Art. 2(3)); a service counts by where it is given from."""
    if activity in _SERVICES_FROM_UNION:
        return Message(
            "exporter_outside_union", _SERVICES_FROM_UNION[activity], {"place": PlaceName(country)}
        )
    return _exporter_outside(country, located)


def _exporter_outside(country: str, located: str | None) -> Message:
    if located is not None:
        return Message(
            "exporter_outside_union",
            N_(
                "the exporter is established in {place}, outside the Union, and the items are stated to be in {located}, which"
                " is no Member State either: the contracting party in the Union counts as exporter (Art. 2(3)): state that one"
                " as exporter, or under located_in the Member State that the items leave or pass through"
            ),
            {"place": PlaceName(country), "located": PlaceName(located)},
        )
    return Message(
        "exporter_outside_union",
        N_(
            "the exporter is established in {place}, outside the Union: the contracting party in the Union counts as"
            " exporter (Art. 2(3)), or the Member State where the items are decides (Art. 12(2)): state located_in"
        ),
        {"place": PlaceName(country)},
    )


def _item_warnings(item: Item) -> Iterator[Message]:
    kinds = {"A": "goods", "B": "goods", "C": "goods", "D": "software", "E": "technology"}
    entries = item.entries or []
    if item.kind and any(kinds[code[1]] != item.kind for code in entries):
        yield Message(
            "kind_differs",
            N_("item {id} is stated as {kind}, but {codes} is of another kind; the codes were followed"),
            {"id": item.id or "", "kind": item.kind, "codes": tuple(entries)},
        )
    listed = [code for code in entries if SURVEILLANCE.covers(code, {}) is True]
    if listed and item.cyber_surveillance is False:
        yield Message(
            "cyber_surveillance_listed",
            N_("item {id} is stated not to be a cyber-surveillance item, but {codes} is one of itself"),
            {"id": item.id or "", "codes": tuple(listed)},
        )


def _diversion_warnings(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """Common high priority items for a third country of which it is not said that they stay there."""
    known = getattr(transaction.knowledge, "reexport", None)
    if known != "none" and _may_be_diverted(transaction, item, day):
        yield Message(
            "common_high_priority",
            N_(
                "item {id} ({code}) is one of the common high priority items that Russia looks for, or may be: ask whether it goes on"
                " to Russia or Belarus, and state what is known under knowledge.reexport"
            ),
            {"id": item.id or "", "code": item.cn_code},
        )


def _may_be_diverted(transaction: Transaction, item: Item, day: date) -> bool:
    """Whether it is, or may be, a common high priority item for a third country that is no partner."""
    destination, code = transaction.destination, item.cn_code
    if code is None or destination is None or day < _COMMON_HIGH_PRIORITY_SINCE:
        return False
    if destination in partners() or UNDER_THE_TREATIES.contains(destination, day) is not False:
        return False
    return (
        BANS_BY_CODE.contains(destination, day) is False
        and common_high_priority(day).covers(code, {}) is not False
    )


@legal_derivation("Regulation (EU) No 833/2014, Art. 2a(1aa)", "Regulation (EC) No 765/2006, Art. 1f(1aa)")
def diversion_left_out(transaction: Transaction, day: date) -> Iterator[Message]:
    """What is not stated of items that may be diverted: a "go" names it.

    Regulation (EU) No 833/2014, Art. 2a(1aa), and Regulation (EC) No 765/2006, Art. 1f(1aa), forbid what the authority has told
    the exporter is or may be meant for Russia or Belarus.
    """
    items = tuple(item.id or "" for item in transaction.items if _may_be_diverted(transaction, item, day))
    if not items:
        return
    params: dict[str, object] = {"items": items}
    if getattr(transaction.knowledge, "reexport", None) is None:
        yield Message("left_out.reexport", N_("whether the items {items} go on to Russia or Belarus"), params)
    if any(getattr(transaction.circumstances, name, None) is None for name in INFORMED_CIRCUMSTANCE_NAMES):
        text = N_(
            "whether the authority has informed you that the items {items} may be meant for Russia or Belarus"
        )
        yield Message("left_out.informed", text, params)


_COMMON_HIGH_PRIORITY_SINCE: Final = date(2024, 6, 25)


def _exception_warnings(outcome: ItemOutcome) -> Iterator[Message]:
    for judged in outcome.provisions:
        if judged.judgement.truth is not False and judged.provision.exceptions:
            counted = any(relief.judgement.truth is True for relief in judged.reliefs)
            yield Message(
                "exceptions_not_presumed",
                N_(
                    "{citation} has exceptions; beside what is stated of them they were not presumed: {exceptions}"
                )
                if counted
                else N_("{citation} has exceptions that were not presumed: {exceptions}"),
                {
                    "citation": judged.provision.citation,
                    "exceptions": tuple(Message("exception", text) for text in judged.provision.exceptions),
                },
            )
