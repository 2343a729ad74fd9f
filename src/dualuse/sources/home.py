"""Where imported data lives on this machine."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.plain_files import expanded
from dualuse.inputs.problems import MissingSourceError, new_problem

NOWHERE: Final = Path("/nonexistent/dualuse")
"""Where nothing is and nothing can be put: the folder that systems name for a user who has none."""


def home() -> Path:
    """``DUALUSE_HOME``, else ``dualuse`` in the user's data folder (``~/.local/share``, or ``XDG_DATA_HOME``).

    A user whom the system does not know, without ``HOME``, has none (a container): :data:`NOWHERE`, so that nothing is
    installed, and what would be written is refused.

    Raises:
        MissingSourceError: it is there, or may be, and this user may not read it: what lies there is not nothing.
    """
    place = _home(*(os.environ.get(name, "") for name in ("DUALUSE_HOME", "XDG_DATA_HOME", "HOME")))
    require_open(place)
    return place


def require_open(folder: Path) -> None:
    """See that a folder of the home is open to this user, or is not there.

    Raises:
        MissingSourceError: it is closed, or one above it.
    """
    if os.access(folder, os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        return
    try:
        folder.stat()
    except PermissionError:
        raise closed(folder) from None
    except OSError:
        return
    if folder.is_dir():
        raise closed(folder)


def closed(path: Path) -> MissingSourceError:
    """The error that this user may not read a folder or file of the home."""
    what = N_("this user may not read what is kept here (permission denied)")
    todo = N_("Let the user read it (chown, chmod), or name another folder in DUALUSE_HOME")
    return MissingSourceError([new_problem("home_closed", what, todo, file=str(path))])


@lru_cache(maxsize=8)
def _home(stated: str, data: str, user: str) -> Path:
    """The folder for these values (``user`` is where ``~`` leads): asked for with every transaction that is judged."""
    if stated:
        return expanded(stated)
    if data:
        return Path(data) / "dualuse"
    try:
        return Path.home() / ".local" / "share" / "dualuse"
    except RuntimeError:
        return NOWHERE
