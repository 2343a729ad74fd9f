"""What the parameter sheets say of the parameters that a transaction states of an item, and which values no sheet can read.

Parameters stand by their names, or apart under the code of the entry whose sheet they were written for. Each sheet reads the names that it knows:
one description of an item serves for several of them, and a stray name silences none. A value that a sheet asks for and cannot read (``5000``
without a unit, ``4.200 nm``) is told, and the others are examined without it: what cannot be read is not known, and never no. So is a name that no
sheet knows and that is nearly one of a sheet which knows others of these; any other unknown name is told and holds nothing (:func:`unknown_names`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.library import library
from dualuse.classification.sheets.namespaces import NOTES
from dualuse.classification.sheets.notes import general_notes
from dualuse.classification.sheets.results import Examination
from dualuse.classification.sheets.sheet import MEETS
from dualuse.classification.sheets.subject import names_unknown_to
from dualuse.classification.sheets.thresholds import WithinThresholds, provisions_within
from dualuse.i18n import N_, Message
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
    read: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """By each code the values that its sheet can read."""


@dataclass(frozen=True, slots=True)
class _BySheet:
    """One sheet: what came out of the values that it can read, those it cannot, and the names that it does not know."""

    examination: Examination
    unread: tuple[Unread, ...]
    values: Mapping[str, Any]
    left_aside: tuple[str, ...]

    @property
    def readable(self) -> frozenset[str]:
        """The names of what it can read."""
        return frozenset(map(str, self.values))

    @property
    def knows_all(self) -> bool:
        """Whether it knows every name that any sheet knows."""
        return not any(map(_is_known, self.left_aside))

    @property
    def may_be_meant(self) -> bool:
        """Whether the values may be written for it: several, of which it knows all, or of which one is a name of sheets alone."""
        names = (*self.readable, *(row.parameter for row in self.unread))
        return len(names) > 1 and (not self.left_aside or any(map(_is_of_sheets, names)))


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
    read_somewhere = frozenset(
        name for sheet, is_meant in sheets if not is_meant and sheet.knows_all for name in sheet.readable
    )
    unread = tuple(
        row
        for sheet, is_meant in sheets
        for row in sheet.unread
        if is_meant
        or (row.parameter not in read_somewhere and (sheet.may_be_meant or _is_of_sheets(row.parameter)))
    )
    return Readings(
        tuple(sheet.examination for sheet, _ in sheets),
        _each_once(unread),
        tuple((sheet.examination.code, sheet.values) for sheet, _ in sheets),
    )


def within_thresholds(parameters: Mapping[str, Any] | None) -> tuple[WithinThresholds, ...]:
    """The open provisions of any entry whose quantities are all stated and met, those of which most are met first, and of these those of which least is open."""
    rows = (
        row for code, values in examined(parameters, (), "en").read for row in provisions_within(code, values)
    )
    return tuple(sorted(rows, key=lambda row: (-len(row.met), len(row.open))))


def _is_of_sheets(name: str) -> bool:
    """Whether a name is one of sheets alone (``peak_wavelength``, ``cryocooler``), and not a word for anything (``weight``).

    Nobody but a sheet composes a name of several words; a single word is anybody's where sheets of several entries use it, by itself or
    within other names.
    """
    return "_" in name or len(_entries_by_word().get(name, ())) == 1


@lru_cache(maxsize=1)
def _entries_by_word() -> Mapping[str, frozenset[str]]:
    """The entries whose sheets have a word in names of parameters."""
    entries: dict[str, set[str]] = {}
    for code, names in _names_of_sheets():
        for word in frozenset(word for name in names for word in name.split("_")):
            entries.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in entries.items()}


def unknown_names(parameters: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The names, as they are stated, that no sheet knows: nothing is examined by them."""
    if not parameters:
        return ()
    unknown: list[str] = []
    apart = {name: code[:5] for code, name in _apart(parameters).items()}
    for name, value in parameters.items():
        if name in apart:
            unknown += (
                f"{name}: {inner}"
                for inner in map(str, value)
                if not _is_known(inner) and not _is_known(f"{apart[name]}.{inner}")
            )
        elif not _is_known(str(name)):
            unknown.append(str(name))
    return tuple(unknown)


def _is_known(name: str) -> bool:
    """Whether a sheet knows a name, by itself or behind its entry; what stands behind ``notes`` and ``meets`` is for each examination to say."""
    front, _, rest = name.partition(".")
    if not rest:
        return name in general_notes().parameters or name in _names_of_any_sheet()
    return front in (NOTES, MEETS.rstrip(".")) or rest in _names_by_entry().get(front, ())


def _nearly_known(values: Mapping[str, Any], code: str) -> Iterator[Unread]:
    """The names that no sheet knows, and that are nearly one of the sheet of an entry which nobody states: a slip would leave a value out."""
    own = _names_by_entry().get(code[:5], frozenset())
    names = frozenset(map(str, values))
    for name in map(str, values):
        plain = name.removeprefix(f"{code[:5]}.")
        if plain in own or _is_known(name):
            continue
        candidates = own.intersection(_alike(plain)) - names
        if near := get_close_matches(plain, sorted(candidates), n=1, cutoff=_NEARLY):
            text = N_("no sheet knows this name; perhaps {near} is meant")
            yield Unread(code, name, Message("parameter_nearly_known", text, {"near": near[0]}))


_NEARLY: Final = 0.85
"""Likeness from which a name is taken for a slip of another one."""


@lru_cache(maxsize=50_000)
def _alike(name: str) -> frozenset[str]:
    """The names of any sheet that may be nearly a name: looked for once, however many sheets are asked, by a likeness that is never below the other."""
    if len(name) > _LONGEST_SLIP:
        return frozenset()
    rows = extract(
        name, _names_of_any_sheet(), scorer=Indel.normalized_similarity, score_cutoff=_NEARLY, limit=None
    )
    return frozenset(row[0] for row in rows)


_LONGEST_SLIP: Final = 120
"""Letters of a name that may be a slip; none of a sheet is as long."""


def _each_once(rows: Sequence[Unread]) -> tuple[Unread, ...]:
    """The first row of each parameter: the sheets of several entries may ask for it."""
    return tuple({row.parameter: row for row in reversed(rows)}.values())[::-1]


def _by_sheet(code: str, values: Mapping[str, Any], language: str) -> _BySheet | None:
    """One sheet, by the names that it knows; None where there is no such sheet, or it knows none of them: nothing can be said of it."""
    try:
        unknown = names_unknown_to(code, map(str, values))
    except (InputError, LookupError):
        return None
    left = {name: value for name, value in values.items() if str(name) not in unknown}
    left_aside = tuple(str(name) for name in values if str(name) in unknown)
    unread: list[Unread] = []
    nearly = tuple(_nearly_known(values, code))
    while left or unread or nearly:
        try:
            examination = examine(code, left, language=language)
        except InputError as error:
            concerned = {problem.path: problem.what for problem in error.problems if problem.path}
            names = [name for name in left if str(name) in concerned]
            if not names:
                return None
            for name in names:
                del left[name]
            unread += (Unread(code, str(name), concerned[str(name)]) for name in names)
        except LookupError:
            return None
        else:
            return _BySheet(examination, (*unread, *nearly), left, left_aside)
    return None


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


@lru_cache(maxsize=1)
def _names_by_entry() -> Mapping[str, frozenset[str]]:
    """The names of the parameters of each entry that has a sheet."""
    return dict(_names_of_sheets())


@lru_cache(maxsize=1)
def _names_of_any_sheet() -> frozenset[str]:
    """The names of the parameters of all sheets."""
    return frozenset(name for _, names in _names_of_sheets() for name in names)
