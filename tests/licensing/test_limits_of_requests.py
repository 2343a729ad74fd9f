"""What is too long is not read, and of what is answered no copy is kept; on both databases."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from dualuse.portal.settings import whole_number
from tests.support.service_people import People

LONG = json.dumps({"x": "y" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})


@pytest.mark.parametrize(
    "path", ["check", "classify", "screen", "applications", "cases", "parties", "denials"]
)
@pytest.mark.parametrize("who", ["exporter", "supervisor", "nobody"])
def test_a_body_that_is_too_long_is_refused_in_words(people: People, path: str, who: str) -> None:
    person = Person.objects.filter(name=who).first()
    headers = {"Authorization": f"Bearer {new_token(person, 'test')}"} if person else {}
    client = Client(raise_request_exception=False)
    answer = client.generic("POST", f"/api/v1/{path}", LONG, "application/json", headers=headers)
    assert answer.status_code in (413, 401, 403, 404, 405), answer.content
    if answer.status_code == 413:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["guard"] == "too_large"


@pytest.mark.parametrize("path", ["check", "classify"])
def test_a_stranger_is_told_so(people: People, path: str) -> None:
    answer = Client(raise_request_exception=False).generic(
        "POST", f"/api/v1/{path}", LONG, "application/json"
    )
    assert (answer.status_code, answer.json()["guard"]) == (413, "too_large")


def test_an_applicant_is_told_so(people: People) -> None:
    token = new_token(Person.objects.get(name="exporter"), "test")
    answer = Client(raise_request_exception=False).generic(
        "POST", "/api/v1/applications", LONG, "application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert (answer.status_code, answer.json()["guard"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["sign-in", "account", "cases/A-1/propose"])
def test_a_form_that_is_too_long_is_refused_on_a_page(people: People, path: str) -> None:
    answer = Client(raise_request_exception=False).post(f"/{path}", {"login": LONG})
    assert answer.status_code == 413
    assert str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE) in answer.content.decode()


def test_no_copy_of_an_answer_is_kept(people: People) -> None:
    token = new_token(Person.objects.get(name="exporter"), "test")
    for path in ("applications", "kinds", "applications/A-1"):
        answer = Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_that_describes_the_api_says_what_a_browser_may_do(people: People) -> None:
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_a_setting_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_REQUESTS_TOKEN", "abc")
    with pytest.raises(ImproperlyConfigured, match="DUALUSE_REQUESTS_TOKEN=abc"):
        whole_number("DUALUSE_REQUESTS_TOKEN", 3_000)
