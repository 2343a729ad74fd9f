"""The UK Sanctions List, CSV or XML.

Format:      CSV: a first line with the date of the report, a header of 58 columns, several rows for each designation (each name
             and address on a row of its own); XML: root ``Designations``, one ``Designation`` each.
Source:      Foreign, Commonwealth and Development Office, https://www.gov.uk/government/publications/the-uk-sanctions-list.
Recognised:  by the header's columns, or by the root element.
Checked:     the table's form against its published header, the XML's element names against others' published readers;
             neither against a whole official file, which was not at hand.
Left out:    phone numbers, e-mail addresses and web sites; the kind of script of a name (it is computed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.countries import country
from dualuse.sources.lists.csv_rows import Row, header_of, rows
from dualuse.sources.lists.entry_values import (
    birth_dates,
    distinct,
    iso,
    iso_date,
    named_countries,
    partial_dates,
    script,
    texts,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Identifier,
    IdentifierKind,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    Ownership,
    OwnershipRole,
    PartialDate,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_for
from dualuse.sources.lists.xml_records import records, root_of, text_of

_NEEDED: Final = frozenset({"Unique ID", "Name 6", "Name 1", "Name type", "Regime Name", "Designation Type"})
_LINES: Final = tuple(f"Address Line {number}" for number in range(1, 7))
_GIVEN: Final = tuple(f"Name {number}" for number in range(1, 6))
_VALUES: Final = (
    "Unique ID", "Last Updated", "OFSI Group ID", "UN Reference Number", "Title", "Regime Name", "Designation Type",
    "Designation source", "Sanctions Imposed", "Other Information", "UK Statement of Reasons", "Date Designated", "D.O.B",
    "Nationality(/ies)", "Position", "Gender", "Type of entity", "Subsidiaries", "Parent company",
    "Business registration number (s)", "IMO number", "Current owner/operator (s)", "Previous owner/operator (s)",
    "Current believed flag of ship", "Previous flags", "Type of ship", "Tonnage of ship", "Length of ship", "Year Built",
    "Hull identification number (HIN)",
)  # fmt: skip

_ELEMENTS: Final = {
    "UniqueID": "Unique ID", "LastUpdated": "Last Updated", "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN Reference Number", "Title": "Title", "RegimeName": "Regime Name",
    "IndividualEntityShip": "Designation Type", "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed", "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons", "DateDesignated": "Date Designated", "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)", "Position": "Position", "Gender": "Gender", "TypeOfEntity": "Type of entity",
    "Subsidiary": "Subsidiaries", "ParentCompany": "Parent company",
    "BusinessRegistrationNumber": "Business registration number (s)", "IMONumber": "IMO number",
    "CurrentOwnerOperator": "Current owner/operator (s)", "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship", "PreviousFlag": "Previous flags", "TypeOfShip": "Type of ship",
    "TonnageOfShip": "Tonnage of ship", "LengthOfShip": "Length of ship", "YearBuilt": "Year Built",
    "HullIdentificationNumber": "Hull identification number (HIN)",
}  # fmt: skip
"""Elements of the XML, at any depth of a designation, to the table's columns."""


_ROW_ELEMENTS: Final[dict[str, dict[str, str]]] = {
    "Names/Name": {
        **{f"Name{number}": f"Name {number}" for number in range(1, 7)},
        "NameType": "Name type", "AliasStrength": "Alias strength",
    },
    ".//NonLatinName": {
        "NameNonLatinScript": "Name non-latin script", "NonLatinScriptLanguage": "Non-latin script language",
    },
    "Addresses/Address": {
        **{f"AddressLine{number}": f"Address Line {number}" for number in range(1, 7)},
        "AddressPostalCode": "Address Postal Code", "AddressCountry": "Address Country",
    },
    ".//PassportNumber/..": {
        "PassportNumber": "Passport number", "PassportAdditionalInformation": "Passport additional information",
    },
    ".//NationalIdentifierNumber/..": {
        "NationalIdentifierNumber": "National Identifier number",
        "NationalIdentifierAdditionalInformation": "National Identifier additional information",
    },
    ".//BirthDetails/Location": {"TownOfBirth": "Town of birth", "CountryOfBirth": "Country of birth"},
}  # fmt: skip
"""Elements of a designation that make a row of the table, with their children and its columns."""

_FREE_TEXT: Final = frozenset({"Other Information", "UK Statement of Reasons"})
"""Columns in which ``|`` is part of the text."""

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
_IDENTIFIERS: Final[tuple[tuple[str, IdentifierKind, str], ...]] = (
    ("Business registration number (s)", "registration", "Business registration number"),
    ("Hull identification number (HIN)", "other", "Hull identification number"),
)
_OWNERSHIP: Final[tuple[tuple[str, OwnershipRole, str], ...]] = (
    ("Parent company", "owner", "Parent company"),
    ("Subsidiaries", "subsidiary", "Subsidiaries"),
    ("Current owner/operator (s)", "owner", "Current owner/operator"),
    ("Previous owner/operator (s)", "related", "Previous owner/operator"),
)

Value = TypeVar("Value")


@dataclass(slots=True, kw_only=True)
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
        """Note a value once; ``a|b`` are two, but in columns of free text."""
        kept = self.values.setdefault(name, [])
        for part in [value.replace("|", " ")] if name in _FREE_TEXT else value.split("|"):
            text = " ".join(part.split())
            if text and text not in kept:
                kept.append(text)

    def first(self, name: str) -> str:
        """The first value, or ""."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> list[str]:
        """All values."""
        return self.values.get(name, [])


def _header_line(file: ListFile) -> int | None:
    return next((line for line in (0, 1) if set(header_of(file, line)) >= _NEEDED), None)


def _read(file: ListFile, list_id: str) -> ReadList:
    line = _header_line(file)
    unread: list[Unread] = []
    designations = _from_xml(file) if line is None else _from_table(file, line)
    return ReadList(
        list=list_id or "uk_sanctions",
        format="uk_xml" if line is None else "uk_csv",
        edition=_edition(file),
        parties=(_party(each, list_id or "uk_sanctions", unread) for each in designations),
        unread=unread,
    )


def _edition(file: ListFile) -> str:
    start = file.start.decode("utf-8", "replace")
    match = re.search(r"<DateGenerated>([^<]+)<|Report Date:?\s*([\w /-]+)", start)
    return iso_date((match[1] or match[2]).strip()) if match else ""


def _from_table(file: ListFile, line: int) -> Iterator[Designation]:
    """The rows of a designation need not follow each other: all are taken together before the first is given."""
    by_id: dict[str, Designation] = {}
    for number, row in rows(file, skip=line):
        unique = row["Unique ID"].strip()
        if not unique:
            raise NotTheListError(Message("lists.uk.no_id", N_("a row has no Unique ID")), line=number)
        designation = by_id.setdefault(unique, Designation())
        for name in _VALUES:
            designation.add(name, row.get(name, ""))
        _note_row(designation, row)
    yield from by_id.values()


def _note_row(designation: Designation, row: Row) -> None:
    """Add the name, address, documents and place of birth that a row has, each once."""
    given_names = " ".join(filter(None, (_cell(row, name) for name in _GIVEN)))
    family, original = _cell(row, "Name 6"), _cell(row, "Name non-latin script")
    name_type, strength, language = (
        row.get(name, "").strip() for name in ("Name type", "Alias strength", "Non-latin script language")
    )
    _once(designation.names, (given_names, family, name_type, strength), given_names or family)
    _once(designation.non_latin, (original, language), original)
    address = ", ".join(part for name in (*_LINES, "Address Postal Code") if (part := _cell(row, name)))
    where = _cell(row, "Address Country")
    _once(designation.addresses, (address, where), address or where)
    for kind, name in (("passport", "Passport"), ("national_id", "National Identifier")):
        number, note = _cell(row, f"{name} number"), row.get(f"{name} additional information", "").strip()
        _once(designation.documents, (kind, number, note), number)
    place = ", ".join(part for name in ("Town of birth", "Country of birth") if (part := _cell(row, name)))
    _once(designation.birth_places, place, place)


def _cell(row: Row, name: str) -> str:
    """A cell with single spaces, "" where the row has none."""
    return " ".join(row.get(name, "").split())


def _once(kept: list[Value], value: Value, key: str) -> None:
    if key and value not in kept:
        kept.append(value)


def _from_xml(file: ListFile) -> Iterator[Designation]:
    for number, element in enumerate(records(file, {"Designation"}), start=1):
        designation = _designation(element)
        if not designation.first("Unique ID"):
            raise NotTheListError(
                Message("lists.uk.no_id_xml", N_("a designation has no UniqueID")),
                where=f"Designation {number}",
            )
        yield designation


def _designation(element: Element) -> Designation:
    designation = Designation()
    for each in element.iter():
        name = _ELEMENTS.get(each.tag)
        if name and each.text and not len(each):
            designation.add(name, each.text)
    if not designation.all("Sanctions Imposed"):
        for each in element.iterfind("SanctionsImposedIndicators/*"):
            if (each.text or "").strip().lower() == "true":
                designation.add("Sanctions Imposed", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each.tag))
    for path, columns in _ROW_ELEMENTS.items():
        for each in element.iterfind(path):
            _note_row(designation, {column: text_of(each, name) for name, column in columns.items()})
    return designation


def _party(designation: Designation, list_id: str, unread: list[Unread]) -> ListedParty:
    """The listed party; what of its dates is not understood goes to ``unread`` and the remarks."""
    party_id = designation.first("Unique ID")
    kind = _KINDS.get(designation.first("Designation Type").lower(), "unknown")
    printed = ((text, _dates(text)) for text in designation.all("D.O.B"))
    dates, not_understood = birth_dates(printed, party_id, unread)
    regime = designation.first("Regime Name")
    return ListedParty(
        id=party_id,
        list=list_id,
        kind=kind,
        names=_names(designation, kind),
        birth_dates=dates,
        birth_places=texts(designation.birth_places),
        nationalities=named_countries(designation.all("Nationality(/ies)")),
        countries=named_countries(designation.all("Current believed flag of ship")),
        genders=texts(value.lower() for value in designation.all("Gender")),
        identifiers=distinct(_identifiers(designation)),
        addresses=distinct(_addresses(designation)),
        ownership=distinct(_ownership(designation)),
        programmes=texts([regime]),
        measures=_measures(designation, regime),
        listed_on=iso_date(designation.first("Date Designated")),
        updated_on=max((iso_date(value) for value in designation.all("Last Updated")), default=""),
        reference=party_id,
        source="https://www.gov.uk/government/publications/the-uk-sanctions-list",
        positions=texts([*designation.all("Title"), *designation.all("Position")]),
        remarks=texts([*_remarks(designation), *not_understood]),
    )


def _names(designation: Designation, kind: Kind) -> tuple[ListedName, ...]:
    names: dict[str, ListedName] = {}
    for given_names, family, name_type, strength in sorted(
        designation.names,
        key=lambda name: (name[2].lower() != "primary name", "primary" not in name[2].lower()),
    ):
        text = f"{given_names} {family}".strip()
        if not text or text in names:
            continue
        lowered = name_type.lower()
        name_kind: NameKind = "alias" if names or "primary" not in lowered else "primary"
        weak, good = (
            strength.lower().startswith(("low", "weak")),
            strength.lower().startswith(("good", "high", "strong")),
        )
        quality: Quality = "weak" if weak else "strong" if good or "primary" in lowered else "unstated"
        parts = (given_names, family) if kind == "person" and given_names else ("", "")
        names[text] = ListedName(text, name_kind, quality, script(text), "", *parts)
    for text, language in designation.non_latin:
        names.setdefault(text, ListedName(text, "alias", "unstated", script(text), language=language))
    return tuple(names.values())


def _dates(text: str) -> tuple[PartialDate, ...]:
    """The dates of a cell: ``03/09/1962``, ``dd/mm/1962``, or written in another way."""
    shaped = _DATE.fullmatch(text)
    value = iso(int(shaped[3]), *_month_and_day(shaped[2], shaped[1])) if shaped else ""
    return (PartialDate(value),) if value else partial_dates(text)


def _month_and_day(month: str, day: str) -> tuple[int, int]:
    """Month and day as numbers; ``mm`` and ``dd`` (and a day without month) are not known: 0."""
    if not month.isdigit():
        return 0, 0
    return int(month), int(day) if day.isdigit() else 0


def _identifiers(designation: Designation) -> Iterator[Identifier]:
    for kind, number, _ in designation.documents:
        if kind == "passport":
            yield Identifier("passport", number, scheme="Passport number")
        else:
            yield Identifier("national_id", number, scheme="National Identifier number")
    for number in designation.all("IMO number"):
        match = _IMO.fullmatch(number)
        yield Identifier("imo", match[1] if match else number, scheme="IMO number")
    for name, identifier_kind, scheme in _IDENTIFIERS:
        for number in designation.all(name):
            yield Identifier(identifier_kind, number, scheme=scheme)


def _addresses(designation: Designation) -> Iterator[Address]:
    for text, where in designation.addresses:
        if whole := ", ".join(texts((text, where))):
            yield Address(whole, "", country(where))


def _ownership(designation: Designation) -> Iterator[Ownership]:
    for column, role, text in _OWNERSHIP:
        for name in designation.all(column):
            yield Ownership(role, name, text=text)


def _measures(designation: Designation, regime: str) -> tuple[Measure, ...]:
    measures = [
        Measure(kind, act=regime, programme=word)
        for word in designation.all("Sanctions Imposed")
        for kind in kinds_for("uk_sanctions", word.lower(), "words")
    ]
    return distinct(measures) or (Measure("other", act=regime),)


def _remarks(designation: Designation) -> Iterator[str]:
    yield from designation.all("Other Information")
    yield from designation.all("UK Statement of Reasons")
    for name, label in _LABELS:
        for value in designation.all(name):
            yield f"{label}: {value}"
    for kind, number, note in designation.documents:
        if note:
            yield f"{'Passport' if kind == 'passport' else 'National identifier'} {number}: {note}"


FORMAT: Final = Format(
    name="uk",
    title=N_("UK Sanctions List (CSV or XML)"),
    source="Foreign, Commonwealth and Development Office",
    recognises=lambda file: root_of(file)[0] == "Designations" or _header_line(file) is not None,
    read=_read,
)
