"""The columns of a bulk file: one row per transaction item, columns named by the paths of the contract.

``items.entries``, ``knowledge.wmd``, ``parties.end_user.country``; a second party of a role, a second authorisation or
decision has its number in the path: ``parties.consignee.2.country``, ``authority_decisions.2.result``. An empty cell is
left out (unknown), ``[]`` is the empty list, several codes stand with ``;`` between them, yes and no are ``true`` and
``false``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import Any, Final, get_args

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem, suggestion
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.schema.reading.validation import is_open_question
from dualuse.schema.transaction import (
    Authorisation,
    AuthorityDecision,
    Exporter,
    Item,
    Model,
    Party,
    Role,
    Transaction,
)

LISTS: Final = frozenset({"entries", "national_entries", "items"})
"""Fields whose cell is a list."""

FLAGS: Final = frozenset({"icp", "cyber_surveillance"})

_SKIPPED: Final = frozenset({"owners", "identifiers", "parameters", "answers"})
"""Fields of the models that are no single cell; identifiers and answers have columns of their own."""

ROLES: Final[tuple[str, ...]] = get_args(Role)

RESULTS: Final = (
    "outcome",
    "range_low",
    "range_high",
    "basis",
    "missing",
    "release",
    "authorisations",
    "reasons",
)
"""The columns that are added; where the input has columns of these names, they are replaced."""


@dataclass(frozen=True, slots=True)
class ColumnPath:
    """Where the cells of a column belong: the keys and positions in a transaction, and how a cell is read.

    ``field``: the field of the contract without numbers, as derived facts name what they rest on.
    """

    name: str
    path: tuple[str | int, ...]
    kind: str
    field: str = dataclass_field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "field", _field_at(self.path))

    def value(self, cell: str) -> Any:
        """The plain value of a cell that is not empty; the contract checks it."""
        if self.kind == "list":
            # A cell with separators only is no empty list: it stays as it is, and the contract refuses it.
            return (
                [] if cell == "[]" else [part.strip() for part in cell.split(";") if part.strip()] or [cell]
            )
        if self.kind == "flag":
            return {"true": True, "false": False}.get(cell.casefold(), cell)
        return cell


def _field_at(path: tuple[str | int, ...]) -> str:
    """``parties.end_user.country``, ``authorisations.kind``, ``answers.option.art5_3``."""
    head, *rest = path
    if "answers" in path:
        return f"answers.{path[-1]}"
    if head == "parties":
        rest[0] = str(rest[0]).partition(".")[0]
    elif rest and isinstance(rest[0], int):
        rest = rest[1:]
    return ".".join(map(str, (head, *rest)))


def _plain_fields(model: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in _SKIPPED)


@lru_cache(maxsize=1)
def _fixed() -> dict[str, ColumnPath]:
    """The columns whose names have no number and no name of the user's own."""
    found: dict[str, ColumnPath] = {}

    def add(name: str, path: tuple[str | int, ...], field: str, kind: str = "") -> None:
        how = kind or ("list" if field in LISTS else "flag" if field in FLAGS else "text")
        found[name] = ColumnPath(name, path, how)

    groups = {"exporter", "items", "parties", "knowledge", "circumstances", "authorisations"}
    groups |= {"authority_decisions", "sources", "answers"}
    for name in Transaction.model_fields:
        if name not in groups:
            add(name, (name,), name)
    for name in _plain_fields(Exporter):
        add(f"exporter.{name}", ("exporter", name), name)
    for name in _plain_fields(Item):
        add(f"items.{name}", ("items", 0, name), name)
    for ground in GROUNDS:
        add(f"knowledge.{ground}", ("knowledge", ground), ground)
    for name in CIRCUMSTANCES:
        add(f"circumstances.{name}", ("circumstances", name), name, "flag")
    return found


_NUMBERED: Final = re.compile(r"(authorisations|authority_decisions)(?:\.([1-9][0-9]?))?\.([a-z_]+)")
_PARTY: Final = re.compile(r"parties\.([a-z_]+)(?:\.([1-9][0-9]?))?\.([a-z_]+)(?:\.(.+))?")
_ANSWER: Final = re.compile(r"(items\.)?answers\.(.+)")
_NAMED: Final = re.compile(r"exporter\.identifiers\.(.+)")
_LISTED: Final[dict[str, type[Model]]] = {
    "authorisations": Authorisation,
    "authority_decisions": AuthorityDecision,
}


def column_path(name: str) -> ColumnPath | None:
    """What the column ``name`` holds, or None where the contract has no such path."""
    if name in _fixed():
        return _fixed()[name]
    if match := _NUMBERED.fullmatch(name):
        group, number, field = match.groups()
        if field not in _LISTED[group].model_fields:
            return None
        kind = "list" if field in LISTS else "text"
        return ColumnPath(name, (group, int(number or 1), field), kind)
    if match := _PARTY.fullmatch(name):
        role, number, field, key = match.groups()
        known = field == "identifiers" if key else field in _plain_fields(Party) and field != "role"
        if role not in ROLES or not known:
            return None
        path: tuple[str | int, ...] = ("parties", f"{role}.{number or 1}", field, *([key] if key else []))
        return ColumnPath(name, path, "text")
    match = _ANSWER.fullmatch(name)
    if match and is_open_question(match.group(2)):
        of_item, answer = match.groups()
        if of_item and answer.startswith("option."):
            return None
        return ColumnPath(name, ("items", 0, "answers", answer) if of_item else ("answers", answer), "flag")
    if match := _NAMED.fullmatch(name):
        return ColumnPath(name, ("exporter", "identifiers", match.group(1)), "text")
    return None


NO_WORD: Final = "\0"
"""Number 0 is left for cells that are refused."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: those of the contract, and those that are carried through unread.

    ``codes``: per column whose cells are held as numbers the texts that they stand for, by position; the first,
    :data:`NO_WORD`, stands in no cell.
    """

    columns: tuple[ColumnPath, ...]
    carried: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of the contract, in the order of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> ColumnPath | None:
        """The column called ``name``, if the file has it."""
        return next((column for column in self.columns if column.name == name), None)


def header(names: Iterable[str]) -> Header:
    """Sort the columns of a file.

    A name with a point in it, or one close to a name of the contract, is meant for the contract and must be one.

    Raises:
        InputError: a column that is no path of the contract, stands twice, or no column of the contract at all.
    """
    columns: list[ColumnPath] = []
    carried: list[str] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    places: dict[tuple[str | int, ...], str] = {}
    for name in names:
        if name in seen:
            problems.append(_twice(name))
            continue
        seen.add(name)
        found = column_path(name)
        if found is not None and found.path in places:
            problems.append(_twice(f"{places[found.path]} = {name}"))
        elif found is not None:
            places[found.path] = name
            columns.append(found)
        elif name in RESULTS:
            carried.append(name)
        elif _meant_for_contract(name):
            problems.append(_unknown(name))
        else:
            carried.append(name)
    if not columns and not problems:
        problems.append(
            new_problem(
                "no_columns",
                N_("no column has a name of the contract"),
                N_("Name the columns by the paths of a transaction, such as items.entries"),
                line=1,
            )
        )
    if problems:
        raise InputError(problems)
    return Header(tuple(columns), tuple(carried))


_LISTS: Final = ("items", "parties", "authorisations", "authority_decisions")
"""Groups of the contract that no cell holds whole: a column by that name would state something and be overlooked."""


def _meant_for_contract(name: str) -> bool:
    return (
        "." in name
        or _plain(name) in _LISTS
        or bool(difflib.get_close_matches(_plain(name), _fixed(), n=1, cutoff=0.8))
    )


def _plain(name: str) -> str:
    """A name as the contract would write it."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _twice(name: str) -> Problem:
    if not name:
        return new_problem(
            "columns_nameless", N_("several columns have no name"), N_("Name them, or take them out"), line=1
        )
    return new_problem(
        "column_twice", N_("the column {name} stands twice"), N_("Keep one of them"), line=1, name=name[:80]
    )


def _unknown(name: str) -> Problem:
    known = [
        *_fixed(),
        *(f"parties.{role}.{field}" for role in ROLES for field in ("name", "country", "service")),
    ]
    return new_problem(
        "unknown_column",
        N_("there is no column called {name}"),
        suggestion(_plain(name), known),
        line=1,
        name=name[:80],
    )


def transaction_of(columns: Iterable[ColumnPath], cells: Mapping[str, str]) -> dict[str, Any]:
    """The transaction of a row as plain data, to be checked by the contract; empty cells are left out.

    Args:
        columns: of the contract; others are ignored.
        cells: text by name of the column.
    """
    data: dict[str, Any] = {"items": [{}]}
    groups: dict[str, dict[str, Any]] = {"parties": {}, "authorisations": {}, "authority_decisions": {}}
    for column in columns:
        cell = cells.get(column.name) or ""
        if cell.strip() == "":
            continue
        head, *rest = column.path
        if head in groups:
            position, *rest = rest
            _put(groups[str(head)].setdefault(str(position), {}), rest, column.value(cell.strip()))
        else:
            _put(data, column.path, column.value(cell.strip()))
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


def _put(data: Any, path: Iterable[str | int], value: Any) -> None:
    head, *rest = path
    if not rest:
        data[head] = value
    elif isinstance(head, int):
        _put(data[head], rest, value)
    else:
        _put(data.setdefault(head, [{}] if rest and isinstance(rest[0], int) else {}), rest, value)


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
    for column in of_group:
        if str(column.path[1]) == member and ".".join(map(str, column.path[2:])) == field:
            return column.name
    return ".".join(part for part in (group, *member.split("."), field) if part not in ("", "1"))


def _members(of_group: Iterable[ColumnPath], cells: Mapping[str, str]) -> list[str]:
    """What a row fills of a group, in the order of :func:`transaction_of`: ``end_user.1``, or ``2``."""
    filled = [str(column.path[1]) for column in of_group if (cells.get(column.name) or "").strip()]
    members = list(dict.fromkeys(filled))
    return sorted(members, key=int) if all(member.isdigit() for member in members) else members
