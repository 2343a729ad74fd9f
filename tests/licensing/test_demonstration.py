"""The demonstration: what it names is what the contract says, and can be worked on over the API; the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dualuse.diligence.cyber_surveillance_criteria import element_questions
from dualuse.diligence.questionnaire import questions
from dualuse.inputs.problems import InputError
from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.models import Case
from dualuse.licensing.demonstration.building import build
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.permissions import ROLES
from tests.support import service_databases as databases
from tests.support.service_pages import Codes, Visitor


@dataclass(frozen=True)
class Demonstration:
    """What it said of itself."""

    contents: dict[str, Any]

    def send(self, role: str, method: str, path: str, body: Any = None) -> Any:
        token = next(row["token"] for row in self.contents["people"] if row["role"] == role)
        headers = {"Authorization": f"Bearer {token}"}
        content = "" if body is None else json.dumps(body)
        return Client().generic(method, f"/api/v1/{path}", content, "application/json", headers=headers)


@pytest.fixture(scope="module")
def demonstration(kept_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUALUSE_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path_factory.mktemp("documents"))
        yield Demonstration(build())


@pytest.fixture(scope="module")
def another(sqlite_settings: databases.Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What another one says of itself, for the demonstrations of both databases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUALUSE_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path_factory.mktemp("documents"))
        copied = databases.copied(sqlite_settings, tmp_path_factory.mktemp("another"))
        with copied as again, databases.default(again):
            return build()


@pytest.fixture(autouse=True)
def its_list(
    demonstration: Demonstration, lists_of_service: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The service screens against the list of the demonstration."""
    from dualuse.licensing.demonstration.building import _install_list

    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    _install_list(date.today())


def test_its_people_sign_in_with_password_and_second_factor(demonstration: Demonstration) -> None:
    row = next(row for row in demonstration.contents["people"] if row["role"] == "countersigner")
    visitor, codes = Visitor(), Codes()
    answer = visitor.sign_in(row["email"], row["password"], codes.again(row["totp"]))
    assert answer.headers["Location"] == "/"
    page = visitor.get("/cases").content.decode()
    assert demonstration.contents["cases"]["proposed"] in page
    assert "everything in it is invented" in page
    assert all(len(person["totp"]) == 32 for person in demonstration.contents["people"])


def test_it_names_what_the_contract_names(demonstration: Demonstration) -> None:
    contents = demonstration.contents
    assert set(contents) == {"people", "authorities", "organisations", "cases", "authorisations"}
    assert set(contents["cases"]) == {
        "draft",
        "submitted",
        "ready_to_propose",
        "proposed",
        "surveillance_unexamined",
    }
    assert set(contents["authorisations"]) == {"with_20", "suspended", "expired"}
    first = {role: next(row for row in contents["people"] if row["role"] == role) for role in ROLES}
    assert {row["member_state"] for row in first.values()} == {"DE"}
    exporters = [
        row for row in contents["people"] if row["role"] == "exporter" and row["member_state"] == "DE"
    ]
    assert len({row["organisation"] for row in exporters}) == 2
    assert Case.objects.count() == 40
    assert Case.objects.filter(authority__code="DE").exclude(state="draft").count() >= 25
    assert list(record_faults()) == []


def test_its_authorisations_are_what_they_are_called(demonstration: Demonstration) -> None:
    numbers = demonstration.contents["authorisations"]
    told = {
        name: demonstration.send("exporter", "GET", f"authorisations/{number}").json()
        for name, number in numbers.items()
    }
    assert {name: row["status"] for name, row in told.items()} == {
        "with_20": "valid",
        "suspended": "suspended",
        "expired": "expired",
    }
    (line,) = told["with_20"]["lines"]
    assert (line["line"], line["limited_by"], line["left"]["quantity"]) == ("1", "quantity", "20")


def test_what_is_ready_is_proposed_and_what_is_proposed_countersigned(demonstration: Demonstration) -> None:
    cases = demonstration.contents["cases"]
    reasons = {"internal": "Usual.", "applicant": "Civil.", "public": "Civil."}
    last = (date.today() + timedelta(days=300)).isoformat()
    body = {"lines": {"1": {"decision": "granted"}}, "valid_until": last, "reasons": reasons}
    proposed = demonstration.send("officer", "POST", f"cases/{cases['ready_to_propose']}/propose", body)
    assert (proposed.status_code, proposed.json().get("state")) == (200, "proposed"), proposed.content
    for name in ("ready_to_propose", "proposed"):
        decided = demonstration.send(
            "countersigner", "POST", f"cases/{cases[name]}/countersign", {"text": ""}
        )
        assert (decided.status_code, decided.json().get("state")) == (200, "decided"), decided.content
    assert demonstration.send("exporter", "GET", f"applications/{cases['draft']}").json()["missing"] == []
    officer = next(row["email"] for row in demonstration.contents["people"] if row["role"] == "officer")
    assigned = Case.objects.filter(reference__in=cases.values(), assignee__email=officer)
    assert {case.reference for case in assigned} == {
        cases["ready_to_propose"],
        cases["surveillance_unexamined"],
    }


def test_a_surveillance_item_is_granted_once_the_authority_examined_it_itself(
    demonstration: Demonstration,
) -> None:
    """Art. 5: it lacks nothing else."""
    reference = demonstration.contents["cases"]["surveillance_unexamined"]
    path = f"cases/{reference}"
    reasons = {
        "internal": "Examined.",
        "applicant": "Orders of a court.",
        "public": "Police on the order of a court.",
    }
    body = {"valid_until": (date.today() + timedelta(days=200)).isoformat(), "reasons": reasons}
    refused = demonstration.send("officer", "POST", f"{path}/propose", body)
    assert (refused.status_code, refused.json()["guard"]) == (409, "own_diligence")
    answers = _answers(demonstration, path)
    examined = demonstration.send("officer", "POST", f"{path}/examine_diligence", {"answers": answers})
    assert examined.status_code == 200, examined.content
    # The refusal of another case since then is looked at first.
    demonstration.send("officer", "POST", f"{path}/check_denials", {})
    proposed = demonstration.send("officer", "POST", f"{path}/propose", body)
    assert proposed.status_code == 200, proposed.content
    assert (
        demonstration.send("countersigner", "POST", f"{path}/countersign", {"text": ""}).json()["state"]
        == "decided"
    )
    authorisation = Authorisation.objects.get(case__reference=reference)
    assert [line.entries for line in authorisation.versions.get().lines.all()] == [["5A001.f.2"]]


def _answers(demonstration: Demonstration, path: str) -> list[dict[str, str]]:
    """An answer to every question that applies: what is not answered yet is named, and who or what it is about."""
    answers: list[dict[str, str]] = [
        {"question": element_questions()[0].id, "answer": "yes", "reason": "It was examined.", "item": "1"}
    ]
    for _ in range(8):
        told = demonstration.send("officer", "POST", f"{path}/examine_diligence", {"answers": answers})
        if told.status_code == 200:
            return answers
        problems = told.json()["problems"]
        assert {problem["code"] for problem in problems} == {"unanswered"}
        for problem in problems:
            question, _, about = problem["text"].partition(" applies")[0].partition(" ")
            kind = "yes" if questions()[question].adverse == "no" else "no"
            row = {"question": question, "answer": kind, "reason": "It was examined."}
            answers.append(row | ({} if not about else {"item": about} if about == "1" else {"party": about}))
    raise AssertionError(told.content[:500])


def test_it_fills_no_database_that_has_something_in_it(demonstration: Demonstration) -> None:
    with pytest.raises(InputError, match="not empty"):
        build()


def test_there_is_none_in_production(demonstration: Demonstration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(InputError, match="production"):
        build()


def test_it_is_the_same_each_time_but_for_secrets(
    demonstration: Demonstration, another: dict[str, Any]
) -> None:
    for name in ("authorities", "organisations", "cases", "authorisations"):
        assert another[name] == demonstration.contents[name]
    people = demonstration.contents["people"]
    assert [row["email"] for row in another["people"]] == [row["email"] for row in people]
    assert not {row["token"] for row in another["people"]} & {row["token"] for row in people}
