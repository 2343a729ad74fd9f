"""What is installed: the editions of the lists in use, and the index that this version of the matcher built from exactly those.

``DUALUSE_HOME/index/KEY/names.index``: the key follows from the editions and the version, so an index of anything else is
never used by mistake. It is built when it is first needed, once for all processes, and older ones are then removed.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, Count, Message
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import locked, put_in_place, replace_file, unwritable
from dualuse.screening import INDEX_FORMAT, MATCHER_VERSION
from dualuse.sources.lists.store import ListStore

if TYPE_CHECKING:
    from dualuse.sources.lists.edition import Edition
    from dualuse.sources.lists.listed_party import ListedParty

INDEX: Final = "index"
_FILE: Final = "names.index"
_MATCHER: Final = "matcher"
"""Beside the indices: the version of the matcher that made the last one."""
_TEMPORARY: Final = ".new-"

Notify = Callable[[Message], None]
"""Receives messages for the person who waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """``editions``: those in use; ``index``: the file built from them; ``key``: identifies the editions and the matcher."""

    store: ListStore
    editions: tuple[Edition, ...]
    index: Path
    key: str
    matcher: str = MATCHER_VERSION

    def entry(self, list_id: str, entity: str) -> ListedParty | None:
        """An entry as it stands in the edition in use; None if there is none, or the list is no longer installed."""
        edition = self.edition(list_id)
        return None if edition is None else self.store.party(list_id, entity, edition.edition)

    def edition(self, list_id: str) -> Edition | None:
        """The edition of a list that is in use."""
        return next((edition for edition in self.editions if edition.list == list_id), None)

    def names(self) -> dict[str, str]:
        """The editions in use by their lists."""
        return {edition.list: edition.edition for edition in self.editions}


def installed(home: Path, notify: Notify | None = None, *, elsewhere: bool = False) -> Installed | None:
    """The lists in use with their index, which is built first if there is none yet; None if no list is installed.

    ``notify`` receives the message that the index is being built, and why, as this takes some seconds. ``elsewhere``: if ``home``
    cannot be written to, build it in a temporary folder for this process alone.

    Raises:
        InputError: the index cannot be written.
        MissingSourceError: the files of an edition are damaged.
    """
    notify = notify or (lambda message: None)
    folder = home / INDEX
    in_use = _in_use(home)
    if in_use is None or _fits(in_use.index):
        return in_use
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            # Another process may have built it meanwhile, or installed another edition: its index must not be thrown away.
            in_use = _in_use(home) or in_use
            if not _fits(in_use.index):
                _make(in_use, folder, notify)
    except OSError as error:
        made = _made_for_this_process(in_use, notify, error) if elsewhere else None
        if made is None:
            raise InputError([unwritable(folder, error)]) from None
        return made
    return in_use


def index_key(editions: tuple[Edition, ...]) -> str:
    """The key of the index of these editions for this matcher."""
    contents = sorted((edition.list, edition.edition, edition.content) for edition in editions)
    return hashlib.sha256(json.dumps([MATCHER_VERSION, INDEX_FORMAT, contents]).encode()).hexdigest()[:24]


def _in_use(home: Path) -> Installed | None:
    """The editions in use, and the path of their index, whether or not it exists."""
    store = ListStore(home)
    editions = store.editions()
    key = index_key(editions)
    return (
        Installed(store=store, editions=editions, index=home / INDEX / key / _FILE, key=key)
        if editions
        else None
    )


def _made_for_this_process(in_use: Installed, notify: Notify, error: OSError) -> Installed | None:
    """The index in a temporary folder that is removed when this process ends; None if there is no room for it there either."""
    text = N_(
        "the index cannot be kept in {folder} ({reason}): it is made for this run alone, and for each one until it can"
    )
    params = {"folder": str(in_use.index.parent.parent), "reason": reason_of(error)}
    notify(Message("index_elsewhere", text, params))
    try:
        folder = Path(tempfile.mkdtemp(prefix="dualuse-index-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _build(in_use, folder)
    except OSError:
        return None
    return replace(in_use, index=folder / _FILE)


def _fits(index: Path) -> bool:
    """Whether the header of the file says that it is an index of this matcher, and the index of addresses lies beside it."""
    from dualuse.screening.index.addresses import ADDRESSES
    from dualuse.screening.index.arrays_file import NotAnArraysFileError, read_arrays

    try:
        facts = read_arrays(index).facts
        beside = read_arrays(index.with_name(ADDRESSES)).facts
    except (OSError, NotAnArraysFileError, ValueError, KeyError):
        return False
    same_matcher = facts.get("matcher") == beside.get("matcher") == MATCHER_VERSION
    return same_matcher and facts.get("format") == INDEX_FORMAT


def _make(in_use: Installed, folder: Path, notify: Notify) -> None:
    from dualuse.screening.index.list_gaps import note_nameless

    notify(_reason_to_make(in_use, folder))
    for left in folder.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)
    temporary = folder / f"{_TEMPORARY}{os.getpid()}"
    temporary.mkdir()
    try:
        _build(in_use, temporary)
        note_nameless(temporary / _FILE)
        put_in_place({temporary: in_use.index.parent})
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    replace_file(folder / _MATCHER, MATCHER_VERSION.encode(), lasting=False, shared=True)
    for other in folder.iterdir():
        if other.is_dir() and other != in_use.index.parent:
            shutil.rmtree(other, ignore_errors=True)  # who still reads it has it open


def _build(in_use: Installed, folder: Path) -> None:
    """Build the indices of names and of addresses in a folder."""
    from dualuse.screening.index.addresses import ADDRESSES, build_addresses
    from dualuse.screening.index.building import build_index

    build_index(_parties(in_use), folder / _FILE)
    build_addresses(_parties(in_use), folder / ADDRESSES)


def _parties(in_use: Installed) -> Iterator[ListedParty]:
    for edition in in_use.editions:
        yield from in_use.store.parties(edition.list, edition.edition)


def _reason_to_make(in_use: Installed, folder: Path) -> Message:
    records = sum(edition.records for edition in in_use.editions)
    params = {"records": Count(records), "version": MATCHER_VERSION}
    try:
        former = (folder / _MATCHER).read_text("utf-8")
    except OSError:
        former = MATCHER_VERSION
    if former != MATCHER_VERSION:
        text = N_(
            "the matcher is of another version now ({version}): the index of {records} entries is made anew; rescreen your counterparties"
        )
        return Message("index_other_matcher", text, params)
    return Message("index_made", N_("making the index of {records} entries, once for these editions"), params)
