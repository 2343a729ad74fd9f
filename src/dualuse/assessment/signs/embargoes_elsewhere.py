"""States under an arms embargo that a transaction names elsewhere than where Art. 4(1)(b) looks: words, a first stop, other parties.

Art. 4(1)(b) looks at the purchasing country and the country of destination. Who writes "for the army of Sudan" beside another
country may have stated the wrong one. Alone such a name asks nothing: a firm may bear it; it counts beside a military use or service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import names_party
from dualuse.assessment.places_of_parties import may_control, receiver_countries
from dualuse.assessment.signs.texts_of_use import (
    TextOfUse,
    called,
    description_of,
    text_of_party,
    texts_of_use,
)
from dualuse.free_text.namesakes import is_another
from dualuse.free_text.patterns import has_word, occurrences
from dualuse.i18n.places import ADJECTIVES, OTHER_NAMES, names_everywhere, place_names
from dualuse.law.eu_2021_821.facts.derived_fact import OTHER_ROLES, RECEIVER_ROLES
from dualuse.law.eu_2021_821.facts.stated_facts import OTHERS_SUPPLIED
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.measures.reading import arms_embargo_rows
from dualuse.law.measures.signs import NamedInTexts
from dualuse.law.measures.words.reading import WordList
from dualuse.law.territories import territories
from dualuse.schema.transaction import Authorisation, Owner, Party, Transaction
from dualuse.version import legal_derivation


def parties_beside(transaction: Transaction) -> Iterator[Party]:
    """Who receives, and who stands beside them, unless a person has said that nobody else is supplied."""
    others = (transaction.answers or {}).get(OTHERS_SUPPLIED) is not False
    roles = (*RECEIVER_ROLES, *OTHER_ROLES) if others else RECEIVER_ROLES
    return (party for party in transaction.parties or () if party.role in roles)


def owners_called(words: tuple[str, ...], party: Party) -> Iterator[Owner]:
    """The owners who may control a party and whose name has one of the words: an army, not whoever sits beside one."""
    return (owner for owner in party.owners or () if may_control(owner) and has_word(words, (owner.name,)))


def places_looked_at(transaction: Transaction) -> frozenset[str]:
    """The countries of destination and purchase, and those of who receives: where Art. 4(1)(b) looks."""
    places = (transaction.destination, transaction.purchasing_country, *receiver_countries(transaction))
    return frozenset(place for place in places if place is not None)


@legal_derivation(
    "Art. 4(1)(b)", "Annex II, EU001, Part 3", "Annex II, EU002, Part 3", "Annex II, EU005, Part 3"
)
def places_of_embargo(transaction: Transaction) -> frozenset[str]:
    """The countries of destination and purchase, and those of who receives or stands beside, and of their owners in control, not of who only carries.

    An embargo on one of them counts for the service of another.
    """
    parties = tuple(parties_beside(transaction))
    owners = (owner for party in parties for owner in party.owners or () if may_control(owner))
    there = (*(party.country for party in parties), *(owner.country for owner in owners))
    return places_looked_at(transaction).union(place for place in there if place is not None)


@legal_derivation("Art. 4(1)(b)", "Art. 12", "Annex III")
def embargo_was_known(transaction: Transaction, held: Authorisation, day: date) -> bool:
    """Whether who granted an authorisation knew of each place that is or may be under an arms embargo: it names the place, or who sits there."""
    named_places = (held.destination, *(held.countries or ()), *(held.consignee_countries or ()))
    named = (
        held.end_user or "",
        *(held.end_users or ()),
        *(held.consignees or ()),
        *(held.other_parties or ()),
    )
    unknown = places_of_embargo(transaction).union(filter(None, (transaction.consigned_to,))) - {
        party.country for party in parties_beside(transaction) if names_party(party.name, named) is True
    }
    return not may_be_embargoed(unknown.difference(filter(None, named_places)), day)


def places_elsewhere(transaction: Transaction, words: tuple[str, ...]) -> frozenset[str]:
    """The first stop, where other parties sit, and the owners whose name has one of ``words``: stated, and not looked at."""
    parties = tuple(parties_beside(transaction))
    owners = (owner.country for party in parties for owner in owners_called(words, party))
    places = (transaction.consigned_to, *(party.country for party in parties), *owners)
    return frozenset(place for place in places if place is not None) - places_looked_at(transaction)


def is_named(transaction: Transaction, words: tuple[str, ...], day: date) -> bool:
    """Whether the end use, a name, an address, an owner called so, or a description that has one of ``words``, names such a place."""
    return (
        texts_name_embargo(transaction, day)
        or is_described_for_embargo(transaction, words, day)
        or any(names_embargo(party, transaction, words, day) for party in parties_beside(transaction))
    )


def names_embargo(party: Party, transaction: Transaction, words: tuple[str, ...], day: date) -> bool:
    """Whether the name or address of a party, or the name of an owner called so, names a place that is or may be under an arms embargo.

    What Art. 4(1)(b) looks at already is not looked for.
    """
    owners = (owner.name for owner in owners_called(words, party))
    country = party.country or transaction.destination
    texts = (text_of_party(text) for text in (party.name, party.address, *owners))
    return any(_names(transaction, text, country, day) for text in texts)


def texts_name_embargo(transaction: Transaction, day: date) -> bool:
    """Whether the end use, or what sources say of it, names a place that is or may be under an arms embargo.

    Where something was made tells nothing in a source, nor does what it denies; parameters tell of goods.
    """
    return any(
        _names(transaction, text, transaction.destination, day) for text in texts_of_use(transaction, ())
    )


def is_described_for_embargo(transaction: Transaction, words: tuple[str, ...], day: date) -> bool:
    """Whether a description has one of the words, and names such a place: where an item was made alone tells nothing."""
    return any(
        has_word(words, (called(item),))
        and _names(transaction, description_of(item), transaction.destination, day)
        for item in transaction.items
    )


def may_be_embargoed(places: Iterable[str], day: date) -> bool:
    """Whether one of the places is or may be under an arms embargo."""
    return any(ARMS_EMBARGO.contains(place, day) is not False for place in places)


@lru_cache(maxsize=512)
def _embargoed(day: date) -> frozenset[str]:
    return frozenset(place for row in arms_embargo_rows() if row.validity.covers(day) for place in row.places)


def _names(transaction: Transaction, text: TextOfUse, country: str | None, day: date) -> bool:
    if not text.words:
        return False
    elsewhere = tuple(sorted(_embargoed(day) - places_looked_at(transaction)))
    return any(
        not is_another(plain, name.start(), name.end(), country)
        and not text.passes_over(plain, name.start(), name.end())
        for plain in text.readings
        for name in occurrences(_words_for_any(elsewhere), plain)
    )


@lru_cache(maxsize=256)
def _words_for_any(places: tuple[str, ...]) -> WordList:
    return WordList(dict.fromkeys(word for place in places for word in words_for(place)))


@lru_cache(maxsize=64)
def words_for(place: str) -> tuple[str, ...]:
    """What a text calls the place, and what comes from there."""
    return tuple(dict.fromkeys(_every_word_for(place)))


_SHORT: Final = 3
"""Letters of names that are words elsewhere: endings are added to them."""


def _every_word_for(place: str) -> Iterator[str]:
    yield from place_names()[place]
    yield from (name for name in names_everywhere().get(place, ()) if len(name) > _SHORT)
    yield from OTHER_NAMES.get(place, ())
    yield from ADJECTIVES.get(place, ())
    if place in territories():
        # Codes stand among them, which are no words.
        yield from (name for name in territories()[place].aliases if not name.isupper())
    for sign in signs_of(NamedInTexts):
        if place in sign.places:
            yield from (*sign.towns, *sign.towns_in_addresses, *sign.names_of_its_own)
