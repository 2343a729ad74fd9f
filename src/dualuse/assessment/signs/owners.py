"""Owners of parties in countries under measures: one who controls a party, or several who hold half of it together, or may.

Shares of owners there, and of owners of whom no country is stated, are added up: what several hold is theirs together. As soon as one of them
stands, what the shares stated leave of the whole is no share of somebody elsewhere, but not stated. That half of it counts, and
control, is a rule of this program, by the measure of asset freezes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import names_item, names_party
from dualuse.assessment.places_of_parties import HALF, has_owner_in, may_control, may_leave_union
from dualuse.assessment.signs.places import words_of_place
from dualuse.assessment.signs.texts_of_use import text_of_party
from dualuse.free_text.contacts import countries_of_contacts, countries_of_registers
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import NamedInTexts, OwnerIn, OwnerNotCompared
from dualuse.schema.transaction import Authorisation, Item, Owner, Party, Transaction
from dualuse.version import legal_derivation

_WHOLE: Final = Decimal(100)


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 2(1), 2a(1), 3k(1), 12 and 12gb",
    "Regulation (EC) No 765/2006, Arts 1e(1) and 1f(1)",
    "Regulation (EU) No 267/2012, Art. 1(o)",
)
def is_owned_from(sign: OwnerIn, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether a party, of which :func:`may_be_owned_from` holds, is owned from the places of the sign, and no authority has looked at that."""
    if not sign.in_control:
        return True
    owned = _parties_owned_from(sign.places, transaction)
    return any(
        not (sign.unless_licensed_to and _is_licensed(party, transaction, item, day)) for party in owned
    )


@legal_derivation("Regulation (EU) No 833/2014, Arts 2(1), 2a(1) and 12gb", "Regulation (EU) 2017/1509")
def may_be_owned_from(sign: OwnerIn, transaction: Transaction, day: date) -> bool:
    """Whether an owner of a party sits in one of the places of the sign; ``in_control``: or may, since no country is stated.

    What is transferred within the Union is none of somebody's of whom no country is stated, while no owner sits in one of the places.
    """
    anywhere = sign.in_control and may_leave_union(transaction, day)
    if has_owner_in((*sign.places, None) if anywhere else sign.places, transaction):
        return True
    return any(_sits_in(owner, sign.places) for owner in _owners(transaction))


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 2b and 5aa", "Regulation (EC) No 765/2006, Arts 1e and 1f"
)
def is_owned_by_half_from(sign: OwnerNotCompared, transaction: Transaction, day: date) -> bool:
    """Whether owners in the places of the sign control a party, may, or hold half of it together."""
    return any(_is_owned_by_half(party, sign.places) for party in transaction.parties or ())


def _is_owned_by_half(party: Party, places: tuple[str, ...]) -> bool:
    there = [owner for owner in party.owners or () if _sits_in(owner, places)]
    return any(map(may_control, there)) or _held_together(there) >= HALF


def _owners(transaction: Transaction) -> Iterator[Owner]:
    return (owner for party in transaction.parties or () for owner in party.owners or ())


def _sits_in(owner: Owner, places: tuple[str, ...]) -> bool:
    """Whether an owner sits in one of the places: as stated, or, where no country is, by its name or its identifiers."""
    if owner.country is not None:
        return owner.country in places
    registered = countries_of_registers(owner.identifiers or {})
    return not registered.isdisjoint(places) or _is_of(owner.name, places)


@lru_cache(maxsize=1024)
def _is_of(name: str, places: tuple[str, ...]) -> bool:
    """Whether a name has a legal form of the places, or names one of them, a town or a firm there."""
    if not countries_of_contacts(name, None, of_party=True).isdisjoint(places):
        return True
    text = text_of_party(name)
    naming = (sign for sign in signs_of(NamedInTexts) if not set(sign.places).isdisjoint(places))
    return any(next(words_of_place(sign, text, None, in_address=False), None) is not None for sign in naming)


def _held_together(owners: Iterable[Owner]) -> Decimal:
    return sum((owner.share for owner in owners if owner.share is not None), Decimal())


def _parties_owned_from(places: tuple[str, ...], transaction: Transaction) -> Iterator[Party]:
    return (party for party in transaction.parties or () if _may_be_owned_from(places, party))


def _may_be_owned_from(places: tuple[str, ...], party: Party) -> bool:
    """Whether owners in the places, or of whom no country is stated, control the party or hold half of it together, or may."""
    owners = party.owners or ()
    there = [owner for owner in owners if owner.country in (*places, None)]
    if any(map(may_control, there)):
        return True
    left = max(_WHOLE - _held_together(owners), Decimal())
    return bool(there) and _held_together(there) + left >= HALF


def _is_licensed(party: Party, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether an authorisation that an authority granted for the item names the party: it has looked at who that is."""
    return any(
        authorisation.kind != "national_general"
        and _is_of_the_day(authorisation, day)
        and names_item(item, authorisation.items or ()) is True
        and names_party(party.name, _names(authorisation)) is True
        for authorisation in transaction.authorisations or ()
    )


def _names(authorisation: Authorisation) -> tuple[str, ...]:
    listed = (authorisation.end_users, authorisation.consignees, authorisation.other_parties)
    return (
        *((authorisation.end_user,) if authorisation.end_user else ()),
        *(name for names in listed for name in names or ()),
    )


def _is_of_the_day(authorisation: Authorisation, day: date) -> bool:
    return (authorisation.valid_from is None or authorisation.valid_from <= day) and (
        authorisation.valid_until is None or day <= authorisation.valid_until
    )
