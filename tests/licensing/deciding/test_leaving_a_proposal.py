"""What becomes of a proposal that nobody countersigns: given back, withdrawn, amended; by service and API, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.deciding import countersign, give_back, propose
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.refusals import Guarded
from tests.licensing.test_api import Caller, callers
from tests.support.service_decisions import REASONS, proposed_case
from tests.support.service_people import TODAY, People, people_there

__all__ = ["callers"]
LAST_DAY = TODAY + timedelta(days=300)
PROPOSAL = {
    "lines": {"10": {"decision": "granted"}},
    "valid_until": LAST_DAY.isoformat(),
    "reasons": {"internal": "Usual.", "applicant": "Civil use.", "public": "Civil use."},
}


def standings() -> list[str]:
    return list(Proposal.objects.order_by("number").values_list("standing", flat=True))


def test_a_withdrawal_lets_the_proposal_lapse(people: People) -> None:
    reference = proposed_case(people)
    withdraw(people.exporter, reference, "No more.")
    proposal = Proposal.objects.get()
    assert (proposal.standing, proposal.second, proposal.settled is None) == ("lapsed", None, False)
    assert Event.objects.filter(chain=f"case:{reference}").latest("number").body["lapsed"] == proposal.pk
    with pytest.raises(Guarded) as refused:
        countersign(people.second, reference, "")
    assert refused.value.guard == "state"
    assert list(record_faults()) == []


def test_an_amendment_that_is_submitted_lets_it_lapse(people: People) -> None:
    reference = proposed_case(people)
    seen = Case.objects.get(reference=reference).version
    amend(people.exporter, reference)
    write(people.exporter, reference, {"end_use": "Testing of the network of the harbour"}, None)
    assert Case.objects.get(reference=reference).version == seen, "who countersigns has seen nothing else"
    assert standings() == ["proposed"]
    assert submit(people.exporter, reference).state == "in_work"
    assert standings() == ["lapsed"]
    with pytest.raises(Guarded) as refused:
        countersign(people.second, reference, "")
    assert refused.value.guard == "state"


def test_an_own_proposal_is_given_back_and_never_countersigned(people: People) -> None:
    reference = proposed_case(people)
    give_back(people.second, reference, "Again.")
    propose(people.supervisor, reference, {}, REASONS, valid_until=LAST_DAY)
    with pytest.raises(Guarded) as refused:
        countersign(people.supervisor, reference, "")
    assert refused.value.guard == "four_eyes"
    assert give_back(people.supervisor, reference, "I have overlooked something.").state == "in_work"
    latest = Proposal.objects.latest("number")
    assert (latest.standing, latest.second_id) == ("returned", latest.proposed_by_id)


def test_by_the_api(callers: dict[str, Caller]) -> None:
    people = people_there()
    reference = proposed_case(people)
    supervisor, exporter = callers["supervisor"], callers["exporter"]

    def act(action: str, body: dict[str, Any]) -> Any:
        return supervisor.send("POST", f"cases/{reference}/{action}", body)

    returned = act("return", {"text": "Say more."}).json()
    assert (returned["state"], returned["proposal"]) == ("in_work", None)
    own = act("propose", PROPOSAL)
    assert own.status_code == 200
    offered = {row["action"]: row["allowed"] for row in own.json()["actions"]}
    assert (offered["return"], offered["countersign"]) == (True, False)
    assert act("countersign", {}).json()["guard"] == "four_eyes"
    assert act("return", {"text": "Once more."}).json()["state"] == "in_work"
    path = f"applications/{reference}/withdraw"
    assert exporter.send("POST", path, {"text": "No more."}).status_code == 200
    refused = act("reopen", {"text": "After all."})
    assert (refused.status_code, refused.json()["guard"]) == (409, "state")
    offered = {
        row["action"]: row["guard"] for row in supervisor.send("GET", f"cases/{reference}").json()["actions"]
    }
    assert offered["reopen"] == "state"


def test_the_applicant_amends_whether_something_is_proposed_or_not(callers: dict[str, Caller]) -> None:
    """Its state is ``in_work`` in both: what is refused in one of them tells which it is."""
    people = people_there()
    answers = []
    for is_proposed in (True, False):
        reference = proposed_case(people)
        if not is_proposed:
            give_back(people.second, reference, "Again.")
        path = f"applications/{reference}"
        steps = [
            callers["exporter"].send("POST", f"{path}/submit", {}),
            callers["exporter"].send("POST", f"{path}/amend", {}),
            callers["exporter"].send("PATCH", path, {"fields": {"contact_name": "B. Person"}}),
            callers["exporter"].send("POST", f"{path}/amend", {}),
            callers["exporter"].send("POST", f"{path}/submit", {}),
        ]
        answers.append(
            [
                (
                    step.status_code,
                    step.json().get("state"),
                    step.json().get("version"),
                    step.json().get("detail"),
                )
                for step in steps
            ]
        )
    assert answers[0] == answers[1]
    assert [status for status, *_ in answers[0]] == [409, 200, 200, 409, 200]
