"""Where parties and their owners are, and that it is not stated of some in which country they are, or in which part of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES, OTHER_ROLES, RECEIVER_ROLES
from dualuse.law.eu_2021_821.facts.stated_facts import OTHERS_SUPPLIED
from dualuse.law.measures.places import BANS_BY_CODE, PLACES_OF_DIVERSION
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Owner, Party, Transaction
from dualuse.version import legal_derivation


def purchaser_countries(transaction: Transaction) -> tuple[str, ...]:
    """The countries stated of parties that purchase, in their order, each once."""
    countries = (party.country for party in transaction.parties or () if party.role == "purchaser")
    return tuple(dict.fromkeys(country for country in countries if country))


@legal_derivation("Art. 4(1)(b)")
def purchasing_country(transaction: Transaction) -> str | None:
    """Where the purchaser sits: as it is stated, or as a purchaser says of itself; in the destination where nothing does.

    Of several purchasers the first that sits elsewhere than the destination: all of them are among those who receive.
    """
    destination = transaction.destination
    elsewhere = (country for country in purchaser_countries(transaction) if country != destination)
    return transaction.purchasing_country or next(elsewhere, destination)


def receivers(transaction: Transaction) -> tuple[Party, ...]:
    """The parties that restrictive measures look at."""
    return tuple(party for party in transaction.parties or () if party.role in RECEIVER_ROLES)


def receiver_countries(transaction: Transaction) -> tuple[str, ...]:
    """Where these parties are, in alphabetical order. A country that is not stated of a party is taken to be none of its own."""
    return tuple(sorted({party.country for party in receivers(transaction) if party.country}))


@legal_derivation("Art. 215 TFEU")
def parties_unplaced(transaction: Transaction) -> tuple[int, ...]:
    """Positions of the parties that may sit in a place under a measure, since no country is stated of them.

    The purchaser sits in the purchasing country where that is stated; one in another role counts until a person has said
    that it is not supplied.
    """
    others = (transaction.answers or {}).get(OTHERS_SUPPLIED) is not False
    return tuple(
        position
        for position, party in enumerate(transaction.parties or ())
        if party.country is None and _counts(party, transaction, others=others)
    )


def _counts(party: Party, transaction: Transaction, *, others: bool) -> bool:
    if party.role == "purchaser":
        return transaction.purchasing_country is None
    return party.role in RECEIVER_ROLES or (others and party.role in OTHER_ROLES)


@legal_derivation("Art. 215 TFEU")
def places_of_supply(transaction: Transaction) -> tuple[str, ...]:
    """Where the items, or control over them, go: "to any person in, or for use in" a country; each place once.

    The destination, the first stop, and where those who receive or purchase are; one in another role counts until a
    person has said that it is not supplied.
    """
    others = (transaction.answers or {}).get(OTHERS_SUPPLIED) is not False
    roles = (*RECEIVER_ROLES, *OTHER_ROLES) if others else RECEIVER_ROLES
    places = (
        transaction.destination,
        transaction.purchasing_country,
        transaction.consigned_to,
        *(party.country for party in transaction.parties or () if party.role in roles),
    )
    return tuple(place for place in dict.fromkeys(places) if place)


def places_of_route_and_parties(transaction: Transaction) -> tuple[str, ...]:
    """The places of the route, and of the parties, in their order, each once."""
    stated = (
        transaction.destination,
        transaction.purchasing_country,
        transaction.consigned_to,
        *(party.country for party in transaction.parties or ()),
    )
    return tuple(place for place in dict.fromkeys(stated) if place)


def may_leave_union(transaction: Transaction, day: date) -> bool:
    """Whether the destination lies outside the Union, or is not stated."""
    destination = transaction.destination
    return destination is None or UNION.contains(destination, day) is not True


@legal_derivation("Art. 2(2)", "Art. 3(1)")
def leaves_from_outside(transaction: Transaction, day: date) -> bool:
    """Whether an export is stated of items that are stated to be outside the Union: nothing leaves it then."""
    departure = transaction.located_in or transaction.dispatched_from
    return (
        transaction.activity == "export" and departure is not None and UNION.contains(departure, day) is False
    )


@legal_derivation("Regulation (EU) No 833/2014, Arts 2a(1), 12f and 12g")
def may_be_banned_by_code(transaction: Transaction, day: date) -> bool:
    """Whether a stated place is under bans by customs code, or goods often go on from there to where they are banned."""
    return any(_is_banned_or_goes_on(place, day) for place in places_of_route_and_parties(transaction))


@lru_cache(maxsize=4096)
def _is_banned_or_goes_on(place: str, day: date) -> bool:
    return any(places.contains(place, day) is not False for places in (BANS_BY_CODE, PLACES_OF_DIVERSION))


@legal_derivation("Regulation (EU) No 692/2014, Art. 2b", "Regulation (EU) 2022/263, Art. 4")
def part_unstated(country: str, transaction: Transaction) -> bool:
    """Whether items go to ``country``, or to somebody there, and no address says in which part of it.

    Who is stated without a country is taken to be at the destination. What an address names is looked at for itself
    (``signs/places``).
    """
    there = [
        party for party in receivers(transaction) if (party.country or transaction.destination) == country
    ]
    if not there:
        return country in (transaction.destination, transaction.purchasing_country)
    return not all(party.address for party in there)


HALF: Final = Decimal(50)
"""Per cent."""


def may_control(owner: Owner) -> bool:
    """Whether an owner controls the party, holds half of it or more, or may: neither is stated.

    A rule of this program, by the measure of asset freezes.
    """
    if owner.control is True or owner.share is None:
        return True
    return owner.share >= HALF


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 2a(1) and 12gb", "Regulation (EU) No 267/2012, Art. 1(o)"
)
def has_owner_in(places: Collection[str | None], transaction: Transaction) -> bool:
    """Whether an owner of a party sits in one of the places."""
    return any(owner.country in places for party in transaction.parties or () for owner in party.owners or ())


@legal_derivation("Regulation (EU) No 267/2012, Art. 1(o)", "Regulation (EU) 2017/1509")
def has_unplaced_owner(transaction: Transaction) -> bool:
    """Whether somebody of whom no country is stated controls a party, holds half of it or more, or may: it may sit anywhere."""
    return any(
        owner.country is None and may_control(owner)
        for party in transaction.parties or ()
        for owner in party.owners or ()
    )


@legal_derivation("Art. 2(3)", "Art. 12(2)")
def is_exported_from_abroad(transaction: Transaction, day: date) -> bool:
    """Whether the exporter sits outside the Union, and a Member State is stated where the items are."""
    country = transaction.exporter.country if transaction.exporter else None
    departure = transaction.located_in or transaction.dispatched_from
    return (
        country is not None
        and UNION.contains(country, day) is False
        and departure is not None
        and UNION.contains(departure, day) is not False
    )


@legal_derivation("Art. 4(1)(b)", "Art. 5(1)", "Annex III")
def has_consignee_alone(transaction: Transaction) -> bool:
    """Whether a receiver is stated but no user: they need not be the same."""
    roles = {party.role for party in transaction.parties or ()}
    return "consignee" in roles and "end_user" not in roles


@legal_derivation("Art. 2(2)", "Art. 2(3)", "Art. 3(1)", "Art. 11")
def receives_outside_union(transaction: Transaction, day: date) -> bool:
    """Whether somebody outside the Union receives what is stated to be transferred within it, or to pass through it, be brokered or helped with
    for a place in it.

    Of an export to such a place the activity itself is asked about. Who sits where the items are stated to go on to does so as stated: their export from there is another matter. Whose country is not stated
    is taken to sit at the destination, and the purchaser alone is sold to.
    """
    destination = transaction.destination
    stays = destination is not None and UNION.contains(destination, day) is True
    if transaction.activity != "intra_union_transfer" and not (stays and transaction.activity in _THROUGH):
        return False
    return any(
        party.role in _GET_THE_ITEMS
        and party.country is not None
        and party.country != destination
        and UNION.contains(party.country, day) is not True
        for party in transaction.parties or ()
    )


_THROUGH: Final = ("transit", "brokering", "technical_assistance")
"""Activities of which nothing but the destination tells whether something stays in the Union."""


@legal_derivation("Annex II, EU007, Part 3(2)(d)", "Annex II, EU008, Part 3(1)(e)", "Art. 12", "Art. 15")
def has_service_beside(transaction: Transaction) -> bool:
    """Whether who purchases, or stands beside who receives, is a service of a government, and no end user or consignee is of that kind.

    Where a security end use is suspected or known, that is judged for itself.
    """
    if getattr(transaction.knowledge, "security_end_use", None) not in (None, "none"):
        return False
    parties = transaction.parties or ()
    receiving = {party.service for party in parties if party.role in END_USER_ROLES}
    beside = {party.service for party in parties if party.role in ("purchaser", *OTHER_ROLES)}
    return bool(beside - receiving - {None, "none"})


_GET_THE_ITEMS: Final = (*END_USER_ROLES, "intermediary")
CARRIERS: Final = ("carrier", "vessel")
