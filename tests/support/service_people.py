"""Invented people of invented organisations and authorities, as the tests of the service need them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from dualuse.licensing.cases.applications import apply
from dualuse.licensing.cases.models import Case
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.events.chain import append
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Authority, Organisation, Person, Position
from dualuse.licensing.people.recording import CHAIN, chain_of

ITEM: dict[str, Any] = {
    "id": "10",
    "description": "Portable mobile-network interception set, model 7",
    "kind": "goods",
    "entries": ["5A001.f.2"],
    "cn_code": "85176200",
    "quantity": "2",
    "unit": "piece",
    "value": "180000.00",
    "currency": "EUR",
}
TRANSACTION: dict[str, Any] = {
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE", "address": "Hauptstraße 1, 60311 Frankfurt"},
    "items": [ITEM],
    "destination": "AE",
    "located_in": "DE",
    "dispatched_from": "DE",
    "parties": [{"role": "end_user", "name": "Example Directorate", "country": "AE", "address": "Street 1, Dubai", "service": "police"}],
    "end_use": "Testing of the mobile network of the airport",
}  # fmt: skip
FIELDS = {
    "contact_name": "A. Person",
    "contact_email": "a.person@meridian.example",
    "customs_member_state": "DE",
}
TODAY = datetime.now(UTC).date()
# Before any day on which the tests begin: those that run past midnight ask of another day than `TODAY`.
SINCE = date(2026, 1, 1)
WHOLE = {**FIELDS, "lines.10.origin": "DE", "end_use_statement_exemption": "to the user who has it"}
UNLISTED = {
    **TRANSACTION,
    "items": [
        {
            **ITEM,
            "description": "Network analyser, model 7",
            "entries": ["3A002.c"],
            "cyber_surveillance": False,
        }
    ],
}


@dataclass(frozen=True)
class People:
    """By what they are."""

    exporter: Actor
    reader: Actor
    other_exporter: Actor
    officer: Actor
    second: Actor
    supervisor: Actor
    officer_nl: Actor
    administrator: Actor


def make_people() -> People:
    """Two firms in Germany, and the authorities of two States."""
    german = Authority.objects.create(code="DE", member_state="DE", name="Authority of Germany")
    dutch = Authority.objects.create(code="NL", member_state="NL", name="Authority of the Netherlands")
    firm = Organisation.objects.create(
        reference="O-1", name="Meridian Signals GmbH", country="DE", eori="DE1234567890"
    )
    other = Organisation.objects.create(reference="O-2", name="Other GmbH", country="DE", eori="DE9876543210")

    def person(name: str, role: str, **where: Any) -> Actor:
        made = Person.objects.create_person(f"{name}@example.org", name)
        Position.objects.create(person=made, role=role, since=SINCE, **where)
        return actor_of(made, TODAY)

    people = People(
        exporter=person("exporter", "exporter", organisation=firm),
        reader=person("reader", "exporter_reader", organisation=firm),
        other_exporter=person("other", "exporter", organisation=other),
        officer=person("officer", "officer", authority=german),
        second=person("second", "countersigner", authority=german),
        supervisor=person("supervisor", "supervisor", authority=german),
        officer_nl=person("officer-nl", "officer", authority=dutch),
        administrator=person("administrator", "administrator", authority=german),
    )
    record_people()
    return people


def record_people() -> None:
    """Let the record say of everybody, and of what is entered, what the tables say now: as the command line does when it enters them."""
    with transaction.atomic():
        append(CHAIN, actor="test", action="entered", body={})
        for person in Person.objects.order_by("pk"):
            append(chain_of(person), actor="test", action="entered", body={"person": person.pk})


def move_applicant(state: str, reference: str = "O-1") -> None:
    """Let a firm be established in another State from now on, whatever its applications say: that State's authority decides (Art. 12(2))."""
    Organisation.objects.filter(reference=reference).update(country=state)


def people_there() -> People:
    """Those that :func:`make_people` has made, as they may act now."""
    names = {"officer_nl": "officer-nl", "other_exporter": "other"}
    return People(
        **{
            field.name: actor_of(Person.objects.get(name=names.get(field.name, field.name)), TODAY)
            for field in fields(People)
        }
    )


def apply_with_specification(actor: Actor, *arguments: Any, **named: Any) -> Case:
    """An application as :func:`~dualuse.licensing.cases.applications.apply` begins it, with its specification attached."""
    case = apply(actor, *arguments, **named)
    attach(actor, case.reference, Upload("specification", "sheet.txt", b"Highest frequency: 2.6 GHz"))
    return Case.objects.get(pk=case.pk)
