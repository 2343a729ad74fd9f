"""What was decided on, and the amendment that was being written then, are told apart; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, apply, copy, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.deciding import countersign, propose
from tests.licensing.people.test_outcome import application
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.support.service_people import UNLISTED, WHOLE, People

OTHER: dict[str, Any] = {"items": [{**UNLISTED["items"][0], "quantity": "99999", "entries": ["5A001.f.2"]}]}


def with_draft(people: People) -> Case:
    """A case with an amendment that is being written."""
    case = examined(people, UNLISTED, WHOLE)
    amend(people.exporter, case.reference)
    return write(people.exporter, case.reference, OTHER, {"contact_name": "B. Person"})


def test_while_it_may_be_submitted_the_draft_is_the_application(people: People) -> None:
    whole = application(with_draft(people))
    assert (whole["transaction"]["items"][0]["quantity"], whole["draft"]) == ("99999", None)


@pytest.mark.parametrize("ending", ["decided", "withdrawn"])
def test_what_ended_is_what_held_and_the_draft_stands_apart(people: People, ending: str) -> None:
    case = with_draft(people)
    if ending == "decided":
        propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
        countersign(people.second, case.reference, "")
    else:
        withdraw(people.exporter, case.reference, "No more.")
    whole = application(case)
    assert whole["state"] == ending
    assert whole["transaction"] == case.versions.get(number=1).transaction
    assert whole["fields"]["contact_name"] == WHOLE["contact_name"]
    assert whole["missing"] == []
    draft = whole["draft"]
    assert draft["transaction"]["items"][0]["quantity"] == "99999"
    assert draft["fields"]["contact_name"] == "B. Person"
    assert {"documents.management_declaration"} == {row["path"] for row in draft["missing"]}
    assert copy(people.exporter, case.reference).versions.get().transaction == whole["transaction"]


def test_without_one_there_is_nothing_beside(people: People) -> None:
    case = apply(people.exporter, "individual", UNLISTED, WHOLE)
    withdraw(people.exporter, case.reference, "No more.")
    whole = application(case)
    assert (whole["transaction"]["end_use"], whole["draft"]) == (UNLISTED["end_use"], None)
