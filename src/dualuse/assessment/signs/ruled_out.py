"""The rows of acts that may concern a transaction at all, by its activity and by what it states: the others need not be looked for one by one.

Most transactions name no owner and no carrier, and have no text with a word of concern. What all signs of a form cannot do without is asked
once for all of them, of every text, and generously: a row that is left may still not be there (``forms``), one that is ruled out never is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

from dualuse.assessment.places_of_parties import CARRIERS, places_of_supply, receivers
from dualuse.assessment.signs.countries import tells_a_country
from dualuse.assessment.signs.diverted import may_way_be_senseless
from dualuse.assessment.signs.goods import begins
from dualuse.assessment.signs.national_goods import may_be_national_goods
from dualuse.assessment.signs.outside_the_union import places_outside_the_union
from dualuse.assessment.signs.places import may_name_a_place
from dualuse.assessment.signs.pointing import may_name_forces
from dualuse.assessment.signs.services import is_called_for_short, is_service
from dualuse.assessment.signs.texts_of_use import (
    TextOfUse,
    called,
    description_of,
    text_of_party,
    texts_of_places,
)
from dualuse.free_text.contacts import countries_of_contacts
from dualuse.free_text.patterns import occurrences
from dualuse.free_text.readings import readings
from dualuse.free_text.regions import regions_in
from dualuse.law.germany.lists import listed
from dualuse.law.measures import signs
from dualuse.law.measures.not_executed import Rows
from dualuse.law.measures.words.reading import WordList
from dualuse.schema.transaction import Transaction


class _Forms(tuple[tuple[type[signs.Sign], tuple[Any, ...]], ...]):
    """Forms, each with its signs among some rows; their hash is worked out once."""

    def __hash__(self) -> int:
        remembered: int | None = self.__dict__.get("hash")
        if remembered is None:
            remembered = self.__dict__["hash"] = super().__hash__()
        return remembered


class Contents:
    """What a transaction states of its items, parties and texts, each worked out once for all forms that ask for it.

    Nothing of it hangs on what is known of a use: it counts for the same transaction at another level of knowledge, too.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction: Final = transaction
        self._ruled_out: Final[dict[_Forms, frozenset[type[signs.Sign]]]] = {}

    def rows_in_question(self, rows: Rows) -> Rows:
        """Those of ``rows`` that may concern the transaction, in their order."""
        by_form = _by_form(rows)
        if by_form not in self._ruled_out:
            self._ruled_out[by_form] = _ruled_out(by_form, self)
        return _rows_not_ruled_out(rows, self.transaction.activity, self._ruled_out[by_form])

    @cached_property
    def texts(self) -> tuple[TextOfUse, ...]:
        """Every text in which a sign is looked for."""
        return tuple(text for text in _every_text(self.transaction) if text.words)

    @cached_property
    def plains(self) -> tuple[str, ...]:
        """Every way to read one of them, each once."""
        ways = ((*text.readings, *readings(text.words)) for text in self.texts)
        return tuple(dict.fromkeys(plain for plains in ways for plain in plains))

    @cached_property
    def tells_a_country(self) -> bool:
        """Whether a text names a country, has the adjective of one before a buyer, or a telephone number or domain of one."""
        return any(map(tells_a_country, self.plains)) or any(
            countries_of_contacts(text.words, None, of_party=True) for text in self.texts
        )

    @cached_property
    def has_owners(self) -> bool:
        """Whether an owner of a party is stated."""
        return any(party.owners for party in self.transaction.parties or ())


def _every_text(transaction: Transaction) -> Iterator[TextOfUse]:
    yield from texts_of_places(transaction, transaction.items)
    yield from map(description_of, transaction.items)
    if transaction.exporter is not None:
        yield text_of_party(transaction.exporter.address)
    for party in transaction.parties or ():
        owners = (owner.name for owner in party.owners or ())
        for text in (party.name, party.address, *(party.identifiers or {}).values(), *owners):
            yield text_of_party(text)


# Of the rows alone, whatever a transaction states.


@lru_cache(maxsize=1024)
def _by_form(rows: Rows) -> _Forms:
    """The signs of each form."""
    of_forms: dict[type[signs.Sign], dict[signs.Sign, None]] = {}
    for row in rows:
        if row.sign is not None:
            of_forms.setdefault(type(row.sign), {})[row.sign] = None
    return _Forms((form, tuple(of_form)) for form, of_form in of_forms.items())


@lru_cache(maxsize=4096)
def _rows_not_ruled_out(rows: Rows, activity: str | None, ruled_out: frozenset[type[signs.Sign]]) -> Rows:
    """The rows that the activity and what is ruled out leave."""
    return Rows(
        row
        for row in rows
        if type(row.sign) not in ruled_out
        and (not row.activities or activity is None or activity in row.activities)
    )


@lru_cache(maxsize=256)
def _words_of_fields(of_form: tuple[signs.Sign, ...], *fields: str) -> WordList:
    """What the signs have in these fields, together."""
    values = (getattr(sign, field) for sign in of_form for field in fields)
    every = ((several,) if isinstance(several, str) else several for several in values)
    return _one_of_equals(WordList(dict.fromkeys(word for words in every for word in words if word)))


@lru_cache(maxsize=256)
def _words_of_all(by_form: _Forms) -> WordList:
    """The words of all forms that cannot do without one of theirs."""
    of_forms = (_words_of_fields(of_form, *WORDS[form]) for form, of_form in by_form if form in WORDS)
    return _one_of_equals(WordList(dict.fromkeys(word for words in of_forms for word in words)))


@lru_cache(maxsize=256)
def _one_of_equals(words: WordList) -> WordList:
    """The first list with these words: where it is looked up, thousands of words are compared with another one of the same words."""
    return words


# What the signs of a form cannot do without.


def _ruled_out(by_form: _Forms, contents: Contents) -> frozenset[type[signs.Sign]]:
    """The forms of which no sign can be there."""
    every_word = _words_of_all(by_form)
    worded = tuple(plain for plain in contents.plains if _has_word(every_word, plain))
    return frozenset(
        form for form, of_form in by_form if form in NEEDS and not NEEDS[form](of_form, contents, worded)
    )


def _has_word(words: WordList, plain: str) -> bool:
    """Whether one of the words stands in a reading of a text, whatever that says of it."""
    return next(occurrences(words, plain), None) is not None


Need: TypeAlias = Callable[[tuple[Any, ...], Contents, tuple[str, ...]], bool]
"""Of the signs of a form, what the transaction holds, and the readings of texts that have a word of any form: whether one of the signs may be there."""


def _word(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return any(_has_word(_words_of_fields(of_form, *WORDS[type(of_form[0])]), plain) for plain in worded)


def _owner(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return contents.has_owners


def _carrier(of_form: tuple[signs.CarrierIn, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return any(party.role in CARRIERS for party in contents.transaction.parties or ())


def _country(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return contents.tells_a_country


def _region(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return any(map(regions_in, contents.plains))


def _outside(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return any(next(places_outside_the_union(plain), None) is not None for plain in contents.plains)


def _elsewhere(of_form: tuple[signs.UseElsewhere, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    supplied = places_of_supply(contents.transaction)
    return contents.tells_a_country or any(
        place in listed(sign.places_of) for sign in of_form for place in supplied
    )


def _place(of_form: tuple[signs.NamedInTexts, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return contents.tells_a_country or may_name_a_place(
        of_form, contents.transaction, (text.words for text in contents.texts), contents.plains
    )


def _code(of_form: tuple[signs.Sign, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    near = _words_of_fields(of_form, "near")
    return any(
        item.own_code is not None and begins(near, item.own_code) for item in contents.transaction.items
    )


def _described_code(
    of_form: tuple[signs.CodeOfOtherGoods, ...], contents: Contents, worded: tuple[str, ...]
) -> bool:
    return any(item.own_code is not None and called(item) for item in contents.transaction.items)


def _national_goods(
    of_form: tuple[signs.NationalEntryInWords, ...], contents: Contents, worded: tuple[str, ...]
) -> bool:
    return any(may_be_national_goods(called(item)) for item in contents.transaction.items)


def _senseless_way(
    of_form: tuple[signs.SenselessWay, ...], contents: Contents, worded: tuple[str, ...]
) -> bool:
    return may_way_be_senseless(contents.transaction)


def _service(of_form: tuple[signs.GoodsByCode, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    services = _words_of_fields(of_form, "service")
    return any(
        is_service(service, party)
        for party in receivers(contents.transaction)
        if party.service is not None
        for service in services
    )


def _forces(of_form: tuple[signs.UseInWords, ...], contents: Contents, worded: tuple[str, ...]) -> bool:
    return any(may_name_forces(text.words) for text in contents.texts)


def _called_for_short(
    of_form: tuple[signs.ReceiverIsAService, ...], contents: Contents, worded: tuple[str, ...]
) -> bool:
    transaction = contents.transaction
    return any(is_called_for_short(party, transaction) for party in receivers(transaction))


def _either(*needs: Need) -> Need:
    return lambda of_form, contents, worded: any(need(of_form, contents, worded) for need in needs)


WORDS: Final[Mapping[type[signs.Sign], tuple[str, ...]]] = {
    signs.GoodsByCode: ("words", "described", "receivers"),
    signs.SurveillanceInWords: ("words", "alone"),
    signs.WatcherUnserved: ("words",),
    signs.EntryInWords: ("words",),
    signs.FigureInWords: ("words",),
    signs.UseInWords: ("words", "alone", "receivers", "addresses"),
    signs.CircumstanceInWords: ("words",),
    signs.ActivityInWords: ("words",),
    signs.LeavesInWords: ("words", "onward", "firms"),
    signs.GoesOnInWords: ("words", "abroad", "leaving", "only", "kept"),
    signs.ReceiverIsAService: ("words",),
}
"""The fields of a form that hold words of which one must stand in a text, where nothing else tells."""
NEEDS: Final[Mapping[type[signs.Sign], Need]] = {
    signs.GoodsByCode: _either(_code, _word, _service),
    signs.CodeOfOtherGoods: _described_code,
    signs.SurveillanceInWords: _word,
    signs.WatcherUnserved: _either(_code, _word),
    signs.EntryInWords: _word,
    signs.NationalEntryInWords: _national_goods,
    signs.FigureInWords: _either(_code, _word),
    signs.EntryByCode: _code,
    signs.UseInWords: _either(_word, _forces),
    signs.UseElsewhere: _elsewhere,
    signs.CircumstanceInWords: _word,
    signs.ActivityInWords: _word,
    signs.NamedInTexts: _place,
    signs.CountryInTexts: _country,
    signs.LeavesInWords: _either(_country, _word),
    signs.ReceiverIsAService: _either(_word, _called_for_short),
    signs.OwnerIsAService: _owner,
    signs.OwnerIn: _owner,
    signs.OwnerNotCompared: _owner,
    signs.OwnerUnplaced: _owner,
    signs.CarrierIn: _carrier,
    signs.SenselessWay: _senseless_way,
    signs.GoesOnInWords: _either(_word, _region, _country, _outside),
}
"""Of the forms that cannot do without something in the transaction whether that is there, or may be; a form that does not stand here is
always looked for."""
