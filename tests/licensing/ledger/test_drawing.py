"""Customs draws on an authorisation (Implementing Regulation (EU) 2024/2145, Arts 5 to 8): on both databases, each verb with its movement and its event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.changes import changes_after
from dualuse.licensing.ledger.declarations import Claim, Declared
from dualuse.licensing.ledger.drawing import (
    availability,
    override_for,
    reservation_of,
    reserve_for,
    settle,
)
from dualuse.licensing.ledger.keeping import Standing
from dualuse.licensing.ledger.models import Movement, Reservation
from dualuse.licensing.ledger.offices import OfficeTime
from dualuse.licensing.ledger.units import is_same_unit
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere
from tests.support.service_ledger import NOON, declared, make_authorisation, make_customs, pieces
from tests.support.service_people import TODAY, People


@pytest.fixture
def customs(people: People) -> Actor:
    return make_customs()


@pytest.fixture
def authorisation(people: People) -> Authorisation:
    return make_authorisation(people)


def of(quantity: int | str) -> Amounts:
    return Amounts(quantity=Decimal(quantity))


def refused_by(act: Callable[[], Any]) -> str:
    with pytest.raises(Guarded) as refused:
        act()
    return refused.value.guard


def reserved(
    customs: Actor, authorisation: Authorisation, quantity: int | str, number: int = 1, **changes: Any
) -> Standing:
    return reserve_for(customs, authorisation.number, "1", declared(number, **changes), pieces(quantity))


def test_what_is_reserved_leaves_in_parts(customs: Actor, authorisation: Authorisation) -> None:
    """Art. 6(2) to (4): twelve reserved, seven released, three not, two still to come."""
    reference = reserved(customs, authorisation, 12).reservation.reference
    settle(customs, "consume", reference, of(7), NOON)
    standing = settle(customs, "free", reference, of(3), NOON)
    assert (standing.drawn.reserved, standing.drawn.consumed) == (of(2), of(7))
    assert standing.balance.left == of(11)
    assert reservation_of(customs, reference).balance == standing.balance
    events = Event.objects.filter(chain=f"ledger:{authorisation.number}").order_by("number")
    assert [event.action for event in events] == ["reserve", "consume", "free"]
    assert list(faults(f"ledger:{authorisation.number}")) == []
    movements = Movement.objects.filter(reservation__reference=reference).order_by("number")
    assert [(row.verb, row.number, row.quantity) for row in movements] == [
        ("reserve", 1, 12),
        ("consume", 2, 7),
        ("free", 3, 3),
    ]


def test_the_last_piece_is_drawn_once(customs: Actor, authorisation: Authorisation) -> None:
    reserved(customs, authorisation, 20)
    assert refused_by(lambda: reserved(customs, authorisation, "0.000001", number=2)) == "not_enough"
    assert Reservation.objects.count() == 1


def test_an_item_of_a_declaration_draws_once_on_a_line(customs: Actor, authorisation: Authorisation) -> None:
    reserved(customs, authorisation, 1)
    assert refused_by(lambda: reserved(customs, authorisation, 1)) == "already"
    reserved(customs, authorisation, 1, item=2)


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"exporter_eori": "DE9999999999"}, "exporter"),
        ({"exporter_eori": "de 1234567890 "}, None),
        ({"destination": "SA"}, "destination"),
        ({"cn_code": "90303100"}, "cn_code"),
        ({"cn_code": ""}, "cn_code"),
        ({"cn_code": "903040"}, "cn_code"),
        ({"cn_code": "9030400010"}, None),
    ],
    ids=str,
)
def test_exporter_destination_and_code_match(
    customs: Actor, authorisation: Authorisation, changes: dict[str, Any], guard: str | None
) -> None:
    if guard is None:
        reserved(customs, authorisation, 1, **changes)
    else:
        assert refused_by(lambda: reserved(customs, authorisation, 1, **changes)) == guard


def test_a_line_without_a_code_is_not_compared(customs: Actor, people: People) -> None:
    authorisation = make_authorisation(people, cn_code="")
    reserved(customs, authorisation, 1, cn_code="")


@pytest.mark.parametrize(
    ("asked", "guard"),
    [
        (Claim(of(1), unit="kg"), "unit"),
        (Claim(of(1)), "unit"),
        (Claim(Amounts(value=Decimal(5)), currency="EUR"), "unit"),
        (Claim(of(1), unit="C62"), None),
    ],
    ids=str,
)
def test_nothing_is_converted(
    customs: Actor, authorisation: Authorisation, asked: Claim, guard: str | None
) -> None:
    def act() -> Standing:
        return reserve_for(customs, authorisation.number, "1", declared(), asked)

    if guard is None:
        act()
    else:
        assert refused_by(act) == guard


def test_both_limits_hold(customs: Actor, people: People) -> None:
    authorisation = make_authorisation(people, quantity="10", value="100.00")

    def act(quantity: str, value: str, currency: str = "EUR", number: int = 1) -> Standing:
        amounts = Amounts(Decimal(quantity), Decimal(value))
        asked = Claim(amounts, unit="piece", currency=currency)
        return reserve_for(customs, authorisation.number, "1", declared(number), asked)

    assert refused_by(lambda: act("1", "100.01")) == "not_enough"
    assert refused_by(lambda: act("11", "1")) == "not_enough"
    assert refused_by(lambda: act("1", "1", "USD")) == "unit"
    standing = act("2", "60.50")
    assert standing.balance.left == Amounts(Decimal(8), Decimal("39.50"))
    assert (
        refused_by(lambda: settle(customs, "consume", standing.reservation.reference, of(2), NOON)) == "unit"
    )


def test_a_line_without_a_limit_counts_nothing(customs: Actor, people: People) -> None:
    authorisation = make_authorisation(people, quantity=None)
    standing = reserve_for(customs, authorisation.number, "1", declared(), pieces(1_000_000))
    assert standing.balance.left == Amounts()
    settle(customs, "consume", standing.reservation.reference, None, NOON)


# Validity is judged on the day of acceptance, by the clock of the office.


def second(day_offset: int, hour: int, minute: int, state: str = "DE") -> dict[str, Any]:
    day = TODAY + timedelta(days=300 + day_offset)
    return {"at": datetime(day.year, day.month, day.day, hour, minute, 59), "member_state": state}


@pytest.mark.parametrize(
    ("at", "guard"),
    [
        (second(0, 23, 59), None),
        (second(1, 0, 0), "expired"),
        (second(-311, 23, 59), "not_yet_valid"),
        (second(-310, 0, 0), None),
    ],
    ids=["last second", "one later", "before", "first"],
)
def test_the_last_second_of_validity(
    customs: Actor, authorisation: Authorisation, at: dict[str, Any], guard: str | None
) -> None:
    if guard is None:
        reserved(customs, authorisation, 1, **at)
    else:
        assert refused_by(lambda: reserved(customs, authorisation, 1, **at)) == guard


def test_the_day_is_that_of_the_office(customs: Actor, authorisation: Authorisation) -> None:
    """In Helsinki the day after the last one has begun while it is still the last one in Lisbon."""
    last = TODAY + timedelta(days=300)
    moment = datetime(last.year, last.month, last.day, 22, 30, tzinfo=UTC)
    reserved(customs, authorisation, 1, number=1, at=moment, member_state="IE")
    assert (
        refused_by(lambda: reserved(customs, authorisation, 1, number=2, at=moment, member_state="FI"))
        == "expired"
    )


# What stops an authorisation holds what is reserved; what left before is a fact.


@pytest.mark.parametrize("status", ["suspended", "revoked", "annulled", "surrendered"])
def test_what_stopped_it_holds_what_is_reserved(
    customs: Actor, authorisation: Authorisation, status: str
) -> None:
    before = NOON - timedelta(days=1)
    reference = reserved(customs, authorisation, 5, at=before).reservation.reference
    late = reserved(customs, authorisation, 5, number=3).reservation.reference
    setattr(authorisation, status, TODAY)
    authorisation.save()
    guard = "suspended" if status == "suspended" else "revoked"
    assert refused_by(lambda: reserved(customs, authorisation, 1, number=2)) == guard
    assert refused_by(lambda: reserved(customs, authorisation, 1, number=2, at=before)) == guard
    # Nothing leaves before its declaration was accepted, and an amendment upwards is no way round.
    assert refused_by(lambda: settle(customs, "consume", late, of(1), before)) == "held"
    assert refused_by(lambda: settle(customs, "amend", late, of(1), before)) == "held"
    assert refused_by(lambda: settle(customs, "consume", reference, of(1), NOON)) == "held"
    standing = settle(customs, "consume", reference, of(1), before)
    assert standing.drawn.consumed == of(1)
    assert settle(customs, "free", reference, None, NOON).drawn.reserved == of(0)


def test_more_than_was_reserved_is_told(customs: Actor, authorisation: Authorisation) -> None:
    reference = reserved(customs, authorisation, 5).reservation.reference
    standing = settle(customs, "consume", reference, of(8), NOON)
    assert (standing.drawn.excess, standing.balance.left) == (of(3), of(12))


def test_an_amendment_and_a_withdrawal(customs: Actor, authorisation: Authorisation) -> None:
    """Art. 7."""
    reference = reserved(customs, authorisation, 5).reservation.reference
    settle(customs, "consume", reference, None, NOON)
    assert settle(customs, "amend", reference, of(4), NOON).balance.left == of(16)
    assert refused_by(lambda: settle(customs, "withdraw", reference, of(5), NOON)) == "not_enough"
    assert settle(customs, "withdraw", reference, None, NOON).balance.left == of(20)


def test_an_override_is_recorded_with_what_it_overrides(customs: Actor, authorisation: Authorisation) -> None:
    """Art. 8(1): below nought, and to another destination; another unit is never reckoned."""

    def act(asked: Claim, at: Declared) -> Standing:
        words = {"officer": "C. Officer", "reason": "The system of the licence stood still."}
        return override_for(customs, authorisation.number, "1", at, asked, **words)

    assert refused_by(lambda: act(Claim(of(1), unit="kg"), declared())) == "unit"
    standing = act(pieces(25), declared(destination="SA"))
    assert (standing.balance.left, standing.reservation.is_override) == (of(-5), True)
    event = Event.objects.filter(chain=f"ledger:{authorisation.number}").get()
    assert event.body["overridden"] == ["destination", "not_enough"]
    assert event.content.content["officer"] == "C. Officer"
    assert refused_by(lambda: reserved(customs, authorisation, 1, number=2)) == "not_enough"


@pytest.mark.parametrize(
    ("officer", "reason"), [("-", "The system stood still."), ("C. Officer", "x"), ("n/a", "n/a")]
)
def test_an_override_has_words(
    customs: Actor, authorisation: Authorisation, officer: str, reason: str
) -> None:
    with pytest.raises(Malformed):
        override_for(
            customs, authorisation.number, "1", declared(), pieces(1), officer=officer, reason=reason
        )


@pytest.mark.parametrize(
    ("granted", "stated", "same"),
    [
        ("mg", "Mg", False),
        ("MW", "mW", False),
        ("kg", "KG", True),
        ("Kilogramm", "kg", True),
        ("pound", "pound", True),
        ("pound", "Pound", False),
    ],
)
def test_a_unit_is_told_by_its_letters(granted: str, stated: str, same: bool) -> None:
    assert is_same_unit(stated, granted) is same


def test_availability_sets_nothing_aside(customs: Actor, authorisation: Authorisation) -> None:
    """Art. 5."""
    reserved(customs, authorisation, 15)
    at = OfficeTime(NOON, (TODAY,))
    _, against = availability(customs, authorisation.number, "1", None, pieces(5), at)
    assert against == []
    late = OfficeTime(NOON, (TODAY + timedelta(days=400),))
    _, against = availability(customs, authorisation.number, "1", declared(destination="SA"), pieces(6), late)
    assert [guard for guard, _ in against] == ["expired", "destination", "not_enough"]
    assert Movement.objects.count() == 1


def test_changes_are_read_on_from_where_one_stopped(customs: Actor, authorisation: Authorisation) -> None:
    reference = reserved(customs, authorisation, 5).reservation.reference
    (first,) = changes_after(customs, 0)
    settle(customs, "consume", reference, of(1), NOON)
    reserved(customs, authorisation, 1, number=2)
    rest = list(changes_after(customs, first.cursor or 0))
    assert [row.what for row in rest] == ["consume", "reserve"]
    assert [row.cursor for row in rest] == [2, 3]
    assert list(changes_after(customs, 3)) == []


def test_nobody_else_draws(people: People, customs: Actor, authorisation: Authorisation) -> None:
    for somebody in (people.exporter, people.officer, people.supervisor, people.administrator):
        with pytest.raises(Forbidden):
            reserve_for(somebody, authorisation.number, "1", declared(), pieces(1))
        with pytest.raises(Forbidden):
            settle(somebody, "consume", "R-1", None, NOON)
    with pytest.raises(NotThere):
        reserve_for(customs, authorisation.number, "2", declared(), pieces(1))
    with pytest.raises(NotThere):
        settle(customs, "consume", "R-1", None, NOON)
