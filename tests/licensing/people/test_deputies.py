"""A deputy sees the work of whom it stands in for, and gets no role, no object and no signature by it; a mandate lets a firm act for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.applications import apply, submit, withdraw
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.proposal_faults import Reasons
from dualuse.licensing.events.models import Event
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import (
    Authority,
    Deployment,
    Deputy,
    Mandate,
    Organisation,
    Person,
    Position,
)
from dualuse.licensing.people.registering import NewPerson, add_deputy, add_mandate, add_person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.permissions import OF_AUTHORITIES, ROLES
from dualuse.licensing.refusals import Forbidden, Guarded
from tests.support.mail_server import SENDER
from tests.support.service_people import SINCE, TODAY, UNLISTED, WHOLE, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
OFFICER, ABSENT = "officer@example.org", "absent@example.org"
SEES_CASES = {"officer", "countersigner", "supervisor"}
REASONS = Reasons(internal="Usual.", applicant="Civil.", public="Civil use.")


def of_authority(email: str, role: str, code: str = "DE") -> Person:
    person = Person.objects.create_person(email, email.partition("@")[0])
    Position.objects.create(person=person, role=role, authority=Authority.objects.get(code=code), since=SINCE)
    record_people()
    return person


@pytest.fixture
def case_of_absent(people: People) -> str:
    """A case that is assigned to an officer who is away."""
    of_authority(ABSENT, "officer")
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    assign(people.supervisor, reference, ABSENT)
    return reference


@pytest.fixture
def sees(people: People) -> Callable[..., Any]:
    """What a person sees in a queue: the references, or the status of a refusal."""
    Deployment.objects.create(demonstration=True)

    def asked(email: str, assignee: str) -> Any:
        token = new_token(Person.objects.get(email=email), "queue")
        answer = Client().get(
            "/api/v1/cases", {"assignee": assignee}, headers={"Authorization": f"Bearer {token}"}
        )
        if answer.status_code != 200:
            return answer.status_code
        return [row["reference"] for row in answer.json()["items"]]

    return asked


def test_a_deputy_sees_that_persons_work_in_its_queue(
    people: People, case_of_absent: str, sees: Callable[..., Any]
) -> None:
    own = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, own)
    assign(people.supervisor, own, OFFICER)
    assert sees(OFFICER, OFFICER) == [own]
    add_deputy(OFFICER, ABSENT, TODAY, TODAY + timedelta(days=20))
    assert sees(OFFICER, OFFICER) == [own, case_of_absent]
    assert sees(OFFICER, OFFICER.upper()) == [own, case_of_absent]
    assert sees(ABSENT, ABSENT) == [case_of_absent], "standing in goes one way"
    assert sees(OFFICER, ABSENT) == [case_of_absent]
    assert sees("supervisor@example.org", OFFICER) == [own], "another one asks for that person's own work"
    assert sees(OFFICER, "nobody@example.org") == []


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2026, 1, 1), date(2026, 2, 1)), (TODAY + timedelta(days=2), None)],
    ids=["over", "to come"],
)
def test_only_on_its_days(
    case_of_absent: str, sees: Callable[..., Any], since: date, until: date | None
) -> None:
    Deputy.objects.create(
        person=Person.objects.get(email=ABSENT),
        deputy=Person.objects.get(email=OFFICER),
        since=since,
        until=until,
    )
    assert sees(OFFICER, OFFICER) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", ["DE", "NL"])
def test_to_stand_in_gives_no_role_and_no_object(
    people: People, case_of_absent: str, sees: Callable[..., Any], role: str, code: str
) -> None:
    """Whatever the database says of who stands in for whom: every query starts from what the deputy itself may see."""
    where: dict[str, Any] = {}
    if role in OF_AUTHORITIES:
        where["authority"] = Authority.objects.get(code=code)
    elif role.startswith("exporter"):
        where["organisation"] = Organisation.objects.get(reference="O-2")
    deputy = Person.objects.create_person("deputy@example.org", "deputy")
    Position.objects.create(person=deputy, role=role, since=SINCE, **where)
    before = actor_of(deputy, TODAY).positions
    Deputy.objects.create(person=Person.objects.get(email=ABSENT), deputy=deputy, since=SINCE)
    assert actor_of(deputy, TODAY).positions == before
    queue = sees("deputy@example.org", "deputy@example.org")
    if role in SEES_CASES:
        assert queue == ([case_of_absent] if code == "DE" else [])
    else:
        assert queue == ([] if role == "adviser" else 403)


def test_a_deputy_may_be_assigned_it_if_it_works_on_cases(people: People, case_of_absent: str) -> None:
    add_deputy(OFFICER, ABSENT, TODAY)
    assign(people.officer, case_of_absent, OFFICER)
    assert Case.objects.get().assignee == Person.objects.get(email=OFFICER)


def proposed(people: People, reference: str, proposer: str) -> None:
    actor = actor_of(Person.objects.get(email=proposer), TODAY)
    assess(actor, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(actor, reference)
    propose(actor, reference, {}, REASONS, valid_until=TODAY + timedelta(days=90))


def test_who_proposed_never_countersigns_for_somebody_else(people: People, case_of_absent: str) -> None:
    """A supervisor may do both; to stand in for the countersigner does not make it a second person."""
    add_deputy("supervisor@example.org", "second@example.org", TODAY)
    proposed(people, case_of_absent, "supervisor@example.org")
    with pytest.raises(Guarded) as refused:
        countersign(people.supervisor, case_of_absent, "")
    assert refused.value.guard == "four_eyes"


def test_an_officer_who_stands_in_for_a_countersigner_does_not_countersign(
    people: People, case_of_absent: str
) -> None:
    add_deputy(OFFICER, "second@example.org", TODAY)
    proposed(people, case_of_absent, ABSENT)
    with pytest.raises(Forbidden):
        countersign(people.officer, case_of_absent, "")
    assert Case.objects.get().state == "proposed"


def test_a_countersigner_who_stands_in_for_the_proposer_signs_in_its_own_name(
    people: People, case_of_absent: str
) -> None:
    add_deputy("second@example.org", ABSENT, TODAY)
    proposed(people, case_of_absent, ABSENT)
    countersign(people.second, case_of_absent, "")
    event = Event.objects.get(action="countersign")
    assert event.actor == str(Person.objects.get(email="second@example.org").pk)


def test_who_stands_in_is_written_to(
    people: People, case_of_absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", SENDER)
    add_deputy(OFFICER, ABSENT, TODAY)
    withdraw(people.exporter, case_of_absent, "Sold.")
    assert set(Mail.objects.filter(notice="withdrawn").values_list("recipient__email", flat=True)) == {
        ABSENT,
        OFFICER,
    }


def test_of_whom_left_only_the_deputy_is_written_to(
    people: People, case_of_absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", SENDER)
    add_deputy("second@example.org", ABSENT, TODAY)
    Person.objects.filter(email=ABSENT).update(is_active=False)
    withdraw(people.exporter, case_of_absent, "Sold.")
    rows = Mail.objects.filter(notice="withdrawn")
    assert [row.recipient.email for row in rows] == ["second@example.org"]


def test_what_is_entered_twice_changes_nothing_and_another_last_day_does(
    people: People, case_of_absent: str
) -> None:
    until = TODAY + timedelta(days=20)
    first = add_deputy(OFFICER, ABSENT, TODAY, until)
    number = Event.objects.filter(chain="people").count()
    assert add_deputy(OFFICER, ABSENT, TODAY, until) == first
    assert Event.objects.filter(chain="people").count() == number
    later = TODAY + timedelta(days=5)
    assert add_deputy(OFFICER, ABSENT, later, later).until == later
    assert Deputy.objects.count() == 1
    assert Event.objects.filter(chain="people").order_by("-number")[0].action == "deputy_changed"
    add_deputy(OFFICER, ABSENT, TODAY + timedelta(days=40))
    assert Deputy.objects.count() == 2


@pytest.mark.parametrize(
    ("deputy", "absent", "until", "words"),
    [
        (OFFICER, OFFICER, None, "another person of the same authority"),
        (OFFICER, "officer-nl@example.org", None, "another person of the same authority"),
        ("exporter@example.org", "reader@example.org", None, "another person of the same authority"),
        ("nobody@example.org", OFFICER, None, "nobody of the address nobody@example.org"),
        (OFFICER, "second@example.org", TODAY - timedelta(days=1), "comes before the first day"),
    ],
)
def test_who_cannot_stand_in_is_refused(
    people: People, deputy: str, absent: str, until: date | None, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        add_deputy(deputy, absent, TODAY, until)
    assert not Deputy.objects.exists()


def test_an_agent_acts_for_its_principal_while_its_mandate_holds(people: People) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    agent = Person.objects.get(email="other@example.org")

    def may_withdraw(on: date) -> bool:
        from dualuse.licensing.cases.queries import cases_for

        return cases_for(actor_of(agent, on), "withdraw").filter(reference=reference).exists()

    assert not may_withdraw(TODAY)
    add_mandate("O-2", "O-1", TODAY, TODAY + timedelta(days=10))
    assert may_withdraw(TODAY)
    assert may_withdraw(TODAY + timedelta(days=10))
    assert not may_withdraw(TODAY + timedelta(days=11))
    assert not may_withdraw(TODAY - timedelta(days=1))
    principal = actor_of(Person.objects.get(email="exporter@example.org"), TODAY)
    assert principal.positions[0].organisations == {Organisation.objects.get(reference="O-1").pk}, (
        "it goes one way"
    )


@pytest.mark.parametrize(
    ("agent", "principal", "words"),
    [
        ("O-1", "O-1", "without a mandate"),
        ("O-9", "O-1", "there is no O-9"),
        ("O-1", "O-9", "there is no O-9"),
    ],
)
def test_a_mandate_that_does_not_fit_is_refused(
    people: People, agent: str, principal: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        add_mandate(agent, principal, TODAY)
    assert not Mandate.objects.exists()


def test_a_person_is_entered_with_the_language_it_is_written_to_in(people: People) -> None:
    new = NewPerson(
        email="neu@example.org", name="N", role="officer", authority="DE", since=TODAY, language="de"
    )
    assert add_person(new).language == "de"
    further = replace(new, role="countersigner", language="")
    assert add_person(further).language == "de", "what is left out changes nothing"
    assert add_person(replace(new, role="supervisor", language="fr")).language == "fr"
    with pytest.raises(InputError, match="nobody is written to in xx"):
        add_person(replace(new, role="administrator", language="xx"))
