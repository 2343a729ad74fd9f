"""PNG (ISO/IEC 15948) and JPEG (ITU-T T.81): walked from the first byte to the last, which is where the file has to end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from dualuse.licensing.documents.content.file_types import JPEG, PNG
from dualuse.licensing.documents.content.unfit import Limits, damaged, too_large_unpacked
from dualuse.licensing.documents.content.unpacking import unpacked_parts

_PNG_BEGINNING: Final = 8
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
"""Of an interlaced image: first column, first row, step of columns, step of rows."""
_MOST_TEXT: Final = 4 << 20
"""Bytes that the packed texts and colour profiles of an image may hold."""
_MOST_SCANS: Final = 100
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers behind which the size of a JPEG stands."""


def see_png(content: bytes, limits: Limits) -> None:
    """Refuse a PNG that is no whole one.

    Raises:
        Unfit: it is damaged, goes on after its end, or is too large.
    """
    chunks = _png_chunks(content)
    name, header = next(chunks, (b"", b""))
    if name != b"IHDR" or len(header) != 13:
        raise damaged(PNG.title)
    expected = _png_size(header, limits)
    packed: list[bytes] = []
    ended = False
    words = 0
    for name, data in chunks:
        if ended or name == b"IHDR":
            raise damaged(PNG.title)
        if name == b"IDAT":
            packed.append(data)
        elif name == b"IEND":
            ended = not data
        elif name in (b"zTXt", b"iCCP", b"iTXt"):
            words += _size_of_text(name, data)
            if words > _MOST_TEXT:
                raise too_large_unpacked()
    if not ended or _unpacked_size(packed, expected) != expected:
        raise damaged(PNG.title)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = _PNG_BEGINNING
    while place < len(content):
        if place + 12 > len(content):
            raise damaged(PNG.title)
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content) or not name.isalpha():
            raise damaged(PNG.title)
        data = content[place + 8 : end - 4]
        if zlib.crc32(data, zlib.crc32(name)) != struct.unpack_from(">I", content, end - 4)[0]:
            raise damaged(PNG.title)
        yield name, data
        place = end


def _png_size(header: bytes, limits: Limits) -> int:
    """How many bytes the image has, unpacked."""
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if (
        not width
        or not height
        or depth not in _DEPTHS.get(colour, ())
        or packing
        or filtering
        or interlaced > 1
    ):
        raise damaged(PNG.title)
    bits = depth * _CHANNELS[colour]
    if width * height > limits.pixels:
        raise too_large_unpacked()
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    size = 0
    for column, row, columns, rows in passes:
        across, down = -(-(width - column) // columns), -(-(height - row) // rows)
        if across > 0 and down > 0:
            size += (1 + (across * bits + 7) // 8) * down
    if size > limits.unpacked:
        raise too_large_unpacked()
    return size


def _unpacked_size(packed: list[bytes], expected: int) -> int:
    """How many bytes the data hold; -1 where they are damaged, or go on after their end."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for data in packed:
            if unpacker.eof:
                return -1
            for part in unpacked_parts(unpacker, data):
                size += len(part)
                if size > expected:
                    return -1
    except zlib.error:
        return -1
    return size if unpacker.eof and not unpacker.unused_data else -1


def _size_of_text(name: bytes, data: bytes) -> int:
    """How many bytes a text or colour profile holds; at most one part more than may be."""
    rest = data.partition(b"\0")[2]
    if name == b"iTXt":
        if rest[:1] != b"\1":
            return len(rest)
        rest = rest[1:]
    text = rest[1:]
    if name == b"iTXt":
        text = text.partition(b"\0")[2].partition(b"\0")[2]
    size = 0
    try:
        for part in unpacked_parts(zlib.decompressobj(), text):
            size += len(part)
            if size > _MOST_TEXT:
                break
    except zlib.error:
        raise damaged(PNG.title) from None
    return size


def see_jpeg(content: bytes, limits: Limits) -> None:
    """Refuse a JPEG that is no whole one.

    Raises:
        Unfit: it is damaged, goes on after its end, or is too large.
    """
    place, scans, sized = 2, 0, False
    while True:
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        if place + 2 > len(content) or content[place] != 0xFF:
            raise damaged(JPEG.title)
        marker = content[place + 1]
        place += 2
        if marker == 0xD9:
            break
        if marker < 0xC0 or 0xD0 <= marker <= 0xD8 or place + 2 > len(content):
            raise damaged(JPEG.title)
        length = struct.unpack_from(">H", content, place)[0]
        segment = content[place + 2 : place + length]
        if length < 2 or len(segment) != length - 2:
            raise damaged(JPEG.title)
        place += length
        if marker in _SIZES:
            _see_jpeg_size(segment, limits, first=not sized)
            sized = True
        elif marker == 0xDA:
            scans += 1
            following = _NEXT_MARKER.search(content, place)
            if not sized or scans > _MOST_SCANS or following is None:
                raise damaged(JPEG.title)
            place = following.start()
    if not scans or place != len(content):
        raise damaged(JPEG.title)


def _see_jpeg_size(segment: bytes, limits: Limits, *, first: bool) -> None:
    if not first or len(segment) < 6:
        raise damaged(JPEG.title)
    height, width = struct.unpack_from(">HH", segment, 1)
    if not height or not width:
        raise damaged(JPEG.title)
    if height * width > limits.pixels:
        raise too_large_unpacked()
