"""Rows as transactions: what the cells of a row state, as plain data for the contract, and which column a place in it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from dualuse.schema.tables.columns import ColumnPath


def value_of(column: ColumnPath, cell: str) -> Any:
    """The plain value of a cell that is not empty; the contract checks it."""
    if column.kind == "list":
        # A cell with separators only is no empty list: it stays as it is, and the contract refuses it.
        return [] if cell == "[]" else [part.strip() for part in cell.split(";") if part.strip()] or [cell]
    if column.kind == "flag":
        return {"true": True, "false": False}.get(cell.casefold(), cell)
    return cell


def transaction_of(columns: Iterable[ColumnPath], cells: Mapping[str, str]) -> dict[str, Any]:
    """The transaction of a row as plain data, to be checked by the contract; empty cells are left out.

    Args:
        columns: of the contract; others are ignored.
        cells: text by name of the column.
    """
    data: dict[str, Any] = {"items": [{}]}
    groups: dict[str | int, dict[str, Any]] = {"parties": {}, "authorisations": {}, "authority_decisions": {}}
    for column in columns:
        cell = (cells.get(column.name) or "").strip()
        if not cell:
            continue
        path = column.path
        value = cell if column.kind == "text" else value_of(column, cell)
        group = groups.get(path[0])
        if group is None:
            _put(data, path, value)
        elif len(path) == 3:
            group.setdefault(str(path[1]), {})[path[2]] = value
        else:
            _put(group.setdefault(str(path[1]), {}), path[2:], value)
    for fields in groups["parties"].values():
        if "owners" in fields:
            fields["owners"] = [owner for owner in fields["owners"] if owner]
    parties = [{"role": slot.split(".")[0], **fields} for slot, fields in groups["parties"].items()]
    for name, rows in (
        ("parties", parties),
        ("authorisations", _in_order(groups["authorisations"])),
        ("authority_decisions", _in_order(groups["authority_decisions"])),
    ):
        if rows:
            data[name] = rows
    return data


def _in_order(rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [rows[number] for number in sorted(rows, key=int)]


def _put(data: Any, path: Sequence[str | int], value: Any) -> None:
    for head, following in pairwise(path):
        if isinstance(head, int):
            data += [{} for _ in range(head + 1 - len(data))]
            data = data[head]
        else:
            if head not in data:
                data[head] = [{}] if isinstance(following, int) else {}
            data = data[head]
    data[path[-1]] = value


_PLACE: Final = re.compile(r"\[\d+\]")
_MEMBER: Final = re.compile(r"(parties|authorisations|authority_decisions)\[(\d+)\]\.?(.*)")


def column_of(columns: Iterable[ColumnPath], cells: Mapping[str, str], path: str) -> str:
    """The column that a path in the transaction of a row stands for, as the table names it.

    ``items[0].value`` is ``items.value``; ``parties[1].country`` may be ``parties.consignee.2.country``, as the row fills
    them; of a list it is the cell.
    """
    match = _MEMBER.fullmatch(path)
    if match is None:
        return _PLACE.sub("", path)
    group, place, field = match[1], int(match[2]), _PLACE.sub("", match[3])
    of_group = [column for column in columns if column.path[0] == group]
    member = _members(of_group, cells)[place]
    owner = re.fullmatch(r"owners\[(\d+)\]\.?(.*)", match[3])
    if owner is not None:
        number = _owners(of_group, cells, member)[int(owner[1])]
        name = ".".join(
            part for part in (group, *member.split("."), "owners", str(number + 1)) if part != "1"
        )
        wanted = ("owners", number, *owner[2].split("."))
        of_owner = (column.name for column in of_group if column.path[1:] == (member, *wanted))
        return next(of_owner, f"{name}.{owner[2]}")
    for column in of_group:
        if str(column.path[1]) == member and ".".join(map(str, column.path[2:])) == field:
            return column.name
    return ".".join(part for part in (group, *member.split("."), field) if part not in ("", "1"))


def _owners(of_group: Iterable[ColumnPath], cells: Mapping[str, str], member: str) -> list[int]:
    """The positions of the owners that a row fills of a party."""
    filled = (
        int(column.path[3])
        for column in of_group
        if column.is_of_owner and column.path[1] == member and (cells.get(column.name) or "").strip()
    )
    return sorted(set(filled))


def _members(of_group: Iterable[ColumnPath], cells: Mapping[str, str]) -> list[str]:
    """What a row fills of a group, in the order of :func:`transaction_of`: ``end_user.1``, or ``2``."""
    filled = [str(column.path[1]) for column in of_group if (cells.get(column.name) or "").strip()]
    members = list(dict.fromkeys(filled))
    return sorted(members, key=int) if all(member.isdigit() for member in members) else members
