"""The ledger is reckoned again from its events: what was changed in the tables behind the service's back is found."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.drawing import override_for, reserve_for, settle
from dualuse.licensing.ledger.models import CustomsChange, LineBalance, Movement, Reservation
from dualuse.licensing.ledger.verifying import ledger_faults
from tests.support.service_ledger import NOON, declared, make_authorisation, make_customs, pieces
from tests.support.service_people import People


@pytest.fixture
def authorisation(people: People) -> Authorisation:
    """Drawn on by every verb."""
    authorisation = make_authorisation(people)
    customs = make_customs()
    first = reserve_for(customs, authorisation.number, "1", declared(1), pieces(12)).reservation.reference
    settle(customs, "consume", first, Amounts(Decimal(13)), NOON)
    settle(customs, "amend", first, Amounts(Decimal(9)), NOON)
    settle(customs, "withdraw", first, Amounts(Decimal(2)), NOON)
    second = reserve_for(customs, authorisation.number, "1", declared(2), pieces("2.5")).reservation.reference
    settle(customs, "free", second, None, NOON)
    words = {"officer": "C. Officer", "reason": "The system stood still."}
    override_for(customs, authorisation.number, "1", declared(3), pieces(40), **words)
    return authorisation


def test_what_was_drawn_is_what_the_events_come_to(authorisation: Authorisation) -> None:
    assert list(ledger_faults()) == []


@pytest.mark.parametrize("column", ["reserved_quantity", "consumed_quantity", "excess_quantity"])
def test_each_sum_is_looked_at(authorisation: Authorisation, column: str) -> None:
    LineBalance.objects.update(**{column: Decimal("0.5")})
    assert [table for _, table in ledger_faults()] == ["ledger.LineBalance"]
    assert any("ledger.LineBalance" in str(fault.params) for fault in record_faults())


@pytest.mark.parametrize("column", ["reserved_quantity", "consumed_quantity", "excess_quantity"])
def test_each_reservation_is_looked_at(authorisation: Authorisation, column: str) -> None:
    Reservation.objects.filter(is_override=True).update(**{column: Decimal("0.5")})
    assert [table for _, table in ledger_faults()] == ["ledger.Reservation"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("declaration_item", "9"), ("destination", "SA"), ("cn_code", "0101"), ("office", "DE000000"), ("is_override", False), ("on", "2020-01-01"), ("accepted", NOON - timedelta(days=9))],
)  # fmt: skip
def test_what_was_declared_is_looked_at(authorisation: Authorisation, column: str, value: Any) -> None:
    Reservation.objects.filter(is_override=True).update(**{column: value})
    assert [table for _, table in ledger_faults()] == ["ledger.Reservation"]


def test_what_customs_reads_is_looked_at(authorisation: Authorisation) -> None:
    CustomsChange.objects.filter(what="withdraw").delete()
    assert [table for _, table in ledger_faults()] == ["ledger.CustomsChange"]


def test_a_movement_is_neither_changed_nor_removed(authorisation: Authorisation) -> None:
    for act in (
        lambda: Movement.objects.filter(verb="withdraw").delete(),
        lambda: Movement.objects.update(quantity=1),
    ):
        with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
            act()


def test_a_movement_that_no_event_made(authorisation: Authorisation) -> None:
    row = Movement.objects.get(verb="withdraw")
    Movement.objects.create(
        reservation=row.reservation, number=99, verb="consume", quantity=1, at=NOON, recorded=NOON
    )
    assert [table for _, table in ledger_faults()] == ["ledger.Movement"]


def test_a_balance_that_no_event_made(people: People, authorisation: Authorisation) -> None:
    other = make_authorisation(people)
    LineBalance.objects.create(authorisation=other, line="1", reserved_quantity=1, consumed_quantity=0, excess_quantity=0)  # fmt: skip
    assert list(ledger_faults()) == [(f"ledger:{other.number}", "ledger.LineBalance")]
