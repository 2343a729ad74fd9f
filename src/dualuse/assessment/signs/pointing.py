"""What in a transaction points to a use of concern, or to an embargo: words, who receives, the places that are stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import names_party
from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.places_of_parties import receivers
from dualuse.assessment.signs.embargoes_elsewhere import (
    embargo_was_known,
    is_described_for_embargo,
    is_named,
    may_be_embargoed,
    names_embargo,
    parties_beside,
    places_elsewhere,
    places_looked_at,
    places_of_embargo,
    texts_name_embargo,
)
from dualuse.assessment.signs.everyday import is_everyday_article
from dualuse.assessment.signs.going_on import is_granted_for_its_use
from dualuse.assessment.signs.services import is_service, owners_in_control
from dualuse.assessment.signs.texts_of_use import called, description_of, texts_of_use
from dualuse.free_text.patterns import end_of_word, has_word, words_in
from dualuse.free_text.readings import readings
from dualuse.free_text.streets import is_called_after
from dualuse.free_text.words import has_code
from dualuse.i18n.places import FORCES
from dualuse.inputs.accents import without_accents
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.measures.not_executed import words_and_receivers
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.measures.reading import measure_rows
from dualuse.law.measures.signs import ServiceUnderEmbargo, UseInWords
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Authorisation, Item, Party, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Art. 4(1)", "Art. 5(1)", "§ 9 AWV")
def point_to_use(sign: UseInWords, transaction: Transaction, day: date) -> bool:
    """Whether words point to the use of the sign, of which no more is stated than that none is known: ``fields_of_use``."""
    return next(fields_of_use(sign, transaction, day), None) is not None


@legal_derivation("Art. 4(1)", "Art. 5(1)", "§ 9 AWV")
def fields_of_use(sign: UseInWords, transaction: Transaction, day: date) -> Iterator[str]:
    """The fields whose words point to the use of the sign, of which no more is stated than that none is known.

    Words of the end use or of a description that they do not deny, of a party's name or of the name of who may control one, or of an
    address, where they name a body or a place of that use. A suspicion or more is judged for itself. What an item is called that is listed tells what it is: there words count that say for what it is, or that name a
    place under an arms embargo with the use.
    """
    level = getattr(transaction.knowledge, sign.use, None)
    if level not in (None, "none"):
        return
    words, none_is_known = words_and_receivers(sign), level == "none"
    parties = _parties_of_use(sign, transaction)
    names = tuple(party.name for party in parties)
    owners = tuple(owners_in_control(parties))
    is_granted = sign.unless_granted_for and is_granted_for_its_use(transaction, day)
    for text in texts_of_use(transaction, transaction.items):
        if is_granted and text.role == "end_use":
            continue
        if (
            text.tells(words, none_is_known=none_is_known)
            or text.is_only(sign.alone)
            or (sign.under_embargo and _names_forces(transaction, (text.words,)))
        ):
            yield text.field
    if (
        sign.in_descriptions
        and any(_is_described_for_use(sign, item, none_is_known) for item in transaction.items)
    ) or (
        sign.under_embargo
        and (
            is_described_for_embargo(transaction, sign.words, day)
            or _names_forces(transaction, map(called, transaction.items))
        )
    ):
        yield "items.description"
    if has_word(words, names) or (sign.under_embargo and _names_forces(transaction, names)):
        yield "parties.name"
    if sign.addresses and any(_sits_in_use(sign, party, transaction) for party in parties):
        yield "parties.address"
    if has_word(words, owners) or (sign.under_embargo and _names_forces(transaction, owners)):
        yield "parties.owners.name"


def _parties_of_use(sign: UseInWords, transaction: Transaction) -> tuple[Party, ...]:
    """Whose names and addresses count: of a use in weapons of mass destruction, or of a nuclear installation, those of every party.

    Such a body tells of the use in whatever role it stands. Where an arms embargo must be in force, those of who receives and who stands
    beside; of other uses, those of who receives (a rule of this program).
    """
    if sign.use in _USES_OF_ANY_PARTY:
        return tuple(transaction.parties or ())
    return tuple(parties_beside(transaction)) if sign.under_embargo else receivers(transaction)


_USES_OF_ANY_PARTY: Final = ("wmd", "nuclear_facility")


def _is_described_for_use(sign: UseInWords, item: Item, none_is_known: bool) -> bool:
    """Whether a description has one of the words that it does not deny; of a listed item, where it says for what, or where, it is."""
    if is_everyday_article(item):
        return False
    text = description_of(item)
    if in_annex_i(item) is not True and text.is_only(sign.alone):
        return True
    return text.tells(sign.words, none_is_known=none_is_known, directed=bool(item.entries))


def _sits_in_use(sign: UseInWords, party: Party, transaction: Transaction) -> bool:
    """Whether an address names a body or a place of the use, and no street that is called after one."""
    country = party.country or transaction.destination
    return any(
        not is_called_after(plain, word.start(), end_of_word(plain, word.end()), country)
        for plain in readings(party.address or "")
        for word in words_in(sign.addresses, plain)
    )


def _names_forces(transaction: Transaction, texts: Iterable[str | None]) -> bool:
    """Whether a text has a short name of the forces of a place that is stated."""
    places = places_looked_at(transaction) | places_elsewhere(transaction, ())
    codes = tuple(code for place in sorted(places) for code in FORCES.get(place, ()))
    return any(has_code(_without_plastics(codes, text), text) for text in texts)


def may_name_forces(text: str) -> bool:
    """Whether a text has a short name of the forces of any place."""
    return has_code(_CODES_OF_FORCES, text)


_CODES_OF_FORCES: Final = tuple(sorted({code for codes in FORCES.values() for code in codes}))


def _without_plastics(codes: tuple[str, ...], text: str | None) -> tuple[str, ...]:
    """The codes, but for what a text that speaks of plastics calls polylactide."""
    if _OF_PLASTICS.search(without_accents(text or "")) is None:
        return codes
    return tuple(code for code in codes if code != "PLA")


_PLASTICS: Final = "filament|plasti|polylact|polymer|granul|pellet|resin|biodegrad|compostab|kompost"
_FOR_FORCES: Final = (
    rf"\b(?:(?:the|der|die|den|la|army|military) pla\b|(?:for|fur|pour|para|per) pla\b(?!\W*(?:{_PLASTICS})))"
)
_OF_PLASTICS: Final = re.compile(rf"^(?!.*{_FOR_FORCES}).*(?:{_PLASTICS})", re.DOTALL)
"""Beside ``PLA`` it is polylactide, unless the text says "the PLA", or that something is for it."""


@legal_derivation("Art. 4(1)(b)", "Art. 2(19)")
def may_be_under_embargo(
    transaction: Transaction, day: date, *, words: tuple[str, ...] = (), despite_bans: bool = False
) -> bool:
    """Whether a place is under an arms embargo, or may be; ``words``: of a use that count beside the name of a place.

    Of a place where a measure that is executed forbids the service, that asks; it does not where words point to a use of which none is
    stated to be known (``despite_bans``), or where the place is named elsewhere than it looks.
    """
    banned = frozenset() if despite_bans else _places_of_bans(transaction.activity, day)
    return (
        may_be_embargoed(places_looked_at(transaction) - banned, day)
        or may_be_embargoed(places_elsewhere(transaction, words), day)
        or is_named(transaction, words, day)
    )


@legal_derivation("Art. 4(1)(b)", "Art. 2(19)")
def has_service_under_embargo(sign: ServiceUnderEmbargo, transaction: Transaction, day: date) -> bool:
    """Whether the service of the sign, or a place, is under an arms embargo, or may be.

    A service that is not stated may be one, also where a person must say whether the embargo counts: what is missing is not read as "none".
    """
    return any(
        _serves_under_embargo(sign.service, party, transaction, day)
        and not (sign.unless_granted_for and _is_known_to_all_held(party, transaction, day))
        for party in parties_beside(transaction)
    )


@legal_derivation("Art. 4(1)(b)", "Art. 2(19)")
def is_embargo_elsewhere(transaction: Transaction, day: date) -> bool:
    """Whether a place under an embargo is named where Art. 4(1)(b) does not look, and none where it does.

    Where nothing is stated of a military end use a place counts that is stated, and surely under one.
    """
    if any(ARMS_EMBARGO.contains(place, day) is True for place in places_looked_at(transaction)):
        return False
    elsewhere = places_elsewhere(transaction, ())
    if getattr(transaction.knowledge, "military_end_use", None) is None:
        return any(ARMS_EMBARGO.contains(place, day) is True for place in elsewhere)
    return may_be_embargoed(elsewhere, day) or is_named(transaction, (), day)


@lru_cache(maxsize=512)
def _places_of_bans(activity: str | None, day: date) -> frozenset[str]:
    """The places for which a Regulation of the Council itself forbids the service: its provision is executed, and asks."""
    return frozenset(
        place
        for row in measure_rows()
        if row.items == "military_service" and activity in row.activities and row.validity.covers(day)
        for place in row.places
    )


def _serves_under_embargo(service: str, party: Party, transaction: Transaction, day: date) -> bool:
    """Whether the party is, or may be, a military service, and its own place, or another one stated or named, is or may be under an embargo.

    Art. 4(1)(b) looks at the countries of purchase and destination, wherever the service is from. A service that is not stated may be
    one: of who does not use the items it counts where the embargo is on the country of purchase or destination, or of who receives.
    """
    places = places_of_embargo(transaction)
    if party.service is None:
        counting = places if party.role == "end_user" else places_looked_at(transaction)
        return _may_serve(party, transaction, day) and may_be_embargoed(counting, day)
    if not is_service(service, party):
        return False
    stop = transaction.consigned_to
    return (
        may_be_embargoed(places, day)
        or (stop is not None and ARMS_EMBARGO.contains(stop, day) is True)
        or names_embargo(party, transaction, (), day)
        or texts_name_embargo(transaction, day)
    )


@legal_derivation("Art. 4(1)(b)", "Art. 2(19)")
def _may_serve(party: Party, transaction: Transaction, day: date) -> bool:
    """Whether of a party without a stated service it is open whether it is one: of who uses the items always.

    Of who purchases, receives or stands beside it is not where it sits in the Union or with a close partner, nor where it has the name of a
    party of which the service is stated (a rule of this program).
    """
    if party.role == "end_user":
        return True
    if party.country is not None and (
        UNION.contains(party.country, day) is True
        or authorisation_places("EU001").contains(party.country, day) is True
    ):
        return False
    names_of_services = (
        other.name for other in transaction.parties or () if other.service is not None and other.name
    )
    return names_party(party.name, names_of_services) is not True


def _named_by(held: Authorisation) -> tuple[str, ...]:
    """Whom an authorisation names, in its words."""
    return (
        held.end_user or "",
        *(held.end_users or ()),
        *(held.consignees or ()),
        *(held.other_parties or ()),
    )


def _is_known_to_all_held(party: Party, transaction: Transaction, day: date) -> bool:
    """Whether authorisations are held, and who granted each knew of the party, and of what it is, and of the places under an embargo."""
    held = transaction.authorisations or ()
    return bool(held) and all(
        names_party(party.name, _named_by(each)) is True and embargo_was_known(transaction, each, day)
        for each in held
    )
