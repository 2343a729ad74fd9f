"""What a list is asked for that cannot be, and sentences that count; over HTTP, on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.transitions import APPLICANT_STATES, STATES
from tests.licensing.test_api import BODY, Caller, callers

__all__ = ["callers"]
pytestmark = pytest.mark.usefixtures("specification_attached")


def test_a_filter_by_what_there_is_not_is_refused_with_what_there_is(callers: dict[str, Caller]) -> None:
    """A slip in a state would be answered by an empty list, as if nothing waited."""
    for value in ("nonsense", "Submitted", ""):
        refused = callers["officer"].send("GET", f"cases?state={value}")
        assert refused.status_code == 422
        (problem,) = refused.json()["problems"]
        assert (problem["path"], problem["code"]) == ("state", "state_unknown")
        assert "draft, submitted, in_work, question, proposed, decided, withdrawn" in problem["text"]
    for state in STATES:
        assert callers["officer"].send("GET", f"cases?state={state}").status_code == 200
    assert callers["exporter"].send("GET", "cases?state=nonsense").status_code == 403, "the role comes first"


def test_one_that_is_missing_is_said_as_one(callers: dict[str, Caller]) -> None:
    path = f"applications/{callers['exporter'].send('POST', 'applications', BODY).json()['reference']}"
    for fields, words in (({"contact_name": ""}, "1 is missing"), ({"contact_email": ""}, "2 are missing")):
        callers["exporter"].send("PATCH", path, {"fields": fields})
        refused = callers["exporter"].send("POST", f"{path}/submit", {})
        assert words in refused.content.decode()


def test_the_applicants_list_is_filtered_by_the_states_that_it_sees(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    exporter.send("POST", "applications", BODY)
    for value in ("nonsense", "proposed", ""):
        refused = exporter.send("GET", f"applications?state={value}")
        assert refused.status_code == 422
        (problem,) = refused.json()["problems"]
        assert (problem["path"], problem["code"]) == ("state", "state_unknown")
        assert "draft, submitted, question, in_work, decided, withdrawn" in problem["text"]
    lists = {
        state: exporter.send("GET", f"applications?state={state}").json()["items"]
        for state in APPLICANT_STATES
    }
    assert {state: len(rows) for state, rows in lists.items() if rows} == {"draft": 1}


def test_a_transaction_is_merged_into_what_is_stated(callers: dict[str, Caller]) -> None:
    """RFC 7396: null takes something away, an object is merged, a list takes the place of the one before."""
    exporter = callers["exporter"]
    made = exporter.send("POST", "applications", BODY).json()
    path = f"applications/{made['reference']}"
    change = {
        "end_use": "Another use",
        "dispatched_from": None,
        "exporter": {"address": "Weg 2, 60311 Frankfurt"},
    }
    before, after = (
        made["transaction"],
        exporter.send("PATCH", path, {"transaction": change}).json()["transaction"],
    )
    assert "dispatched_from" in before
    assert after == {
        **{name: value for name, value in before.items() if name != "dispatched_from"},
        "end_use": "Another use",
        "exporter": {**before["exporter"], "address": "Weg 2, 60311 Frankfurt"},
    }
    two = [{**BODY["transaction"]["items"][0], "id": name} for name in ("10", "20")]
    for items in (two, two[:1]):
        answer = exporter.send("PATCH", path, {"transaction": {"items": items}}).json()
        assert [item["id"] for item in answer["transaction"]["items"]] == [item["id"] for item in items]
