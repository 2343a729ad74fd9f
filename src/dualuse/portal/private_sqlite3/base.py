"""The engine: SQLite as Django has it, but that a new file is readable for nobody else.

SQLite makes a file as the umask lets it, and its log and its journal with the rights of the file. So the file is made here, empty, before SQLite opens
it: whatever connects first, there is no moment in which somebody else could open it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite


class DatabaseWrapper(SQLite):
    """A connection to such a file."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; a file that is not there is made first."""
        make_private(str(conn_params["database"]))
        return super().get_new_connection(conn_params)


def make_private(path: str) -> None:
    """Make an empty file that only its owner reads and writes, where there is none; what cannot be made, SQLite refuses in its words."""
    if path and path != ":memory:" and not path.startswith("file:"):
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
