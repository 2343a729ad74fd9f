"""Which entries have a sheet, and how much of each is tested."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dualuse.classification.sheets.library import FOLDER, Library, newest_edition


@dataclass(frozen=True, slots=True)
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
    sheets = Library(newest_edition(), folder)
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
