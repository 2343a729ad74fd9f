"""What an authority opens, reopens and records by itself, and what an exporter copies; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import copy
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign, consult, open_case
from dualuse.licensing.decisions.deciding import countersign, propose, reopen
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.decisions.rows import decision_rows
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.events.chain import faults
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere
from tests.licensing.test_consequences import LAST_DAY, examined
from tests.support.service_people import People

REASONS = Reasons(internal="Known to divert.", applicant="It may be diverted.", public="Risk of diversion.")
TRANSIT: dict[str, Any] = {
    "activity": "transit",
    "items": [{"id": "1", "description": "Signal analyser", "entries": ["3A002.c"]}],
    "destination": "IR",
    "located_in": "DE",
    "parties": [{"role": "consignee", "name": "Example Trading", "country": "IR"}],
}


def decided(people: People, reference: str, decision: str, **changes: Any) -> Case:
    propose(people.officer, reference, {}, REASONS, **changes)
    return countersign(people.second, reference, decision)


def test_a_transit_is_prohibited_without_an_application(people: People) -> None:
    case = open_case(people.officer, "prohibition", TRANSIT)
    assert (case.state, case.organisation, case.authority.code) == ("submitted", None, "DE")
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "It may be diverted."))
    check_denials(people.officer, case.reference)
    decided(people, case.reference, "", criteria=("end_use_and_diversion",))
    (row,) = decision_rows(Proposal.objects.get())
    assert (row.kind, row.decision, row.application, row.destination) == (
        "prohibition",
        "prohibited",
        "",
        ("IR",),
    )
    assert DenialRecord.objects.get().kind == "transit_prohibited"
    assert not Authorisation.objects.exists()
    assert list(faults(case.chain)) == []


@pytest.mark.parametrize(("kind", "who", "refusal"), [
    ("individual", "officer", Malformed), ("prohibition", "exporter", Forbidden), ("prohibition", "second", Forbidden),
])  # fmt: skip
def test_who_opens_what(people: People, kind: str, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        open_case(getattr(people, who), kind, TRANSIT)


def test_an_authority_opens_no_case_of_another_one(people: People) -> None:
    with pytest.raises(NotThere):
        open_case(people.officer, "prohibition", TRANSIT, "NL")


def test_what_lacks_a_statement_is_not_decided(people: People) -> None:
    item = {"id": "1", "description": "Signal analyser"}
    case = open_case(people.officer, "prohibition", {**TRANSIT, "items": [item]})
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "It may be diverted."))
    check_denials(people.officer, case.reference)
    with pytest.raises(Guarded) as refused:
        propose(people.officer, case.reference, {}, REASONS, criteria=("end_use_and_diversion",))
    assert refused.value.guard == "incomplete"


def test_what_was_exchanged_elsewhere_is_recorded(people: People) -> None:
    case = consult(
        people.officer,
        examined(people).reference,
        ["NL", "FR"],
        "Art. 14(1)",
        "Both were asked; neither objects.",
    )
    row = case.consultations.get()
    assert (row.number, row.states, row.under) == (1, ["FR", "NL"], "Art. 14(1)")


@pytest.mark.parametrize("states", [["DE"], ["US"], ["NL", "XX"]])
def test_one_consults_other_member_states(people: People, states: list[str]) -> None:
    with pytest.raises(Malformed):
        consult(people.officer, examined(people).reference, states, "Art. 14(1)", "Asked.")


def test_a_case_that_granted_is_reopened_once_that_is_over(people: People) -> None:
    reference = decided(people, examined(people).reference, "", valid_until=LAST_DAY).reference
    with pytest.raises(Guarded) as refused:
        reopen(people.supervisor, reference, "New facts.")
    assert refused.value.guard == "state"
    Authorisation.objects.update(revoked=LAST_DAY)
    assert reopen(people.supervisor, reference, "New facts.").state == "in_work"
    with pytest.raises(Forbidden):
        reopen(people.officer, reference, "New facts.")


def test_a_case_that_was_refused_is_reopened_and_decided_again(people: People) -> None:
    reference = examined(people).reference
    refuse = dict.fromkeys(("10", "20"), LineDecision("refused"))
    propose(people.officer, reference, refuse, REASONS, criteria=("human_rights",))
    countersign(people.second, reference, "")
    reopen(people.supervisor, reference, "The appeal was allowed.")
    # Its own refusal stands in the register: it is looked at, like any other.
    with pytest.raises(Guarded) as refused:
        propose(people.officer, reference, {}, REASONS, valid_until=LAST_DAY)
    assert refused.value.guard in ("denials", "stale_evidence")


def test_a_copy_states_what_the_earlier_one_stated(people: People) -> None:
    earlier = examined(people)
    case = copy(people.exporter, earlier.reference)
    first, second = earlier.versions.get(), case.versions.get()
    assert case.reference != earlier.reference
    assert (case.state, case.kind, second.transaction, second.fields, second.lines) == (
        "draft", "individual", first.transaction, first.fields, first.lines,
    )  # fmt: skip
    for who, refusal in (
        (people.other_exporter, NotThere),
        (people.officer, Forbidden),
        (people.reader, Forbidden),
    ):
        with pytest.raises(refusal):
            copy(who, earlier.reference)
