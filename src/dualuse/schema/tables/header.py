"""The header of a file: which of its columns are of the contract, which are carried through, and what is wrong with their names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import KEEP_ONE
from dualuse.inputs.problems import InputError, Problem, did_you_mean, new_problem, suggestion
from dualuse.schema.tables.columns import (
    LINE,
    RESULTS,
    ROLES,
    SCREENED,
    SHEET,
    SHORT_REASONS,
    ColumnPath,
    column_path,
    fixed_columns,
)

CELL: Final = "cell_"
NO_WORD: Final = "\0"
"""Number 0 is left for cells that are refused."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: those of the contract, and those that are carried through unread.

    ``names``: of the columns of the contract, in the order of the file; ``by_name``: each by its name; ``held``: per name
    the column of the rows that has its prepared cells.

    ``codes``: per column whose cells are held as numbers the texts that they stand for, by position; the first,
    :data:`NO_WORD`, stands in no cell. ``called``: of an export, by column of the contract what the file calls it.
    """

    columns: tuple[ColumnPath, ...]
    carried: tuple[str, ...]
    names: tuple[str, ...]
    by_name: Mapping[str, ColumnPath]
    held: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    are_apart: bool = False
    called: Mapping[str, str] = dataclass_field(default_factory=dict)

    @property
    def has_whole_contracts(self) -> bool:
        """Whether each row is all of its contract: no column says that rows are of one, or ``are_apart``: no two name the same."""
        return self.are_apart or "reference" not in self.by_name

    def text(self, name: str, value: Any) -> str:
        """The text of a prepared cell of a column."""
        texts = self.codes.get(name)
        text: str = value if texts is None else texts[value]
        return text


def header_of(columns: Iterable[ColumnPath], carried: Iterable[str] = ()) -> Header:
    """A header with some columns of the contract."""
    columns = tuple(columns)
    names = tuple(column.name for column in columns)
    held = {name: f"{CELL}{place}" for place, name in enumerate(names)}
    return Header(columns, tuple(carried), names, dict(zip(names, columns, strict=True)), held)


def some_columns(header: Header, names: Iterable[str]) -> Header:
    """A header with some of the columns."""
    chosen = frozenset(names)
    columns = tuple(column for column in header.columns if column.name in chosen)
    by_name = {column.name: column for column in columns}
    held = {name: header.held[name] for name in by_name}
    return replace(header, columns=columns, names=tuple(by_name), by_name=by_name, held=held)


@dataclass(frozen=True, slots=True)
class ReadHeader:
    """The columns of a file, and what is wrong with their names."""

    header: Header
    problems: tuple[Problem, ...] = ()


def header(names: Iterable[str]) -> Header:
    """The columns of a file.

    Raises:
        InputError: a column that is no path of the contract, stands twice, or no column of the contract at all.
    """
    read = read_header(names)
    if read.problems:
        raise InputError(read.problems)
    return read.header


def read_header(names: Iterable[str]) -> ReadHeader:
    """Sort the columns of a file.

    A name with a point in it, or one close to a name of the contract, is meant for the contract and must be one.
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
        column = column_path(name)
        if column is not None and column.path in places:
            problems.append(_twice(f"{places[column.path]} = {name}"))
        elif column is not None:
            places[column.path] = name
            columns.append(column)
        elif name in (*RESULTS, *SCREENED, SHORT_REASONS, LINE, SHEET):
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
                N_(
                    "Name the columns by the paths of a transaction, such as items.entries, or have their names guessed and written into a file to look at: --map FILE.toml"
                ),
                line=1,
            )
        )
    return ReadHeader(header_of(columns, carried), tuple(problems))


_LISTS: Final = ("items", "parties", "authorisations", "authority_decisions")
"""Groups of the contract that no cell holds whole: a column by that name would state something and be overlooked."""


def _meant_for_contract(name: str) -> bool:
    return (
        "." in name
        or _plain(name) in _LISTS
        or bool(difflib.get_close_matches(_plain(name), fixed_columns(), n=1, cutoff=0.8))
    )


def _plain(name: str) -> str:
    """A name as the contract would write it."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _twice(name: str) -> Problem:
    if not name:
        return new_problem(
            "columns_nameless", N_("several columns have no name"), N_("Name them, or take them out"), line=1
        )
    return new_problem("column_twice", N_("the column {name} stands twice"), KEEP_ONE, line=1, name=name[:80])


def column_meant(name: str, usual: Iterable[str] = ()) -> Message:
    """A remedy for a name that is no column: those whose last word it is (``kind`` of ``items.kind``), else the nearest.

    ``usual``: the columns that are named first where none is near.
    """
    of_roles = (f"parties.{role}.{field}" for role in ROLES for field in ("name", "country", "service"))
    known = [*dict.fromkeys((*usual, *fixed_columns(), *of_roles))]
    plain = _plain(name)
    ending = [column for column in known if column.endswith(f".{plain}")]
    if len(ending) == 1:
        return did_you_mean(ending[0])
    # Of several that end alike none is nearer.
    return suggestion("", ending) if ending else suggestion(plain, known)


def _unknown(name: str) -> Problem:
    return new_problem(
        "unknown_column",
        N_("there is no column called {name}"),
        column_meant(name),
        line=1,
        name=name[:80],
    )


def authorisation_columns(header: Header) -> Iterator[Mapping[str, str]]:
    """The columns of each authorisation in a file, by field."""
    slots: dict[str, dict[str, str]] = {}
    for column in header.columns:
        if column.path[0] == "authorisations":
            slots.setdefault(str(column.path[1]), {})[str(column.path[-1])] = column.name
    return (slot for slot in slots.values() if "reference" in slot)
