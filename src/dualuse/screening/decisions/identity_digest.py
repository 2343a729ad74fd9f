"""What says who somebody is, on either side of a hit, and its digest: two are the same exactly if the digests are.

The form is canonical: order, capitals, spaces and the ways in which Unicode writes one letter are no change, since files
and lists change them from day to day without saying anything new.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.listed_party import Country, ListedParty


def party_digest(query: Query) -> str:
    """The digest of a counterparty as it is stated: names, kind, dates, countries and identifiers, not its number; a text is none."""
    return _digest(
        {
            "names": _texts(query.names),
            "kind": query.kind,
            "birth_dates": _texts(query.birth_dates),
            "countries": _texts(query.countries),
            "identifiers": sorted({(kind, _text(value)) for kind, value in query.identifiers}),
            # Only where one is stated: whoever has none is who they were before addresses were compared.
            **({"addresses": _texts(query.addresses)} if query.addresses else {}),
            **({"is_text": True} if query.is_text else {}),
        }
    )


def entry_digest(entry: ListedParty) -> str:
    """The digest of who a listed party is.

    In it: kind, names, dates and places of birth, nationalities, countries, genders, identifiers, addresses, owners,
    positions, and what the list says in words. Not in it: programmes and measures, dates of listing, references: they say what listing means, not who is meant; nor whether a
    name is strong or weak, which language it is in, or which part of it is the family name.
    """
    return _digest(
        {
            "kind": entry.kind,
            "names": _texts(name.text for name in entry.names),
            "birth_dates": sorted({astuple(date) for date in entry.birth_dates}),
            "birth_places": _texts(entry.birth_places),
            "nationalities": _countries(entry.nationalities),
            "countries": _countries(entry.countries),
            "genders": _texts(entry.genders),
            "positions": _texts(entry.positions),
            "remarks": _texts(entry.remarks),
            "identifiers": sorted(
                {(number.kind, _text(number.value), number.country) for number in entry.identifiers}
            ),
            "addresses": sorted(
                {
                    (_text(address.text), _text(address.city), *_countries([address.country]))
                    for address in entry.addresses
                }
            ),
            "ownership": sorted(
                {
                    (owner.role, _text(owner.name), owner.party, owner.share or 0.0)
                    for owner in entry.ownership
                }
            ),
        }
    )


def query_to_json(query: Query) -> dict[str, Any]:
    """A counterparty as JSON values."""
    return {
        "id": query.id,
        "names": list(query.names),
        "kind": query.kind,
        "birth_dates": list(query.birth_dates),
        "countries": list(query.countries),
        "identifiers": [list(pair) for pair in query.identifiers],
        **({"addresses": list(query.addresses)} if query.addresses else {}),
        **({"is_text": True} if query.is_text else {}),
    }


def query_from_json(data: dict[str, Any]) -> Query:
    """The reverse of :func:`query_to_json`."""
    return Query(
        names=tuple(data["names"]),
        id=data["id"],
        kind=data["kind"],
        birth_dates=tuple(data["birth_dates"]),
        countries=tuple(data["countries"]),
        identifiers=tuple((kind, value) for kind, value in data["identifiers"]),
        addresses=tuple(data.get("addresses", ())),
        is_text=bool(data.get("is_text", False)),
    )


def _text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _texts(texts: Iterable[str]) -> list[str]:
    return sorted({_text(text) for text in texts} - {""})


def _countries(countries: Iterable[Country]) -> list[str]:
    """By their code, and by what the list writes only where no code was understood."""
    return sorted({country.code or _text(country.text) for country in countries} - {""})


def _digest(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
