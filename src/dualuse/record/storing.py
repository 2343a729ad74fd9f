"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem
from dualuse.record.locking import hold_while_open, is_abandoned


def replace_file(path: Path, content: bytes, lasting: bool = True) -> None:
    """Put ``content`` in the place of ``path`` in one step; ``lasting``: it also outlives a failure of the power.

    Raises:
        OSError: it cannot be written; what stood there is untouched.
    """
    descriptor, name = begin_part(path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if lasting:
        sync_folder(path.parent)


def begin_part(folder: Path) -> tuple[int, str]:
    """A new unfinished file in ``folder``, known as being written: its descriptor and name.

    Raises:
        OSError: it cannot be made.
    """
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    hold_while_open(descriptor)
    return descriptor, name


def parts_left(folder: Path) -> Iterator[Path]:
    """Unfinished files that somebody left who was killed while writing them: nobody will finish them."""
    for path in sorted(folder.glob(".*.part")):
        if is_abandoned(path):
            yield path


def sync_folder(folder: Path) -> None:
    """See to it that the names in ``folder`` are on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unwritable(path: Path, error: OSError) -> Problem:
    """The problem that a file cannot be written."""
    return new_problem(
        "file_unwritable",
        N_("the file cannot be written ({reason})"),
        N_("Check the folder, its permissions and the space on the disk"),
        file=str(path),
        reason=error.strerror or str(error),
    )
