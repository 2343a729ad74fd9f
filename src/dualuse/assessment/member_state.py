"""What the responsible State adds: its options, its national list, its value limit (Arts 4 to 11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from dualuse.law.derivation import legal_derivation
from dualuse.law.eu_2021_821.facts import FACTS, OPTIONS_PER_USE, USES
from dualuse.law.language.logic import Truth
from dualuse.law.states import Jurisdiction, Option, ValueThreshold, jurisdiction
from dualuse.schema.transaction import Item, Transaction

_SUSPICION: Final = {
    "art4_3": "Art. 4(3)",
    "art5_3": "Art. 5(3)",
    "art6_4": "Art. 6(4)",
    "art8_5": "Art. 8(5)",
}


def any_truth(truths: Iterable[Truth]) -> Truth:
    """Kleene's "any": true if one is true, else unknown if one is unknown, else false."""
    found = list(truths)
    return True if True in found else None if None in found else False


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
    found = jurisdiction(country) if country else None
    if country is not None and (found is None or not found.union_member):
        located = transaction.located_in or transaction.dispatched_from
        there = jurisdiction(located) if located else None
        if there is not None and there.union_member:
            return there
    return found


@legal_derivation("Art. 4(3)", "Art. 5(3)", "Art. 6(4)", "Art. 8(5)", "Art. 11(2)")
@lru_cache(maxsize=4096)
def options(state: Jurisdiction | None, day: date) -> dict[str, Truth]:
    """Options of the Regulation that the State has used or not (data in ``law/states``); no State: unknown."""

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
    for name in _SUSPICION:
        options[f"option.{name}_aware"] = used(name).aware == "authorisation"
    for name in ("art6_3", "art8_4"):
        options[f"option.{name}_aware"] = used(name).aware == "notification"
    notice = used("first_use_notice").value
    options["option.notice_before_first_use"] = None if notice == "unknown" else notice == "before_first_use"
    return options


def answered_options(answers: dict[str, bool]) -> dict[str, Truth]:
    """Options that the user answers; an answer holds for every use of Art. 4(1)."""
    found: dict[str, Truth] = {}
    for name, answer in answers.items():
        if name.startswith("option."):
            found[name] = answer
            if name.removeprefix("option.") in OPTIONS_PER_USE:
                found.update({f"{name}.{use}": answer for use in USES})
    return found


@legal_derivation("Art. 9(1)", "Art. 10(1)")
def national_lists(transaction: Transaction, item: Item, day: date) -> dict[str, Truth]:
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
    return {f"item.national_{name}": any_truth(iter(found)) for name, found in truths.items()}


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


@legal_derivation("Art. 9")
def value_exempt(transaction: Transaction, item: Item, state: Jurisdiction | None) -> Truth:
    """National value limit (Germany: § 8(3) AWV): the sum of the contract's nationally listed goods."""
    threshold = state.threshold if state else None
    if threshold is None:
        return False
    return limit_kept(threshold, item, worth(transaction, item, threshold))


@dataclass(frozen=True, slots=True)
class Worth:
    """What counts of a contract towards a value limit comes to; ``most`` None: that is not clear."""

    least: Decimal
    most: Decimal | None


def worth(transaction: Transaction, item: Item, threshold: ValueThreshold) -> Worth:
    """What the contract of ``item`` comes to.

    Another item of which it is not known whether a national list has it may count or not: it adds to the most only.
    The item itself counts: where no list has it, there is nothing that the limit could free it from.
    """
    least, most = Decimal(0), Decimal(0)
    clear = True
    for other in transaction.items:
        if other.national_entries == []:
            continue
        if other.value is None or other.currency != threshold.currency:
            clear = False
            continue
        most += other.value
        if other.national_entries or other is item:
            least += other.value
    return Worth(least, most if clear else None)


def limit_kept(threshold: ValueThreshold, item: Item, of: Worth) -> Truth:
    """Whether an item of a contract that comes to ``of`` is within the limit."""
    if item.kind is not None and item.kind not in threshold.kinds:
        return False
    if of.least > threshold.amount:
        return False
    if of.most is None or of.most > threshold.amount:
        return None
    return None if item.kind is None else True


def transfer_rule(state: Jurisdiction | None, day: date) -> Truth | str:
    """Art. 11(2): what the Member State of departure controls: a truth for every item, or which items it reaches.

    ``national_list``: those of its own list; ``on_decision``: those on which its authority has decided.
    """
    option = state.option("art11_2") if state else Option("unknown")
    truth = option.truth(day)
    return option.items if truth is True and option.items in ("national_list", "on_decision") else truth


@legal_derivation("Art. 11(2)")
def transfer_option(facts: dict[str, Any], state: Jurisdiction | None, day: date) -> Truth:
    """Art. 11(2): does the rule of the Member State of departure reach this item?"""
    if "option.art11_2" in facts:
        answered: Truth = facts["option.art11_2"]  # by the user
        return answered
    rule = transfer_rule(state, day)
    match rule:
        case "national_list":
            own: Truth = facts["item.national_own"]
            return own
        case "on_decision":
            decision = facts.get("decision.Art. 11(2)")
            return None if decision is None else decision == "required"
    assert not isinstance(rule, str)
    return rule
