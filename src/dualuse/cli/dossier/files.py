"""Files of a dossier: read within limits, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from dualuse.inputs.opening import MAXIMUM_BYTES, limited, opened
from dualuse.inputs.whole_files import errors_of_writing, replace_file


def content_of(path: Path, most: int = MAXIMUM_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read, or is larger than ``most`` bytes.
    """
    with opened(path) as stream:
        return limited(stream.read(most + 1), str(path), most)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place: what stood there is replaced in one step, or stays.

    Raises:
        InputError: it cannot be written.
    """
    with errors_of_writing(path):
        replace_file(path, content)
