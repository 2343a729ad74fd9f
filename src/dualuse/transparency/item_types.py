"""Types of items by which the public counts: category and group of Annex I, and the surveillance families.

The Union's annual report counts by codes of its own (``0EC1``, ``2EC1``, ``5EC2``, …). Its table of codes was not at hand: three
codes are known from secondary sources; which entries they hold is our reading of their titles (equipment and materials of a category),
carried and shown as ``unverified``. What else is counted here follows from the entry alone: its category (category 5 by part) and its group (A equipment, B testing and production
equipment, C materials, D software, E technology), written ``0A`` … ``9E``, ``5A1`` and ``5A2``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.surveillance import families, family

INFORMATION_SECURITY: Final = frozenset({"5A002", "5A003", "5A004", "5B002", "5D002", "5E002"})
"""The entries of category 5, part 2 (Annex I in the edition of 15.11.2025)."""

CATEGORIES: Final[dict[str, str]] = {
    "0": N_("nuclear materials, facilities and equipment"),
    "1": N_("special materials and related equipment"),
    "2": N_("materials processing"),
    "3": N_("electronics"),
    "4": N_("computers"),
    "5-1": N_("telecommunications"),
    "5-2": N_("information security"),
    "6": N_("sensors and lasers"),
    "7": N_("navigation and avionics"),
    "8": N_("marine"),
    "9": N_("aerospace and propulsion"),
}
GROUPS: Final[dict[str, str]] = {
    "A": N_("systems, equipment and components"),
    "B": N_("test, inspection and production equipment"),
    "C": N_("materials"),
    "D": N_("software"),
    "E": N_("technology"),
}


@dataclass(frozen=True, slots=True)
class ReportCode:
    """A code of the Union's report, what secondary sources say it stands for, and the types of items that we take it to hold."""

    code: str
    title: str
    reference: str
    types: tuple[str, ...]
    verification: str = "unverified"


REPORT_CODES: Final = (
    ReportCode("0EC1", N_("nuclear materials, facilities, plants and equipment"), "celis.institute, 2025", ("0A", "0B", "0C")),
    ReportCode("2EC1", N_("machines, tools, systems and components for industrial equipment"), "celis.institute, 2025", ("2A", "2B")),
    ReportCode("5EC2", N_("information security and cryptanalysis items and equipment"), "celis.institute, 2025", ("5A2", "5B2")),
)  # fmt: skip


def item_type(entry: str) -> str:
    """Category and group of an entry: ``6A``, ``5A2``. ``entry``: a code of Annex I, dotted or an entry alone."""
    category, group = entry[0], entry[1]
    if category != "5":
        return category + group
    return f"5{group}{2 if entry[:5] in INFORMATION_SECURITY else 1}"


def item_types(entries: Iterable[str]) -> tuple[str, ...]:
    """The types of several entries, each once, sorted."""
    return tuple(sorted({item_type(entry) for entry in entries}))


def surveillance_families(entries: Iterable[str]) -> tuple[str, ...]:
    """The surveillance families to which entries belong as a whole, each once, in the order of the families."""
    found = {family(entry) for entry in entries}
    return tuple(name for name in families() if name in found)


def category_of(type_of_item: str) -> str:
    """The category of a type, a key of :data:`CATEGORIES`: ``5-2`` of ``5A2``."""
    return f"5-{type_of_item[2]}" if type_of_item[0] == "5" else type_of_item[0]


_TYPES: Final = tuple(f"{category[0]}{group}{category[2:]}" for category in CATEGORIES for group in GROUPS)
TYPE_CATEGORIES: Final = {name: category_of(name) for name in _TYPES}
"""The category of each type of item."""
TYPE_REPORT_CODES: Final = {
    **dict.fromkeys(_TYPES, "other"),
    **{name: one.code for one in REPORT_CODES for name in one.types},
}
"""The code of the Union's report of each type, as we read it; ``other``: a code that is not known here."""
