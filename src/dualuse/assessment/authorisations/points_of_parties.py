"""For whom an authorisation is: the end users, consignees and others that it names, and where they sit (Arts 2(12), 2(13), 13, Annex III).

Each point that fails says why, and each that is open asks for a field: of the authorisation, or of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from dualuse.assessment.authorisations.beside_users import beside_users, purchased_by_nobody_in
from dualuse.assessment.authorisations.naming import names_party
from dualuse.assessment.authorisations.points import PASSED, Point, about, asked
from dualuse.i18n import N_, Message, PlaceName
from dualuse.schema.transaction import Authorisation, Party, Transaction


def end_users_named(held: Authorisation) -> tuple[str, ...]:
    """The end users that an authorisation names, in its words; none where it does not say."""
    return (held.end_user,) if held.end_user is not None else tuple(held.end_users or ())


def places_named(held: Authorisation) -> tuple[str, ...]:
    """The codes of the places that it is for: its destination, or its countries; none where it does not say."""
    return (held.destination,) if held.destination is not None else tuple(held.countries or ())


def _parties(transaction: Transaction, role: str) -> tuple[Party, ...]:
    return tuple(party for party in transaction.parties or () if party.role == role)


def users_are_named(transaction: Transaction, held: Authorisation, users: tuple[str, ...]) -> Iterator[Point]:
    """Annex III, boxes 5 and 9: each end user stated is one of ``users``; who it is, is asked where nobody is stated."""
    end_users = _parties(transaction, "end_user")
    if not end_users:
        yield asked(held, "parties.name", N_("Who is the end user? {reference} is for those it names"))
    for party in end_users:
        yield _party_is_named(held, party, users)


def _party_is_named(held: Authorisation, party: Party, names: tuple[str, ...]) -> Point:
    truth = names_party(party.name, names)
    if truth is True:
        return PASSED
    if party.name is None:
        text = N_("What is the name of every end user and consignee? {reference} is for those it names")
        return asked(held, "parties.name", text)
    if truth is False:
        text = N_("the authorisation {reference} does not name {party}")
        return Point(False, fails=about(held, "held.party", text, party=party.name))
    text = N_(
        "Is {party} named by the authorisation {reference}, which says {names}? Where it is, state the name as it says it"
    )
    return asked(held, "parties.name", text, party=party.name, names=names)


_OfConsignee = Callable[[Authorisation, Party], Point]


def consignees_are_named(
    transaction: Transaction, held: Authorisation, unnamed: _OfConsignee
) -> Iterator[Point]:
    """Consignees that are stated; one that is an end user named is named. ``unnamed``: where it names no consignees."""
    users = end_users_named(held)
    for party in _parties(transaction, "consignee"):
        if held.consignees is not None:
            yield _party_is_named(held, party, (*held.consignees, *users))
            yield _named_where_it_sits(transaction, held, party)
        elif names_party(party.name, users) is True:
            yield _named_where_it_sits(transaction, held, party)
        else:
            yield unnamed(held, party)


def _named_where_it_sits(transaction: Transaction, held: Authorisation, party: Party) -> Point:
    """Annex III names a consignee with an address: one of that name in another country may be another one.

    Whose country is not stated is taken to be where the authorisation has it; the exporter's own country is where the items leave from.
    """
    places = places_named(held)
    if _sits_where_named(transaction, held, party.country):
        return PASSED
    text = N_(
        "Where does the authorisation {reference} say that {party} sits? It is stated in {country}, the authorisation is for {places}:"
        " state as consignee_countries the countries where it says that consignees sit"
    )
    there, here = PlaceName(party.country or ""), tuple(map(PlaceName, places))
    return asked(held, "consignee_countries", text, party=shown_name(party), country=there, places=here)


def _sits_where_named(transaction: Transaction, authorisation: Authorisation, country: str | None) -> bool:
    """Whether the authorisation has somebody in the country, or names none; one that is not stated is taken to be where it has it."""
    places = places_named(authorisation)
    exporter = transaction.exporter.country if transaction.exporter else None
    return not places or country in (None, exporter, *places, *(authorisation.consignee_countries or ()))


def consignee_asked(held: Authorisation, party: Party) -> Point:
    """The open point of an authorisation that names no consignees: which does it name, since ``party`` is stated as one?"""
    text = N_("Which consignees does the authorisation {reference} name? {party} is stated as one")
    return asked(held, "consignees", text, party=shown_name(party))


def consignee_sits_there(held: Authorisation, party: Party) -> Point:
    """Art. 2(13): a consignee in a country of the authorisation needs no name; elsewhere it is asked who is named."""
    if party.country is None:
        return _country_asked(held, party)
    return PASSED if party.country in places_named(held) else consignee_asked(held, party)


def _country_asked(held: Authorisation, party: Party) -> Point:
    text = N_("In which country is {party}? The authorisation {reference} is for where it says")
    return asked(held, "parties.country", text, party=shown_name(party))


def others_are_named(
    transaction: Transaction, authorisation: Authorisation, places: tuple[str, ...], day: date
) -> Iterator[Point]:
    """Purchasers, brokers, agents and intermediaries outside the Union and ``places``: one whom it does not name its authority may not have known.

    Nor may it have known that somebody elsewhere purchases, of whom the country alone is stated.
    """
    for_places = (*places_named(authorisation), *(authorisation.consignee_countries or ()))
    bought_in = purchased_by_nobody_in(transaction, for_places, day)
    if bought_in is not None:
        text = N_(
            "Who purchases ({country}), and does the authorisation {reference} name them? State the purchaser as a party, and under"
            " other_parties whom it names beside end users and consignees (Annex III)"
        )
        yield asked(authorisation, "parties.name", text, country=PlaceName(bought_in))
    named = (*end_users_named(authorisation), *(authorisation.consignees or ()))
    for party, country in beside_users(transaction, places, day):
        if names_party(party.name, authorisation.other_parties or ()) is True:
            continue
        if names_party(party.name, named) is True:
            yield _is_of_that_name(transaction, authorisation, party, country)
            continue
        text = N_(
            "Does the authorisation {reference} name {party}, who purchases, or stands between? State under other_parties whom it names beside"
            " end users and consignees, as it names them (Annex III)"
        )
        yield asked(authorisation, "other_parties", text, party=shown_name(party))


def _is_of_that_name(
    transaction: Transaction, authorisation: Authorisation, party: Party, country: str | None
) -> Point:
    """Who purchases or stands between, and has the name of an end user or consignee named: elsewhere it may be another one of that name."""
    if country is None or _sits_where_named(transaction, authorisation, country):
        return PASSED
    text = N_(
        "Is {party}, who purchases, or stands between, the one that the authorisation {reference} names? It is stated in {country}, the"
        " authorisation is for {places}: where it names it there, state the name under other_parties, too (Annex III)"
    )
    there, places = PlaceName(country), tuple(map(PlaceName, places_named(authorisation)))
    return asked(authorisation, "other_parties", text, party=shown_name(party), country=there, places=places)


def users_sit_there(
    transaction: Transaction, held: Authorisation, places: tuple[str, ...], *, by_name: bool = True
) -> Iterator[Point]:
    """An end user elsewhere may be another one of that name; without names it is the country that names it.

    Art. 13: one for technical assistance says where exactly the end user is.
    """
    for party in _parties(transaction, "end_user"):
        if party.country in places:
            continue
        if party.country is None:
            if held.kind == "technical_assistance" or not by_name:
                yield _country_asked(held, party)
        elif by_name:
            text = N_(
                "Is {party} the end user that the authorisation {reference} names? It is stated in {country}, the"
                " authorisation is for {places}"
            )
            there, here = PlaceName(party.country), tuple(map(PlaceName, places))
            yield asked(held, "parties.country", text, party=shown_name(party), country=there, places=here)
        else:
            text = N_("the authorisation {reference} is not for an end user in {country}")
            country = PlaceName(party.country)
            yield Point(False, fails=about(held, "held.end_user_country", text, country=country))


def shown_name(party: Party) -> str | Message:
    """The name of the party, or words that it has none."""
    return party.name or Message("party.nameless", N_("a party without a name"))
