"""The API over HTTP: signing in, the order of refusals, problem+json, cursors, versions; on both databases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from dualuse.licensing.cases.applications import apply
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign, note
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
BODY = {"kind": "individual", "transaction": UNLISTED, "fields": WHOLE}


@dataclass(frozen=True)
class Caller:
    """A program with a token."""

    token: str

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        client = Client(raise_request_exception=False)
        signed = {
            "Authorization": f"Bearer {self.token}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        content = "" if body is None else json.dumps(body)
        return client.generic(method, f"/api/v1/{path}", content, "application/json", headers=signed)


@pytest.fixture
def callers(people: People) -> dict[str, Caller]:
    return {person.name: Caller(new_token(person, "test")) for person in Person.objects.all()}


def test_from_a_draft_to_a_submission(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    created = exporter.send("POST", "applications", {**BODY, "fields": {}})
    assert created.status_code == 201
    application = created.json()
    assert (application["state"], application["authority"], application["organisation"]) == (
        "draft",
        "DE",
        "O-1",
    )
    assert {"box", "path", "field", "text"} == set(application["missing"][0])
    path = f"applications/{application['reference']}"
    incomplete = exporter.send("POST", f"{path}/submit", {})
    assert (incomplete.status_code, incomplete.json()["guard"]) == (409, "incomplete")
    assert incomplete.headers["Content-Type"] == "application/problem+json"
    assert {problem["path"] for problem in incomplete.json()["problems"]} == {
        gap["path"] for gap in application["missing"]
    }
    assert exporter.send("PATCH", path, {"fields": WHOLE}).json()["missing"] == []
    assert exporter.send("POST", f"{path}/submit", {}).json()["state"] == "submitted"


@pytest.mark.parametrize(
    ("who", "method", "path", "body", "status"),
    [
        ("nobody", "GET", "applications", None, 401),
        ("nobody", "POST", "applications/A-UNKNOWN/submit", {}, 401),
        ("officer", "POST", "applications/A-UNKNOWN/submit", {}, 403),
        ("officer", "GET", "applications", None, 403),
        ("reader", "POST", "applications", BODY, 403),
        ("exporter", "POST", "applications/A-UNKNOWN/submit", {}, 404),
        ("exporter", "GET", "applications/A-UNKNOWN", None, 404),
        ("exporter", "POST", "applications", {"kind": "individual"}, 422),
        ("exporter", "POST", "applications", {**BODY, "kind": "prohibition"}, 422),
        ("exporter", "GET", "applications?limit=201", None, 422),
        ("exporter", "GET", "applications?after=%00", None, 422),
        ("exporter", "GET", "applications?after=W10", None, 422),
    ],
)
def test_refusals_in_the_order_of_the_contract(
    callers: dict[str, Caller], who: str, method: str, path: str, body: Any, status: int
) -> None:
    answer = callers.get(who, Caller("du_unknown")).send(method, path, body)
    assert answer.status_code == status, answer.content
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert all(row.keys() == {"path", "code", "text"} for row in problem["problems"])


def test_what_belongs_to_another_firm_is_not_there(callers: dict[str, Caller], people: People) -> None:
    case = apply(people.exporter, "individual", UNLISTED, WHOLE)
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"fields": {}}),
        ("POST", "/submit", {}),
        ("POST", "/withdraw", {"text": "x"}),
        ("POST", "/questions/1/answer", {"text": "x"}),
    ):
        answer = callers["other"].send(method, f"applications/{case.reference}{path}", body)
        assert answer.status_code == 404
        assert "Meridian" not in answer.content.decode()
    assert callers["other"].send("GET", "applications").json() == {"items": [], "next": None}


def test_a_list_goes_on_from_its_cursor(callers: dict[str, Caller], people: People) -> None:
    made = [apply(people.exporter, "individual", UNLISTED, WHOLE).reference for _ in range(5)]
    seen: list[str] = []
    after = ""
    while True:
        page = callers["exporter"].send("GET", f"applications?limit=2{after}").json()
        seen += [row["reference"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == made[::-1]


def test_nobody_writes_over_what_it_has_not_seen(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    application = exporter.send("POST", "applications", BODY).json()
    path = f"applications/{application['reference']}"
    changed = exporter.send(
        "PATCH", path, {"fields": {"contact_name": "B. Person"}}, If_Match=f'"{application["version"]}"'
    )
    assert changed.status_code == 200
    late = exporter.send(
        "PATCH", path, {"fields": {"contact_name": "C. Person"}}, If_Match=f'"{application["version"]}"'
    )
    assert late.status_code == 412
    assert exporter.send("GET", path).json()["fields"]["contact_name"] == "B. Person"
    assert exporter.send("PATCH", path, {}, If_Match="latest").status_code == 422


def test_the_version_tells_the_applicant_nothing_of_the_authoritys_work(
    callers: dict[str, Caller], people: People
) -> None:
    exporter = callers["exporter"]
    application = exporter.send("POST", "applications", BODY).json()
    path = f"applications/{application['reference']}"
    exporter.send("POST", f"{path}/submit", {})
    assign(people.officer, application["reference"], "officer@example.org")
    before = exporter.send("GET", path).json()
    note(people.officer, application["reference"], "A denial may be near.")
    assert exporter.send("GET", path).json() == before
    assert Case.objects.get().version > before["version"]


def test_a_refusal_is_told_in_the_language_asked(callers: dict[str, Caller]) -> None:
    english = callers["exporter"].send("GET", "applications/A-1")
    assert english.json()["title"] == "there is no case A-1 here"


def test_an_officer_works_a_case_to_its_decision(callers: dict[str, Caller]) -> None:
    reference = callers["exporter"].send("POST", "applications", BODY).json()["reference"]
    assert callers["officer"].send("GET", "cases").json()["items"] == []
    callers["exporter"].send("POST", f"applications/{reference}/submit", {})
    path = f"cases/{reference}"
    offered = {row["action"]: row for row in callers["officer"].send("GET", path).json()["actions"]}
    assert offered["assign"]["allowed"]
    assert (offered["propose"]["guard"], offered["countersign"]["guard"]) == ("state", "role")
    assert offered["assign"]["body"]["required"] == ["person"]
    steps: list[tuple[str, str, Any]] = [
        ("officer", "assign", {"person": "officer@example.org"}),
        ("officer", "assess", dict.fromkeys("abcd", "Nothing speaks against it.")),
        ("officer", "check_denials", {}),
        (
            "officer",
            "propose",
            {"valid_until": "2099-01-01", "reasons": {"internal": "x", "applicant": "y", "public": "z"}},
        ),
        ("second", "countersign", {}),
    ]
    for who, action, body in steps:
        answer = callers[who].send("POST", f"{path}/{action}", body)
        assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "decided"
    assert callers["exporter"].send("GET", f"applications/{reference}").json()["state"] == "decided"
    events = callers["officer"].send("GET", f"{path}/events").json()["items"]
    assert [event["action"] for event in events][::-1] == [
        "write",
        "attach",
        "submit",
        *(action for _, action, _ in steps),
    ]
    assert callers["exporter"].send("GET", path).status_code == 403
    assert callers["officer-nl"].send("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("who", "action", "body", "version", "status"),
    [
        ("exporter", "note", {}, None, 403),
        ("officer-nl", "note", {}, None, 404),
        ("officer", "note", {}, "99", 412),
        ("officer", "propose", {}, None, 409),
        ("officer", "note", {}, None, 422),
        ("officer", "note", {"text": "x", "colour": "red"}, None, 422),
        ("officer", "note", ["x"], None, 422),
        ("officer", "grant", {}, None, 404),
    ],
)
def test_an_action_is_refused_in_the_order_of_the_contract(
    callers: dict[str, Caller], who: str, action: str, body: Any, version: str | None, status: int
) -> None:
    reference = callers["exporter"].send("POST", "applications", BODY).json()["reference"]
    callers["exporter"].send("POST", f"applications/{reference}/submit", {})
    headers = {} if version is None else {"If_Match": version}
    answer = callers[who].send("POST", f"cases/{reference}/{action}", body, **headers)
    assert answer.status_code == status, answer.content
    assert answer.json()["guard"]


def test_the_description_of_the_api_is_openapi(callers: dict[str, Caller]) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/applications/{reference}/submit" in described["paths"]
