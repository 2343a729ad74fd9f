"""What changed between two editions of Annex I, as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import KW_ONLY, dataclass
from typing import Literal

from dualuse.i18n import Message
from dualuse.sources.annex.text import Kind

What = Literal["added", "removed", "renumbered", "threshold", "reworded", "editorial"]
Sign = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number with its unit that became another."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that both editions have, or only one of them."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Attributes:
        what: ``threshold`` where nothing but numbers changed, ``editorial`` where nothing but commas, full stops, hyphens or
            blanks did; a ``renumbered`` or ``reworded`` text can have thresholds too.
        part: provision, note, definition or general note.
        entry: the entry it belongs to; "" outside entries.
        path: where it stands in the later edition, or stood in the earlier one if it was removed.
        former: where a renumbered text stood; "" otherwise.
        old, new: the texts; "" on the side that has none. Both are "" where codes alone were compared.
        thresholds: the numbers that changed.
        words: the two texts word by word, where both are there and differ.
    """

    what: What
    part: Kind
    entry: str
    path: str
    _: KW_ONLY
    former: str = ""
    old: str = ""
    new: str = ""
    thresholds: tuple[Threshold, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexDiff:
    """Two editions compared.

    Attributes:
        earlier, later: names of the editions.
        basis: whether their texts were compared, or their codes alone.
        changes: in the order of the later edition, what was removed in the place it had.
        limits: what the comparison could not do, for people.
        gaps: provisions whose source lacks words or powers, compared as far as they go.
    """

    earlier: str
    later: str
    language: str
    basis: Literal["text", "codes"]
    changes: tuple[Change, ...]
    limits: tuple[Message, ...] = ()
    gaps: tuple[str, ...] = ()

    def summary(self) -> dict[str, int]:
        """How many of each: entries and provisions added and removed, renumbered, thresholds, reworded, …"""
        provisions = [change for change in self.changes if change.part == "provision"]
        counts = Counter(change.what for change in provisions if change.path != change.entry)
        entries = Counter(change.what for change in provisions if change.path == change.entry)
        parts = Counter(change.part for change in self.changes)
        return {
            "entries_added": entries["added"],
            "entries_removed": entries["removed"],
            "provisions_added": counts["added"],
            "provisions_removed": counts["removed"],
            "renumbered": counts["renumbered"] + entries["renumbered"],
            "thresholds": sum(1 for change in provisions if change.thresholds),
            "reworded": counts["reworded"] + entries["reworded"],
            "editorial": counts["editorial"] + entries["editorial"],
            "notes": parts["note"],
            "definitions": parts["definition"],
            "general_notes": parts["general_note"],
        }
