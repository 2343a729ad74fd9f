"""What the officer is told by the API: why a denial is met, what was concluded and assessed, and who did what; on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.register import enter
from tests.licensing.test_api import BODY, Caller, callers
from tests.support.service_people import TODAY, UNLISTED, People

__all__ = ["callers"]
pytestmark = pytest.mark.usefixtures("specification_attached")


def test_the_case_explains_denials_and_holds_words(people: People, callers: dict[str, Caller]) -> None:
    name = next(row["name"] for row in UNLISTED["parties"] if row["role"] in ("end_user", "consignee"))
    (item,) = UNLISTED["items"]
    line = DeniedLine(description=item["description"], entries=tuple(item["entries"]))
    enter(
        Denial(
            reference="FR-1",
            member_state="FR",
            kind="refused",
            decided=TODAY,
            parties=(DeniedParty(role="end_user", name=name),),
            lines=(line,),
        )
    )
    exporter, officer = callers["exporter"], callers["officer"]
    reference = exporter.send("POST", "applications", BODY).json()["reference"]
    exporter.send("POST", f"applications/{reference}/submit", {})
    path = f"cases/{reference}"
    officer.send("POST", f"{path}/assign", {"person": "officer@example.org"})
    officer.send("POST", f"{path}/assess", dict.fromkeys("abcd", "Nothing speaks against it."))
    officer.send("POST", f"{path}/check_denials", {})
    body = {"denial": "FR/FR-1", "conclusion": "not_essentially_identical", "text": "Another use."}
    case = officer.send("POST", f"{path}/consider_denial", body).json()
    (evidence,) = [row for row in case["evidence"] if row["kind"] == "denials"]
    (match,) = evidence["result"]["matches"]
    assert match["denial"] == "FR/FR-1"
    assert match["parties"][0]["denied_name"] == name
    features = {row["feature"]: row for row in match["lines"][0]["features"]}
    assert features["description"]["theirs"] == item["description"]
    assert {row["result"] for row in features.values()} <= {"same", "near", "different", "unknown"}
    assert case["assessment"] == {
        "points": dict.fromkeys("abcd", "Nothing speaks against it."),
        "counts": True,
    }
    assert [(row["denial"], row["text"]) for row in case["considerations"]] == [("FR/FR-1", "Another use.")]
    events = officer.send("GET", f"{path}/events").json()["items"]
    assert {row["by"] for row in events} == {"officer@example.org", "exporter@example.org"}
    questions = officer.send("GET", f"{path}/diligence").json()["questions"]
    assert all(row["text"] for row in questions)
