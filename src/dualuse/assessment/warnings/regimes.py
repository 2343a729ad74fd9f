"""The regimes that were not examined on a day, for the places where a transaction supplies somebody."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from dualuse.assessment.places_of_parties import places_of_supply
from dualuse.law.measures.not_executed import NotExaminedRow, Rows, not_examined_rows
from dualuse.law.territories import with_wholes
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@lru_cache(maxsize=1)
def _not_examined() -> tuple[NotExaminedRow, ...]:
    return not_examined_rows()


@lru_cache(maxsize=1)
def _turning_days() -> tuple[date, ...]:
    days = {row.validity.since for row in _not_examined()}
    days |= {row.validity.until + timedelta(days=1) for row in _not_examined() if row.validity.until}
    return tuple(sorted(days))


@legal_derivation("Art. 215 TFEU")
def regimes_not_examined(transaction: Transaction, day: date) -> tuple[NotExaminedRow, ...]:
    """The regimes that were not examined: those for where the items or control over them go first, then those for every place."""
    return tuple(chain.from_iterable(regimes_in_parts(transaction, day)))


@legal_derivation("Art. 215 TFEU")
def regimes_in_parts(transaction: Transaction, day: date) -> tuple[Rows, Rows]:
    """The same in two parts: those for where the items or control over them go, mostly none, and those for every place, always the same.

    An act looks at who is supplied "in" a country as at what is "for use in" it, so that not the destination alone tells.
    """
    days = _turning_days()
    position = bisect_right(days, day) - 1
    since = days[position] if position >= 0 else date.min
    return _there(frozenset(places_of_supply(transaction)), since), _everywhere(since)


@lru_cache(maxsize=256)
def regimes_anywhere(day: date) -> Rows:
    """The regimes that were not examined, wherever something goes: what a text may point to is looked for among all of them."""
    return Rows(row for row in _not_examined() if row.validity.covers(day))


@lru_cache(maxsize=4096)
def _there(places: frozenset[str], day: date) -> Rows:
    names = set(with_wholes(places))
    return Rows(
        row for row in _not_examined() if not names.isdisjoint(row.places) and row.validity.covers(day)
    )


@lru_cache(maxsize=256)
def _everywhere(day: date) -> Rows:
    return Rows(row for row in _not_examined() if not row.places and row.validity.covers(day))
