"""A bundle: the editions in use in one file, for a machine without a network.

A zip file with ``bundle.json`` and, per edition, ``LIST/EDITION/edition.json`` and ``…/parties.jsonl``. The same
editions give the same bytes. Reading one never unpacks a file to a path that the archive names: entries are read one
by one, checked as if they came from a list, and written by the store. Checksums find damage, not forgery.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from dualuse.i18n import N_, Message
from dualuse.inputs.formats import BUNDLE, refuse_later
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import (
    InputError,
    MissingSourceError,
    input_error,
    new_problem,
    problem_of,
)
from dualuse.inputs.whole_files import replacing
from dualuse.sources.lists.edition import Edition, edition_from_json, edition_to_json
from dualuse.sources.lists.edition_files import (
    DamagedEditionError,
    EntriesWriter,
    open_entries,
    party_of,
)
from dualuse.sources.lists.installing import TEMPORARY, Added, Adding, sweep, switch
from dualuse.sources.lists.locking import locked
from dualuse.sources.lists.replacement_checks import check_comparable, check_digest, pinned_digest
from dualuse.sources.lists.store import ListStore

_MANIFEST: Final = "bundle.json"
_ENTRIES: Final = "parties.jsonl"
_VERSION: Final = 1
"""Of bundles before they named their format; still written, so that an earlier release reads them."""
_MEMBER: Final = re.compile(
    r"[a-z0-9][a-z0-9_.-]*/[0-9A-Za-z][0-9A-Za-z.-]*/(?:edition\.json|parties\.jsonl)"
)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LARGEST: Final = 4 << 30
"""Bytes that a bundle may say it holds, unpacked: some hundred times all lists of today."""
_RATIO: Final = 100
"""Times its size that a bundle may unpack to, or ``_WITHOUT_RATIO`` bytes if that is more; the lists of today: 10 times."""
_WITHOUT_RATIO: Final = 64 << 20
_MEMBERS: Final = 2_001
"""Files in a bundle: what it says of itself, and two for each of a thousand lists."""
_END: Final = struct.Struct("<4s4H2LH")
"""The end of the directory of a zip file: signature, disks and entries twice, its size and place, length of the comment."""
_SMALL: Final = 4 << 20
"""Bytes of a file in it that is read as a whole, and of one line."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was bundled. ``checksum``: the SHA-256 of the file, to compare by another way; ``size`` in bytes."""

    editions: tuple[Edition, ...]
    checksum: str
    size: int


def write_bundle(store: ListStore, into: Path) -> Bundle:
    """Bundle the editions in use. Raises ``InputError`` if there are none, one is damaged, or ``into`` cannot be
    written, and then leaves ``into`` as it was."""
    editions = store.editions()
    if not editions:
        raise MissingSourceError(
            [
                new_problem(
                    "bundle_nothing",
                    N_("no list is installed that could be bundled"),
                    N_("Install lists with dualuse lists add or dualuse lists sync"),
                )
            ]
        )
    for edition in editions:
        if not store.whole(edition):
            raise store.damaged(edition)
    try:
        with (
            replacing(into, shared=True) as (part,),
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            _add_text(archive, _MANIFEST, _manifest(editions))
            for edition in editions:
                folder = f"{edition.list}/{edition.edition}"
                _add_text(archive, f"{folder}/edition.json", edition_to_json(edition))
                with open_entries(store.path(edition)) as entries:
                    _add_stream(archive, f"{folder}/{_ENTRIES}", entries)
        return Bundle(editions, file_checksum(into), into.stat().st_size)
    except OSError as error:
        raise input_error(
            "bundle_unwritable",
            N_("the bundle cannot be written ({reason})"),
            N_("Check the disk and where the bundle goes"),
            file=str(into),
            reason=reason_of(error),
        ) from None


def _manifest(editions: tuple[Edition, ...]) -> str:
    rows = [
        {
            "list": row.list,
            "edition": row.edition,
            "confirmed": row.confirmed,
            "content": row.content,
            "about": hashlib.sha256(edition_to_json(row).encode()).hexdigest(),
        }
        for row in editions
    ]
    return (
        json.dumps({"format": BUNDLE, "bundle": _VERSION, "editions": rows}, indent=1, sort_keys=True) + "\n"
    )


def _info(name: str) -> zipfile.ZipInfo:
    """A member whose bytes depend on nothing but its name and content."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def _add_text(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_info(name), text.encode())


def _add_stream(archive: zipfile.ZipFile, name: str, content: IO[bytes]) -> None:
    with archive.open(_info(name), "w", force_zip64=True) as member:
        shutil.copyfileobj(content, member, 1 << 20)


def is_bundle(path: Path) -> bool:
    """Whether a file is a zip file: no list is published as one, so it is taken for a bundle."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def add_bundle(
    store: ListStore,
    path: Path,
    stated: Adding | None = None,
    progress: Callable[[int], None] | None = None,
) -> Added:
    """Install the editions of a bundle, all or none; ``stated``: what is accepted about it.

    Raises ``InputError`` if it is damaged, not what it says, or names paths, links or sizes that no bundle has.
    """
    if stated is not None and stated.sha256:
        check_digest(pinned_digest(stated.sha256, path), file_checksum(path), path)
    with locked(store.folder):
        sweep(store.folder)
        temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=store.folder))
        try:
            _check_directory(path)
            with zipfile.ZipFile(path) as archive:
                _check_members(archive, path)
                editions = _announced(archive, path)
                for edition in editions:
                    _check_entries(
                        archive, edition, temporary, path=path, progress=progress or (lambda number: None)
                    )
            return switch(store.folder, temporary, editions, adding=stated or Adding(), path=path)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, DamagedEditionError):
            _refuse(path, Message("bundle_damaged", N_("the bundle is damaged or was cut")))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _check_directory(path: Path) -> None:
    """Refuse a zip file with more entries than a bundle can have before its directory is read, as that takes memory for each entry."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END.size - 0xFFFF))
        tail = file.read()
    start = tail.rfind(b"PK\x05\x06")
    if start < 0 or len(tail) < start + _END.size:
        raise zipfile.BadZipFile("no directory")
    _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, start)
    if entries > _MEMBERS or length > _MEMBERS * 400:
        what = N_("it holds {found} files, and no bundle more than {most}")
        _refuse(path, Message("bundle_members", what, {"found": entries, "most": _MEMBERS}))


def _check_members(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse what no bundle contains, before anything is unpacked."""
    members = archive.infolist()
    names = Counter(member.filename for member in members)
    if _MANIFEST not in names:
        todo = Message("remedy.bundle_none", N_("Unpack it, and add the list that is in it"))
        _refuse(path, Message("bundle_none", N_("this is a zip file, but no bundle")), todo)
    for member in members:
        kind = stat.S_IFMT(member.external_attr >> 16)
        strange = member.flag_bits & 1 or kind not in (0, stat.S_IFREG) or names[member.filename] > 1
        if strange or (member.filename != _MANIFEST and not _MEMBER.fullmatch(member.filename)):
            _refuse(
                path,
                Message(
                    "bundle_foreign",
                    N_("it holds {name}, which no bundle holds"),
                    {"name": member.filename[:120]},
                ),
            )
    size, most = sum(member.file_size for member in members), _RATIO * path.stat().st_size
    if size > _LARGEST:
        what = N_("it would unpack to more than the {size} GB allowed")
        _refuse(path, Message("bundle_too_large", what, {"size": _LARGEST >> 30}))
    if size > max(_WITHOUT_RATIO, most):
        what = N_("it would unpack to {times} times its size, and no bundle does")
        _refuse(path, Message("bundle_bomb", what, {"times": size // path.stat().st_size}))


def _small(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    if name in archive.namelist() and archive.getinfo(name).file_size <= _SMALL:
        return archive.read(name)
    _refuse(path, Message("bundle_incomplete", N_("{name} is missing or too large"), {"name": name}))


def _announced(archive: zipfile.ZipFile, path: Path) -> list[Edition]:
    """The editions that the bundle says it holds, their descriptions checked; all its files belong to them."""
    try:
        manifest = json.loads(_small(archive, _MANIFEST, path))
        refuse_later(manifest, BUNDLE, str(path))
        if manifest["bundle"] != _VERSION:
            what = N_("the bundle has version {version}, which is not known here")
            todo = Message("remedy.bundle_version", N_("Install the release of dualuse that wrote it"))
            _refuse(path, Message("bundle_version", what, {"version": manifest["bundle"]}), todo)
        editions = [_described(archive, row, path) for row in manifest["editions"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        _refuse(path, Message("bundle_malformed", N_("what the bundle says of itself cannot be understood")))
    lists = {edition.list for edition in editions}
    if len(archive.namelist()) != 1 + 2 * len(editions) or len(lists) != len(editions) or not editions:
        _refuse(path, Message("bundle_surplus", N_("the bundle does not hold what it says it holds")))
    return editions


def _described(archive: zipfile.ZipFile, row: dict[str, Any], path: Path) -> Edition:
    about = _small(archive, f"{row['list']}/{row['edition']}/edition.json", path)
    edition = edition_from_json(json.loads(about), str(row["confirmed"]), file=str(path))
    announced = (row["list"], row["edition"], row["content"], row["about"])
    if announced != (edition.list, edition.edition, edition.content, hashlib.sha256(about).hexdigest()):
        _refuse(path, _differs(edition))
    return edition


def _check_entries(
    archive: zipfile.ZipFile,
    edition: Edition,
    temporary: Path,
    *,
    path: Path,
    progress: Callable[[int], None],
) -> None:
    """Write the entries of one edition, each checked, and compare the whole with its checksum and counts."""
    writer = EntriesWriter(temporary / edition.list)
    try:
        for number, line in enumerate(_lines(archive, edition, path), 1):
            stated, party = party_of(line)
            if party.list != edition.list or writer.write(party) != stated:
                _refuse(path, _differs(edition))
            if number % 500 == 0:
                progress(number)
        counts = (writer.records, writer.names, writer.identifiers)
        if writer.finish() != edition.content or counts != (
            edition.records,
            edition.names,
            edition.identifiers,
        ):
            _refuse(path, _differs(edition))
        check_comparable(edition.list, writer.records, writer.comparable, path)
    finally:
        writer.close()


def _lines(archive: zipfile.ZipFile, edition: Edition, path: Path) -> Iterator[bytes]:
    name = f"{edition.list}/{edition.edition}/{_ENTRIES}"
    if name not in archive.namelist():
        _refuse(path, Message("bundle_incomplete", N_("{name} is missing or too large"), {"name": name}))
    with archive.open(name) as entries:
        while line := entries.readline(_SMALL):
            yield line


def _differs(edition: Edition) -> Message:
    return Message(
        "bundle_differs",
        N_("the edition {edition} of {list} is not the one that its checksum says"),
        {"edition": edition.edition, "list": edition.list},
    )


def _refuse(path: Path, what: Message, todo: Message | None = None) -> NoReturn:
    again = Message(
        "remedy.bundle_refused", N_("Make and carry the bundle again; the lists in use are as they were")
    )
    raise InputError([problem_of(what, todo or again, file=str(path))])
