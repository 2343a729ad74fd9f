"""From a draft to an answered question: who may do what, in which state, and what stays of it, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dualuse.licensing.cases.applications import answer, apply, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.cases.work import ask, assign, note, refer
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.actors import STRANGER, Actor, actor_of
from dualuse.licensing.people.models import Mandate, Organisation, Person
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere, OtherVersion, Refusal
from tests.support.service_people import SINCE, TODAY, UNLISTED, WHOLE, People, move_applicant

pytestmark = pytest.mark.usefixtures("specification_attached")


def drafted(people: People, **changes: Any) -> Case:
    return apply(people.exporter, "individual", {**UNLISTED, **changes}, WHOLE)


def submitted(people: People) -> Case:
    return submit(people.exporter, drafted(people).reference)


def seen_by(actor: Actor, action: str = "view_case") -> set[str]:
    return set(cases_for(actor, action).values_list("reference", flat=True))


def test_a_draft_is_unseen_by_the_authority(people: People) -> None:
    case = drafted(people)
    assert seen_by(people.officer) == set()
    assert (
        seen_by(people.exporter, "view_application")
        == seen_by(people.reader, "view_application")
        == {case.reference}
    )
    submit(people.exporter, case.reference)
    assert seen_by(people.officer) == {case.reference}
    assert seen_by(people.officer_nl) == seen_by(people.other_exporter, "view_application") == set()
    assert seen_by(people.administrator) == seen_by(STRANGER) == set()


def test_what_was_done_stands_in_the_chain(people: People) -> None:
    case = submitted(people)
    assign(people.officer, case.reference, "officer@example.org")
    ask(people.officer, case.reference, "Who installs it?")
    answer(people.exporter, case.reference, 1, "The maker.")
    note(people.second, case.reference, "Looks right.")
    events = list(Event.objects.filter(chain=case.chain).values_list("action", flat=True))
    assert events == ["write", "attach", "submit", "assign", "ask", "answer", "note"]
    assert list(faults(case.chain)) == []
    assert "maker" not in str(list(Event.objects.filter(chain=case.chain).values_list("body", flat=True)))
    assert Case.objects.get().state == "in_work"


def test_an_application_that_is_not_complete_is_not_submitted(people: People) -> None:
    case = apply(people.exporter, "individual", UNLISTED, {})
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert refused.value.guard == "incomplete"
    assert {"fields.contact_name", "fields.lines.10.origin", "documents.end_use_statement"} <= {
        fault.path for fault in refused.value.problems
    }
    assert Case.objects.get().state == "draft"
    write(people.exporter, case.reference, None, WHOLE)
    assert submit(people.exporter, case.reference).state == "submitted"


def test_two_questions_are_with_the_applicant_until_both_are_answered(people: People) -> None:
    case = submitted(people)
    assign(people.officer, case.reference, "officer@example.org")
    ask(people.officer, case.reference, "First?")
    ask(people.officer, case.reference, "Second?")
    assert answer(people.exporter, case.reference, 2, "Yes.").state == "question"
    assert answer(people.exporter, case.reference, 1, "Yes.").state == "in_work"
    with pytest.raises(Guarded):
        answer(people.exporter, case.reference, 1, "Again.")


@pytest.mark.parametrize(
    ("who", "act", "refusal"),
    [
        ("reader", lambda actor, case: submit(actor, case), Forbidden),
        ("other_exporter", lambda actor, case: submit(actor, case), NotThere),
        ("officer", lambda actor, case: submit(actor, case), Forbidden),
        ("officer", lambda actor, case: note(actor, case, "x"), NotThere),
        ("exporter", lambda actor, case: note(actor, case, "x"), Forbidden),
        ("exporter", lambda actor, case: answer(actor, case, 1, "x"), Guarded),
        ("exporter", lambda actor, case: withdraw(actor, case, "  "), Malformed),
        ("exporter", lambda actor, case: submit(actor, case, 7), OtherVersion),
        ("exporter", lambda actor, case: submit(actor, "A-NOBODYS"), NotThere),
    ],
)  # fmt: skip
def test_a_draft_refuses_who_and_what_does_not_belong(
    people: People, who: str, act: Callable[[Actor, str], Case], refusal: type[Refusal]
) -> None:
    case = drafted(people)
    with pytest.raises(refusal):
        act(getattr(people, who), case.reference)
    assert Event.objects.filter(chain=case.chain).count() == 2
    assert Case.objects.get().state == "draft"


def test_a_case_goes_to_somebody_who_works_on_cases_there(people: People) -> None:
    case = submitted(people)
    for stranger in (
        "second@example.org",
        "officer-nl@example.org",
        "exporter@example.org",
        "nobody@example.org",
    ):
        with pytest.raises(Malformed):
            assign(people.officer, case.reference, stranger)
    assert assign(people.officer, case.reference, "OFFICER@example.org").assignee_id == people.officer.person


def test_a_case_that_was_referred_is_seen_where_it_went(people: People) -> None:
    """Art. 12(2): the authority of the State where the exporter is established decides."""
    case = submitted(people)
    move_applicant("NL")
    refer(people.officer, case.reference, "NL", "The exporter is established there.")
    assert seen_by(people.officer) == set()
    assert seen_by(people.officer_nl) == {case.reference}


def test_an_agent_acts_by_its_mandate_and_not_after_it(people: People) -> None:
    firm, agent = Organisation.objects.get(reference="O-1"), Organisation.objects.get(reference="O-2")
    case = drafted(people)
    mandate = Mandate.objects.create(agent=agent, principal=firm, since=SINCE)
    person = Person.objects.get(email="other@example.org")
    assert submit(actor_of(person, TODAY), case.reference).state == "submitted"
    mandate.delete()
    with pytest.raises(NotThere):
        withdraw(actor_of(person, TODAY), case.reference, "for another")


def test_a_token_does_no_more_than_its_actions(people: People) -> None:
    person = Person.objects.get(email="exporter@example.org")
    case = drafted(people)
    reading = actor_of(person, TODAY, token=1, allowed=frozenset({"view_application"}))
    assert seen_by(reading, "view_application") == {case.reference}
    with pytest.raises(Forbidden):
        submit(reading, case.reference)


def test_who_left_does_nothing(people: People) -> None:
    person = Person.objects.get(email="officer@example.org")
    person.is_active = False
    person.save()
    assert not actor_of(person, TODAY).may("view_case")


@pytest.mark.parametrize(
    ("changes", "fields", "path"),
    [
        ({"destination": "ATLANTIS"}, {}, "transaction.destination"),
        ({}, {"contact_nam": "A"}, "fields.contact_nam"),
        ({}, {"end_use": "stated in the transaction"}, "fields.end_use"),
        ({}, {"lines.99.origin": "DE"}, "fields.lines.99.origin"),
        ({}, {"lines.10.origin": "ATLANTIS"}, "fields.lines.10.origin"),
        ({}, {"lines.10.cas_number": "75-44-6"}, "fields.lines.10.cas_number"),
        ({}, {"customs_member_state": "CH"}, "fields.customs_member_state"),
        ({}, {"contact_email": "not an address"}, "fields.contact_email"),
        ({}, {"contract_date": 20260820}, "fields.contract_date"),
        ({}, {"contact_name": ["A", "B"]}, "fields.contact_name"),
    ],
)
def test_what_is_stated_wrongly_is_told_with_its_place(
    people: People, changes: dict[str, Any], fields: dict[str, Any], path: str
) -> None:
    with pytest.raises(Malformed) as refused:
        apply(people.exporter, "individual", {**UNLISTED, **changes}, fields)
    assert [fault.path for fault in refused.value.problems] == [path]
    assert not Case.objects.exists()


def test_what_is_stated_is_kept_as_a_transaction_writes_it(people: People) -> None:
    fields = {
        "customs_member_state": "de",
        "lines.10.cas_number": "75-44-5",
        "contract_date": "2026-08-20",
        "contact_name": "",
    }
    case = apply(people.exporter, "individual", UNLISTED, {**WHOLE, **fields, "lines.10.origin": "jp"})
    version = case.versions.get()
    assert version.fields["customs_member_state"] == "DE"
    assert version.fields["contract_date"] == "2026-08-20"
    assert "contact_name" not in version.fields
    assert version.lines["10"] == {"origin": "JP", "cas_number": "75-44-5"}


@pytest.mark.parametrize("kind", ["prohibition", "nothing"])
def test_nobody_applies_for_what_an_authority_opens(people: People, kind: str) -> None:
    with pytest.raises(Malformed):
        apply(people.exporter, kind, UNLISTED, {})
