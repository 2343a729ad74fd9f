"""One event of a chain, until when its files are kept, and the one way it is written: any other way is a change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem

_FIELDS: Final = frozenset(("number", "time", "person", "kind", "body", "files", "private", "before", "hash"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: who did what, and when.

    ``number`` counts from 1; ``time`` is UTC, ISO 8601 with microseconds; ``person`` as the house names its people
    (a name, or a number in its own register); ``kind`` is what happened, ``body`` what may be kept for good: ids,
    digests, editions, words of our own. ``files``: digests of evidence in the workspace. ``private``: digest of a salted
    file with what may have to be erased one day, or "". ``before`` is the hash of the event before it.
    """

    number: int
    time: str
    person: str
    kind: str
    body: Mapping[str, Any]
    files: tuple[str, ...]
    private: str
    before: str
    hash: str = ""

    def sealed(self) -> Event:
        """The event with its hash, which covers everything else in it."""
        return replace(self, hash=hashlib.sha256(_written(self._fields())).hexdigest())

    def digests(self) -> tuple[str, ...]:
        """The digests of all files that the event names, its private part last."""
        return (*self.files, self.private) if self.private else self.files

    def line(self) -> bytes:
        """The event as its line in the file, without the end of the line."""
        return _written({**self._fields(), "hash": self.hash})

    def _fields(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "time": self.time,
            "person": self.person,
            "kind": self.kind,
            "body": self.body,
            "files": list(self.files),
            "private": self.private,
            "before": self.before,
        }


def read_event(line: bytes) -> Event | None:
    """The event that ``line`` holds; None where it is not exactly as it was written."""
    try:
        data = json.loads(line)
        if not isinstance(data, dict) or data.keys() != _FIELDS:
            return None
        event = Event(**{**data, "files": tuple(data["files"])})
        same = event.line() == line and event.sealed().hash == event.hash
    except (ValueError, TypeError, RecursionError):
        return None
    return event if same else None


def beginning(chain: str) -> str:
    """What stands for the hash before the first event: it names the chain, so that chains cannot be exchanged."""
    return hashlib.sha256(b"dualuse chain " + chain.encode()).hexdigest()


def _written(data: Mapping[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


_RESTORE: Final = N_(
    "Restore it from a backup, or compare the record with heads kept elsewhere: a chain may be missing"
)
_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "chain_changed": (
        N_("the record was changed here after it was written"),
        N_("Restore the file from a backup; what follows is not relied on"),
    ),
    "chain_foreign": (
        N_("the record does not contain the event {hash}"),
        N_("Compare it with a backup: it was cut, or written anew"),
    ),
    "chain_shortened": (
        N_("the record has {found} events, and it once had {known}"),
        N_("Restore the file from a backup"),
    ),
    "chain_unlisted": (
        N_("the manifest does not name this chain"),
        N_("Compare the record with a backup: the chain was put there, or the manifest was changed"),
    ),
    "chain_torn": (
        N_("the last line was cut off while it was written: its event was not recorded"),
        N_("Do again what was interrupted; the events before it are whole, and the line is set aside"),
    ),
    "file_changed": (
        N_("the file was changed after it was kept: its content is not that of its name"),
        N_("Restore it from a backup"),
    ),
    "file_held": (N_("the file is kept until {day} (Art. 27)"), N_("Erase it after that day")),
    "file_lost": (
        N_("the file is missing, and the record {chain} names it"),
        N_("Restore it from a backup, or record that it was erased"),
    ),
    "part_left": (
        N_("a file was left unfinished by something that was interrupted"),
        N_(
            "Nothing recorded is lost; remove it with dualuse record erase, which any choice does, as it may hold personal data"
        ),
    ),
    "files_open": (
        N_(
            "others on this machine may look into files with personal data (number: {number}, the first {first}…)"
        ),
        N_("Take that from them: chmod -R go= on this folder"),
    ),
    "file_stray": (
        N_(
            "this was not kept by the record: it has no name that a file of the record has, and no event can name it"
        ),
        N_("See what it is and who put it there, and take it away"),
    ),
    "file_unnamed": (
        N_("no event names this file: what was to be recorded of it was not, or its event was removed"),
        N_(
            "If something was interrupted, record it again, and erase the file with dualuse record erase --unrecorded; else compare the record with"
            " a backup or with heads kept elsewhere"
        ),
    ),
    "heads_unknown": (
        N_("the file holds no heads of chains"),
        N_("Give a file that dualuse record heads wrote"),
    ),
    "manifest_absent": (
        N_("the workspace has no manifest of its chains: an earlier release made it"),
        N_(
            "The manifest is made when something is recorded next; until then a chain that is removed whole is not missed"
        ),
    ),
    "manifest_damaged": (
        N_("the manifest of the chains cannot be read"),
        _RESTORE,
    ),
    "manifest_remade": (
        N_(
            "the manifest was made of the chains that were there on {day}, as there was none that could be read ({why})"
        ),
        N_(
            "Compare the record with a backup or with heads kept elsewhere, if a chain may have been removed before"
        ),
    ),
    "manifest_removed": (
        N_("the manifest of the chains was there and is gone"),
        _RESTORE,
    ),
    "register_damaged": (
        N_("the register of trusted workspaces cannot be read: {reason}"),
        N_("Remove it, and trust your workspaces again: dualuse record trust FOLDER"),
    ),
    "register_open": (
        N_("others on this machine may write the register of trusted workspaces"),
        N_("Look at what is in it, then take that from them: chmod 600 {register}"),
    ),
    "workspace_untrusted": (
        N_("{settings} names this workspace, and nobody here has trusted it"),
        N_(
            "Look at it with dualuse record verify, then: dualuse record trust {folder}; or name it yourself with --workspace"
        ),
    ),
    "record_no_text": (
        N_("what is to be recorded holds bytes that are no text"),
        N_("Write it in UTF-8; nothing was recorded"),
    ),
}
"""What can be wrong with a record, and what to do, by code. ``record_no_text``: half characters, bytes of another encoding."""


def fault(code: str, path: Path, **params: Any) -> Problem:
    """What is wrong with a file of the record, by its code among those above; ``line``: where in it."""
    what, remedy = _FAULTS[code]
    return new_problem(code, what, remedy, file=str(path), **params)


# What may not be erased yet: files of events that say until when they are kept (Art. 27 of the Regulation)

KEEP_UNTIL: Final = "keep_until"
"""The field in the body of an event with the last day (ISO) on which its files are kept."""


def held(events: Iterable[Event]) -> dict[str, str]:
    """By digest, the last day (ISO) on which a file is kept: the latest of all events that name it."""
    last_days: dict[str, str] = {}
    for event in events:
        if until := str(event.body.get(KEEP_UNTIL) or ""):
            for digest in event.digests():
                last_days[digest] = max(until, last_days.get(digest, ""))
    return last_days


def is_held(until: str, today: date) -> bool:
    """Whether a file kept until that day is still kept on ``today``."""
    return bool(until) and date.fromisoformat(until) >= today
