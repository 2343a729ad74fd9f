"""What every list becomes: one frozen record of a listed party, its JSON, and the digest of its content.

The field's model (FollowTheMoney) gives the kinds of party and the names of its identifiers; what the authorities
say beyond it (quality of a name, precision of a date, the measure and its act) is kept beside.
Countries are ISO 3166-1 alpha-2 codes in upper case where the text could be understood; the text of the list is
kept beside the code, since a country that was not understood is not "no country".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, cast

Kind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]
"""What is listed. ``organisation`` covers companies, authorities and groups; ``unknown``: the list does not say."""

NameKind = Literal["primary", "alias", "former", "acronym"]
Quality = Literal["strong", "weak", "unstated"]

IdentifierKind = Literal[
    "imo", "mmsi", "call_sign", "passport", "national_id", "tax", "registration", "lei", "bic", "duns", "account",
    "wallet", "aircraft", "other",
]  # fmt: skip

MeasureKind = Literal[
    "asset_freeze",  # funds and economic resources frozen, none to be made available
    "travel_ban",
    "arms_embargo",
    "export_control",  # items need a licence (BIS Entity List) or extra care (Unverified List)
    "military_end_user",  # named as a military end user or as part of a military-industrial complex
    "denied_person",  # export privileges denied
    "debarment",
    "port_ban",
    "service_ban",
    "transaction_ban",
    "sectoral",  # limits on finance or investment
    "wanted",
    "other",
    # No listing, but what a file says of somebody beside any:
    "linked",  # has to do with somebody listed
    "office",  # holds a public office, or is near to somebody who does
    "reported",  # something else, such as a crime or a warning of a regulator
]

OwnershipRole = Literal["owner", "controller", "subsidiary", "related"]


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as the list writes it. ``script``: ISO 15924 of most of its letters (``Latn``, ``Cyrl``, …).

    ``given`` and ``family`` are filled where the list gives the parts; ``text`` is always the whole name.
    """

    text: str
    kind: NameKind = "alias"
    quality: Quality = "unstated"
    script: str = "Latn"
    language: str = ""
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as the list knows it: ISO ``1962``, ``1962-09`` or ``1962-09-03``.

    ``until``: the end of a range in the same form, or "". ``circa``: the list says approximately.
    """

    value: str
    until: str = ""
    circa: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country as a code where it was understood ("" otherwise), and as the list writes it."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """``value`` as the list writes it; ``scheme``: what the list calls it (``INN``, ``SWIFT/BIC``, …)."""

    kind: IdentifierKind
    value: str
    country: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a party is: ``text`` in one line, ``city`` where the list names it apart ("" otherwise).

    ``country``: as the list names it, or as the text ends; without a code where neither tells it.
    """

    text: str
    city: str = ""
    country: Country = Country("")


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whom the list connects: ``role`` says what the *other* party is to this one.

    ``party``: the other's id in the same list, or "". ``share``: per cent, where the list gives it.
    """

    role: OwnershipRole
    name: str
    party: str = ""
    share: float | None = None
    _: KW_ONLY
    text: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What listing means: its kind, the act it rests on as the list names it, and the list's programme."""

    kind: MeasureKind
    act: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of one list.

    ``id`` is stable within ``list`` (the authority's own number), ``reference`` is what the authority prints
    (``EU.27.28``, ``QDi.001``), ``source`` an address where it can be read. Dates are ISO. ``positions`` are titles,
    functions and designations; ``remarks`` is what the list says in words, and any date of it that was not
    understood, with a label before it.
    """

    id: str
    list: str
    kind: Kind
    names: tuple[ListedName, ...]
    _: KW_ONLY
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[Country, ...] = ()
    countries: tuple[Country, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    programmes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed_on: str = ""
    updated_on: str = ""
    ends_on: str = ""
    reference: str = ""
    source: str = ""
    positions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def _address(text: str, city: str = "", country: Mapping[str, str] = MappingProxyType({})) -> Address:
    return Address(text, city, Country(**{"code": "", **country}))


_PARTS: dict[str, Callable[..., Any]] = {
    "names": ListedName, "birth_dates": PartialDate, "nationalities": Country, "countries": Country,
    "identifiers": Identifier, "addresses": _address, "ownership": Ownership, "measures": Measure,
}  # fmt: skip
"""The fields of a party that hold records; all others hold a string or strings."""


@lru_cache(maxsize=16)
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _plain(record: Any) -> dict[str, Any]:
    """A record without the fields that have their default."""
    return {
        name: _plain(value) if isinstance(value, Country) else value
        for name, default in _defaults(cast(Any, type(record)))
        if (value := getattr(record, name)) != default
    }


def to_json(party: ListedParty) -> dict[str, Any]:
    """The party as JSON values, under the names of its fields; what has its default is left out."""
    plain = {}
    for name, default in _defaults(ListedParty):
        value = getattr(party, name)
        if value == default:
            continue
        if name in _PARTS:
            plain[name] = [_plain(each) for each in value]
        else:
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def from_json(stored: dict[str, Any]) -> ListedParty:
    """The party that :func:`to_json` wrote. ``TypeError`` or ``KeyError`` for anything else."""
    values: dict[str, Any] = {}
    for name, value in stored.items():
        if name in _PARTS:
            values[name] = tuple(_PARTS[name](**each) for each in value)
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    return ListedParty(**values)


def digest(party: ListedParty) -> str:
    """SHA-256 (hexadecimal) of the content. Two editions' entries are equal exactly if their digests are.

    The order in which a list prints names, addresses and the like is not content: it changes from day to day.
    """
    return digest_of(to_json(party))


def digest_of(stored: dict[str, Any]) -> str:
    """The digest of what :func:`to_json` wrote."""
    ordered = {
        name: sorted(value, key=_canonical) if isinstance(value, list) else value
        for name, value in stored.items()
    }
    return hashlib.sha256(_canonical(ordered).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
