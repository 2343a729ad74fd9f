"""What a file of Annex II holds: the fields of a general authorisation, and of a list of items."""

from __future__ import annotations

from typing import Final

from dualuse.inputs.data_files import DAY, FLAG, NUMBER, TEXT, Cases, Each, OneOf, Shape, Table
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, FACTS, GROUNDS
from dualuse.law.shapes import CODE, PLACE, VERIFICATION

_OPTION: Final = OneOf(tuple(name.removeprefix("option.") for name in FACTS if name.startswith("option.")))
_CIRCUMSTANCE: Final = OneOf(CIRCUMSTANCES)
_PARTS: Final = Each(Table({"code": CODE, "part": TEXT}, {}))

_DESTINATIONS: Final = Table(
    {"places": Each(PLACE)},
    {
        "rule": OneOf(("all_except",)),
        "except_sets": Each(OneOf(("EU001", "arms_embargo", "restricted"))),
        "joined": Each(Table({"place": PLACE, "since": DAY, "reference": TEXT}, {"until": DAY})),
        "former": Each(Table({"place": PLACE, "until": DAY, "reference": TEXT}, {})),
    },
)
_KNOWLEDGE: Final = Table(
    {"use": OneOf(("art4_1", "security_service", *GROUNDS)), "reference": TEXT}, {"suspects_option": _OPTION}
)
_DUTIES: Final = Table(
    {
        "declaration": TEXT,
        "first_use": OneOf(("within_30_days_after", "30_days_before", "10_days_before")),
        "first_use_reference": TEXT,
        "registration": OneOf(("member_state", "compulsory")),
        "report": OneOf(("member_state", "yearly", "on_request_yearly")),
    },
    {
        "declaration_unless_electronic": FLAG,
        "declare_initial_authorisation": TEXT,
        "evidence_on_request": TEXT,
        "icp": TEXT,
        "technical_data": TEXT,
        "registration_reference": TEXT,
        "reimport_within_days": NUMBER,
        "report_reference": TEXT,
    },
)


_EXCLUDING: Final[dict[str, Shape]] = {
    "excluded_sets": Each(OneOf(("section_i", "software", "technology"))),
    "excluded_codes": Each(CODE),
    "excluded_parts": _PARTS,
    "software_if": _CIRCUMSTANCE,
    "manner": OneOf(tuple(FACTS["manner"].values)),
}
_ITEMS: Final = Cases(
    "rule",
    {
        "named": Table({"rule": TEXT, "codes": Each(CODE)}, {"parts": _PARTS, **_EXCLUDING}),
        "all_listed": Table({"rule": TEXT}, _EXCLUDING),
        "all_software_and_technology": Table({"rule": TEXT}, _EXCLUDING),
    },
)

AUTHORISATION: Final = Table(
    {
        "id": TEXT,
        "title": TEXT,
        "source": TEXT,
        "reference": TEXT,
        "verification": VERIFICATION,
        "since": DAY,
        "items": _ITEMS,
        "destinations": _DESTINATIONS,
        "knowledge": Each(_KNOWLEDGE),
        "circumstances": Each(Table({"name": _CIRCUMSTANCE, "must_be": FLAG, "reference": TEXT}, {})),
        "duties": _DUTIES,
    },
    {"exporter": Table({}, {"icp": TEXT, "member_state": TEXT})},
)
"""A general authorisation: its fields are explained by those of EU001 to EU008, which use all of them."""

LISTED_ITEMS: Final = Table(
    {
        "items": Each(
            Table({"code": CODE, "reference": TEXT}, {"part": TEXT, "list_part": OneOf(("I", "II"))})
        )
    },
    {},
)
"""Annex IV and Section I: rows of codes."""
