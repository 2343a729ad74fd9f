"""What day it is at a customs office: validity is judged on the day on which a declaration was accepted there.

A moment that is stated without an offset is what the clock of the office showed. One with an offset is converted to the clocks of the office's Member State; where
these are several (the Canaries, the Azores, Réunion) and none of them had that offset, or it is stated in UTC, it may have been any of their days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """A moment at a customs office: in UTC, and the day or days that it may have been there, the earliest first."""

    moment: datetime
    days: tuple[date, ...]


@lru_cache(maxsize=1)
def office_zones() -> Mapping[str, tuple[ZoneInfo, ...]]:
    """The clocks of the offices of each Member State.

    Raises:
        DataError: the file is damaged. ZoneInfoNotFoundError: there is no such zone.
    """
    rows = read_toml(data_file("licensing/ledger/zones.toml"))["zones"]
    return {state: tuple(map(ZoneInfo, names)) for state, names in rows.items()}


def at_office(moment: datetime, member_state: str) -> OfficeTime:
    """A moment as it was at an office of a Member State.

    Args:
        moment: with its offset, or as the clock of the office showed it.
        member_state: whose office it is.

    Raises:
        KeyError: it is no Member State.
    """
    zones = office_zones()[member_state]
    if moment.tzinfo is None:
        return OfficeTime(moment.replace(tzinfo=zones[0]), (moment.date(),))
    with_offset = [zone for zone in zones if moment.astimezone(zone).utcoffset() == moment.utcoffset()]
    # What programs write in UTC tells nothing of where the office is.
    days = {moment.astimezone(zone).date() for zone in (with_offset if moment.utcoffset() else ()) or zones}
    return OfficeTime(moment, tuple(sorted(days)))
