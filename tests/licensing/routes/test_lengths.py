"""What is sent fits into every column that it reaches, or is refused when it is sent: 422 on both databases, and nothing fails later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from dualuse.licensing.cases.places import OF_ITEMS, OF_TRANSACTIONS, most_signs
from dualuse.licensing.columns import BoundedText
from dualuse.licensing.people.models import Deployment, Organisation, Person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Malformed
from tests.support.service_decisions import REASONS
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
ROUTES = ("POST applications", "PATCH applications", "POST cases")
LATER = TODAY.replace(year=TODAY.year + 1, day=1).isoformat()


class Caller:
    """Somebody with a token; no failure of the program is raised in the test: it would be a 500."""

    def __init__(self, name: str) -> None:
        self.token = new_token(Person.objects.get(name=name), "test")

    def send(self, method: str, path: str, body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        client = Client(raise_request_exception=False)
        return client.generic(
            method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers
        )


@pytest.fixture
def callers(people: People) -> dict[str, Caller]:
    Deployment.objects.create(demonstration=True)
    return {name: Caller(name) for name in ("exporter", "officer", "second", "supervisor")}


def with_item(**item: Any) -> dict[str, Any]:
    return {**UNLISTED, "items": [{**UNLISTED["items"][0], **item}]}


def answers(callers: dict[str, Caller], data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What each route says that takes a transaction."""
    new = {"kind": "individual", "transaction": data, "fields": {}}
    yield "POST applications", callers["exporter"].send("POST", "applications", new)
    begun = callers["exporter"].send(
        "POST", "applications", {"kind": "individual", "transaction": UNLISTED, "fields": WHOLE}
    )
    path = f"applications/{begun.json()['reference']}"
    yield (
        "PATCH applications",
        callers["exporter"].send("PATCH", path, {"transaction": data, "fields": {}}),
    )
    opened = {"kind": "prohibition", "transaction": {**data, "activity": "transit"}}
    yield "POST cases", callers["officer"].send("POST", "cases", opened)


@pytest.mark.parametrize("field", ["id", "unit"])
def test_one_sign_more_than_a_column_has_is_refused_by_every_route(
    callers: dict[str, Caller], field: str
) -> None:
    most = most_signs(OF_ITEMS[field])
    for route, answer in answers(callers, with_item(**{field: "x" * (most + 1)})):
        assert answer.status_code == 422, (route, answer.content)
        assert f"transaction.items[0].{field}" in [row["path"] for row in answer.json()["problems"]], route


@pytest.mark.parametrize("name", ["../x", "<script>", "a.b", "a b", "😀", "é", "lines.1"])
def test_an_id_is_that_of_a_line_of_the_contract(callers: dict[str, Caller], name: str) -> None:
    for route, answer in answers(callers, with_item(id=name)):
        assert answer.status_code == 422, (route, answer.content)
        assert "transaction.items[0].id" in [row["path"] for row in answer.json()["problems"]], route


@pytest.mark.parametrize(
    ("first", "second"), [({"id": "2"}, {}), ({"id": "7"}, {"id": "7"}), ({}, {"id": "1"})]
)
def test_a_line_is_one_line(
    callers: dict[str, Caller], first: dict[str, str], second: dict[str, str]
) -> None:
    item = {name: value for name, value in UNLISTED["items"][0].items() if name != "id"}
    both = {**UNLISTED, "items": [{**item, **first}, {**item, **second}]}
    for route, answer in answers(callers, both):
        assert answer.status_code == 422, (route, answer.content)


def test_what_is_as_long_as_it_may_be_is_decided(callers: dict[str, Caller]) -> None:
    """Every text that a transaction and the application take, as long as each is taken, to the end."""
    data = with_item(
        id="x" * most_signs(OF_ITEMS["id"]),
        unit="u" * most_signs(OF_ITEMS["unit"]),
        description="measuring," * 400,
    )
    data = {**data, "end_use": "measuring," * 400}
    data["parties"] = [{**row, "address": "Street 12," * 400} for row in data["parties"]]
    line = data["items"][0]["id"]
    fields = {
        **{name: value for name, value in WHOLE.items() if not name.startswith("lines.")},
        "contact_name": "A. Person," * 400,
        f"lines.{line}.origin": "DE",
    }
    path = "applications"
    begun = callers["exporter"].send(
        "POST", path, {"kind": "individual", "transaction": data, "fields": fields}
    )
    assert begun.status_code == 201, begun.content
    reference = begun.json()["reference"]
    reasons = {"internal": REASONS.internal, "applicant": REASONS.applicant, "public": REASONS.public}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("exporter", f"applications/{reference}/submit", {}),
        ("officer", f"cases/{reference}/assign", {"person": "officer@example.org"}),
        ("officer", f"cases/{reference}/assess", dict.fromkeys("abcd", "wo" * 10_000)),
        ("officer", f"cases/{reference}/check_denials", {}),
        ("officer", f"cases/{reference}/propose", {"lines": {}, "valid_until": LATER, "reasons": reasons}),
        ("second", f"cases/{reference}/countersign", {"text": "wo" * 10_000}),
    ]
    for who, place, body in steps:
        answer = callers[who].send("POST", place, body)
        assert answer.status_code == 200, (place, answer.content[:500])
    authorisation = callers["exporter"].send("GET", f"applications/{reference}", {}).json()["decision"]
    assert authorisation["authorisation"]


def test_every_column_that_is_named_is_there() -> None:
    for columns in (*OF_ITEMS.values(), *OF_TRANSACTIONS.values()):
        assert most_signs(columns) > 0


def plain_columns() -> list[str]:
    """The columns of text of the service's own tables that look at nothing."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("dualuse.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and not isinstance(field, (models.EmailField, BoundedText))
    ]


def test_each_column_of_text_looks_at_what_is_written_into_it() -> None:
    assert plain_columns() == ["people.Person.password"]


def test_a_longer_text_is_written_in_no_way(people: People) -> None:
    long = "x" * 301
    with pytest.raises(Malformed), transaction.atomic():
        Organisation.objects.create(reference="O-9", name=long, country="DE")
    with pytest.raises(Malformed), transaction.atomic():
        Organisation.objects.bulk_create([Organisation(reference="O-9", name=long, country="DE")])
    with pytest.raises(Malformed), transaction.atomic():
        Organisation.objects.filter(reference="O-1").update(name=long)
    assert not Organisation.objects.filter(name=long).exists()
