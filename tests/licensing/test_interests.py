"""Who has a part in an application decides nothing of it, its applicant holds up no decision, and learns of no state but its own; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dualuse.licensing.actions import ACTIONS, offers, perform
from dualuse.licensing.cases.applications import amend, answer, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import awaiting, cases_for
from dualuse.licensing.cases.work import ask, assign, note
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.documents.attaching import Upload, attach, detach
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Mandate, Organisation, Person, Position, Token
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Guarded, OtherVersion
from tests.licensing.test_deciding import LAST_DAY, REASONS, examined, granted, refused_by
from tests.support.service_people import (
    SINCE,
    TODAY,
    UNLISTED,
    WHOLE,
    People,
    apply_with_specification,
    record_people,
)

pytestmark = pytest.mark.usefixtures("specification_attached")
YESTERDAY: Final = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def with_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases of the module of decisions have their specification."""
    monkeypatch.setattr("tests.licensing.test_deciding.apply", apply_with_specification)


def supervisor_and(people: People, **position: Any) -> Actor:
    """The supervisor, who does whatever an authority does, with a position beside."""
    person = Person.objects.get(pk=people.supervisor.key)
    Position.objects.create(person=person, **{"role": "exporter_reader", "since": SINCE, **position})
    record_people()
    return actor_of(person, TODAY)


def of_the_applicant(people: People) -> Actor:
    return supervisor_and(people, organisation=Organisation.objects.get(reference="O-1"))


def of_its_agent(people: People) -> Actor:
    firm = Organisation.objects.get(reference="O-1")
    agent = Organisation.objects.create(reference="O-9", name="Agents GmbH", country="DE")
    Mandate.objects.create(agent=agent, principal=firm, since=SINCE)
    return supervisor_and(people, organisation=agent)


def who_left_the_applicant_since(people: People) -> Actor:
    firm = Organisation.objects.get(reference="O-1")
    Case.objects.update(submitted="2026-02-01T10:00:00Z", created="2026-02-01T09:00:00Z")
    note(people.officer, Case.objects.get().reference, "Looked at: its days.")
    return supervisor_and(people, organisation=firm, until=date(2026, 3, 1))


@pytest.mark.parametrize("who", [of_the_applicant, of_its_agent, who_left_the_applicant_since])
def test_who_has_a_part_does_nothing_of_the_authority(people: People, who: Callable[[People], Actor]) -> None:
    case = examined(people)
    actor = who(people)
    case = Case.objects.get(pk=case.pk)
    assert {offer.guard for offer in offers(actor, case, TODAY) if offer.guard != "state"} == {"four_eyes"}
    assert (
        refused_by(lambda: propose(actor, case.reference, {}, REASONS, valid_until=LAST_DAY)) == "four_eyes"
    )
    assert refused_by(lambda: note(actor, case.reference, "Seen.")) == "four_eyes"
    assert refused_by(lambda: assign(people.officer, case.reference, "supervisor@example.org")) == "four_eyes"
    for offer in offers(actor, case, TODAY):
        if offer.guard == "four_eyes":
            malformed = partial(perform, actor, offer.action.name, case.reference, {"no": 1}, None)
            assert refused_by(malformed) == "four_eyes"
    granted(people, case)
    assert refused_by(lambda: countersign(actor, case.reference, "")) == "four_eyes"
    assert countersign(people.second, case.reference, "").state == "decided"


def test_who_answered_for_the_applicant_decides_nothing(people: People) -> None:
    """By the events of the case: the position is over, and was held on no day that counts."""
    case = examined(people)
    firm = Organisation.objects.get(reference="O-1")
    person = Person.objects.get(pk=people.supervisor.key)
    Position.objects.create(person=person, role="exporter", organisation=firm, since=SINCE)
    record_people()
    ask(people.officer, case.reference, "Who installs it?")
    answer(actor_of(person, TODAY), case.reference, 1, "Our engineers.")
    person.positions.filter(organisation=firm).delete()
    record_people()
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, case.reference)
    granted(people, case)
    assert refused_by(lambda: countersign(people.supervisor, case.reference, "")) == "four_eyes"


def test_who_works_for_another_firm_decides(people: People) -> None:
    actor = supervisor_and(people, organisation=Organisation.objects.get(reference="O-2"))
    case = examined(people)
    propose(actor, case.reference, {}, REASONS, valid_until=LAST_DAY)
    assert countersign(people.second, case.reference, "").state == "decided"


def test_no_case_is_of_the_authority_alone(people: People) -> None:
    """An officer who applies for a firm of its own is not the one who decides on it, whoever countersigns."""
    firm = Organisation.objects.get(reference="O-1")
    person = Person.objects.get(pk=people.officer.key)
    Position.objects.create(person=person, role="exporter", organisation=firm, since=SINCE)
    record_people()
    both = actor_of(person, TODAY)
    case = submit(both, apply_with_specification(both, "individual", UNLISTED, WHOLE).reference)
    for action in ACTIONS:
        assert {offer.action.name: offer for offer in offers(both, case, TODAY)}[action.name].why is not None
    assert refused_by(lambda: assign(both, case.reference, "officer@example.org")) == "four_eyes"


def test_what_is_being_written_holds_up_no_decision(people: People) -> None:
    """The version of the authority is of what it sees."""
    case = examined(people)
    seen = case.version
    amend(people.exporter, case.reference)
    write(people.exporter, case.reference, None, {"contact_name": "C. Person"})
    document = attach(people.exporter, case.reference, Upload("other", "x.txt", b"More on it."))
    detach(people.exporter, case.reference, document.number)
    now = Case.objects.get(pk=case.pk)
    assert now.version == seen
    assert now.applicant_version == case.applicant_version + 4
    proposed = propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY, version=seen)
    assert proposed.state == "proposed"


def test_what_is_submitted_raises_the_version_of_the_authority(people: People) -> None:
    case = examined(people)
    amend(people.exporter, case.reference)
    submit(people.exporter, case.reference)
    with pytest.raises(OtherVersion):
        note(people.officer, case.reference, "Seen.", case.version)
    ask(people.officer, case.reference, "Who installs it?")
    before = Case.objects.get(pk=case.pk).version
    attach(people.exporter, case.reference, Upload("other", "x.txt", b"More on it."))
    assert Case.objects.get(pk=case.pk).version == before + 1


def test_the_applicant_is_told_of_its_own_states_alone(people: People) -> None:
    case = granted(people, examined(people))
    acts: tuple[Callable[[], object], ...] = (partial(answer, people.exporter, case.reference, 1, "Yes."),)
    for act in acts:
        with pytest.raises(Guarded) as refused:
            act()
        assert "proposed" not in str(refused.value.why.params)
        assert refused.value.why.params["state"] == "in_work"
    countersign(people.second, case.reference, "")
    with pytest.raises(Guarded) as refused:
        withdraw(people.exporter, case.reference, "No more.")
    assert "proposed" not in str(refused.value.why.params)
    with pytest.raises(Guarded) as refused:
        countersign(people.second, case.reference, "")
    assert refused.value.why.params["states"] == "proposed"


def _read(people: People, reference: str) -> tuple[dict[str, Any], int]:
    """The case over the API as the officer has it, and how many queries it took."""
    token = new_token(Person.objects.get(pk=people.officer.key), f"reads {Token.objects.count()}")
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(f"/api/v1/cases/{reference}", headers={"Authorization": f"Bearer {token}"})
    return answer.json(), len(captured)


def test_the_authority_reads_questions_notes_proposal_and_decision(people: People) -> None:
    case = examined(people)
    for number in (1, 2):
        ask(people.officer, case.reference, f"Question {number}?")
        answer(people.exporter, case.reference, number, "By our engineers.")
    note(people.officer, case.reference, "A usual customer.")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, case.reference)
    granted(people, case)
    read, few = _read(people, case.reference)
    assert [(row["text"], row["answer"], row["answered_by"]) for row in read["questions"]] == [
        ("Question 1?", "By our engineers.", "exporter@example.org"),
        ("Question 2?", "By our engineers.", "exporter@example.org"),
    ]
    assert [(row["text"], row["by"]) for row in read["notes"]] == [
        ("A usual customer.", "officer@example.org")
    ]
    assert read["decision"] is None
    assert read["proposal"]["lines"]["10"]["decision"] == "granted"
    assert read["proposal"]["reasons"]["internal"] == "Usual customer."
    assert (read["proposal"]["proposed_by"], read["proposal"]["second"]) == ("officer@example.org", None)
    for number in range(20):
        note(people.officer, case.reference, f"Note {number}.")
    read, many = _read(people, case.reference)
    assert (len(read["notes"]), many) == (21, few)
    countersign(people.second, case.reference, "Agreed.")
    read, _ = _read(people, case.reference)
    assert read["proposal"] is None
    assert (read["decision"]["second"], read["decision"]["text"]) == ("second@example.org", "Agreed.")
    assert read["decision"]["valid_until"] == LAST_DAY.isoformat()


@pytest.mark.parametrize("who", [of_the_applicant, of_its_agent, who_left_the_applicant_since])
def test_who_has_a_part_reads_nothing_as_the_authority(
    people: People, who: Callable[[People], Actor]
) -> None:
    """What the authority met and noted of one's own application is nobody's to read; a copy of one's own application still is."""
    case = examined(people)
    actor = who(people)
    program = Client(
        headers={"Authorization": f"Bearer {new_token(Person.objects.get(pk=actor.key), 'test')}"}
    )
    for path in (
        f"cases/{case.reference}",
        f"cases/{case.reference}/events",
        f"cases/{case.reference}/diligence",
    ):
        assert program.get(f"/api/v1/{path}").status_code == 404
    assert program.get("/api/v1/cases").json()["items"] == []
    assert program.get("/api/v1/consultations").json()["items"] == []
    assert not awaiting(actor, "propose").exists()
    other = people.supervisor if actor.key != people.supervisor.key else people.officer
    assert cases_for(other, "view_case").filter(pk=case.pk).exists()


def test_who_left_long_before_reads_it(people: People) -> None:
    case = examined(people)
    actor = supervisor_and(
        people,
        organisation=Organisation.objects.get(reference="O-1"),
        since=date(2020, 1, 1),
        until=date(2024, 3, 1),
    )
    assert cases_for(actor, "view_case").filter(pk=case.pk).exists()
    assert awaiting(actor, "propose").exists()
