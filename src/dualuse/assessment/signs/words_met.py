"""Which words in which fields met a sign that is read in texts, so that who is asked sees at once what was read.

The forms decide whether a sign is there (``forms``); here its words are looked up again, once that is so. Where they only count beside something else (a denial,
a service that receives), a word may be told that did not decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from dualuse.assessment.field_words import FieldRead
from dualuse.assessment.places_of_parties import may_control
from dualuse.assessment.signs.countries import places_in_text, unstated_countries
from dualuse.assessment.signs.figures import figures_met
from dualuse.assessment.signs.leaving_destination import words_of_leaving
from dualuse.assessment.signs.places import words_of_place
from dualuse.assessment.signs.pointing import fields_of_use
from dualuse.assessment.signs.texts_of_use import TextOfUse, called
from dualuse.assessment.signs.uses_elsewhere import places_of_use
from dualuse.free_text.contacts import (
    countries_of_contacts,
    countries_of_craft,
    countries_of_currency,
    countries_of_registers,
    written_contacts,
)
from dualuse.free_text.patterns import end_of_word, occurrences, words_in
from dualuse.free_text.words import bears_a_street, has_code, has_code_in_brackets, is_a_part
from dualuse.i18n import N_, Message
from dualuse.inputs.accents import without_accents
from dualuse.law.measures import signs
from dualuse.law.measures.words.reading import WordList
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True)
class WordMet:
    """A word as it is written, or as it is read where its letters are disguised, and the field of the transaction that holds it."""

    word: str
    field: str

    @property
    def message(self) -> Message:
        """As a reason tells it."""
        return Message(
            "word_met", N_("“{word}” ({field})"), {"word": self.word, "field": FieldRead(self.field)}
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """``path``: as errors name it (``items[0].description``); ``country``: the one in which the text speaks; ``of_party``: an address, a name or a number."""

    path: str
    text: TextOfUse
    country: str | None = None
    of_party: bool = False


_MOST: Final = 6
"""Words that are told of a sign: who is asked reads the text itself."""


def words_met(sign: signs.Sign, transaction: Transaction, day: date) -> tuple[WordMet, ...]:
    """The words of the sign that the texts of the transaction hold, each once in a field, with the fields; none of a sign that is in no text."""
    finder = _FINDERS.get(type(sign))
    if finder is None:
        return ()
    met = tuple(dict.fromkeys(finder(sign, transaction, day)))
    longest = (word for word in met if not any(_is_part_of(word, other) for other in met))
    return tuple(islice(longest, _MOST))


def _is_part_of(word: WordMet, other: WordMet) -> bool:
    part, whole = without_accents(word.word), without_accents(other.word)
    return word.field == other.field and part != whole and part in whole


def _fields(transaction: Transaction) -> Iterator[_Field]:
    """Every text in which a sign is looked for."""
    for path, words, role in _texts(transaction):
        if words:
            yield _Field(path, TextOfUse(path, words, role), transaction.destination)
    for number, party in enumerate(transaction.parties or ()):
        country = party.country or transaction.destination
        within = {"name": party.name, "address": party.address}
        within |= {f"identifiers.{name}": text for name, text in (party.identifiers or {}).items()}
        within |= {
            f"owners[{place}].name": owner.name
            for place, owner in enumerate(party.owners or ())
            if may_control(owner)
        }
        for name, text in within.items():
            if text:
                path = f"parties[{number}].{name}"
                yield _Field(path, TextOfUse(path, text, "party"), country, of_party=True)


def _texts(transaction: Transaction) -> Iterator[tuple[str, str | None, str]]:
    yield "end_use", transaction.end_use, "end_use"
    for number, item in enumerate(transaction.items):
        yield f"items[{number}].description", item.description, "description"
        yield f"items[{number}].product", item.product, "description"
        for path, text in _within(f"items[{number}].parameters", item.parameters):
            yield path, text, "parameter"
        yield f"items[{number}].id", item.id, "reference"
        yield f"items[{number}].unit", item.unit, "reference"
    for number, source in enumerate(transaction.sources or ()):
        for field in ("quote", "note", "document", "page", "url"):
            yield f"sources[{number}].{field}", getattr(source, field), "source"
    yield "reference", transaction.reference, "reference"
    if transaction.exporter is not None:
        yield "exporter.address", transaction.exporter.address, "party"


def _within(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _within(f"{path}.{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _within(f"{path}[{number}]", inner)


def _written(text: str, plain: str, start: int, end: int) -> str:
    """The letters of a reading as they are written, where both are equally long."""
    spelt = " ".join(text.split())
    return (
        spelt[start:end] if without_accents(spelt) == plain and len(spelt) == len(plain) else plain[start:end]
    )


def _spans(field: _Field, spans: Iterable[tuple[str, int, int]]) -> Iterator[WordMet]:
    for plain, start, end in spans:
        yield WordMet(_written(field.text.words, plain, start, end_of_word(plain, end)), field.path)


def _words_in_field(words: WordList, field: _Field, *, whatever: bool = False) -> Iterator[WordMet]:
    """``whatever``: those that stand in the name of something else, too."""
    look = occurrences if whatever else words_in
    yield from _spans(
        field,
        ((plain, word.start(), word.end()) for plain in field.text.readings for word in look(words, plain)),
    )


def _words_of(
    *names: str, within: tuple[str, ...] = (), whatever: bool = False
) -> Callable[[Any, Transaction, date], Iterator[WordMet]]:
    """Looks for what stands in these fields of a sign in the texts of the transaction, or in those whose path ends ``within``."""

    def find(sign: Any, transaction: Transaction, day: date) -> Iterator[WordMet]:
        words = WordList(dict.fromkeys(word for name in names for word in getattr(sign, name)))
        for field in _fields(transaction):
            if not within or field.path.endswith(within):
                yield from _words_in_field(words, field, whatever=whatever)

    return find


def words_in_fields(words: WordList, transaction: Transaction, *fields: str) -> Iterator[WordMet]:
    """The words in the end use, or in names of parties of a role (``end_use``, ``purchaser``, or ``name`` for those of any): each once."""
    roles = [party.role for party in transaction.parties or ()]
    for field in _fields(transaction):
        party = _OF_A_NAME.fullmatch(field.path)
        names = ("name", roles[int(party[1])]) if party else (field.path,)
        if not set(fields).isdisjoint(names):
            yield from dict.fromkeys(_words_in_field(words, field))


_OF_A_NAME: Final = re.compile(r"parties\[(\d+)\]\.name")


def _of_use(sign: signs.UseInWords, transaction: Transaction, day: date) -> Iterator[WordMet]:
    """In the fields that point to the use; in an address the words of addresses count."""
    pointing = tuple(fields_of_use(sign, transaction, day))
    words = WordList(dict.fromkeys((*sign.words, *sign.alone, *sign.receivers)))
    for field in _fields(transaction):
        if _plain_path(field.path) in pointing:
            of_field = WordList(sign.addresses) if field.path.endswith(".address") else words
            yield from _words_in_field(of_field, field)


def _plain_path(path: str) -> str:
    """The path without positions, as the fields of a use are called; what is within parameters is one, and the product is part of the description."""
    plain = _POSITION.sub("", path)
    if plain.startswith("items.parameters"):
        return "items.parameters"
    return "items.description" if plain == "items.product" else plain


_POSITION: Final = re.compile(r"\[\d+\]")


def _of_use_elsewhere(sign: signs.UseElsewhere, transaction: Transaction, day: date) -> Iterator[WordMet]:
    yield from _of_use(sign, transaction, day)
    yield from _naming(frozenset(places_of_use(sign, transaction)), transaction)


def _naming(codes: frozenset[str], transaction: Transaction) -> Iterator[WordMet]:
    """The names of places, or contacts, that tell one of the codes."""
    for field in _fields(transaction):
        places = places_in_text(field.text.readings, field.country, buyers=True)
        yield from _spans(
            field, ((each.plain, each.start, each.end) for each in places if not each.codes.isdisjoint(codes))
        )
        yield from _contacts(codes, field)


def _contacts(codes: frozenset[str], field: _Field) -> Iterator[WordMet]:
    text = field.text.words
    if countries_of_contacts(text, field.country, of_party=field.of_party).isdisjoint(codes):
        return
    written = tuple(
        contact
        for contact in written_contacts(text)
        if not countries_of_contacts(contact, field.country, of_party=True).isdisjoint(codes)
    )
    yield from (WordMet(contact, field.path) for contact in written or (text,))


def _of_country(sign: signs.CountryInTexts, transaction: Transaction, day: date) -> Iterator[WordMet]:
    codes = frozenset(
        code for item in transaction.items for code in unstated_countries(transaction, item, day)
    )
    yield from _naming(codes, transaction)


def _of_place(sign: signs.NamedInTexts, transaction: Transaction, day: date) -> Iterator[WordMet]:
    """Names, contacts, codes, marks of craft, numbers of registers and money of the places."""
    places = frozenset(sign.places)
    about = "; ".join(map(called, transaction.items))
    for field in _fields(transaction):
        text = field.text.words
        yield from _spans(field, words_of_place(sign, field.text, field.country, in_address=field.of_party))
        yield from _contacts(places, field)
        yield from (WordMet(code, field.path) for code in sign.codes if has_code((code,), text))
        yield from (
            WordMet(code, field.path)
            for code in sign.codes_in_brackets
            if has_code_in_brackets((code,), text) or is_a_part((code,), text)
        )
        if field.of_party or bears_a_street(text):
            yield from (
                WordMet(part, field.path) for part in sign.parts_of_addresses if is_a_part((part,), text)
            )
        name = field.path.rpartition("identifiers.")[2]
        if not (countries_of_craft(text, about) | countries_of_registers({name: text})).isdisjoint(places):
            yield WordMet(text, field.path)
    for number, item in enumerate(transaction.items):
        if item.currency and not countries_of_currency(item.currency).isdisjoint(places):
            yield WordMet(item.currency, f"items[{number}].currency")


def _of_figures(sign: signs.FigureInWords, transaction: Transaction, day: date) -> Iterator[WordMet]:
    yield from _words_of("words", within=(".description", ".product"))(sign, transaction, day)
    for item in transaction.items:
        for figure in figures_met(sign, transaction, item):
            holding = (
                field
                for field in _fields(transaction)
                if any(figure in plain for plain in field.text.readings)
            )
            yield from (WordMet(figure, field.path) for field in holding)


def _of_going_on(sign: signs.GoesOnInWords, transaction: Transaction, day: date) -> Iterator[WordMet]:
    """In the fields of the texts that say so."""
    places: dict[str, list[tuple[str, int, int]]] = {}
    for text, place in words_of_leaving(transaction, day):
        places.setdefault(text.words, []).append((place.plain, place.start, place.end))
    for field in _fields(transaction):
        yield from _spans(field, places.get(field.text.words, ()))


_DESCRIBED: Final = (".description", ".product")
_FINDERS: Final[Mapping[type[signs.Sign], Callable[[Any, Transaction, date], Iterator[WordMet]]]] = {
    signs.UseInWords: _of_use,
    signs.UseElsewhere: _of_use_elsewhere,
    signs.NamedInTexts: _of_place,
    signs.CountryInTexts: _of_country,
    signs.FigureInWords: _of_figures,
    signs.EntryInWords: _words_of("words", within=_DESCRIBED, whatever=True),
    signs.CodeOfOtherGoods: _words_of("words", within=_DESCRIBED, whatever=True),
    signs.WatcherUnserved: _words_of("words", within=_DESCRIBED, whatever=True),
    signs.SurveillanceInWords: _words_of("words", "alone"),
    signs.GoodsByCode: _words_of("words", "described", "receivers"),
    signs.CircumstanceInWords: _words_of("words", whatever=True),
    signs.ActivityInWords: _words_of("words"),
    signs.LeavesInWords: _words_of("words", "onward", "firms"),
    signs.GoesOnInWords: _of_going_on,
    signs.ReceiverIsAService: _words_of("words", within=(".name",)),
    signs.OwnerIsAService: _words_of("words", "receivers", within=(".name",)),
}
"""Of the forms that are read in texts how their words are looked up."""
