"""Whether goods may be common high priority items that go on to Russia or Belarus, and whether the way that is stated makes sense.

Who states that nothing goes on answers for it. Where the way leads through a country known for diversion that the destination does not explain, or who is to use the
items forwards or trades them and no use is told, a bare "none" is no answer: a person says that it was looked into, or names where that stands (a rule of this
program; Regulation (EU) No 833/2014, Arts 12g and 12gb).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.named_sources import has_source
from dualuse.assessment.places_of_parties import CARRIERS, places_of_route_and_parties
from dualuse.assessment.signs.going_on import is_granted_for_its_use
from dualuse.assessment.signs.goods import begins
from dualuse.assessment.signs.own_use import own_use
from dualuse.assessment.signs.texts_of_use import called
from dualuse.assessment.signs.untold_use import tells_no_use
from dualuse.free_text.patterns import has_word
from dualuse.law.measures.duties import common_high_priority, partners
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.places import BANS_BY_CODE, PLACES_OF_DIVERSION
from dualuse.law.measures.signs import SenselessWay
from dualuse.law.territories import UNDER_THE_TREATIES
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

COMMON_HIGH_PRIORITY_SINCE: Final = date(2024, 6, 25)
WAY_ON: Final = "knowledge.reexport"
"""The fact of which a source says where it was looked into."""


def names_end_user(transaction: Transaction) -> bool:
    """Whether an end user is stated by name."""
    return any(party.role == "end_user" and party.name for party in transaction.parties or ())


def has_no_code(transaction: Transaction, item: Item) -> bool:
    """Whether they are goods that Annex I does not list and whose customs code is not stated; software, technology and what is sent
    electronically have none."""
    return (
        item.own_code is None
        and item.kind in (None, "goods")
        and in_annex_i(item) is not True
        and transaction.manner != "electronic"
    )


def places_of_diversion(transaction: Transaction, day: date) -> tuple[str, ...]:
    """The stated places of the route, and of the parties, from which goods often go on to Russia or Belarus."""
    named = places_of_route_and_parties(transaction)
    return tuple(place for place in named if PLACES_OF_DIVERSION.contains(place, day) is not False)


def may_be_diverted(transaction: Transaction, item: Item, day: date) -> bool:
    """Whether it is, or may be, a common high priority item that goes to a third country that is no partner, at its end or before."""
    code = item.cn_code
    return (
        code is not None
        and goes_where_diverted(transaction, day)
        and common_high_priority(day).covers(code, {}) is not False
    )


def goes_where_diverted(transaction: Transaction, day: date) -> bool:
    """Whether it goes to a third country that is no partner, at its end or before, and that no ban by customs code names."""
    destination = transaction.destination
    if destination is None or day < COMMON_HIGH_PRIORITY_SINCE:
        return False
    if UNDER_THE_TREATIES.contains(destination, day) is not False:
        return False
    if destination in partners() and not places_of_diversion(transaction, day):
        return False
    return BANS_BY_CODE.contains(destination, day) is False


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 12g and 12gb", "Regulation (EC) No 765/2006, Arts 8g and 8ga"
)
def is_way_senseless(sign: SenselessWay, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether, of goods that may go on, what is stated does not fit that nothing does, and no source says where that was looked into.

    Where such goods go to a place from which they often go on, it fits where an end use of the end user's own says what they do there; of goods
    without a customs code, which may be any, that is not asked.
    """
    if not may_go_on(transaction, item, day) or has_source(transaction, WAY_ON):
        return False
    if _leads_on(transaction, day) or _is_for_a_seller(sign, transaction):
        return True
    if has_no_code(transaction, item) or not places_of_diversion(transaction, day):
        return False
    is_perhaps_listed = in_annex_i(item) is not False or bool(item.national_entries)
    if is_perhaps_listed and is_granted_for_its_use(transaction, day):
        return False
    return _leads_elsewhere(transaction, day) or not _has_own_use(sign, transaction, item)


@dataclass(frozen=True, slots=True)
class Way:
    """What of a way does not fit that nothing goes on: the ``places`` beside the destination, else the ``end_use`` as it was read, "" where none is stated."""

    places: tuple[str, ...] = ()
    end_use: str = ""


NO_WAY: Final = Way()


def way_of(transaction: Transaction, day: date) -> Way:
    """What is told of a way that makes no sense (:func:`is_way_senseless`)."""
    leads_on = _leads_on(transaction, day) or _leads_elsewhere(transaction, day)
    places = (
        (place for place in _places_beside(transaction) if _is_beyond_partners(place, day))
        if leads_on
        else ()
    )
    return Way(tuple(dict.fromkeys(places)), transaction.end_use or "")


def _is_beyond_partners(place: str, day: date) -> bool:
    return PLACES_OF_DIVERSION.contains(place, day) is not False or _is_third_country(place, day)


def _has_own_use(sign: SenselessWay, transaction: Transaction, item: Item) -> bool:
    """Whether the end use says what the end user does with the item; of components what it makes or mends with them."""
    use = own_use(transaction.end_use, called(item))
    is_component = item.own_code is not None and begins(sign.near, item.own_code)
    return use.makes if is_component else use.uses


def may_way_be_senseless(transaction: Transaction) -> bool:
    """Whether more than one place is stated, or no use that makes something: else no way is senseless."""
    return len(places_of_route_and_parties(transaction)) > 1 or any(
        not own_use(transaction.end_use, called(item)).makes for item in transaction.items
    )


def may_go_on(transaction: Transaction, item: Item, day: date) -> bool:
    """Whether an item is, or may be, a common high priority one that goes where such goods go on from; of goods without a customs code as well."""
    if not has_no_code(transaction, item):
        return may_be_diverted(transaction, item, day)
    return goes_where_diverted(transaction, day) and bool(places_of_diversion(transaction, day))


def _leads_on(transaction: Transaction, day: date) -> bool:
    """Whether a party, the first stop or the purchaser is in another place known for diversion than the destination."""
    return any(PLACES_OF_DIVERSION.contains(place, day) is not False for place in _places_beside(transaction))


def _leads_elsewhere(transaction: Transaction, day: date) -> bool:
    """Whether one of them is in any other third country, and the destination is known for diversion."""
    destination = transaction.destination
    return (
        destination is not None
        and PLACES_OF_DIVERSION.contains(destination, day) is not False
        and any(_is_third_country(place, day) for place in _places_beside(transaction))
    )


def _places_beside(transaction: Transaction) -> Iterator[str]:
    """The other places than the destination: of the purchaser, the first stop, and parties but those who only carry the items."""
    places = (
        transaction.purchasing_country,
        transaction.consigned_to,
        *(party.country for party in transaction.parties or () if party.role not in CARRIERS),
    )
    return (place for place in places if place is not None and place != transaction.destination)


def _is_third_country(place: str, day: date) -> bool:
    """Whether it is neither under the Treaties nor a partner."""
    return place not in partners() and UNDER_THE_TREATIES.contains(place, day) is False


def _is_for_a_seller(sign: SenselessWay, transaction: Transaction) -> bool:
    """Whether an end user forwards by its name, and nothing says what for it uses the items, or trades, and what is stated tells no use."""
    if not _tells_no_use(transaction):
        return False
    names = tuple(party.name for party in transaction.parties or () if party.role == "end_user")
    trades = bool(transaction.end_use) and has_word(sign.words, names)
    return trades or has_word(words_called("forwarder"), names)


def _tells_no_use(transaction: Transaction) -> bool:
    """Whether no end use is stated, or one that says nothing, or that the items are sold on."""
    end_use = transaction.end_use
    return not end_use or tells_no_use(end_use) or has_word(words_called("onward sale"), (end_use,))
