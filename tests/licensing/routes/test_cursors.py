"""A cursor tells nothing of how much is done here, and belongs to its list; the head of what is there is answered like the whole."""

from __future__ import annotations

import base64

import pytest
from django.test import Client

from dualuse.licensing.cases.applications import apply
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import UNLISTED, WHOLE, People


@pytest.fixture
def headers(people: People) -> dict[str, str]:
    return {"Authorization": f"Bearer {new_token(Person.objects.get(name='exporter'), 'test')}"}


def test_a_cursor_is_enciphered_and_of_its_list(people: People, headers: dict[str, str]) -> None:
    cases = [apply(people.exporter, "individual", UNLISTED, WHOLE) for _ in range(3)]
    first = Client().get("/api/v1/applications?limit=1", headers=headers).json()
    cursor = first["next"]
    readable = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    assert not any(f"[{case.pk}]".encode() in readable for case in cases)
    again = Client().get("/api/v1/applications?limit=1", headers=headers).json()["next"]
    assert again != cursor, "two of one row are not told to be of one"
    second = Client().get(f"/api/v1/applications?limit=1&after={cursor}", headers=headers).json()
    assert [row["reference"] for row in second["items"]] == [cases[1].reference]
    assert Client().get(f"/api/v1/authorisations?after={cursor}", headers=headers).status_code == 422


@pytest.mark.parametrize("cursor", ["WzU5XQ", "", "x", "gAAAAA", "1", "%00", "\u00e9"])
def test_what_is_no_cursor_is_refused(headers: dict[str, str], cursor: str) -> None:
    assert Client().get("/api/v1/applications", {"after": cursor}, headers=headers).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/kinds", "/api/v1/applications", "/sign-in", "/healthz"])
def test_the_head_alone_may_be_asked_for(headers: dict[str, str], path: str) -> None:
    answer = Client().head(path, headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
