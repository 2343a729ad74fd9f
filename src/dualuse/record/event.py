"""One event of a chain, and the one way it is written: any other way of writing it is a change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem

_FIELDS: Final = frozenset(("number", "time", "person", "kind", "body", "files", "private", "before", "hash"))


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what, when.

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
        digest = hashlib.sha256(_written(self._fields())).hexdigest()
        return Event(**{**self._fields(), "files": self.files, "hash": digest})

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


def no_text(path: Path) -> Problem:
    """The problem that something to be recorded holds half characters: bytes of another encoding, which are no text."""
    return new_problem(
        "record_no_text",
        N_("what is to be recorded holds bytes that are no text"),
        N_("Write it in UTF-8; nothing was recorded"),
        file=str(path),
    )
