"""Spans of days in which no rule, place, option, list or edition changes: rows are split by them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from dualuse.engine.compiled import epoch_starts
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.states import jurisdiction, known_jurisdictions


@lru_cache(maxsize=1)
def period_starts() -> tuple[date, ...]:
    """First days of all periods since the Regulation applies, oldest first.

    Finer than the epochs of the rules: the days on which an edition of Annex I, an entry of it, or a national option
    begins are borders too.
    """
    days = {IN_FORCE, *epoch_starts()}
    for record in edition_records():
        days.add(record.since)
        if record.until is not None:
            days.add(record.until + timedelta(days=1))
    newest = outline()
    assert newest is not None
    for code in newest.entry_codes:
        entry = newest.entry(code)
        if entry is not None and entry.since is not None:
            days.add(entry.since)
    for code in known_jurisdictions():
        state = jurisdiction(code)
        if state is not None:
            days |= {option.since for option in state.options.values() if option.since is not None}
    return tuple(sorted(day for day in days if day >= IN_FORCE))


def period_of(day: date) -> date:
    """The first day of the period that ``day`` lies in.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    if day < IN_FORCE:
        raise ValueError(f"the Regulation applies since {IN_FORCE.isoformat()}, not on {day.isoformat()}")
    starts = period_starts()
    return starts[bisect_right(starts, day) - 1]
