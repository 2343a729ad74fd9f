"""A workspace: a folder that remembers who decided what, when, and on what evidence.

::

    files/ab/abcdef…          content-addressed by SHA-256: evidence, states, private parts; never overwritten
    chains/NAME.jsonl         append-only chains of events, one hash chain each (``dualuse.record.chain``)
    manifest.json             which chains there are, and how far each came (``dualuse.record.manifest``)

All of it is its owner's alone: folders 0700, files 0600 or, where they are never written again, 0400.

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
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.plain_files import expanded, is_plain, read_plain
from dualuse.inputs.private_files import make_private, open_file, open_folder, open_to_others, remove_kept
from dualuse.inputs.problems import InputError, Problem
from dualuse.inputs.whole_files import errors_of_writing, parts_left
from dualuse.record.chain import Chain
from dualuse.record.event import Event, fault, held, is_held
from dualuse.record.files import Files
from dualuse.record.manifest import CHAIN_NAME, Head, Manifest
from dualuse.record.trust import NamedBySettings, Register

ERASURES: Final = "erasures"
"""Name of the chain that tells which files were erased."""

WORKSPACE_VARIABLE: Final = "DUALUSE_WORKSPACE"
"""The variable of the environment that names the workspace."""

_JUST_KEPT: Final = 5.0
_MOMENT: Final = 0.25
_LOOKS: Final = 4
"""A file written less than ``_JUST_KEPT`` seconds ago that is not finished, or that no event names, is looked
at so often again, ``_MOMENT`` seconds apart."""
_UNREAD: Final = frozenset(("chain_changed", "chain_foreign", "chain_shortened", "file_unreadable"))
"""Faults of a chain after which its later events are not known."""
_WHY: Final = {
    "absent": Message("manifest.absent", N_("made by an earlier release")),
    "removed": Message("manifest.removed", N_("it was removed")),
    "damaged": Message("manifest.damaged", N_("it was damaged")),
}


class Workspace(Files):
    """The workspace in ``folder``, which is made when something is first kept in it.

    ``home``: a folder above it that should be its owner's alone too; ``notify`` hears, once, what
    :meth:`warnings` tells of the folders when something is first written. ``register``: which workspaces are
    trusted here; ``named_by``: the file of settings that names this one, "" where a person or a program does.
    """

    def __init__(
        self,
        folder: Path,
        home: Path | None = None,
        notify: Callable[[Problem], None] | None = None,
        *,
        register: Register | None = None,
        named_by: str = "",
    ) -> None:
        self.folder: Final = folder
        self.named_by: Final = named_by
        self._register: Final = register
        self._beginning = register
        self._home: Final = home
        self._notify = notify
        self._manifest: Final = Manifest(folder)
        super().__init__(folder / "files", self._written_to)
        self._chains: Final = folder / "chains"
        self._held: tuple[tuple[tuple[str, int], ...], dict[str, str]] | None = None
        self._is_readable = False

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
        """Delete a file permanently, evidence or private part; an event records it, and chains that name
        the file still verify.

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
            remove_kept(path)
        return self.chain(ERASURES).append(person, "erased", {"file": digest, "reason": reason})

    def held(self) -> Mapping[str, str]:
        """By digest, the last day on which a file is kept (:mod:`dualuse.record.event`).

        Raises:
            InputError: a chain was changed.
        """
        names = [name for name in self.chains() if name != ERASURES]
        paths = {name: self.chain(name).path for name in names}
        sizes = tuple((name, path.stat().st_size if path.exists() else 0) for name, path in paths.items())
        if self._held is None or self._held[0] != sizes:
            self._held = (sizes, held(event for name, _ in sizes for event in self.chain(name).events()))
        return self._held[1]

    def parts(self) -> Iterator[Path]:
        """Unfinished files whose writer was killed: no event names them, and they may hold what is
        personal."""
        yield from parts_left(self.folder)
        yield from parts_left(self._files)
        yield from parts_left(self._chains)

    def erase_parts(self, person: str, reason: str) -> int:
        """Delete :meth:`parts` permanently, and record it in an event if there are any; returns how many.

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

    def _check_text(self, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InputError([fault("record_no_text", self._files)]) from None

    # Chains

    def chain(self, name: str) -> Chain:
        """The chain of that name: letters, digits, ``_``, ``.`` and ``-``; it need not exist yet."""
        if not CHAIN_NAME.fullmatch(name):
            raise ValueError(f"not a name of a chain: {name!r}")
        return Chain(self._chains, name, self.keep, self._manifest, self._written_to, self._chain_begun)

    def chains(self) -> tuple[str, ...]:
        """The names of all chains, also of those of which only a head or the manifest speaks: they were
        removed."""
        listed = (name for name in self._manifest.read().heads if CHAIN_NAME.fullmatch(name))
        files = (*self._chains.glob("*.jsonl"), *self._chains.glob("*.head"))
        return tuple(sorted({*listed, *(path.stem for path in files)}))

    def heads(self) -> dict[str, Head]:
        """Number and hash of the last event of each chain that has one.

        Raises:
            InputError: a chain was changed.
        """
        heads = {name: self.chain(name).head() for name in self.chains()}
        return {name: head for name, head in heads.items() if head[0]}

    # Whether it is trusted

    def is_untrusted(self, *chains: str) -> bool:
        """Whether a file of settings names this workspace, and one of ``chains`` (default: any) was neither
        begun from here nor looked at by a person (:mod:`dualuse.record.trust`). A workspace in which nothing
        is recorded has nothing to be trusted.

        Raises:
            InputError: the register cannot be read.
        """
        if not self.named_by or self._register is None or self._register.is_own(self.folder):
            return False
        trust = self._register.trust_in(self.folder)
        heads = trust.heads if trust else {}
        present = self.chains()
        return any(
            name not in heads or not self.chain(name).contains(heads[name])
            for name in (chains or present)
            if name in present
        )

    def untrusted(self) -> Problem:
        """What is said where :meth:`is_untrusted`."""
        return fault("workspace_untrusted", self.folder, settings=self.named_by, folder=self.folder)

    def _chain_begun(self, name: str, head: Head) -> None:
        if self._register is not None:
            self._register.begin(self.folder, name, head)

    # Whether all is as it was written

    def verify(self, heads: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """Everything that was changed, cut off, lost or torn; nothing where the workspace is as it was
        written.

        ``heads``: hashes of last events as they were printed once, by the name of their chain; each must be
        in it. A torn last line is told too, although nothing recorded is lost by it.
        """
        heads = heads or {}
        manifest = self._manifest.read()
        faults: list[Problem] = []
        if manifest.state == "damaged" or self._manifest.removed():
            code = "manifest_damaged" if manifest.state == "damaged" else "manifest_removed"
            faults.append(fault(code, self._manifest.path))
        readable = True
        named: dict[str, str] = {}
        last_named: dict[str, str] = {}
        erased: dict[str, str] = {}
        present = [
            digest for digest, _ in self.kept()
        ]  # before the chains: whoever writes now keeps first, then records
        for name in sorted({*self.chains(), *heads}):
            chain = self.chain(name)
            of_chain = chain.faults(heads.get(name, ""))
            readable = readable and not any(problem.what.code in _UNREAD for problem in of_chain)
            faults += of_chain
            if chain.torn():
                faults.append(fault("chain_torn", chain.path))
            for event in _as_far_as_whole(chain):
                named |= dict.fromkeys(event.digests(), name)
                for digest in event.digests():
                    last_named[digest] = max(event.time, last_named.get(digest, ""))
                if name == ERASURES:
                    erased[str(event.body.get("file"))] = event.time
        faults += [
            fault("file_lost", self.path(digest), chain=name)
            for digest, name in named.items()
            # What was kept again after its erasure is to be there.
            if erased.get(digest, "") < last_named[digest] and not self.path(digest).exists()
        ]
        if readable:  # else the events that are not read may name them
            nameless = self._settled([digest for digest in present if digest not in named])
            faults += [fault("file_unnamed", self.path(digest)) for digest in nameless]
        faults += [fault("file_stray", path) for path in self.strays()]
        return (*faults, *self._changed_files(), *(fault("part_left", path) for path in self._parts_left()))

    def _parts_left(self) -> list[Path]:
        """The files of what was not finished, without those that somebody finishes in a moment."""
        parts = list(self.parts())
        for _ in range(_LOOKS):
            if not any(_age(path) < _JUST_KEPT for path in parts):
                break
            time.sleep(_MOMENT)
            parts = [path for path in parts if path.exists()]
        return parts

    def _settled(self, nameless: list[str]) -> list[str]:
        """Those of the files that no event names which none comes to name in a moment: what was just kept may
        be about to be recorded."""
        for _ in range(_LOOKS):
            if not any(_age(self.path(digest)) < _JUST_KEPT for digest in nameless):
                break
            time.sleep(_MOMENT)
            named = {
                digest
                for name in self.chains()
                for event in _as_far_as_whole(self.chain(name))
                for digest in event.digests()
            }
            nameless = [digest for digest in nameless if digest not in named and self.path(digest).exists()]
        return nameless

    def warnings(self) -> tuple[Problem, ...]:
        """What a person should know and nothing is wrong with: what others may look into or write, a manifest
        that is younger than its chains."""
        manifest = self._manifest.read()
        problems = [*self._open_folders(), *self._open_files()]
        if manifest.state == "absent" and self.chains() and not self._manifest.removed():
            problems.append(fault("manifest_absent", self._manifest.path))
        if manifest.remade:
            problems.append(
                fault(
                    "manifest_remade",
                    self._manifest.path,
                    day=manifest.remade,
                    why=_WHY.get(manifest.why, ""),
                )
            )
        return tuple(problems)

    def _open_folders(self) -> Iterator[Problem]:
        folders = (self.folder, self._home) if self._home else (self.folder,)
        return (open_folder(folder) for folder in folders if open_to_others(folder))

    def _open_files(self) -> Iterator[Problem]:
        """Files that are more than their owner's: of those that are written again each, of the others how
        many."""
        written = (
            self._manifest.path,
            *sorted(self._chains.glob("*.jsonl")),
            *sorted(self._chains.glob("*.head")),
        )
        yield from (open_file(path) for path in written if is_plain(path) and open_to_others(path))
        kept = [path for path in self._files.glob("??/*") if is_plain(path) and open_to_others(path)]
        if kept:
            yield fault("files_open", self._files, number=len(kept), first=min(kept).name[:12])

    def _written_to(self) -> None:
        """Make the folder for its owner alone; who writes for the first time hears of folders that others may
        look into.

        One that is begun from here is trusted of itself.

        Raises:
            InputError: a later release keeps this workspace: nothing of it is touched.
        """
        if not self._is_readable:
            self._manifest.read()
            self._is_readable = True
        register, self._beginning = self._beginning, None
        if register is not None and not register.is_own(self.folder) and self._is_empty():
            register.trust(self.folder, {})
        make_private(self.folder)
        notify, self._notify = self._notify, None
        if notify is not None:
            for problem in self._open_folders():
                notify(problem)

    def _is_empty(self) -> bool:
        kept = (*self._chains.glob("*.jsonl"), *self._chains.glob("*.head"), *islice(self.kept(), 1))
        return not kept and not os.path.lexists(self._manifest.path)

    def _changed_files(self) -> Iterator[Problem]:
        for digest, _ in self.kept():
            path = self.path(digest)
            try:
                with read_plain(path) as stream:
                    changed = hashlib.file_digest(stream, "sha256").hexdigest() != path.name
            except FileNotFoundError:  # erased meanwhile
                continue
            except OSError:
                changed = True
            if changed:
                yield fault("file_changed", path)


def workspace_at(folder: str, home: Path, notify: Callable[[Problem], None] | None = None) -> Workspace:
    """The workspace named, or that of ``DUALUSE_WORKSPACE``, or the one in ``home``; ``notify`` as of
    :class:`Workspace`."""
    chosen = folder or os.environ.get(WORKSPACE_VARIABLE, "")
    register = Register(home)
    if not chosen:
        return Workspace(home / "workspace", home, notify, register=register)
    named_by = chosen.file if isinstance(chosen, NamedBySettings) else ""
    return Workspace(expanded(chosen), notify=notify, register=register, named_by=named_by)


def _age(path: Path) -> float:
    """Seconds since a file was written; one that is gone is old."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return _JUST_KEPT


def _as_far_as_whole(chain: Chain) -> Iterator[Event]:
    try:
        yield from chain.events()
    except InputError:
        return  # told by Chain.faults
