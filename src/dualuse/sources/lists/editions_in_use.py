"""Which edition of each list is in use: one small file, replaced as a whole, so that lists switch together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import MissingSourceError, new_problem
from dualuse.inputs.whole_files import replace_file
from dualuse.sources.lists.edition import is_edition_name, is_list_id, is_time

CURRENT: Final = "current.json"


@dataclass(frozen=True, slots=True)
class InUse:
    """The edition of a list that is in use, and when its official address last gave exactly it (UTC, "" never)."""

    edition: str
    confirmed: str = ""


def read_current(lists: Path) -> dict[str, InUse]:
    """List id → edition in use; empty where nothing was installed. Raises ``MissingSourceError`` if damaged."""
    path = lists / CURRENT
    try:
        values = json.loads(path.read_bytes())["lists"]
        current = {
            name: InUse(str(row["edition"]), str(row.get("confirmed", ""))) for name, row in values.items()
        }
        if all(_is_sound(name, row) for name, row in current.items()):
            return current
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    problem = new_problem(
        "lists_current_damaged",
        N_("the file that says which editions are in use cannot be read"),
        N_("Remove it and add the lists again; the editions beside it are kept"),
    )
    raise MissingSourceError([problem.located(str(path))])


def _is_sound(name: str, row: InUse) -> bool:
    return is_list_id(name) and is_edition_name(row.edition) and (not row.confirmed or is_time(row.confirmed))


def write_current(lists: Path, current: Mapping[str, InUse]) -> None:
    """Replace the file as a whole: a reader sees the old lists or the new ones, whenever the machine stops."""
    rows = {
        name: {"edition": row.edition} | ({"confirmed": row.confirmed} if row.confirmed else {})
        for name, row in current.items()
    }
    write_file(lists, CURRENT, json.dumps({"lists": rows}, indent=1, sort_keys=True) + "\n")


def write_file(folder: Path, name: str, text: str) -> None:
    """Replace a small file as a whole. Whoever calls this holds the store."""
    replace_file(folder / name, text.encode(), shared=True)
