"""Days due, on the calendar of a Member State.

Source: Regulation (EEC, Euratom) No 1182/71, Art. 3: a period in days starts the day after the event and, when its
last day is a public holiday, a Saturday or a Sunday, ends with the next working day. Public holidays come from the
library ``holidays``; where a State's calendar is unknown, only weekends count and the caller says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dualuse.law.eu_2021_821.art27_records import KEEPING_RECORDS
from dualuse.law.language.provision import Due, Duty
from dualuse.law.states import Jurisdiction
from dualuse.version import legal_derivation


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Public holidays of a country (with its subdivision, where given) in ``year``."""
    from holidays import country_holidays  # imported late: most answers need no calendar

    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))


def is_working_day(day: date, state: Jurisdiction | None) -> bool:
    """Neither Saturday, Sunday nor public holiday there."""
    if day.weekday() >= 5:
        return False
    if state is None:
        return True
    return day not in public_holidays(state.holidays_country, state.holidays_subdivision, day.year)


def next_working_day(day: date, state: Jurisdiction | None) -> date:
    """``day`` itself if it is a working day, else the next one."""
    while not is_working_day(day, state):
        day += timedelta(days=1)
    return day


def working_days_before(day: date, amount: int, state: Jurisdiction | None) -> date:
    """The day that lies ``amount`` working days before ``day``."""
    while amount > 0:
        day -= timedelta(days=1)
        if is_working_day(day, state):
            amount -= 1
    return day


@lru_cache(maxsize=20_000)
def _due(kind: Due, amount: int, day: date, state: str) -> date | None:
    from dualuse.law.states import jurisdiction

    state_of_calendar = jurisdiction(state) if state else None
    match kind:
        case Due.BEFORE | Due.WITH_DECLARATION:
            return day
        case Due.WITHIN_DAYS_AFTER:
            return next_working_day(day + timedelta(days=amount), state_of_calendar)
        case Due.DAYS_BEFORE:
            return day - timedelta(days=amount)
        case Due.WORKING_DAYS_BEFORE:
            # The day of receipt does not count, and the last working day must end before the day of the export.
            return working_days_before(day, amount + 1, state_of_calendar)
        case Due.WITHIN_YEARS_AFTER:
            return next_working_day(_years_after(day, amount), state_of_calendar)
        case Due.END_OF_YEAR_PLUS:
            return date(day.year + amount, 12, 31)
    return None


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


@legal_derivation("Regulation (EEC, Euratom) No 1182/71, Art. 3", "Art. 27(3)")
def due_day(duty: Duty, day: date, state: Jurisdiction | None) -> date | None:
    """The last day for ``duty`` of a transaction on ``day``; None where no day can be computed.

    Records (Art. 27(3)) are kept for as long as national law asks, where that is known to be longer.
    """
    amount = duty.amount
    if duty in KEEPING_RECORDS and state is not None:
        amount = max(amount, state.retention_years)
    return _due(duty.due, amount, day, state.code if state else "")
