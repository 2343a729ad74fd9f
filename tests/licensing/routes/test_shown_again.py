"""An answer that was kept is shown again to whoever may still see its object, and a token may do what it is limited to; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dualuse.licensing.people.models import Mandate, Organisation, Person, Position
from dualuse.licensing.people.tokens import new_token
from tests.licensing.test_api import BODY, Caller
from tests.support.service_people import SINCE, TODAY, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
PARTY: dict[str, Any] = {"party": {"name": "Example Trading FZE", "country": "AE"}, "organisation": "O-1"}


def agent(people: People) -> tuple[Caller, Mandate]:
    """A program of an agent of the exporter, and its mandate."""
    firm = Organisation.objects.create(reference="O-9", name="Agents GmbH", country="DE")
    mandate = Mandate.objects.create(
        agent=firm, principal=Organisation.objects.get(reference="O-1"), since=SINCE
    )
    person = Person.objects.create_person("agent@example.org", "agent")
    Position.objects.create(person=person, role="exporter", since=SINCE, organisation=firm)
    record_people()
    return Caller(new_token(person, "test")), mandate


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("applications", {**BODY, "organisation": "O-1"}),
        ("parties", PARTY),
        ("products", {"item": {"description": "Signal analyser"}, "organisation": "O-1"}),
        ("copy", {}),
    ],
)
def test_who_lost_the_mandate_gets_no_answer_again(people: People, path: str, body: dict[str, Any]) -> None:
    program, mandate = agent(people)
    if path == "copy":
        earlier = program.send("POST", "applications", {**BODY, "organisation": "O-1"}).json()["reference"]
        path = f"applications/{earlier}/copy"
    first = program.send("POST", path, body, Idempotency_Key="k1")
    assert first.status_code == 201, first.content
    again = program.send("POST", path, body, Idempotency_Key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    Mandate.objects.filter(pk=mandate.pk).update(until=TODAY - timedelta(days=1))
    record_people()
    ended = program.send("POST", path, body, Idempotency_Key="k1")
    assert (ended.status_code, ended.json()["guard"]) == (404, "not_there")
    assert "fields" not in ended.json()
    assert program.send("POST", path, body).status_code == 404


def test_who_moved_to_another_authority_gets_no_case_again(people: People) -> None:
    program = Caller(new_token(Person.objects.get(name="officer"), "test"))
    item = {"id": "1", "description": "Signal analyser", "entries": ["3A002.c"]}
    body = {
        "kind": "prohibition",
        "transaction": {"activity": "transit", "items": [item], "destination": "IR", "located_in": "DE"},
    }
    assert program.send("POST", "cases", body, Idempotency_Key="k1").status_code == 201
    position = Position.objects.get(person__name="officer")
    dutch = Position.objects.filter(authority__code="NL").first()
    assert dutch is not None
    position.authority = dutch.authority
    position.save()
    record_people()
    assert program.send("POST", "cases", body, Idempotency_Key="k1").status_code == 404


def test_a_token_that_may_copy_alone_copies(people: People) -> None:
    person = Person.objects.get(name="exporter")
    earlier = Caller(new_token(person, "all")).send("POST", "applications", BODY).json()["reference"]
    program = Caller(new_token(person, "copies", ["copy"]))
    assert program.send("POST", f"applications/{earlier}/copy", {}).status_code == 201
    assert program.send("POST", "applications", BODY).status_code == 403
