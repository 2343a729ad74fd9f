"""The store of lists: every edition that was installed, and which one is in use.

``DUALUSE_HOME/lists/<list>/<edition>/`` holds an edition and never changes; ``DUALUSE_HOME/lists/current.json`` says
which edition of each list is in use. Old editions stay: decisions and dossiers refer to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import (
    InputError,
    MissingSourceError,
    input_error,
    new_problem,
    suggestion,
)
from dualuse.sources.lists.edition import (
    Edition,
    InUse,
    edition_from_json,
    is_edition_name,
    is_list_id,
    read_current,
    write_current,
)
from dualuse.sources.lists.edition_files import (
    EDITION,
    DamagedEditionError,
    find_party,
    is_whole,
    read_parties,
)
from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.locking import locked

if TYPE_CHECKING:
    from dualuse.sources.lists.installing import Added, Adding, Reader

LISTS: Final = "lists"
LIST_NOT_INSTALLED: Final = N_("the list {list} is not installed")
ADD_AGAIN: Final = N_("Add its file again with dualuse lists add")
_NO_EDITION: Final = N_("no edition {edition} of {list} is installed")


class ListStore:
    """The lists under ``home`` (see :func:`dualuse.sources.home.home`). Reading needs no lock.

    All methods raise ``InputError`` for a list or edition that is not installed, and ``MissingSourceError`` (a kind
    of it, exit code 3) for one whose files are damaged: a list that cannot be read is never an empty list.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / LISTS

    def editions(self) -> tuple[Edition, ...]:
        """The editions in use, by list."""
        rows = sorted(read_current(self.folder).items())
        return tuple(self._edition(name, row.edition, row.confirmed) for name, row in rows)

    def lists(self) -> tuple[str, ...]:
        """The lists of which any edition is kept."""
        folders = self.folder.iterdir() if self.folder.is_dir() else ()
        return tuple(sorted(path.name for path in folders if self._has(path.name)))

    def kept(self, list_id: str) -> tuple[Edition, ...]:
        """All editions of a list that are whole, oldest first by their own day, then by when they were retrieved."""
        editions = [
            self.edition(list_id, folder.name)
            for folder in ((self.folder / list_id).iterdir() if self._has(list_id) else ())
            if is_edition_name(folder.name) and (folder / EDITION).is_file()
        ]
        return tuple(sorted(editions, key=lambda row: (row.dated, row.retrieved, row.edition)))

    def edition(self, list_id: str, edition: str | None = None) -> Edition:
        """One edition by its name or a beginning of it that only one has (its day); the one in use if left out."""
        current = read_current(self.folder).get(list_id, InUse(""))
        name = self._name(list_id, edition) if edition is not None else current.edition
        if not name:
            raise self._not_installed(list_id)
        return self._edition(list_id, name, current.confirmed if name == current.edition else "")

    def parties(self, list_id: str, edition: str | None = None) -> Iterator[ListedParty]:
        """The entries of an edition, one at a time."""
        kept = self.edition(list_id, edition)
        number = 0
        try:
            for party in read_parties(self.path(kept), kept.content):
                number += 1
                yield party
        except DamagedEditionError:
            raise self.damaged(kept) from None
        if number != kept.records:  # emptied, or cut off between two blocks: a shorter list is no list
            raise self.damaged(kept)

    def party(self, list_id: str, party_id: str, edition: str | None = None) -> ListedParty | None:
        """One entry by its id, ``None`` if the edition has none: two or three small reads, whatever its size."""
        if edition is None or not is_edition_name(edition):
            edition = self.edition(list_id, edition).edition
        try:
            return find_party(self.folder / list_id / edition, party_id)
        except DamagedEditionError:
            if not (self.folder / list_id / edition).is_dir():
                raise self._not_installed(list_id, edition) from None
            raise self._damaged(list_id, edition) from None

    def path(self, edition: Edition) -> Path:
        """The folder of an edition."""
        return self.folder / edition.list / edition.edition

    def damaged(self, edition: Edition) -> MissingSourceError:
        """The error for an edition whose files are not what was installed."""
        return self._damaged(edition.list, edition.edition)

    def whole(self, edition: Edition) -> bool:
        """Whether the entries on the disk are those that were installed (reads all of them)."""
        return is_whole(self.path(edition), edition.content)

    def add(
        self,
        path: Path,
        *,
        list_id: str = "",
        edition: str = "",
        expected: str = "",
        source: str = "",
        confirmed: str = "",
        accept_shrinkage: bool = False,
        accept_older: bool = False,
        accept_other: bool = False,
        reader: Reader | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Install a file as the editions of the lists in it, all together or not at all.

        ``list_id`` and ``edition`` name them where the file does not; another list than ``expected`` is refused. ``source``: its address (else its name).
        ``confirmed``: the UTC time at which the official address gave it. ``progress`` is called with the number of
        entries read. Raises ``InputError`` for a file that is broken, foreign, of a day to come, suspiciously small
        (unless ``accept_shrinkage``), or without a day or in another format than the edition in use (unless
        ``accept_other``), and leaves all as it was.
        """
        from dualuse.sources.lists.installing import Adding  # who screens against lists installs none

        adding = Adding(
            list_id=list_id,
            label=edition,
            expected=expected,
            source=source,
            confirmed=confirmed,
            accept_shrinkage=accept_shrinkage,
            accept_older=accept_older,
            accept_other=accept_other,
        )
        return self.install(path, adding, reader, progress)

    def install(
        self,
        path: Path,
        adding: Adding,
        reader: Reader | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Like :meth:`add`, with everything stated about the file in one argument."""
        from dualuse.sources.lists.installing import install

        return install(self.folder, path, adding, reader=reader, progress=progress or (lambda number: None))

    def confirm(self, lists: tuple[str, ...], at: str) -> None:
        """Note that the official address still gives the editions in use of these lists (``at``: UTC time)."""
        with locked(self.folder):
            current = read_current(self.folder)
            rows = {name: replace(current[name], confirmed=at) for name in lists if name in current}
            write_current(self.folder, current | rows)

    def _has(self, list_id: str) -> bool:
        return is_list_id(list_id) and (self.folder / list_id).is_dir()

    def _name(self, list_id: str, edition: str) -> str:
        if not self._has(list_id):
            raise self._not_installed(list_id)
        names = sorted(path.name for path in (self.folder / list_id).iterdir() if is_edition_name(path.name))
        if edition in names:
            return edition
        matching = [name for name in names if edition and name.startswith(edition)]
        if len(matching) == 1:
            return matching[0]
        raise input_error(
            "edition_unknown",
            N_("several editions of {list} begin with {edition}") if matching else _NO_EDITION,
            suggestion(edition, matching or names),
            list=list_id,
            edition=edition,
        )

    def _edition(self, list_id: str, name: str, confirmed: str) -> Edition:
        try:
            path = self.folder / list_id / name / EDITION
            edition = edition_from_json(json.loads(path.read_bytes()), confirmed, file=str(path))
            if (edition.list, edition.edition) != (list_id, name):
                raise ValueError("what is described is another edition")
            return edition
        except (OSError, ValueError, KeyError, TypeError):
            raise self._damaged(list_id, name) from None

    def _damaged(self, list_id: str, edition: str) -> MissingSourceError:
        return MissingSourceError(
            [
                new_problem(
                    "edition_damaged",
                    N_("the edition {edition} of {list} is damaged"),
                    ADD_AGAIN,
                    list=list_id,
                    edition=edition,
                )
            ]
        )

    def _not_installed(self, list_id: str, edition: str = "") -> InputError:
        installed = sorted(read_current(self.folder))
        nothing = Message("remedy.list_not_installed", N_("Add its file with dualuse lists add"))
        remedy = suggestion(list_id, installed) if installed else nothing
        if edition:
            return input_error("edition_unknown", _NO_EDITION, remedy, list=list_id, edition=edition)
        return input_error("list_not_installed", LIST_NOT_INSTALLED, remedy, list=list_id[:80])
