"""Where imported data lives on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """``DUALUSE_HOME``, else ``dualuse`` in the user's data folder (``~/.local/share``, or ``XDG_DATA_HOME``)."""
    stated = os.environ.get("DUALUSE_HOME", "")
    if stated:
        return Path(stated).expanduser()
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "dualuse"
