"""Where imported data lives on this machine."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.inputs.plain_files import expanded

NOWHERE: Final = Path("/nonexistent/dualuse")
"""Where nothing is and nothing can be put: the folder that systems name for a user who has none."""


def home() -> Path:
    """``DUALUSE_HOME``, else ``dualuse`` in the user's data folder (``~/.local/share``, or ``XDG_DATA_HOME``).

    A user whom the system does not know, without ``HOME``, has none (a container): :data:`NOWHERE`, so that nothing is
    installed, and what would be written is refused.
    """
    return _home(*(os.environ.get(name, "") for name in ("DUALUSE_HOME", "XDG_DATA_HOME", "HOME")))


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
