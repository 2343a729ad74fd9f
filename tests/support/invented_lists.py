"""What the tests of lists share: invented parties, files of them, and a reader of such files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from dualuse.i18n import Message
from dualuse.inputs.problems import InputError, Problem
from dualuse.sources.lists.installing import Reader
from dualuse.sources.lists.list_file import ReadList
from dualuse.sources.lists.listed_party import Identifier, ListedName, ListedParty, Measure


def party(number: int, list_id: str = "xx_one", name: str = "", **changes: object) -> ListedParty:
    """An invented party."""
    values = {
        "id": str(number),
        "list": list_id,
        "kind": "organisation",
        "names": (ListedName(name or f"Quillon Works {number}", "primary"), ListedName(f"QW {number}")),
        "identifiers": (Identifier("registration", f"R-{number}"),),
        "measures": (Measure("asset_freeze", "Act 1", "QW"),),
    }
    return ListedParty(**(values | changes))  # type: ignore[arg-type]


def invented_file(
    path: Path, edition: str, *rows: dict[str, object], end: bool = True, whole: str = ""
) -> Path:
    """A file of rows with ``id``, ``list`` and ``name``; without its end it is truncated."""
    lines = [json.dumps({"edition": edition, "whole": whole}), *(json.dumps(row) for row in rows)]
    path.write_text("\n".join([*lines, "end"] if end else lines) + "\n")
    return path


def numbered(count: int, list_id: str = "xx_one", start: int = 1) -> list[dict[str, object]]:
    """Rows for :func:`invented_file`."""
    return [{"id": number, "list": list_id} for number in range(start, start + count)]


def read_invented(path: Path, list_id: str) -> ReadList:
    """Read what :func:`invented_file` wrote."""
    lines = path.read_text().splitlines()
    head = json.loads(lines[0])
    return ReadList(
        list=list_id or head["whole"],
        format="invented",
        edition=head["edition"],
        parties=_parties(path, lines[1:], list_id),
    )


def _parties(path: Path, lines: list[str], list_id: str) -> Iterator[ListedParty]:
    for line in lines:
        if line == "end":
            return
        row = json.loads(line)
        yield party(row["id"], list_id or row["list"], row.get("name", ""))
    raise InputError(
        [Problem(Message("cut", "the file is cut"), Message("whole", "Get it again"), file=path.name)]
    )


INVENTED = Reader(read_invented, "invented 1")


def follow_the_money(
    path: Path, numbers: Iterable[int], list_id: str = "xx_one", names: dict[int, str] | None = None
) -> Path:
    """A file of FollowTheMoney entities ``e1``, ``e2``, …, with invented names."""
    lines = []
    for number in numbers:
        name = (names or {}).get(number, f"Quillon Works {number}")
        values = {
            "id": f"e{number}",
            "schema": "Company",
            "properties": {"name": [name]},
            "datasets": [list_id],
        }
        lines.append(json.dumps(values))
    path.write_text("\n".join(lines) + "\n")
    return path
