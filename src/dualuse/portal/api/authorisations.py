"""What was granted, for its holder and its authority."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from dualuse.i18n import N_, Message
from dualuse.licensing.actions import Text
from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine, AuthorisationVersion
from dualuse.licensing.authorisations.standing import authorisation_by_code, authorisations_for, status_on
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import Balance
from dualuse.licensing.ledger.keeping import balance_of
from dualuse.licensing.life.surrendering import surrender
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import NotThere
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.api.requests import changed, in_openapi, signed_in, version_seen

router = Router(tags=["authorisations"])
public = Router(tags=["public"])


@router.get("authorisations")
def get_authorisations(request: HttpRequest, after: str | None = None, limit: int = USUAL) -> dict[str, Any]:
    """The authorisations that one may see, the newest first."""
    rows = authorisations_for(signed_in(request, "view_authorisation"))
    return page_of(_with_versions(rows), after, limit, _whole)


@router.get("authorisations/{number}")
def get_authorisation(request: HttpRequest, number: str) -> dict[str, Any]:
    """An authorisation, with what is left of each line."""
    return see_authorisation(signed_in(request, "view_authorisation"), "view_authorisation", number)


@router.post("authorisations/{number}/surrender", openapi_extra=in_openapi(Text))
def post_surrender(request: HttpRequest, number: str) -> Status[dict[str, Any]]:
    """Give an authorisation back, for good."""
    see_authorisation(signed_in(request, "surrender"), "surrender", number)

    def act(who: Actor, body: Text) -> dict[str, Any]:
        surrender(who, number, body.text, version_seen(request))
        return see_authorisation(who, "view_authorisation", number)

    def see(who: Actor, answer: dict[str, Any]) -> None:
        see_authorisation(who, "surrender", number)

    return changed(request, "surrender", Text, act, see)


def see_authorisation(who: Actor, action: str, number: str) -> dict[str, Any]:
    """An authorisation as it is answered, among those that somebody may do an action to.

    Raises:
        NotThere: there is none of that number.
    """
    rows = _with_versions(authorisations_for(who, action).filter(number=number))
    if (authorisation := rows.first()) is None:
        raise NotThere.of_authorisation(number)
    return _whole(authorisation)


@public.get("verify/{code}", auth=None)
def get_verified(request: HttpRequest, code: str, number: str | None = None) -> dict[str, Any]:
    """Whether an authorisation is genuine, by the code on its paper: its status; with its number, too, what it is for, so that a forged quantity is found.

    Whoever holds the paper knows both. A code that is on none, and a number of another one, get the same answer.
    """
    authorisation = authorisation_by_code(code)
    if authorisation is None or number not in (None, authorisation.number):
        text = N_(
            "there is no authorisation with that code, or with that number beside it: look whether they are as printed; else it is not genuine"
        )
        raise NotThere(Message("not_genuine", text))
    (row,) = _with_versions(Authorisation.objects.filter(pk=authorisation.pk))
    whole = _whole(row)
    answer = {name: whole[name] for name in _OF_CODE}
    if number is None:
        return answer
    lines = [{name: line[name] for name in _OF_LINE} for line in whole["lines"]]
    return {**answer, **{name: whole[name] for name in _OF_NUMBER}, "lines": lines}


_OF_CODE: Final = ("status", "authority")
_OF_NUMBER: Final = ("number", "kind", "version", "holder", "destination", "valid_from", "valid_until")
_OF_LINE: Final = ("line", "description", "entries", "cn_code", "limited_by", "granted", "left")
"""What the public sees of a genuine one: by its code, with its number, and of each line."""


def _with_versions(rows: Any) -> Any:
    lines = Prefetch("lines", queryset=AuthorisationLine.objects.order_by("pk"))
    versions = AuthorisationVersion.objects.prefetch_related(lines)
    return rows.select_related("holder", "authority").prefetch_related(
        Prefetch("versions", queryset=versions), "balances"
    )


def _whole(authorisation: Authorisation) -> dict[str, Any]:
    version = next(row for row in authorisation.versions.all() if row.number == authorisation.current)
    kept = {row.line: row for row in authorisation.balances.all()}
    balances = {line: balance_of(line, kept.get(line.line)) for line in version.lines.all()}
    is_exhausted = all(balance.is_exhausted() for balance in balances.values())
    return {
        "number": authorisation.number,
        "kind": authorisation.kind,
        "status": status_on(authorisation, version, now().date(), is_exhausted=is_exhausted),
        "version": authorisation.version,
        "authority": authorisation.authority.code,
        "holder": {"name": authorisation.holder.name, "eori": authorisation.holder.eori or None},
        "destination": version.destinations,
        "end_use": version.end_use or None,
        "valid_from": version.valid_from.isoformat(),
        "valid_until": version.valid_until.isoformat(),
        "lines": [_line(line, balance) for line, balance in balances.items()],
    }


def _line(line: AuthorisationLine, balance: Balance) -> dict[str, Any]:
    return {
        "line": line.line,
        "description": line.description,
        "entries": line.entries,
        "cn_code": line.cn_code or None,
        "limited_by": line.limited_by,
        "conditions": line.conditions or None,
        "granted": plain_amounts(line, balance.granted),
        "left": plain_amounts(line, balance.left),
        "reserved": plain_amounts(line, balance.reserved),
        "consumed": plain_amounts(line, balance.consumed),
    }


def plain_amounts(line: AuthorisationLine, amounts: Amounts) -> dict[str, Any]:
    """Amounts of a line as the contract has them: exact texts; null where there is no limit."""
    return {
        "quantity": plain_amount(amounts.quantity),
        "unit": line.unit or None,
        "value": plain_amount(amounts.value),
        "currency": line.currency or None,
    }


def plain_amount(amount: Decimal | None) -> str | None:
    """An amount as an exact text, without noughts behind its last digit."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
