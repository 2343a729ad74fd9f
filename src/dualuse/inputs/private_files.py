"""Files and folders that are their owner's alone: they name people, and what somebody thinks of them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem

FOLDER: Final = 0o700
FILE: Final = 0o600
KEPT: Final = 0o400
"""Of a file that is never written again."""
_OTHERS: Final = 0o077


def make_private(folder: Path) -> None:
    """Make a folder, with those above it that are missing, for the owner alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=FOLDER, exist_ok=True)


def remove_kept(path: Path) -> None:
    """Remove a file that is never written again (:data:`KEPT`), if it is there: Windows removes none that may not be written.

    Raises:
        OSError: it cannot be removed.
    """
    if os.name == "nt":
        with suppress(OSError):
            path.chmod(FILE)
    path.unlink(missing_ok=True)


def open_to_others(path: Path) -> bool:
    """Whether others on this machine may read, enter or write a file or folder; a system without modes says no."""
    if os.name == "nt":
        return False
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)
    except OSError:
        return False


def open_file(path: Path) -> Problem:
    """The warning that others may look into a file that is kept for its owner, or write it."""
    text = N_("others on this machine may look into this file or write it (mode {mode})")
    return _open("file_open", text, N_("Take that from them: chmod {wanted} {name}"), path, FILE, "name")


def open_folder(folder: Path) -> Problem:
    """The warning that others may look into a folder with personal data."""
    text = N_("others on this machine may look into this folder (mode {mode}), and it holds personal data")
    return _open(
        "folder_open", text, N_("Take that from them: chmod {wanted} {folder}"), folder, FOLDER, "folder"
    )


def _open(code: str, text: str, remedy: str, path: Path, wanted: int, called: str) -> Problem:
    """The warning of a path with its mode and the one that is wanted; ``called``: how the remedy names the path."""
    mode = f"{stat.S_IMODE(path.stat().st_mode):04o}"
    params: dict[str, Any] = {"mode": mode, "wanted": f"{wanted:o}", called: str(path)}
    return new_problem(code, text, remedy, file=str(path), **params)
