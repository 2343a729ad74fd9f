"""What in a transaction points to goods of an act that is not executed, or to a military use: words, who receives, an embargo.

Acts that name goods by customs code everywhere (torture, firearms, drug precursors, military goods) cannot be asked about at each
sale of whatever has no code, or one that holds much else: there a description, or a security service that receives, must point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import names_party
from dualuse.assessment.places_of_parties import may_control, receivers
from dualuse.assessment.signs.embargoes_elsewhere import (
    embargo_was_known,
    end_use_names_embargo,
    is_described_for_embargo,
    is_named,
    may_be_embargoed,
    names_embargo,
    parties_beside,
    places_elsewhere,
    places_looked_at,
    places_of_embargo,
)
from dualuse.assessment.signs.evidence import FOR_THERE, evidence, is_denied_in_evidence
from dualuse.free_text.denied import is_denied
from dualuse.free_text.namesakes import is_called_after, without_accents
from dualuse.free_text.patterns import has_word, occurrences, words_in
from dualuse.free_text.readings import readings
from dualuse.free_text.words import has_code
from dualuse.i18n.places import FORCES
from dualuse.law.eu_2021_821.facts.derived_fact import SERVICE_TESTS
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import Truth
from dualuse.law.measures.goods.lists import narrowed
from dualuse.law.measures.not_executed import NotExaminedRow, words_and_receivers
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.measures.reading import measure_rows
from dualuse.schema.transaction import Item, Party, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Regulation (EU) 2019/125", "Regulation (EU) No 258/2012", "Regulation (EC) No 111/2005")
def point_to_goods(row: NotExaminedRow, transaction: Transaction, item: Item) -> bool:
    """Whether words, or who receives it, point to the item being among the goods of the row."""
    if has_word(row.words, (item.description, transaction.end_use)):
        return True
    if row.described and has_word(row.described, (item.description,)):
        return True
    if item.entries:
        return False  # Annex I lists it: what it is, is known
    if not may_have_code(row, item):
        return False  # words alone point to what has another code, or none
    receiving = receivers(transaction)
    if row.service and any(_is_service(row, party) for party in receiving if party.service is not None):
        return True
    names = (*(party.name for party in receiving), *_owners_in_control(receiving))
    return has_word(row.receivers, (transaction.end_use, *names))


@legal_derivation("Art. 5(1)", "Art. 10(1)", "Annex II, EU007, Part 3(2)(d)", "Annex II, EU008, Part 3(1)(e)")
def owner_is_a_service(row: NotExaminedRow, transaction: Transaction) -> bool:
    """Whether a receiver of which no service is stated has an owner in control, or perhaps in control, that is a service by its name."""
    words = words_and_receivers(row)
    return any(
        has_word(words, tuple(_owners_in_control((party,))))
        for party in receivers(transaction)
        if party.service in (None, "none")
    )


@legal_derivation("Art. 5(1)", "Art. 10(1)", "Art. 15")
def receiver_is_a_service(row: NotExaminedRow, transaction: Transaction) -> bool:
    """Whether somebody who receives is a service by its name, and is stated to be none."""
    return any(
        party.service == "none" and has_word(row.words, (party.name,)) for party in receivers(transaction)
    )


def may_survey(item: Item) -> bool:
    """Whether the item is for surveillance, or may be: nothing is stated of that, or a list has it that may have it for that."""
    if item.cyber_surveillance is not False or item.national_entries:
        return True
    return any(SURVEILLANCE.covers(code, {}) is not False for code in item.entries or ())


@legal_derivation("Art. 2(20)", "Art. 5")
def point_to_kind(row: NotExaminedRow, transaction: Transaction, item: Item) -> bool:
    """Whether words point to the item being what its field does not state: it says no, or nothing.

    Where the row names a service, they are words of much else: they count where somebody is stated, or called, to be one. What an entry of
    Annex I names is the item itself: no detector of it.
    """
    stated = getattr(item, row.stated_not)
    if stated is True or (row.only_unstated and stated is not None):
        return False
    if row.service and not _is_for_a_service(row, transaction, item):
        return False
    if row.stated_not == "entries":
        return says_what_it_is(row.words, item.description)
    texts = (item.description, transaction.end_use)
    if row.only_unstated:
        return any(_names_use(row.words, text, none_is_known=True) for text in texts)
    return has_word(row.words, texts)


def _is_for_a_service(row: NotExaminedRow, transaction: Transaction, item: Item) -> bool:
    """Whether somebody is stated to be such a service, or a name, the end use or the description says so and does not deny it."""
    parties = tuple(parties_beside(transaction))
    if any(party.service is not None and _is_service(row, party) for party in parties):
        return True
    names = (party.name for party in parties)
    texts = (transaction.end_use, item.description, *names)
    return any(_names_use(row.receivers, text, none_is_known=True) for text in texts)


@legal_derivation("Regulation (EU) No 833/2014, Arts 2a(1), 12f and 12g")
def is_coded_otherwise(row: NotExaminedRow, item: Item) -> bool:
    """Whether the description has one of the words of the row, and the customs code that is stated is of other goods.

    Where goods of any kind go, a word counts that says what the item is: no pump with ball bearings is one, nor is their grease.
    """
    if item.cn_code is None or begins(row.near, item.cn_code):
        return False
    if not row.where_diverted:
        return has_word(row.words, (item.description,))
    return says_what_it_is(row.words, item.description)


def says_what_it_is(words: tuple[str, ...], description: str | None) -> bool:
    """Whether a description has one of the words for the item itself: no pump with ball bearings is one, nor is their grease."""
    return any(
        _BESIDE_GOODS.search(plain[: word.start()]) is None
        and _ACCESSORY.match(plain[_end_of_word(plain, word.end()) :]) is None
        for plain in readings(description or "")
        for word in occurrences(words, plain)  # a camera drone is one, too
    )


_BESIDE_GOODS: Final = re.compile(
    r"(?<!\w)(?:for|with|without|incl|including|compatible|using|via|fuer|fur|mit|ohne|inkl|zu|zum|zur|pour|avec|sans|para|con|com|sin|per|senza|dla|do|voor|met|icin|ile|для|с|без|к|about|ueber|uber|sur|sobre|toy|spielzeug|jouet|juguete|model|modell|(?:part|piece|piezas?|teile?|zubehor|accessor(?:y|ies)|accessoires?|chemin|bande|galet|book|picture|poster|game|photo)s? (?:of|de|du|des|d'|von|der|di))"
    r"(?>[ :]+[^\s.;:,]+){0,4}[ :]+$|(?<=[^\W\d_]{3})-$"
)
"""Says for, or with, what something is, a few words before; or that the word only ends a longer one."""
_ACCESSORY: Final = re.compile(
    r"[ -]?(?:controlled|based|operated|driven|powered|assisted|compatible|ready|free\b|frei\b|industr|grade|ised|ized|gesteuert|gestutzt|basiert|(?:(?!with|incl|and|for|plus|mit|und|fuer|fur|avec|et|con|y)\w+[ -])?(?:batter|akku|charger|ladegerat|ladekoffer|case|bag|koffer|tasche|stand\b|holder|halter|cable|kabel|cover|abdeckung|mount|bracket|grease|fett|oil\b|lubric|schmier|puller"
    r"|abzieher|heater|tool|werkzeug|manual|handbuch|book|buch|software|training|course|schulung|slide|hinge|scharnier|steel|stahl|ring for|sealant|adhesive|label|aufkleber|tray|socket|sockel"
    r"|lamp|light|toy|spielzeug|pad\b|film\b|filament|cleaner|reiniger|coolant|paint|door|curtain|vorhang|show\b|racing game|game|spiel|mat\b|landing|t-shirt|poster|coffee|fan\b|lufter|fitness|trainer|radio\b"
    r"|sleeve|backpack|rucksack|trolley|cart\b|wagen|locker|schrank|cabinet|rack\b|desk|table|tisch|pouch|coque|housse|hulle|protect|schutz|glass|folie|skin|screen|adapter|netzteil|power|tripod|stativ|gimbal"
    r"|housing|enclosure|gehause|canopy|room|shed|dock|caddy|bits?\b|shredder|destroyer|wash|tyre|tire|reifen|model|gauge|detector|sensor|meter|level|fullstand|niveau|de niveau|pointer|printer|drucker|alarm|antidote|test|kit\b|simulator|service|repair|reparatur|rental|image|picture))"
)
"""What stands behind the word of goods and is sold beside them: under a code of its own."""


@legal_derivation("Art. 4(1)", "Art. 5(1)", "§ 9 AWV")
def point_to_use(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whether words point to the use of the row, of which no more is stated than that none is known: ``fields_of_use``."""
    return next(fields_of_use(row, transaction, day), None) is not None


@legal_derivation("Art. 4(1)", "Art. 5(1)", "§ 9 AWV")
def fields_of_use(row: NotExaminedRow, transaction: Transaction, day: date) -> Iterator[str]:
    """The fields whose words point to the use of the row, of which no more is stated than that none is known.

    Words of the end use or of a description that they do not deny, of a receiver's name or of the name of who may control one, or of an
    address, where they name a body or a place of that use; where an arms embargo must be in force, of other parties, too. A suspicion or more is
    judged for itself. What an item is called that is listed tells what it is: there words count that say for what it is, or that name a
    place under an arms embargo with the use.
    """
    level = getattr(transaction.knowledge, row.use, None)
    if level not in (None, "none"):
        return
    words, none_is_known = words_and_receivers(row), level == "none"
    parties = tuple(parties_beside(transaction)) if row.under_embargo else receivers(transaction)
    names = tuple(party.name for party in parties)
    owners = tuple(_owners_in_control(parties))
    if _names_use(words, transaction.end_use, none_is_known=none_is_known) or (
        row.under_embargo and _names_forces(transaction, (transaction.end_use,))
    ):
        yield "end_use"
    if (
        row.in_descriptions
        and any(_is_described_for_use(row.words, item, none_is_known) for item in transaction.items)
    ) or (
        row.under_embargo
        and (
            is_described_for_embargo(transaction, row.words, day)
            or _names_forces(transaction, (item.description for item in transaction.items))
        )
    ):
        yield "items.description"
    if has_word(words, names) or (row.under_embargo and _names_forces(transaction, names)):
        yield "parties.name"
    yield from (
        field
        for field, text in evidence(transaction, tuple(transaction.items))
        if _names_use(words, text, none_is_known=none_is_known, denies=is_denied_in_evidence)
    )
    if row.addresses and any(_sits_in_use(row, party, transaction) for party in parties):
        yield "parties.address"
    if has_word(words, owners) or (row.under_embargo and _names_forces(transaction, owners)):
        yield "parties.owners.name"


def _is_described_for_use(words: tuple[str, ...], item: Item, none_is_known: bool) -> bool:
    """Whether a description has one of the words that it does not deny; of a listed item, where it says for what, or where, it is."""
    return _names_use(words, item.description, none_is_known=none_is_known, directed=bool(item.entries))


def _sits_in_use(row: NotExaminedRow, party: Party, transaction: Transaction) -> bool:
    """Whether an address names a body or a place of the use, and no street that is called after one."""
    country = party.country or transaction.destination
    return any(
        not is_called_after(plain, word.start(), _end_of_word(plain, word.end()), country)
        for plain in readings(party.address or "")
        for word in words_in(row.addresses, plain)
    )


def _end_of_word(plain: str, end: int) -> int:
    return _REST_OF_A_WORD.match(plain, end).end()  # type: ignore[union-attr]  # it matches nothing at all, too


_REST_OF_A_WORD: Final = re.compile(r"\w*")


def _names_forces(transaction: Transaction, texts: Iterable[str | None]) -> bool:
    """Whether a text has a short name of the forces of a place that is stated."""
    places = places_looked_at(transaction) | places_elsewhere(transaction, ())
    codes = tuple(code for place in sorted(places) for code in FORCES.get(place, ()))
    return any(has_code(_without_plastics(codes, text), text) for text in texts)


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


def _names_use(
    words: tuple[str, ...],
    text: str | None,
    *,
    none_is_known: bool,
    directed: bool = False,
    denies: Callable[[str, int, int], bool] = is_denied,
) -> bool:
    """Whether a text has one of the words; what it denies agrees with who states that no such use is known of.

    ``directed``: it counts only where the text says for what, or where, something is.
    """
    return any(
        not (none_is_known and denies(plain, word.start(), word.end()))
        and not (directed and FOR_THERE.search(plain[: word.start()]) is None)
        for plain in (readings(text) if text else ())
        for word in words_in(words, plain)
    )


@legal_derivation("Arts 2(2), 2(3) and 3(1)", "Art. 11(2)", "Art. 11(9)")
def says_that_it_leaves(row: NotExaminedRow, transaction: Transaction) -> bool:
    """Whether the end use or a description has one of the words, and does not deny it."""
    texts = (transaction.end_use, *(item.description for item in transaction.items))
    return any(_names_use(row.words, text, none_is_known=True) for text in texts)


@legal_derivation("Art. 4(1)(b)", "Art. 2(19)")
def point_to_embargo(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whether a place, or the service of the row where it names one, is under an arms embargo, or may be.

    A service that is not stated may be one; where a person must say whether the embargo counts, it is taken for none: else each sale
    to such a country would be asked about. Of a place where a measure that is executed forbids the service, that asks; it does
    not where words point to a use of which none is stated to be known, or where the place is named elsewhere than it looks.
    """
    if row.service:
        parties = parties_beside(transaction)
        return any(
            _serves_under_embargo(row, party, transaction, day)
            and not (row.listed and _is_known_to_all_held(party, transaction, day))
            for party in parties
        )
    if row.embargo_elsewhere:
        return _is_embargo_elsewhere(transaction, day)
    banned = frozenset() if row.use else _places_of_bans(transaction.activity, day)
    return (
        may_be_embargoed(places_looked_at(transaction) - banned, day)
        or may_be_embargoed(places_elsewhere(transaction, row.words), day)
        or is_named(transaction, row.words, day)
    )


def _is_embargo_elsewhere(transaction: Transaction, day: date) -> bool:
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


def _serves_under_embargo(row: NotExaminedRow, party: Party, transaction: Transaction, day: date) -> bool:
    """Whether the party is, or may be, a military service, and its own place, or another one stated or named, is or may be under an embargo.

    Art. 4(1)(b) looks at the countries of purchase and destination, wherever the service is from. A service that is not stated counts for who
    uses the items, and a place surely under one.
    """
    places = places_of_embargo(transaction)
    if party.service is None:
        return party.role == "end_user" and any(ARMS_EMBARGO.contains(place, day) is True for place in places)
    if not _is_service(row, party):
        return False
    stop = transaction.consigned_to
    return (
        may_be_embargoed(places, day)
        or (stop is not None and ARMS_EMBARGO.contains(stop, day) is True)
        or names_embargo(party, transaction, row.words, day)
        or end_use_names_embargo(transaction, day)
    )


def _is_known_to_all_held(party: Party, transaction: Transaction, day: date) -> bool:
    """Whether authorisations are held, and who granted each knew of the party, and of what it is, and of the places under an embargo."""
    held = transaction.authorisations or ()
    return bool(held) and all(
        names_party(party.name, (each.end_user or "", *(each.end_users or ()), *(each.consignees or ())))
        is True
        and embargo_was_known(transaction, each, day)
        for each in held
    )


def _is_service(row: NotExaminedRow, party: Party) -> bool:
    """Whether the party is such a service, or may be."""
    counts: Truth = None
    if party.service is not None:
        counts = SERVICE_TESTS[f"parties.{row.service}"].counts[party.service]
    return counts is not False


def may_have_code(row: NotExaminedRow, item: Item) -> bool:
    """Whether the item has, or may have, one of the customs codes of the row."""
    if item.cn_code is None:
        return item.kind in (None, "goods")
    return begins((*row.near, *row.near_where), item.cn_code)


def begins(starts: tuple[str, ...], stated: str) -> bool:
    """Whether the code begins like one of them, or may where fewer digits are stated."""
    code = narrowed(stated)
    return any(code.startswith(start) or start.startswith(code) for start in starts)


def _owners_in_control(parties: Iterable[Party]) -> Iterator[str]:
    """The names of those who own or control one of the parties, or may."""
    return (owner.name for party in parties for owner in party.owners or () if may_control(owner))
