"""Types of items by which the public counts: category and group of Annex I, and the surveillance families.

The Union's annual report counts by codes of its own (``0EC1``, ``2EC1``, ``5EC2``, …). Its table of codes was not at hand: three
codes are known from secondary sources; which entries they hold is our reading of their titles (equipment and materials of a category),
carried and shown as ``unverified``. What else is counted here follows from the entry alone: its category (category 5 by part) and its
group (A equipment, B testing and production equipment, C materials, D software, E technology), written ``0A`` … ``9E``, ``5A1`` and ``5A2``.

Types and families are filled in where a file does not give them. A code that no edition of Annex I at hand has gets a remark: what it
controlled was not looked up, so that its family is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.control_list import edition_records, outline
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCode:
    """A code of the Union's report, what secondary sources say it stands for, and the types of items that we take it to hold."""

    code: str
    title: str
    reference: str
    types: tuple[str, ...]
    verification: str = "unverified"


REPORT_CODES: Final = (
    ReportCode(code="0EC1", title=N_("nuclear materials, facilities, plants and equipment"), reference="celis.institute, 2025", types=("0A", "0B", "0C")),
    ReportCode(code="2EC1", title=N_("machines, tools, systems and components for industrial equipment"), reference="celis.institute, 2025", types=("2A", "2B")),
    ReportCode(code="5EC2", title=N_("information security and cryptanalysis items and equipment"), reference="celis.institute, 2025", types=("5A2", "5B2")),
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
    family_names = {family(entry) for entry in entries}
    return tuple(name for name in families() if name in family_names)


def category_of(type_of_item: str) -> str:
    """The category of a type, a key of :data:`CATEGORIES`: ``5-2`` of ``5A2``."""
    return f"5-{type_of_item[2]}" if type_of_item[0] == "5" else type_of_item[0]


_TYPES: Final = tuple(f"{category[0]}{group}{category[2:]}" for category in CATEGORIES for group in GROUPS)
TYPE_CATEGORIES: Final = {name: category_of(name) for name in _TYPES}
"""The category of each type of item."""
TYPE_REPORT_CODES: Final = {
    **dict.fromkeys(_TYPES, "other"),
    **{name: report_code.code for report_code in REPORT_CODES for name in report_code.types},
}
"""The code of the Union's report of each type, as we read it; ``other``: a code that is not known here."""


_DERIVED: Final[dict[str, Callable[[Iterable[str]], tuple[str, ...]]]] = {
    "item_types": item_types,
    "families": surveillance_families,
}
NOT_IN_EDITION: Final = "code_not_in_edition"
"""The remark on a decision with a code that was not looked up."""


def with_derived(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with types and families of the entries where these cells are empty; what is given stays.

    Decisions with a code of no edition at hand have the remark :data:`NOT_IN_EDITION`.
    """
    for column, follow in _DERIVED.items():
        empty = (pl.col(column).list.len() == 0) & (pl.col("entries").list.len() > 0)
        codes = frame.lazy().filter(empty).select(pl.col("entries").explode().unique()).collect()["entries"]
        families_or_types = {code: names[0] for code in codes if (names := follow((code,)))}
        if families_or_types:
            frame = frame.with_columns(
                pl.when(empty)
                .then(_members(families_or_types, follow))
                .otherwise(pl.col(column))
                .alias(column)
            )
    return _with_remark(frame)


def _with_remark(frame: pl.DataFrame) -> pl.DataFrame:
    codes = frame.lazy().select(pl.col("entries").explode().drop_nulls().unique()).collect()["entries"]
    unknown = [code for code in codes if code not in _codes_at_hand()]
    if not unknown:
        return frame
    has_one = pl.col("entries").list.eval(pl.element().is_in(unknown)).list.any()
    new = has_one & ~pl.col("remarks").list.contains(NOT_IN_EDITION)
    return frame.with_columns(
        pl.when(new)
        .then(pl.col("remarks").list.concat(pl.lit([NOT_IN_EDITION])))
        .otherwise(pl.col("remarks"))
        .alias("remarks")
    )


@lru_cache(maxsize=1)
def _codes_at_hand() -> frozenset[str]:
    """The codes of all editions of Annex I whose outline is at hand."""
    editions = (outline(record) for record in edition_records())
    return frozenset(code for edition in editions if edition for code in edition.codes)


def _members(group_of_code: dict[str, str], follow: Callable[[Iterable[str]], tuple[str, ...]]) -> pl.Expr:
    """The name of each entry of a row, once each, in the order that ``follow`` gives all of them."""
    order = follow(group_of_code)
    places = {code: order.index(name) for code, name in group_of_code.items()}
    place = pl.element().replace_strict(places, default=None, return_dtype=pl.UInt8())
    names = pl.element().replace_strict(dict(enumerate(order)), return_dtype=pl.String())
    return pl.col("entries").list.eval(place.drop_nulls().unique().sort()).list.eval(names)
