"""A use that German law looks at in some countries alone, which may be in one of them although the items are stated to go elsewhere.

§§ 9 and 11 AWV name the country of destination, § 52 AWV where the installation stands. Who sells a pump to a trader in Dubai whose purchaser, or whose
plant in the end use, is in Pakistan may have stated the wrong destination.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.places_of_parties import places_of_supply
from dualuse.assessment.signs.countries import places_in_text
from dualuse.assessment.signs.pointing import point_to_use
from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of, text_of_party, texts_of_use
from dualuse.law.germany.lists import listed
from dualuse.law.measures.signs import UseElsewhere
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

_KNOWN: Final = ("aware", "informed")


@legal_derivation("§ 9 AWV", "§ 11 AWV", "§ 52 AWV")
def is_use_elsewhere(sign: UseElsewhere, transaction: Transaction, day: date) -> bool:
    """Whether the use may be in a place of the sign that is not the destination: known, or told by words that name one.

    Where no more is stated than that none is known, and such a place is stated, the words alone ask already (``UseInWords``). What is
    suspected is judged as if it were known (``release_holds/suspicion``).
    """
    if transaction.destination in listed(sign.places_of):
        return False
    if getattr(transaction.knowledge, sign.use, None) in _KNOWN:
        return bool(places_of_use(sign, transaction))
    return point_to_use(sign, transaction, day) and bool(_places_named(sign, transaction))


def places_of_use(sign: UseElsewhere, transaction: Transaction) -> tuple[str, ...]:
    """The places of the sign that are stated, or named in texts, each once."""
    places = listed(sign.places_of)
    stated = (place for place in places_of_supply(transaction) if place in places)
    return tuple(dict.fromkeys((*stated, *_places_named(sign, transaction))))


def _places_named(sign: UseElsewhere, transaction: Transaction) -> tuple[str, ...]:
    """The places of the sign that texts name, but for an act that a source cites, what it denies, and where something was made."""
    places = listed(sign.places_of)
    named = (
        code
        for text, country in _texts(transaction)
        for place in places_in_text(text.readings, country, buyers=True)
        if not text.passes_over(place.plain, place.start, place.end)
        for code in sorted(place.codes.intersection(places))
    )
    return tuple(dict.fromkeys(named))


def _texts(transaction: Transaction) -> Iterator[tuple[TextOfUse, str | None]]:
    """The texts in which a place may be named, each with the country in which it speaks."""
    for text in (*texts_of_use(transaction, transaction.items), *map(description_of, transaction.items)):
        yield text, transaction.destination
    for party in transaction.parties or ():
        for words in (party.name, party.address):
            yield text_of_party(words), party.country or transaction.destination
