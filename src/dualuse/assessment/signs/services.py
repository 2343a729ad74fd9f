"""Whether somebody who receives, or who owns one who does, is a service of a government: stated, or by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.authorisations.naming import names_item, names_party
from dualuse.assessment.authorisations.points_of_parties import end_users_named
from dualuse.assessment.places_of_parties import may_control, receivers
from dualuse.free_text.patterns import has_word
from dualuse.free_text.words import has_code
from dualuse.i18n.places import SERVICES
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES, SERVICE_TESTS
from dualuse.law.language.logic import Truth
from dualuse.law.measures.not_executed import words_and_receivers
from dualuse.law.measures.signs import LicensedUserIsAService, OwnerIsAService, ReceiverIsAService
from dualuse.schema.transaction import Item, Party, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Art. 5(1)", "Art. 10(1)", "Annex II, EU007, Part 3(2)(d)", "Annex II, EU008, Part 3(1)(e)")
def owner_is_a_service(sign: OwnerIsAService, transaction: Transaction) -> bool:
    """Whether a receiver of which no service is stated has an owner in control, or perhaps in control, that is a service by its name."""
    words = words_and_receivers(sign)
    return any(
        has_word(words, tuple(owners_in_control((party,))))
        for party in receivers(transaction)
        if party.service in (None, "none")
    )


@legal_derivation("Art. 5(1)", "Art. 10(1)", "Art. 15")
def receiver_is_a_service(sign: ReceiverIsAService, transaction: Transaction) -> bool:
    """Whether somebody who receives is a service by its name, and is stated to be none, or nothing is stated of that."""
    return any(
        party.service in (None, "none")
        and (has_word(sign.words, (party.name,)) or is_called_for_short(party, transaction))
        for party in receivers(transaction)
    )


_FORCES: Final = ("military", "paramilitary")


@legal_derivation("Art. 12(1)", "Art. 15", "Annex III")
def licensed_user_is_a_service(sign: LicensedUserIsAService, transaction: Transaction, item: Item) -> bool:
    """Whether an authorisation for the item names an end user that is stated to be a military service, and nothing in it says so: no word, no military use known when it was granted."""
    return any(
        authorisation.end_use is not None
        and "military_end_use" not in (authorisation.known_uses or ())
        and party.role in END_USER_ROLES
        and party.service in _FORCES
        and names_party(party.name, end_users_named(authorisation)) is True
        and names_item(item, authorisation.items or ()) is True
        and not has_word(sign.words, (party.name, authorisation.end_use, *end_users_named(authorisation)))
        and not is_called_for_short(party, transaction)
        for authorisation in transaction.authorisations or ()
        for party in transaction.parties or ()
    )


def is_called_for_short(party: Party, transaction: Transaction) -> bool:
    """Whether the name has what a service of the place of the party, or of the destination where it has none, is called for short."""
    place = party.country or transaction.destination
    return place is not None and has_code(SERVICES.get(place, ()), party.name)


def is_service(service: str, party: Party) -> bool:
    """Whether the party is such a service, or may be."""
    counts: Truth = None
    if party.service is not None:
        counts = SERVICE_TESTS[f"parties.{service}"].counts[party.service]
    return counts is not False


def owners_in_control(parties: Iterable[Party]) -> Iterator[str]:
    """The names of those who own or control one of the parties, or may."""
    return (owner.name for party in parties for owner in party.owners or () if may_control(owner))
