"""Who carries the items, and a way through a country under measures, of what is in transit through the Union: whether the bans on that way reach it is for a person to say.

The acts forbid the way of what is "exported from the Union". Whether goods under external transit, which leave it again, are exported is arguable:
re-export is a formality of its own (Art. 270 of Regulation (EU) No 952/2013), and the purpose of the bans, to keep the goods from that
territory, speaks for it. The rows that are executed for exports say of which goods and on which days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.places_of_parties import CARRIERS, places_of_route_and_parties
from dualuse.assessment.signs.goods import begins
from dualuse.assessment.signs.limits import may_be_among
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.readings import readings
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.places import ACTS_AGAINST_DIVERSION
from dualuse.law.measures.reading import MeasureRow, duty_rows, measure_rows
from dualuse.law.measures.signs import PassesThrough
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Item, Transaction
from dualuse.sources.countries import countries
from dualuse.version import legal_derivation


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 3l and 3ea",
    "Regulation (EC) No 765/2006, Art. 1zc",
    "Regulation (EU) No 267/2012",
    "Regulation (EU) 2017/1509, Art. 39",
)
def has_carrier_in(places: tuple[str, ...], transaction: Transaction) -> bool:
    """Whether a carrier or vessel sits or is registered in one of the places, or its flag, its operator or an owner is of one."""
    return any(
        party.country in places
        or any(owner.country in places for owner in party.owners or ())
        or any(
            not _countries_in_identifier(text).isdisjoint(places)
            for text in (party.identifiers or {}).values()
        )
        for party in transaction.parties or ()
        if party.role in CARRIERS
    )


@lru_cache(maxsize=1024)
def _countries_in_identifier(text: str) -> frozenset[str]:
    """The countries that a flag, a register or an operator tells, by a name, an adjective or a code."""
    named = (place.codes for plain in readings(text) for place in countries_in(plain))
    words = (word for word in text.split() if len(word) >= _LETTERS)
    called = (country.code for part in (text, *words) for country in countries(part))
    return frozenset(called).union(*named)


_LETTERS: Final = 4
"""Of an adjective, at least: shorter words are codes of countries by chance."""


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 2(1a), 2a(1a), 2aa(1a), 3c(1a) and 3k(1a)",
    "Regulation (EC) No 765/2006, Arts 1ba(1a), 1bb(2), 1e(1a), 1f(1a), 1s(1a) and 1sa(1a)",
    "Regulation (EU) 2023/1529, Art. 2(1)",
)
def may_pass_through(sign: PassesThrough, transaction: Transaction, day: date) -> bool:
    """Whether the items pass through the country of the sign: as it is stated, or, where it is not, where such a way is likely.

    What is first sent there passes through it, whatever is stated of the way.
    As of exports: it counts behind the country alone, and what is sent electronically passes nowhere.
    """
    destination = transaction.destination or ""
    if UNION.contains(destination, day) is True or transaction.manner == "electronic":
        return False
    passes = getattr(transaction.circumstances, sign.through, None)
    rows = _rows(sign.through, day)
    if any(row.passes == destination for row in rows):
        return False
    if any(row.passes == transaction.consigned_to for row in rows):
        return True
    if passes is False:
        return False
    likely = {place for row in rows for place in row.places}
    return passes is True or not likely.isdisjoint(places_of_route_and_parties(transaction))


@legal_derivation("Regulation (EU) No 833/2014, Art. 2(1a)", "Regulation (EC) No 765/2006, Art. 1e(1a)")
def must_not_pass(sign: PassesThrough, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether an item of that kind must not pass through the country of the sign when it is exported, or may be one."""
    return any(_may_be_of(row, item, day) for row in _rows(sign.through, day))


@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 2a(1a) and 12g", "Regulation (EC) No 765/2006, Arts 1bb(2) and 8g"
)
def places_gone_on_from(transaction: Transaction, item: Item, day: date) -> frozenset[str]:
    """The places to which a way leads that is asked about, where the item must not take it, or has a duty against re-export; none of what is sent electronically.

    Of what has a duty alone, those of the ways through Russia and Belarus (a rule of this program).
    """
    if transaction.manner == "electronic" or item.kind == "software":
        return frozenset()
    rows = tuple(row for through in countries_passed() for row in _rows(through, day) if row.items == "goods")
    gone_on_from = frozenset(place for row in rows if _may_be_of(row, item, day) for place in row.places)
    if item.kind != "technology" and may_be_among(_goods_of_duties(day), item, day):
        of_duties = (row.places for row in rows if row.celex in ACTS_AGAINST_DIVERSION)
        return gone_on_from.union(*of_duties)
    return gone_on_from


@lru_cache(maxsize=512)
def _goods_of_duties(day: date) -> tuple[AnnexGoods, ...]:
    """The annexes of the duties against re-export to Russia or Belarus, and to look for it."""
    annexes = (annex for row in duty_rows() if row.validity.covers(day) for annex in row.goods)
    return tuple(dict.fromkeys(annex for annex in annexes if annex.celex in ACTS_AGAINST_DIVERSION))


@lru_cache(maxsize=1)
def countries_passed() -> Mapping[str, str]:
    """By the name of the circumstance of a way the country through which it leads."""
    return {row.through: row.passes for row in measure_rows() if row.through}


@lru_cache(maxsize=512)
def _rows(through: str, day: date) -> tuple[MeasureRow, ...]:
    return tuple(row for row in measure_rows() if row.through == through and row.validity.covers(day))


def _may_be_of(row: MeasureRow, item: Item, day: date) -> bool:
    if row.items == "annex_i":
        return in_annex_i(item) is not False
    if row.items == "goods":
        return item.kind != "software" and may_be_among(row.goods, item, day)
    if row.only == "goods" and item.kind in ("software", "technology"):
        return False
    return not row.near or item.own_code is None or begins(row.near, item.own_code)
