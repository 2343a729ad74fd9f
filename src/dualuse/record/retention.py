"""What may not be erased yet: files of events that say until when they are kept (``keep_until``, Art. 27 of the Regulation)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem
from dualuse.record.event import Event

KEEP_UNTIL: Final = "keep_until"
"""The field in the body of an event with the last day (ISO) on which its files are kept."""


def held(events: Iterable[Event]) -> dict[str, str]:
    """By digest, the last day (ISO) on which a file is kept: the latest of all events that name it."""
    last_days: dict[str, str] = {}
    for event in events:
        until = str(event.body.get(KEEP_UNTIL) or "")
        if until:
            for digest in event.digests():
                last_days[digest] = max(until, last_days.get(digest, ""))
    return last_days


def is_held(until: str, today: date) -> bool:
    """Whether a file kept until that day is still kept on ``today``."""
    return bool(until) and date.fromisoformat(until) >= today


def held_problem(path: Path, until: str) -> Problem:
    """That a file may not be erased yet."""
    return new_problem(
        "file_held",
        N_("the file is kept until {day} (Art. 27)"),
        N_("Erase it after that day"),
        file=str(path),
        day=until,
    )
