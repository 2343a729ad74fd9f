"""Bringing the lists up to date from their official addresses: fetch, then install."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.formats import LISTS
from dualuse.inputs.problems import InputError, input_error, suggestion
from dualuse.inputs.temporary import temporary_folder
from dualuse.sources.fetching import Limits, Validators, address_without_secrets, fetch
from dualuse.sources.lists.edition import write_file
from dualuse.sources.lists.installing import Added, Adding, Reader, official_reader
from dualuse.sources.lists.known_lists import known_lists
from dualuse.sources.lists.locking import locked, require_writable
from dualuse.sources.lists.store import ListStore

_FETCHED: Final = "fetched.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the server said of a file we installed from it, and which edition of which list it gave."""

    validators: Validators
    reader: str
    editions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Synced:
    """``added`` is ``None`` if the server says that what is in use is still current; ``source``: where it was
    asked."""

    list: str
    source: str
    lists: tuple[str, ...]
    added: Added | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Syncing:
    """How to synchronise, see :func:`sync`; ``fetching`` and ``reading`` receive the progress."""

    limits: Limits | None = None
    reader: Reader | None = None
    accept_shrinkage: bool = False
    accept_older: bool = False
    accept_other: bool = False
    sha256: str = ""
    fetching: Callable[[int, int], None] | None = None
    reading: Callable[[int], None] | None = None


def addresses(names: tuple[str, ...], from_address: str = "") -> tuple[tuple[str, str], ...]:
    """The lists to fetch with their addresses: those named, or all with an official one. A part is fetched
    with its whole. Raises ``InputError`` for a list that has no address known to us, where none is given."""
    rows = known_lists()
    if from_address:
        if len(names) == 1:
            return ((names[0], from_address),)
        raise input_error(
            "sync_one_list",
            N_("an address was given without one list that it is for"),
            N_("Name one list, for instance: dualuse lists sync un_sc --from URL"),
        )
    addresses_by_list: dict[str, str] = {}
    for name in names or [name for name, row in rows.items() if row.address]:
        row = rows.get(name)
        if row is None or not (row.address or row.part_of):
            raise input_error(
                "sync_unknown_list",
                N_("no official address of {list} is known here"),
                suggestion(name, [each.id for each in rows.values() if each.address or each.part_of]),
                list=name,
            )
        whole = rows[row.part_of] if row.part_of else row
        addresses_by_list[whole.id] = whole.official_address
    return tuple(addresses_by_list.items())


def sync(store: ListStore, list_id: str, address: str, how: Syncing) -> Synced:
    """Fetch one list from ``address`` and install it, unless the server says that the edition in use is
    current.

    Raises ``MissingSourceError`` if it cannot be had, ``InputError`` if what came cannot be installed; the
    edition in use then stays. Only what comes from the official address confirms that an edition is current.
    """
    known_row = known_lists().get(list_id)
    official = known_row is not None and address == known_row.official_address
    reader = how.reader or official_reader()
    key = f"{list_id} {address_without_secrets(address)}"
    remembered = _remembered(store, key, reader.version)
    require_writable(store.folder)
    with temporary_folder("fetch-") as folder:
        path = folder / list_id
        # What a digest is stated of is fetched, whatever the server says of what it gave before.
        validators = remembered.validators if remembered and not how.sha256 else None
        fetched = fetch(address, path, validators, limits=how.limits, progress=how.fetching)
        if not fetched.modified and remembered is not None:
            lists = tuple(remembered.editions)
            if official:
                store.confirm(lists, fetched.at)
            return Synced(list_id, address_without_secrets(address), lists, None)
        try:
            adding = Adding(
                list_id="" if known_row else list_id,
                expected=list_id,
                source=address_without_secrets(address),
                confirmed=fetched.at if official else "",
                accept_shrinkage=how.accept_shrinkage,
                accept_older=how.accept_older,
                accept_other=how.accept_other,
                sha256=how.sha256,
            )
            added = store.install(path, adding, reader, how.reading)
        except InputError as error:
            problems = [replace(row, file=address_without_secrets(address)) for row in error.problems]
            raise type(error)(problems) from None
    editions = {row.list: row.edition for row in added.editions}
    _remember(store, key, Remembered(fetched.validators, reader.version, editions))
    return Synced(list_id, address_without_secrets(address), tuple(editions), added)


def _rows(store: ListStore) -> dict[str, Remembered]:
    try:
        data = json.loads((store.folder / _FETCHED).read_bytes())
        return {
            key: Remembered(Validators(**row["validators"]), row["reader"], dict(row["editions"]))
            for key, row in (data["addresses"] if data["format"] == LISTS else {}).items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # what is not remembered is fetched again


def _remembered(store: ListStore, key: str, reader: str) -> Remembered | None:
    """What is remembered of an address, if what it gave is still what is in use, whole and read by this
    reader."""
    row = _rows(store).get(key)
    if row is None or row.reader != reader or not (row.validators.etag or row.validators.last_modified):
        return None
    try:
        in_use = {edition.list: edition for edition in store.editions()}
    except InputError:
        return None
    same = all(
        name in in_use and in_use[name].edition == edition and store.whole(in_use[name])
        for name, edition in row.editions.items()
    )
    return row if row.editions and same else None


def _remember(store: ListStore, key: str, row: Remembered) -> None:
    with locked(store.folder):
        rows = {name: asdict(value) for name, value in (_rows(store) | {key: row}).items()}
        data = {"format": LISTS, "addresses": rows}
        write_file(store.folder, _FETCHED, json.dumps(data, indent=1, sort_keys=True) + "\n")
