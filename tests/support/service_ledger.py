"""An authorisation on which customs draws, customs itself, and declarations, as the tests of the ledger need them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine, AuthorisationVersion
from dualuse.licensing.cases.applications import apply
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.declarations import Claim, Declared
from dualuse.licensing.ledger.offices import at_office
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Organisation, Person, Position
from dualuse.licensing.references import new_code
from tests.support.service_people import SINCE, TODAY, UNLISTED, WHOLE, People, record_people

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


def make_customs(name: str = "customs") -> Actor:
    """Somebody of customs."""
    person = Person.objects.create_person(f"{name}@example.org", name)
    Position.objects.create(person=person, role="customs", since=SINCE)
    record_people()
    return actor_of(person, TODAY)


def make_authorisation(
    people: People, quantity: str | None = "20", value: str | None = None, **line: Any
) -> Authorisation:
    """An individual authorisation of today with one line, ``1``, for the United Arab Emirates."""
    case = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE")
    number = f"DE-{TODAY.year}-{case.reference}"
    authorisation = Authorisation.objects.create(
        number=number,
        code=new_code(),
        kind="individual",
        authority=case.authority,
        holder=Organisation.objects.get(reference="O-1"),
        case=case,
        granted=NOON,
    )
    version = AuthorisationVersion.objects.create(
        authorisation=authorisation,
        number=1,
        valid_from=TODAY - timedelta(days=10),
        valid_until=TODAY + timedelta(days=300),
        destinations=["AE"],
        parties=[],
        made=NOON,
    )
    limits = {(True, False): "quantity", (False, True): "value", (True, True): "both", (False, False): "none"}
    AuthorisationLine.objects.create(
        version=version,
        **{
            "line": "1",
            "description": "Network analyser",
            "entries": ["3A002.c"],
            "cn_code": "90304000",
            "limited_by": limits[quantity is not None, value is not None],
            "quantity": quantity,
            "unit": "" if quantity is None else "piece",
            "value": value,
            "currency": "" if value is None else "EUR",
            **line,
        },
    )
    return authorisation


def declared(number: int = 1, item: int = 1, at: datetime = NOON, **changes: Any) -> Declared:
    """An item of a declaration that fits that authorisation."""
    fields: dict[str, Any] = {
        "type": "MRN",
        "number": f"26DE{number:014}",
        "item": str(item),
        "exporter_eori": "DE1234567890",
        "destination": "AE",
        "cn_code": "90304000",
        "member_state": "DE",
        "office": "DE004851",
        "at": at_office(at, changes.get("member_state", "DE")),
        **changes,
    }
    return Declared(**fields)


def pieces(quantity: int | str) -> Claim:
    """So many pieces."""
    return Claim(Amounts(quantity=Decimal(quantity)), unit="Stück")
