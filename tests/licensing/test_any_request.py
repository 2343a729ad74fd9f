"""Requests that nobody thought of, made from the description of the API: none is an error of the server, and each refusal is of its form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from dualuse.licensing.books.books import PARTIES, PRODUCTS
from dualuse.licensing.books.keeping import add_entry
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.work import assign
from dualuse.licensing.people.models import Deployment, Person
from dualuse.licensing.people.tokens import new_token
from dualuse.portal.api.service import api
from dualuse.portal.wsgi import application
from tests.support.service_people import UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
DESCRIPTION = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
DESCRIPTION.app = application
OPERATIONS = {
    f"{result.ok().method.upper()} {result.ok().path}": result.ok()
    for result in DESCRIPTION.get_all_operations()
    if isinstance(result, Ok)
}
EACH = settings(
    max_examples=200 if os.environ.get("DUALUSE_TESTS") == "whole" else 12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """The connection of the test, in whose transaction all requests run, is not closed when one of them ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_asked() -> None:
    assert len(OPERATIONS) >= 25


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_request_is_an_error_of_the_server(people: People, operation: str) -> None:
    Deployment.objects.create(demonstration=True)
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    known = {
        "parties": add_entry(
            people.exporter, PARTIES, {"name": "Example Directorate", "country": "AE"}
        ).reference,
        "products": add_entry(people.exporter, PRODUCTS, {"description": "Signal analyser"}).reference,
    }
    names = ("exporter", "officer", "second", "supervisor")
    tokens = [new_token(Person.objects.get(email=f"{name}@example.org"), "fuzz") for name in names]

    @EACH
    @given(case=OPERATIONS[operation].as_strategy(), token=st.sampled_from(tokens), is_known=st.booleans())
    def asked(case: Any, token: str, is_known: bool) -> None:
        if is_known and "reference" in case.path_parameters:
            case.path_parameters["reference"] = known.get(case.path.split("/")[1], reference)
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code < 500, (case.as_curl_command(), answer.text)
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0].startswith("application/problem+json"), answer.text
            assert {"status", "title", "guard", "problems"} <= set(answer.json())

    asked()
