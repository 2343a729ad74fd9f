"""What a list is asked for that cannot be, and sentences that count; over HTTP, on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.transitions import STATES
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
