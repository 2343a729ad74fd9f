"""What the responsible State adds: its options, its national list, its value limit (Arts 4 to 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import on_national_list
from dualuse.law.eu_2021_821.facts import FACTS, OPTIONS_PER_USE, USES
from dualuse.law.eu_2021_821.facts.derived_authorities import TRANSFER_OPTION, TRANSFER_RULES, transfer_rule
from dualuse.law.eu_2021_821.facts.options import NON_LISTED_OPTIONS, OPTION_NAMES, SUSPICION_OPTIONS
from dualuse.law.eu_2021_821.facts.stated_facts import NATIONAL_DEPARTURE
from dualuse.law.germany.facts import GERMAN_LAW
from dualuse.law.germany.lists import GERMANY
from dualuse.law.language.logic import Truth, any_truth
from dualuse.law.states import Jurisdiction, Option, ValueThreshold, jurisdiction
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

RESPONSIBLE_STATE_FIELDS: Final = ("activity", "exporter.country", "located_in", "dispatched_from")
"""The stated fields on which it depends which State is responsible."""


@legal_derivation("Art. 7(1)", "Art. 11(3)", "Art. 12(2)", "Art. 13(1)")
def responsible_state(transaction: Transaction) -> Jurisdiction | None:
    """The State whose authority and options count.

    That of the exporter, broker or provider (Art. 12(2), 13(1)); where that one is not resident in the Union, the
    Member State where the items are (Art. 12(2)); for a transfer within the Union the one of departure (Art. 11(3)), for
    a transit the one where the items are (Art. 7(1)). While the activity is not known: the one that it is in every case,
    else None.
    """
    if transaction.activity is None:
        possible = {_responsible_state(transaction, activity) for activity in FACTS["activity"].values}
        return possible.pop() if len(possible) == 1 else None
    return _responsible_state(transaction, transaction.activity)


def _responsible_state(transaction: Transaction, activity: str) -> Jurisdiction | None:
    country = transaction.exporter.country if transaction.exporter else None
    if activity == "intra_union_transfer" and transaction.dispatched_from is not None:
        country = transaction.dispatched_from
    if activity == "transit" and transaction.located_in is not None:
        country = transaction.located_in
    state = jurisdiction(country) if country else None
    if country is not None and (state is None or not state.union_member):
        located = transaction.located_in or transaction.dispatched_from
        there = jurisdiction(located) if located else None
        if there is not None and there.union_member:
            return there
    return state


@legal_derivation("§ 2(3) AWG", "Art. 12(2)")
def may_leave_from_germany(transaction: Transaction) -> bool:
    """Whether goods are, or may be, exported out of Germany by somebody for whom another State is responsible.

    An export of German law is the delivery out of Germany, wherever the exporter is established: whether its ordinance is to be kept
    is for a person to say then.
    """
    departure = transaction.located_in or transaction.dispatched_from
    return transaction.activity in ("export", None) and departure == GERMANY


_IN_FACTS_OF_THEIR_OWN: Final = ("art11_2", "first_use_notice")
"""Options that are more than yes or no: what they say stands in facts of other names, below."""


@legal_derivation("Art. 4(3)", "Art. 5(3)", "Art. 6(4)", "Art. 8(5)", "Art. 11(2)")
@lru_cache(maxsize=4096)
def options(state: Jurisdiction | None, day: date) -> dict[str, Truth]:
    """Options of the Regulation that the State has used or not (data in ``law/states``); no State: unknown."""

    def used(name: str) -> Option:
        return state.option(name) if state else Option(value="unknown")

    options: dict[str, Truth] = {}
    for name in OPTION_NAMES:
        if name not in _IN_FACTS_OF_THEIR_OWN:
            options[f"option.{name}"] = used(name).truth(day)
    for name in OPTIONS_PER_USE:
        for use in USES:
            reaches = not used(name).uses or use in used(name).uses
            options[f"option.{name}.{use}"] = options[f"option.{name}"] if reaches else False
    for name in SUSPICION_OPTIONS:
        options[f"option.{name}_notify"] = used(name).consequence == "notification"
    for name in SUSPICION_OPTIONS:
        options[f"option.{name}_aware"] = used(name).aware == "authorisation"
    for name in NON_LISTED_OPTIONS:
        options[f"option.{name}_aware"] = used(name).aware == "notification"
    options[GERMAN_LAW.name] = state.code == GERMANY if state else None
    notice = used("first_use_notice").value
    options["option.notice_before_first_use"] = None if notice == "unknown" else notice == "before_first_use"
    return options | _transfer_rules(used("art11_2"), day)


def _transfer_rules(option: Option, day: date) -> dict[str, Truth]:
    """Art. 11(2): which items the rule of the Member State of departure reaches."""
    truth = option.truth(day)
    reached = option.items if truth is True and option.items in TRANSFER_RULES else "any"
    return {transfer_rule(items).fact: truth if items == reached else False for items in TRANSFER_RULES}


def answered_options(answers: Mapping[str, bool]) -> dict[str, bool]:
    """Options that the user answers; an answer holds for every use of Art. 4(1), of Art. 11(2) for every item."""
    answered: dict[str, bool] = {}
    for name, answer in answers.items():
        if name.startswith("option."):
            answered[name] = answer
            if name.removeprefix("option.") in OPTIONS_PER_USE:
                answered.update({f"{name}.{use}": answer for use in USES})
            if name == TRANSFER_OPTION:
                answered.update(dict.fromkeys((transfer_rule(items).fact for items in TRANSFER_RULES), False))
                answered[transfer_rule("any").fact] = answer
    return answered


@legal_derivation("Art. 9(1)", "Art. 10(1)", "§ 8(1) AWV")
def national_lists(transaction: Transaction, item: Item, day: date) -> dict[str, Truth]:
    """Arts 9(1), 10(1): does the list of the exporter's Member State, of that from which the item leaves, or of another, reach the item there?"""
    departure = _departure_list(transaction, item, day)
    if item.national_entries is None:
        return {"item.national_own": None, NATIONAL_DEPARTURE: departure, "item.national_other": None}
    own = transaction.exporter.country if transaction.exporter else None
    of_own, of_others = list[Truth](), list[Truth]()
    for text in item.national_entries:
        state, _, code = text.partition(":")
        reached = _reaches(state, code, transaction.destination, day)
        if own is not None:
            (of_own if state == own else of_others).append(reached)
    is_in_none = not item.national_entries
    # Who looks up an item begins with the own list: an entry of another one does not say that it was looked at.
    is_open = own is None and not is_in_none
    return {
        "item.national_own": any_truth(of_own) if of_own or is_in_none else None,
        NATIONAL_DEPARTURE: departure,
        "item.national_other": None if is_open else any_truth(of_others),
    }


@legal_derivation("Art. 9(1)", "§ 8(1) AWV")
def _departure_list(transaction: Transaction, item: Item, day: date) -> Truth:
    """Open where the list of a Member State from which the item leaves, not the exporter's, may reach it; else false.

    A list is of the exports out of its State (§ 2(3) AWG): whether its law is kept by who is established elsewhere, and its limit of value, are for
    a person to say. An entry of one list does not say that the others were looked at.
    """
    is_in_none = item.national_entries is not None and not item.national_entries
    own = transaction.exporter.country if transaction.exporter else None
    departures = _departures(transaction, item) - {own}
    if is_in_none or not any(map(_is_member, departures)):
        return False
    codes: dict[str, list[Truth]] = {state: [] for state in departures if state and _is_member(state)}
    for text in item.national_entries or ():
        state, _, code = text.partition(":")
        if state in codes:
            codes[state].append(_reaches(state, code, transaction.destination, day))
    return False if all(truths and any_truth(truths) is False for truths in codes.values()) else None


def _departures(transaction: Transaction, item: Item) -> set[str]:
    """From where an item leaves, as far as that is stated; else whose list names it: who names an entry of another State's list may export from there."""
    departures = {
        place for place in (transaction.located_in, transaction.dispatched_from) if place is not None
    }
    return departures or {text.partition(":")[0] for text in item.national_entries or ()}


def _is_member(country: str | None) -> bool:
    state = jurisdiction(country) if country else None
    return state is not None and state.union_member


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


# National value limit (Germany: § 8(3) AWV): the sum of the contract's nationally listed goods.


@dataclass(frozen=True, slots=True)
class ContractValue:
    """What counts of a contract towards a value limit comes to; ``most`` None: that is not clear."""

    least: Decimal
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Whether a value surely adds to what a contract comes to, whether it may, and whether it leaves that unclear."""

    surely: bool = False
    perhaps: bool = False
    unclear: bool = False


@legal_derivation("Art. 9")
def counted(listed: Truth, is_usable: bool, itself: bool) -> Counted:
    """What an item of a contract adds.

    An item of which it is not known whether a national list has it may count or not: it adds to the most only. The
    item asked about counts: where no list has it, there is nothing that the limit could free it from.

    Args:
        listed: whether a national list has the item.
        is_usable: whether its value is stated, in the currency of the limit.
        itself: whether it is the item asked about.
    """
    if listed is False:
        return Counted()
    return Counted(surely=listed is True or itself, perhaps=True) if is_usable else Counted(unclear=True)


@legal_derivation("Art. 9")
def contract_value(transaction: Transaction, item: Item, threshold: ValueThreshold) -> ContractValue:
    """What the contract of ``item`` comes to."""
    least, most, is_clear = Decimal(0), Decimal(0), True
    for other in transaction.items:
        is_usable = other.value is not None and other.currency == threshold.currency
        adds = counted(on_national_list(other), is_usable, other is item)
        is_clear = is_clear and not adds.unclear
        least += other.value if adds.surely and other.value is not None else 0
        most += other.value if adds.perhaps and other.value is not None else 0
    return ContractValue(least, most if is_clear else None)


@legal_derivation("Art. 9")
def limit_kept(threshold: ValueThreshold, kind: str | None, is_above: bool, may_be_above: bool) -> Truth:
    """Whether an item of a contract is within the limit.

    Args:
        threshold: the limit.
        kind: of the item, None where it is not stated.
        is_above: whether the least that the contract comes to is above the limit.
        may_be_above: whether the most is, or is not clear.
    """
    if is_above or (kind is not None and kind not in threshold.kinds):
        return False
    return None if may_be_above or kind is None else True


@legal_derivation("Art. 9")
def value_exempt(item: Item, state: Jurisdiction | None, contract: ContractValue | None) -> Truth:
    """``item.national_value_exempt``: within the limit of the State's list; false where it has none, or the State is not known: what may free, does not."""
    threshold = state.threshold if state else None
    if threshold is None or contract is None:
        return False
    may_be_above = contract.most is None or contract.most > threshold.amount
    return limit_kept(threshold, item.kind, contract.least > threshold.amount, may_be_above)
