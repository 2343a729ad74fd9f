"""The identifiers of the United States' lists: what each label means, and which labels are no identifier.

Used for OFAC's XML (``idType``), its advanced XML (document and feature types) and the Consolidated Screening
List (``ids``). A label of no row is kept as an identifier of kind "other"; labels that end in ":" or "-" are
statements, kept as remarks.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.sources.lists.listed_party import Identifier, IdentifierKind

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
_KINDS: Final = {label: kind for kind, labels in _LABELS.items() for label in labels}

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


def is_statement(label: str) -> bool:
    """Whether what stands under ``label`` is said of the party but is no number of it."""
    return label in _STATEMENTS or label.endswith((":", "-")) or label.startswith("Listing Date")


def identifier(label: str, value: str, country: str = "") -> Identifier:
    """The identifier that ``label`` and ``value`` make; an IMO number without the letters before it."""
    scheme = label
    if label.startswith(_WALLET):
        return Identifier("wallet", value, country, scheme)
    kind: IdentifierKind = _KINDS.get(label, "other")
    if kind == "imo":
        found = _IMO.fullmatch(value)
        return (
            Identifier("imo", found[1], country, scheme)
            if found
            else Identifier("registration", value, country, scheme)
        )
    if label == "Legal Entity Number" and _LEI.fullmatch(value):
        kind = "lei"
    return Identifier(kind, value, country, scheme)
