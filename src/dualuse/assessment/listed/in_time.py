"""Whether a listing was in force on the day judged, as far as the list gives days."""

from __future__ import annotations

from datetime import date

from dualuse.contract.screening import ScreeningHit
from dualuse.law.logic import Truth
from dualuse.wording import N_, Message


def in_time(hit: ScreeningHit, day: date) -> tuple[Truth, tuple[Message, ...]]:
    """Whether the entry was listed on the day, and why not or why that is not known."""
    judged = day.isoformat()
    if _is_day(hit.ends_on) and hit.ends_on < judged:
        text = N_("the listing ended on {day}")
        return False, (Message("listing.ended", text, {"day": hit.ends_on}),)
    if listed_later(hit, day):
        text = N_(
            "not listed yet on {judged}, as the list has it: it gives {day} for the listing. An earlier listing that was"
            " changed since, and what is still to be handed over or paid after that day, are left to a person"
        )
        return None, (Message("listing.later", text, {"day": hit.listed_on, "judged": judged}),)
    return True, ()


def listed_later(hit: ScreeningHit, day: date) -> bool:
    """Whether the list gives a day for the listing that comes after the day judged."""
    return _is_day(hit.listed_on) and hit.listed_on > day.isoformat()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
