"""A milder statement frees nothing: parameters that meet every threshold, codes and descriptions of sensitive goods, and what a source settles of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.authorisations.test_meeting_points import SCOPE, line, released, to, unlisted

SOURCE = [{"fact": "items[0].entries", "document": "invoice 12"}]
COMPARED = {"unexecuted.words.entries": False}
CAMERA = {"peak_wavelength": "4200 nm", "elements": 327680, "focal_plane_array": True, "imaging_camera": True, "space_qualified": False, "microbolometer": False}  # fmt: skip


def in_no_entry(code: str, text: str, top: dict[str, Any] | None = None, **item: Any) -> str:
    return released({**unlisted("VN", cn_code=code, description=text, **item), **(top or {})})


def under_eu001(top: dict[str, Any] | None = None, **fields: Any) -> str:
    answers = {**SCOPE["answers"], "done.EU001": True}
    return released({**to("JP"), "held": [], "answers": answers, "items": [line(1, **fields)], **(top or {})})


@pytest.mark.parametrize(
    ("parameters", "release"),
    [
        (CAMERA, "ask"),
        (CAMERA | {"peak_wavelength": "4.200 nm"}, "ask"),
        (CAMERA | {"imaging_camera": False, "focal_plane_array": False}, "go"),
    ],
    ids=["met", "not read", "other goods"],
)
def test_a_value_that_is_read_is_not_milder_than_the_same_unread(
    parameters: dict[str, Any], release: str
) -> None:
    use = {"end_use": "testing of printed boards in its own works"}
    assert in_no_entry("85258900", "camera module", use, parameters=parameters) == release


@pytest.mark.parametrize(
    ("code", "description", "release"),
    [
        ("8401", "parts", "ask"),
        ("2844", None, "ask"),
        ("85408900", "krytron", "ask"),
        ("30024900", "toxins", "ask"),
        ("84121000", "reaction engine", "ask"),
        ("90304000", "spectrum analyser", "go"),
        ("90304000", None, "go"),
        ("9030", "spectrum analyser", "go"),
    ],
)
def test_sensitive_goods_do_not_leave_as_an_analyser(
    code: str, description: str | None, release: str
) -> None:
    """Art. 12(1)(d) with Annex II, Section A: what Section I has is never under EU001."""
    assert under_eu001(cn_code=code, description=description) == release


def test_a_source_settles_a_likeness_and_no_contradiction() -> None:
    text = ("85258900", "camera drone")
    use = {"end_use": "inspection of the roofs of its own buildings"}
    assert in_no_entry(*text, use) == "ask"
    assert in_no_entry(*text, {**use, "sources": SOURCE}) == "go"
    assert in_no_entry(*text, {**use, "sources": [{**SOURCE[0], "fact": "items[1].entries"}]}) == "ask"
    assert in_no_entry(*text, use, answers=COMPARED) == "go"
    # The name of what Annex I lists, or of a substance, and that it is listed by its own words, no source settles.
    named = ("85258900", "cooled InSb camera core")
    assert in_no_entry(*named, {**use, "sources": SOURCE}) == "ask"
    assert in_no_entry(*named, use, answers=COMPARED) == "go"
    assert in_no_entry("28111990", "hydrogen cyanide", {"sources": SOURCE}) == "ask"
    assert in_no_entry("84137051", "water pump, dual-use item", {"sources": SOURCE}) == "ask"
    # Uranium under the entry of an analyser.
    assert under_eu001({"sources": SOURCE}, cn_code="28441000", description="uranium") == "ask"
    assert under_eu001({"sources": SOURCE}, description="krytron") == "ask"
