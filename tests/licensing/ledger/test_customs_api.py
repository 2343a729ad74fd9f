"""Customs over HTTP, as the contract has it: routes, bodies, answers, refusals; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.people.models import Deployment, Person
from dualuse.licensing.people.tokens import new_token
from tests.licensing.test_api import Caller
from tests.support.service_ledger import NOON, make_authorisation, make_customs
from tests.support.service_people import People


@pytest.fixture
def authorisation(people: People) -> Authorisation:
    Deployment.objects.create(demonstration=True)
    make_customs()
    return make_authorisation(people)


@pytest.fixture
def callers(authorisation: Authorisation) -> dict[str, Caller]:
    return {person.name: Caller(new_token(person, "test")) for person in Person.objects.all()}


def body(authorisation: Authorisation, quantity: str = "5", **changes: Any) -> dict[str, Any]:
    return {
        "authorisation": authorisation.number,
        "line": "1",
        "quantity": quantity,
        "unit": "piece",
        "declaration": {
            "type": "MRN",
            "number": "26DE00000000000001",
            "item": 1,
            "exporter_eori": "DE1234567890",
            "destination": "AE",
            "cn_code": "90304000",
        },
        "member_state": "DE",
        "office": "DE004851",
        "at": NOON.isoformat(),
        **changes,
    }


def test_reserve_consume_free(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    customs = callers["customs"]
    answer = customs.send("POST", "customs/reservations", body(authorisation, "12"))
    assert answer.status_code == 201, answer.json()
    left = {"quantity": "8", "unit": "piece", "value": None, "currency": None}
    assert answer.json()["left"] == left
    path = f"customs/reservations/{answer.json()['reservation']}"
    consumed = customs.send("POST", f"{path}/consume", {"quantity": "7", "at": NOON.isoformat()})
    assert consumed.status_code == 200, consumed.json()
    freed = customs.send("POST", f"{path}/free", {"at": NOON.isoformat()}).json()
    amounts = {name: freed[name]["quantity"] for name in ("reserved", "consumed", "excess", "left")}
    assert amounts == {"reserved": "0", "consumed": "7", "excess": "0", "left": "13"}
    assert customs.send("GET", path).json() == freed
    holder = callers["exporter"].send("GET", f"authorisations/{authorisation.number}").json()
    (line,) = holder["lines"]
    assert (line["left"]["quantity"], line["consumed"]["quantity"]) == ("13", "7")
    changes = customs.send("GET", "customs/changes").json()
    assert [row["what"] for row in changes["items"]] == ["reserve", "consume", "free"]
    after = customs.send("GET", "customs/changes?after=1&limit=1").json()
    assert ([row["cursor"] for row in after["items"]], after["next"]) == ([2], 2)


def test_what_has_all_left_is_exhausted(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    """What is reserved may come back: only what has left is used up; an amendment brings it back (Art. 7)."""
    customs, path = callers["customs"], f"authorisations/{authorisation.number}"

    def status() -> str:
        answer: str = callers["exporter"].send("GET", path).json()["status"]
        return answer

    reference = customs.send("POST", "customs/reservations", body(authorisation, "20")).json()["reservation"]
    assert status() == "valid"
    for verb, stated, after in (
        ("consume", {}, "exhausted"),
        ("amend", {"quantity": "19"}, "valid"),
    ):
        sent = {**stated, "at": NOON.isoformat()}
        customs.send("POST", f"customs/reservations/{reference}/{verb}", sent)
        assert status() == after


def test_availability(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    path = f"customs/authorisations/{authorisation.number}"
    answer = callers["customs"].send("GET", f"{path}?line=1&quantity=20&unit=piece").json()
    assert (answer["available"], answer["because"]) == (True, [])
    assert (answer["code"], answer["qualifier"]) == ("X060", "DEE")
    answer = callers["customs"].send("GET", f"{path}?line=1&quantity=21&unit=piece&on=2099-01-01").json()
    assert answer["available"] is False
    assert [row["code"] for row in answer["because"]] == ["expired", "not_enough"]
    assert callers["customs"].send("GET", f"{path}?line=2").status_code == 404


def test_the_same_key_draws_once(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    customs = callers["customs"]
    first = customs.send("POST", "customs/reservations", body(authorisation), Idempotency_Key="k1")
    again = customs.send("POST", "customs/reservations", body(authorisation), Idempotency_Key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    other = customs.send("POST", "customs/reservations", body(authorisation, "6"), Idempotency_Key="k1")
    assert other.status_code == 422
    twice = customs.send("POST", "customs/reservations", body(authorisation))
    assert (twice.status_code, twice.json()["guard"]) == (409, "already")
    path = f"customs/reservations/{first.json()['reservation']}/consume"
    stated = {"quantity": "2", "at": NOON.isoformat()}
    answers = [customs.send("POST", path, stated, Idempotency_Key="k2").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["consumed"]["quantity"] == "2"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"quantity": "-1"}, "quantity"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "1.0000001"}, "quantity"),
        ({"quantity": 1}, "quantity"),
        ({"value": "1.005", "currency": "EUR"}, "value"),
        ({"at": "yesterday"}, "at"),
        ({"at": 1_796_000_000}, "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({"at": "9999-12-31T23:59:59-12:00"}, "at"),
        ({"office": "NL000396"}, "office"),
        ({"member_state": "CH"}, "member_state"),
        ({"office": " "}, "office"),
        ({"note": "x"}, "note"),
    ],
    ids=str,
)
def test_what_is_no_reservation(
    callers: dict[str, Caller], authorisation: Authorisation, changes: dict[str, Any], path: str
) -> None:
    answer = callers["customs"].send("POST", "customs/reservations", body(authorisation, **changes))
    assert answer.status_code == 422
    assert path in {problem["path"] for problem in answer.json()["problems"]}


@pytest.mark.parametrize(
    "number",
    [
        "26DE0000000000000",
        "26de00000000000001",
        "2DDE00000000000001",
        "26DE0000000000000é",
        "26 DE0000000000001",
    ],
)
def test_the_form_of_an_mrn(callers: dict[str, Caller], authorisation: Authorisation, number: str) -> None:
    sent = body(authorisation)
    sent["declaration"]["number"] = number
    answer = callers["customs"].send("POST", "customs/reservations", sent)
    assert answer.status_code == 422
    assert [problem["path"] for problem in answer.json()["problems"]] == ["declaration.number"]
    sent["declaration"] |= {"type": "paper"}
    assert callers["customs"].send("POST", "customs/reservations", sent).status_code == 201


def test_an_override_says_who_and_why(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    customs = callers["customs"]
    refused = customs.send("POST", "customs/overrides", body(authorisation, "25"))
    assert {problem["path"] for problem in refused.json()["problems"]} == {"officer", "reason"}
    words = {"officer": "C. Officer", "reason": "The licence system stood still."}
    answer = customs.send("POST", "customs/overrides", body(authorisation, "25", **words))
    assert (answer.status_code, answer.json()["left"]["quantity"]) == (201, "-5")
    assert answer.json()["override"] is True


def test_amended_to_how_much(callers: dict[str, Caller], authorisation: Authorisation) -> None:
    customs = callers["customs"]
    reference = customs.send("POST", "customs/reservations", body(authorisation)).json()["reservation"]
    path = f"customs/reservations/{reference}/amend"
    assert customs.send("POST", path, {"at": NOON.isoformat()}).status_code == 422
    answer = customs.send("POST", path, {"quantity": "3", "at": NOON.isoformat()})
    assert answer.json()["consumed"]["quantity"] == "3"
    assert customs.send("POST", f"customs/reservations/{reference}/burn", {}).status_code == 404


@pytest.mark.parametrize("name", ["exporter", "officer", "supervisor", "administrator"])
def test_customs_alone(callers: dict[str, Caller], authorisation: Authorisation, name: str) -> None:
    caller = callers[name]
    for method, path in (
        ("GET", f"customs/authorisations/{authorisation.number}?line=1"),
        ("POST", "customs/reservations"),
        ("POST", "customs/overrides"),
        ("GET", "customs/reservations/R-1"),
        ("POST", "customs/reservations/R-1/consume"),
        ("GET", "customs/changes"),
    ):
        assert caller.send(method, path, None if method == "GET" else {}).status_code == 403, path
    assert callers["customs"].send("GET", "customs/reservations/R-1").status_code == 404
    assert callers["customs"].send("POST", "customs/reservations/R-1/consume", {}).status_code == 404
    assert callers["customs"].send("GET", f"authorisations/{authorisation.number}").status_code == 403
