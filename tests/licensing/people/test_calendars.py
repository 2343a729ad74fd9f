"""Working days: against days counted by hand, against a second computation, and by what holds of any calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy
import pytest
from django.test import Client
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from dualuse.inputs.problems import InputError
from dualuse.law.territories import member_states
from dualuse.licensing.calendars import (
    Calendar,
    calendar_called,
    calendar_of,
    working_days_after,
    working_days_since,
)
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.events.models import Event
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Authority, ClosedDay, Person, Position
from dualuse.licensing.people.registering import add_authority, close_on, open_on
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import UNLISTED, WHOLE, People

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
NUMBERS = st.integers(1, 60)
NAMES = ("DE", "DE-HE", "DE-BY", "NL", "FR", "FR-57", "IT", "ES-MD", "AT", "GR", "BG", "IE", "LU", "SE")
CALENDARS = st.builds(
    lambda name, closed: Calendar(*name.split("-"), closed=frozenset(closed)),  # type: ignore[misc]
    st.sampled_from(NAMES),
    st.sets(DAYS, max_size=20),
)


@pytest.mark.parametrize(
    ("name", "day", "number", "expected"),
    [
        # Christmas on a Friday, New Year on a Friday: 21 to 24, 28 to 31 December, 4 and 5 January.
        ("DE", "2026-12-18", 10, "2027-01-05"),
        ("DE", "2026-12-18", 11, "2027-01-06"),
        ("DE-BY", "2026-12-18", 11, "2027-01-07"),  # Epiphany
        ("DE", "2026-05-13", 1, "2026-05-15"),  # Ascension on a Thursday
        ("DE", "2026-06-03", 1, "2026-06-04"),
        ("DE-HE", "2026-06-03", 1, "2026-06-05"),  # Corpus Christi
        ("NL", "2026-04-24", 1, "2026-04-28"),  # King's Day on a Monday
        ("FR", "2026-07-13", 1, "2026-07-15"),  # Bastille Day
        ("FR", "2026-11-27", 1, "2026-11-30"),  # a weekend
        ("FR", "2026-11-28", 1, "2026-11-30"),  # from a Saturday on
        ("DE", "2026-04-02", 1, "2026-04-07"),  # Good Friday to Easter Monday
    ],
)
def test_days_counted_by_hand(name: str, day: str, number: int, expected: str) -> None:
    assert (
        working_days_after(date.fromisoformat(day), number, calendar_called(name, name[:2])).isoformat()
        == expected
    )


@given(DAYS, NUMBERS, CALENDARS)
def test_a_second_computation_comes_to_the_same(day: date, number: int, calendar: Calendar) -> None:
    """Numpy counts business days by itself; its holidays are asked for years at once, without what is kept by the first computation."""
    years = range(day.year - 1, day.year + 2)
    free = {
        *country_holidays(calendar.country, subdiv=calendar.subdivision or None, years=years),
        *calendar.closed,
    }
    expected = numpy.busday_offset(
        numpy.datetime64(day), number, roll="backward", holidays=[numpy.datetime64(d) for d in free]
    )
    assert working_days_after(day, number, calendar) == expected.astype(date)


@given(DAYS, NUMBERS, CALENDARS)
def test_what_holds_of_any_calendar(day: date, number: int, calendar: Calendar) -> None:
    last = working_days_after(day, number, calendar)
    assert last > day
    assert calendar.works_on(last)
    assert working_days_since(day, last, calendar) == number
    assert working_days_after(day, number + 1, calendar) > last
    assert working_days_after(day + timedelta(days=1), number, calendar) >= last
    assert working_days_since(last, day, calendar) == 0


@given(DAYS, NUMBERS, CALENDARS, DAYS)
def test_a_closed_day_makes_nothing_end_earlier(
    day: date, number: int, calendar: Calendar, closed: date
) -> None:
    more = Calendar(calendar.country, calendar.subdivision, calendar.closed | {closed})
    assert working_days_after(day, number, more) >= working_days_after(day, number, calendar)


@pytest.mark.parametrize("number", [0, -1])
def test_no_number_of_days_is_no_day(number: int) -> None:
    with pytest.raises(ValueError, match="no day"):
        working_days_after(date(2026, 1, 1), number, Calendar("DE"))


def test_every_member_state_has_a_calendar() -> None:
    for state in member_states():
        calendar = calendar_called("", state)
        assert not calendar.works_on(date(2027, 1, 1)), state  # New Year, a Friday
        assert not calendar.works_on(date(2025, 12, 25)), state  # Christmas, a Thursday
        assert sum(
            calendar.works_on(date(2026, 1, 1) + timedelta(days=ahead)) for ahead in range(365)
        ) in range(244, 258)


@pytest.mark.parametrize("name", ["FR", "DE-XX", "DE-", "HE", "DE-HE-1", "de"])
def test_a_calendar_that_is_none_of_its_state_is_refused(name: str) -> None:
    if name == "DE-":
        assert str(calendar_called(name, "DE")) == "DE"
        return
    with pytest.raises(InputError, match=r"no calendar of DE; known: DE, DE-BB"):
        calendar_called(name, "DE")


def test_an_authority_is_entered_with_its_calendar(database: str) -> None:
    assert str(calendar_of(add_authority("BAFA", "DE", "Federal office", "DE-HE"))) == "DE-HE"
    assert add_authority("BAFA", "DE", "Federal office", "DE-HE").calendar == "DE-HE"
    with pytest.raises(InputError, match="there already, with the calendar DE-HE"):
        add_authority("BAFA", "DE", "Federal office")
    with pytest.raises(InputError, match="no calendar of NL"):
        add_authority("NL", "NL", "Office", "DE-HE")
    assert not Authority.objects.filter(code="NL").exists()
    assert str(calendar_of(add_authority("NL", "NL", "Office"))) == "NL"


def test_an_authority_is_closed_on_its_own_days(people: People) -> None:
    day = date(2026, 12, 24)
    german = Authority.objects.get(code="DE")
    assert calendar_of(german).works_on(day)
    assert close_on("DE", day, " Christmas Eve ") == close_on("DE", day, "Christmas Eve")
    assert not calendar_of(german).works_on(day)
    assert calendar_of(Authority.objects.get(code="NL")).works_on(day)
    with pytest.raises(InputError, match="as Christmas Eve"):
        close_on("DE", day, "Another reason")
    with pytest.raises(InputError, match="say why"):
        close_on("DE", day + timedelta(days=1), " ")
    with pytest.raises(InputError, match="there is no XX here"):
        close_on("XX", day, "Eve")
    open_on("DE", day)
    assert calendar_of(german).works_on(day)
    with pytest.raises(InputError, match="no entry closes DE"):
        open_on("DE", day)
    actions = Event.objects.filter(chain="people").order_by("number").values_list("action", flat=True)
    assert list(actions)[1:] == ["closed_day_added", "closed_day_removed"]


@pytest.mark.usefixtures("specification_attached")
def test_a_case_says_how_many_working_days_it_has_waited(people: People) -> None:
    Position.objects.update(since=date(2020, 1, 1))
    submission = now().replace(hour=9) - timedelta(days=40)
    with at(submission):
        reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
        submit(people.exporter, reference)
    token = new_token(Person.objects.get(email="officer@example.org"), "days")

    def waited() -> Any:
        return (
            Client()
            .get(f"/api/v1/cases/{reference}", headers={"Authorization": f"Bearer {token}"})
            .json()["working_days"]
        )

    days = [submission.date() + timedelta(days=ahead) for ahead in range(1, 41)]
    working = [day for day in days if Calendar("DE").works_on(day)]
    assert waited() == {"calendar": "DE", "since_submission": len(working)}
    ClosedDay.objects.create(authority=Authority.objects.get(code="DE"), day=working[0], why="Closed")
    assert waited()["since_submission"] == len(working) - 1
