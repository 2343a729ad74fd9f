"""The questions that decide whether a product meets an entry: those of its parameter sheet that settle most."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dualuse.classification.sheets import examine
from dualuse.i18n import Message

_MOST: Final = 3


@lru_cache(maxsize=1_024)
def questions_for(entry: str) -> tuple[Message, ...]:
    """The first questions of an entry (five characters), those that settle most; none where it has no parameter sheet."""
    found = examine(entry, {})
    if found.review == "no_sheet":
        return ()
    return tuple(Message(f"sheet.{one.parameter}", one.question) for one in found.questions[:_MOST])
