"""Unpacking deflate data part by part, so that whatever they hold takes no more memory than a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

PART: Final = 65_536
"""Bytes that are unpacked at once."""


def unpacked_parts(unpacker: Any, data: bytes, most: Callable[[], int] = lambda: PART) -> Iterator[bytes]:
    """What packed data hold, part by part.

    Args:
        unpacker: of :func:`zlib.decompressobj`; it may have unpacked what comes before.
        data: packed.
        most: how many bytes the next part may have.

    Raises:
        zlib.error: they are damaged.
    """
    is_full = False
    while (data or is_full) and not unpacker.eof:  # with all data taken in, there may be more to come out
        limit = most()
        part = unpacker.decompress(data, limit)
        data, is_full = unpacker.unconsumed_tail, len(part) == limit
        yield part
