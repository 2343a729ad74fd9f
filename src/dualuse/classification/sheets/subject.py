"""What an examination of a code needs before anything is known of the item: its provisions, linked, and the names of their parameters.

It puts together the sheet of the entry, the sheets it refers to and the general notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from dualuse.classification.annex_editions import NO_OUTLINE
from dualuse.classification.sheets.conditions import Condition, parameters_of
from dualuse.classification.sheets.library import FOLDER, Library, library, listing
from dualuse.classification.sheets.namespaces import NOTES, Linker, Names, Space, names_of
from dualuse.classification.sheets.notes import BRINGS_IN, RELEASES, Note, general_notes
from dualuse.classification.sheets.sheet import MEETS, Kind, Parameter, Tested, own_tests
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.eu_2021_821.control_list import Edition, normal_code
from dualuse.law.eu_2021_821.control_list.unknown_codes import unknown_code

MEETS_QUESTION: Final = N_(
    "Does the item meet {code} in every point, with all that stands above it in the Annex?"
)

AppliedNotes: TypeAlias = tuple[tuple[Note, Condition], ...]
"""General notes with their conditions for one provision."""


@dataclass(frozen=True, slots=True)
class Row:
    """A provision under examination, linked, with the general notes that may release what it reaches."""

    tested: Tested
    own: Condition
    releases: AppliedNotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that an examination of a code needs before it knows anything of the item."""

    code: str
    library: Library
    reached: tuple[str, ...]
    names: Names
    rows: tuple[Row, ...]
    brings_in: AppliedNotes


def subject_of_code(text: str, edition: str | None, folder: Path = FOLDER) -> Subject:
    """The subject of a code as somebody has written it, in an edition of Annex I (its first day; default the newest).

    Raises:
        InputError: the code or the edition does not fit.
        SheetError: a sheet does not keep the rules.
    """
    sheets = _library(edition, folder)
    return subject_of(_checked(text, sheets), sheets)


def _library(edition: str | None, folder: Path) -> Library:
    sheets = library(edition, folder)
    if sheets is None:
        raise input_error(
            "edition_unknown",
            NO_OUTLINE,
            N_("Name it by its first day in force, or leave it out"),
            edition=edition,
        )
    return sheets


def _checked(text: str, sheets: Library) -> str:
    edition = sheets.edition
    code = normal_code(text)
    if code is not None and code in edition.codes:
        return code
    raise InputError([unknown_code(text, edition)])


@lru_cache(maxsize=500)
def subject_of(code: str, sheets: Library) -> Subject:
    """Made once for a code: an interview examines it after every answer."""
    reached = sheets.reached(code)
    releases = [_applied(RELEASES, row.path, sheets.edition, row) for row in sheets.tests(code)]
    brings_in = _applied(BRINGS_IN, code, sheets.edition)
    spoken = [condition for applied in (*releases, brings_in) for _, condition in applied]
    names = names_of(code[:5], _spaces(reached, sheets, spoken), _meets(code, reached, sheets, spoken))
    linker = Linker(sheets, names)

    def linked_notes(applied: AppliedNotes) -> AppliedNotes:
        return tuple((note, linker.condition(condition, NOTES)) for note, condition in applied)

    rows = tuple(
        Row(linked, own_tests(linked), linked_notes(applied))
        for linked, applied in zip(linker.tests(code), releases, strict=True)
    )
    return Subject(
        code=code, library=sheets, reached=reached, names=names, rows=rows, brings_in=linked_notes(brings_in)
    )


def _applied(effect: str, path: str, edition: Edition, row: Tested | None = None) -> AppliedNotes:
    """The general notes that reach ``path`` and that the sheet does not carry out itself."""
    notes = ((note, note.condition(path, edition)) for note in general_notes().with_effect(effect))
    return tuple(
        (note, condition)
        for note, condition in notes
        if condition is not None and not (row and note.carried_out_by(row))
    )


def _spaces(reached: tuple[str, ...], sheets: Library, spoken: Iterable[Condition]) -> Iterator[Space]:
    for entry in dict.fromkeys(code[:5] for code in reached):
        sheet = sheets.sheet(entry)
        if sheet:
            yield entry, sheet.parameters
    used = {name for condition in spoken for name in parameters_of(condition)}
    yield NOTES, {name: row for name, row in general_notes().parameters.items() if name in used}


def _meets(
    code: str, reached: tuple[str, ...], sheets: Library, spoken: Iterable[Condition]
) -> Iterator[Parameter]:
    """The questions of provisions without tests: of the whole entry, of what is reached, and of what notes speak of."""
    asked = dict.fromkeys(sheets.uncovered(code[:5]))
    for condition in (*(row.when for other in reached for row in sheets.tests(other)), *spoken):
        names = (name for name in parameters_of(condition) if name.startswith(MEETS))
        asked |= dict.fromkeys(name.removeprefix(MEETS) for name in names)
    for path in asked:
        yield Parameter(
            name=MEETS + path, kind=Kind.YES_NO, question=MEETS_QUESTION, judgement=True, about=path
        )


def names_of_others(code: str, names: Iterable[str], folder: Path = FOLDER) -> tuple[str, ...]:
    """Those of ``names`` that the tests of ``code`` do not ask for, and those of another entry do: a sheet serves several.

    Raises:
        InputError: the code does not fit.
        SheetError: a sheet does not keep the rules.
    """
    subject = subject_of_code(code, None, folder)
    strange = [
        name for name in names if name not in subject.names.accepted and name not in subject.names.ambiguous
    ]
    if not strange:
        return ()
    others = (subject.library.sheet(row.entry) for row in listing(folder).sheets)
    known = {name for sheet in others if sheet is not None for name in sheet.parameters}
    return tuple(name for name in strange if name in known)


def names_unknown_to(code: str, names: Iterable[str], folder: Path = FOLDER) -> frozenset[str]:
    """Those of ``names`` that an examination of ``code`` can do nothing with: it refuses them.

    Raises:
        InputError: the code does not fit.
        SheetError: a sheet does not keep the rules.
    """
    subject = subject_of_code(code, None, folder)
    taken = subject.names
    return frozenset(
        name
        for name in names
        if name not in taken.accepted and name not in taken.ambiguous and not is_foreign(name, subject)
    )


def is_foreign(name: str, subject: Subject) -> bool:
    """Whether a name belongs to an entry, or to a general note, that has no part in this examination."""
    if name.removeprefix(f"{NOTES}.") in general_notes().parameters:
        return True
    entry, _, rest = name.removeprefix(MEETS).partition(".")
    if entry not in subject.library.edition.entry_codes or entry in {code[:5] for code in subject.reached}:
        return False
    if name.startswith(MEETS):
        return name.removeprefix(MEETS) in subject.library.edition.codes
    sheet = subject.library.sheet(entry)
    return sheet is not None and rest in sheet.parameters
