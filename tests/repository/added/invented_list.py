"""An invented list: lines of an id and a name behind a first line of its own.

Format:      text, first line ``#invented-list``.
Source:      nobody; for a test.
Recognised:  by the first line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.sources.lists.list_file import Format, ListFile, ReadList
from dualuse.sources.lists.listed_party import ListedName, ListedParty, Measure

_MARK: Final = b"#invented-list"


def _recognises(file: ListFile) -> bool:
    return file.start.startswith(_MARK)


def _read(file: ListFile, list_id: str) -> ReadList:
    name = list_id or "invented"
    return ReadList(name, "invented_list", "2026-11-01", _parties(file, name))


def _parties(file: ListFile, list_id: str) -> Iterator[ListedParty]:
    for line in file.path.read_text("utf-8").splitlines()[1:]:
        number, _, name = line.partition(" ")
        yield ListedParty(
            list=list_id,
            id=number,
            kind="organisation",
            names=(ListedName(name),),
            measures=(Measure("asset_freeze"),),
        )


FORMAT: Final = Format(
    name="invented_list",
    title="an invented list",
    source="nobody",
    recognises=_recognises,
    read=_read,
)
