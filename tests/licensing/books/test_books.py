"""What a firm keeps is its own, is checked as a part of a transaction, and changes no application that took it; over the API, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dualuse.licensing.books.books import PARTIES, PRODUCTS
from dualuse.licensing.books.keeping import add_entry
from dualuse.licensing.books.models import BookEntry, BookVersion
from dualuse.licensing.events.models import Event, EventContent
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.models import Authority, Mandate, Organisation, Person, Position
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.permissions import OF_AUTHORITIES, ROLES
from dualuse.portal.answers.models import Answer
from tests.support.service_people import FIELDS, SINCE, TODAY, TRANSACTION, People, record_people

PARTY: dict[str, Any] = {
    "name": "Example Directorate",
    "country": "AE",
    "address": "Street 1, Dubai",
    "identifiers": {"registration": "77"},
    "service": "police",
}
ITEM: dict[str, Any] = {
    "description": "Signal analyser, model 7",
    "kind": "goods",
    "entries": ["3A002.c"],
    "cyber_surveillance": False,
    "cn_code": "90304000",
}
Ask = Callable[..., Any]


@pytest.fixture
def ask(people: People) -> Ask:
    """A request of a person by a program of its own."""
    tokens: dict[str, str] = {}

    def asked(who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if who not in tokens:
            tokens[who] = new_token(Person.objects.get(email=f"{who}@example.org"), "books")
            record_people()
        signed = {
            "Authorization": f"Bearer {tokens[who]}",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        content = "" if body is None else json.dumps(body)
        return Client(raise_request_exception=False).generic(
            method, f"/api/v1/{path}", content, "application/json", headers=signed
        )

    return asked


def kept(ask: Ask, book: str = "parties", who: str = "exporter") -> Any:
    answer = ask(who, "POST", book, {"party": PARTY} if book == "parties" else {"item": ITEM})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_party_and_a_product_go_into_an_application_as_they_are_kept(ask: Ask) -> None:
    party, product = kept(ask), kept(ask, "products")
    assert party["party"] == PARTY
    assert product["item"] == ITEM
    assert (party["version"], party["organisation"]) == (1, "O-1")
    transaction = {
        **TRANSACTION,
        "items": [
            {
                **product["item"],
                "id": "10",
                "quantity": "2",
                "unit": "piece",
                "value": "10.00",
                "currency": "EUR",
            }
        ],
        "parties": [{**party["party"], "role": "end_user"}],
    }
    body = {"kind": "individual", "transaction": transaction, "fields": {**FIELDS, "lines.10.origin": "DE"}}
    made = ask("exporter", "POST", "applications", body)
    assert made.status_code == 201, made.content
    before = made.json()["transaction"]
    path = f"parties/{party['reference']}"
    changed = ask("exporter", "PATCH", path, {"party": {"address": "Street 2, Dubai", "service": None}})
    assert changed.json()["version"] == 2
    assert changed.json()["party"] == {
        name: value for name, value in {**PARTY, "address": "Street 2, Dubai"}.items() if name != "service"
    }
    assert ask("exporter", "GET", path).json() == changed.json()
    assert ask("exporter", "GET", f"{path}?version=1").json()["party"] == PARTY
    assert ask("exporter", "DELETE", path).status_code == 204
    assert ask("exporter", "GET", f"applications/{made.json()['reference']}").json()["transaction"] == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("book", ["parties", "products"])
def test_who_sees_and_changes_a_book(people: People, ask: Ask, role: str, book: str) -> None:
    """Role × object × action: the exporter of the firm and nobody else, through no route."""
    entry = kept(ask, book)
    where: dict[str, Any] = {}
    if role in OF_AUTHORITIES:
        where["authority"] = Authority.objects.get(code="DE")
    elif role.startswith("exporter"):
        where["organisation"] = Organisation.objects.get(reference="O-1")
    person = Person.objects.create_person("somebody@example.org", "somebody")
    Position.objects.create(person=person, role=role, since=SINCE, **where)
    part = "party" if book == "parties" else "item"
    requests = [
        ("GET", book, None, 200),
        ("GET", f"{book}?q=Example", None, 200),
        ("GET", f"{book}/{entry['reference']}", None, 200),
        ("GET", f"{book}/{entry['reference']}?version=1", None, 200),
        ("POST", book, {part: entry[part]}, 201),
        ("PATCH", f"{book}/{entry['reference']}", {part: {}}, 200),
        ("DELETE", f"{book}/{entry['reference']}", None, 204),
    ]
    for method, path, body, status in requests:
        answer = ask("somebody", method, path, body)
        assert answer.status_code == (status if role == "exporter" else 403), (method, path, answer.content)
        if role != "exporter":
            assert entry[part].get("name", "Signal") not in answer.content.decode()


@pytest.mark.parametrize("book", ["parties", "products"])
def test_the_book_of_another_firm_is_not_there(ask: Ask, book: str) -> None:
    entry = kept(ask, book)
    part = "party" if book == "parties" else "item"
    for method, body in (("GET", None), ("PATCH", {part: {"country": "NL"}}), ("DELETE", None)):
        foreign = ask("other", method, f"{book}/{entry['reference']}", body)
        nothing = ask("other", method, f"{book}/P-NOTHING", body)
        assert foreign.status_code == nothing.status_code == 404
        assert foreign.content.decode().replace(entry["reference"], "?") == nothing.content.decode().replace(
            "P-NOTHING", "?"
        )
    for query in ("", "?q=Example", "?q=Signal"):
        assert ask("other", "GET", f"{book}{query}").json() == {"items": [], "next": None}
    wrong = ask("other", "POST", book, {part: entry[part], "organisation": "O-1"})
    assert wrong.status_code == 404
    assert BookEntry.objects.count() == 1


def test_a_party_is_no_product(ask: Ask) -> None:
    """A reference of one book opens nothing in the other."""
    party = kept(ask)
    assert ask("exporter", "GET", f"products/{party['reference']}").status_code == 404
    assert ask("exporter", "DELETE", f"products/{party['reference']}").status_code == 404


def test_an_agent_keeps_the_book_of_its_principal_by_name(people: People, ask: Ask) -> None:
    entry = kept(ask)
    firm, agent = (Organisation.objects.get(reference=name) for name in ("O-1", "O-2"))
    Mandate.objects.create(agent=agent, principal=firm, since=TODAY)
    assert ask("other", "GET", f"parties/{entry['reference']}").status_code == 200
    open_ = ask("other", "POST", "parties", {"party": PARTY})
    assert (open_.status_code, open_.json()["problems"][0]["code"]) == (422, "organisation_open")
    assert (
        ask("other", "POST", "parties", {"party": PARTY, "organisation": "O-1"}).json()["organisation"]
        == "O-1"
    )


@pytest.mark.parametrize(
    ("book", "body", "places"),
    [
        ("parties", {}, {"party"}),
        ("parties", {"party": {}}, {"party.name"}),
        ("parties", {"party": {"name": "  "}}, {"party.name"}),
        ("parties", {"party": {"name": 7}}, {"party.name"}),
        ("parties", {"party": {**PARTY, "role": "end_user"}}, {"party.role"}),
        ("parties", {"party": {**PARTY, "country": "Atlantis"}}, {"party.country"}),
        (
            "parties",
            {"party": {**PARTY, "colour": "red", "service": "navy"}},
            {"party.colour", "party.service"},
        ),
        ("parties", {"party": PARTY, "colour": "red"}, {"colour"}),
        ("parties", {"item": ITEM}, {"party", "item"}),
        ("products", {"item": {}}, {"item.description"}),
        ("products", {"item": {**ITEM, "quantity": "2", "id": "10"}}, {"item.quantity", "item.id"}),
        ("products", {"item": {**ITEM, "entries": ["9Z999"]}}, {"item.entries[0]"}),
        ("products", {"item": {**ITEM, "cn_code": "12"}}, {"item.cn_code"}),
    ],
)
def test_what_is_no_entry_is_refused_at_its_place(ask: Ask, book: str, body: Any, places: set[str]) -> None:
    answer = ask("exporter", "POST", book, body)
    assert answer.status_code == 422, answer.content
    assert {problem["path"] for problem in answer.json()["problems"]} == places
    assert not BookEntry.objects.exists()


def test_a_change_is_checked_with_what_stays(ask: Ask) -> None:
    entry = kept(ask)
    refused = ask("exporter", "PATCH", f"parties/{entry['reference']}", {"party": {"name": None}})
    assert refused.json()["problems"][0]["path"] == "party.name"
    assert BookVersion.objects.count() == 1


def test_codes_are_kept_as_the_list_writes_them_with_its_edition(ask: Ask) -> None:
    made = ask("exporter", "POST", "products", {"item": {**ITEM, "entries": ["3a002c"]}}).json()
    assert made["item"]["entries"] == ["3A002.c"]
    assert made["is_of_newest_edition"] is True
    assert made["list_edition"]
    path = f"products/{made['reference']}"
    BookVersion.objects.update(list_edition="2022-01-07")
    assert ask("exporter", "GET", path).json()["is_of_newest_edition"] is False
    renamed = ask("exporter", "PATCH", path, {"item": {"description": "Signal analyser, model 8"}}).json()
    assert renamed["list_edition"] == "2022-01-07", "nobody has classified it anew"
    assert renamed["is_of_newest_edition"] is False
    anew = ask("exporter", "PATCH", path, {"item": {"entries": []}}).json()
    assert anew["is_of_newest_edition"] is True
    bare = ask("exporter", "POST", "products", {"item": {"description": "Unclassified"}}).json()
    assert (bare["list_edition"], bare["is_of_newest_edition"]) == (None, None)


def test_nobody_writes_over_what_it_has_not_seen(ask: Ask) -> None:
    entry = kept(ask)
    path = f"parties/{entry['reference']}"
    assert ask("exporter", "PATCH", path, {"party": {"address": "A"}}, If_Match='"1"').status_code == 200
    assert ask("exporter", "PATCH", path, {"party": {"address": "B"}}, If_Match='"1"').status_code == 412
    assert ask("exporter", "PATCH", path, {"colour": 1}, If_Match='"1"').status_code == 412
    assert ask("exporter", "DELETE", path, If_Match='"1"').status_code == 412
    assert ask("exporter", "GET", path).json()["party"]["address"] == "A"
    assert ask("exporter", "GET", f"{path}?version=3").status_code == 404
    assert ask("exporter", "GET", f"{path}?version=99999999999999999999").status_code == 404
    assert ask("exporter", "DELETE", path, If_Match='"2"').status_code == 204


def test_what_is_asked_twice_with_a_key_is_kept_once(ask: Ask) -> None:
    first, second = (
        ask("exporter", "POST", "parties", {"party": PARTY}, Idempotency_Key="k") for _ in range(2)
    )
    assert first.json() == second.json()
    assert BookEntry.objects.count() == 1
    assert (
        ask("exporter", "POST", "parties", {"party": {**PARTY, "name": "X"}}, Idempotency_Key="k").status_code
        == 422
    )
    path = f"parties/{first.json()['reference']}"
    for _ in range(2):
        assert (
            ask("exporter", "PATCH", path, {"party": {"address": "A"}}, Idempotency_Key="p").json()["version"]
            == 2
        )


def test_what_is_removed_is_gone_everywhere_and_its_chain_is_whole(ask: Ask) -> None:
    entry = ask("exporter", "POST", "parties", {"party": PARTY}, Idempotency_Key="k").json()
    ask("exporter", "PATCH", f"parties/{entry['reference']}", {"party": {"address": "Street 2"}})
    ask("exporter", "DELETE", f"parties/{entry['reference']}")
    assert not BookEntry.objects.exists()
    assert not BookVersion.objects.exists()
    assert not Answer.objects.filter(about=entry["reference"]).exists()
    events = Event.objects.filter(chain=f"book:{entry['reference']}").order_by("number")
    assert [event.action for event in events] == ["party_kept", "party_kept", "party_removed"]
    assert "Example" not in json.dumps([event.body for event in events])
    assert not EventContent.objects.filter(event__chain__startswith="book:").exists()
    assert list(record_faults()) == []


def test_a_long_book_is_read_page_by_page(people: People, ask: Ask) -> None:
    made = [add_entry(people.exporter, PARTIES, {"name": f"Party {number}"}).reference for number in range(5)]
    add_entry(people.exporter, PRODUCTS, ITEM)
    seen, after = [], ""
    while True:
        page = ask("exporter", "GET", f"parties?limit=2{after}").json()
        seen += [row["reference"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == made[::-1]
    assert [
        row["party"]["name"] for row in ask("exporter", "GET", "parties?q=party%203").json()["items"]
    ] == ["Party 3"]
