"""The general notes of Annex I: what releases items from entries, and the one note that brings items in.

Source: ``general_notes.toml``. A note is applied after the own tests of an entry: what these meet stays open as long
as a note may release it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.classification.sheets.conditions import All, Condition, No, Yes, some
from dualuse.classification.sheets.reading import (
    Place,
    Reader,
    SheetError,
    as_data_error,
    checked_use,
    edition_named,
    load,
    read_parameters,
    verification,
)
from dualuse.classification.sheets.sheet import MEETS, Parameter, Tested
from dualuse.data_folders import data_file
from dualuse.law.eu_2021_821.control_list import Edition, covers_code
from dualuse.law.language.provision import Verification

RELEASES: Final = "releases"
BRINGS_IN: Final = "brings_in"
_KEYS: Final = ("name", "summary", "reference", "verification", "effect", "when", "named")
_REACH: Final = ("kinds", "categories", "codes", "not_codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A general note: its effect, whom it reaches, and its condition. ``summary``: our own sentence."""

    name: str
    summary: str
    reference: str
    verification: Verification
    effect: str
    when: Condition
    kinds: frozenset[str]
    categories: frozenset[str]
    codes: tuple[str, ...]
    not_codes: tuple[str, ...]
    named: tuple[str, ...]

    def carried_out_by(self, row: Tested) -> bool:
        """Whether the sheet's own exclusions of the provision speak of this note already."""
        return any(name.casefold() in note.note.casefold() for note in row.unless for name in self.named)

    def condition(self, code: str, edition: Edition) -> Condition | None:
        """The note for the provision ``code``: its condition, or None where it does not reach it.

        Where it reaches only a part of ``code``, whether the item lies in that part belongs to the condition.
        """
        if not self._reaches_kind(code, edition):
            return None
        parts: list[Condition] = [self.when]
        if self.codes:
            covered = [(row, covers_code(row, code)) for row in self.codes]
            inside = tuple(Yes(MEETS + row) for row, truth in covered if truth is None)
            if not any(truth for _, truth in covered):
                if not inside:
                    return None
                parts.append(some(inside))
        for row in self.not_codes:
            truth = covers_code(row, code)
            if truth:
                return None
            if truth is None:
                parts.append(No(Yes(MEETS + row)))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _reaches_kind(self, code: str, edition: Edition) -> bool:
        if self.codes:
            return True
        entry = edition.entry(code)
        assert entry is not None
        category = f"{entry.category}.{entry.part}" if entry.part else str(entry.category)
        return entry.kind in self.kinds and category in self.categories


@dataclass(frozen=True, slots=True)
class GeneralNotes:
    """All general notes with their parameters."""

    notes: tuple[Note, ...]
    parameters: Mapping[str, Parameter]

    def with_effect(self, effect: str) -> tuple[Note, ...]:
        """The notes of one effect, in the order of the file."""
        return tuple(note for note in self.notes if note.effect == effect)


@lru_cache(maxsize=2)
def general_notes(file: Path | None = None) -> GeneralNotes:
    """The general notes, read once.

    Raises:
        SheetError: the file does not keep the rules.
    """
    file = file or data_file("classification/sheets/general_notes.toml")
    with as_data_error(file):
        return _notes_of(file, Place(file.name))


def _notes_of(file: Path, place: Place) -> GeneralNotes:
    data = load(file, place)
    place.only(data, ("edition", "parameters", "notes"))
    edition = edition_named(str(data.get("edition")))
    if edition is None:
        raise place.wrong("no outline of this edition")
    parameters = read_parameters(data["parameters"], place)
    reader = Reader(parameters, edition)
    notes = tuple(
        _note(row, reader, edition, place.at("notes").at(number)) for number, row in enumerate(data["notes"])
    )
    return GeneralNotes(notes, checked_use(parameters, [note.when for note in notes], place))


def _note(row: Mapping[str, Any], reader: Reader, edition: Edition, place: Place) -> Note:
    place.only(row, (*_KEYS, *_REACH))
    missing = [key for key in _KEYS if key not in row]
    place.require(not missing, f"missing: {', '.join(missing)}")
    place.require(row["effect"] in (RELEASES, BRINGS_IN), f"effect {row['effect']} is not known")
    place.require(("codes" in row) != ("kinds" in row), "either codes, or kinds and categories")
    codes = (*row.get("codes", ()), *row.get("not_codes", ()))
    unknown = [code for code in codes if code not in edition.codes]
    place.require(not unknown, f"not in the edition: {', '.join(unknown)}")
    return Note(
        name=row["name"],
        summary=row["summary"],
        reference=row["reference"],
        verification=verification(row["verification"], place),
        effect=row["effect"],
        when=reader.condition(row["when"], place.at("when")),
        kinds=frozenset(row.get("kinds", ())),
        categories=frozenset(row.get("categories", ())),
        codes=tuple(row.get("codes", ())),
        not_codes=tuple(row.get("not_codes", ())),
        named=tuple(row["named"]),
    )


__all__ = ["BRINGS_IN", "RELEASES", "GeneralNotes", "Note", "SheetError", "general_notes"]
