"""What a customs office declares of goods, and whether an authorisation holds for it: the first thing that does not fit, in words.

Source: Implementing Regulation (EU) 2024/2145, Arts 5 and 6; Regulation (EU) 2021/821, Annex III A, boxes 1, 4, 23 to 27.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine, AuthorisationVersion
from dualuse.licensing.authorisations.standing import STOPPING, status_on
from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import Balance
from dualuse.licensing.ledger.offices import OfficeTime
from dualuse.licensing.ledger.units import is_same_unit
from dualuse.licensing.transitions import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One item of a declaration, as an office states it.

    Attributes:
        type: ``MRN`` or ``paper``.
        number, item: of the declaration, and of its item.
        exporter_eori, destination, cn_code: of the goods; ``cn_code`` "" where it is not stated.
        member_state, office: where it was accepted.
        at: when.
    """

    type: str
    number: str
    item: str
    exporter_eori: str
    destination: str
    cn_code: str
    member_state: str
    office: str
    at: OfficeTime


@dataclass(frozen=True, slots=True)
class Claim:
    """Amounts as they are asked for, in the unit and the currency that are stated with them ("" where none is)."""

    amounts: Amounts
    unit: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Drawable:
    """A line of an authorisation, in the version that holds, and what stands of it."""

    authorisation: Authorisation
    version: AuthorisationVersion
    line: AuthorisationLine
    balance: Balance


Why = tuple[Guard, Message]
_STATUS_GUARDS: Final[dict[str, Guard]] = {
    "annulled": "revoked",
    "revoked": "revoked",
    "surrendered": "revoked",
    "suspended": "suspended",
    "not_yet_valid": "not_yet_valid",
    "expired": "expired",
}
"""The guard of the contract by the status: for customs, what was annulled or given back is as good as revoked; the words say which."""
_STATUS_WORDS: Final[dict[str, str]] = {
    "annulled": N_("{number} was annulled: it never held"),
    "revoked": N_("{number} is revoked"),
    "surrendered": N_("{number} was given back by its holder"),
    "suspended": N_("{number} is suspended"),
    "not_yet_valid": N_("{number} is valid from {first} on, and the declaration was accepted on {day}"),
    "expired": N_("{number} was valid until {last}, and the declaration was accepted on {day}"),
}


def why_not_valid(drawable: Drawable, days: tuple[date, ...], today: date) -> Why | None:
    """Why the authorisation does not hold on the day of acceptance, or on any of the days that it may have been; what ended or stopped it by today counts, too.

    Args:
        drawable: the line.
        days: the day at the office, or those that it may have been.
        today: at the service.
    """
    authorisation, version = drawable.authorisation, drawable.version
    for day in (today, *days):
        status = status_on(authorisation, version, day)
        if status != "valid" and (day in days or status in STOPPING):
            params = {
                "number": authorisation.number,
                "first": version.valid_from,
                "last": version.valid_until,
                "day": day,
            }
            return _STATUS_GUARDS[status], Message(status, _STATUS_WORDS[status], params)
    return None


def why_not_covered(drawable: Drawable, declared: Declared) -> Iterator[Why]:
    """What of a declaration the authorisation does not have: another exporter, destination or customs code."""
    return (why for ask in (_exporter, _destination, _code) if (why := ask(drawable, declared)) is not None)


def _exporter(drawable: Drawable, declared: Declared) -> Why | None:
    holder = drawable.authorisation.holder
    if holder.eori and _plain(declared.exporter_eori) == _plain(holder.eori):
        return None
    text = N_("the exporter {eori} is not the one to whom {number} was granted")
    params = {"eori": declared.exporter_eori, "number": drawable.authorisation.number}
    return "exporter", Message("exporter", text, params)


def _destination(drawable: Drawable, declared: Declared) -> Why | None:
    destinations = drawable.version.destinations
    if declared.destination in destinations:
        return None
    text = N_("{place} is no destination of {number}, which has: {destinations}")
    return "destination", Message(
        "destination",
        text,
        {
            "place": PlaceName(declared.destination),
            "number": drawable.authorisation.number,
            "destinations": ", ".join(destinations),
        },
    )


def _code(drawable: Drawable, declared: Declared) -> Why | None:
    granted, code = _digits(drawable.line.cn_code), _digits(declared.cn_code)
    if not granted or (code and code.startswith(granted)):
        return None
    text = N_("line {line} is of the customs code {granted}, and {code} is declared")
    params = {"line": drawable.line.line, "granted": granted, "code": code or "–"}
    return "cn_code", Message("cn_code", text, params)


def why_not_measured(line: AuthorisationLine, claim: Claim) -> Why | None:
    """Why amounts cannot be reckoned on a line: another unit or currency, which nobody converts, or an amount that limits it is not stated."""
    measures: tuple[tuple[object, object, str, str, Callable[[str, str], bool]], ...] = (
        (line.quantity, claim.amounts.quantity, claim.unit, line.unit, is_same_unit),
        (line.value, claim.amounts.value, claim.currency, line.currency, lambda mine, theirs: mine == theirs),
    )
    for limit, amount, unit, granted, is_same in measures:
        if limit is None:
            continue
        if amount is None or not is_same(unit, granted):
            text = N_("line {line} is reckoned in {granted}, and {stated} is stated; nothing is converted")
            params = {"line": line.line, "granted": granted or "–", "stated": unit or "–"}
            return "unit", Message("unit", text, params)
    return None


def counted(line: AuthorisationLine, amounts: Amounts) -> Amounts:
    """Of amounts those that limit a line."""
    return Amounts(
        None if line.quantity is None else amounts.quantity, None if line.value is None else amounts.value
    )


def _plain(eori: str) -> str:
    return "".join(eori.split()).upper()


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isdigit())
