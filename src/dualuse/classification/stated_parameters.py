"""What the parameter sheets say of the parameters that a transaction states of an item, and which values no sheet can read.

Parameters stand by their names, or apart under the code of the entry whose sheet they were written for. A sheet that does not know one of the
names says nothing: they were written for another one. A value that a sheet asks for and cannot read (``5000`` without a unit, ``4.200 nm``)
is told, and the others are examined without it: what cannot be read is not known, and never no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.library import library
from dualuse.classification.sheets.results import Examination
from dualuse.i18n import Message
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.control_list import normal_code


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that the sheet of an entry asks for and cannot read."""

    entry: str
    parameter: str
    problem: Message


@dataclass(frozen=True, slots=True)
class Readings:
    """What came out by each sheet, and what could not be read."""

    examinations: tuple[Examination, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class _BySheet:
    """One sheet: what came out of the values that it can read, and those it cannot."""

    examination: Examination
    unread: tuple[Unread, ...]
    readable: frozenset[str]

    @property
    def knows_several(self) -> bool:
        """Whether the values may be written for it: a weight alone is anybody's."""
        return len(self.readable) + len(self.unread) > 1


def examined(parameters: Mapping[str, Any] | None, entries: Sequence[str], language: str) -> Readings:
    """By the sheets of these entries, and those for which the parameters were written: what is stated of an item is read, whatever it
    is called.

    A value by its name alone, that a sheet which nobody asked for cannot read, counts as written for another one that can.
    """
    if not parameters:
        return Readings()
    apart = _apart(parameters)
    alone = {name: value for name, value in parameters.items() if name not in apart.values()}
    sheets = []
    for code in dict.fromkeys((*entries, *apart, *_sheets_that_know(alone))):
        own = _of_entry(code, apart)
        values = parameters[own] if own else alone
        if values and (sheet := _by_sheet(code, values, language)):
            sheets.append((sheet, code in entries or own != ""))
    read_somewhere = frozenset(name for sheet, is_meant in sheets if not is_meant for name in sheet.readable)
    unread = tuple(
        row
        for sheet, is_meant in sheets
        for row in sheet.unread
        if is_meant
        or (row.parameter not in read_somewhere and (sheet.knows_several or _is_of_sheets(row.parameter)))
    )
    return Readings(tuple(sheet.examination for sheet, _ in sheets), _each_once(unread))


def _is_of_sheets(name: str) -> bool:
    """Whether a name is one of sheets alone (``peak_wavelength``), and not a word for anything (``weight``)."""
    return "_" in name


def _each_once(rows: Sequence[Unread]) -> tuple[Unread, ...]:
    """The first row of each parameter: the sheets of several entries may ask for it."""
    return tuple({row.parameter: row for row in reversed(rows)}.values())[::-1]


def _by_sheet(code: str, values: Mapping[str, Any], language: str) -> _BySheet | None:
    """One sheet; None where there is no such sheet, or it does not know one of the names: nothing can be said of it."""
    left = dict(values)
    unread: list[Unread] = []
    while True:
        try:
            examination = examine(code, left, language=language)
        except InputError as error:
            concerned = {problem.path: problem.what for problem in error.problems if problem.path}
            names = [name for name in left if str(name) in concerned]
            is_foreign = any(problem.what.code == "parameter_unknown" for problem in error.problems)
            if is_foreign or not names:
                return None
            for name in names:
                del left[name]
                unread.append(Unread(code, str(name), concerned[str(name)]))
        except LookupError:
            return None
        else:
            return _BySheet(examination, tuple(unread), frozenset(map(str, left)))


def _apart(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The entries under which parameters are put apart, each with the word for it there; a value with its reason is none."""
    return {
        code: name
        for name, values in parameters.items()
        if isinstance(values, Mapping) and (code := normal_code(str(name)))
    }


def _of_entry(code: str, apart: Mapping[str, str]) -> str:
    """The word under which the parameters for a code stand, its own or that of its entry; "" for none."""
    return apart.get(code) or apart.get(code[:5], "")


def _sheets_that_know(values: Mapping[str, Any]) -> Iterator[str]:
    """The entries whose sheets know one of the names, by itself or behind the entry."""
    names = frozenset(map(str, values))
    fronts = frozenset(name.partition(".")[0] for name in names if "." in name)
    if names:
        yield from (code for code, names_there in _names_of_sheets() if names & names_there or code in fronts)


@lru_cache(maxsize=1)
def _names_of_sheets() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each entry that has a sheet, with the names of its parameters."""
    sheets = library()
    rows = ((code, sheets.sheet(code)) for code in sheets.entries()) if sheets else ()
    return tuple((code, frozenset(sheet.parameters)) for code, sheet in rows if sheet)
