"""The files of one edition: entries as JSON Lines, where each stands, and what the edition is.

A line is ``{"digest": …, "party": {…}}`` with sorted keys: equal entries are equal bytes. The lines are compressed in
blocks, each a gzip file of its own, so that ``zcat`` reads all of them and one look-up unpacks one block: editions are
kept for years, and lists that change daily would fill a disk.

Where each entry stands is a hash table that is a file, so that one look-up is one or two reads: slots of 16 bytes with the
first 8 bytes of the SHA-256 of the id, and the offset of its line plus one (0: empty slot). At most half of the slots are
used; entries whose slot is taken follow in the next free one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final, cast

from dualuse.inputs.whole_files import write_through
from dualuse.sources.lists.edition import edition_from_json
from dualuse.sources.lists.listed_party import ListedParty, digest, digest_of, from_json, to_json

_SLOT: Final = struct.Struct("<QQ")


def _slot_key(party: str) -> int:
    return int.from_bytes(hashlib.sha256(party.encode("utf-8", "surrogatepass")).digest()[:8], "little")


def table_size(entries: int) -> int:
    """The bytes of a table for so many entries: a power of two of slots."""
    return (1 << (max(1, 2 * entries) - 1).bit_length()) * _SLOT.size


def offsets_table(offsets: Mapping[str, int]) -> bytes:
    """The table for ``offsets`` (id → offset of its line in bytes)."""
    table = bytearray(table_size(len(offsets)))
    slots = len(table) // _SLOT.size
    for party, offset in offsets.items():
        key = _slot_key(party)
        slot = key % slots
        while _SLOT.unpack_from(table, slot * _SLOT.size)[1]:
            slot = (slot + 1) % slots
        _SLOT.pack_into(table, slot * _SLOT.size, key, offset + 1)
    return bytes(table)


def offsets_of(path: Path, party: str) -> Iterator[int]:
    """The offsets at which ``party`` may stand: almost always one, none if it is not in the table.

    Raises ``ValueError`` if the file has lost a part: what is missing from it is not "not listed".
    """
    key = _slot_key(party)
    with path.open("rb", buffering=64) as file:
        size = os.fstat(file.fileno()).st_size
        if size < _SLOT.size or size & (size - 1):
            raise ValueError("not a table of offsets")
        slots = size // _SLOT.size
        for step in range(slots):
            file.seek((key + step) % slots * _SLOT.size)
            stored_key, offset = _SLOT.unpack(file.read(_SLOT.size))
            if not offset:
                return
            if stored_key == key:
                yield offset - 1


PARTIES: Final = "parties.jsonl.gz"
OFFSETS: Final = "parties.offsets"
EDITION: Final = "edition.json"

_HALF: Final = re.compile("[\ud800-\udfff]")
_BLOCK: Final = 1 << 16
"""Bytes of lines after which a block ends."""
_WITHIN: Final = 24
"""Bits of an offset that say where in its block a line begins; those above say where the block begins."""
_GZIP: Final = 31
"""What ``zlib`` calls the gzip format; it writes no name and no time into it."""


class DamagedEditionError(Exception):
    """Files of an edition that are not what was installed."""


def line_of(party: ListedParty, content: str) -> bytes:
    """The line of ``party``, whose digest is ``content``. Raises ``UnicodeEncodeError`` for half characters."""
    values = {"digest": content, "party": to_json(party)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def without_half_characters(party: ListedParty) -> ListedParty:
    """The party with U+FFFD in place of each half character: nothing that is written, compared or shown may hold one."""
    return from_json(json.loads(_HALF.sub("\ufffd", json.dumps(to_json(party), ensure_ascii=False))))


class EntriesWriter:
    """Writes the entries of one list into a new folder and counts them.

    An id that comes again with the same content is counted in ``repeated`` and left out; with other content the
    entry is kept under ``id#2``, ``id#3``, …: a listed party is never dropped because a file numbers badly.
    ``nameless``: entries with neither a name nor a number; ``comparable``: whether any entry has one.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.records = self.names = self.identifiers = self.repeated = self.nameless = 0
        self._offsets: dict[str, int] = {}
        self._digests: dict[str, str] = {}
        self._block = bytearray()
        self._start = 0
        self._hash = hashlib.sha256()
        self._file = (folder / PARTIES).open("wb")

    def write(self, party: ListedParty) -> str:
        """Add one entry; returns the digest of what was written."""
        content = digest(party)
        try:
            line = line_of(party, content)
        except UnicodeEncodeError:
            return self.write(without_half_characters(party))
        former = self._digests.get(party.id)
        if former is not None:
            self.repeated += 1
            if former == content:
                return content
            party = _renumbered(party, self._digests)
            content = digest(party)
            line = line_of(party, content)
        self._digests[party.id] = content
        self._offsets[party.id] = self._start << _WITHIN | len(self._block)
        self._hash.update(line)
        self._block += line
        if len(self._block) >= _BLOCK:
            self._end_block()
        self.records += 1
        self.names += len(party.names)
        self.identifiers += len(party.identifiers)
        self.nameless += not is_comparable(party)
        return content

    @property
    def comparable(self) -> bool:
        """Whether somebody can be screened against it: not all of its entries are without a name."""
        return self.nameless < self.records

    def has(self, party: str) -> bool:
        """Whether an entry with this id was written."""
        return party in self._offsets

    def finish(self) -> str:
        """Write the table of offsets, bring all to the disk, and return the checksum of the entries."""
        self._end_block()
        _synced(self._file)
        write_through(self.folder / OFFSETS, offsets_table(self._offsets))
        return self._hash.hexdigest()

    def _end_block(self) -> None:
        packing = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        packed = packing.compress(bytes(self._block)) + packing.flush()
        self._file.write(packed)
        self._start += len(packed)
        self._block.clear()

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._file.close()


def is_comparable(party: ListedParty) -> bool:
    """Whether an entry has an identifier, or a name with a letter or digit in it: else nobody is ever found to be it."""
    return bool(party.identifiers) or any(any(map(str.isalnum, name.text)) for name in party.names)


def _renumbered(party: ListedParty, taken: dict[str, str]) -> ListedParty:
    number = 2
    while f"{party.id}#{number}" in taken:
        number += 1
    return replace(party, id=f"{party.id}#{number}")


def _synced(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


def read_lines(folder: Path, content: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Digest and party, as JSON, of each entry. Raises :class:`DamagedEditionError`.

    ``content``: the checksum that the entries must have; it is known at their end, so nothing counts before it.
    """
    hasher = hashlib.sha256()
    try:
        with open_entries(folder) as file:
            for line in file:
                hasher.update(line)
                yield _parts(line)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedEditionError(str(error)) from None
    if content and hasher.hexdigest() != content:
        raise DamagedEditionError("the entries are not those that were installed")


def open_entries(folder: Path) -> IO[bytes]:
    """The lines of an edition, unpacked. Reading may raise ``OSError``, ``EOFError`` or ``zlib.error``."""
    return cast(IO[bytes], gzip.open(folder / PARTIES, "rb"))


def read_parties(folder: Path, content: str = "") -> Iterator[ListedParty]:
    """Each entry, as :func:`read_lines`. Raises :class:`DamagedEditionError`."""
    for _, values in read_lines(folder, content):
        yield _party(values)


def ids_in_order(folder: Path) -> dict[str, list[str]]:
    """By the kind of party: the ids of the entries, in the order of the file. Raises :class:`DamagedEditionError`."""
    ids: dict[str, list[str]] = {}
    for _, values in read_lines(folder):
        ids.setdefault(str(values.get("kind")), []).append(str(values.get("id")))
    return ids


def find_party(folder: Path, party: str) -> ListedParty | None:
    """The entry with this id, or ``None``. Raises :class:`DamagedEditionError`."""
    try:
        with (folder / PARTIES).open("rb") as file:
            for offset in offsets_of(folder / OFFSETS, party):
                stated, values = _parts(_line_at(file, offset))
                entry = _party(values)
                if digest_of(values) != stated:
                    raise DamagedEditionError("the entry is not the one that was installed")
                if entry.id == party:
                    return entry
    except (OSError, ValueError, zlib.error) as error:
        raise DamagedEditionError(str(error)) from None
    return None


def _line_at(file: IO[bytes], offset: int) -> bytes:
    """The line at an offset of the table: its block is unpacked as far as the line needs."""
    file.seek(offset >> _WITHIN)
    begin = offset & ((1 << _WITHIN) - 1)
    unpacking, block = zlib.decompressobj(_GZIP), b""
    while not unpacking.eof and (packed := file.read(_BLOCK)):
        block += unpacking.decompress(packed)
    return block[begin : block.index(b"\n", begin)]


def party_of(line: bytes) -> tuple[str, ListedParty]:
    """The digest and the entry of a line. Raises :class:`DamagedEditionError`."""
    digest, values = _parts(line)
    return digest, _party(values)


def _parts(line: bytes) -> tuple[str, dict[str, Any]]:
    try:
        values = json.loads(line)
        return str(values["digest"]), values["party"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedEditionError("a line is not an entry") from None


def _party(values: dict[str, Any]) -> ListedParty:
    try:
        return from_json(values)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DamagedEditionError("a line is not an entry") from None


def is_whole(folder: Path, content: str) -> bool:
    """Whether the entries in ``folder`` are those with this checksum, and its other files fit them."""
    try:
        path = folder / EDITION
        edition = edition_from_json(json.loads(path.read_bytes()), file=str(path))
        fits = edition.content == content and (folder / OFFSETS).stat().st_size == table_size(edition.records)
        with gzip.open(folder / PARTIES, "rb") as file:
            return fits and hashlib.file_digest(file, "sha256").hexdigest() == content
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        return False
