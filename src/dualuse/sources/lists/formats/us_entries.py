"""What the United States' lists have in common: kinds of party, identifiers by their labels, links in remarks.

Used for OFAC's XML (``idType``), its advanced XML (document and feature types) and the Consolidated Screening
List (``ids``). A label of no row is kept as an identifier of kind "other"; labels that end in ":" or "-" are
statements, kept as remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from dualuse.sources.countries import countries
from dualuse.sources.lists.listed_party import Country, Identifier, IdentifierKind, Kind, Ownership

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"Individual": "person", "Entity": "organisation", "Vessel": "vessel", "Aircraft": "aircraft"}
)
"""What kind of party an entry is, in the words of all the forms."""

_LABELS: Final[dict[IdentifierKind, tuple[str, ...]]] = {
    "tax": (
        "Tax ID No.", "NIT #", "US FEIN", "R.F.C.", "RFC", "V.A.T. Number", "RUC #", "C.U.I.T.", "RIF #", "C.I.F.", "N.I.F.",
        "Italian Fiscal Code", "Fiscal Code", "Paraguayan tax identification number", "Romanian Tax Registration",
        "Numero Unico de Identificacao Tributaria (NUIT)", "RTN",
    ),
    "registration": (
        "Registration Number", "Registration ID", "Company Number", "UK Company Number", "C.R. No.", "Enterprise Number",
        "Business Registration Number", "Business Registration Document #", "Commercial Registry Number", "Business Number",
        "Certificate of Incorporation Number", "Public Registration Number", "Trade License No.", "Registered Charity No.",
        "Chamber of Commerce Number", "Istanbul Chamber of Comm. No.", "Dubai Chamber of Commerce Membership No.",
        "Central Registration System Number", "Unified Social Credit Code (USCC)", "Romanian C.R.", "Matricula Mercantil No",
        "United Social Credit Code Certificate (USCCC)", "Economic Register Number (CBLS)", "Folio Mercantil No.",
        "Registration Certificate Number (Dubai)", "MSB Registration Number", "Organization Code", "Government Gazette Number",
        "Russian State Individual Business Registration Number Pattern (OGRNIP)", "File Number", "Branch Unit Number",
    ),
    "national_id": (
        "National ID No.", "SSN", "Cedula No.", "C.U.R.P.", "D.N.I.", "Credencial electoral", "Personal ID Card",
        "National Foreign ID Number", "Kenyan ID No.", "Moroccan Personal ID No.", "Bosnian Personal ID No.", "C.U.I.", "C.I.N.",
        "Turkish Identification Number", "Citizen's Card Number", "UAE Identification", "Tazkira National ID Card",
        "CNP (Personal Numerical Code)", "Numero de Identidad", "N.I.E.", "I.F.E.", "Identification Number", "C.U.I.P.",
        "Electoral Registry No.", "Driver's License No.", "Birth Certificate Number", "Residency Number", "Refugee ID Card",
        "Stateless Person ID Card", "Cartilla de Servicio Militar Nacional", "Military Registration Number",
        "LE Number", "Romanian Permanent Resident", "Seafarer's Identification Document", "Immigration No.",
        "Public Security and Immigration No.",
    ),
    "passport": (
        "Passport", "Diplomatic Passport", "British National Overseas Passport", "Stateless Person Passport",
        "Travel Document Number",
    ),
    "imo": ("Vessel Registration Identification",), "mmsi": ("MMSI",), "bic": ("SWIFT/BIC",), "duns": ("D-U-N-S Number",),
    "call_sign": ("Vessel Call Sign", "Other Vessel Call Sign"),
    "aircraft": (
        "Aircraft Tail Number", "Previous Aircraft Tail Number", "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Construction Number (also called L/N or S/N or F/N)", "Aircraft Serial Identification",
        "Aircraft Mode S Transponder Code",
    ),
}  # fmt: skip
_IDENTIFIER_KINDS: Final = {label: kind for kind, labels in _LABELS.items() for label in labels}

_STATEMENTS: Final = frozenset(
    {
        "Website", "Email Address", "Phone Number", "Organization Established Date", "Target Type", "Aircraft Model",
        "Aircraft Operator", "Aircraft Manufacture Date", "Former Vessel Flag", "Other Vessel Flag", "Vessel Year of Build",
        "Other Vessel Type", "Issuer Name", "Executive Order 14024 Directive Information", "Trademark number", "UN/LOCODE",
        "Registration Country", "Listing Date (CMIC)", "Effective Date (CMIC)", "Purchase/Sales For Divestment Date (CMIC)",
        "Vessel Type", "VESSEL TYPE", "Vessel Owner", "Vessel Tonnage", "Vessel Gross Tonnage", "Vessel Gross Registered Tonnage",
        "Title", "Organization Type", "Additional Sanctions Information", "Secondary sanctions risk",
    }
)  # fmt: skip

GENDER: Final = "Gender"
FLAGS: Final = frozenset({"Nationality of Registration", "Vessel Flag"})
"""Labels whose value is a country of the party."""

_WALLET: Final = "Digital Currency Address"
_IMO: Final = re.compile(r"(?:IMO\s*)?(\d{7})")
_LEI: Final = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_LINKED: Final = re.compile(r"Linked To:\s*(.+?)\s*(?=;\s*Linked To:|\)\s*(?:;|\.?$)|$)")


def is_statement(label: str) -> bool:
    """Whether what stands under ``label`` is said of the party but is no number of it."""
    return label in _STATEMENTS or label.endswith((":", "-")) or label.startswith("Listing Date")


def is_number(label: str) -> bool:
    """Whether what stands under ``label`` is a number of the party: no statement, gender or country."""
    return label != GENDER and label not in FLAGS and not is_statement(label)


def identifier(label: str, value: str, country: str = "") -> Identifier:
    """The identifier that ``label`` and ``value`` make; an IMO number without the letters before it."""
    if label.startswith(_WALLET):
        return Identifier("wallet", value, country, label)
    kind = _IDENTIFIER_KINDS.get(label, "other")
    if kind == "imo":
        match = _IMO.fullmatch(value)
        kind, value = ("imo", match[1]) if match else ("registration", value)
    elif label == "Legal Entity Number" and _LEI.fullmatch(value):
        kind = "lei"
    return Identifier(kind, value, country, label)


@dataclass(slots=True)
class Identification:
    """What the list of identifications of an entry says, by the meaning of its labels."""

    countries: list[Country] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)

    def add(self, label: str, value: str, country: str = "", expires: str = "") -> None:
        """Note a value; ``country``: the code of who issued a number, ``expires``: the ISO date on which it ends."""
        if label == GENDER:
            self.genders.append(value.lower())
        elif label in FLAGS:
            self.countries.extend(countries(value))
        elif is_statement(label):
            self.statements.append(f"{label.rstrip(' :-')}: {value}")
        else:
            self.identifiers.append(identifier(label, value, country))
            if expires:
                self.statements.append(f"{label} {value}: expires {expires}")


def linked_parties(remarks: str) -> Iterator[Ownership]:
    """``(Linked To: A (B)-C FORCE; Linked To: D)`` names A (B)-C FORCE and D; how, the list does not say."""
    for name in _LINKED.findall(remarks):
        # a bracket that the name opened belongs to it, also where it ends the whole
        whole = name + ")" if name.count("(") > name.count(")") else name
        yield Ownership("related", whole, text="Linked To")
