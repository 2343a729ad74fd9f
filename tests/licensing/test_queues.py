"""To which queue of its authority a case comes, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.applications import amend, apply, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queues import add_queue, queue_of
from dualuse.licensing.cases.work import assign, refer
from dualuse.licensing.people.models import Authority, Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import UNLISTED, WHOLE, People, move_applicant

pytestmark = pytest.mark.usefixtures("specification_attached")


def submitted(people: People, **changes: Any) -> Case:
    item = {**UNLISTED["items"][0], **changes}
    case = apply(people.exporter, "individual", {**UNLISTED, "items": [item]}, WHOLE, authority="DE")
    return submit(people.exporter, case.reference)


def test_a_case_comes_to_the_first_queue_that_fits(people: People) -> None:
    add_queue("DE", "chemistry", categories=["1"])
    add_queue("DE", "sensors", ["individual"], ["3", "6"])
    add_queue("DE", "rest", categories=["3"])
    add_queue("NL", "abroad")
    assert submitted(people, entries=["3A002.c"]).queue == "sensors"
    assert submitted(people, entries=["1C350.1"]).queue == "chemistry"
    assert submitted(people, entries=["0A001"]).queue == ""


def test_what_may_be_for_surveillance_comes_where_that_is_known(people: People) -> None:
    add_queue("DE", "surveillance", surveillance=True)
    assert submitted(people, entries=["3A002.c"], cyber_surveillance=False).queue == ""
    case = apply(
        people.exporter,
        "individual",
        {**UNLISTED, "items": [{**UNLISTED["items"][0], "entries": ["5A001.f.2"]}]},
        WHOLE,
        authority="DE",
    )
    assert queue_of(case.authority, "individual", case.versions.get().transaction) == "surveillance"
    assert queue_of(case.authority, "individual", {"items": [{"description": "?"}]}) == "surveillance"


def test_what_is_not_classified_may_be_of_any_category(people: People) -> None:
    add_queue("DE", "chemistry", categories=["1"])
    authority = Authority.objects.get(code="DE")
    assert queue_of(authority, "individual", {"items": [{}]}) == "chemistry"
    assert queue_of(authority, "individual", {"items": [{"entries": []}]}) == ""


def test_a_case_keeps_its_queue_when_it_is_amended_and_gets_another_where_it_is_referred(
    people: People,
) -> None:
    case = submitted(people, entries=["3A002.c"])
    add_queue("DE", "sensors", categories=["3"])
    add_queue("NL", "licences")
    assign(people.officer, case.reference, "officer@example.org")
    amend(people.exporter, case.reference)
    assert submit(people.exporter, case.reference).queue == ""
    move_applicant("NL")
    refer(people.officer, case.reference, "NL", "The applicant is established there.")
    assert Case.objects.get().queue == "licences"


def test_a_queue_can_be_asked_for(people: People) -> None:
    add_queue("DE", "sensors", categories=["3"])
    case = submitted(people, entries=["3A002.c"])
    token = new_token(Person.objects.get(email="officer@example.org"), "queue")
    headers = {"Authorization": f"Bearer {token}"}
    for query, references in (("queue=sensors", [case.reference]), ("queue=", []), ("queue=none", [])):
        answer = Client().get(f"/api/v1/cases?{query}", headers=headers).json()
        assert [row["reference"] for row in answer["items"]] == references
    whole = Client().get(f"/api/v1/cases/{case.reference}", headers=headers).json()
    assert whole["queue"] == "sensors"


def test_a_queue_that_is_entered_twice_is_there_once(people: People) -> None:
    first = add_queue("DE", "sensors", categories=["6", "3"])
    assert add_queue("DE", "sensors", categories=["3", "6"]) == first
    with pytest.raises(InputError, match="another rule"):
        add_queue("DE", "sensors", categories=["3"])


@pytest.mark.parametrize(
    ("code", "name", "rule", "words"),
    [
        ("XX", "a", {}, "there is no XX here"),
        ("DE", "a b", {}, "letters, digits and hyphens"),
        ("DE", "a", {"of_kinds": ["royal"]}, "there is no kind royal"),
        ("DE", "a", {"categories": ["12"]}, "there is no category 12"),
    ],
)
def test_a_rule_that_is_none_is_refused(people: People, code: str, name: str, rule: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        add_queue(code, name, **rule)
