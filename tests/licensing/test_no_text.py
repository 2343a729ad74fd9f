"""What stands in no text (U+0000, which PostgreSQL refuses, and halves of signs) is refused in words, wherever it is sent; on both databases."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.models import Note
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import TRANSACTION, UNLISTED, WHOLE, People

SIGNS = ("\0", "\ud800", "\udfff")


def ask(who: str, method: str, path: str, body: Any = None) -> Any:
    token = new_token(Person.objects.get(email=f"{who}@example.org"), "signs")
    content = "" if body is None else json.dumps(body)
    headers = {"Authorization": f"Bearer {token}"}
    return Client(raise_request_exception=False).generic(
        method, f"/api/v1/{path}", content, "application/json", headers=headers
    )


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("exporter", "applications/%00", 404), ("exporter", "parties/%00", 404), ("exporter", "authorisations/%00", 404),
        ("officer", "cases/%00/events", 404), ("exporter", "parties?q=%00", 422), ("exporter", "products?q=a%00b", 422),
        ("officer", "cases?assignee=%00", 422), ("officer", "cases?q=%00", 422), ("officer", "cases?state=%00", 422), ("officer", "denials?q=%00", 422),
        ("supervisor", "decisions?after=%00", 422), ("other", "cases?q=%00", 403),
    ],
)  # fmt: skip
def test_in_an_address(people: People, who: str, path: str, status: int) -> None:
    answer = ask(who, "GET", path)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("sign", SIGNS)
def test_in_a_body(people: People, sign: str) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    item = {**UNLISTED["items"][0], "description": f"a{sign}b"}
    applied = {"kind": "individual", "transaction": {**TRANSACTION, "items": [item]}}
    bodies: list[tuple[str, str, str, Any, set[str]]] = [
        ("exporter", "POST", "applications", applied, {"transaction.items[0].description"}),
        (
            "exporter",
            "PATCH",
            f"applications/{reference}",
            {"fields": {"contact_name": sign}},
            {"fields.contact_name"},
        ),
        ("exporter", "PATCH", f"applications/{reference}", {"fields": {f"lines{sign}": "x"}}, {"fields"}),
        (
            "exporter",
            "POST",
            "parties",
            {"party": {"name": sign, "identifiers": {sign: "1"}}},
            {"party.name", "party.identifiers"},
        ),
        (
            "exporter",
            "POST",
            "screen",
            {"id": "1", "schema": "Person", "properties": {"name": [sign]}},
            {"properties.name[0]"},
        ),
        ("exporter", "POST", "check", applied["transaction"], {"items[0].description"}),
        ("exporter", "POST", "classify", {"description": sign}, {"description"}),
    ]
    for who, method, path, body, places in bodies:
        answer = ask(who, method, path, body)
        assert answer.status_code == 422, (path, answer.content)
        assert {problem["path"] for problem in answer.json()["problems"]} == places


@pytest.mark.usefixtures("specification_attached")
@pytest.mark.parametrize("sign", SIGNS)
def test_in_the_words_of_an_officer(people: People, sign: str) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    assert ask("officer", "POST", f"cases/{reference}/note", {"text": f"a{sign}"}).status_code == 422
    assert not Note.objects.exists()
    assert ask("officer", "POST", f"cases/{reference}/note", {"text": "Größe – ß 😀"}).status_code == 200
