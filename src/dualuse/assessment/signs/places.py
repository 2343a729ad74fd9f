"""Places under measures that something names beside the destination: a name, an address, the end use, a description, a stop.

Who writes "Minsk, Belarus" beside another country may have stated the wrong one, or the items may go on; whether they do is
for a person to say. Names count as whole words, in our languages and others, with or without accents; where the country
stated is the one that the place is part of, a word that begins with the name counts, too (``Donetska oblast``). What surely bears
the name of such a place and is another one does not count (``namesakes``). How the words of a row are written stands in
``patterns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from dualuse.assessment.places_of_parties import receiver_countries
from dualuse.assessment.signs.texts_of_use import (
    TextOfUse,
    called,
    description_of,
    texts_of_places,
    texts_of_use,
)
from dualuse.free_text.contacts import (
    countries_of_contacts,
    countries_of_craft,
    countries_of_currency,
    countries_of_registers,
)
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.denied import is_denied
from dualuse.free_text.namesakes import is_another
from dualuse.free_text.patterns import END_OF_A_PHRASE, end_of_word
from dualuse.free_text.readings import readings
from dualuse.free_text.words import (
    bears_a_street,
    has_code,
    has_code_in_brackets,
    is_a_name_alone,
    is_a_part,
    names_in,
)
from dualuse.i18n.places import OTHER_NAMES, names_looked_for, place_names
from dualuse.law.measures.signs import NamedInTexts
from dualuse.law.measures.words.reading import WordList
from dualuse.law.territories import territories
from dualuse.schema.transaction import Item, Owner, Party, Transaction


def names_unstated_place(sign: NamedInTexts, transaction: Transaction, item: Item) -> bool:
    """Whether a text of ``transaction``, the description of ``item`` or a stop on the way names a place of the sign.

    Where the items go there as it is, the act stands for itself, and nothing is asked. That they do not go there, in words, agrees with
    who states that nothing is known to go on.
    """
    denials = getattr(transaction.knowledge, GOES_ON, None) == "none"
    if transaction.destination in sign.places:
        return False
    if not set(sign.places).isdisjoint(_on_the_way(transaction)):
        return True
    if _exports_from_there(sign, transaction):
        return True
    return any(_sits_there(sign, party, transaction) for party in transaction.parties or ()) or (
        not _states_place(sign, transaction)
        and (
            _is_named(_words(sign), sign.places, called(item), transaction.destination, denials=denials)
            or _is_for_somebody_there(sign, description_of(item), denials=denials)
            or _is_for_craft_of(sign, transaction, item)
            or not countries_of_currency(item.currency).isdisjoint(sign.places)
            or any(
                _text_names_place(sign, text, transaction, denials=denials)
                for text in texts_of_places(transaction, (item,))
            )
        )
    )


def words_of_place(
    sign: NamedInTexts, text: TextOfUse, country: str | None, *, in_address: bool
) -> Iterator[tuple[str, int, int]]:
    """Where the readings of a text name a place of the sign, by any word that may count there: the reading, and where the word begins and ends."""
    words = _words_of_addresses_alone(sign) if in_address else _words_of_addresses(sign)
    for plain in text.readings:
        for start, end in _where(words, sign.places, plain):
            if not is_another(plain, start, end_of_word(plain, end), country):
                yield plain, start, end


def may_name_a_place(
    of_form: tuple[NamedInTexts, ...], transaction: Transaction, texts: Iterable[str], plains: Iterable[str]
) -> bool:
    """Whether one of the signs may be there: where not, :func:`names_unstated_place` holds of none of them.

    Args:
        of_form: the signs.
        transaction: what is judged; whether its texts name a country is not looked at here.
        texts: all of its texts, as they are written.
        plains: the ways to read them.
    """
    exporter = (transaction.exporter,) if transaction.exporter else ()
    if any(_on_the_way(transaction)) or any(
        countries_of_registers(holder.identifiers)
        for holder in (*exporter, *(transaction.parties or ()))
        if holder.identifiers
    ):
        return True
    if any(countries_of_currency(item.currency) for item in transaction.items):
        return True
    words, codes, in_brackets, parts, alone = _names_of_all(of_form)
    if any(_bears_one(words, plain) for plain in plains):
        return True
    about = " ".join(description_of(item).words for item in transaction.items)
    return any(
        has_code(codes, text)
        or has_code_in_brackets(in_brackets, text)
        or is_a_part((*in_brackets, *parts), text)
        or is_a_name_alone(alone, text)
        or countries_of_contacts(text, None)
        or countries_of_craft(text, about)
        for text in texts
    )


@lru_cache(maxsize=4096)
def _bears_one(words: WordList, plain: str) -> bool:
    return any(next(names_in(words, plain, whole=whole), None) is not None for whole in (True, False))


@lru_cache(maxsize=64)
def _names_of_all(
    of_form: tuple[NamedInTexts, ...],
) -> tuple[WordList, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The words of all signs, their codes, those in brackets, those that are parts of addresses, and names alone."""
    words = dict.fromkeys(word for sign in of_form for word in _words_of_addresses_alone(sign))
    codes = dict.fromkeys(code for sign in of_form for code in sign.codes)
    in_brackets = dict.fromkeys(code for sign in of_form for code in sign.codes_in_brackets)
    parts = dict.fromkeys(part for sign in of_form for part in sign.parts_of_addresses)
    alone = dict.fromkeys(name for sign in of_form for name in sign.names_alone)
    return WordList(words), tuple(codes), tuple(in_brackets), tuple(parts), tuple(alone)


def _text_names_place(
    sign: NamedInTexts, text: TextOfUse, transaction: Transaction, *, denials: bool
) -> bool:
    """Whether a text that says what something is for names the place; an act that it cites may be called after it.

    What tells of goods names one by its name alone, or says that they are for somebody there.
    """
    words = _words(sign) if text.tells_of_goods else _words_of_addresses(sign)
    return (
        any(
            not is_another(plain, start, end_of_word(plain, end), transaction.destination)
            and not text.cites(plain, start, end)
            and not (denials and text.denies(plain, start, end))
            for plain in text.readings
            for start, end in _where(words, sign.places, plain)
        )
        or (not text.tells_of_goods and _has_contact(sign, text.words, transaction.destination))
        or (text.role != "reference" and _has_code(sign, text.words))
        or (text.role in ("end_use", "source") and is_a_name_alone(sign.names_alone, text.words))
        or (
            not text.tells_of_goods
            and bears_a_street(text.words)
            and is_a_part(sign.parts_of_addresses, text.words)
        )
        or (text.tells_of_goods and _is_for_somebody_there(sign, text, denials=denials))
    )


def _is_for_craft_of(sign: NamedInTexts, transaction: Transaction, item: Item) -> bool:
    """Whether a text tells the mark of an aircraft or a ship that is registered there."""
    description = description_of(item)
    texts = (description, *texts_of_use(transaction, (item,)))
    return any(
        not countries_of_craft(text.words, description.words).isdisjoint(sign.places) for text in texts
    )


def _is_for_somebody_there(sign: NamedInTexts, text: TextOfUse, *, denials: bool) -> bool:
    """Whether a description says that the item is for a customer, a market or a plant there: what else bears the adjective are goods."""
    return any(
        (
            (_FOR.search(plain[:start]) is not None and _SOMEBODY.match(plain, end) is not None)
            or _BUYER.match(plain, end) is not None
            or any(who.end() == start for who in _SOMEBODY_WHO.finditer(plain))
        )
        and not text.declares(plain, start, end)
        and not (denials and is_denied(plain, start, end))
        for plain in _saying_for_whom(text.words)
        for start, end in (name.span() for name in names_in(_words_of_names(sign), plain, whole=True))
    )


@lru_cache(maxsize=1024)
def _saying_for_whom(description: str) -> tuple[str, ...]:
    """The readings of a description that have a word for a customer, a market or a plant, or say for whom: most do not, and need no names looked for."""
    return tuple(
        plain
        for plain in readings(description)
        if _ANYBODY.search(plain) or _SOMEBODY_WHO.search(plain) or _FOR_ANYBODY.search(plain)
    )


_FOR_WORDS: Final = r"(?<!\w)(?:for|to|fuer|fur|an|pour|para|per|dla|voor|icin|для)"
_FOR_ANYBODY: Final = re.compile(rf"{_FOR_WORDS}[ :]")
_FOR: Final = re.compile(
    rf"{_FOR_WORDS}(?: (?:an?|the|our|der|die|das|den|einen?|unser\w*|un|une|le|la|les|el|il|notre|nuestro))?[ :]+$"
)
_SOMEBODY_THERE: Final = (
    "customer|client|buyer|end[ -]?user|user|engineer|staff|personnel|student|trainee|specialist|delegation|ingenieur|market|compan|firm|plant|refiner|project|factor|mill|government|army|navy|military|railway|airline|state"
    "|kunde|abnehmer|kaufer|markt|firma|unternehmen|werk|raffinerie|projekt|usine|marche|societe|entreprise|acheteur|raffin|mercado|empresa|mercato|azienda"
    "|заказчик|клиент|рын|завод|klient|rynek"
)
_ANYBODY: Final = re.compile(_SOMEBODY_THERE)
_SOMEBODY: Final = re.compile(rf"\w*[ -](?:\w+ )?(?:{_SOMEBODY_THERE})|{END_OF_A_PHRASE}")
"""Who, or what, behind an adjective is somebody there; a firm is somebody of itself (``for Rosneft``)."""
_BUYER: Final = re.compile(
    r"\w*[ -](?:\w+[ -])?(?:customer|client|buyer|purchaser|distributor|end[ -]?user|user|market|army|military|government|engineer|staff|personnel|student|trainee|specialist|delegation|ingenieur|\w*kunde|abnehmer|kaufer|verwender|\w*markt|armee|handler)"
)
"""Who buys, right behind an adjective: nothing else need say for whom something is."""
_SOMEBODY_WHO: Final = re.compile(
    r"(?<!\w)(?:clients?(?: finals?)?|acheteurs?|marche|usine|raffinerie|societe|entreprise|armee|utilisateur(?: final)?|clientes?(?: final(?:es|i)?)?|comprador(?:es)?|mercado|mercato|empresa|fabrica|ejercito|azienda|acquirente)"
    r"(?: est| sont| es| son| e| sono)? "
    r"|(?<!\w)(?:customers?|clients?|buyers?|end[ -]?users?|purchasers?|distributors?|\w*kunden?|abnehmer|kaufer|\w*verwender|handler)(?: is| are| ist| sind| ?[:=])? "
)
"""The same, before it."""


def _on_the_way(transaction: Transaction) -> tuple[str | None, ...]:
    """The places where the items are, leave and stop first. They are stated as codes; measures on a destination do not look at them."""
    return (transaction.located_in, transaction.dispatched_from, transaction.consigned_to)


def _sits_there(sign: NamedInTexts, party: Party, transaction: Transaction) -> bool:
    """Whether the name or the address says so; a party without a country is taken to be in the destination."""
    country = party.country or transaction.destination
    if country in sign.places:
        return False
    if _is_named(_words_of_names(sign), sign.places, party.name, country):
        return True
    if has_code_in_brackets(sign.codes_in_brackets, party.name) or is_a_name_alone(
        sign.names_alone, party.name
    ):
        return True
    texts = (party.name, party.address, *(party.identifiers or {}).values())
    if any(_has_contact(sign, text, country) for text in texts):
        return True
    if not countries_of_registers(party.identifiers or {}).isdisjoint(sign.places):
        return True
    if any(_owner_sits_there(sign, owner) for owner in party.owners or ()):
        return True
    return party.address is not None and _lies_there(sign, party.address, country)


def _exports_from_there(sign: NamedInTexts, transaction: Transaction) -> bool:
    """Whether the address or a number of who exports says so, and another country is stated of them."""
    exporter = transaction.exporter
    if exporter is None or exporter.country in sign.places:
        return False
    if not countries_of_registers(exporter.identifiers or {}).isdisjoint(sign.places):
        return True
    return exporter.address is not None and (
        _lies_there(sign, exporter.address, exporter.country)
        or _has_contact(sign, exporter.address, exporter.country)
    )


def _lies_there(sign: NamedInTexts, address: str, country: str | None) -> bool:
    """Whether an address names the place, beside the ``country`` that is stated."""
    words = _words_of_addresses_alone(sign)
    if any(place in territories() and territories()[place].part_of == country for place in sign.places):
        is_named = any(name for plain in readings(address) for name in names_in(words, plain, whole=False))
    else:
        is_named = _is_named(words, sign.places, address, country)
    return (
        is_named
        or _has_code(sign, address)
        or is_a_part((*sign.codes_in_brackets, *sign.parts_of_addresses), address)
    )


def _has_contact(sign: NamedInTexts, text: str | None, country: str | None) -> bool:
    return not countries_of_contacts(text, country).isdisjoint(sign.places)


def _has_code(sign: NamedInTexts, text: str | None) -> bool:
    return has_code(sign.codes, text) or has_code_in_brackets(sign.codes_in_brackets, text)


def _owner_sits_there(sign: NamedInTexts, owner: Owner) -> bool:
    """Whether the name of an owner says so; one without a country may sit anywhere, and not only where the party does."""
    return owner.country not in sign.places and (
        is_a_name_alone(sign.names_alone, owner.name)
        or _is_named(_words_of_names(sign), sign.places, owner.name, owner.country)
    )


GOES_ON: Final = "reexport"
"""The ground of knowledge that says whether items go on to another place."""


def _is_named(
    words: tuple[str, ...],
    places: tuple[str, ...],
    text: str | None,
    country: str | None,
    *,
    denials: bool = False,
) -> bool:
    """Whether the text names one of the places; ``denials``: where it says that the items do not go there, it does not."""
    return any(
        not is_another(plain, start, end_of_word(plain, end), country)
        and not (denials and is_denied(plain, start, end))
        for plain in (readings(text) if text else ())
        for start, end in _where(words, places, plain)
    )


def _where(words: tuple[str, ...], places: tuple[str, ...], plain: str) -> Iterator[tuple[int, int]]:
    """Where one of the words stands, or the name of one of the places in any language and case."""
    yield from (name.span() for name in names_in(words, plain, whole=True))
    yield from ((name.start, name.end) for name in countries_in(plain) if not name.codes.isdisjoint(places))


def _states_place(sign: NamedInTexts, transaction: Transaction) -> bool:
    """Whether the place is one to which the measures look already: of the purchaser, or of a party that receives."""
    return not set(sign.places).isdisjoint((transaction.purchasing_country, *receiver_countries(transaction)))


@lru_cache(maxsize=256)
def _words(sign: NamedInTexts) -> WordList:
    return WordList((*_names_of(sign.places), *sign.towns))


@lru_cache(maxsize=256)
def _words_of_names(sign: NamedInTexts) -> WordList:
    return WordList((*_words(sign), *sign.names_of_its_own))


@lru_cache(maxsize=256)
def _words_of_addresses(sign: NamedInTexts) -> WordList:
    return WordList((*_words_of_names(sign), *sign.towns_in_addresses))


@lru_cache(maxsize=256)
def _words_of_addresses_alone(sign: NamedInTexts) -> WordList:
    return (
        WordList((*_words_of_addresses(sign), *sign.addresses))
        if sign.addresses
        else _words_of_addresses(sign)
    )


@lru_cache(maxsize=64)
def _names_of(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_every_name(places)))


def _every_name(places: tuple[str, ...]) -> Iterator[str]:
    for place in places:
        yield from place_names()[place]
        yield from OTHER_NAMES.get(place, ())
        yield from names_looked_for().get(place, ())
        if place in territories():
            # Codes stand among them, which are no words.
            yield from (name for name in territories()[place].aliases if not name.isupper())
