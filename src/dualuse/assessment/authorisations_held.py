"""Authorisations that the exporter holds: whether one covers an item of a transaction (Arts 2(12), (13), 12, 13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import section_i
from dualuse.law.eu_2021_821.facts.derived import END_USER_ROLES
from dualuse.law.language.logic import Facts, Truth, any_truth, evaluate, every_truth, opposite
from dualuse.law.language.provision import Effect, Provision, legal_derivation
from dualuse.schema.transaction import Authorisation, Item, Transaction

_KINDS_BY_ACTIVITY: Final[dict[str, tuple[str, ...]]] = {
    "export": ("individual", "global", "large_project", "national_general"),
    "brokering": ("brokering",),
    "technical_assistance": ("technical_assistance",),
    "transit": ("transit",),
    "intra_union_transfer": ("intra_union_transfer",),
}


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Art. 13")
def covered(transaction: Transaction, item: Item, facts: Facts) -> Truth:
    """Whether one of the authorisations that the exporter holds covers the item."""
    return any_truth(covers(transaction, item, held, facts) for held in transaction.authorisations or ())


@legal_derivation("Art. 215 TFEU")
def is_enough(covered: Truth, provisions: Iterable[tuple[Provision, Truth]]) -> Truth:
    """Whether what is held answers all that is asked; ``covered``: whether it covers the item.

    Where a restrictive measure asks for an authorisation too, one under the Regulation does not answer it.
    """
    return None if covered is True and beyond_the_regulation(provisions) else covered


def beyond_the_regulation(provisions: Iterable[tuple[Provision, Truth]]) -> bool:
    """Whether a provision of another act asks for an authorisation, or may; ``provisions``: each with its truth.

    One that forbids does so too: a derogation from it is an authorisation under that act.
    """
    return any(
        truth is not False and provision.effect >= Effect.AUTHORISATION_REQUIRED and not provision.article
        for provision, truth in provisions
    )


@legal_derivation("Art. 11(2)(b)")
def covered_by_global(transaction: Transaction, item: Item, facts: Facts) -> bool:
    """Whether a global authorisation held would cover the direct export (Art. 11(2)(b)); it is not presumed."""
    held_globally = [held for held in transaction.authorisations or () if held.kind == "global"]
    export = transaction.model_copy(update={"activity": "export"}) if held_globally else transaction
    return any(covers(export, item, held, facts) is True for held in held_globally)


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Art. 13")
def covers(transaction: Transaction, item: Item, held: Authorisation, facts: Facts) -> Truth:
    """Whether an authorisation held covers the item: kind, validity, destination, end user, items, what is left.

    ``facts``: those of the item, ``day`` included. Unknown where the authorisation does not say its items, its last
    day, or for whom and where it is, and while the activity is not known or the item not classified. One of general
    kind is no use to an exporter informed or aware of a use of Art. 4(1) (Art. 12(6)).
    """
    day: date = facts["day"]
    truths: list[Truth] = [
        None if transaction.activity is None else held.kind in _KINDS_BY_ACTIVITY[transaction.activity],
        None if held.valid_until is None else held.valid_until >= day,
        _for_whom(transaction, held),
        None if held.items is None else _named(item, held.items),
        True if held.left is None else None if item.quantity is None else item.quantity <= held.left,
    ]
    if held.kind == "national_general":
        truths += [_outside_section_i(item), evaluate(~uses("aware"), facts, day)]
    return every_truth(truths)


def _for_whom(transaction: Transaction, held: Authorisation) -> Truth:
    """Individual ones name an end user or consignee, global ones end users or countries (Art. 2(12), (13))."""
    if held.destination is None and held.end_user is None:
        return None
    if held.destination is not None and held.destination != transaction.destination:
        return False
    if held.end_user is not None:
        stated = _end_users(transaction)
        return held.end_user.casefold() in stated if stated else None
    return None if held.kind == "individual" else True


def _outside_section_i(item: Item) -> Truth:
    """Art. 12(6)(a): no national general authorisation for the items of Section I."""
    if item.entries is None:
        return None
    return opposite(any_truth(section_i().covers(code, item.answers or {}) for code in item.entries))


def _end_users(transaction: Transaction) -> set[str]:
    return {
        party.name.casefold()
        for party in transaction.parties or ()
        if party.role in END_USER_ROLES and party.name
    }


def _named(item: Item, names: list[str]) -> Truth:
    """By the id of the item, or by all of its codes; not known while it is not classified."""
    if item.id in names:
        return True
    codes = [*(item.entries or ()), *(item.national_entries or ())]
    if not all(any(code == name or code.startswith(f"{name}.") for name in names) for code in codes):
        return False
    if item.entries is None or (item.entries == [] and item.national_entries is None):
        return None
    return bool(codes)
