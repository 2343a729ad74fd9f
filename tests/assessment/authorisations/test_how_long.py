"""How long an authorisation is valid: two years, four for a large project, unless its authority decides otherwise (Art. 12(3)); asked from twice that on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.authorisations.test_beside_users import LICENCE, judged, sale

SOURCE = {"fact": "authorisations.valid_until", "document": "licence.pdf"}


@pytest.mark.parametrize(
    ("kind", "begins", "ends", "asked"),
    [
        ("individual", "2010-01-01", "2040-01-01", True),
        ("individual", "2025-06-01", "2027-06-01", False),
        ("individual", "2023-06-01", "2027-06-01", False),  # prolonged once
        ("individual", "2023-06-01", "2027-06-02", True),
        ("global", "2021-10-01", "2027-06-01", True),
        ("global", "2025-09-01", "2027-08-31", False),
        ("large_project", "2021-10-01", "2029-06-01", False),
        ("large_project", "2019-06-01", "2029-06-01", True),
        ("individual", "2024-02-29", "2028-03-01", True),
    ],
)
def test_one_that_is_valid_for_longer_than_its_kind_is_asked_about(
    kind: str, begins: str, ends: str, *, asked: bool
) -> None:
    held: dict[str, Any] = {**LICENCE, "kind": kind, "valid_from": begins, "valid_until": ends}
    result = judged(sale(authorisations=[held]))
    assert ("authorisations.valid_until" in {row.fact for row in result.missing}) is asked
    assert (result.release == "ask") is asked
    shown = judged(sale(authorisations=[held], sources=[SOURCE]))
    assert shown.release == "go"


def test_a_source_of_something_else_shows_nothing() -> None:
    held = {**LICENCE, "valid_from": "2010-01-01", "valid_until": "2040-01-01"}
    other = {**SOURCE, "fact": "authorisations.valid_from"}
    assert judged(sale(authorisations=[held], sources=[other])).release == "ask"


def test_one_without_days_asks_for_them_and_nothing_else() -> None:
    held = {name: value for name, value in LICENCE.items() if name != "valid_from"}
    questions = [row.question for row in judged(sale(authorisations=[held])).missing]
    assert not any("really valid" in question for question in questions)
