"""Working days of an authority: those of its State or region, but for the days on which the authority is closed.

Source: Regulation (EEC, Euratom) No 1182/71, Arts 2 and 3: working days are all but Saturdays, Sundays and the public holidays of the State where
something is to be done; the day of what starts a period does not count. The public holidays are those of the library ``holidays``, which an authority
adds its own closed days to: the Regulation reads the list of each State, which a library may not have to the day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dualuse.assessment.determination.calendar import public_holidays
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import input_error
from dualuse.licensing.people.models import Authority

_SATURDAY = 5
_BETWEEN = "-"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a State (``DE``) or a part of it (``DE-HE``), with days on which it is closed besides."""

    country: str
    subdivision: str = ""
    closed: frozenset[date] = frozenset()

    def __str__(self) -> str:
        return f"{self.country}{_BETWEEN}{self.subdivision}" if self.subdivision else self.country

    def works_on(self, day: date) -> bool:
        """Whether a day is a working day."""
        return (
            day.weekday() < _SATURDAY
            and day not in self.closed
            and day not in public_holidays(self.country, self.subdivision, day.year)
        )


def working_days_after(day: date, number: int, calendar: Calendar) -> date:
    """The last of so many working days after a day, which itself does not count.

    Args:
        day: of what starts the period.
        number: working days, at least one.
        calendar: whose they are.

    Raises:
        ValueError: there is no such number.
    """
    if number < 1:
        raise ValueError(f"{number} working days after a day is no day")
    while number:
        day += timedelta(days=1)
        number -= calendar.works_on(day)
    return day


def working_days_since(day: date, until: date, calendar: Calendar) -> int:
    """How many working days there are after a day, up to another one, which counts; none where that does not come later."""
    return sum(calendar.works_on(day + timedelta(days=ahead)) for ahead in range(1, (until - day).days + 1))


def calendar_called(name: str, state: str) -> Calendar:
    """The calendar that an authority of a State names; "" is that of the State.

    Args:
        name: ``DE``, or a part as the library names it: ``DE-HE``.
        state: the code of the authority's Member State.

    Raises:
        InputError: it is no calendar of that State.
    """
    country, _, subdivision = (name or state).partition(_BETWEEN)
    parts = _parts(state)
    if country != state or (subdivision and subdivision not in parts):
        text = N_("{value} is no calendar of {state}; known: {known}")
        names = ", ".join((state, *(f"{state}{_BETWEEN}{part}" for part in parts)))
        remedy = Message("remedy.register", N_("Nothing was entered"))
        params: dict[str, Any] = {"value": name, "state": state, "known": names}
        raise input_error("register_calendar", text, remedy, path="calendar", **params)
    return Calendar(country, subdivision)


def calendar_of(authority: Authority) -> Calendar:
    """The calendar of an authority, with the days on which it is closed."""
    calendar = calendar_called(authority.calendar, authority.member_state)
    return replace(calendar, closed=frozenset(authority.closed_days.values_list("day", flat=True)))


@lru_cache(maxsize=1)
def _supported() -> dict[str, list[str]]:
    from holidays import list_supported_countries  # imported late, as most of what runs needs no calendar

    names: dict[str, list[str]] = list_supported_countries()
    return names


def _parts(state: str) -> list[str]:
    return _supported().get(state, [])
