"""Where in a file of lines each entry stands: a hash table that is a file, so that one look-up is one or two reads.

Slots of 16 bytes: the first 8 bytes of the SHA-256 of the id, and the offset of its line plus one (0: empty slot).
At most half of the slots are used; entries whose slot is taken follow in the next free one.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_SLOT: Final = struct.Struct("<QQ")


def _key(party: str) -> int:
    return int.from_bytes(hashlib.sha256(party.encode("utf-8", "surrogatepass")).digest()[:8], "little")


def table_size(entries: int) -> int:
    """The bytes of a table for so many entries: a power of two of slots."""
    slots = 1 << (max(1, 2 * entries) - 1).bit_length()
    return slots * _SLOT.size


def offsets_table(offsets: Mapping[str, int]) -> bytes:
    """The table for ``offsets`` (id → offset of its line in bytes)."""
    table = bytearray(table_size(len(offsets)))
    slots = len(table) // _SLOT.size
    for party, offset in offsets.items():
        key = _key(party)
        slot = key % slots
        while _SLOT.unpack_from(table, slot * _SLOT.size)[1]:
            slot = (slot + 1) % slots
        _SLOT.pack_into(table, slot * _SLOT.size, key, offset + 1)
    return bytes(table)


def offsets_of(path: Path, party: str) -> Iterator[int]:
    """The offsets at which ``party`` may stand: almost always one, none if it is not in the table.

    Raises ``ValueError`` if the file has lost a part: what is missing from it is not "not listed".
    """
    key = _key(party)
    with path.open("rb", buffering=64) as file:
        size = os.fstat(file.fileno()).st_size
        if size < _SLOT.size or size & (size - 1):
            raise ValueError("not a table of offsets")
        slots = size // _SLOT.size
        for step in range(slots):
            file.seek((key + step) % slots * _SLOT.size)
            found, offset = _SLOT.unpack(file.read(_SLOT.size))
            if not offset:
                return
            if found == key:
                yield offset - 1
