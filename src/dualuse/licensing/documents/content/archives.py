"""Packed documents are ZIP archives: read strictly, so that no reader finds in one what another does not.

The archive begins at the first byte and ends at the last; its parts stand one behind the other, each once, as its directory says; nothing else
stands in between.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dualuse.licensing.documents.content.unfit import (
    Limits,
    damaged,
    encrypted,
    foreign_part,
    too_large_unpacked,
)
from dualuse.licensing.documents.content.unpacking import unpacked_parts

_TITLE: Final = "ZIP"
_END: Final = struct.Struct("<4sHHHHIIH")
_ENTRY: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x0001
_SIZES_BEHIND: Final = 0x0008
_SIZES_BEHIND_LENGTHS: Final = (12, 16, 20, 24)
_SEGMENT: Final = r"\.?[\w\[\]][\w\[\] .,()'+&~@=\-]*"
_NAME: Final = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*/?")


@dataclass(frozen=True, slots=True)
class Part:
    """A file in an archive: its name, where its packed data stand, how they are packed, and what they are unpacked."""

    name: str
    begins: int
    ends: int
    is_packed: bool
    size: int
    checksum: int


def parts_of(content: bytes, limits: Limits) -> tuple[Part, ...]:
    """The parts of an archive, in the order in which they stand; folders are left out.

    Raises:
        Unfit: it is damaged or encrypted, a name leads elsewhere or stands twice, or there are too many.
    """
    entries = sorted(_entries(content, limits), key=lambda entry: entry[-1])
    names = [entry[0].casefold() for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise foreign_part(name)
    directory = len(content) - _END.size - _end_of(content)[5]
    following = [entry[-1] for entry in entries[1:]] + [directory]
    if not entries or entries[0][-1] != 0:
        raise damaged(_TITLE)
    parts = [_part(content, *entry, following=place) for entry, place in zip(entries, following, strict=True)]
    if sum(part.size for part in parts) > limits.unpacked:
        raise too_large_unpacked()
    return tuple(part for part in parts if not part.name.endswith("/"))


def unpacked(content: bytes, part: Part) -> Iterator[bytes]:
    """What a part holds, piece by piece; after the last it is certain that it was what the directory says.

    Raises:
        Unfit: it is not.
    """
    data = content[part.begins : part.ends]
    size = checksum = 0
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in unpacked_parts(unpacker, data) if part.is_packed else (data,):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > part.size:
                raise damaged(_TITLE)
            yield piece
    except zlib.error:
        raise damaged(_TITLE) from None
    is_whole = not part.is_packed or (unpacker.eof and not unpacker.unused_data)
    if size != part.size or checksum != part.checksum or not is_whole:
        raise damaged(_TITLE)


def _end_of(content: bytes) -> tuple[int, ...]:
    """The last record: it ends the file, without a comment, and knows of one disk."""
    if len(content) < _END.size:
        raise damaged(_TITLE)
    end = _END.unpack_from(content, len(content) - _END.size)
    signature, disk, first, here, total, size, offset, comment = end
    if signature != b"PK\x05\x06" or disk or first or here != total or comment:
        raise damaged(_TITLE)
    if size + offset != len(content) - _END.size:
        raise damaged(_TITLE)
    return end


def _entries(content: bytes, limits: Limits) -> Iterator[tuple[str, int, int, int, int, int, int]]:
    """Of each entry of the directory: name, flags, method, checksum, packed size, size, and where it stands."""
    _, _, _, _, total, _, place, _ = _end_of(content)
    if total > limits.parts:
        raise too_large_unpacked()
    last = len(content) - _END.size
    for _ in range(total):
        if place + _ENTRY.size > last:
            raise damaged(_TITLE)
        entry = _ENTRY.unpack_from(content, place)
        signature, _, _, flags, method, _, _, checksum, packed, size = entry[:10]
        name_length, extra, comment, disk, _, attributes, offset = entry[10:]
        begins = place + _ENTRY.size
        name = _checked_name(content[begins : begins + name_length])
        place = begins + name_length + extra + comment
        if signature != b"PK\x01\x02" or disk or place > last or comment:
            raise damaged(_TITLE)
        if flags & _ENCRYPTED:
            raise encrypted()
        if method not in (_STORED, _DEFLATED) or attributes >> 28 == 0xA:  # a link to elsewhere
            raise foreign_part(name)
        yield name, flags, method, checksum, packed, size, offset
    if place != last:
        raise damaged(_TITLE)


def _checked_name(data: bytes) -> str:
    try:
        name = data.decode("utf-8")
    except UnicodeDecodeError:
        raise damaged(_TITLE) from None
    if not _NAME.fullmatch(name):
        raise foreign_part(re.sub(r"[^\w./\-]", "?", name)[:60])
    return name


def _part(
    content: bytes, name: str, flags: int, method: int, checksum: int, packed: int, size: int, offset: int,
    *, following: int,
) -> Part:  # fmt: skip
    """A part whose own header says what the directory does, and behind which the next begins."""
    if offset + _LOCAL.size > following:
        raise damaged(_TITLE)
    header = _LOCAL.unpack_from(content, offset)
    signature, _, own_flags, own_method, _, _, own_checksum, own_packed, own_size, name_length, extra = header
    begins = offset + _LOCAL.size + name_length + extra
    ends = begins + packed
    own_name = content[offset + _LOCAL.size : offset + _LOCAL.size + name_length]
    if signature != b"PK\x03\x04" or own_flags != flags or own_method != method or own_name != name.encode():
        raise damaged(_TITLE)
    behind = following - ends
    sizes = (own_checksum, own_packed, own_size)
    if flags & _SIZES_BEHIND:
        if behind not in _SIZES_BEHIND_LENGTHS or (method == _STORED and size):
            raise damaged(_TITLE)
    elif behind or sizes != (checksum, packed, size):
        raise damaged(_TITLE)
    if method == _STORED and packed != size:
        raise damaged(_TITLE)
    return Part(name, begins, ends, method == _DEFLATED, size, checksum)
