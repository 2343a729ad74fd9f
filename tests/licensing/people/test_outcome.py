"""What an applicant learns of a decision, and what it does not; on both databases."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.test import Client

from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.deciding import reopen
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.licensing.test_consequences import LAST_DAY, REASONS, decided, examined
from tests.support.service_people import People


def application(case: Case) -> dict[str, Any]:
    token = new_token(Person.objects.get(name="exporter"), "test")
    answer = Client().get(
        f"/api/v1/applications/{case.reference}", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200, answer.content
    whole: dict[str, Any] = answer.json()
    return whole


def test_a_partial_grant_is_told_line_by_line(people: People) -> None:
    lines = {
        "10": LineDecision("granted", Decimal(1), conditions="No re-export."),
        "20": LineDecision("refused"),
    }
    proposal = decided(people, lines, criteria=("human_rights",))
    whole = application(proposal.case)
    number = proposal.case.authorisations.get().number
    assert whole["decision"] == {
        "decided": proposal.settled.date().isoformat(),
        "lines": [
            {"line": "10", "decision": "granted", "quantity": "1", "unit": "piece", "value": None, "currency": None, "conditions": "No re-export."},
            {"line": "20", "decision": "refused", "quantity": None, "unit": None, "value": None, "currency": None, "conditions": None},
        ],
        "reason": REASONS.applicant,
        "valid_until": LAST_DAY.isoformat(),
        "authorisation": number,
    }  # fmt: skip
    text = json.dumps(whole)
    for word in (REASONS.internal, REASONS.public, "denial", "human_rights"):
        assert word not in text


def test_a_refusal_has_no_last_day_and_no_number(people: People) -> None:
    lines = {"10": LineDecision("refused"), "20": LineDecision("refused")}
    proposal = decided(people, lines, criteria=("human_rights",), valid_until=None)
    decision = application(proposal.case)["decision"]
    assert (decision["valid_until"], decision["authorisation"]) == (None, None)
    assert [row["decision"] for row in decision["lines"]] == ["refused", "refused"]


def test_before_it_is_decided_there_is_nothing_to_tell(people: People) -> None:
    case = examined(people)
    assert application(case)["decision"] is None
    Proposal.objects.create(
        case=case, number=1, case_version=1, internal="i", to_applicant="a", public="p", proposed_by_id=people.officer.key, proposed=case.created
    )  # fmt: skip
    assert application(case)["decision"] is None


def test_a_case_that_was_taken_up_again_is_not_decided(people: People) -> None:
    lines = {"10": LineDecision("refused"), "20": LineDecision("refused")}
    proposal = decided(people, lines, criteria=("human_rights",), valid_until=None)
    reopen(people.supervisor, proposal.case.reference, "New facts.")
    assert application(proposal.case)["decision"] is None
