"""A token does what it is for and nothing else, no more than its person may at that moment, and no longer than it holds; on both databases."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any, Final

import pytest
from django.test import Client
from typer.testing import CliRunner

from dualuse.cli import app as command_line
from dualuse.licensing.actions import ACTIONS as OF_CASES
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.work import assign, consult, note
from dualuse.licensing.decisions.examining import check_denials
from dualuse.licensing.events.models import Event
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Authority, Deployment, Organisation, Person, Position, Token
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.permissions import ACTIONS, ROLES
from dualuse.portal.api.service import api
from tests.support.service_people import SINCE, UNLISTED, WHOLE, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
OFFICER: Final = "officer@example.org"
ROUTES: Final[dict[str, str]] = {
    "GET /applications": "view_application",
    "POST /applications": "apply",
    "POST /dossiers": "apply",
    "GET /applications/{reference}": "view_application",
    "PATCH /applications/{reference}": "write",
    "POST /applications/{reference}/submit": "submit",
    "POST /applications/{reference}/amend": "amend",
    "POST /applications/{reference}/copy": "copy",
    "POST /applications/{reference}/withdraw": "withdraw",
    "POST /applications/{reference}/questions/{number}/answer": "answer",
    "POST /applications/{reference}/documents": "attach",
    "DELETE /applications/{reference}/documents/{number}": "detach",
    "GET /applications/{reference}/documents/{number}": "view_application view_document",
    "GET /cases/{reference}/documents/{number}": "view_case view_document",
    "POST /screen": "screen",
    "GET /cases": "view_case",
    "POST /cases": "open_case",
    "GET /cases/{reference}": "view_case",
    "GET /cases/{reference}/events": "view_events",
    "GET /cases/{reference}/diligence": "view_case",
    "GET /consultations": "view_consultation",
    "GET /denials": "view_denial",
    "GET /decisions": "view_decisions",
    "GET /authorisations": "view_authorisation",
    "GET /authorisations/{number}": "view_authorisation",
    "POST /authorisations/{number}/surrender": "surrender",
    "GET /customs/authorisations/{number}": "view_authorisation_for_customs",
    "GET /customs/reservations/{reference}": "view_authorisation_for_customs",
    "GET /customs/changes": "view_authorisation_for_customs",
    "POST /customs/reservations": "reserve",
    "POST /customs/overrides": "override",
    "POST /customs/reservations/{reference}/{verb}": "deduct",
    **{f"{method} /{book}{part}": f"keep_{book}" for book in ("parties", "products") for method, part in (("GET", ""), ("POST", ""), ("GET", "/{reference}"), ("PATCH", "/{reference}"), ("DELETE", "/{reference}"))},
    **{f"POST /cases/{{reference}}/{action.name}": action.name for action in OF_CASES},
}  # fmt: skip
"""What each route asks for, by hand."""
FOR_ANYBODY: Final = {"POST /check", "POST /classify", "GET /entries/{code}", "GET /verify/{code}"}
SHOWS_NOBODYS: Final = {"GET /kinds"}
"""The manifests, which are published: they ask for a token, and for no role."""


def person(*arguments: str) -> Any:
    return CliRunner().invoke(command_line, ["person", *arguments])


CLIENT: Final = Client(raise_request_exception=False)


def status(token: str, route: str, reference: str = "A-NOTHING") -> int:
    method, path = route.split()
    address = re.sub(r"{[a-z_]+}", "1", path.replace("{reference}", reference))
    answer = CLIENT.generic(
        method,
        f"/api/v1{address}",
        '{"colour": "red"}' if method in ("POST", "PATCH") else "",
        "application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code


@pytest.fixture
def everybody(people: People) -> Person:
    """Somebody with each role there is, in a demonstration, so that nothing but its token bounds what it does."""
    Deployment.objects.create(demonstration=True)
    one = Person.objects.create_person("everybody@example.org", "Everybody")
    for role in ROLES:
        where: dict[str, Any] = {}
        if role.startswith("exporter"):
            where["organisation"] = Organisation.objects.get(reference="O-2")
        elif role not in ("customs", "union_reader"):
            where["authority"] = Authority.objects.get(code="DE")
        Position.objects.create(person=one, role=role, since=SINCE, **where)
    record_people()
    return one


def test_every_route_says_what_it_asks_for() -> None:
    schema = api.get_openapi_schema(path_prefix="/")
    routes = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    by_hand = {
        re.sub(r"(/cases/{reference}/)[a-z_]+$", r"\1{action}", route)
        if route.startswith("POST /cases/")
        else route
        for route in ROUTES
    }
    assert routes == by_hand | FOR_ANYBODY | SHOWS_NOBODYS, "a new route: say which actions it asks for"


@pytest.mark.parametrize(
    ("migrated", "action"), [*zip(cycle(("sqlite", "postgresql")), sorted(ACTIONS))], indirect=["migrated"]
)
def test_a_token_does_what_it_is_for_and_nothing_else(everybody: Person, action: str) -> None:
    token = new_token(everybody, "for one", actions=[action])
    for route, wanted in ROUTES.items():
        answer = status(token, route)
        if wanted == action:
            assert answer in (200, 404, 409, 413, 415, 422), (route, answer)
        else:
            assert answer == 403, (route, answer)
    for route in FOR_ANYBODY:
        assert status(token, route) in (200, 404, 422), route


def test_documents_take_both_actions(everybody: Person) -> None:
    token = new_token(everybody, "documents", actions=["view_case", "view_document"])
    assert status(token, "GET /cases/{reference}/documents/{number}") == 404
    assert status(token, "GET /applications/{reference}/documents/{number}") == 403


def sent(token: str, method: str, path: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    content = "" if body is None else json.dumps(body)
    return Client().generic(method, f"/api/v1/{path}", content, "application/json", headers=headers)


def test_an_answer_shows_nothing_that_the_token_is_not_for(people: People) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    assign(people.officer, reference, OFFICER)
    check_denials(people.officer, reference)
    note(people.officer, reference, "Velmarion was met.")
    consult(people.officer, reference, ["FR"], "Art. 14(1)", "Velmarion was asked about.")
    officer = Person.objects.get(email=OFFICER)

    def case(*actions: str) -> Any:
        return sent(new_token(officer, "reads", actions), "GET", f"cases/{reference}").json()

    denials = ("denials", [{"met": [], "matches": []}])
    for actions, documents, results in (
        (("view_case",), None, [None]),
        (("view_case", "view_document"), 1, [None]),
        (("view_case", "view_denial"), None, denials[1]),
    ):
        whole = case(*actions)
        assert (whole["documents"] if documents is None else len(whole["documents"])) == documents
        assert [row["result"] for row in whole["evidence"] if row["kind"] == denials[0]] == results
        assert "was asked about" not in json.dumps(whole)
        assert not any(offer["allowed"] for offer in whole["actions"])
    writes = sent(
        new_token(officer, "writes", ["note"]), "POST", f"cases/{reference}/note", {"text": "Seen."}
    )
    assert writes.status_code == 200
    assert set(writes.json()) == {"reference", "kind", "state", "version", "authority", "organisation", "assignee", "queue", "submitted"}  # fmt: skip
    exporter = Person.objects.get(email="exporter@example.org")
    copied = sent(
        new_token(exporter, "copies", ["copy", "apply"]), "POST", f"applications/{reference}/copy", {}
    )
    assert copied.status_code == 201
    assert "Example Directorate" not in copied.content.decode()


@pytest.fixture
def made(people: People) -> Callable[..., str]:
    """Makes a token by the command line."""

    def token(*arguments: str) -> str:
        run = person("token", OFFICER, *arguments, "--json")
        assert run.exit_code == 0, run.stderr
        return str(json.loads(run.output)["token"])

    return token


def test_it_is_kept_as_a_digest_listed_and_taken_back(made: Callable[..., str]) -> None:
    last = now().date() + timedelta(days=30)
    token = made(
        "--token", "desk", "--action", "view_case", "--action", "note", "--action", "note", "--expires", last.isoformat()
    )  # fmt: skip
    row = Token.objects.get(label="desk")
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    assert row.actions == ["note", "view_case"]
    event = Event.objects.get(action="token_made")
    assert {name: event.body[name] for name in ("person", "token", "actions", "last")} == {
        "person": row.person_id,
        "token": row.pk,
        "actions": ["note", "view_case"],
        "last": last.isoformat(),
    }
    made("--token", "whole")
    listed = json.loads(person("tokens", OFFICER, "--json").output)["tokens"]
    assert [(entry["name"], entry["actions"], entry["expires"]) for entry in listed] == [
        ("whole", None, None),
        ("desk", ["note", "view_case"], last.isoformat()),
    ]
    words = person("tokens", OFFICER).output
    assert f"desk: until {last}; for: note, view_case" in words
    assert token not in words
    assert token not in json.dumps(listed)
    assert status(token, "GET /cases") == 200
    assert person("revoke", OFFICER, "--token", "desk").exit_code == 0
    assert status(token, "GET /cases") == 401
    assert "desk" not in person("tokens", OFFICER).output


def test_its_last_day_is_included(made: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    today = now().date()
    token = made("--token", "short", "--expires", today.isoformat())
    assert status(token, "GET /cases") == 200
    row = Token.objects.get(label="short")
    assert row.expires is not None
    for moment, expected in ((row.expires - timedelta(seconds=1), 200), (row.expires, 401)):
        monkeypatch.setattr("dualuse.portal.api.signing_in.timezone.now", lambda moment=moment: moment)
        assert status(token, "GET /cases") == expected
    monkeypatch.undo()
    with at(row.expires):
        assert "no token of this person holds" in person("tokens", OFFICER).output


def test_it_never_outlives_a_role(made: Callable[..., str]) -> None:
    token = made("--token", "desk", "--action", "view_case", "--action", "view_denial")
    assert status(token, "GET /denials") == 200
    officer = Person.objects.get(email=OFFICER)
    officer.positions.update(until=now().date() - timedelta(days=1))
    assert status(token, "GET /denials") == 403
    Position.objects.create(
        person=officer, role="adviser", authority=Authority.objects.get(code="DE"), since=SINCE
    )
    assert status(token, "GET /cases") == 200, "what the new role may do"
    assert status(token, "GET /denials") == 403, "and no more"
    assert person("leave", OFFICER).exit_code == 0
    assert status(token, "GET /cases") == 401
    left = person("token", OFFICER, "--token", "again")
    assert (left.exit_code, "has left" in left.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--action", "view_everything"), "there is no action view_everything; known: "),
        (("--action", "propose"), "propose is done by a person, with a second factor"),
        (("--action", "countersign"), "countersign is done by a person, with a second factor"),
        (("--expires", "2026-01-31"), "2026-01-31 is over"),
        (("--expires", "soon"), "soon is no day"),
    ],
)
def test_what_would_be_no_token_is_refused(people: People, arguments: tuple[str, ...], words: str) -> None:
    refused = person("token", OFFICER, "--token", "desk", *arguments)
    assert (refused.exit_code, words in refused.stderr) == (2, True), refused.stderr
    assert not Token.objects.exists()


def test_a_token_that_is_whole_confirms_nothing_either(made: Callable[..., str], people: People) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    answer = sent(made("--token", "whole"), "POST", f"cases/{reference}/propose", {})
    assert (answer.status_code, answer.json()["guard"]) == (403, "second_factor")
