"""Books are no software: annexes that name software ask about printed matter under whose headings licences stand, and carriers."""

from __future__ import annotations

import pytest

from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to

OF_SOFTWARE = {"covered.32014R0833:3", "covered.32014R0833:6"}


@pytest.mark.parametrize(
    ("code", "asked"),
    [("49019900", False), ("49030000", False), ("49040000", False), ("49111010", False), ("49070090", True)],
)
def test_a_book_for_russia_is_asked_about_no_software(code: str, asked: bool) -> None:
    """Regulation (EU) No 833/2014, Arts 3(1) with Annex II and 5n with Annex XXXIX."""
    asks = {row.fact for row in judged(to("RU", code, "2025-11-20")).missing}
    assert (asks & OF_SOFTWARE == OF_SOFTWARE) is asked
    assert not asks & OF_SOFTWARE or asked


@pytest.mark.parametrize("place", ["LY", "MM", "VE", "ZW"])
@pytest.mark.parametrize(("code", "release"), [("84281020", "go"), ("84283990", "ask")])
def test_a_lift_is_no_equipment_for_repression(place: str, code: str, release: str) -> None:
    """Annex I to Regulation (EU) No 401/2013 and its twins: no kind of equipment there lifts people in a house."""
    assert judged(to(place, code)).release == release
