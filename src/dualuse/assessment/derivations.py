"""The derivations: each works out facts of an item from a transaction, the responsible State, answers and other facts.

Each derived fact is declared in ``law/eu_2021_821/facts/derived.py`` with its citation and what it rests on, and worked out by one of
:data:`DERIVATIONS`, for a transaction as for the cells of a table (``assessment/facts.py``). An unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.authorisations.authorisation_book import (
    covered,
    covered_by_global,
)
from dualuse.assessment.authorisations.decisions import UNDECIDED, decisions_on
from dualuse.assessment.deriving import Inputs, by_condition, derives, derives_one, facts_given_by
from dualuse.assessment.germany import interception_item, within_nuclear_limit
from dualuse.assessment.member_state import (
    answered_options,
    contract_value,
    may_leave_from_germany,
    national_lists,
    options,
    value_exempt,
)
from dualuse.assessment.places_of_parties import (
    leaves_from_outside,
    parties_unplaced,
    purchasing_country,
    receiver_countries,
)
from dualuse.assessment.prices import prices_above
from dualuse.engine.direct_export import direct_export
from dualuse.engine.fast_evaluator import Judge, closure
from dualuse.law.eu_2021_821.facts.derived import (
    ASSISTANCE_IN_GERMANY,
    CONSIGNEE_COUNTRIES,
    COUNTRIES_OF_OTHERS,
    CYBER_SURVEILLANCE,
    END_USER_COUNTRIES,
    FIRST_STOPS,
    GERMAN_INTERCEPTION,
    GOES_TO_FREE_ZONE,
    LISTED,
    MTCR_EXEMPT,
    NATIONAL_LISTS,
    NATIONAL_VALUE_EXEMPT,
    OPTIONS_USED,
    OTHERS_ARE_SUPPLIED,
    PARTIES_UNPLACED,
    PURCHASER_COUNTRY,
    RECEIVER_COUNTRIES,
    SERVICES,
    TOLD_OF_MEASURES,
    WITHIN_NUCLEAR_LIMIT,
    named_by_annexes,
    prices_exceeded,
)
from dualuse.law.eu_2021_821.facts.derived_authorities import (
    COVERING,
    COVERING_GLOBALLY,
    DECISIONS_TAKEN,
    DIRECT_EXPORTS,
    TRANSFER_RULES_REACHED,
    TRANSFERS_CONTROLLED,
)
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES, OTHER_ROLES, SERVICE_TESTS, DerivedFact
from dualuse.law.eu_2021_821.facts.derived_supply import (
    LEAVES_FROM_UNION,
    PRINTED_TECHNOLOGY,
    TANGIBLE_ITEM,
    WITHIN_ONE_COUNTRY,
)
from dualuse.law.eu_2021_821.facts.options import option_counted
from dualuse.law.eu_2021_821.surveillance import can_survey_nothing
from dualuse.law.germany.facts import GERMAN_LAW
from dualuse.law.language.logic import Flag, Truth, any_truth
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.territories import listed_openly


@derives_one(PURCHASER_COUNTRY)
def purchaser_country(inputs: Inputs) -> str | None:
    """Where the purchaser sits."""
    return purchasing_country(inputs.transaction)


@derives_one(RECEIVER_COUNTRIES)
def countries_of_receivers(inputs: Inputs) -> tuple[str, ...]:
    """Where those are whom restrictive measures look at."""
    return receiver_countries(inputs.transaction)


@derives(COUNTRIES_OF_OTHERS, OTHERS_ARE_SUPPLIED)
def other_parties(inputs: Inputs) -> dict[str, Any]:
    """Where those are of whom a person says whether they are supplied indirectly: open until it is said."""
    others = (party for party in inputs.transaction.parties or () if party.role in OTHER_ROLES)
    countries = tuple(sorted({party.country for party in others if party.country}))
    return {COUNTRIES_OF_OTHERS.name: countries, OTHERS_ARE_SUPPLIED.name: None if countries else False}


@derives_one(FIRST_STOPS)
def first_stop(inputs: Inputs) -> tuple[str, ...]:
    """Without a stated first stop there is no separate one."""
    stop = inputs.transaction.consigned_to
    return (stop,) if stop else ()


@derives_one(PARTIES_UNPLACED)
def unplaced(inputs: Inputs) -> Truth:
    """Open where a party that counts is stated without a country; of who is not stated at all nothing
    follows."""
    return None if parties_unplaced(inputs.transaction) else False


@derives(END_USER_COUNTRIES, CONSIGNEE_COUNTRIES)
def end_users_and_consignees(inputs: Inputs) -> dict[str, Any]:
    """Where they are: unknown where an end user has no country; a consignee without one is a stop of which
    nothing is known.

    Whether a list reaches a territory that is the destination itself is asked of the destination, and not
    again.
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


@derives_one(WITHIN_ONE_COUNTRY)
def within_one_country(inputs: Inputs) -> Truth:
    """Only where it is stated: a place that is not known is no reason to look away (Art. 2(7))."""
    located = inputs.transaction.located_in
    return located is not None and located == inputs.transaction.destination


@derives_one(LEAVES_FROM_UNION)
def from_union(inputs: Inputs) -> Truth:
    """Open where the items are stated to be outside the Union; where they are is not presumed to be there."""
    return None if leaves_from_outside(inputs.transaction, inputs.day) else True


@derives_one(GOES_TO_FREE_ZONE)
def in_free_zone(inputs: Inputs) -> Truth:
    """What is sent electronically is in no free zone; where both are stated, the free zone counts: it is the
    stricter one."""
    stated: Truth = inputs.facts["circumstances.free_zone"]
    electronic = inputs.facts["manner"] == "electronic"
    return False if stated is None and electronic else stated


@derives(*SERVICES)
def services(inputs: Inputs) -> dict[str, Any]:
    """Who receives: security services, military ones. No end user stated: unknown; others count where
    stated."""
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


@derives(*DECISIONS_TAKEN)
def decisions_taken(inputs: Inputs) -> Mapping[str, str | None]:
    """What the authority has decided on the item, by provision."""
    if not inputs.transaction.authority_decisions:
        return UNDECIDED
    return decisions_on(inputs.transaction, inputs.item, inputs.day, inputs.papers.rules)


@derives(*OPTIONS_USED, *TRANSFER_RULES_REACHED)
def options_used(inputs: Inputs) -> dict[str, Truth]:
    """What the responsible State has chosen; an answer fills what its data leave open, and is never milder than they are."""
    of_state = options(inputs.state, inputs.day)
    if of_state[GERMAN_LAW.name] is False and may_leave_from_germany(inputs.transaction):
        of_state = {**of_state, GERMAN_LAW.name: None}
    answered = answered_options(inputs.answers)
    return {**of_state, **{name: option_counted(name, of_state, answer) for name, answer in answered.items()}}


@derives(LISTED, CYBER_SURVEILLANCE, MTCR_EXEMPT, further=named_by_annexes)
def codes(inputs: Inputs) -> dict[str, Truth]:
    """What follows from the codes of an item and the answers about parts of entries, by the declared
    conditions."""
    declared = _facts_of_codes()
    truths = dict(declared.of_answers)
    for asked in declared.asked.keys() & inputs.answers.keys():
        truths[declared.asked[asked]] = inputs.answers[asked]
    for fact, holds in declared.of_entries:
        truth = holds(inputs.facts)
        if fact.sufficient:
            truths[fact.name] = True if truth else _is_for_surveillance(inputs)
        else:
            truths[fact.name] = fact.settled(truth)
    return truths


def _is_for_surveillance(inputs: Inputs) -> Truth:
    """What is stated of an item, and where nothing is, that goods of its customs code can be none.

    The code changes no statement, and counts only where somebody has classified the item, and not beside an answer that a list of an act has it: such lists are of
    surveillance equipment, too.
    """
    item = inputs.item
    is_open = item.cyber_surveillance is None and item.entries is not None
    if is_open and can_survey_nothing(item.own_code, item.kind):
        is_on_a_list = any(answer for name, answer in inputs.answers.items() if name.startswith("covered."))
        return None if is_on_a_list else False
    return item.cyber_surveillance


@dataclass(frozen=True, slots=True)
class _FactsOfCodes:
    """``of_entries``: facts with their conditions; ``of_answers``: facts that one answer settles, while it is
    open."""

    of_entries: tuple[tuple[DerivedFact, Judge], ...]
    of_answers: Mapping[str, Truth]
    asked: Mapping[str, str]


@lru_cache(maxsize=1)
def _facts_of_codes() -> _FactsOfCodes:
    """The conditions ask for no place, so that the day does not matter."""
    declared = [(fact, fact.condition) for fact in facts_given_by(codes)]
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


@derives(*NATIONAL_LISTS, GERMAN_INTERCEPTION)
def on_national_lists(inputs: Inputs) -> dict[str, Truth]:
    """Whether national lists reach the item."""
    return {
        **national_lists(inputs.transaction, inputs.item, inputs.day),
        GERMAN_INTERCEPTION.name: interception_item(inputs.item),
    }


@derives_one(NATIONAL_VALUE_EXEMPT)
def value_limit(inputs: Inputs) -> Truth:
    """Whether the State's list leaves the item free for what the contract is worth."""
    threshold = inputs.state.threshold if inputs.state else None
    contract = contract_value(inputs.transaction, inputs.item, threshold) if threshold else None
    return value_exempt(inputs.item, inputs.state, contract)


@derives_one(WITHIN_NUCLEAR_LIMIT)
def nuclear_limit(inputs: Inputs) -> Truth:
    """Whether the contract keeps the limit of German law for nuclear uses."""
    others = (item for item in inputs.transaction.items if item is not inputs.item)
    stated = inputs.facts[_NUCLEAR_STATED]
    return within_nuclear_limit(inputs.item, others, stated, is_whole=inputs.whole_contract)


_NUCLEAR_STATED: Final = "circumstances.nuclear_goods_within_limit"


@derives(further=prices_exceeded)
def prices(inputs: Inputs) -> dict[str, Truth]:
    """Whether each of the goods costs more than the prices that restrictive measures name."""
    return prices_above(inputs.item)


@derives(TANGIBLE_ITEM, PRINTED_TECHNOLOGY)
def tangible(inputs: Inputs) -> dict[str, Truth]:
    """What is not stated as software or technology can be goods; what is not stated as goods can be technology in print."""
    kind = inputs.item.kind
    return {
        TANGIBLE_ITEM.name: kind not in ("software", "technology"),
        PRINTED_TECHNOLOGY.name: kind != "goods",
    }


@derives(COVERING, COVERING_GLOBALLY)
def held(inputs: Inputs) -> dict[str, Truth]:
    """Whether authorisations held cover the item, and its direct export."""
    return {
        COVERING.name: covered(inputs.papers.book, inputs.item, inputs.facts),
        COVERING_GLOBALLY.name: covered_by_global(inputs.papers.of_direct_export, inputs.item, inputs.facts),
    }


@derives(*DIRECT_EXPORTS)
def exported_directly(inputs: Inputs) -> dict[str, Truth]:
    """What the direct export of a transfer would need, and what would cover it (Art. 11(2)(b))."""
    return direct_export(inputs.facts, inputs.day)


assistance_in_germany: Final = by_condition(ASSISTANCE_IN_GERMANY)
told_of_measures: Final = by_condition(*TOLD_OF_MEASURES)


@derives_one(TRANSFERS_CONTROLLED)
def transfers_controlled(inputs: Inputs) -> Truth:
    """By its condition; an answer fills what that leaves open (a rule that waits for a decision), and is never milder."""
    name = TRANSFERS_CONTROLLED.name
    truth: Truth = _TRANSFERS_BY_CONDITION.derive(inputs)[name]
    answer = inputs.answers.get(name)
    return truth if answer is None else option_counted(name, {name: truth}, answer)


_TRANSFERS_BY_CONDITION: Final = by_condition(TRANSFERS_CONTROLLED)

OF_TRANSACTION: Final = (
    purchaser_country,
    countries_of_receivers,
    other_parties,
    first_stop,
    unplaced,
    end_users_and_consignees,
    within_one_country,
    from_union,
    in_free_zone,
    services,
    options_used,
    told_of_measures,
    assistance_in_germany,
)
"""The same for every item."""
OF_ITEM: Final = (
    decisions_taken,
    codes,
    on_national_lists,
    value_limit,
    nuclear_limit,
    prices,
    tangible,
)
FROM_OTHERS: Final = (transfers_controlled, held, exported_directly)
"""From what has been derived, and what a person has added to that."""

DERIVATIONS: Final = (*OF_TRANSACTION, *OF_ITEM, *FROM_OTHERS)
"""In the order in which one may rest on another."""
