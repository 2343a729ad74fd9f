"""Nobody sees or does more than the permissions say: role × action × object, over the API, on both databases.

What each role may do stands here once more, by hand: a slip in the table of permissions is found, and not repeated.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.test import Client

from dualuse.licensing.actions import ACTIONS
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.work import assign, consult
from dualuse.licensing.people.models import Authority, Deployment, Organisation, Person, Position
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.permissions import ROLES
from dualuse.portal.api.service import api
from tests.support.service_people import SINCE, UNLISTED, WHOLE, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
OFFICER: Final = {
    "assign", "refer", "ask", "assess", "examine_diligence", "check_denials", "consider_denial", "consult", "propose", "note",
}  # fmt: skip
COUNTERSIGNER: Final = {"return", "countersign", "note", "check_denials", "consider_denial"}
MAY: Final[dict[str, set[str]]] = {
    "exporter": set(),
    "exporter_reader": set(),
    "officer": OFFICER,
    "countersigner": COUNTERSIGNER,
    "adviser": {"note"},
    "supervisor": OFFICER | COUNTERSIGNER | {"reopen"},
    "customs": set(),
    "union_reader": set(),
    "administrator": set(),
}
"""What each role may do to a case of its authority."""
SEES_CASES: Final = {"officer", "countersigner", "supervisor"}
"""Who sees the cases of its authority; an adviser sees those that it was asked about, which nobody can ask yet."""
LISTS: Final[dict[str, set[str]]] = {
    "applications": {"exporter", "exporter_reader"},
    "cases": {"officer", "countersigner", "supervisor", "adviser"},
    "denials": {"officer", "countersigner", "supervisor"},
    "consultations": {"officer", "countersigner", "supervisor"},
    "decisions": {"supervisor", "union_reader"},
    "authorisations": {"exporter", "exporter_reader", "officer", "countersigner", "supervisor"},
    "kinds": set(ROLES),
    "parties": {"exporter"},
    "products": {"exporter"},
}
PUBLIC: Final = {
    ("POST", "/check"),
    ("POST", "/classify"),
    ("GET", "/entries/{code}"),
    ("GET", "/verify/{code}"),
}


@dataclass(frozen=True)
class Scene:
    """Two States with a case each, a draft, and a token of each role in each State."""

    tokens: dict[tuple[str, str], str]
    cases: dict[str, str]
    draft: str

    def send(self, role: str, state: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[role, state]}"}
        content = "" if body is None else json.dumps(body)
        return Client(raise_request_exception=False).generic(
            method, f"/api/v1/{path}", content, "application/json", headers=headers
        )


@pytest.fixture
def scene(people: People) -> Scene:
    Deployment.objects.create(demonstration=True)
    Organisation.objects.filter(reference="O-2").update(country="NL")
    tokens = {}
    for state, firm in (("DE", "O-1"), ("NL", "O-2")):
        for role in ROLES:
            person = Person.objects.create_person(f"{role}.{state}@example.org", role)
            where: dict[str, Any] = {}
            if role.startswith("exporter"):
                where["organisation"] = Organisation.objects.get(reference=firm)
            elif role not in ("customs", "union_reader"):
                where["authority"] = Authority.objects.get(code=state)
            Position.objects.create(person=person, role=role, since=SINCE, **where)
            tokens[role, state] = new_token(person, "matrix")
    record_people()
    cases = {}
    for state, exporter, firm in (("DE", people.exporter, "O-1"), ("NL", people.other_exporter, "O-2")):
        named = {"name": Organisation.objects.get(reference=firm).name, "country": state}
        data = {**UNLISTED, "exporter": {**UNLISTED["exporter"], **named}}
        cases[state] = apply(exporter, "individual", data, WHOLE, authority=state).reference
        submit(exporter, cases[state])
    assign(people.officer, cases["DE"], "officer@example.org")
    consult(people.officer, cases["DE"], ["FR"], "Art. 14(1)", "Asked.")
    draft = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    return Scene(tokens, cases, draft)


@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_does_to_which_case(scene: Scene, role: str) -> None:
    assert {action.name for action in ACTIONS} == OFFICER | COUNTERSIGNER | {"reopen"}, (
        "a new action: say who may do it"
    )
    for action in ACTIONS:
        for state, reference in (*scene.cases.items(), ("draft", scene.draft)):
            status = scene.send(
                role, "DE", "POST", f"cases/{reference}/{action.name}", {"colour": "red"}
            ).status_code
            if action.name not in MAY[role]:
                expected = {403}
            elif state != "DE" or role not in SEES_CASES:
                expected = {404}
            else:
                expected = {409, 422}
            assert status in expected, (role, action.name, state, status)


@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_sees_of_which_case(scene: Scene, role: str) -> None:
    for reference in (*scene.cases.values(), scene.draft):
        is_own = reference == scene.cases["DE"]
        case = scene.send(role, "DE", "GET", f"cases/{reference}").status_code
        assert case == (
            200 if role in SEES_CASES and is_own else 404 if role in SEES_CASES | {"adviser"} else 403
        )
        events = scene.send(role, "DE", "GET", f"cases/{reference}/events").status_code
        assert events == (403 if role not in SEES_CASES else 200 if is_own else 404)
        of_exporter = reference in (scene.cases["DE"], scene.draft)
        application = scene.send(role, "DE", "GET", f"applications/{reference}").status_code
        assert application == (
            403 if role not in ("exporter", "exporter_reader") else 200 if of_exporter else 404
        )


@pytest.mark.parametrize("role", ROLES)
def test_a_list_a_search_and_a_filter_show_no_more_than_the_page(scene: Scene, role: str) -> None:
    foreign = scene.cases["NL"]
    queries = (
        "",
        f"?q={foreign}",
        "?state=submitted",
        "?state=draft",
        "?assignee=officer@example.org",
        "?limit=200",
        "?q=Other",
    )
    for name, roles in LISTS.items():
        for query in queries if name == "cases" else ("", "?limit=1"):
            answer = scene.send(role, "DE", "GET", f"{name}{query}")
            assert answer.status_code == (200 if role in roles else 403), (name, query)
            text = answer.content.decode()
            assert foreign not in text
            assert "Other GmbH" not in text
            if name in ("cases", "consultations"):
                assert scene.draft not in text


def test_an_error_tells_of_no_object_that_one_may_not_see(scene: Scene) -> None:
    """The same answer of what is another's and of what there never was."""
    for role, name in (("officer", "cases"), ("exporter", "applications"), ("exporter", "authorisations")):
        foreign = scene.send(role, "DE", "GET", f"{name}/{scene.cases['NL']}")
        nothing = scene.send(role, "DE", "GET", f"{name}/A-NOTHING")
        assert foreign.status_code == nothing.status_code == 404
        assert foreign.content.decode().replace(scene.cases["NL"], "?") == nothing.content.decode().replace(
            "A-NOTHING", "?"
        )


def test_a_stranger_is_told_nothing_by_any_route(scene: Scene) -> None:
    schema = api.get_openapi_schema(path_prefix="/")
    routes = [(method.upper(), path) for path, methods in schema["paths"].items() for method in methods]
    assert len(routes) > 20
    for method, path in routes:
        address = re.sub(r"{[a-z_]+}", "1", path)
        for headers in ({}, {"Authorization": "Bearer du_wrong"}, {"Authorization": "Basic eDp5"}):
            answer = Client(raise_request_exception=False).generic(
                method, f"/api/v1{address}", "{}", "application/json", headers=headers
            )
            if (method, path) in PUBLIC:
                assert answer.status_code in (200, 404, 422), (method, path)
            else:
                assert answer.status_code == 401, (method, path)
                assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_does_no_more_than_it_was_given(scene: Scene) -> None:
    person = Person.objects.get(email="officer.de@example.org")
    limited = new_token(person, "reads", actions=["view_case"])
    headers = {"Authorization": f"Bearer {limited}"}
    client = Client()
    assert client.get(f"/api/v1/cases/{scene.cases['DE']}", headers=headers).status_code == 200
    refused = client.post(
        f"/api/v1/cases/{scene.cases['DE']}/note", "{}", "application/json", headers=headers
    )
    assert refused.status_code == 403
    person.is_active = False
    person.save()
    assert client.get(f"/api/v1/cases/{scene.cases['DE']}", headers=headers).status_code == 401
