"""Parameters that are stated are read by the sheet for which they were written, whatever the item is called and whichever entries are stated."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.release_holds.doubted_entries import stated_doubts
from dualuse.classification.stated_parameters import unknown_names
from dualuse.i18n import LANGUAGES, render
from dualuse.schema.transaction import Item

LISTED = {
    "imaging_camera": "yes",
    "focal_plane_array": "yes",
    "space_qualified": "no",
    "microbolometer": "no",
    "peak_wavelength": "5000 nm",
    "two_dimensional": "yes",
    "pyroelectric_listed_material": "no",
    "elements": "327680",
    "response_limiter": "no",
    "broadcast_camera": "no",
}
"""Of a camera that 6A003.b.4 lists."""


def doubts(**stated: Any) -> list[str]:
    item = Item.model_validate({"id": "1", "description": "Module X", "kind": "goods", **stated})
    return [render(doubt, "en") for doubt in stated_doubts(item, is_compared=False)]


@pytest.mark.parametrize("parameters", [LISTED, {"6A003": LISTED}], ids=["alone", "apart"])
@pytest.mark.parametrize("entries", [[], ["2B001.b.2"], ["6A003.a"]], ids=str)
def test_parameters_that_meet_another_entry_are_a_doubt(
    entries: list[str], parameters: dict[str, Any]
) -> None:
    assert any(
        "by its parameters the item meets 6A003" in text
        for text in doubts(entries=entries, parameters=parameters)
    )


@pytest.mark.parametrize("entries", [["6A003"], ["6A003.b.4"], ["6A003.b"]], ids=str)
def test_parameters_that_bear_out_the_entries_are_none(entries: list[str]) -> None:
    assert doubts(entries=entries, parameters={"6A003": LISTED}) == []


@pytest.mark.parametrize(
    "parameters",
    [{"colour": "red"}, {"elements": "12"}, {"6A003": {"imaging_camera": "no"}}, {"9Z999": {"a": "yes"}}],
    ids=str,
)
def test_other_parameters_are_none(parameters: dict[str, Any]) -> None:
    assert doubts(entries=[], parameters=parameters) == []


SHIFTED = {name: value for name, value in LISTED.items() if name != "peak_wavelength"}


@pytest.mark.parametrize(
    "stray", [{"colour": "red"}, {"weight": "2 kg"}, {"box.width": 3, "frequency": "50 Hz"}], ids=str
)
@pytest.mark.parametrize("entries", [[], ["2B001.b.2"]], ids=str)
def test_a_stray_name_silences_no_sheet(entries: list[str], stray: dict[str, Any]) -> None:
    """A name that no sheet knows, or another one, took away that the item meets 6A003."""
    for parameters in (LISTED | stray, {"6A003": LISTED} | stray, {"6A003": LISTED | {"colour": "red"}}):
        assert any(
            "by its parameters the item meets 6A003" in text
            for text in doubts(entries=entries, parameters=parameters)
        ), parameters


def test_a_sheet_that_is_asked_for_reads_the_names_it_knows() -> None:
    no = ("frequency_changer", "specified_in_0b001_b13", "contains_controlled_component")
    at_mains = dict.fromkeys(no, "no") | {"frequency": "50 Hz", "colour": "red", "peak_wavelength": "450 nm"}
    assert doubts(entries=["3A225"], parameters=at_mains) == [
        "by its parameters the item does not meet 3A225"
    ]


@pytest.mark.parametrize(
    "parameters",
    [
        SHIFTED | {"peak_wavelenght": "5000 nm"},
        {"6A003": SHIFTED | {"peak_wavelenght": "5000 nm"}},
        {"6A003": {"peak_wavelenght": "5000 nm"}},
    ],
    ids=["alone", "apart", "nothing else"],
)
def test_a_slip_in_a_name_is_a_value_that_is_not_read(parameters: dict[str, Any]) -> None:
    (text,) = doubts(entries=[], parameters=parameters)
    assert "peak_wavelenght" in text
    assert "perhaps peak_wavelength is meant" in text


@pytest.mark.parametrize(
    ("parameters", "holds"),
    [
        ({"cryocooler": "perhaps"}, True),  # a word of one entry alone
        ({"weight": "5"}, False),  # a word of several, and of anything
        ({"weight": "5", "colour": "red"}, False),
        ({"weight": "5", "frequency": "50"}, False),  # each of another sheet
        ({"elements": "many", "colour": "red"}, False),
        ({"elements": "many", "microbolometer": "no", "colour": "red"}, True),
        ({"3A229": {"weight": "5"}}, True),
        ({"peak_wavelength": "5000", "colour": "red"}, True),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_read_holds_where_its_name_is_of_sheets_alone(
    parameters: dict[str, Any], holds: bool
) -> None:
    assert bool(doubts(entries=[], parameters=parameters)) is holds


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        (None, ()),
        (LISTED, ()),
        ({"6A003": LISTED, "6A003.peak_wavelength": "450 nm", "notes.anything": "yes"}, ()),
        ({"meets.6A003.b": "yes", "weight": "5"}, ()),
        (LISTED | {"colour": "red"}, ("colour",)),
        (
            {"6A003": {"colour": "red"}, "6A003.shade": "x", "box.width": 3},
            ("6A003: colour", "6A003.shade", "box.width"),
        ),
    ],
    ids=str,
)
def test_names_that_no_sheet_knows(parameters: dict[str, Any] | None, names: tuple[str, ...]) -> None:
    assert unknown_names(parameters) == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_names_are_told_beside_the_answer_and_hold_nothing(language: str) -> None:
    stated = {
        "date": "2026-08-20",
        "activity": "export",
        "destination": "CH",
        "items": [{"id": "7", "kind": "goods", "entries": [], "parameters": {"colour": "red"}}],
    }
    for parameters, told in (({"colour": "red"}, True), ({"weight": "5 kg"}, False)):
        stated["items"] = [{"id": "7", "kind": "goods", "entries": [], "parameters": parameters}]
        answer = check(stated, language=language, screener=None)
        rows = [row for row in answer.warnings if row.code == "parameters_unknown"]
        assert bool(rows) is told
        assert not told or ("colour" in rows[0].text and "7" in rows[0].text)
        assert "parameters_unknown" not in {row.code for row in answer.release_because}
