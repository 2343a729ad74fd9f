"""Which dossiers the workspace has recorded, by the digest of their JSON: a file that was forged and resealed is not among them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dualuse.dossier.storage import ASSESSED, CHAIN, reference_key
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace

RecordStanding = Literal["recorded", "superseded", "another", "not_recorded"]
"""``recorded``: the workspace recorded this file, and nothing later of the transaction; ``superseded``: it did, and a later one; ``another``: it
recorded other files of this transaction, and not this one; ``not_recorded``: none of it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the workspace knows about a file. ``event``: that of the file; ``latest``: the last one of its transaction, where that is another."""

    standing: RecordStanding
    event: Event | None = None
    latest: Event | None = None


@dataclass(slots=True)
class RecordedDossiers:
    """The dossiers that a workspace recorded. ``by_digest``: the last event of each file; ``by_reference``: the events of each transaction;
    ``by_key``: those of each reference, however it was written."""

    by_digest: dict[str, Event] = field(default_factory=dict)
    by_reference: dict[str, list[Event]] = field(default_factory=dict)
    by_key: dict[str, list[Event]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Add what the workspace has just recorded; other events say nothing of a dossier."""
        if event.kind == ASSESSED and event.body.get("dossier"):
            self.by_digest[str(event.body["dossier"])] = event
            if reference := str(event.body.get("reference") or ""):
                self.by_reference.setdefault(reference, []).append(event)
                self.by_key.setdefault(reference_key(reference), []).append(event)

    def answers_for(self, reference: str) -> Sequence[Event]:
        """The events of a reference, however it was written, the oldest first."""
        return self.by_key.get(reference_key(reference), ())

    def comparison_with(self, content: bytes, reference: str) -> Recorded:
        """What is known about a file with this content, which claims to belong to this transaction."""
        return self.of_digest(hashlib.sha256(content).hexdigest(), reference)

    def of_digest(self, digest: str, reference: str) -> Recorded:
        """What is known about a file with this digest."""
        event = self.by_digest.get(digest)
        latest = next(reversed(self.by_reference.get(reference, ())), None)
        if event is None:
            return Recorded("another", None, latest) if latest else NOT_RECORDED
        if latest is not None and latest.body["dossier"] != digest:
            return Recorded("superseded", event, latest)
        return Recorded("recorded", event, event)


NOT_RECORDED: Final = Recorded("not_recorded")


def recorded_dossiers(workspace: Workspace) -> RecordedDossiers:
    """Read the chain of assessments.

    Raises:
        InputError: the chain was altered, so that it proves nothing.
    """
    dossiers = RecordedDossiers()
    for event in workspace.chain(CHAIN).events():
        dossiers.add(event)
    return dossiers
