"""Whether the ledger is what its events say: every chain is reckoned again from its first event, and compared with what stands in the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from decimal import Decimal
from typing import Any, Final

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.events.models import Event
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import Balance, Drawn, amend, beginning, consume, free, withdraw
from dualuse.licensing.ledger.keeping import amounts_kept, drawn_under, ledger_chain
from dualuse.licensing.ledger.models import VERBS, CustomsChange, LineBalance, Movement, Reservation

_AMOUNTS: Final = ("reserved", "consumed", "excess")
_MAKING: Final = ("reserve", "override")
_DECLARED: Final = ("declaration", "office", "destination", "cn_code", "accepted", "on")
_SETTLING: Final = {"consume": consume, "free": free, "amend": amend, "withdraw": withdraw}


def ledger_faults() -> Iterator[tuple[str, str]]:
    """The chains of ledgers whose rows are not what their events come to, each with the name of what differs; nothing where all are."""
    drawn_on = Authorisation.objects.filter(reservations__isnull=False).distinct() | (
        Authorisation.objects.filter(balances__isnull=False).distinct()
    )
    chains = Event.objects.filter(chain__startswith="ledger:").values_list("chain", flat=True).distinct()
    numbers = {*drawn_on.values_list("number", flat=True), *(name.partition(":")[2] for name in chains)}
    for authorisation in Authorisation.objects.filter(number__in=sorted(numbers)).order_by("number"):
        chain = ledger_chain(authorisation)
        for table in _differing(authorisation, list(Event.objects.filter(chain=chain).order_by("number"))):
            yield chain, table
    here = set(Authorisation.objects.filter(number__in=sorted(numbers)).values_list("number", flat=True))
    for number in sorted(numbers - here):
        yield f"ledger:{number}", "authorisations.Authorisation"


def _differing(authorisation: Authorisation, events: list[Event]) -> Iterator[str]:
    """The tables that are not what the events come to."""
    drawn: dict[str, Drawn] = {}
    declared: dict[str, tuple[Any, ...]] = {}
    overridden: set[str] = set()
    balances: dict[str, Balance] = {}
    movements = []
    for event in (event for event in events if event.action in VERBS):
        body = event.body
        amounts, line, reference = _amounts(body["amounts"]), body["line"], body["reservation"]
        balance = balances.get(line) or beginning(amounts.nothing)
        nothing = amounts.nothing
        before = drawn.get(reference) or Drawn(nothing, nothing, nothing)
        after = (
            Drawn(before.reserved + amounts, before.consumed, before.excess)
            if event.action in _MAKING
            else _SETTLING[event.action](before, amounts)
        )
        drawn[reference] = after
        if event.action in _MAKING:
            declared[reference] = (event.action == "override", *(body[name] for name in _DECLARED))
            overridden |= {line} if event.action == "override" else set()
        balances[line] = balance.moved(before, after)
        movements.append((reference, event.number, event.action, amounts))
    reservations = Reservation.objects.filter(authorisation=authorisation)
    if {row.reference: (drawn_under(row), _declared_in(row)) for row in reservations} != {
        reference: (drawn[reference], declared.get(reference)) for reference in drawn
    }:
        yield "ledger.Reservation"
    lines = LineBalance.objects.filter(authorisation=authorisation)
    kept = {row.line: (*(amounts_kept(row, name) for name in _AMOUNTS), row.is_overridden) for row in lines}
    if kept != {
        line: (row.reserved, row.consumed, row.excess, line in overridden) for line, row in balances.items()
    }:
        yield "ledger.LineBalance"
    rows = Movement.objects.filter(reservation__authorisation=authorisation).order_by("number")
    written = [
        (row.reservation.reference, row.number, row.verb, Amounts(row.quantity, row.value))
        for row in rows.select_related("reservation")
    ]
    if written != movements:
        yield "ledger.Movement"
    changes = (
        CustomsChange.objects.filter(authorisation=authorisation).exclude(reservation=None).order_by("pk")
    )
    if list(changes.values_list("reservation__reference", "what")) != [
        (reference, verb) for reference, _, verb, _ in movements
    ]:
        yield "ledger.CustomsChange"


def _declared_in(row: Reservation) -> tuple[Any, ...]:
    """What a reservation says of its declaration, as its first event does."""
    return (
        row.is_override,
        [row.declaration_type, row.declaration, row.declaration_item],
        [row.member_state, row.office],
        row.destination,
        row.cn_code,
        row.accepted.astimezone(UTC).isoformat(),
        row.on.isoformat(),
    )


def _amounts(amounts: Mapping[str, Any]) -> Amounts:
    return Amounts(
        *(None if amounts.get(name) is None else Decimal(amounts[name]) for name in ("quantity", "value"))
    )
