"""Duties that follow from the customs code are not passed over where the code is missing, too wide, or of an older nomenclature."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse.law.customs.older_codes import OLDER_CODES
from dualuse.law.measures.provisions import common_high_priority
from dualuse.schema.determination import Determination
from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to

DAY = "2025-10-01"


def waiting(result: Determination) -> list[str]:
    return [row.text for row in result.warnings if row.code == "duties_by_code"]


@pytest.mark.parametrize(
    ("code", "words"), [(None, "state the full customs code"), ("8407", "8407 is too wide")]
)
def test_without_the_full_code_the_clause_against_reexport_is_asked_about(
    code: str | None, words: str
) -> None:
    """Regulation (EU) No 833/2014, Art. 12g(1); no duty holds a release, but a "go" names what was not stated."""
    result = judged(to("TR", code, DAY))
    assert [words in text and "Art. 12g(1)" in text for text in waiting(result)] == [True]
    assert result.release == "go"
    assert "the full customs code of item 1" in result.release_because[0].text


@pytest.mark.parametrize(
    ("place", "code", "changes"),
    [
        ("TR", "84821010", {}),  # the duty is told itself
        ("TR", "09012100", {}),
        ("KR", None, {}),  # a partner country
        ("FR", None, {"activity": "intra_union_transfer", "dispatched_from": "DE"}),
        ("TR", None, {"manner": "electronic"}),
    ],
)
def test_nothing_is_asked_where_the_code_decides_nothing(
    place: str, code: str | None, changes: dict[str, Any]
) -> None:
    assert waiting(judged({**to(place, code, DAY), **changes})) == []


@pytest.mark.parametrize("code", ["85414090", "8525 80 99", "88033000"])
def test_a_code_that_was_replaced_is_asked_for_anew(code: str) -> None:
    result = judged(to("TR", code, DAY))
    assert result.release == "ask"
    assert "customs_code_replaced" in [row.code for row in result.release_because]


def test_before_the_new_nomenclature_its_codes_stand() -> None:
    result = judged(to("TR", "85414090", "2021-12-31"))
    assert "customs_code_replaced" not in [row.code for row in result.warnings]


def test_codes_of_the_lists_are_those_of_today() -> None:
    """Annex XL to Regulation (EU) No 833/2014 takes successors of codes that it does not take themselves."""
    priority = common_high_priority(date(2025, 10, 1))
    assert any(priority.covers(new, {}) for codes in OLDER_CODES.values() for new in codes)
    assert [priority.covers(old, {}) for old in ("854140", "852580", "8803")] == [False] * 3
