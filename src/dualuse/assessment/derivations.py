"""The derivations: each works out facts of an item from a transaction, the responsible State, answers and other facts.

Each derived fact is declared in ``law/eu_2021_821/facts/derived.py`` with its citation and what it rests on, and worked out by one of
:data:`DERIVATIONS`, for a transaction as for the cells of a table (``assessment/facts.py``). An unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from dualuse.assessment.authorisations.decisions import UNDECIDED, decisions_on
from dualuse.assessment.authorisations.held import (
    NO_BOOK,
    Book,
    covered,
    covered_by_global,
)
from dualuse.assessment.germany import interception_item, within_nuclear_limit
from dualuse.assessment.member_state import (
    answered_options,
    contract_value,
    national_lists,
    options,
    value_exempt,
)
from dualuse.assessment.places_of_parties import parties_unplaced, purchasing_country, receiver_countries
from dualuse.assessment.prices import prices_above
from dualuse.engine.direct_export import DIRECT_EXPORT, direct_export
from dualuse.engine.fast_evaluator import Judge, closure
from dualuse.law.eu_2021_821.facts import TANGIBLE
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD, TOLD_CIRCUMSTANCES
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_authorities import (
    COVERED_BY_HELD,
    TRANSFER_IS_CONTROLLED,
    TRANSFER_OPTION,
)
from dualuse.law.eu_2021_821.facts.derived_fact import (
    END_USER_ROLES,
    OTHER_ROLES,
    SERVICE_TESTS,
    DerivedFact,
)
from dualuse.law.eu_2021_821.facts.stated_facts import FIRST_STOP, OTHER_COUNTRIES, OTHERS_SUPPLIED, UNPLACED
from dualuse.law.germany.facts import NUCLEAR_LIMIT
from dualuse.law.language.logic import Flag, Truth, any_truth
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import listed_openly
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Item, Transaction


@dataclass(frozen=True, slots=True)
class Papers:
    """What the exporter holds of an authority: authorisations, for the direct export of a transfer too; and the rules."""

    book: Book = NO_BOOK
    of_direct_export: Book = NO_BOOK
    rules: Rules = RULES


NO_PAPERS: Final = Papers()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a derivation reads: an item of a transaction, the responsible State, answers, and the facts so far.

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
    """Works out the facts called ``gives`` (a ``*`` stands for any name that no other derivation gives by itself)."""

    gives: tuple[str, ...]
    derive: Callable[[Inputs], Mapping[str, Any]]


def _purchasing_country(inputs: Inputs) -> dict[str, Any]:
    return {"purchasing_country": purchasing_country(inputs.transaction)}


def _parties_countries(inputs: Inputs) -> dict[str, Any]:
    return {"parties.countries": receiver_countries(inputs.transaction)}


def _other_parties(inputs: Inputs) -> dict[str, Any]:
    """Where those are of whom a person says whether they are supplied indirectly: open until it is said."""
    others = (party for party in inputs.transaction.parties or () if party.role in OTHER_ROLES)
    countries = tuple(sorted({party.country for party in others if party.country}))
    return {OTHER_COUNTRIES: countries, OTHERS_SUPPLIED: None if countries else False}


def _first_stop(inputs: Inputs) -> dict[str, Any]:
    """A first stop that is not stated is taken to be none of its own."""
    stop = inputs.transaction.consigned_to
    return {FIRST_STOP: (stop,) if stop else ()}


def _unplaced(inputs: Inputs) -> dict[str, Truth]:
    """Open where a party that counts is stated without a country; of who is not stated at all nothing follows."""
    return {UNPLACED: None if parties_unplaced(inputs.transaction) else False}


def _end_users_and_consignees(inputs: Inputs) -> dict[str, Any]:
    """Where they are: unknown where an end user has no country; a consignee without one is a stop of which nothing is known.

    Whether a list reaches a territory that is the destination itself is asked of the destination, and not again.
    """
    parties, destination = inputs.transaction.parties or (), inputs.transaction.destination or ""
    asked = {destination} if listed_openly(destination) else set()
    countries = {role: {party.country for party in parties if party.role == role} for role in END_USER_ROLES}
    return {
        f"parties.{role}_countries": None
        if role == "end_user" and None in stated
        else tuple(sorted(filter(None, stated - asked)))
        for role, stated in countries.items()
    }


def _within_one_country(inputs: Inputs) -> dict[str, Any]:
    """Only where it is stated: a place that is not known is no reason to look away (Art. 2(7))."""
    located = inputs.transaction.located_in
    return {"brokering.within_one_country": located is not None and located == inputs.transaction.destination}


def _in_free_zone(inputs: Inputs) -> dict[str, Truth]:
    """What is sent electronically is in no free zone; where both are stated, the free zone counts: it is the stricter one."""
    stated: Truth = inputs.facts["circumstances.free_zone"]
    electronic = inputs.facts["manner"] == "electronic"
    return {IN_FREE_ZONE: False if stated is None and electronic else stated}


def _services(inputs: Inputs) -> dict[str, Any]:
    """Who receives: security services, military ones. No end user stated: unknown; others count where stated."""
    parties = inputs.transaction.parties or ()
    users = [party.service for party in parties if party.role in END_USER_ROLES]
    if not any(party.role == "end_user" for party in parties):
        users.append(None)
    others = [
        (party.role, party.service) for party in parties if party.role not in END_USER_ROLES and party.service
    ]
    return {
        fact: any_truth(
            None if service is None else test.counts[service]
            for service in (*users, *(service for role, service in others if role in test.roles))
        )
        for fact, test in SERVICE_TESTS.items()
    }


def _decisions(inputs: Inputs) -> Mapping[str, str | None]:
    if not inputs.transaction.authority_decisions:
        return UNDECIDED
    return decisions_on(inputs.transaction, inputs.item, inputs.day, inputs.papers.rules)


def _options(inputs: Inputs) -> dict[str, Truth]:
    return {**options(inputs.state, inputs.day), **answered_options(inputs.answers)}


def _codes(inputs: Inputs) -> dict[str, Truth]:
    """What follows from the codes of an item and the answers about parts of entries, by the declared conditions."""
    declared = _facts_of_codes()
    truths = dict(declared.of_answers)
    for asked in declared.asked.keys() & inputs.answers.keys():
        truths[declared.asked[asked]] = inputs.answers[asked]
    for fact, holds in declared.of_entries:
        truth = holds(inputs.facts)
        if fact.sufficient:
            truths[fact.name] = True if truth else inputs.item.cyber_surveillance
        else:
            truths[fact.name] = fact.while_open if truth is None else truth
    return truths


@dataclass(frozen=True, slots=True)
class _FactsOfCodes:
    """``of_entries``: facts with their conditions; ``of_answers``: facts that one answer settles, while it is open."""

    of_entries: tuple[tuple[DerivedFact, Judge], ...]
    of_answers: Mapping[str, Truth]
    asked: Mapping[str, str]


@lru_cache(maxsize=1)
def _facts_of_codes() -> _FactsOfCodes:
    """The conditions ask for no place, so that the day does not matter."""
    declared = [(fact, fact.condition) for fact in facts_given_by(CODES)]
    answered = {fact.name: fact for fact, condition in declared if isinstance(condition, Flag)}
    return _FactsOfCodes(
        tuple(
            (fact, closure(condition, IN_FORCE))
            for fact, condition in declared
            if condition is not None and fact.name not in answered
        ),
        {name: fact.while_open for name, fact in answered.items()},
        {fact.answer: name for name, fact in answered.items()},
    )


def _national_lists(inputs: Inputs) -> dict[str, Truth]:
    return {
        **national_lists(inputs.transaction, inputs.item, inputs.day),
        "item.german_interception": interception_item(inputs.item),
    }


def _in_germany(inputs: Inputs) -> dict[str, Truth]:
    """Only where it is stated: else the destination stands for the place of the assistance."""
    return {"assistance.in_germany": inputs.facts["circumstances.assistance_in_germany"] is True}


def _value_limit(inputs: Inputs) -> dict[str, Truth]:
    threshold = inputs.state.threshold if inputs.state else None
    contract = contract_value(inputs.transaction, inputs.item, threshold) if threshold else None
    return {"item.national_value_exempt": value_exempt(inputs.item, inputs.state, contract)}


def _nuclear_limit(inputs: Inputs) -> dict[str, Truth]:
    others = (item for item in inputs.transaction.items if item is not inputs.item)
    stated = inputs.facts[_NUCLEAR_STATED]
    within = within_nuclear_limit(inputs.item, others, stated, is_whole=inputs.whole_contract)
    return {NUCLEAR_LIMIT: within}


_NUCLEAR_STATED: Final = "circumstances.nuclear_goods_within_limit"


def circumstance_counts(stated: Truth) -> bool:
    """Whether a circumstance of a measure counts: what is not stated does not."""
    return stated is True


def _stated_circumstances(inputs: Inputs) -> dict[str, Truth]:
    """Circumstances of measures that are stated."""
    circumstances = inputs.transaction.circumstances
    if circumstances is None:
        return _NOTHING_TOLD
    return {
        fact: circumstance_counts(value) for fact, value in zip(_TOLD, _told_of(circumstances), strict=True)
    }


_TOLD: Final = tuple(f"{TOLD}{name}" for name in TOLD_CIRCUMSTANCES)
_told_of: Final = attrgetter(*TOLD_CIRCUMSTANCES)
_NOTHING_TOLD: Final[dict[str, Truth]] = dict.fromkeys(_TOLD, False)


def _prices(inputs: Inputs) -> dict[str, Truth]:
    """Whether each of the goods costs more than the prices that restrictive measures name."""
    return prices_above(inputs.item)


def _tangible(inputs: Inputs) -> dict[str, Truth]:
    """What is not stated as software or technology can be goods."""
    return {TANGIBLE: inputs.item.kind not in ("software", "technology")}


def _transfer_option(inputs: Inputs) -> dict[str, Truth]:
    """Art. 11(2): does the rule of the Member State of departure reach this item?"""
    return {TRANSFER_OPTION: _transfer_is_controlled(inputs.facts)}


_transfer_is_controlled: Final = closure(TRANSFER_IS_CONTROLLED, IN_FORCE)
"""No place is asked for, so that the day does not matter."""


def _held(inputs: Inputs) -> dict[str, Truth]:
    return {
        COVERED_BY_HELD: covered(inputs.papers.book, inputs.item, inputs.facts),
        "held.global": covered_by_global(inputs.papers.of_direct_export, inputs.item, inputs.facts),
    }


def _direct_export(inputs: Inputs) -> dict[str, Truth]:
    return direct_export(inputs.facts, inputs.day)


PURCHASER: Final = Derivation(("purchasing_country",), _purchasing_country)
PARTIES_COUNTRIES: Final = Derivation(("parties.countries",), _parties_countries)
OTHER_PARTIES: Final = Derivation((OTHER_COUNTRIES, OTHERS_SUPPLIED), _other_parties)
FIRST_STOPS: Final = Derivation((FIRST_STOP,), _first_stop)
UNPLACED_PARTIES: Final = Derivation((UNPLACED,), _unplaced)
END_USERS_AND_CONSIGNEES: Final = Derivation(
    tuple(f"parties.{role}_countries" for role in END_USER_ROLES), _end_users_and_consignees
)
BROKERED: Final = Derivation(("brokering.within_one_country",), _within_one_country)
FREE_ZONE: Final = Derivation((IN_FREE_ZONE,), _in_free_zone)
SERVICES: Final = Derivation(tuple(SERVICE_TESTS), _services)
DECISIONS: Final = Derivation(("decision.*",), _decisions)
OPTIONS: Final = Derivation(("option.*", "transfer_rule.*"), _options)
CODES: Final = Derivation(
    ("item.listed", "item.cyber_surveillance", "transfer.mtcr_exempt", "named.*"), _codes
)
NATIONAL_LISTS: Final = Derivation(
    ("item.national_own", "item.national_other", "item.german_interception"), _national_lists
)
IN_GERMANY: Final = Derivation(("assistance.in_germany",), _in_germany)
VALUE_LIMIT: Final = Derivation(("item.national_value_exempt",), _value_limit)
WITHIN_NUCLEAR_LIMIT: Final = Derivation((NUCLEAR_LIMIT,), _nuclear_limit)
TOLD_OF_MEASURES: Final = Derivation((f"{TOLD}*",), _stated_circumstances)
PRICES: Final = Derivation(("item.price_above_*",), _prices)
TANGIBLE_ITEM: Final = Derivation((TANGIBLE,), _tangible)
HELD: Final = Derivation((COVERED_BY_HELD, "held.global"), _held)

OF_TRANSACTION: Final = (
    PURCHASER,
    PARTIES_COUNTRIES,
    OTHER_PARTIES,
    FIRST_STOPS,
    UNPLACED_PARTIES,
    END_USERS_AND_CONSIGNEES,
    BROKERED,
    FREE_ZONE,
    SERVICES,
    OPTIONS,
    TOLD_OF_MEASURES,
    IN_GERMANY,
)
"""The same for every item."""
OF_ITEM: Final = (DECISIONS, CODES, NATIONAL_LISTS, VALUE_LIMIT, WITHIN_NUCLEAR_LIMIT, PRICES, TANGIBLE_ITEM)
FROM_OTHERS: Final = (
    Derivation((TRANSFER_OPTION,), _transfer_option),
    HELD,
    Derivation(DIRECT_EXPORT, _direct_export),
)
"""From what has been derived, and what a person has added to that."""

DERIVATIONS: Final = (*OF_TRANSACTION, *OF_ITEM, *FROM_OTHERS)
"""In the order in which one may rest on another."""


@lru_cache(maxsize=32)
def facts_given_by(*derivations: Derivation) -> tuple[DerivedFact, ...]:
    """The declared facts that some derivations give."""
    by_itself = {name for derivation in DERIVATIONS for name in derivation.gives}
    patterns = [name for derivation in derivations for name in derivation.gives]
    return tuple(
        fact
        for name, fact in derived_facts().items()
        if name in patterns
        or (name not in by_itself and any(fnmatchcase(name, pattern) for pattern in patterns))
    )
