"""Installing a file: read it to the end into a temporary folder, then switch all its lists at once.

A file that cannot be read to its end, a full disk or a machine that stops leave the editions in use as they were.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problem_words import CANNOT_READ, reason_of
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.whole_files import put_in_place, sync_folder, write_through
from dualuse.sources.lists.edition import (
    A_PERSON,
    TIME,
    Edition,
    InUse,
    day_in,
    edition_from_json,
    edition_name,
    edition_to_json,
    is_label,
    is_list_id,
    read_current,
    write_current,
    write_file,
)
from dualuse.sources.lists.edition_files import (
    EDITION,
    EntriesWriter,
    is_whole,
)
from dualuse.sources.lists.former_editions import accepted_with, check_contents
from dualuse.sources.lists.list_file import ReadList, fields_with_texts
from dualuse.sources.lists.locking import locked
from dualuse.sources.lists.replacement_checks import (
    check_comparable,
    check_day_and_format,
    check_days,
    check_digest,
    check_first,
    check_pinned,
    check_shrinkage,
    is_older,
    label_of,
    parts_gone,
    pinned_digest,
    whole_list_of,
)

TEMPORARY: Final = ".new-"


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read, from a file and the list's id (or ""), and the version of that reading."""

    read: Callable[[Path, str], ReadList]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What the user says of a file: see :meth:`ListStore.add <dualuse.sources.lists.store.ListStore.add>`."""

    list_id: str = ""
    label: str = ""
    expected: str = ""
    source: str = ""
    confirmed: str = ""
    accept_shrinkage: bool = False
    accept_older: bool = False
    accept_other: bool = False
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an import did. ``editions``: those of the file; ``former``: those in use before it, by list.

    ``unchanged``: the lists whose edition in use was the same; ``older``: those whose edition was installed but is not
    in use, since the one in use is newer; ``gone``: lists that the same kind of file gave before, and no longer.
    """

    editions: tuple[Edition, ...]
    former: Mapping[str, Edition]
    unchanged: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def install(
    lists: Path, path: Path, adding: Adding, *, reader: Reader | None, progress: Callable[[int], None]
) -> Added:
    """Install a file; see :meth:`ListStore.add <dualuse.sources.lists.store.ListStore.add>`."""
    if adding.list_id and not is_list_id(adding.list_id):
        raise _bad_list_id(adding.list_id, path)
    if adding.label and not is_label(adding.label):
        raise input_error(
            "edition_malformed",
            N_("{text} cannot name an edition"),
            N_("Give with --edition the day of the list, such as 2026-11-24, or its number"),
            file=str(path),
            text=adding.label[:60],
        )
    reader = reader or official_reader()
    pinned = pinned_digest(adding.sha256, path)
    size, raw = _measured(path)
    check_digest(pinned, raw, path)
    with locked(lists):
        sweep(lists)
        temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=lists))
        try:
            if (same := _same_file(lists, raw, reader.version, adding)) is not None:
                return same
            list_read = reader.read(path, adding.list_id)
            _check_expected(list_read, adding, path)
            check_pinned(list_read.list, raw, path)
            written = _write_all(temporary, list_read, path, progress)
            if _measured(path) != (size, raw):
                raise input_error(
                    "file_changing",
                    N_("the file changed while it was read"),
                    N_("Wait until it is complete, then add it again"),
                    file=str(path),
                )
            editions = list(
                _editions(list_read, written, adding, path=path, measured=(size, raw), reader=reader.version)
            )
            gone = parts_gone(editions, current_editions(lists))
            return switch(lists, temporary, editions, adding=adding, path=path, gone=gone)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _check_expected(list_read: ReadList, adding: Adding, path: Path) -> None:
    if adding.expected not in ("", list_read.list):
        raise input_error(
            "list_unexpected",
            N_("this is {found} ({format}), not {expected}"),
            N_("Check the address"),
            file=path.name,
            found=list_read.list or "?",
            format=list_read.format,
            expected=adding.expected,
        )


def _editions(
    list_read: ReadList,
    written: Mapping[str, tuple[EntriesWriter, str]],
    adding: Adding,
    *,
    path: Path,
    measured: tuple[int, str],
    reader: str,
) -> Iterator[Edition]:
    """The editions that a file gives: one for each list in it. ``measured``: size and checksum; ``reader``: its version."""
    size, raw = measured
    for name, (writer, content) in sorted(written.items()):
        own = list_read.labels.get(name, list_read.edition)
        label = label_of(name, own, adding.label, path, datetime.now(UTC).date())
        yield Edition(
            list=name,
            edition=edition_name(label, content),
            label=label,
            dated=day_in(label),
            format=list_read.format,
            checksum=raw,
            size=size,
            content=content,
            records=writer.records,
            names=writer.names,
            identifiers=writer.identifiers,
            repeated=writer.repeated,
            unread=sum(writer.has(row.party) for row in list_read.unread),
            unread_fields=fields_with_texts(row for row in list_read.unread if writer.has(row.party)),
            together=tuple(sorted(written)),
            nameless=writer.nameless,
            whole=whole_list_of(list_read.list, written),
            source=adding.source or path.name,
            retrieved=now(),
            reader=reader,
            confirmed=adding.confirmed,
            day_from=A_PERSON if label != own else "",
        )


def _measured(path: Path) -> tuple[int, str]:
    """The size of a file in bytes and its checksum. It is read more than once, so it must not be a pipe."""
    if path.exists() and not path.is_file():
        raise input_error(
            "file_none", N_("this is no file"), N_("Save the list to a file, and name that"), file=str(path)
        )
    try:
        return path.stat().st_size, file_checksum(path)
    except OSError as error:
        raise input_error(
            "file_unreadable",
            CANNOT_READ,
            N_("Check the path and its permissions"),
            file=str(path),
            reason=reason_of(error),
        ) from None


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).strftime(TIME)


def official_reader() -> Reader:
    """The reader of official lists and FollowTheMoney files."""
    from dualuse.sources.lists import reading

    return Reader(lambda path, list_id: reading.read_list(path, list_id=list_id), reading.READER_VERSION)


def sweep(lists: Path) -> None:
    """Remove what an import that was stopped left behind."""
    for leftover in lists.glob(f"{TEMPORARY}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def current_editions(lists: Path) -> dict[str, Edition]:
    """The editions in use that can be read; a damaged one counts as none here, since it is being replaced."""
    editions = {}
    for name, row in read_current(lists).items():
        with suppress(OSError, ValueError, KeyError, TypeError):
            path = lists / name / row.edition / EDITION
            editions[name] = edition_from_json(json.loads(path.read_bytes()), row.confirmed, file=str(path))
    return editions


def _same_file(lists: Path, raw: str, version: str, adding: Adding) -> Added | None:
    """What to answer if these very bytes, read the same way, are what is in use."""
    former = current_editions(lists)
    same = [
        row
        for row in former.values()
        if (row.checksum, row.reader) == (raw, version)
        and adding.list_id in ("", row.list)
        and adding.label in ("", row.label)
        and is_whole(lists / row.list / row.edition, row.content)
    ]
    names = tuple(row.list for row in same)
    if not same or not set(same[0].together) <= set(names):
        return None
    if adding.confirmed:
        current = read_current(lists)
        write_current(lists, current | {n: replace(current[n], confirmed=adding.confirmed) for n in names})
    return Added(editions=tuple(same), former=former, unchanged=names)


def _write_all(
    temporary: Path, list_read: ReadList, path: Path, progress: Callable[[int], None]
) -> dict[str, tuple[EntriesWriter, str]]:
    """Write the entries of every list in the file: list id → its writer and the checksum of its entries."""
    writers: dict[str, EntriesWriter] = {}
    try:
        for number, party in enumerate(list_read.parties, 1):
            writer = writers.get(party.list)
            if writer is None:
                if not is_list_id(party.list):
                    raise _bad_list_id(party.list, path)
                writer = writers[party.list] = EntriesWriter(temporary / party.list)
            writer.write(party)
            if number % 500 == 0:
                progress(number)
        progress(sum(writer.records for writer in writers.values()))
        if not writers and list_read.list:
            writers[list_read.list] = EntriesWriter(temporary / list_read.list)
        if not writers:
            raise input_error(
                "list_empty",
                N_("the file holds no entry"),
                N_("Check that it is the list itself"),
                file=str(path),
            )
        for name, writer in writers.items():
            check_comparable(name, writer.records, writer.comparable, path)
        return {name: (writer, writer.finish()) for name, writer in writers.items()}
    finally:
        for writer in writers.values():
            writer.close()


def switch(
    lists: Path,
    temporary: Path,
    editions: Sequence[Edition],
    *,
    adding: Adding,
    path: Path,
    gone: tuple[str, ...] = (),
) -> Added:
    """Move the editions that were written into ``temporary`` to their place, and put them to use, all at once.

    ``path``: the file they came from; ``gone``: the lists that are no longer in it. Raises ``InputError`` for what may not
    take their place (see ``succession``). Whoever calls this holds the store.
    """
    former = current_editions(lists)
    editions = [_as_named_before(row, former.get(row.list)) for row in editions]
    check_days(editions, path, datetime.now(UTC).date())
    older = tuple(row.list for row in editions if not adding.accept_older and is_older(row, former))
    used = [row for row in editions if row.list not in older]
    if not adding.accept_other:
        check_day_and_format(used, former, path)
    if not adding.accept_shrinkage:
        check_shrinkage(used, former, gone, path)
        check_first(used, former, path)
        check_contents(lists, temporary, used, current=read_current(lists), path=path)
    for row in editions:
        _place(lists, temporary, row)
    current = {name: row for name, row in read_current(lists).items() if name not in gone}
    unchanged = []
    for row in editions:
        before = current.get(row.list, InUse(""))
        confirmed = row.confirmed
        if before.edition == row.edition:
            unchanged.append(row.list)
            confirmed = max(before.confirmed, confirmed)
        if row.list not in older:
            accepted = accepted_with(before, row.edition, anew=adding.accept_shrinkage)
            current[row.list] = InUse(row.edition, confirmed, accepted)
    write_current(lists, current)
    return Added(editions=tuple(editions), former=former, unchanged=tuple(unchanged), older=older, gone=gone)


def _as_named_before(edition: Edition, former: Edition | None) -> Edition:
    """The edition, or the one in use if it has the same entries and this file says nothing of its own day.

    Otherwise the day that is known of them would be lost.
    """
    if former is None or edition.label or former.content != edition.content:
        return edition
    return replace(former, reader=edition.reader, confirmed=edition.confirmed)


def _place(lists: Path, temporary: Path, edition: Edition) -> None:
    """Move one edition to its place, unless the same one stands there already and is whole.

    What is said of that one stays, but for the version of the reader, which has given the same entries again.
    """
    new, place = temporary / edition.list, lists / edition.list / edition.edition
    if is_whole(place, edition.content):
        before = edition_from_json(json.loads((place / EDITION).read_bytes()), file=str(place / EDITION))
        if before.reader != edition.reader:
            write_file(place, EDITION, edition_to_json(replace(before, reader=edition.reader)))
        return
    write_through(new / EDITION, edition_to_json(edition).encode())
    sync_folder(new)
    place.parent.mkdir(exist_ok=True)
    put_in_place({new: place})
    sync_folder(place.parent)


def _bad_list_id(name: str, path: Path) -> InputError:
    return input_error(
        "list_id_malformed",
        N_("{name} cannot name a list"),
        N_("Use small letters, digits and _ - . such as eu_fsf, with --list if the file does not say it"),
        file=str(path),
        name=name[:80],
    )
