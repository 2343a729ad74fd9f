"""Days as a reader of each language writes them; English keeps the form of the data, 2026-11-24, in short."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

_SHORT: Final = {"de": "%d.%m.%Y", "fr": "%d/%m/%Y"}
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")


_WITHIN: Final = {"de": r"\d\d\.\d\d\.\d{4}", "fr": r"\d\d/\d\d/\d{4}"}


def rewritten_days(text: str, language: str, write: Callable[[str], str]) -> str:
    """A sentence, each short day in it written otherwise; what is part of a longer number or name stays as it is.

    Args:
        write: from a day in ISO 8601 to its words.
    """
    form = _SHORT.get(language, "%Y-%m-%d")

    def long(match: re.Match[str]) -> str:
        try:
            return write(datetime.strptime(match[0], form).date().isoformat())
        except ValueError:
            return match[0]

    return re.sub(rf"(?<![\w./-]){_WITHIN.get(language, _ISO.pattern)}(?![\w/-]|\.\w)", long, text)


def is_day(text: str) -> bool:
    """Whether the text has the form of a day in ISO 8601."""
    return _ISO.fullmatch(text) is not None


def is_calendar_day(text: str) -> bool:
    """Whether the text is a day of the calendar in ISO 8601 (``2025-11-15``)."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def short_day(day: date | str, language: str) -> str:
    """``2026-11-24``, in German ``24.11.2026``, in French ``24/11/2026``; of a text that is no day, the text."""
    try:
        day_of_calendar = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    form = _SHORT.get(language)
    return day_of_calendar.strftime(form) if form else day_of_calendar.isoformat()


_POINTS: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_STROKES: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_STROKES_DAY_FIRST: Final = frozenset({"fr"})
"""Languages whose readers write ``24/11/2026`` and mean nothing else; to others such a day may begin with its month."""


def stated_day(text: str, language: str) -> date | None:
    """A day as somebody types it: ``2026-12-31``, ``31.12.2026``, in French ``31/12/2026`` too; None where it is none, or may be another."""
    written = text.strip()
    match = _POINTS.fullmatch(written)
    if match is None and language in _STROKES_DAY_FIRST:
        match = _STROKES.fullmatch(written)
    try:
        if match is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(written) if _ISO.fullmatch(written) else None
    except ValueError:
        return None
