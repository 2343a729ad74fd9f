"""A listed party as JSON and back, and the digest of its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, Field, fields
from functools import lru_cache
from typing import Any

from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    ListedName,
    ListedParty,
    Measure,
    Ownership,
    PartialDate,
)

_PARTS: dict[str, type[Any]] = {
    "names": ListedName, "birth_dates": PartialDate, "nationalities": Country, "countries": Country,
    "identifiers": Identifier, "addresses": Address, "ownership": Ownership, "measures": Measure,
}  # fmt: skip
"""The fields of a party that hold records; all others hold a string or strings."""


@lru_cache(maxsize=16)
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, _default(each)) for each in fields(kind))


def _default(field: Field[Any]) -> Any:
    return field.default if field.default is not MISSING else MISSING


def _defaults_of(record: Any) -> tuple[tuple[str, Any], ...]:
    kind: Any = type(record)
    return _defaults(kind)


def _plain(record: Any) -> dict[str, Any]:
    """A record without the fields that have their default."""
    plain = {}
    for name, default in _defaults_of(record):
        value = getattr(record, name)
        if value != default:
            plain[name] = _plain(value) if isinstance(value, Country) else value
    return plain


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


def _address(stored: dict[str, Any]) -> Address:
    place = stored.get("country")
    return Address(**{**stored, "country": Country(**{"code": "", **place})}) if place else Address(**stored)


def _records(kind: type[Any], stored: list[dict[str, Any]]) -> tuple[Any, ...]:
    if kind is Address:
        return tuple(_address(each) for each in stored)
    return tuple(kind(**each) for each in stored)


def from_json(stored: dict[str, Any]) -> ListedParty:
    """The party that :func:`to_json` wrote. ``TypeError`` or ``KeyError`` for anything else."""
    values: dict[str, Any] = {}
    for name, value in stored.items():
        if name in _PARTS:
            values[name] = _records(_PARTS[name], value)
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
