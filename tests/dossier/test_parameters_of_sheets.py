"""Parameters that are stated are read by the sheet for which they were written, whatever the item is called and whichever entries are stated."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.release_holds.doubted_entries import stated_doubts
from dualuse.i18n import render
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
