"""What is only good for a try is refused in production, before it serves and by readiness."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.test import Client, override_settings

from dualuse.licensing.people.models import Deployment
from dualuse.portal.readiness import faults

GOOD = {
    "PRODUCTION": True,
    "SECRET_KEY": "k" * 32,
    "SECRET_IS_STATED": True,
    "ALLOWED_HOSTS": ["testserver", "licences.example"],
}


def codes(**changed: object) -> list[str]:
    with override_settings(**{**GOOD, **changed}):
        return [point.code for point in faults() if point.code != "roles"]


def test_what_fits_is_served(database: str) -> None:
    assert codes() == []


@pytest.mark.parametrize("key", ["short", "k" * 31])
def test_a_short_key_is_refused(database: str, key: str) -> None:
    assert codes(SECRET_KEY=key) == ["secret"]


def test_a_key_is_counted_in_bytes(database: str) -> None:
    assert codes(SECRET_KEY="ü" * 16) == []


@pytest.mark.parametrize("name", ["*", ".", "*.example"])
def test_every_host_is_refused(database: str, name: str) -> None:
    assert codes(ALLOWED_HOSTS=["licences.example", name]) == ["hosts"]


def test_a_database_of_a_demonstration_is_not_served(database: str) -> None:
    Deployment.objects.create(demonstration=True)
    assert codes() == ["demonstration"]
    with override_settings(**GOOD):
        answer = Client().get("/readyz")
    assert answer.status_code == 503
    (point,) = [row for row in json.loads(answer.content)["points"] if row["code"] == "demonstration"]
    assert point["stops"]
    assert "invented" in point["text"]


def test_for_a_try_all_of_it_is_taken(database: str) -> None:
    Deployment.objects.create(demonstration=True)
    with override_settings(SECRET_KEY="short", ALLOWED_HOSTS=["*"]):
        assert not settings.PRODUCTION
        assert list(faults()) == []
