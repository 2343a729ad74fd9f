"""What customs does to a line: each verb one function, which looks, reckons, writes the movement and appends its event, together or not at all.

Locks are taken in one order: the row of the authorisation, the balance of the line, the reservation, then the last event of the ledger's chain. So movements on one
authorisation wait for each other, and none for those on another. PostgreSQL runs them as READ COMMITTED; SQLite has one writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine
from dualuse.licensing.authorisations.standing import STOPPING
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import (
    Drawn,
    NotEnoughError,
    amend,
    consume,
    free,
    reserve,
    withdraw,
)
from dualuse.licensing.ledger.declarations import (
    Claim,
    Declared,
    Drawable,
    Why,
    counted,
    why_not_covered,
    why_not_measured,
    why_not_valid,
)
from dualuse.licensing.ledger.keeping import (
    Standing,
    balance_of,
    drawn_under,
    keep_moved,
    keep_reserved,
)
from dualuse.licensing.ledger.models import LineBalance, Reservation
from dualuse.licensing.ledger.offices import OfficeTime, at_office
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Guarded, NotThere
from dualuse.licensing.wordless import wordless


def availability(
    actor: Actor, number: str, line: str, declared: Declared | None, claim: Claim | None, at: OfficeTime
) -> tuple[Drawable, list[Why]]:
    """Whether a line could be drawn on, and everything that stands against it; nothing is set aside by asking (Art. 5).

    Args:
        actor: of customs.
        number, line: of the authorisation.
        declared: of the goods; None: that is not asked.
        claim: amounts; None: that is not asked.
        at: the day of acceptance.

    Raises:
        Forbidden, NotThere.
    """
    see_allowed(actor, "view_authorisation_for_customs")
    drawable = _drawable(_authorisation(number, lock=False), line, lock=False)
    why = why_not_valid(drawable, at.days, now().date())
    against = [] if why is None else [why]
    if declared is not None:
        against += why_not_covered(drawable, declared)
    if claim is not None:
        if (why := why_not_measured(drawable.line, claim)) is not None:
            against.append(why)
        elif not counted(drawable.line, claim.amounts).is_within(drawable.balance.left):
            against.append(_not_enough(drawable.line, drawable.balance.left))
    return drawable, against


def reserve_for(actor: Actor, number: str, line: str, declared: Declared, claim: Claim) -> Standing:
    """Set amounts of a line aside for an item of a declaration (Art. 6(2)).

    Raises:
        Forbidden, NotThere; Guarded: the first that stands against it.
    """
    with _drawing(actor, "reserve", number, line) as drawable:
        _see_not_twice(drawable, declared)
        why = why_not_valid(drawable, declared.at.days, now().date())
        for refused in (why, *why_not_covered(drawable, declared), why_not_measured(drawable.line, claim)):
            if refused is not None:
                raise Guarded(*refused)
        try:
            balance, drawn = reserve(drawable.balance, counted(drawable.line, claim.amounts))
        except NotEnoughError as short:
            raise Guarded(*_not_enough(drawable.line, short.there)) from None
        return keep_reserved(actor, drawable, declared, drawn, balance)


def override_for(
    actor: Actor, number: str, line: str, declared: Declared, claim: Claim, *, officer: str, reason: str
) -> Standing:
    """Reserve what is not left, or not covered: an officer of customs answers for it, and what was overridden is recorded (Art. 8). Amounts in another unit are
    never reckoned, and one declaration item draws once.

    Raises:
        Forbidden, NotThere; Guarded: ``already`` or ``unit``; Malformed: it is not said who answers for it, and why.
    """
    with _drawing(actor, "override", number, line) as drawable:
        _see_not_twice(drawable, declared)
        words = Message("text_empty", N_("say who answers for it, and why, in words"))
        if faults := list(wordless([("officer", officer, words), ("reason", reason, words)])):
            raise malformed(faults)
        if (why := why_not_measured(drawable.line, claim)) is not None:
            raise Guarded(*why)
        amounts = counted(drawable.line, claim.amounts)
        overridden = [
            guard
            for guard, _ in filter(
                None,
                (
                    why_not_valid(drawable, declared.at.days, now().date()),
                    *why_not_covered(drawable, declared),
                ),
            )
        ]
        if not amounts.is_within(drawable.balance.left):
            overridden.append("not_enough")
        balance, drawn = reserve(drawable.balance, amounts, overrides=True)
        body = {"overridden": overridden}
        content = {"officer": officer, "reason": reason}
        return keep_reserved(
            actor, drawable, declared, drawn, balance, verb="override", body=body, words=content
        )


_SETTLING: Final[dict[str, Callable[[Drawn, Amounts], Drawn]]] = {
    "consume": consume,
    "free": free,
    "amend": amend,
    "withdraw": withdraw,
}
SETTLING: Final = tuple(_SETTLING)
"""What is done to a reservation once it is made."""


def settle(actor: Actor, verb: str, reference: str, partial: Amounts | None, at: datetime) -> Standing:
    """Tell what became of a reservation: ``consume`` (Art. 6(3)), ``free`` (Art. 6(4)), ``amend`` and ``withdraw`` (Art. 7).

    Args:
        actor: of customs.
        verb: one of :data:`SETTLING`.
        reference: of the reservation.
        partial: amounts; None: all that is reserved, or of a withdrawal all that was consumed.
        at: when it was so.

    Raises:
        Forbidden, NotThere; Guarded: ``held`` (the authorisation stopped or ended before), ``not_enough``, ``unit``.
    """
    see_allowed(actor, "deduct")
    first = Reservation.objects.filter(reference=reference).values("authorisation__number", "line").first()
    if first is None:
        raise _no_reservation(reference)
    with _drawing(actor, "deduct", first["authorisation__number"], first["line"]) as drawable:
        reservation = Reservation.objects.select_for_update().get(reference=reference)
        time = at_office(at, reservation.member_state)
        before = drawn_under(reservation)
        whole = before.consumed if verb == "withdraw" else before.reserved
        amounts = whole if partial is None else counted(drawable.line, partial)
        if len(amounts.counted) != len(whole.counted):
            text = N_("state the amounts by which line {line} is limited")
            raise Guarded("unit", Message("unit", text, {"line": drawable.line.line}))
        try:
            after = _SETTLING[verb](before, amounts)
        except NotEnoughError as short:
            raise Guarded(*_not_enough(drawable.line, short.there)) from None
        if not after.consumed.is_within(before.consumed) and (why := _held(drawable, time, reservation)):
            raise Guarded(*why)
        balance = drawable.balance.moved(before, after)
        return keep_moved(
            actor,
            drawable,
            reservation,
            verb=verb,
            amounts=amounts,
            drawn=after,
            balance=balance,
            at=time.moment,
        )


def reservation_of(actor: Actor, reference: str, action: str = "view_authorisation_for_customs") -> Standing:
    """A reservation as it stands, for whoever may do an action to it.

    Raises:
        Forbidden, NotThere.
    """
    see_allowed(actor, action)
    rows = Reservation.objects.select_related("authorisation")
    if (reservation := rows.filter(reference=reference).first()) is None:
        raise _no_reservation(reference)
    drawable = _drawable(reservation.authorisation, reservation.line, lock=False)
    return Standing(reservation, drawable.line, drawn_under(reservation), drawable.balance)


@contextmanager
def _drawing(actor: Actor, action: str, number: str, line: str) -> Iterator[Drawable]:
    see_allowed(actor, action)
    with transaction.atomic():
        yield _drawable(_authorisation(number, lock=True), line, lock=True)


def _authorisation(number: str, *, lock: bool) -> Authorisation:
    rows = Authorisation.objects.select_related("holder")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    if (authorisation := rows.filter(number=number).first()) is None:
        raise NotThere.of_authorisation(number)
    return authorisation


def _drawable(authorisation: Authorisation, line: str, *, lock: bool) -> Drawable:
    rows = AuthorisationLine.objects.select_related("version").filter(
        version__authorisation=authorisation, version__number=authorisation.current, line=line
    )
    if (row := rows.first()) is None:
        text = N_("{number} has no line {line}")
        raise NotThere(Message("not_there", text, {"number": authorisation.number, "line": line}))
    balances = LineBalance.objects.filter(authorisation=authorisation, line=line)
    kept = (balances.select_for_update() if lock else balances).first()
    return Drawable(authorisation, row.version, row, balance_of(row, kept))


def _see_not_twice(drawable: Drawable, declared: Declared) -> None:
    rows = Reservation.objects.filter(
        authorisation=drawable.authorisation,
        line=drawable.line.line,
        declaration_type=declared.type,
        declaration=declared.number,
        declaration_item=declared.item,
    )
    if (reference := rows.values_list("reference", flat=True).first()) is not None:
        text = N_("item {item} of {declaration} draws on this line already: {reservation}")
        params = {"item": declared.item, "declaration": declared.number, "reservation": reference}
        raise Guarded("already", Message("already", text, params))


def _held(drawable: Drawable, at: OfficeTime, reservation: Reservation) -> Why | None:
    """Why no more may leave on what was reserved: the authorisation was stopped or ended by then. What left before is a fact, and recorded; nothing leaves before its
    declaration was accepted.
    """
    authorisation = drawable.authorisation
    for status in STOPPING:
        since = getattr(authorisation, status)
        if since is not None and max(*at.days, reservation.on) >= since:
            text = N_("{number} was stopped or ended on {since}; what was reserved on it is held")
            params = {"number": authorisation.number, "since": since}
            return "held", Message("held", text, params)
    return None


def _not_enough(line: AuthorisationLine, there: Amounts) -> Why:
    text = N_("line {line} has less: {there}")
    amounts = (
        (there.quantity, line.unit),
        (there.value, line.currency),
    )
    words = ", ".join(f"{amount.normalize():f} {name}" for amount, name in amounts if amount is not None)
    return "not_enough", Message("not_enough", text, {"line": line.line, "there": words})


def _no_reservation(reference: str) -> NotThere:
    text = N_("there is no reservation {reference} here")
    return NotThere(Message("not_there", text, {"reference": reference}))
