"""Where imported data lives on this machine."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def home() -> Path:
    """``DUALUSE_HOME``, else ``dualuse`` in the user's data folder (``~/.local/share``, or ``XDG_DATA_HOME``)."""
    return _home(*(os.environ.get(name, "") for name in ("DUALUSE_HOME", "XDG_DATA_HOME", "HOME")))


@lru_cache(maxsize=8)
def _home(stated: str, data: str, user: str) -> Path:
    """The folder for these values (``user`` is where ``~`` leads): asked for with every transaction that is judged."""
    if stated:
        return Path(stated).expanduser()
    return (Path(data) if data else Path.home() / ".local" / "share") / "dualuse"
