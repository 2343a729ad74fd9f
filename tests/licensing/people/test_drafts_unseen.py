"""Of an amendment that is being written an authority learns nothing, neither by its events nor on its page; on both databases."""

from __future__ import annotations

from django.test import Client

from dualuse.licensing.cases.applications import amend, submit, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import events_seen_by_authority
from dualuse.licensing.cases.work import assign, note
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from dualuse.portal.pages.case_view import case_view
from tests.support.service_people import UNLISTED, WHOLE, People, apply_with_specification


def test_what_is_done_to_an_amendment_is_seen_once_it_is_submitted(people: People) -> None:
    reference = apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE).reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    token = new_token(Person.objects.get(name="officer"), "test")

    def feed() -> tuple[list[str], str]:
        answer = Client().get(
            f"/api/v1/cases/{reference}/events", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 200
        return [row["action"] for row in answer.json()["items"]], answer.content.decode()

    before, _ = feed()
    assert {"attach", "submit", "assign"} <= set(before)
    amend(people.exporter, reference)
    write(people.exporter, reference, None, {"contact_name": "Zorblatt"})
    attach(people.exporter, reference, Upload("specification", "zorblatt.txt", b"Highest frequency: 5 GHz"))
    actions, text = feed()
    assert actions == before
    assert "zorblatt" not in text.casefold()
    shown_actions = [row.action for row in case_view(people.officer, reference).happened]
    assert shown_actions == before
    note(people.officer, reference, "Called them.")
    assert feed()[0] == ["note", *before], "what the authority does meanwhile is seen"
    submit(people.exporter, reference)
    actions, text = feed()
    assert {"amend", "write"} <= set(actions)
    assert "zorblatt" in text.casefold()
    case = Case.objects.get(reference=reference)
    assert events_seen_by_authority(case).count() == len(actions)
