"""The activity is asked again where the place of the items does not fit it: the interview ends, and the later answer counts."""

from __future__ import annotations

import pytest

from dualuse import check, interview
from dualuse.law.eu_2021_821.facts import GROUNDS
from tests.interview.test_dialogue import talk


@pytest.mark.parametrize(
    ("typed", "activity", "end"),
    [
        ("brokering", "brokering", "settled"),
        ("2", "brokering", "settled"),
        # The same again settles nothing, and is not asked a third time.
        ("export", "export", "stuck"),
        ("?", "export", "stuck"),
    ],
)
def test_the_activity_asked_again_of_what_lies_outside_the_union_ends(
    typed: str, activity: str, end: str
) -> None:
    """Arts 2(2) and 2(7): an export of what lies in China is open, and the later answer counts."""
    stated = {
        "date": "2026-08-01", "activity": "export", "manner": "permanent", "located_in": "CN", "destination": "PK", "purchasing_country": "PK",
        "exporter": {"name": "Havel Pumpen GmbH", "country": "DE"}, "end_use": "cooling water",
        "items": [{"id": "1", "kind": "goods", "entries": ["2B350.i"], "national_entries": [], "cyber_surveillance": False, "cn_code": "84137059"}],
        "parties": [{"role": "end_user", "name": "Lahore Pumps", "country": "PK", "service": "none", "owners": []}],
        "knowledge": dict.fromkeys(GROUNDS, "none"),
    }  # fmt: skip
    dialogue, ended, text = talk([typed, *"?" * 30], stated)
    state = dialogue.state
    places = [step.place for step in state.steps]
    assert (ended.value, places.count("activity"), len(places)) == (end, 1, len(set(places)))
    assert text.count("What is to be done") == (
        1 if end == "settled" else 2
    )  # asked once, and named as open at the end
    assert state.transaction["activity"] == activity
    of_check = check({**stated, "activity": activity}, screener=None)
    of_dialogue = interview.determination(state)
    assert (of_dialogue.release, of_dialogue.range, of_dialogue.missing) == (
        of_check.release, of_check.range, of_check.missing,
    )  # fmt: skip
    begun_again = interview.start(interview.saved(state))
    assert begun_again.steps == state.steps
    assert interview.back(begun_again).transaction["activity"] == "export"
