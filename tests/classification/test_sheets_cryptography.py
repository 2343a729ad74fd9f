"""5A002.a: four kinds of item share one definition of cryptography and one list of exclusions."""

from __future__ import annotations

import pytest

from dualuse.classification.sheets.conditions import All, No, Provision, parameters_of
from dualuse.classification.sheets.library import FOLDER
from dualuse.classification.sheets.reading import read_sheet

ROWS = {row.path: row for row in read_sheet(FOLDER / "5A002.toml").provisions}
FIRST = ROWS["5A002.a.1"]
SHARED = FIRST.when.parts[:-1] if isinstance(FIRST.when, All) else ()


@pytest.mark.parametrize("path", ["5A002.a.2", "5A002.a.3", "5A002.a.4"])
def test_the_four_kinds_of_item_share_definition_and_exclusions(path: str) -> None:
    row = ROWS[path]
    assert row.unless == FIRST.unless
    assert isinstance(row.when, All)
    assert row.when.parts[: len(SHARED)] == SHARED


def test_exclusions_stand_in_the_order_of_note_2() -> None:
    letters = [note.note.removeprefix("5A002.a, Note 2.")[0] for note in FIRST.unless[:-1]]
    assert letters == sorted(letters)
    assert set(letters) == set("acdeghij"), "b and f are not used"


@pytest.mark.parametrize(("path", "before"), [("5A002.a.2", 1), ("5A002.a.3", 2), ("5A002.a.4", 3)])
def test_each_kind_of_item_leaves_those_before_aside(path: str, before: int) -> None:
    row = ROWS[path]
    assert isinstance(row.when, All)
    aside = row.when.parts[len(SHARED)]
    assert isinstance(aside, No)
    named = (aside.of,) if isinstance(aside.of, Provision) else getattr(aside.of, "parts", ())
    assert [part.code for part in named if isinstance(part, Provision)] == [
        f"5A002.a.{number}" for number in range(1, before + 1)
    ]
    assert parameters_of(aside) == ()
