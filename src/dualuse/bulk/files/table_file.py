"""Tables in files: what every format has in common. Each row has its line; lines that are no rows are kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import FILE_EMPTY
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.schema.tables.header import ReadHeader

if TYPE_CHECKING:
    import polars as pl

SUFFIXES: Final = (".csv", ".parquet", ".xlsx")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no row of the table: where it stands, its fields as far as they can be told, the problem, and more of them.

    ``cells``: those of the contract, of a row of an export; empty where it is not known which field is which.
    """

    line: int
    fields: tuple[str, ...]
    problem: Problem
    more: tuple[Problem, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    def reason(self, language: str, by_name: Callable[[Problem], Problem] = lambda problem: problem) -> str:
        """What is wrong, in words; the same of several cells once, with each of their columns, as ``by_name`` calls them."""
        alike: dict[tuple[str, str], list[Problem]] = {}
        for problem in map(by_name, (self.problem, *self.more)):
            same = problem.at_prompt(language), f"{problem.file}:{problem.line}"
            alike.setdefault(same, []).append(problem)
        return " ".join(
            replace(first, path=_names_of_cells(problem.path for problem in (first, *others))).text(language)
            for first, *others in alike.values()
        )


def _names_of_cells(paths: Iterable[str]) -> str:
    """The columns of cells in words: one of the file that is read as several of the contract by its own name alone, once."""
    read_as: dict[str, list[str]] = {}
    for path in filter(None, paths):
        read_as.setdefault(path.rpartition(" (")[0] or path, []).append(path)
    return ", ".join(name if len(several) > 1 else several[0] for name, several in read_as.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a file: ``cells`` as text under the names of the file, ``lines`` the line of each row, from 1.

    ``as_read``: the columns as they were, where they were not text; the result carries those on. ``done``: bytes or rows
    of the file read so far. ``shown``: the cells of the file as a row to be mended shows them, where ``cells`` are others.
    ``typed``: by column where the cells are numbers in the file and no text; known where it matters.
    """

    cells: pl.DataFrame
    lines: pl.Series
    bad: tuple[BadLine, ...]
    done: int
    as_read: pl.DataFrame
    shown: pl.DataFrame | None = None
    typed: Mapping[str, pl.Series] = field(default_factory=dict)

    @property
    def cells_of_file(self) -> pl.DataFrame:
        """The cells under the names of the file."""
        return self.cells if self.shown is None else self.shown

    def piece(self, start: int, rows: int, done: int) -> Part:
        """Some of the rows, with the lines that are no rows up to where they end; ``done``: as of the part."""
        is_first, is_last = start == 0, start + rows >= self.cells.height
        after = None if is_first or not self.bad else self.lines[start]
        before = None if is_last or not self.bad else self.lines[start + rows]
        return Part(
            cells=self.cells.slice(start, rows),
            lines=self.lines.slice(start, rows),
            bad=tuple(
                bad
                for bad in self.bad
                if (after is None or bad.line > after) and (before is None or bad.line < before)
            ),
            done=self.done if is_last else done,
            as_read=self.as_read.slice(start, rows),
            shown=None if self.shown is None else self.shown.slice(start, rows),
            typed={name: typed.slice(start, rows) for name, typed in self.typed.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that can be read, more than once: its columns, its size (bytes or rows), and its parts.

    ``columns``: those of the contract among them.

    ``separator`` and ``marked`` (with a byte order mark) are the ways of a CSV file, which the result goes on with;
    ``unread``: sheets of a workbook that are not read, ``tables_unread``: those of them that look like tables, too, where nobody said which
    is meant, and ``sheet``: the one that is read, where there are several; ``header_line``: where the names of the columns stand.
    ``is_part``: its rows stood in another file with others, which may be of the same contracts and draw on the same authorisations.
    ``contract``: of an export the columns of the contract that its columns are, by the names of the file.
    ``some``: reads some of the columns alone, where that is faster.
    """

    path: Path
    names: tuple[str, ...]
    columns: ReadHeader
    size: int
    parts: Callable[[], Iterator[Part]]
    separator: str = ","
    marked: bool = False
    unread: tuple[str, ...] = ()
    tables_unread: tuple[str, ...] = ()
    sheet: str = ""
    header_line: int = 1
    is_part: bool = False
    contract: Mapping[str, str] = field(default_factory=dict)
    some: Callable[[frozenset[str]], Iterator[Part]] | None = None

    def parts_with(self, names: frozenset[str]) -> Iterator[Part]:
        """The parts, with these columns at least: where the format allows it, the others are not taken out of the file."""
        return self.parts() if self.some is None else self.some(names)


def empty(path: Path) -> InputError:
    """What is said of a file without anything in it."""
    return input_error(
        "table_empty",
        FILE_EMPTY,
        N_("Write a line with the names of the columns, then rows"),
        file=str(path),
    )


def no_rows(path: str) -> Problem:
    """What is said of a file with the names of columns and no row: its answer is one on nothing."""
    return new_problem(
        "table_without_rows",
        N_("below the names of the columns stands no row, so nothing was judged"),
        N_("Export it again with its rows, or name the file that has them"),
        file=path,
    )


def unreadable(path: Path, error: BaseException) -> InputError:
    """What is said of a file that its reader does not take."""
    return input_error(
        "table_malformed",
        N_("the table cannot be read: {reason}"),
        N_("If it was cut short, get it again; else write it anew from its source"),
        file=str(path),
        reason=_reason(path, error),
    )


_NO_TABLE: Final = {
    ".xlsx": (r"File is not a zip file|Bad magic number.*|.*(?:zip|Zip).*", N_("it is no workbook (.xlsx), or was cut short")),
    ".parquet": (r".*(?:out of specification|magic|footer).*", N_("it is no Parquet file, or was cut short")),
}  # fmt: skip
"""What a library says in English of a file that is no table of its suffix, and we do."""


def _reason(path: Path, error: BaseException) -> Message | str:
    said = first_line(error)
    pattern, words = _NO_TABLE.get(path.suffix.casefold(), ("(?!)", ""))
    return Message("table_of_another_kind", words) if re.fullmatch(pattern, said) else said


def first_line(error: BaseException) -> str:
    """What an error of a library says, shortly."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
