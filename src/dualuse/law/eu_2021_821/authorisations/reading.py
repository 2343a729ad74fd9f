"""Reading Annex II: the items and destinations of its general authorisations (EU001, …), Section I, and Annex IV (used by Section I).

All sets are dated or follow the newest edition of Annex I; Annex IV and Section I name codes as of 2021 and were
carried to the numbering of 15.11.2025 (see ``annex_iv.toml``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.i18n import N_, Message
from dualuse.inputs.data_files import read_toml
from dualuse.law.eu_2021_821.authorisations.shape import AUTHORISATION, LISTED_ITEMS
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.law.language.provision import Validity
from dualuse.law.territories import Member, PlaceSet

_HERE: Final = Path(__file__).parent

_LISTS: Final = ("annex_iv", "section_i")

IDENTIFIERS: Final = tuple(
    path.stem
    for path in data_files(_HERE, "EU[0-9][0-9][0-9].toml", beside=[f"{name}.toml" for name in _LISTS])
)
"""The authorisations that have a file: ``EU001`` … ``EU008``."""


@lru_cache(maxsize=64)
def table(name: str) -> dict[str, Any]:
    """The data of one file of this folder (``EU001`` … ``EU008``, ``section_i``, ``annex_iv``).

    Raises:
        DataError: it does not have the shape of its kind.
    """
    path = _HERE / f"{name}.toml"
    data = read_toml(path)
    (LISTED_ITEMS if name in _LISTS else AUTHORISATION).check(data, path_in_package(path))
    if data.get("id", name) != name:
        raise DataError(f"{path_in_package(path)}: id: {data['id']} is not the name of the file")
    if "destinations" in data:
        _refuse_slips(data["destinations"], data["since"], f"{path_in_package(path)}: destinations")
    return data


def _refuse_slips(destinations: dict[str, Any], first: date, place: str) -> None:
    """Check that the days of the places are consistent: a place that left and still stands on the list
    would never leave.

    Raises:
        DataError: they do not.
    """
    for list_name in ("former", "joined"):
        for row in destinations.get(list_name, ()):
            if row["place"] in destinations["places"]:
                raise DataError(
                    f"{place}.{list_name}: {row['place']} stands under places, too, where it counts from the first day on without"
                    f" end: take it out of there"
                )
    for row in destinations.get("former", ()):
        if row["until"] < first:
            raise DataError(
                f"{place}.former: {row['place']}: until {row['until']} lies before {first}, the first day"
            )
    for row in destinations.get("joined", ()):
        if row["since"] <= first:
            raise DataError(
                f"{place}.joined: {row['place']}: since {row['since']} does not lie after {first}, the first day"
            )
        if row.get("until", row["since"]) < row["since"]:
            raise DataError(
                f"{place}.joined: {row['place']}: until {row['until']} lies before since {row['since']}"
            )
    spans = sorted(
        (member.place, member.validity.since, member.validity.until or date.max)
        for member in _members({**destinations, "places": ()}, first)
    )
    for (earlier, _, until), (later, since, _) in itertools.pairwise(spans):
        if earlier == later and since <= until:
            raise DataError(
                f"{place}: {later} stands there twice for {since}. What was there from the first day on and left is a row of"
                f" former; what joined later is a row of joined, with until if it left again"
            )


def _members(destinations: dict[str, Any], first: date) -> list[Member]:
    """The places of a list, each with its days; ``first``: the first day of the authorisation."""
    joined, former = destinations.get("joined", ()), destinations.get("former", ())
    return [
        *(Member(place, Validity(first)) for place in destinations["places"]),
        *(Member(row["place"], Validity(first, row["until"])) for row in former),
        *(Member(row["place"], Validity(row["since"], row.get("until"))) for row in joined),
    ]


@lru_cache(maxsize=64)
def authorisation_places(identifier: str) -> PlaceSet:
    """The places that the file of an authorisation names (of EU008: the excluded ones)."""
    destinations = table(identifier)["destinations"]
    members = _members(destinations, table(identifier)["since"])
    if destinations.get("rule") == "all_except":
        label = Message(
            "places.named_exclusions", N_("the destinations that {id} excludes by name"), {"id": identifier}
        )
    else:
        label = Message("places.authorisation", N_("the destinations of {id}"), {"id": identifier})
    return PlaceSet(identifier, label, members)


def _rows(name: str, *parts: str) -> list[CodeRow]:
    return [
        CodeRow(row["code"], row.get("part", ""), row["reference"], _asked_as(row["reference"]))
        for row in table(name)["items"]
        if not parts or row.get("list_part") in parts
    ]


def _asked_as(reference: str) -> str:
    """Annex IV and Section I share the questions of Annex IV; its two parts may both take a part of one code."""
    if not reference.startswith("Annex IV Part"):
        return ""
    return "annex_iv_part_ii" if reference.startswith("Annex IV Part II") else "annex_iv"


@lru_cache(maxsize=1)
def annex_iv() -> CodeSet:
    """Annex IV: the items whose transfer within the Union needs an authorisation."""
    return CodeSet("annex_iv", Message("codes.annex_iv", N_("Annex IV")), _rows("annex_iv"))


@lru_cache(maxsize=1)
def annex_iv_part_ii() -> CodeSet:
    """Annex IV Part II: no general authorisation is possible for a transfer."""
    label = Message("codes.annex_iv_part_ii", N_("Part II of Annex IV"))
    return CodeSet("annex_iv_part_ii", label, _rows("annex_iv", "II"))


@lru_cache(maxsize=1)
def section_i() -> CodeSet:
    """Section I of Annex II: never under EU001, EU003, EU004, EU007 or a national general authorisation."""
    return CodeSet("section_i", Message("codes.section_i", N_("Section I of Annex II")), _rows("section_i"))


@lru_cache(maxsize=2048)
def may_be_of_section_i(code: str) -> bool:
    """Whether Section I takes a code, a part of it, or one under it."""
    return section_i().covers(code, {}) is not False


@lru_cache(maxsize=2)
def group(name: str) -> CodeSet:
    """Every entry of group D (``software``) or E (``technology``) of Annex I."""
    letter = {"software": "D", "technology": "E"}[name]
    edition = outline()
    codes = edition.entry_codes if edition else ()
    label = (
        Message("codes.software", N_("the software entries (groups D) of Annex I"))
        if letter == "D"
        else Message("codes.technology", N_("the technology entries (groups E) of Annex I"))
    )
    return CodeSet(name, label, (CodeRow(code) for code in codes if code[1] == letter))


@lru_cache(maxsize=1)
def software_and_technology() -> CodeSet:
    """Every entry of the groups D and E."""
    label = Message("codes.software_and_technology", N_("software and technology of Annex I"))
    return CodeSet("software_and_technology", label, (*group("software").rows, *group("technology").rows))


@lru_cache(maxsize=1)
def information_security() -> CodeSet:
    """Every entry of Category 5 Part 2."""
    edition = outline()
    entries = [edition.entry(code) for code in edition.entry_codes] if edition else []
    return CodeSet(
        "category_5_part_2",
        Message("codes.category_5_part_2", N_("Category 5 Part 2 (information security)")),
        (CodeRow(entry.code) for entry in entries if entry and entry.category == 5 and entry.part == 2),
    )


def named_items(identifier: str) -> CodeSet:
    """The items that a general authorisation names, with the parts it takes."""
    items = table(identifier)["items"]
    rows = [CodeRow(code) for code in items["codes"]]
    rows += [CodeRow(row["code"], row["part"]) for row in items.get("parts", ())]
    return CodeSet(identifier, Message("codes.named", N_("the items of {id}"), {"id": identifier}), rows)


def excluded_items(identifier: str) -> CodeSet:
    """The items that a general authorisation excludes by code."""
    items = table(identifier)["items"]
    rows = [CodeRow(code) for code in items.get("excluded_codes", ())]
    rows += [CodeRow(row["code"], row["part"]) for row in items.get("excluded_parts", ())]
    label = Message("codes.excluded", N_("the items that {id} excludes"), {"id": identifier})
    return CodeSet(f"{identifier}_excluded", label, rows)


EXCLUDED_SETS: Final[dict[str, Callable[[], CodeSet]]] = {
    "section_i": section_i,
    "software": lambda: group("software"),
    "technology": lambda: group("technology"),
}
