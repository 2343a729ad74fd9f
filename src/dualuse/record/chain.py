"""An append-only chain of events in one file: a line of JSON each, which holds the hash of the line before
it.

An event counts when :meth:`Chain.append` has returned: it is on the disk then. Where the process is killed,
or the power fails, in the middle of a line, that line was promised to nobody. It is not read as an event; the
next append moves it into the files of the workspace and says so in an event of its own.

A chain cut at its end still fits together. The hash of the last event is therefore also kept in a file beside
it (``NAME.head``), which finds what was lost by mistake; against intent, heads are printed where others keep
them (:meth:`Chain.head`) and given to :meth:`Chain.faults`. That a chain was there at all stands in the
manifest of the workspace (:mod:`dualuse.record.manifest`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.opening import unreadable
from dualuse.inputs.plain_files import is_plain, open_plain, read_plain
from dualuse.inputs.private_files import FILE, make_private
from dualuse.inputs.problems import InputError, Problem, problem_of
from dualuse.inputs.whole_files import locked, replace_file, sync_folder, unwritable
from dualuse.record.event import Event, beginning, fault, read_event
from dualuse.record.manifest import BEGINNING, BEGUN, LISTED, LONGEST_LINE, Head, Manifest, words_of_head

TORN: Final = "torn_line_removed"
"""Kind of the event that tells of a line which was cut off in the middle."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")


class Chain:
    """The chain in ``folder/NAME.jsonl``; ``keep`` puts bytes into the files of the workspace and gives their
    digest; ``manifest``: of the workspace; ``begin`` is called before something is written, ``begun`` with
    name and head when the first event is on the disk."""

    def __init__(
        self,
        folder: Path,
        name: str,
        keep: Callable[[bytes], str],
        manifest: Manifest,
        begin: Callable[[], None] = lambda: None,
        begun: Callable[[str, Head], None] = lambda name, head: None,
    ) -> None:
        self.name: Final = name
        self.path: Final = folder / f"{name}.jsonl"
        self._head: Final = folder / f"{name}.head"
        self._lock: Final = folder / f".{name}.lock"
        self._keep: Final = keep
        self._manifest: Final = manifest
        self._begin: Final = begin
        self._begun: Final = begun

    # Reading

    def events(self) -> Iterator[Event]:
        """The events in their order, each compared with its hash and with the one before it.

        Raises:
            InputError: the chain was changed, or cannot be read; the events before that place were given.
        """
        heads = self._known_heads()
        last: Event | None = None
        for line, content, whole in self._lines():
            event = read_event(content)
            if event is None and not whole:
                break
            if event is None or not self._follows(event, last):
                raise InputError([fault("chain_changed", self.path, line=line)])
            last = event
            for number, digest in heads:
                if event.number == number and event.hash != digest:
                    raise InputError([self._foreign(digest)])
            yield event
        self._check_length(heads, last)

    def head(self) -> tuple[int, str]:
        """Number and hash of the last event; 0 and the beginning where there is none.

        Raises:
            InputError: as :meth:`events`.
        """
        last: Event | None = None
        for event in self.events():
            last = event
        return (last.number, last.hash) if last else (0, beginning(self.name))

    def contains(self, head: Head) -> bool:
        """Whether the event of that number has that hash: the line of the number is it; :meth:`events` tells
        whether the lines follow each other."""
        number, digest = head
        for line, content, _ in self._lines():
            if line == number:
                event = read_event(content)
                return event is not None and event.number == number and event.hash == digest
        return False

    def torn(self) -> bool:
        """Whether the file ends in a line that was cut off in the middle: its event was never recorded."""
        if not is_plain(self.path):
            return False
        with locked(self._lock), read_plain(self.path) as stream:
            rest = _end(stream.fileno())[1]
        return bool(rest) and read_event(rest) is None

    def faults(self, head: str = "") -> tuple[Problem, ...]:
        """What is wrong with the chain, nothing where it is whole; ``head``: a hash that it must contain."""
        contains_head, number = not head or head == beginning(self.name), 0
        try:
            for event in self.events():
                contains_head = contains_head or event.hash == head
                number = event.number
        except InputError as error:
            return error.problems
        faults = () if contains_head else (self._foreign(head),)
        manifest = self._manifest.read()
        # The head is begun before the manifest names the chain: one that is named had a head.
        had_head = number > BEGUN or self.name in manifest.heads or os.path.lexists(self._head)
        if had_head and self._known_head() is None:
            faults = (*faults, self._headless())
        if manifest.state == "whole" and self.name not in manifest.heads and number > BEGUN:
            faults = (*faults, fault("chain_unlisted", self.path))
        return faults

    def _follows(self, event: Event, last: Event | None) -> bool:
        number, digest = (last.number, last.hash) if last else (0, beginning(self.name))
        return event.number == number + 1 and event.before == digest

    def _lines(self) -> Iterator[tuple[int, bytes, bool]]:
        """Each line with its number, and whether it is ended."""
        try:
            with read_plain(self.path) as stream:
                for number, line in enumerate(iter(partial(stream.readline, LONGEST_LINE), b""), 1):
                    yield number, line.removesuffix(b"\n"), line.endswith(b"\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise unreadable(self.path, error) from None

    def _known_heads(self) -> tuple[Head, ...]:
        """How far the chain is known to have come: by the head beside it, and by the manifest."""
        heads = (self._known_head(), self._manifest.read().heads.get(self.name))
        return tuple(head for head in heads if head)

    def _known_head(self) -> Head | None:
        try:
            number, digest, *_ = words_of_head(self._head)
            return (int(number), digest) if _HASH.fullmatch(digest) and int(number) > 0 else None
        except ValueError:
            return None

    # Writing

    def append(
        self,
        person: str,
        kind: str,
        body: Mapping[str, Any],
        *,
        files: Sequence[str] = (),
        private: str = "",
    ) -> Event:
        """Add an event; when this returns, it is on the disk.

        Raises:
            InputError: the last event was changed, or the file cannot be written; nothing was added.
        """
        try:
            self._begin()
            make_private(self.path.parent)
            with locked(self._lock, private=True):
                return self._append(person, kind, body, files=tuple(files), private=private)
        except OSError as error:
            raise InputError([unwritable(self.path, error)]) from None
        except UnicodeEncodeError:
            raise InputError([fault("record_no_text", self.path)]) from None

    def _append(
        self, person: str, kind: str, body: Mapping[str, Any], *, files: tuple[str, ...], private: str
    ) -> Event:
        descriptor = open_plain(self.path, os.O_RDWR | os.O_CREAT, FILE)
        try:
            last, size, torn = self._last(descriptor)
            if not size:
                sync_folder(self.path.parent)
            added: list[Event] = []
            if torn:
                added.append(
                    self._next(
                        last, "", TORN, body={"bytes": len(torn)}, files=(self._keep(torn),), private=""
                    )
                )
            added.append(
                self._next(
                    added[-1] if added else last, person, kind, body=body, files=files, private=private
                )
            )
            _write(descriptor, size, b"".join(event.line() + b"\n" for event in added))
        finally:
            os.close(descriptor)
        head = (added[-1].number, added[-1].hash)
        self._note(head)
        if last is None:
            with suppress(
                OSError, InputError
            ):  # the event counts; without its row the chain has to be trusted by a person
                self._begun(self.name, head)
        return added[-1]

    def _note(self, head: Head) -> None:
        """Record in the manifest, then beside the chain, how far the chain has got; of a new one a head is begun before.

        The event already counts, whatever fails here: both may lag behind, and the next event corrects them.
        """
        with suppress(OSError):
            if not os.path.lexists(self._head):
                self._write_head(head, BEGINNING, lasting=True)
            self._manifest.put(self.name, head)
            self._write_head(head, LISTED)

    def _write_head(self, head: Head, word: str, *, lasting: bool = False) -> None:
        replace_file(self._head, f"{head[0]} {head[1]} {word}\n".encode(), lasting=lasting, sweep=False)

    def _last(self, descriptor: int) -> tuple[Event | None, int, bytes]:
        """The last event, the size of the file up to its end, and what stands behind it."""
        size = os.fstat(descriptor).st_size
        line, rest = _end(descriptor)
        if rest and (whole := read_event(rest)) is not None:  # only the end of the line is missing
            os.lseek(descriptor, size, os.SEEK_SET)
            os.write(descriptor, b"\n")
            return whole, size + 1, b""
        if line is None:
            last = None
        elif (last := read_event(line)) is None:
            raise InputError([fault("chain_changed", self.path)])
        self._check_length(self._known_heads(), last)
        return last, size - len(rest), rest

    def _next(
        self,
        last: Event | None,
        person: str,
        kind: str,
        *,
        body: Mapping[str, Any],
        files: tuple[str, ...],
        private: str,
    ) -> Event:
        number, before = (last.number, last.hash) if last else (0, beginning(self.name))
        time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return Event(
            number=number + 1,
            time=time,
            person=person,
            kind=kind,
            body=body,
            files=files,
            private=private,
            before=before,
        ).sealed()

    # What can be wrong

    def _check_length(self, heads: Sequence[Head], last: Event | None) -> None:
        present, known = last.number if last else 0, max((number for number, _ in heads), default=0)
        if present < known:
            raise InputError([fault("chain_shortened", self.path, known=known, found=present)])

    def _headless(self) -> Problem:
        what = N_("the hash of its last event, which is kept in {file}, is gone or cannot be read")
        remedy = Message(
            "remedy.chain_headless",
            N_(
                "Compare the record with a backup, or with a head printed before: events may be missing at its end"
            ),
        )
        return problem_of(
            Message("chain_headless", what, {"file": self._head.name}), remedy, file=str(self.path)
        )

    def _foreign(self, head: str) -> Problem:
        return fault("chain_foreign", self.path, hash=head[:16])


def _end(descriptor: int) -> tuple[bytes | None, bytes]:
    """The last whole line (None: there is none), and what stands behind it."""
    position = os.fstat(descriptor).st_size
    tail = b""
    while position and tail.count(b"\n") < 2:
        step = min(position, 65536)
        position -= step
        os.lseek(descriptor, position, os.SEEK_SET)
        tail = os.read(descriptor, step) + tail
    before, mark, rest = tail.rpartition(b"\n")
    return (before.rpartition(b"\n")[2] if mark else None), rest


def _write(descriptor: int, position: int, content: bytes) -> None:
    """Write at ``position`` and see it to the disk; where the disk takes no more, the file is as it was
    before."""
    os.ftruncate(descriptor, position)
    os.lseek(descriptor, position, os.SEEK_SET)
    try:
        written = 0
        while written < len(content):
            written += os.write(descriptor, content[written:])
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, position)
        raise
