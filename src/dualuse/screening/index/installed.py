"""What is installed: the editions of the lists in use, and the index made of exactly them by this version of the matcher.

``DUALUSE_HOME/index/KEY/names.index``: the key follows from the editions and the version, so an index of anything else is
never used by mistake. It is made when it is first needed, once for all processes, and older ones are removed then.
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
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import unwritable
from dualuse.record.locking import locked
from dualuse.screening.matching.version import INDEX_FORMAT, MATCHER_VERSION
from dualuse.sources.lists.store import ListStore

if TYPE_CHECKING:
    from dualuse.screening.matching.screener import Screener
    from dualuse.sources.lists.edition import Edition
    from dualuse.sources.lists.listed_party import ListedParty

INDEX: Final = "index"
_FILE: Final = "names.index"
_TEMPORARY: Final = ".new-"

Told = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Installed:
    """``editions``: those in use, by list; ``index``: the file made of them; ``key``: names both, with the matcher."""

    store: ListStore
    editions: tuple[Edition, ...]
    index: Path
    key: str
    matcher: str = MATCHER_VERSION

    def screener(self) -> Screener:
        """The matcher over the index."""
        from dualuse.screening.matching.screener import Screener

        return Screener.open(self.index)

    def entry(self, list_id: str, entity: str) -> ListedParty | None:
        """An entry as it stands in the edition in use; None where there is none, or no such list any more."""
        edition = next((one.edition for one in self.editions if one.list == list_id), None)
        return None if edition is None else self.store.party(list_id, entity, edition)

    def edition(self, list_id: str) -> Edition | None:
        """The edition of a list that is in use."""
        return next((one for one in self.editions if one.list == list_id), None)

    def names(self) -> dict[str, str]:
        """The editions in use by their lists."""
        return {one.list: one.edition for one in self.editions}


def installed(home: Path, told: Told | None = None, *, elsewhere: bool = False) -> Installed | None:
    """The lists in use with their index, which is made first where it is not there; None where no list is installed.

    ``told`` hears that the index is made, and why: it takes some seconds. ``elsewhere``: where ``home`` cannot be written
    it is made in a temporary folder, for this process alone.

    Raises:
        InputError: the index cannot be written.
        MissingSourceError: the files of an edition are damaged.
    """
    return _installed(home, told or _untold, anew=False, elsewhere=elsewhere)


def rebuild(home: Path, told: Told | None = None) -> Installed | None:
    """As :func:`installed`, with an index made anew even where there is one."""
    return _installed(home, told or _untold, anew=True, elsewhere=False)


def _untold(message: Message) -> None:
    """Nobody listens."""


def index_key(editions: tuple[Edition, ...]) -> str:
    """What names the index of these editions for this matcher."""
    named = [MATCHER_VERSION, INDEX_FORMAT, sorted((one.list, one.edition, one.content) for one in editions)]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:24]


def _installed(home: Path, told: Told, anew: bool, elsewhere: bool) -> Installed | None:
    folder = home / INDEX
    found = _in_use(home)
    if found is None or (not anew and _fits(found.index)):
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            # Another process may have made it meanwhile, or installed another edition: its index is not to be thrown away.
            found = _in_use(home) or found
            if anew or not _fits(found.index):
                _make(found, folder, told)
    except OSError as error:
        made = _made_elsewhere(found, told, error) if elsewhere else None
        if made is None:
            raise InputError([unwritable(folder, error)]) from None
        return made
    return found


def _in_use(home: Path) -> Installed | None:
    """The editions in use, and where their index stands, whether it is there or not."""
    store = ListStore(home)
    editions = store.editions()
    key = index_key(editions)
    return Installed(store, editions, home / INDEX / key / _FILE, key) if editions else None


def _made_elsewhere(found: Installed, told: Told, error: OSError) -> Installed | None:
    """The index in a temporary folder, which goes when this process ends; None where there is no room for one either."""
    from dualuse.screening.index.addresses import ADDRESSES, build_addresses
    from dualuse.screening.index.building import build_index

    text = N_(
        "the index cannot be kept in {folder} ({reason}): it is made for this run alone, and for each one until it can"
    )
    params = {"folder": str(found.index.parent.parent), "reason": error.strerror or str(error)}
    told(Message("index_elsewhere", text, params))
    try:
        folder = Path(tempfile.mkdtemp(prefix="dualuse-index-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        build_index(_parties(found), folder / _FILE)
        build_addresses(_parties(found), folder / ADDRESSES)
    except OSError:
        return None
    return replace(found, index=folder / _FILE)


def _fits(index: Path) -> bool:
    """Whether the file is an index of this matcher, as far as its head tells, and that of addresses stands beside it."""
    from dualuse.screening.index.addresses import ADDRESSES
    from dualuse.screening.index.arrays_file import NotAnArraysFileError, read_arrays

    try:
        facts = read_arrays(index).facts
        beside = read_arrays(index.with_name(ADDRESSES)).facts
    except (OSError, NotAnArraysFileError, ValueError, KeyError):
        return False
    mine = all(one.get("matcher") == MATCHER_VERSION for one in (facts, beside))
    return mine and facts.get("format") == INDEX_FORMAT


def _make(found: Installed, folder: Path, told: Told) -> None:
    from dualuse.screening.index.addresses import ADDRESSES, build_addresses
    from dualuse.screening.index.building import build_index
    from dualuse.screening.index.list_gaps import note_nameless

    told(_why(found, folder))
    for left in folder.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)
    temporary = folder / f"{_TEMPORARY}{os.getpid()}"
    temporary.mkdir()
    try:
        build_index(_parties(found), temporary / _FILE)
        build_addresses(_parties(found), temporary / ADDRESSES)
        note_nameless(temporary / _FILE)
        target = found.index.parent
        if target.exists():
            shutil.rmtree(target)
        temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    (folder / "matcher").write_text(MATCHER_VERSION, "utf-8")
    for other in folder.iterdir():
        if other.is_dir() and other != found.index.parent:
            shutil.rmtree(other, ignore_errors=True)  # who still reads it has it open


def _parties(found: Installed) -> Iterator[ListedParty]:
    for edition in found.editions:
        yield from found.store.parties(edition.list, edition.edition)


def _why(found: Installed, folder: Path) -> Message:
    records = sum(edition.records for edition in found.editions)
    params = {"records": Count(records), "version": MATCHER_VERSION}
    try:
        former = (folder / "matcher").read_text("utf-8")
    except OSError:
        former = MATCHER_VERSION
    if former != MATCHER_VERSION:
        text = N_(
            "the matcher is of another version now ({version}): the index of {records} entries is made anew; rescreen your counterparties"
        )
        return Message("index_other_matcher", text, params)
    return Message("index_made", N_("making the index of {records} entries, once for these editions"), params)
