"""A refusal that was taken up again, and ends without another one, is in force no more (Art. 16(1)); on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualuse.licensing.cases.applications import withdraw
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import refer
from dualuse.licensing.decisions.deciding import countersign, propose, reopen
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.decisions.rows import decision_rows, rows_of_ending
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import denial_of, denials_for, enter
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.models import Organisation, Position
from dualuse.transparency.statistics import _standing
from dualuse.transparency.table import frame_of
from tests.licensing.test_consequences import REASONS, examined
from tests.support.service_people import SINCE, TODAY, UNLISTED, WHOLE, People, move_applicant


def refused(people: People) -> Case:
    case = examined(people, UNLISTED, WHOLE)
    refuse = {"10": LineDecision("refused")}
    propose(people.officer, case.reference, refuse, REASONS, criteria=("human_rights",))
    return countersign(people.second, case.reference, "")


@pytest.mark.parametrize("end", ["withdraw", "refer"])
def test_a_refusal_that_nothing_confirms_is_taken_back(people: People, end: str) -> None:
    case = refused(people)
    reopen(people.supervisor, case.reference, "The appeal was allowed.")
    assert DenialRecord.objects.get().revoked is None, "a denial stands until another end takes its place"
    if end == "withdraw":
        withdraw(people.exporter, case.reference, "The order was cancelled.")
    else:
        move_applicant("FR")
        refer(people.officer, case.reference, "FR", "Established there.")
    denial = DenialRecord.objects.get()
    assert denial.revoked is not None
    event = Event.objects.filter(chain=case.chain).latest("number")
    assert event.body["denials_revoked"] == [denial.pk]
    assert list(faults(case.chain)) == []
    proposal = Proposal.objects.get()
    (first,), (last,) = decision_rows(proposal), rows_of_ending(proposal)
    assert (first.decision, last.decision, last.concerns, last.criteria) == (
        "refused",
        "withdrawn",
        first.id,
        (),
    )
    counted = _standing(frame_of([first, last]).lazy()).collect()
    assert counted["decision"].to_list() == ["withdrawn"]


def test_a_refusal_that_stands_has_no_other_end(people: People) -> None:
    refused(people)
    assert DenialRecord.objects.get().revoked is None
    assert list(rows_of_ending(Proposal.objects.get())) == []


def test_one_that_is_being_decided_again_stands_meanwhile(people: People) -> None:
    case = refused(people)
    reopen(people.supervisor, case.reference, "The appeal was allowed.")
    assert list(rows_of_ending(Proposal.objects.get())) == []


def test_who_has_a_part_in_an_application_sees_no_denial_of_its_case(people: People) -> None:
    """An officer who works for the applicant, too, reads nothing of its case for the authority, and nothing of its denial."""
    refused(people)
    other = enter(replace(denial_of(DenialRecord.objects.get()), member_state="NL", reference="D-1"))
    DenialRecord.objects.filter(pk=other.pk).update(case=None)
    assert denials_for(people.officer.key, TODAY).count() == 2
    firm = Organisation.objects.get(reference="O-1")
    Position.objects.create(person_id=people.officer.key, role="exporter", since=SINCE, organisation=firm)
    assert [row.reference for row in denials_for(people.officer.key, TODAY)] == ["D-1"]
