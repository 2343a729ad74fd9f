"""A text that tells another country than those that are stated: where the items go, or where a party sits, may be stated wrongly.

What a general authorisation or a licence covers turns on the destination, and so do measures. A name, an address, the end use, or
a description that says for where something is, may tell another: that is for a person to say. Member States do not count, since nothing is
controlled that stays in the Union; nor places that are looked for in every text (``places``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final

from dualuse.assessment.control_lists import is_unlisted
from dualuse.assessment.places_of_parties import places_of_route_and_parties
from dualuse.assessment.signs.embargoes_elsewhere import parties_beside
from dualuse.assessment.signs.limits import may_be_the_item
from dualuse.assessment.signs.places import GOES_ON
from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of, texts_of_use
from dualuse.assessment.signs.ways import places_gone_on_from
from dualuse.free_text.adjectives import countries_of_buyers
from dualuse.free_text.contacts import countries_of_contacts
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.evidence import FOR_THERE, is_where_it_was_made
from dualuse.free_text.namesakes import is_another
from dualuse.free_text.persons import is_person
from dualuse.free_text.readings import readings
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.measures.limits import ANY_ITEM
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.measures.signs import CountryInTexts, NamedInTexts
from dualuse.law.territories import UNION, territories
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation(
    "Art. 2(2)",
    "Art. 11(2)",
    "Art. 12",
    "Annex II, EU001",
    "Art. 4(1)(b)",
    "Regulation (EU) No 833/2014, Arts 2a(1a) and 12g",
    "Regulation (EC) No 765/2006, Arts 1bb(2) and 8g",
)
def names_unstated_country(sign: CountryInTexts, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether texts tell a country of the sign that is not stated: any for what is, or may be, listed; else one that is, or may be, under an embargo.

    Of what must not pass through a country, or has a duty against re-export to one, also one to which the way leads there.
    """
    if _may_be_listed(item) is sign.under_embargo:
        return False
    return bool(unstated_countries(transaction, item, day))


def unstated_countries(transaction: Transaction, item: Item, day: date) -> tuple[str, ...]:
    """The countries that texts tell, that count for the item and that the transaction does not state, each once.

    For what is not listed the name of a party alone tells nothing, since a firm may bear that of any country, but where goods that Russia looks
    for go on from that country. What stays in the Union needs no authorisation if it
    is not listed; what is listed does if it is known to go on to a third country, which no name of a receiver tells.
    """
    if transaction.destination is None:
        return ()
    stays = _stays_in_union(transaction, day)
    if stays and not _may_be_listed(item):
        return ()
    codes = (
        *_of_addresses(transaction, day),
        *_of_contacts(transaction, item, day),
        *_of_texts(transaction, item, day),
    )
    if stays:
        return tuple(dict.fromkeys(codes))
    if _may_be_listed(item):
        return tuple(dict.fromkeys((*codes, *_of_names(transaction, day))))
    on_the_way = places_gone_on_from(transaction, item, day) - _named_for_itself(item, day)
    in_names = on_the_way - _BORNE_EVERYWHERE
    named = (
        *(code for code in codes if code in on_the_way or _may_be_embargoed(code, day)),
        *(code for code in (_of_names(transaction, day) if in_names else ()) if code in in_names),
    )
    return tuple(dict.fromkeys(named))


def tells_a_country(plain: str) -> bool:
    """Whether a reading of a text has the name of a country, or the adjective of one before a buyer: else no text tells one."""
    return bool(countries_in(plain)) or next(countries_of_buyers(plain), None) is not None


def _stays_in_union(transaction: Transaction, day: date) -> bool:
    return (
        transaction.activity == "intra_union_transfer"
        and UNION.contains(transaction.destination or "", day) is True
    )


def _may_be_listed(item: Item) -> bool:
    return is_unlisted(item) is not True


def _may_be_embargoed(code: str, day: date) -> bool:
    return code not in _DECLARED_ONLY and ARMS_EMBARGO.contains(code, day) is not False


_DECLARED_ONLY: Final = frozenset({"CN", "HK", "MO", "AM", "AZ"})
"""Of which a political declaration speaks alone: they are named in everyday trade with others (a rule of this program)."""


def _named_for_itself(item: Item, day: date) -> frozenset[str]:
    """The places of which a row of its own asks for such an item where a text names them."""
    return frozenset(
        place
        for row in _rows_naming_places()
        if row.validity.covers(day)
        and may_be_the_item(row.what, item, day)
        and isinstance(row.sign, NamedInTexts)
        for place in row.sign.places
    )


@lru_cache(maxsize=1)
def _rows_naming_places() -> tuple[NotExaminedRow, ...]:
    return tuple(row for row in not_examined_rows() if isinstance(row.sign, NamedInTexts))


_BORNE_EVERYWHERE: Final = frozenset({"CN"})
"""Of which firms everywhere bear the name (a rule of this program)."""


def _of_addresses(transaction: Transaction, day: date) -> Iterator[str]:
    for party in parties_beside(transaction):
        country = party.country or transaction.destination
        yield from _countries_named(
            readings(party.address or ""), frozenset(_related((country,))), country, day
        )


def _of_contacts(transaction: Transaction, item: Item, day: date) -> Iterator[str]:
    """Of telephone numbers, domains and legal forms, where another country is stated of who has them."""
    countries = _stated_countries(transaction)
    of_parties = (
        (text, party.country or transaction.destination, True)
        for party in parties_beside(transaction)
        for text in (party.name, party.address, *(party.identifiers or {}).values())
    )
    of_texts = (
        (text.words, transaction.destination, False)
        for text in texts_of_use(transaction, (item,))
        if not text.tells_of_goods
    )
    for text, country, of_party in (*of_parties, *of_texts):
        codes = countries_of_contacts(text, country, of_party=of_party) - countries
        yield from sorted(code for code in codes if not _is_left_out(code, day))


def _of_names(transaction: Transaction, day: date) -> Iterator[str]:
    stated = _stated_countries(transaction)
    for party in parties_beside(transaction):
        codes = _countries_named(readings(party.name or ""), stated, party.country, day)
        yield from (code for code in codes if not _is_near(code, day))


def _of_texts(transaction: Transaction, item: Item, day: date) -> Iterator[str]:
    """What texts say of where something is for: of a description, and of parameters, where they say so; where an item was made tells nothing."""
    denials = getattr(transaction.knowledge, GOES_ON, None) == "none"
    for text in (description_of(item), *texts_of_use(transaction, (item,))):
        yield from _countries_named(
            text.readings,
            _stated_countries(transaction),
            transaction.destination,
            day,
            buyers=True,
            counts=partial(_counts, text, denials),
        )


def _counts(text: TextOfUse, denials: bool, plain: str, start: int, end: int) -> bool:
    """Whether the name of a country in a text says where something goes."""
    if text.tells_of_goods and FOR_THERE.search(plain[:start]) is None:
        return False
    return not text.cites(plain, start, end) and not (denials and text.denies(plain, start, end))


def _countries_named(
    plains: Iterable[str],
    stated: frozenset[str],
    country: str | None,
    day: date,
    *,
    buyers: bool = False,
    counts: Callable[[str, int, int], bool] = lambda plain, start, end: True,
) -> Iterator[str]:
    """The codes of the countries that the readings of a text name and none of which is stated; the first where a name is of several.

    ``buyers``: also by the adjective of a buyer, which in the name of a party tells nothing; ``counts``: what a name must say besides.
    """
    for place in places_in_text(plains, country, buyers=buyers):
        if (
            place.codes.isdisjoint(stated)
            and stated.isdisjoint(_HOMONYMS.get(place.plain[place.start : place.end], ()))
            and counts(place.plain, place.start, place.end)
        ):
            yield from sorted(code for code in place.codes if not _is_left_out(code, day))[:1]


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """Where a reading of a text, ``plain``, tells a place, by its name or by the adjective of a buyer; ``codes``: those it may stand for."""

    plain: str
    start: int
    end: int
    codes: frozenset[str]
    is_a_buyer: bool = False


def places_in_text(plains: Iterable[str], country: str | None, *, buyers: bool) -> Iterator[PlaceInText]:
    """The places that the readings of a text tell, but for what only bears such a name, and where something was made.

    ``country``: the one in which the text is taken to speak; ``buyers``: also by the adjective of a buyer.
    """
    spelt_before: dict[str, tuple[str, frozenset[str]]] = {}
    for plain in plains:
        by_name = ((named, False) for named in countries_in(plain))
        by_buyer = ((named, True) for named in (countries_of_buyers(plain) if buyers else ()))
        for named, is_a_buyer in (*by_name, *by_buyer):
            spelt = plain[named.start : named.end]
            before, codes = spelt_before.setdefault(_HYPHENS.sub("", spelt), (spelt, named.codes))
            if before != spelt and codes.isdisjoint(named.codes):
                continue  # as it is written it is another town: Jalal-Abad, not Jalalabad
            if (
                not is_another(plain, named.start, named.end, country, named.codes)
                and not is_person(plain, named.start, named.end)
                and not is_where_it_was_made(plain, named.start)
            ):
                yield PlaceInText(plain, named.start, named.end, named.codes, is_a_buyer)


_HYPHENS: Final = re.compile("[ '-]")
_HOMONYMS: Final = {"georgia": ("US",), "georgie": ("US",), "norfolk": ("GB", "US")}
"""Names of countries, and of territories, that are those of a part of another country."""


def _stated_countries(transaction: Transaction) -> frozenset[str]:
    """Every country that is stated, and those that its texts may name with it."""
    exporter = transaction.exporter.country if transaction.exporter else None
    owners = (owner.country for party in transaction.parties or () for owner in party.owners or ())
    places = (
        *places_of_route_and_parties(transaction),
        *(transaction.located_in, transaction.dispatched_from, exporter),
        *owners,
    )
    return frozenset(_related(places))


def _related(places: Iterable[str | None]) -> Iterator[str]:
    for place in places:
        if place is not None:
            yield place
            yield from _WITH.get(place, ())
            if place in territories() and territories()[place].part_of:
                yield territories()[place].part_of


_WITH: Final = {
    **dict.fromkeys(("HK", "MO", "TW"), ("CN",)),
    "US": ("PR",),
    **dict.fromkeys(("PR", "GU", "VI", "AS", "MP", "UM"), ("US",)),
    **dict.fromkeys(("GG", "JE", "IM", "GI", "BM", "KY", "VG", "FK", "SH", "XI"), ("GB",)),
    **dict.fromkeys(("CX", "CC", "NF"), ("AU",)),
    **dict.fromkeys(("CK", "NU", "TK"), ("NZ",)),
    "SJ": ("NO",),
    "PS": ("IL",),
    "XK": ("RS",),
}
"""Countries whose name stands in addresses of another place beside its own."""


def _is_near(code: str, day: date) -> bool:
    """Whether a firm may well bear the name of its home there: the closest partners, whose destinations EU001 covers."""
    return authorisation_places("EU001").contains(code, day) is True


@lru_cache(maxsize=1024)
def _is_left_out(code: str, day: date) -> bool:
    """Member States, and places that are looked for in every text by rows of their own, whatever the items are or for all to which a name tells anything."""
    return code in _looked_for() or UNION.contains(code, day) is True


@lru_cache(maxsize=1)
def _looked_for() -> frozenset[str]:
    return frozenset(
        place
        for row in not_examined_rows()
        if isinstance(row.sign, NamedInTexts) and (row.what == ANY_ITEM or row.what.among)
        for place in row.sign.places
    )
