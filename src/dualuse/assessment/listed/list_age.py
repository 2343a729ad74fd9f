"""The days of the lists beside the day of the transaction: too old for it, or newer than it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.schema.screening import ListUsed
from dualuse.sources.lists.known_lists import allowed_age, gathered_names

_DAY: Final = 10


def too_old_for(lists: Iterable[ListUsed], day: date) -> tuple[Message, ...]:
    """Lists that are older on the day of the transaction than they may be; those told as too old already are left out."""
    old = [edition.list for edition in lists if not edition.stale and _too_old(edition, day)]
    if not old:
        return ()
    text = N_("on {day}, the day of the transaction, these lists are older than they may be: {lists}")
    params = {"day": day.isoformat(), "lists": gathered_names(old)}
    return (Message("lists_older_than_transaction", text, params),)


def newer_than(lists: Iterable[ListUsed], day: date) -> tuple[Message, ...]:
    """Lists whose edition is of a later day than the transaction."""
    newer = [edition.list for edition in lists if (dated := _day(edition.dated)) is not None and dated > day]
    if not newer:
        return ()
    text = N_(
        "the transaction is of {day}, and these lists are newer: {lists}; who was listed then and was taken off since is not"
        " found in them: look at the edition of that day"
    )
    params = {"day": day.isoformat(), "lists": gathered_names(newer)}
    return (Message("lists_newer_than_transaction", text, params),)


def _too_old(edition: ListUsed, day: date) -> bool:
    """Counted from the last day on which the list is known to have been this one. Without any day it is told as stale."""
    known = [
        known_day for text in (edition.dated, edition.confirmed) if (known_day := _day(text)) is not None
    ]
    return bool(known) and day - max(known) > timedelta(days=allowed_age(edition.list))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:_DAY])
    except ValueError:
        return None
