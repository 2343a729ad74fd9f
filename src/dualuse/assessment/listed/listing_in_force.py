"""Whether a listing was in force on the day judged, as far as the list gives days."""

from __future__ import annotations

from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth
from dualuse.schema.screening import ScreeningHit

_DAY: Final = 10
_ENDS: Final = ("listing.ended", "listing.end_printed")


def in_time(hit: ScreeningHit, day: date) -> tuple[Truth, tuple[Message, ...]]:
    """Whether the entry was listed on the day, and why not or why that is not known."""
    judged = day.isoformat()
    if still_named(hit, day):
        text = N_(
            "{list} prints {day} as the end of this listing, but still names {name}: such orders are renewed, and whether it is"
            " over is not known"
        )
        params = {"list": hit.list, "day": hit.ends_on, "name": hit.name}
        return None, (Message("listing.end_printed", text, params),)
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


def still_named(hit: ScreeningHit, day: date) -> bool:
    """Whether the end that the list prints lies before the day judged, and the edition that still has the entry is later.

    An edition that says no day of itself may be.
    """
    if not (_is_day(hit.ends_on) and hit.ends_on < day.isoformat()):
        return False
    return not _is_day(hit.dated[:_DAY]) or hit.ends_on < hit.dated[:_DAY]


def end_told(hit: ScreeningHit, day: date) -> tuple[Message, ...]:
    """What the end that the list prints means on the day, if it prints one that matters."""
    return tuple(reason for reason in in_time(hit, day)[1] if reason.code in _ENDS)


def listed_later(hit: ScreeningHit, day: date) -> bool:
    """Whether the list gives a day for the listing that comes after the day judged."""
    return _is_day(hit.listed_on) and hit.listed_on > day.isoformat()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
