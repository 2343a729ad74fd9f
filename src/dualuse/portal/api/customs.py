"""Customs at work on authorisations, in the verbs of Implementing Regulation (EU) 2024/2145: availability, reserve, consume, free, amend, withdraw, override."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from dualuse.i18n import N_, Message, PlaceName, render
from dualuse.law.customs import begun, document_code, has_document_code, national_codes
from dualuse.licensing.actions import Body, Words, shaped
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.changes import changes_after
from dualuse.licensing.ledger.declarations import Claim, Declared, Drawable
from dualuse.licensing.ledger.drawing import (
    SETTLING,
    availability,
    override_for,
    reservation_of,
    reserve_for,
    settle,
)
from dualuse.licensing.ledger.keeping import Standing
from dualuse.licensing.ledger.models import CustomsChange
from dualuse.licensing.ledger.offices import OfficeTime, at_office, office_zones
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Fault, NotThere
from dualuse.portal.api.authorisations import plain_amounts
from dualuse.portal.api.paging import MOST, see_limit
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.requests import changed, in_openapi, made, signed_in

router = Router(tags=["customs"])
_OFFICE: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{6}")
"""The form of the code of a customs office, which begins with that of its State."""
Quantity = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,6})?$")]
Value = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,2})?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


def _written(moment: Any) -> Any:
    """A moment is written as one: a number is none."""
    if not isinstance(moment, str):
        raise PydanticCustomError("string_type", "a text")
    return moment


def _within_reason(moment: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise PydanticCustomError("datetime_type", "a moment")
    return moment


_FIRST_YEAR, _LAST_YEAR = 2000, 2199
Moment = Annotated[datetime, BeforeValidator(_written), AfterValidator(_within_reason)]


def _member_state(text: str) -> str:
    if text not in office_zones():
        raise PydanticCustomError("literal_error", "", {"expected": ", ".join(office_zones())})
    return text


class Declaration(Body):
    """An item of a customs declaration; of an MRN the form is looked at, and not its check digit."""

    type: Literal["MRN", "paper"]
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    item: Annotated[int, Field(ge=1, le=99_999)]
    exporter_eori: Annotated[str, StringConstraints(pattern=r"^ *[A-Za-z]{2}[A-Za-z0-9]{1,15} *$")]
    destination: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    cn_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,10}$")] | None = None


class Stated(Body):
    """Amounts, and when it was so: a moment with its offset, or as the clock of the office showed it."""

    quantity: Quantity | None = None
    value: Value | None = None
    at: Moment


class Drawing(Stated):
    """What is to be reserved, for which item of which declaration, accepted where."""

    authorisation: Words
    line: Words
    unit: Unit | None = None
    currency: Currency | None = None
    declaration: Declaration
    member_state: Annotated[str, AfterValidator(_member_state)]
    office: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class Question(Body):
    """Which line, how much of it, and on which day; today where none is stated."""

    line: Words
    quantity: Quantity | None = None
    unit: Unit | None = None
    value: Value | None = None
    currency: Currency | None = None
    on: date | None = None


class Override(Drawing):
    """The same, by an officer of customs who answers for it, and why (Art. 8)."""

    officer: Words
    reason: Words


@router.get("customs/authorisations/{number}")
def get_availability(
    request: HttpRequest,
    number: str,
    line: str | None = None,
    quantity: str | None = None,
    unit: str | None = None,
    value: str | None = None,
    currency: str | None = None,
    on: str | None = None,
) -> dict[str, Any]:
    """Whether a line could be drawn on, on a day, and everything that stands against it; nothing is set aside by asking."""
    who = signed_in(request, "view_authorisation_for_customs")
    sent = {"line": line, "quantity": quantity, "unit": unit, "value": value, "currency": currency, "on": on}
    question = shaped(Question, {name: text for name, text in sent.items() if text is not None})
    day = question.on or now().date()
    claim = None
    if question.quantity is not None or question.value is not None:
        claim = _claim(question.quantity, question.value, question.unit, question.currency)
    time = OfficeTime(now(), (day,))
    drawable, against = availability(who, number, question.line, None, claim, time)
    language = language_of(request)
    return {
        "authorisation": number,
        "line": question.line,
        "available": not against,
        "because": [{"code": guard, "text": render(why, language)} for guard, why in against],
        "left": plain_amounts(drawable.line, drawable.balance.left),
        **_codes(drawable, day),
    }


@router.post("customs/reservations", response={201: Any}, openapi_extra=in_openapi(Drawing))
def post_reservation(request: HttpRequest) -> Status[dict[str, Any]]:
    """Set amounts of a line aside for an item of a declaration."""

    def act(who: Actor, body: Drawing) -> dict[str, Any]:
        declared, claim = _declared(body), _claim(body.quantity, body.value, body.unit, body.currency)
        _see_amounts(claim.amounts)
        return _standing(reserve_for(who, body.authorisation, body.line, declared, claim))

    return made(request, "reserve", Drawing, act, partial(_may_see, "reserve"))


@router.post("customs/overrides", response={201: Any}, openapi_extra=in_openapi(Override))
def post_override(request: HttpRequest) -> Status[dict[str, Any]]:
    """Reserve what the line does not have, or does not cover, under the responsibility of an officer of customs."""

    def act(who: Actor, body: Override) -> dict[str, Any]:
        declared, claim = _declared(body), _claim(body.quantity, body.value, body.unit, body.currency)
        _see_amounts(claim.amounts)
        return _standing(
            override_for(
                who,
                body.authorisation,
                body.line,
                declared,
                claim,
                officer=body.officer,
                reason=body.reason,
            )
        )

    return made(request, "override", Override, act, partial(_may_see, "override"))


@router.get("customs/reservations/{reference}")
def get_reservation(request: HttpRequest, reference: str) -> dict[str, Any]:
    """A reservation as it stands."""
    return _standing(reservation_of(signed_in(request, "view_authorisation_for_customs"), reference))


@router.post("customs/reservations/{reference}/{verb}", openapi_extra=in_openapi(Stated))
def post_movement(request: HttpRequest, reference: str, verb: str) -> Status[dict[str, Any]]:
    """What became of a reservation: all of it, or the amounts that are stated."""
    who = signed_in(request, "deduct")
    if verb not in SETTLING:
        raise NotThere(Message("not_there", N_("there is nothing of that name here")))
    reservation_of(who, reference, "deduct")

    def act(who: Actor, body: Stated) -> dict[str, Any]:
        part = None
        if body.quantity is not None or body.value is not None:
            part = _amounts(body.quantity, body.value)
        elif verb == "amend":
            text = N_("state how much was consumed by the amended declaration")
            raise malformed([Fault("quantity", "amount_missing", Message("amount_missing", text))])
        return _standing(settle(who, verb, reference, part, body.at))

    return changed(request, "deduct", Stated, act, partial(_may_see, "deduct"))


@router.get("customs/changes")
def get_changes(request: HttpRequest, after: int = 0, limit: int = MOST) -> dict[str, Any]:
    """What changed of authorisations since a cursor, in the order of commits; that a day of validity has passed is no change."""
    who = signed_in(request, "view_authorisation_for_customs")
    see_limit(limit)
    page = list(changes_after(who, max(after, 0))[: limit + 1])
    return {
        "items": [_change(row) for row in page[:limit]],
        "next": page[limit - 1].cursor if len(page) > limit else None,
    }


def _change(row: CustomsChange) -> dict[str, Any]:
    return {
        "cursor": row.cursor,
        "what": row.what,
        "authorisation": row.authorisation.number,
        "line": row.line or None,
        "reservation": None if row.reservation is None else row.reservation.reference,
        "recorded": row.recorded.isoformat(),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    line, drawn = standing.line, standing.drawn
    return {
        "reservation": standing.reservation.reference,
        "authorisation": standing.reservation.authorisation.number,
        "line": line.line,
        "reserved": plain_amounts(line, drawn.reserved),
        "consumed": plain_amounts(line, drawn.consumed),
        "excess": plain_amounts(line, drawn.excess),
        "override": standing.reservation.is_override,
        "left": plain_amounts(line, standing.balance.left),
    }


def _may_see(action: str, who: Actor, body: dict[str, Any]) -> None:
    reservation_of(who, str(body.get("reservation", "")), action)


def _declared(body: Drawing) -> Declared:
    declaration = body.declaration
    if declaration.type == "MRN" and not _is_mrn(declaration.number):
        text = N_(
            "{number} is no MRN: two digits of the year, two letters of the State, and 14 letters or digits"
        )
        why = Message("mrn", text, {"number": declaration.number})
        raise malformed([Fault("declaration.number", "mrn", why)])
    named = body.office[:2]
    if _OFFICE.fullmatch(body.office) and named in office_zones() and named != body.member_state:
        text = N_("{office} is an office of {state}, and another Member State is stated")
        why = Message("office", text, {"office": body.office, "state": PlaceName(named)})
        raise malformed([Fault("office", "office", why)])
    return Declared(
        type=declaration.type,
        number=declaration.number,
        item=str(declaration.item),
        exporter_eori=declaration.exporter_eori.strip(),
        destination=declaration.destination,
        cn_code=declaration.cn_code or "",
        member_state=body.member_state,
        office=body.office,
        at=at_office(body.at, body.member_state),
    )


def _is_mrn(number: str) -> bool:
    year, state, rest = number[:2], number[2:4], number[4:]
    return (
        len(number) == 18
        and number.isascii()
        and year.isdigit()
        and state.isalpha()
        and state.isupper()
        and rest.isalnum()
        and rest == rest.upper()
    )


def _amounts(quantity: str | None, value: str | None) -> Amounts:
    return Amounts(None if quantity is None else Decimal(quantity), None if value is None else Decimal(value))


def _claim(quantity: str | None, value: str | None, unit: str | None, currency: str | None) -> Claim:
    return Claim(_amounts(quantity, value), unit or "", currency or "")


def _see_amounts(amounts: Amounts) -> None:
    """Refuse nought: it sets nothing aside.

    Raises:
        Malformed.
    """
    text = N_("what is reserved has to be more than nought")
    rows = (("quantity", amounts.quantity), ("value", amounts.value))
    faults = [
        Fault(path, "amount_nought", Message("amount_nought", text)) for path, amount in rows if amount == 0
    ]
    if faults:
        raise malformed(faults)


def _codes(drawable: Drawable, day: date) -> dict[str, str | None]:
    """The document code of the declaration, and what customs of the granting State adds to it; None where that is not known."""
    use, state = drawable.authorisation.kind, drawable.authorisation.authority.member_state
    if not has_document_code(use, day) or begun(use, state, day) is not True:
        return {"code": None, "qualifier": None}
    own = national_codes().get(state)
    qualifiers = {} if own is None else own.qualifiers
    return {"code": document_code(use, day).code, "qualifier": qualifiers.get(use)}
