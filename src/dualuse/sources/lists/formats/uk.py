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
from typing import Final, TypeVar
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.lists.csv_rows import Row, header_of, rows
from dualuse.sources.lists.dates import iso_date
from dualuse.sources.lists.formats.uk_designation import Designation, party_of
from dualuse.sources.lists.list_file import ListFile, NotTheListError
from dualuse.sources.lists.read_list import Format, ReadList, Unread
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

Value = TypeVar("Value")
_FREE_TEXT: Final = frozenset({"Other Information", "UK Statement of Reasons"})


def _header_line(file: ListFile) -> int | None:
    return next((line for line in (0, 1) if set(header_of(file, line)) >= _NEEDED), None)


def _recognises(file: ListFile) -> bool:
    return root_of(file)[0] == "Designations" or _header_line(file) is not None


def _read(file: ListFile, list_id: str) -> ReadList:
    line = _header_line(file)
    unread: list[Unread] = []
    said = _from_xml(file) if line is None else _from_table(file, line)
    return ReadList(
        list=list_id or "uk_sanctions",
        format="uk_xml" if line is None else "uk_csv",
        edition=_edition(file),
        parties=(party_of(each, list_id or "uk_sanctions", unread) for each in said),
        unread=unread,
    )


def _edition(file: ListFile) -> str:
    start = file.start.decode("utf-8", "replace")
    found = re.search(r"<DateGenerated>([^<]+)<|Report Date:?\s*([\w /-]+)", start)
    return iso_date((found[1] or found[2]).strip()) if found else ""


def _from_table(file: ListFile, line: int) -> Iterator[Designation]:
    """The rows of a designation need not follow each other: all are taken together before the first is given."""
    by_id: dict[str, Designation] = {}
    for number, row in rows(file, skip=line):
        unique = row["Unique ID"].strip()
        if not unique:
            text = N_("a row has no Unique ID")
            raise NotTheListError(Message("lists.uk.no_id", text), line=number)
        _note(by_id.setdefault(unique, Designation()), row)
    yield from by_id.values()


def _note(said: Designation, row: Row) -> None:
    for name in _VALUES:
        value = row.get(name, "")
        said.add(name, value.replace("|", " ") if name in _FREE_TEXT else value)
    given = " ".join(" ".join(row.get(name, "") for name in _GIVEN).split())
    family = " ".join(row["Name 6"].split())
    written = (given, family, row["Name type"].strip(), row.get("Alias strength", "").strip())
    _once(said.names, written, given or family)
    original = " ".join(row.get("Name non-latin script", "").split())
    _once(said.non_latin, (original, row.get("Non-latin script language", "").strip()), original)
    lines = [" ".join(row.get(part, "").split()) for part in (*_LINES, "Address Postal Code")]
    address = (", ".join(part for part in lines if part), " ".join(row.get("Address Country", "").split()))
    _once(said.addresses, address, address[0] or address[1])
    passport = " ".join(row.get("Passport number", "").split())
    _once(
        said.documents,
        ("passport", passport, row.get("Passport additional information", "").strip()),
        passport,
    )
    national = " ".join(row.get("National Identifier number", "").split())
    note = row.get("National Identifier additional information", "").strip()
    _once(said.documents, ("national_id", national, note), national)
    place = ", ".join(
        p for n in ("Town of birth", "Country of birth") if (p := " ".join(row.get(n, "").split()))
    )
    _once(said.birth_places, place, place)


def _once(kept: list[Value], value: Value, given: str) -> None:
    if given and value not in kept:
        kept.append(value)


def _from_xml(file: ListFile) -> Iterator[Designation]:
    for number, element in enumerate(records(file, {"Designation"}), start=1):
        said = _designation(element)
        if not said.first("Unique ID"):
            text = N_("a designation has no UniqueID")
            raise NotTheListError(Message("lists.uk.no_id_xml", text), where=f"Designation {number}")
        yield said


def _designation(element: Element) -> Designation:
    said = Designation()
    for each in element.iter():
        name = _ELEMENTS.get(each.tag)
        if name and each.text and not len(each):
            said.add(name, each.text.replace("|", " ") if name in _FREE_TEXT else each.text)
    if not said.all("Sanctions Imposed"):
        for each in element.iterfind("SanctionsImposedIndicators/*"):
            if (each.text or "").strip().lower() == "true":
                said.add("Sanctions Imposed", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each.tag))
    for each in element.iterfind("Names/Name"):
        given = " ".join(value for number in range(1, 6) if (value := text_of(each, f"Name{number}")))
        family = text_of(each, "Name6")
        _once(
            said.names,
            (given, family, text_of(each, "NameType"), text_of(each, "AliasStrength")),
            given or family,
        )
    for each in element.iter("NonLatinName"):
        original = text_of(each, "NameNonLatinScript")
        _once(said.non_latin, (original, text_of(each, "NonLatinScriptLanguage")), original)
    for each in element.iterfind("Addresses/Address"):
        names = (*(f"AddressLine{number}" for number in range(1, 7)), "AddressPostalCode")
        text = ", ".join(value for part in names if (value := text_of(each, part)))
        where = text_of(each, "AddressCountry")
        _once(said.addresses, (text, where), text or where)
    _documents(element, said)
    for each in element.iterfind(".//BirthDetails/Location"):
        place = ", ".join(p for name in ("TownOfBirth", "CountryOfBirth") if (p := text_of(each, name)))
        _once(said.birth_places, place, place)
    return said


def _documents(element: Element, said: Designation) -> None:
    for kind, name, note in (
        ("passport", "PassportNumber", "PassportAdditionalInformation"),
        ("national_id", "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
    ):
        for each in element.iterfind(f".//{name}/.."):
            number = text_of(each, name)
            _once(said.documents, (kind, number, text_of(each, note)), number)


FORMAT: Final = Format(
    name="uk",
    title="UK Sanctions List (CSV or XML)",
    source="Foreign, Commonwealth and Development Office",
    recognises=_recognises,
    read=_read,
)
