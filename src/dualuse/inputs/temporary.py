"""Folders for a moment: in the folder that the system has for them, which is named where it cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import input_error

_VARIABLES: Final = ("TMPDIR", "TEMP", "TMP")
"""What names the folder, in the order in which they are asked."""
_OTHERWISE: Final = "/tmp"
_NONE: Final = Message("no_folder_for_a_moment", N_("nor in any other folder that the system has for it"))


@contextmanager
def temporary_folder(prefix: str = "dualuse-") -> Iterator[Path]:
    """A new folder that is gone after the block.

    Raises:
        InputError: none can be made, neither where the environment says nor where the system has its own.
    """
    try:
        made = TemporaryDirectory(prefix=prefix)
    except OSError as error:
        raise input_error(
            "no_temporary_folder",
            N_("no temporary folder can be made in {folder} ({reason})"),
            N_("Name a folder that this user may write in TMPDIR"),
            folder=_folder_of(error),
            reason=reason_of(error) if isinstance(error.filename, str) else _NONE,
        ) from None
    with made as folder:
        yield Path(folder)


def _folder_of(error: OSError) -> str:
    """The folder that was refused; where none of several can be used, the first of them."""
    if isinstance(error.filename, str):
        return str(Path(error.filename).parent)
    return next((value for name in _VARIABLES if (value := os.environ.get(name))), _OTHERWISE)
