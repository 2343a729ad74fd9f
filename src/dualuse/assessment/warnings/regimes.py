"""The regimes for a destination that were not examined, on a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.territories import with_wholes
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
def regimes_not_examined(destination: str | None, day: date) -> tuple[NotExaminedRow, ...]:
    """The regimes that were not examined: those for the destination first, then those for every destination."""
    days = _turning_days()
    position = bisect_right(days, day) - 1
    return _regimes(destination, days[position] if position >= 0 else date.min)


@lru_cache(maxsize=4096)
def _regimes(destination: str | None, day: date) -> tuple[NotExaminedRow, ...]:
    names = set(with_wholes((destination or "",)))
    rows = [row for row in _not_examined() if row.validity.covers(day)]
    return (
        *(row for row in rows if row.places and not names.isdisjoint(row.places)),
        *(row for row in rows if not row.places),
    )
