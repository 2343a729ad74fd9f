"""Named arrays in one file that is mapped into memory, not read: opening takes no time, processes share the pages.

Layout: eight bytes of magic, eight with the length of the head, eight with the checksum of that length and the head, the head (JSON: facts, the
checksum of the arrays, and for each array its type, shape and place), then the arrays, each at a multiple of 64 bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dualuse.inputs.whole_files import replacing

_MAGIC: Final = b"DUARRAY2"
_START: Final = 24
"""Bytes before the head."""
_ALIGNED: Final = 64


class NotAnArraysFileError(ValueError):
    """The file is no arrays file, or is cut short."""


@dataclass(frozen=True, slots=True)
class ArraysFile:
    """``facts``: what the writer recorded about the file; ``arrays``: read-only, backed by the file."""

    facts: dict[str, Any]
    arrays: dict[str, NDArray[Any]]


def write_arrays(path: Path, facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    """Write the file beside its place and move it there, so that no reader sees half of it."""
    places: dict[str, Any] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = {"type": array.dtype.str, "shape": list(array.shape), "at": at}
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    check = 0
    contents: list[bytes] = []
    for array in arrays.values():
        content = np.ascontiguousarray(array).tobytes()
        contents.append(content + bytes(-len(content) % _ALIGNED))
        check = crc32(contents[-1], check)
    head = json.dumps(
        {"facts": facts, "arrays": places, "length": at, "check": check}, sort_keys=True
    ).encode()
    length = len(head).to_bytes(8, "little")
    start = -(-(_START + len(head)) // _ALIGNED) * _ALIGNED
    with replacing(path, shared=True) as (part,), part.open("wb") as stream:
        stream.write(_MAGIC + length + crc32(head, crc32(length)).to_bytes(8, "little") + head)
        stream.seek(start)
        stream.writelines(contents)


def read_arrays(path: Path) -> ArraysFile:
    """Map the file.

    Raises:
        NotAnArraysFileError: another format, or a file cut short or damaged anywhere.
        OSError: it cannot be opened.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        start = stream.read(_START)
        if start[:8] != _MAGIC:
            raise NotAnArraysFileError(f"{path}: not an arrays file")
        length = int.from_bytes(start[8:16], "little")
        if len(start) < _START or length > size:
            raise NotAnArraysFileError(f"{path}: cut short")
        text = stream.read(length)
        # Only a head that is as it was written is understood: a damaged one may say anything.
        if crc32(text, crc32(start[8:16])) != int.from_bytes(start[16:24], "little"):
            raise NotAnArraysFileError(f"{path}: damaged")
        try:
            head = json.loads(text)
        except ValueError:
            raise NotAnArraysFileError(f"{path}: damaged") from None
    begin = -(-(_START + length) // _ALIGNED) * _ALIGNED
    if begin + head["length"] > size:
        raise NotAnArraysFileError(f"{path}: cut short")
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    # A damaged index would not fail, it would find nobody: reading it once costs some hundredths of a second.
    content: Any = whole[begin : begin + head["length"]]
    if crc32(content) != head.get("check"):
        raise NotAnArraysFileError(f"{path}: damaged")
    arrays: dict[str, NDArray[Any]] = {}
    for name, place in head["arrays"].items():
        kind = np.dtype(place["type"])
        count = int(np.prod(place["shape"], dtype=np.int64))
        at = begin + place["at"]
        arrays[name] = np.asarray(whole[at : at + count * kind.itemsize]).view(kind).reshape(place["shape"])
    return ArraysFile(head["facts"], arrays)
