"""A list asks the database as often for many rows as for few, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dualuse.licensing.books.books import PARTIES, PRODUCTS
from dualuse.licensing.books.keeping import add_entry
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.work import assign, consult
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")
LISTS = {
    "applications": "exporter",
    "authorisations": "exporter",
    "cases": "officer",
    "cases?q=Meridian": "supervisor",
    "consultations": "officer",
    "decisions": "supervisor",
    "denials": "officer",
    "parties": "exporter",
    "products?q=Signal": "exporter",
}


def decided(people: People, number: int) -> None:
    """A case that was granted, and one that was refused, of another end user each."""
    for decision in ("granted", "refused"):
        party = {**UNLISTED["parties"][0], "name": f"End user {number} {decision}"}
        reference = apply(
            people.exporter, "individual", {**UNLISTED, "parties": [party]}, WHOLE, authority="DE"
        ).reference
        submit(people.exporter, reference)
        assign(people.officer, reference, "officer@example.org")
        assess(people.officer, reference, dict.fromkeys("abcd", "Examined."))
        check_denials(people.officer, reference)
        consult(people.officer, reference, ["FR"], "Art. 14(1)", "Asked.")
        criteria = ("human_rights",) if decision == "refused" else ()
        lines = {"10": LineDecision(decision)}
        propose(
            people.officer,
            reference,
            lines,
            REASONS,
            criteria=criteria,
            valid_until=TODAY + timedelta(days=90),
        )
        countersign(people.second, reference, "")
        add_entry(people.exporter, PARTIES, {"name": party["name"]})
        add_entry(people.exporter, PRODUCTS, {"description": f"Signal analyser {number}"})


def test_a_list_asks_as_often_for_many_rows_as_for_few(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dualuse.licensing.decisions.guards.denials_met", lambda case, on: ())
    tokens = {
        name: new_token(Person.objects.get(email=f"{name}@example.org"), "list")
        for name in set(LISTS.values())
    }

    def numbers() -> dict[str, tuple[int, int]]:
        counts = {}
        for name, who in LISTS.items():
            with CaptureQueriesContext(connection) as captured:
                answer: Any = Client().get(
                    f"/api/v1/{name}", headers={"Authorization": f"Bearer {tokens[who]}"}
                )
            counts[name] = (len(answer.json()["items"]), len(captured))
        return counts

    decided(people, 0)
    few = numbers()
    for number in (1, 2):
        decided(people, number)
    many = numbers()
    assert all(rows > few[name][0] for name, (rows, _) in many.items())
    assert {name: queries for name, (_, queries) in many.items()} == {
        name: queries for name, (_, queries) in few.items()
    }
    assert max(queries for _, queries in many.values()) <= 8
