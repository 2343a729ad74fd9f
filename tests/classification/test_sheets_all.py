"""Every sheet there is: it can be read, every provision can be met and can fail, and nothing runs in a circle."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from dualuse.classification.sheets.conditions import All, Condition, No, evaluate
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.library import FOLDER, Library, listing
from dualuse.classification.sheets.reading import read_sheet
from dualuse.classification.sheets.sheet import MEETS
from dualuse.classification.sheets.subject import Subject, subject_of
from dualuse.law.eu_2021_821.control_list import newest_outline
from tests.support.sheet_values import domain, witnesses

LIBRARY = Library(newest_outline())
FILES = sorted(FOLDER.glob("*.toml"))


@lru_cache(maxsize=200)
def subject(entry: str) -> Subject:
    return subject_of(entry, LIBRARY)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sheet_can_be_read_and_does_not_run_in_a_circle(path: Path) -> None:
    sheet = read_sheet(path)
    assert sheet.entry == path.stem
    assert LIBRARY.reached(sheet.entry)[0] == sheet.entry
    for parameter in sheet.parameters.values():
        assert parameter.question.rstrip().endswith((".", "?", ")")), parameter.name
        assert "{" not in parameter.question, "a question is no format"


@pytest.mark.parametrize("entry", [path.stem for path in FILES])
def test_every_provision_can_be_met_and_can_fail(entry: str) -> None:
    """Thresholds that exclude each other, or notes that take out everything, would make tests that never hold."""
    rows = subject(entry).rows
    known = domain([row.own for row in rows])
    for row in rows:
        only_refers = any(" refers to " in note.note for note in row.tested.unless)  # "see 1C350 for ..."
        for wanted in (False,) if only_refers else (True, False):
            witness = next(witnesses(row.own, wanted, {}, known), None)
            assert witness is not None, f"{row.tested.path} can never be {'met' if wanted else 'not met'}"
            assert evaluate(row.own, witness) is wanted


@pytest.mark.parametrize("entry", [path.stem for path in FILES])
def test_every_entry_can_be_not_listed(entry: str) -> None:
    tested_entry = subject(entry)
    none = All(tuple(No(row.own) for row in tested_entry.rows))
    nothing: Condition = All((none, *(No(condition) for _, condition in tested_entry.brings_in)))
    assert next(witnesses(nothing, True, {}, domain([nothing])), None) is not None


@pytest.mark.parametrize("entry", [path.stem for path in FILES])
def test_nothing_known_is_open_and_asks(entry: str) -> None:
    examination = examine(entry, {})
    assert examination.verdict == "open"
    assert examination.questions
    assert examination.review == "machine-read"
    assert {q.parameter for q in examination.questions} >= {MEETS + path for path in examination.uncovered}


def test_the_list_tells_of_every_sheet() -> None:
    rows = listing()
    assert [row.entry for row in rows.sheets] == [path.stem for path in FILES]
    assert all(row.provisions and row.parameters and row.review == "machine-read" for row in rows.sheets)
    assert rows.entries == 384
