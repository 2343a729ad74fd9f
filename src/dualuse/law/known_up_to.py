"""The last day for which the law was known when this was written (``known_up_to.toml``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import path_in_package
from dualuse.inputs.data_files import DAY, TEXT, Each, Table, read_toml
from dualuse.law.shapes import VERIFICATION

NAME: Final = "known_up_to.toml"
_FILE: Final = Table(
    {
        "known": Each(
            Table({"name": TEXT, "known_up_to": DAY, "reference": TEXT, "verification": VERIFICATION}, {}),
            least=1,
        )
    },
    {},
)


def _earliest(path: Path) -> date:
    """The earliest of the days.

    Raises:
        DataError: a field has a slip in its name, or a value is none.
    """
    data: dict[str, Any] = read_toml(path)
    _FILE.check(data, path_in_package(path))
    days: list[date] = [row["known_up_to"] for row in data["known"]]
    return min(days)


CURRENT_TO: Final = _earliest(Path(__file__).with_name(NAME))
"""The day up to which all of the law is known: the earliest of its parts."""
