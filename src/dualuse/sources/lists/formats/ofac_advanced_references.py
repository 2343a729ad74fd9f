"""What the parties of OFAC's advanced XML refer to: values, locations, documents, relationships, entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.sources.countries import country
from dualuse.sources.lists.entry_values import iso, texts
from dualuse.sources.lists.list_file import ListFile
from dualuse.sources.lists.listed_party import Address, Country
from dualuse.sources.lists.xml_records import records, text_of

_VALUES: Final = frozenset(
    {
        "AliasType", "AreaCode", "Country", "DetailReference", "FeatureType", "IDRegDocType", "LegalBasis", "List",
        "LocPartType", "NamePartType", "PartySubType", "PartyType", "RelationType", "SanctionsType", "IDRegDocDateType",
    }
)  # fmt: skip
KEPT: Final = _VALUES | {
    "DateOfIssue", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship", "SanctionsEntry",
}  # fmt: skip
"""The elements that are taken one at a time, and emptied."""

_PART_ORDER: Final = (
    "ADDRESS1",
    "ADDRESS2",
    "ADDRESS3",
    "CITY",
    "STATE/PROVINCE",
    "POSTAL CODE",
    "REGION",
    "Unknown",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document or registration of a party."""

    label: str
    number: str
    country: str
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` as the list says it, from the party to ``other``; ``forward`` false: from ``other`` to the party."""

    kind: str
    other: str
    forward: bool


@dataclass(slots=True)
class Entry:
    """What the list says of a party's listing."""

    lists: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class References:
    """All that is joined to parties by number."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    """number of a sub-type of party to the number of its type"""
    codes: dict[str, str] = field(default_factory=dict)
    """number of a country to its code"""
    locations: dict[str, Address] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    issued: str = ""

    def value(self, kind: str, number: str | None) -> str:
        """The words of a reference value, or ""."""
        return self.values.get(kind, {}).get(number or "", "")

    def country(self, number: str | None) -> Country:
        """The country with this number."""
        text = self.value("Country", number)
        return Country(self.codes.get(number or "", "") or country(text).code, text)

    def party_kind(self, number: str | None) -> str:
        """The sub-type (Vessel, Aircraft) or else the type (Individual, Entity) of a party."""
        kind = self.value("PartySubType", number)
        return (
            kind
            if kind not in {"", "Unknown"}
            else self.value("PartyType", self.party_types.get(number or ""))
        )


def gather(file: ListFile) -> References:
    """Read the file once for all that its parties refer to."""
    known = References()
    for element in records(file, KEPT):
        if element.tag in _VALUES:
            _note_value(element, known)
        elif element.tag == "Location":
            known.locations[element.get("ID", "")] = _location(element, known)
        elif element.tag == "IDRegDocument":
            known.documents.setdefault(element.get("IdentityID", ""), []).append(_document(element, known))
        elif element.tag == "ProfileRelationship":
            _note_relation(element, known)
        elif element.tag == "SanctionsEntry":
            _note_entry(element, known)
        elif element.tag == "DistinctParty":
            _note_names(element, known)
        else:
            known.issued = date_of(element)
    return known


def _note_value(element: Element, known: References) -> None:
    number = element.get("ID", "")
    known.values.setdefault(element.tag, {})[number] = (
        element.get("Description")
        or element.get("LegalBasisShortRef")
        or " ".join((element.text or "").split())
    )
    if element.tag == "PartySubType":
        known.party_types[number] = element.get("PartyTypeID", "")
    elif element.tag == "Country":
        known.codes[number] = country(element.get("ISO2", "")).code


def date_of(element: Element) -> str:
    """Year, month and day in elements of their own, as an ISO date; "" if they are none."""
    parts = [text_of(element, name) for name in ("Year", "Month", "Day")]
    return iso(*[int(part) if part.isascii() and part.isdigit() and len(part) < 5 else 0 for part in parts])


def _location(element: Element, known: References) -> Address:
    parts: dict[str, str] = {}
    city = ""
    for part in element.iterfind("LocationPart"):
        kind = known.value("LocPartType", part.get("LocPartTypeID"))
        written = sorted(
            part.iterfind("LocationPartValue"), key=lambda value: value.get("Primary") == "false"
        )
        values = texts(value.findtext("Value") for value in written)
        parts[kind] = " ".join(values)
        city = values[0] if kind == "CITY" and values else city
    country_element = element.find("LocationCountry")
    where = known.country(country_element.get("CountryID")) if country_element is not None else Country("")
    if not where.text:
        area = element.find("LocationAreaCode")
        named = known.value("AreaCode", area.get("AreaCodeID")) if area is not None else ""
        where = country(named) if named else where
    if not where.text and set(parts) == {"Unknown"}:  # a place of which nothing but its country is known
        where = country(parts["Unknown"])
    ordered = [parts.get(name, "") for name in _PART_ORDER]
    return Address(", ".join(part for part in (*ordered, where.text) if part) or where.text, city, where)


def _document(element: Element, known: References) -> Document:
    expires = ""
    for date in element.iterfind("DocumentDate"):
        if known.value("IDRegDocDateType", date.get("IDRegDocDateTypeID")).startswith("Expiration"):
            start = date.find("DatePeriod/Start/From")
            expires = date_of(start) if start is not None else ""
    return Document(
        known.value("IDRegDocType", element.get("IDRegDocTypeID")),
        text_of(element, "IDRegistrationNo"),
        known.country(element.get("IssuedBy-CountryID")).code,
        expires,
    )


def _note_relation(element: Element, known: References) -> None:
    start, end = element.get("From-ProfileID", ""), element.get("To-ProfileID", "")
    kind = known.value("RelationType", element.get("RelationTypeID")) or "Unknown"
    if element.get("Former") == "true":
        kind = f"formerly: {kind}"
    known.relations.setdefault(start, []).append(Relation(kind, end, forward=True))
    known.relations.setdefault(end, []).append(Relation(kind, start, forward=False))


def _note_entry(element: Element, known: References) -> None:
    entry = known.entries.setdefault(element.get("ProfileID", ""), Entry())
    entry.lists.append(known.value("List", element.get("ListID")))
    for event in element.iterfind("EntryEvent"):
        date = event.find("Date")
        entry.dates.extend([date_of(date)] if date is not None else [])
        entry.bases.append(known.value("LegalBasis", event.get("LegalBasisID")))
    for measure in element.iterfind("SanctionsMeasure"):
        kind = known.value("SanctionsType", measure.get("SanctionsTypeID"))
        comment = text_of(measure, "Comment")
        if comment and kind in {"Program", ""}:
            entry.programmes.append(comment)


def _note_names(element: Element, known: References) -> None:
    """The primary name of every profile, for those whom relationships point to."""
    for profile in element.iterfind("Profile"):
        for alias in profile.iterfind("Identity/Alias"):
            if alias.get("Primary") == "true":
                documented = alias.find("DocumentedName")
                parts = (
                    documented.iterfind("DocumentedNamePart/NamePartValue") if documented is not None else ()
                )
                known.names.setdefault(profile.get("ID", ""), " ".join(texts(part.text for part in parts)))
