"""The manifest of a workspace, ``manifest.json``: which chains there are, and how far each one came.

A chain that is removed whole leaves nothing that speaks of it; the manifest does. It is written after the event is on the
disk, so a chain may be longer than the manifest says (somebody was killed in between; the next event puts it right), and
never shorter. A workspace of an earlier release has none: it is made of what is there when something is recorded next, and
says so from then on. The head beside each chain says that there is a manifest, so that one that was removed is missed; it
is begun before the manifest names the chain, so that a head that was removed is missed, too.

**A second place.** Against intent nothing helps that lies beside the record. :func:`heads_text` is what is kept elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from dualuse.inputs.formats import HEADS, WORKSPACE, refuse_later
from dualuse.inputs.opening import limited, opened
from dualuse.inputs.plain_files import read_plain
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import locked, replace_file
from dualuse.record.event import fault, read_event

Head = tuple[int, str]
"""Number and hash of an event."""
State = Literal["whole", "absent", "damaged"]

LISTED: Final = "listed"
"""The word in the head of a chain which says that a manifest names it."""
BEGINNING: Final = "begun"
"""The word in the head of a new chain until the manifest names it: a chain that the manifest names always has a head."""
BEGUN: Final = 2
"""Events that may stand in a chain of which neither head nor manifest knows: who is killed in the first append has written no more."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
CHAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
"""What a chain may be called, which is a file, too."""
_MOST: Final = 1 << 20
_LONGEST_HEAD: Final = 1000
LONGEST_LINE: Final = 1 << 26
"""Bytes of an event: a longer line is none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest says. ``remade``: the day (UTC) on which it was made of chains that were there already, or ""; ``why``: it was ``absent``
    (a workspace of an earlier release), ``removed`` or ``damaged``.
    """

    heads: Mapping[str, Head]
    state: State = "whole"
    remade: str = ""
    why: str = ""


class Manifest:
    """The manifest of the workspace in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.path: Final = folder / "manifest.json"
        self._chains: Final = folder / "chains"
        self._lock: Final = folder / ".manifest.lock"

    def read(self) -> Contents:
        """What it says; nothing where it is absent or damaged, which its ``state`` tells.

        Raises:
            InputError: a later release keeps this workspace.
        """
        try:
            with read_plain(self.path) as stream:
                data = json.loads(stream.read(_MOST))
            refuse_later(data, WORKSPACE, str(self.path))
            if data["format"] != WORKSPACE:
                return Contents({}, "damaged")
            heads = {str(name): read_head(row) for name, row in data["chains"].items()}
            return Contents(heads, "whole", str(data["remade"]), str(data["why"]))
        except FileNotFoundError:
            return Contents({}, "absent")
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Contents({}, "damaged")

    def removed(self) -> bool:
        """Whether it is not there, and the head of a chain says that it was."""
        # In this order, as whoever makes the first one writes the manifest before the head.
        listed = any(LISTED in words_of_head(path) for path in self._chains.glob("*.head"))
        return listed and not self.path.exists()

    def put(self, name: str, head: Head) -> None:
        """Note the last event of a chain, which is on the disk. Heads of others stay, also of those that are gone.

        Raises:
            OSError: it cannot be written; what stood there stays.
            InputError: a later release keeps this workspace.
        """
        with locked(self._lock, private=True):
            contents = self.read()
            heads, remade, why = dict(contents.heads), contents.remade, contents.why
            if contents.state != "whole":
                heads = {other: last for other in self._others(name) if (last := self._last(other))}
                why = "damaged" if contents.state == "damaged" else "removed" if self.removed() else "absent"
                # Where several begin at once, or were killed in it, each chain has an event or two and no head that was finished: nothing
                # was lost. One without any head is named by its own next event.
                most = max(head[0], *(last[0] for last in heads.values()), 0)
                begun = why == "absent" and most <= BEGUN and not self._has_heads_of_old()
                heads = {
                    other: last
                    for other, last in heads.items()
                    if last[0] > BEGUN or self._head(other).exists()
                }
                remade, why = ("", "") if begun else (datetime.now(UTC).date().isoformat(), why)
            new = name not in heads
            heads[name] = head
            data = {"format": WORKSPACE, "remade": remade, "why": why, "chains": heads}
            text = json.dumps(data, indent=1, sort_keys=True) + "\n"
            # Not swept: unfinished files are reported, and removed by an erasure that is recorded.
            replace_file(self.path, text.encode(), lasting=new or contents.state != "whole", sweep=False)

    def _head(self, name: str) -> Path:
        return self._chains / f"{name}.head"

    def _has_heads_of_old(self) -> bool:
        return any(BEGINNING not in words_of_head(path) for path in self._chains.glob("*.head"))

    def _others(self, name: str) -> list[str]:
        files = (*self._chains.glob("*.jsonl"), *self._chains.glob("*.head"))
        return sorted({path.stem for path in files} - {name})

    def _last(self, name: str) -> Head | None:
        """How far a chain is known to have come: by its head, else by its last whole line."""
        words = words_of_head(self._head(name))
        if len(words) >= 2 and words[0].isdecimal() and len(words[0]) < 19 and _HASH.fullmatch(words[1]):
            return int(words[0]), words[1]
        last: Head | None = None
        try:
            with read_plain(self._chains / f"{name}.jsonl") as stream:
                for line in iter(partial(stream.readline, LONGEST_LINE), b""):
                    event = read_event(line.removesuffix(b"\n"))
                    last = (event.number, event.hash) if event else last
        except OSError:
            return last
        return last


def words_of_head(head: Path) -> list[str]:
    """The words of the head beside a chain; none where it is not there, or cannot be read."""
    try:
        with read_plain(head) as stream:
            return stream.read(_LONGEST_HEAD).decode("ascii").split()
    except (OSError, ValueError):
        return []


def read_head(row: Any) -> Head:
    """Number and hash of an event as JSON holds them.

    Raises:
        ValueError: they are none.
        TypeError: the value is no pair, or its second is no text.
    """
    number, digest = row
    if type(number) is not int or number < 1 or not _HASH.fullmatch(digest):
        raise ValueError("no head")
    return number, digest


# Heads in a second place


def heads_text(heads: Mapping[str, Head]) -> str:
    """The heads of all chains, to be kept where who can write to the workspace cannot: another machine, a print-out."""
    written = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"format": HEADS, "written": written, "chains": heads}, indent=1, sort_keys=True) + "\n"


def read_heads(path: Path) -> dict[str, Head]:
    """The heads that :func:`heads_text` wrote.

    Raises:
        InputError: the file cannot be read, or is no such file.
    """
    with opened(path) as stream:
        content = limited(stream.read(_MOST + 1), str(path), _MOST)
    try:
        data = json.loads(content)
        refuse_later(data, HEADS, str(path))
        heads = {name: read_head(row) for name, row in data["chains"].items()}
        if data["format"] != HEADS or not all(map(CHAIN_NAME.fullmatch, heads)):
            raise ValueError("no heads")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError([fault("heads_unknown", path)]) from None
    return heads
