"""The store of lists held for writing, one process at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.private_files import make_private
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import InputError, input_error

_PATIENCE: Final = 600.0
"""Seconds to wait for another import: the largest list takes less than a minute."""


@contextmanager
def locked(lists: Path) -> Iterator[None]:
    """Hold the store for writing; one process at a time. The system lets go of it when a process dies."""
    from filelock import FileLock, Timeout

    try:
        _make(lists)
        with FileLock(lists / ".lock", timeout=_PATIENCE):
            yield
    except Timeout:
        raise input_error(
            "lists_locked",
            N_("another import holds the store of lists"),
            N_("Wait until it has ended, then try again"),
            file=str(lists),
        ) from None
    except OSError as error:
        raise _unwritable(lists, error) from None


def require_writable(lists: Path) -> None:
    """See that lists can be written, making their folder where it is missing, before anything is fetched for it.

    Raises:
        InputError: they cannot.
    """
    try:
        _make(lists)
        with tempfile.TemporaryFile(dir=lists):
            pass
    except OSError as error:
        raise _unwritable(lists, error) from None


def _make(lists: Path) -> None:
    make_private(lists.parent)  # the home, where the workspace lies too
    lists.mkdir(exist_ok=True)


def _unwritable(lists: Path, error: OSError) -> InputError:
    return input_error(
        "lists_unwritable",
        N_("the lists cannot be written ({reason}); those in use are as they were"),
        N_("Check the disk, or name another folder in DUALUSE_HOME"),
        file=str(lists),
        reason=reason_of(error),
    )
