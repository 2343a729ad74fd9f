"""A workspace: a folder that remembers who decided what, when, and on what evidence.

::

    files/ab/abcdef…          content-addressed by SHA-256: evidence, states, private parts; never overwritten
    chains/NAME.jsonl         append-only chains of events, one hash chain each (``dualuse.record.chain``)

**Personal data.** An event stays for good; personal data may not. So the ``body`` of an event holds ids, digests, editions
and outcomes, and whatever names or describes a party, with the words in which somebody reasons about it, goes into a
*private part*: a file of its own that begins with 32 random bytes. The event holds the digest of that file, from which
nothing can be guessed, because nobody can guess the salt. After retention (Art. 27) :meth:`Workspace.erase` removes the
file, and an event says that it was removed, by whom and why; every chain still verifies. The ``person`` of an event stays:
a decision is answerable to somebody. A house that must be able to forget its own people writes a number of its register
there. Evidence files are erased the same way; their digests are not salted, as a file is found by its content.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.inputs.problems import InputError, Problem
from dualuse.inputs.whole_files import begin_part, errors_of_writing, parts_left, sync_folder, umask
from dualuse.record.chain import Chain
from dualuse.record.event import Event, fault, held, is_held

ERASURES: Final = "erasures"
"""Name of the chain that tells which files were erased."""

WORKSPACE_VARIABLE: Final = "DUALUSE_WORKSPACE"
"""The variable of the environment that names the workspace."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_BLOCK: Final = 1 << 20


class Workspace:
    """The workspace in ``folder``, which is made when something is first kept in it."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder
        self._files: Final = folder / "files"
        self._chains: Final = folder / "chains"
        self._held: tuple[tuple[tuple[str, int], ...], dict[str, str]] | None = None

    # Files

    def keep(self, content: bytes) -> str:
        """Keep ``content``; returns its SHA-256 in hexadecimal digits. Kept twice, it is there once.

        Raises:
            InputError: it cannot be written.
        """
        digest = hashlib.sha256(content).hexdigest()
        with errors_of_writing(self.path(digest)):
            if not self.path(digest).exists():
                self._put(digest, self._written([content]))
        return digest

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep what ``stream`` gives, of any size; as :meth:`keep`."""
        digest = hashlib.sha256()

        def blocks() -> Iterator[bytes]:
            while block := stream.read(_BLOCK):
                digest.update(block)
                yield block

        with errors_of_writing(self._files):
            temporary = self._written(blocks())
            self._put(digest.hexdigest(), temporary)
        return digest.hexdigest()

    def path(self, digest: str) -> Path:
        """Where the file of that digest is, if it is kept."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a digest: {digest!r}")
        return self._files / digest[:2] / digest

    def read(self, digest: str) -> bytes | None:
        """The content of that digest; None where it is not here (erased, or never kept).

        Raises:
            InputError: the file was changed.
        """
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != digest:
            raise InputError([fault("file_changed", self.path(digest))])
        return content

    def keep_private(self, data: Mapping[str, Any]) -> str:
        """Keep a private part, salted; returns its digest for :attr:`Event.private`.

        Raises:
            InputError: it cannot be written, or half characters stand in it.
        """
        text = json.dumps({"salt": secrets.token_hex(32), "data": data}, ensure_ascii=False, sort_keys=True)
        self._check_text(text)
        return self.keep(text.encode())

    def private(self, digest: str) -> dict[str, Any] | None:
        """The private part of that digest; None where it was erased.

        Raises:
            InputError: the file was changed.
        """
        content = self.read(digest) if digest else None
        return json.loads(content)["data"] if content is not None else None

    def erase(self, digest: str, person: str, reason: str) -> Event:
        """Remove a file for good, evidence or private part; an event says so, and chains that name it still verify.

        The file goes first: the record never says of something that it is erased while it is there.

        Raises:
            InputError: it cannot be removed, or is to be kept still (Art. 27).
        """
        path = self.path(digest)
        until = self.held().get(digest, "")
        if is_held(until, date.today()):
            raise InputError([fault("file_held", path, day=until)])
        self._check_text(person + reason)
        with errors_of_writing(path):
            path.unlink(missing_ok=True)
        return self.chain(ERASURES).append(person, "erased", {"file": digest, "reason": reason})

    def held(self) -> Mapping[str, str]:
        """By digest, the last day on which a file is kept (:mod:`dualuse.record.event`).

        Raises:
            InputError: a chain was changed.
        """
        names = [name for name in self.chains() if name != ERASURES]
        sizes = tuple(
            (name, self.chain(name).path.stat().st_size) for name in names if self.chain(name).path.exists()
        )
        if self._held is None or self._held[0] != sizes:
            self._held = (sizes, held(event for name, _ in sizes for event in self.chain(name).events()))
        return self._held[1]

    def parts(self) -> Iterator[Path]:
        """Unfinished files whose writer was killed: no event names them, and they may hold what is personal."""
        yield from parts_left(self._files)
        yield from parts_left(self._chains)

    def erase_parts(self, person: str, reason: str) -> int:
        """Remove :meth:`parts` for good, and say so in an event if there are any; returns how many.

        Raises:
            InputError: one cannot be removed.
        """
        self._check_text(person + reason)
        parts = tuple(self.parts())
        for path in parts:
            with errors_of_writing(path):
                path.unlink(missing_ok=True)
        if parts:
            self.chain(ERASURES).append(person, "parts_erased", {"number": len(parts), "reason": reason})
        return len(parts)

    def kept(self) -> Iterator[tuple[str, float]]:
        """The digests of all files that are here, each with the time it was kept (seconds since 1970, UTC)."""
        for path in sorted(self._files.glob("??/*")):
            yield path.name, path.stat().st_mtime

    def _check_text(self, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InputError([fault("record_no_text", self._files)]) from None

    def _written(self, blocks: Any) -> str:
        """A file with ``blocks``, on the disk, without its name yet."""
        self._files.mkdir(parents=True, exist_ok=True)
        descriptor, name = begin_part(self._files)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for block in blocks:
                    stream.write(block)
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return name

    def _put(self, digest: str, temporary: str) -> None:
        path = self.path(digest)
        try:
            path.parent.mkdir(exist_ok=True)
            if not path.exists():  # two that keep the same at once put the same there
                os.chmod(temporary, 0o444 & ~umask())
                os.replace(temporary, path)
                sync_folder(path.parent)
        finally:
            Path(temporary).unlink(missing_ok=True)

    # Chains

    def chain(self, name: str) -> Chain:
        """The chain of that name: letters, digits, ``_``, ``.`` and ``-``; it need not exist yet.

        Raises:
            InputError: its folder cannot be made.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name of a chain: {name!r}")
        with errors_of_writing(self._chains):
            self._chains.mkdir(parents=True, exist_ok=True)
        return Chain(self._chains, name, self.keep)

    def chains(self) -> tuple[str, ...]:
        """The names of all chains, also of those of which only the head is left: they were removed."""
        if not self._chains.is_dir():
            return ()
        files = (*self._chains.glob("*.jsonl"), *self._chains.glob("*.head"))
        return tuple(sorted({path.stem for path in files}))

    # Whether all is as it was written

    def verify(self, heads: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """Everything that was changed, cut off, lost or torn; nothing where the workspace is as it was written.

        ``heads``: hashes of last events as they were printed once, by the name of their chain; each must be in it. A torn
        last line is told too, although nothing recorded is lost by it.
        """
        heads = heads or {}
        faults: list[Problem] = []
        named: dict[str, str] = {}
        erased: set[str] = set()
        for name in sorted({*self.chains(), *heads}):
            chain = self.chain(name)
            faults += chain.faults(heads.get(name, ""))
            if chain.torn():
                faults.append(fault("chain_torn", chain.path))
            for event in _as_far_as_whole(chain):
                named |= dict.fromkeys(event.digests(), name)
                if name == ERASURES:
                    erased.add(str(event.body.get("file")))
        faults += [
            fault("file_lost", self.path(digest), chain=name)
            for digest, name in named.items()
            if digest not in erased and not self.path(digest).exists()
        ]
        return (*faults, *self._changed_files(), *(fault("part_left", path) for path in self.parts()))

    def _changed_files(self) -> Iterator[Problem]:
        for path in sorted(self._files.glob("??/*")):
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != path.name:
                    yield fault("file_changed", path)


def workspace_at(folder: str, home: Path) -> Workspace:
    """The workspace named, or that of ``DUALUSE_WORKSPACE``, or the one in ``home``."""
    chosen = folder or os.environ.get(WORKSPACE_VARIABLE, "")
    return Workspace(Path(chosen).expanduser() if chosen else home / "workspace")


def _as_far_as_whole(chain: Chain) -> Iterator[Event]:
    try:
        yield from chain.events()
    except InputError:
        return  # told by Chain.faults


# What can be erased: files of chosen events, as far as no other event needs them

Chosen = Callable[[str, Event], frozenset[str]]
"""Of an event in a chain, the digests of those of its files that are to go."""


@dataclass(frozen=True, slots=True)
class Erasable:
    """``files``: digests that may go, each named by ``events`` events at least one of which chose it.

    ``needed``: digests that were chosen and stay, because another event names them too. ``bytes``: what the files take.
    ``held``: digests that were chosen and stay, because they are to be kept still (Art. 27).
    """

    files: tuple[str, ...]
    events: int
    needed: tuple[str, ...]
    bytes: int
    held: tuple[str, ...] = ()


def erasable(workspace: Workspace, chosen: Chosen) -> Erasable:
    """What would go. Files that are gone already are not counted.

    Raises:
        InputError: a chain was changed: nothing is erased by what it says.
    """
    wanted: dict[str, None] = {}
    left: set[str] = set()
    events = 0
    for name in workspace.chains():
        if name == ERASURES:
            continue
        for event in workspace.chain(name).events():
            files = files_of(event)
            going = chosen(name, event) & files
            wanted |= dict.fromkeys(digest for digest in sorted(going) if workspace.path(digest).exists())
            left |= files - going
            events += bool(going)
    until, today = workspace.held(), date.today()
    kept = tuple(digest for digest in wanted if is_held(until.get(digest, ""), today))
    left |= set(kept)
    going_files = tuple(digest for digest in wanted if digest not in left)
    size = sum(workspace.path(digest).stat().st_size for digest in going_files)
    needed = tuple(digest for digest in wanted if digest in left and digest not in kept)
    return Erasable(going_files, events, needed, size, kept)


def files_of(event: Event) -> frozenset[str]:
    """The digests of all files that an event names, its private part too."""
    return frozenset(event.digests())


def unnamed(workspace: Workspace, before: datetime) -> Iterator[str]:
    """Digests of files that no event names, kept before a time: an event was to follow and was never recorded.

    Raises:
        InputError: a chain was changed.
    """
    chains = map(workspace.chain, workspace.chains())
    named = {digest for chain in chains for event in chain.events() for digest in event.digests()}
    for digest, time in workspace.kept():
        if digest not in named and datetime.fromtimestamp(time, UTC) < before:
            yield digest
