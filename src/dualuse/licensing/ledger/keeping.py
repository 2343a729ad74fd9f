"""What the ledger keeps of each thing that customs says: the reservation and the line as they stand, the movement, what customs reads of it, and the event.

All of it is written in the transaction that runs, whose caller holds the row of the authorisation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine
from dualuse.licensing.events.chain import append
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import Balance, Drawn, beginning
from dualuse.licensing.ledger.declarations import Declared, Drawable
from dualuse.licensing.ledger.models import CustomsChange, LineBalance, Movement, Reservation
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.references import new_reference

_AMOUNTS: Final = ("reserved", "consumed", "excess")
_COLUMNS: Final = [f"{name}_{of}" for name in _AMOUNTS for of in ("quantity", "value")]


@dataclass(frozen=True, slots=True)
class Standing:
    """A reservation and its line after something was done."""

    reservation: Reservation
    line: AuthorisationLine
    drawn: Drawn
    balance: Balance


def keep_reserved(
    actor: Actor,
    drawable: Drawable,
    declared: Declared,
    drawn: Drawn,
    balance: Balance,
    *,
    verb: str = "reserve",
    body: dict[str, Any] | None = None,
    words: dict[str, Any] | None = None,
) -> Standing:
    """Write a new reservation with what stands under it; see :func:`keep_moved`."""
    reservation = Reservation(
        reference=new_reference("R"),
        authorisation=drawable.authorisation,
        line=drawable.line.line,
        declaration_type=declared.type,
        declaration=declared.number,
        declaration_item=declared.item,
        exporter_eori=declared.exporter_eori,
        destination=declared.destination,
        cn_code=declared.cn_code,
        member_state=declared.member_state,
        office=declared.office,
        accepted=declared.at.moment,
        on=max(declared.at.days),
        is_override=verb == "override",
        made=now(),
    )
    declaration = {
        **(body or {}),
        "declaration": [declared.type, declared.number, declared.item],
        "office": [declared.member_state, declared.office],
        "destination": declared.destination,
        "cn_code": declared.cn_code,
        "accepted": declared.at.moment.astimezone(UTC).isoformat(),
        "on": max(declared.at.days).isoformat(),
    }
    return keep_moved(
        actor,
        drawable,
        reservation,
        verb=verb,
        amounts=drawn.reserved,
        drawn=drawn,
        balance=balance,
        at=declared.at.moment,
        body=declaration,
        words={**(words or {}), "exporter_eori": declared.exporter_eori},
    )


def keep_moved(
    actor: Actor,
    drawable: Drawable,
    reservation: Reservation,
    *,
    verb: str,
    amounts: Amounts,
    drawn: Drawn,
    balance: Balance,
    at: datetime,
    body: dict[str, Any] | None = None,
    words: dict[str, Any] | None = None,
) -> Standing:
    """Write what stands now, the movement, what customs reads of it, and the event, in the transaction that runs."""
    moment = now()
    _set(reservation, drawn)
    reservation.save(update_fields=None if reservation.pk is None else _COLUMNS)
    stands = {**_columns(balance), "is_overridden": balance.is_overridden}
    if not LineBalance.objects.filter(authorisation=drawable.authorisation, line=drawable.line.line).update(
        **stands
    ):
        LineBalance.objects.create(authorisation=drawable.authorisation, line=drawable.line.line, **stands)
    event = append(
        ledger_chain(drawable.authorisation),
        actor=str(actor.key),
        action=verb,
        body={
            **(body or {}),
            "reservation": reservation.reference,
            "line": drawable.line.line,
            "amounts": _plain(amounts),
            "stands": {name: _plain(getattr(drawn, name)) for name in _AMOUNTS},
            "balance": {name: _plain(getattr(balance, name)) for name in _AMOUNTS},
        },
        content=words,
        effective_at=at,
    )
    Movement.objects.create(
        reservation=reservation,
        number=event.number,
        verb=verb,
        quantity=amounts.quantity,
        value=amounts.value,
        at=at,
        recorded=moment,
    )
    CustomsChange.objects.create(
        authorisation=drawable.authorisation,
        reservation=reservation,
        line=drawable.line.line,
        what=verb,
        recorded=moment,
    )
    return Standing(reservation, drawable.line, drawn, balance)


def ledger_chain(authorisation: Authorisation) -> str:
    """The name of the chain of what was drawn on an authorisation."""
    return f"ledger:{authorisation.number}"


def balance_of(line: AuthorisationLine, kept: LineBalance | None) -> Balance:
    """A line as it stands; ``kept`` None: nothing was ever drawn on it."""
    balance = beginning(Amounts(line.quantity, line.value))
    if kept is None:
        return balance
    return replace(
        balance,
        reserved=amounts_kept(kept, "reserved"),
        consumed=amounts_kept(kept, "consumed"),
        excess=amounts_kept(kept, "excess"),
        is_overridden=kept.is_overridden,
    )


def drawn_under(reservation: Reservation) -> Drawn:
    """What stands under a reservation."""
    return Drawn(*(amounts_kept(reservation, name) for name in _AMOUNTS))


def amounts_kept(row: LineBalance | Reservation, name: str) -> Amounts:
    """``reserved``, ``consumed`` or ``excess`` of a row."""
    return Amounts(getattr(row, f"{name}_quantity"), getattr(row, f"{name}_value"))


def _set(reservation: Reservation, drawn: Drawn) -> None:
    for column, amount in _columns(drawn).items():
        setattr(reservation, column, amount)


def _columns(row: Drawn | Balance) -> dict[str, Any]:
    return {
        f"{name}_{of}": getattr(getattr(row, name), of) for name in _AMOUNTS for of in ("quantity", "value")
    }


def _plain(amounts: Amounts) -> dict[str, str]:
    """Amounts as an event has them: exact texts, of those that are counted."""
    counted_amounts = (("quantity", amounts.quantity), ("value", amounts.value))
    return {name: f"{amount.normalize():f}" for name, amount in counted_amounts if amount is not None}
