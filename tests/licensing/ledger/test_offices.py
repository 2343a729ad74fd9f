"""What day it is at a customs office: east and west, when clocks change, on a leap day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from dualuse.law.territories import member_states
from dualuse.licensing.ledger.offices import at_office, office_zones

UTC = timezone.utc  # noqa: UP017


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("stated", "state", "days"),
    [
        # The office's own clock.
        (datetime(2026, 12, 31, 23, 59, 59), "FI", [date(2026, 12, 31)]),
        (datetime(2028, 2, 29, 0, 0), "DE", [date(2028, 2, 29)]),
        # A moment in UTC, east and west.
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), "FI", [date(2027, 1, 1)]),
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), "DE", [date(2026, 12, 31)]),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "DE", [date(2027, 1, 1)]),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "IE", [date(2026, 12, 31)]),
        (datetime(2028, 2, 29, 23, 30, tzinfo=UTC), "DE", [date(2028, 3, 1)]),
        # Clocks go forward on 29 March 2026, back on 25 October: an hour that there is not, and one that there is twice.
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "DE", [date(2026, 3, 28)]),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "DE", [date(2026, 3, 30)]),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), "DE", [date(2026, 10, 25)]),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "DE", [date(2026, 10, 26)]),
        # Parts with other clocks: where the offset is one of theirs it is that part, else any.
        (datetime(2026, 7, 1, 0, 30, tzinfo=zone(2)), "ES", [date(2026, 7, 1)]),
        (datetime(2026, 7, 1, 0, 30, tzinfo=zone(1)), "ES", [date(2026, 7, 1)]),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "ES", [date(2026, 6, 30), date(2026, 7, 1)]),
        (datetime(2026, 1, 6, 23, 30, tzinfo=UTC), "ES", [date(2026, 1, 6), date(2026, 1, 7)]),
        (datetime(2026, 1, 6, 22, 30, tzinfo=UTC), "ES", [date(2026, 1, 6)]),
        (datetime(2026, 7, 1, 0, 30, tzinfo=zone(4)), "FR", [date(2026, 7, 1)]),
        (datetime(2026, 6, 30, 23, 30, tzinfo=zone(-4)), "FR", [date(2026, 6, 30)]),
    ],
    ids=str,
)
def test_the_day_at_the_office(stated: datetime, state: str, days: list[date]) -> None:
    assert list(at_office(stated, state).days) == days


def test_each_member_state_has_its_clocks() -> None:
    assert set(office_zones()) == set(member_states())
    with pytest.raises(KeyError):
        at_office(datetime(2026, 1, 1), "CH")
