"""A description that says itself that the item is controlled, of which it is stated that no list has it (Art. 3(1))."""

from __future__ import annotations

import pytest

from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to


@pytest.mark.parametrize(
    ("description", "asked"),
    [
        ("Pump, controlled dual-use good", True),
        ("Valve (dual use item)", True),
        ("Ventil, Dual-Use-Gut", True),
        ("Ventil, genehmigungspflichtig", True),
        ("Pompe, bien à double usage", True),
        ("насос двойного назначения", True),
        ("Pump, not a dual-use good", False),
        ("Ventil, kein Dual-Use-Gut", False),
        ("Ventil, nicht genehmigungspflichtig", False),
        ("non dual-use goods", False),
        ("Pompe, pas un bien à double usage", False),
        ("Book about dual-use items", False),
        ("dual voltage pump", False),
        ("Pump", False),
    ],
)
def test_a_description_that_contradicts_the_entries_is_asked_about(description: str, *, asked: bool) -> None:
    data = to("TR", "84137030")
    item = {**data["items"][0], "description": description}
    result = judged({**data, "items": [item]})
    codes = {row.code for row in result.release_because}
    assert ("release.entries_in_words" in codes) is asked
    assert (result.release == "ask") is asked


def test_of_what_is_not_classified_or_listed_nothing_is_contradicted() -> None:
    data = to("TR", "84137030")
    for entries in (None, ["2B350.i"]):
        item = {**data["items"][0], "description": "Pump, controlled dual-use good", "entries": entries}
        result = judged({**data, "items": [item]})
        assert "release.entries_in_words" not in {row.code for row in result.release_because}
