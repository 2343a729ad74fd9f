"""CRC-32 of many texts at once: of each as it is, and of each with one of its bytes left out.

The same numbers as ``zlib.crc32`` gives, byte by byte through its table (ISO 3309): the keys of a hundred thousand words are
a million checksums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Checksums = NDArray[np.uint32]
_BYTE: Final = np.uint32(0xFF)
_EIGHT: Final = np.uint32(8)
_ALL: Final = 0xFFFF_FFFF


def _table() -> Checksums:
    """What a byte makes of a register of zero."""
    entry = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        entry = np.where(entry & 1, (entry >> np.uint32(1)) ^ np.uint32(0xEDB8_8320), entry >> np.uint32(1))
    return entry


_TABLE: Final = _table()


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts one after the other. ``content``: uint8[bytes]; ``start``, ``length``: int64[texts], in bytes."""

    content: NDArray[np.uint8]
    start: NDArray[np.int64]
    length: NDArray[np.int64]


def packed(texts: Sequence[str]) -> Texts:
    """The texts in UTF-8."""
    content = "".join(texts).encode("utf-8", "surrogatepass")
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    if int(length.sum()) < len(content):
        length = np.array(
            [len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass")) for text in texts]
        )
    return Texts(np.frombuffer(content, dtype=np.uint8), np.cumsum(length) - length, length)


def checksums(texts: Texts, prefix: bytes) -> Checksums:
    """The checksum of ``prefix`` and each text: uint32[texts]."""
    register = np.full(len(texts.length), crc32(prefix) ^ _ALL, dtype=np.uint32)
    _read(register, texts.content, texts.start, texts.length)
    return register ^ np.uint32(_ALL)


def shortened_checksums(texts: Texts, prefix: bytes) -> tuple[Checksums, NDArray[np.int64]]:
    """The checksums of ``prefix`` and each text without one of its bytes, for each of its bytes, and the text each belongs to.

    Shapes: uint32[bytes of all texts], int64[the same] (numbers of texts), in the order of texts and their bytes.
    """
    owner = np.repeat(np.arange(len(texts.length)), texts.length)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(texts.length) - texts.length, texts.length)
    register = _before(texts, prefix)
    _read(register, texts.content, texts.start[owner] + place + 1, texts.length[owner] - place - 1)
    return register ^ np.uint32(_ALL), owner


def _before(texts: Texts, prefix: bytes) -> Checksums:
    """The register before each byte of each text."""
    register = np.full(len(texts.length), crc32(prefix) ^ _ALL, dtype=np.uint32)
    first = np.cumsum(texts.length) - texts.length
    registers = np.empty(int(texts.length.sum()), dtype=np.uint32)
    order = np.argsort(-texts.length, kind="stable")
    register, start, first = register[order], texts.start[order], first[order]
    for at, active in enumerate(_longer_than(texts.length[order])):
        registers[first[:active] + at] = register[:active]
        _step(register[:active], texts.content[start[:active] + at])
    return registers


def _read(
    register: Checksums, content: NDArray[np.uint8], start: NDArray[np.int64], length: NDArray[np.int64]
) -> None:
    """Read ``length`` bytes from each ``start`` into the registers."""
    order = np.argsort(-length, kind="stable")
    work, begin = register[order], start[order]
    for at, active in enumerate(_longer_than(length[order])):
        _step(work[:active], content[begin[:active] + at])
    register[order] = work


def _longer_than(falling: NDArray[np.int64]) -> list[int]:
    """How many of the lengths, which fall, are more than 0, than 1 and so on, until none is."""
    most = int(falling[0]) if len(falling) else 0
    counted: list[int] = np.searchsorted(-falling, -np.arange(most), side="left").tolist()
    return counted


def _step(register: Checksums, byte: NDArray[np.uint8]) -> None:
    register[:] = _TABLE[(register ^ byte) & _BYTE] ^ (register >> _EIGHT)
