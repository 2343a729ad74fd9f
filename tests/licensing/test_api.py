"""The API over HTTP: signing in, the order of refusals, problem+json, cursors, versions; on both databases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from dualuse.cli import app as command_line
from dualuse.licensing.cases.applications import apply
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign, note
from dualuse.licensing.people.models import Deployment, Person
from dualuse.licensing.people.tokens import new_token
from dualuse.portal.answers.keeping import KEPT
from dualuse.portal.answers.models import Answer
from dualuse.portal.ticking import tick
from tests.support.service_people import TRANSACTION, UNLISTED, WHOLE, People

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
    """A program for each person, of a demonstration: elsewhere no token proposes or countersigns."""
    Deployment.objects.create(demonstration=True)
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
    before, of_authority = exporter.send("GET", path).json(), Case.objects.get().version
    note(people.officer, application["reference"], "A denial may be near.")
    assert exporter.send("GET", path).json() == before
    assert Case.objects.get().version > of_authority


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
            {
                "valid_until": "2099-01-01",
                "reasons": {"internal": "Usual.", "applicant": "Civil.", "public": "Civil use."},
            },
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


@pytest.mark.usefixtures("people")
class TestForAnybody:
    """What is asked without a token: the shapes of the command line, nobody screened, nothing stored."""

    def send(self, method: str, path: str, body: Any = None) -> Any:
        client = Client(raise_request_exception=False)
        return client.generic(
            method, f"/api/v1/{path}", "" if body is None else json.dumps(body), "application/json"
        )

    def test_a_transaction_is_judged_as_on_the_command_line(self) -> None:
        answer = self.send("POST", "check", TRANSACTION)
        assert answer.status_code == 200
        from_command_line = CliRunner().invoke(
            command_line, ["check", "-", "--json"], input=json.dumps(TRANSACTION)
        )
        expected = json.loads(from_command_line.stdout)
        assert expected["screening"]["status"] == "clear"
        told = answer.json()
        assert told["screening"]["status"] == "not_screened"
        assert (told["outcome"], told["items"], told["format"]) == (
            expected["outcome"],
            expected["items"],
            expected["format"],
        )

    @pytest.mark.parametrize(
        "body", [["x"], 7, "x", None, {"activity": "gift"}, {"items": [{"entries": ["9Z999"]}]}]
    )
    def test_what_is_no_transaction_is_refused_with_its_place(self, body: Any) -> None:
        answer = self.send("POST", "check", body if body is not None else {"colour": "red"})
        assert answer.status_code == 422
        assert answer.json()["problems"]

    def test_a_product_is_classified(self) -> None:
        answer = self.send(
            "POST", "classify", {"id": "P1", "description": "portable IMSI catcher for mobile networks"}
        )
        assert answer.status_code == 200
        told = answer.json()
        assert (told["id"], told["candidates"][0]["entry"]) == ("P1", "5A001")
        assert self.send("POST", "classify", {"description": ""}).status_code == 422

    def test_an_entry_is_told(self) -> None:
        answer = self.send("GET", "entries/5A001.f")
        assert answer.status_code == 200
        assert answer.json()["code"] == "5A001.f"
        assert self.send("GET", "entries/9Z999").status_code == 422

    def test_a_stranger_asks_sixty_times_a_minute(self, limits_of_requests: dict[str, int]) -> None:
        limits_of_requests["stranger"] = 2
        codes = [self.send("GET", "entries/5A001.f").status_code for _ in range(4)]
        # The minute may turn between two of them.
        assert codes.count(429) >= 1
        answer = self.send("GET", "entries/5A001.f")
        if answer.status_code == 429:
            assert 0 < int(answer.headers["Retry-After"]) <= 60
            assert answer.json()["guard"] == "too_many"


def test_the_same_key_does_it_once(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    first = exporter.send("POST", "applications", BODY, Idempotency_Key="k1")
    again = exporter.send("POST", "applications", dict(reversed(BODY.items())), Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Case.objects.count() == 1
    other = exporter.send("POST", "applications", {**BODY, "fields": {}}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["guard"]) == (422, "malformed")
    assert other.json()["problems"][0]["code"] == "idempotency"
    assert exporter.send("POST", "applications", BODY, Idempotency_Key="k2").json() != first.json()


def test_a_key_belongs_to_its_token_and_a_refusal_is_not_kept(callers: dict[str, Caller]) -> None:
    exporter, other = callers["exporter"], callers["other"]
    path = f"applications/{exporter.send('POST', 'applications', {**BODY, 'fields': {}}).json()['reference']}"
    assert exporter.send("POST", f"{path}/submit", {}, Idempotency_Key="k").status_code == 409
    exporter.send("PATCH", path, {"fields": WHOLE})
    done = exporter.send("POST", f"{path}/submit", {}, Idempotency_Key="k")
    assert (done.status_code, done.json()["state"]) == (200, "submitted")
    # Whoever may not see it learns nothing by a key, its own or another's.
    assert other.send("POST", f"{path}/submit", {}, Idempotency_Key="k").status_code == 404
    assert exporter.send("POST", f"{path}/submit", {}, Idempotency_Key="k").json() == done.json()


def test_a_key_that_is_asked_again_after_a_day_is_new(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    first = exporter.send("POST", "applications", BODY, Idempotency_Key="k")
    Answer.objects.update(created=timezone.now() - KEPT - timedelta(minutes=1))
    assert (
        exporter.send("POST", "applications", BODY, Idempotency_Key="k").json()["reference"]
        != first.json()["reference"]
    )
    Answer.objects.update(created=timezone.now() - KEPT - timedelta(minutes=1))
    assert (tick()["answers_forgotten"], tick()["answers_forgotten"]) == (1, 0)


def test_a_token_confirms_nothing_outside_a_demonstration(callers: dict[str, Caller]) -> None:
    Deployment.objects.all().delete()
    refused = callers["officer"].send("POST", "cases/A-1/propose", {})
    assert (refused.status_code, refused.json()["guard"]) == (403, "second_factor")
    assert callers["exporter"].send("POST", "cases/A-1/propose", {}).json()["guard"] == "role"


def test_a_party_is_screened_for_an_exporter_alone(callers: dict[str, Caller]) -> None:
    body = {"id": "1", "schema": "Person", "properties": {"name": ["Quillon Orlowberg"]}}
    answer = callers["exporter"].send("POST", "screen", body)
    assert (answer.status_code, answer.json()["status"], answer.json()["id"]) == (200, "hit", "1")
    assert callers["officer"].send("POST", "screen", body).status_code == 403
    assert callers["exporter"].send("POST", "screen", {"properties": {"colour": ["red"]}}).status_code == 422


def test_what_was_granted_is_told_to_its_holder_and_its_authority(
    callers: dict[str, Caller], people: People
) -> None:
    exporter = callers["exporter"]
    application = exporter.send("POST", "applications", BODY).json()
    path = f"applications/{application['reference']}"
    exporter.send("POST", f"{path}/submit", {})
    case = f"cases/{application['reference']}"
    officer = callers["officer"]
    officer.send("POST", f"{case}/assign", {"person": "officer@example.org"})
    officer.send("POST", f"{case}/assess", dict.fromkeys("abcd", "Nothing speaks against it."))
    officer.send("POST", f"{case}/check_denials", {})
    reasons = {"internal": "Usual.", "applicant": "Civil.", "public": "Civil."}
    last = (date.today() + timedelta(days=300)).isoformat()
    proposed = officer.send("POST", f"{case}/propose", {"valid_until": last, "reasons": reasons})
    assert proposed.status_code == 200, proposed.content
    assert callers["second"].send("POST", f"{case}/countersign", {}).json()["state"] == "decided"
    (authorisation,) = exporter.send("GET", "authorisations").json()["items"]
    assert (authorisation["status"], authorisation["destination"], authorisation["valid_until"]) == (
        "valid",
        ["AE"],
        last,
    )
    assert authorisation["lines"] == [
        {
            "line": "10", "description": UNLISTED["items"][0]["description"], "entries": ["3A002.c"], "cn_code": "85176200",
            "limited_by": "quantity", "conditions": None,
            "granted": {"quantity": "2", "unit": "piece", "value": None, "currency": None},
            "left": {"quantity": "2", "unit": "piece", "value": None, "currency": None},
            "reserved": {"quantity": "0", "unit": "piece", "value": None, "currency": None},
            "consumed": {"quantity": "0", "unit": "piece", "value": None, "currency": None},
        }
    ]  # fmt: skip
    number = f"authorisations/{authorisation['number']}"
    assert officer.send("GET", number).json() == exporter.send("GET", number).json()
    assert [
        callers[name].send("GET", number).status_code for name in ("other", "officer-nl", "administrator")
    ] == [404, 404, 403]
    (decision,) = callers["supervisor"].send("GET", "decisions").json()["items"]
    assert [(row["decision"], row["value"]) for row in decision["rows"]] == [("granted", "180000")]
    assert officer.send("GET", "decisions").status_code == 403
