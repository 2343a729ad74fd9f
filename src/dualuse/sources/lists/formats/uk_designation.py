"""One designation of the UK Sanctions List, from rows of its table or from its XML, to a listed party."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dualuse.sources.countries import countries, country
from dualuse.sources.lists.dates import iso, iso_date, partial_dates
from dualuse.sources.lists.distinct import distinct, texts
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    Ownership,
    PartialDate,
    Quality,
)
from dualuse.sources.lists.measures import kinds_for
from dualuse.sources.lists.read_list import Unread
from dualuse.sources.lists.scripts import script

_KINDS: Final[dict[str, Kind]] = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_DATE: Final = re.compile(r"(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})", re.IGNORECASE)
_IMO: Final = re.compile(r"(?:IMO\s*)?(?:number\s*)?:?\s*(\d{7})", re.IGNORECASE)
_LABELS: Final = (
    ("UN Reference Number", "UN reference number"),
    ("OFSI Group ID", "OFSI group"),
    ("Designation source", "Designation source"),
    ("Type of entity", "Type of entity"),
    ("Type of ship", "Type of ship"),
    ("Tonnage of ship", "Tonnage"),
    ("Length of ship", "Length"),
    ("Year Built", "Year built"),
    ("Previous flags", "Previous flag"),
)


@dataclass(slots=True)
class Designation:
    """What the list says under one unique id. ``values`` are by the names of the table's columns."""

    values: dict[str, list[str]] = field(default_factory=dict)
    names: list[tuple[str, str, str, str]] = field(default_factory=list)
    """given names, family (or whole) name, type, strength"""
    non_latin: list[tuple[str, str]] = field(default_factory=list)
    """name, language"""
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """text without the country, country"""
    documents: list[tuple[str, str, str]] = field(default_factory=list)
    """passport or national_id, number, additional information"""
    birth_places: list[str] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        """Note a value once; ``a|b`` are two."""
        kept = self.values.setdefault(name, [])
        for part in value.split("|"):
            text = " ".join(part.split())
            if text and text not in kept:
                kept.append(text)

    def first(self, name: str) -> str:
        """The first value, or ""."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> list[str]:
        """All values."""
        return self.values.get(name, [])


def party_of(said: Designation, list_id: str, unread: list[Unread]) -> ListedParty:
    """The listed party; what of its dates is not understood goes to ``unread`` and the remarks."""
    party_id = said.first("Unique ID")
    kind = _KINDS.get(said.first("Designation Type").lower(), "unknown")
    dates, not_understood = _birth_dates(said, party_id, unread)
    regime = said.first("Regime Name")
    return ListedParty(
        id=party_id,
        list=list_id,
        kind=kind,
        names=_names(said, kind),
        birth_dates=dates,
        birth_places=texts(said.birth_places),
        nationalities=_countries(said.all("Nationality(/ies)")),
        countries=_countries(said.all("Current believed flag of ship")),
        genders=texts(value.lower() for value in said.all("Gender")),
        identifiers=distinct(_identifiers(said)),
        addresses=distinct(_addresses(said)),
        ownership=distinct(_ownership(said)),
        programmes=texts([regime]),
        measures=_measures(said, regime),
        listed_on=iso_date(said.first("Date Designated")),
        updated_on=max((iso_date(value) for value in said.all("Last Updated")), default=""),
        reference=party_id,
        source="https://www.gov.uk/government/publications/the-uk-sanctions-list",
        positions=texts([*said.all("Title"), *said.all("Position")]),
        remarks=texts([*_remarks(said), *not_understood]),
    )


def _names(said: Designation, kind: Kind) -> tuple[ListedName, ...]:
    names: dict[str, ListedName] = {}
    for given, family, name_type, strength in sorted(
        said.names, key=lambda name: (name[2].lower() != "primary name", "primary" not in name[2].lower())
    ):
        text = f"{given} {family}".strip()
        if not text or text in names:
            continue
        lowered = name_type.lower()
        name_kind: NameKind = "alias" if names or "primary" not in lowered else "primary"
        weak, good = (
            strength.lower().startswith(("low", "weak")),
            strength.lower().startswith(("good", "high", "strong")),
        )
        quality: Quality = "weak" if weak else "strong" if good or "primary" in lowered else "unstated"
        parts = (given, family) if kind == "person" and given else ("", "")
        names[text] = ListedName(text, name_kind, quality, script(text), "", *parts)
    for text, language in said.non_latin:
        names.setdefault(text, ListedName(text, "alias", "unstated", script(text), language))
    return tuple(names.values())


def _birth_dates(
    said: Designation, party_id: str, unread: list[Unread]
) -> tuple[tuple[PartialDate, ...], list[str]]:
    dates: list[PartialDate] = []
    remarks: list[str] = []
    for text in said.all("D.O.B"):
        shaped = _DATE.fullmatch(text)
        value = iso(int(shaped[3]), *_known(shaped[2], shaped[1])) if shaped else ""
        found = (PartialDate(value),) if value else partial_dates(text)
        dates.extend(found)
        if not found:
            remarks.append(f"birth date: {text}")
            unread.append(Unread(party_id, "birth_dates", text))
    return distinct(dates), remarks


def _known(month: str, day: str) -> tuple[int, int]:
    """Month and day as numbers; ``mm`` and ``dd`` (and a day without month) are not known: 0."""
    if not month.isdigit():
        return 0, 0
    return int(month), int(day) if day.isdigit() else 0


def _countries(written: list[str]) -> tuple[Country, ...]:
    found = {each.code or each.text: each for text in written for each in countries(text)}
    return tuple(found.values())


def _identifiers(said: Designation) -> Iterator[Identifier]:
    for kind, number, _ in said.documents:
        if kind == "passport":
            yield Identifier("passport", number, scheme="Passport number")
        else:
            yield Identifier("national_id", number, scheme="National Identifier number")
    for number in said.all("IMO number"):
        found = _IMO.fullmatch(number)
        yield Identifier("imo", found[1] if found else number, scheme="IMO number")
    for number in said.all("Business registration number (s)"):
        yield Identifier("registration", number, scheme="Business registration number")
    for number in said.all("Hull identification number (HIN)"):
        yield Identifier("other", number, scheme="Hull identification number")


def _addresses(said: Designation) -> Iterator[Address]:
    for text, where in said.addresses:
        whole = ", ".join(texts((text, where)))
        if whole:
            yield Address(whole, "", country(where))


def _ownership(said: Designation) -> Iterator[Ownership]:
    for name in said.all("Parent company"):
        yield Ownership("owner", name, text="Parent company")
    for name in said.all("Subsidiaries"):
        yield Ownership("subsidiary", name, text="Subsidiaries")
    for name in said.all("Current owner/operator (s)"):
        yield Ownership("owner", name, text="Current owner/operator")
    for name in said.all("Previous owner/operator (s)"):
        yield Ownership("related", name, text="Previous owner/operator")


def _measures(said: Designation, regime: str) -> tuple[Measure, ...]:
    words = said.all("Sanctions Imposed")
    found = [
        Measure(kind, act=regime, programme=word)
        for word in words
        for kind in kinds_for("uk_sanctions", word.lower(), "words")
    ]
    return distinct(found) or (Measure("other", act=regime),)


def _remarks(said: Designation) -> Iterator[str]:
    yield from said.all("Other Information")
    yield from said.all("UK Statement of Reasons")
    for name, label in _LABELS:
        for value in said.all(name):
            yield f"{label}: {value}"
    for kind, number, note in said.documents:
        if note:
            yield f"{'Passport' if kind == 'passport' else 'National identifier'} {number}: {note}"
