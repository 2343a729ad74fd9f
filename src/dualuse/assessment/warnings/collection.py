"""Every warning about the input and the law used, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.authorisations.decisions import expired, not_counted
from dualuse.assessment.control_lists import in_annex_i, on_national_list
from dualuse.assessment.germany import weapons_ban
from dualuse.assessment.warnings.codes_in_texts import codes_in_texts
from dualuse.assessment.warnings.diversion import diversion_warnings
from dualuse.assessment.warnings.places import (
    end_user_warnings,
    exporter_warnings,
    first_stop_denied,
    kind_of_supply_warnings,
    purchaser_warnings,
)
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.collection import CURRENT_TO
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.provision import Effect
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Item, Transaction
from dualuse.schema.words import KIND_WORDS
from dualuse.version import legal_derivation

NATIONAL_LISTS_AS_OF: Final = date(2026, 8, 1)
"""The day as of which national lists and rules are known here."""


EXCEPTIONS_NOT_PRESUMED: Final = "exceptions_not_presumed"
"""Code of the warning that exceptions of a provision were not presumed."""


@legal_derivation("Art. 2", "Art. 12(2)")
def warnings_on(
    transaction: Transaction, outcomes: Iterable[ItemOutcome], day: date, state: Jurisdiction | None
) -> tuple[Message, ...]:
    """Everything the reader must know beside the answer, each once."""
    outcomes = tuple(outcomes)
    warnings = [
        *_law_warnings(day),
        *_input_warnings(transaction, outcomes, day, state),
        *(warning for item in transaction.items for warning in item_warnings(item, transaction.activity)),
        *(warning for item in transaction.items for warning in codes_in_texts(item, day)),
        *electronic_goods(transaction),
        *(warning for item in transaction.items for warning in diversion_warnings(transaction, item, day)),
    ]
    return (
        *{(message.code, str(message.params)): message for message in warnings}.values(),
        *_exception_warnings(outcomes),
        *_general_without_end_user(transaction, outcomes),
    )


def _general_without_end_user(transaction: Transaction, outcomes: Iterable[ItemOutcome]) -> Iterator[Message]:
    """Parties without an end user among them, where a general authorisation is used: it looks at where the items are used."""
    parties = transaction.parties or ()
    if (
        parties
        and not any(party.role == "end_user" for party in parties)
        and any(outcome.high is Effect.GENERAL_AUTHORISATION for outcome in outcomes)
    ):
        text = N_(
            "no end user is stated, and the general authorisation looks at where the items are used: state the end user"
        )
        yield Message("general_without_end_user", text)


def beyond_known_law(day: date) -> Iterator[Message]:
    """The warning that the law is not known up to ``day``, if it is not."""
    if day > CURRENT_TO:
        text = N_("the law is known here up to {day}; what changed since is not in this answer")
        yield Message("law_current_to", text, {"day": CURRENT_TO.isoformat()})


def _law_warnings(day: date) -> Iterator[Message]:
    yield from beyond_known_law(day)
    record = edition_record(day)
    if record.outline is None:
        yield Message(
            "annex_edition_missing",
            N_(
                "the edition of Annex I of {edition} ({act}) is not at hand: codes were compared with other editions"
            ),
            {"edition": record.name, "act": record.act},
        )


def _input_warnings(
    transaction: Transaction, outcomes: Sequence[ItemOutcome], day: date, state: Jurisdiction | None
) -> Iterator[Message]:
    yield from kind_of_supply_warnings(transaction, day)
    yield from first_stop_denied(transaction)
    yield from weapons_ban(transaction)
    yield from end_user_warnings(transaction, outcomes, day)
    yield from purchaser_warnings(transaction)
    yield from decisions_later(transaction, day)
    yield from expired(transaction.authority_decisions or (), day)
    yield from not_counted(transaction, day)
    yield from exporter_warnings(transaction, day, state)
    nationally_listed = any(on_national_list(item) for item in transaction.items)
    if nationally_listed and day < NATIONAL_LISTS_AS_OF:
        yield Message(
            "national_list_undated",
            N_(
                "national lists are known here as of {day}, without the dates of their entries: check the list of that day"
            ),
            {"day": NATIONAL_LISTS_AS_OF.isoformat()},
        )
    beside_annex_i = any(in_annex_i(item) is False for item in transaction.items)
    if state is not None and state.list_status != "known" and beside_annex_i:
        yield Message(
            "national_list_unknown",
            N_(
                "the content of a national list of {state} (Art. 9), if there is one, is not at hand: ask {authority}"
            ),
            {"state": PlaceName(state.code), "authority": state.authority},
        )


def decisions_later(transaction: Transaction, day: date) -> Iterator[Message]:
    """The decisions of authorities that are later than the day judged."""
    for decision in transaction.authority_decisions or ():
        if decision.date > day:
            yield Message(
                "decision_later",
                N_(
                    "the decision under {citation} of {decided} is later than the day judged, {day}: it was not counted"
                ),
                {
                    "citation": decision.provision,
                    "decided": decision.date.isoformat(),
                    "day": day.isoformat(),
                },
            )


_KINDS: Final = {"A": "goods", "B": "goods", "C": "goods", "D": "software", "E": "technology"}
"""By the letter of the product group of an entry."""


def electronic_goods(transaction: Transaction) -> Iterator[Message]:
    """Goods cannot be sent electronically: that is for software and technology (Art. 2(2)(d))."""
    if transaction.manner != "electronic":
        return
    ids = tuple(item.id or "" for item in transaction.items if _is_goods(item))
    if ids:
        text = N_(
            "the manner is electronic, and what is sent electronically is software or technology (Art. 2(2)(d)): item {items} is goods by"
            " what is stated of it; mend the manner or the kind"
        )
        yield Message("goods_electronic", text, {"items": ids})


def _is_goods(item: Item) -> bool:
    """By its kind, or, where that is not stated, by its entries or since it has a customs code."""
    if item.kind is not None:
        return item.kind == "goods"
    if item.entries:
        return any(_KINDS[code[1]] == "goods" for code in item.entries)
    return item.cn_code is not None


def item_warnings(item: Item, activity: str | None) -> Iterator[Message]:
    """What is stated of an item and does not fit its entries: its kind, and that it is not for surveillance."""
    entries = item.entries or []
    if item.kind and any(_KINDS[code[1]] != item.kind for code in entries):
        yield Message(
            "kind_differs",
            N_("item {id} is stated as {kind}, but {codes} is of another kind; the codes were followed"),
            {
                "id": item.id or "",
                "kind": Message(item.kind, KIND_WORDS[item.kind]),
                "codes": tuple(entries),
            },
        )
    listed = [code for code in entries if SURVEILLANCE.covers(code, {}) is True]
    # Nothing asks of a transfer within the Union whether the item is one.
    if listed and item.cyber_surveillance is False and activity != "intra_union_transfer":
        yield Message(
            "cyber_surveillance_listed",
            N_("item {id} is stated not to be a cyber-surveillance item, but {codes} is one of itself"),
            {"id": item.id or "", "codes": tuple(listed)},
        )


def _exception_warnings(outcomes: Iterable[ItemOutcome]) -> Iterable[Message]:
    """Of each provision that applies, or may, that its exceptions were not presumed; each once."""
    told: dict[tuple[str, tuple[str, ...]], Message] = {}
    for outcome in outcomes:
        for judged in outcome.provisions:
            provision = judged.provision
            if provision.exceptions and judged.judgement.truth is not False:
                counted = any(relief.judgement.truth is True for relief in judged.reliefs)
                told[provision.citation, provision.exceptions] = exceptions_not_presumed(
                    provision.citation, provision.exceptions, counted=counted
                )
    return told.values()


@lru_cache(maxsize=1024)
def exceptions_not_presumed(citation: str, exceptions: tuple[str, ...], *, counted: bool = False) -> Message:
    """That exceptions were not presumed; ``counted``: some of them are stated and were counted."""
    text = (
        N_("{citation} has exceptions; beside what is stated of them they were not presumed: {exceptions}")
        if counted
        else N_("{citation} has exceptions that were not presumed: {exceptions}")
    )
    return Message(EXCEPTIONS_NOT_PRESUMED, text, exceptions_named(citation, exceptions))


def exceptions_named(citation: str, exceptions: tuple[str, ...]) -> dict[str, Any]:
    """The parameters of such a message."""
    return {"citation": citation, "exceptions": tuple(Message("exception", text) for text in exceptions)}
