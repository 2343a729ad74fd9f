"""The sheets of a folder: which entries have one, and what tests stand under a code.

Provisions that no sheet covers stand here as questions to a person (``meets.6A003.b.3``), so that nobody can say "not
listed" past them. An entry without a sheet is made of such questions only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.classification.sheets.conditions import All, Yes, references_of, some
from dualuse.classification.sheets.reading import DRAFT, SheetError, edition_named, read_sheet
from dualuse.classification.sheets.sheet import MEETS, Sheet, Tested, own_tests
from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.law.eu_2021_821.control_list import Edition, edition_records, is_under, newest_outline, outline

FOLDER: Final = Path(__file__).parent / "data"


@lru_cache(maxsize=1000)
def _read(path: Path) -> Sheet | None:
    return read_sheet(path) if path.is_file() else None


@lru_cache(maxsize=8)
def _see_that_all_are_sheets(folder: Path) -> None:
    """In our own folder nothing lies that is not the sheet of an entry; somebody else's may hold what it likes.

    Raises:
        DataError: something does.
    """
    if folder != FOLDER:
        return
    editions = [edition for record in edition_records() if (edition := outline(record))]
    entries = {code for edition in editions for code in edition.entry_codes}
    for path in data_files(folder, "[0-9][A-E][0-9][0-9][0-9].toml"):
        if path.stem not in entries:
            raise DataError(f"{path_in_package(path)}: no edition of Annex I has the entry {path.stem}")


@dataclass(frozen=True, slots=True)
class Library:
    """The sheets in ``folder`` for one edition of Annex I; sheets of other editions do not count."""

    edition: Edition
    folder: Path = FOLDER

    def sheet(self, code: str) -> Sheet | None:
        """The sheet of the entry that ``code`` is or lies under, if there is one for this edition.

        Raises:
            SheetError: the sheet does not keep the rules.
            InputError: it is a draft.
        """
        _see_that_all_are_sheets(self.folder)
        sheet = _read(self.folder / f"{code[:5]}.toml")
        if sheet is None or sheet.edition != self.edition.name:
            return None
        if sheet.review == DRAFT:
            raise input_error(
                "sheet_is_draft",
                N_("this sheet is a draft of a machine: nothing is answered from it"),
                N_(
                    'A person compares it with the text of Annex I and then sets review = "reviewed", reviewed_by and reviewed_on'
                ),
                file=str(self.folder / sheet.file),
            )
        return sheet

    def entries(self) -> tuple[str, ...]:
        """The entries that have a sheet, in the order of the Annex."""
        return tuple(code for code in self.edition.entry_codes if self.sheet(code))

    def tests(self, code: str) -> tuple[Tested, ...]:
        """The tests of what ``code`` is and what lies under it, in the order of the Annex.

        Where a sheet tests only what stands above ``code``, the test of that and the question of ``code`` go together.
        """
        return _tests_of(self, code)

    def worked_out(self, code: str) -> tuple[Tested, ...]:
        """The tests, worked out anew; :meth:`tests` remembers them."""
        sheet = self.sheet(code)
        rows = {row.path: row for row in sheet.provisions} if sheet else {}
        tested = {path: row for path, row in rows.items() if is_under(path, code)}
        above = tuple(row for path, row in rows.items() if is_under(code, path) and path != code)
        gaps = self._uncovered(code, frozenset(tested))
        if gaps and above:
            tested[code] = _within(code, above)
        else:
            tested |= {path: Tested(path, Yes(MEETS + path)) for path in gaps}
        order = {path: number for number, path in enumerate(self._below(code))}
        return tuple(sorted(tested.values(), key=lambda row: order[row.path]))

    def uncovered(self, code: str) -> tuple[str, ...]:
        """The provisions at or under ``code`` that become a question of their own."""
        sheet = self.sheet(code)
        return self._uncovered(
            code, frozenset(row.path for row in sheet.provisions) if sheet else frozenset()
        )

    def _uncovered(self, code: str, rows: frozenset[str]) -> tuple[str, ...]:
        children = self._children(code)
        if any(is_under(code, path) for path in rows):
            return ()
        touched = any(is_under(path, code) for path in rows)
        if not children or (not touched and "." in code):
            return (code,)
        return tuple(path for child in children for path in self._uncovered(child, rows))

    def _children(self, code: str) -> tuple[str, ...]:
        return tuple(child for child in self.edition.children(code) if child not in self.edition.not_used)

    def _below(self, code: str) -> Iterator[str]:
        yield code
        for child in self._children(code):
            yield from self._below(child)

    def reached(self, code: str) -> tuple[str, ...]:
        """``code`` and every code that its tests refer to, directly or by others, each once.

        Raises:
            SheetError: the references run in a circle.
        """
        codes: dict[str, None] = {}
        self._reach(code, (), codes)
        return tuple(codes)

    def _reach(self, code: str, trail: tuple[str, ...], codes: dict[str, None]) -> None:
        if code in trail:
            raise SheetError(f"references run in a circle: {' > '.join((*trail, code))}")
        if code in codes:
            return
        codes[code] = None
        for row in self.tests(code):
            for condition in (row.when, *(note.when for note in row.unless)):
                for other in references_of(condition):
                    self._reach(other, (*trail, code), codes)


@lru_cache(maxsize=5000)
def _tests_of(sheets: Library, code: str) -> tuple[Tested, ...]:
    return sheets.worked_out(code)


def _within(code: str, above: tuple[Tested, ...]) -> Tested:
    """The test of ``code`` where only what stands above it has tests: met, and this code of it."""
    if len(above) == 1:
        return Tested(code, All((above[0].when, Yes(MEETS + code))), above[0].unless)
    return Tested(code, All((some(tuple(own_tests(row) for row in above)), Yes(MEETS + code))))


@lru_cache(maxsize=8)
def library(edition: str | None = None, folder: Path = FOLDER) -> Library | None:
    """The sheets for the edition of that name (default: the newest), or None where it is not at hand."""
    edition_found = edition_named(edition) if edition else newest_outline()
    return Library(edition_found, folder) if edition_found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A sheet in numbers: provisions with tests, parameters, and provisions that are left to a person (``uncovered``)."""

    entry: str
    provisions: int
    parameters: int
    uncovered: int
    review: str
    reference: str
    verification: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheets for an edition of Annex I, and how many entries it has in all."""

    edition: str
    entries: int
    sheets: tuple[SheetRow, ...]


def listing(folder: Path = FOLDER) -> Listing:
    """The sheets of a folder, in the order of the Annex."""
    sheets = Library(newest_outline(), folder)
    rows = tuple(
        SheetRow(
            entry=sheet.entry,
            provisions=len(sheet.provisions),
            parameters=len(sheet.parameters),
            uncovered=len(sheets.uncovered(sheet.entry)),
            review=sheet.review,
            reference=sheet.reference,
            verification=sheet.verification.word,
        )
        for entry in sheets.entries()
        if (sheet := sheets.sheet(entry))
    )
    return Listing(sheets.edition.name, len(sheets.edition.entry_codes), rows)
