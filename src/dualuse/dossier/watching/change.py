"""What has changed for an assessment since it was made: frozen data, the heaviest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dualuse.i18n import Message

Kind = Literal[
    "unreadable", "answer", "option", "party", "context", "annex", "questionnaire", "matcher", "review"
]
"""``answer``: another outcome or release; ``option``: a general authorisation that came or went; ``party``: a hit that came or went;
``context``: another value of an index; ``annex``: its entries changed; ``questionnaire``, ``matcher``: another version; ``review``: the day to
open it again has come; ``unreadable``: the file is no dossier."""
ORDER: Final[tuple[Kind, ...]] = (
    "unreadable", "answer", "party", "option", "annex", "context", "questionnaire", "matcher", "review",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``worse``: it makes the answer more severe (True), less (False), or neither (None)."""

    kind: Kind
    what: Message
    worse: bool | None = None
