"""What a run notes for its line in a log: numbers, and the codes of what ended it or was not looked at; nothing where no log is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class RunNotes:
    """``counts``: numbers by what they count; ``problems``: codes, each once, in the order they came (the keys)."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: dict[str, None] = field(default_factory=dict)


_NOTES: Final[ContextVar[RunNotes | None]] = ContextVar("notes", default=None)


@contextmanager
def notes_kept() -> Iterator[RunNotes]:
    """What is noted inside the block."""
    notes = RunNotes()
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def note_counts(**counts: int) -> None:
    """Numbers of the run that goes on."""
    notes = _NOTES.get()
    if notes is not None:
        notes.counts.update(counts)


def note_problems(*codes: str) -> None:
    """Codes of what was wrong in the run that goes on, or was not looked at."""
    notes = _NOTES.get()
    if notes is not None:
        notes.problems.update(dict.fromkeys(codes))
