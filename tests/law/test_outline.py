"""Check the outline of Annex I against the source it was built from.

The source stays outside the repository, in ``../shared/law`` seen from its root. Where it is
absent these tests are skipped, with a warning that says so.
"""

from __future__ import annotations

import csv
import json
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import PACKAGE, SHARED

NAME = "annex_i_20251115.json"

#: Rows of the source that are no provision of their own, and what they are.
NOT_PROVISIONS = {
    # 1C010.e is nested wrongly: these stand under 1C010.e.1 and 1C010.e.2.
    "1C010.1",
    "1C010.1.a",
    "1C010.1.b",
    "1C010.1.b.1",
    "1C010.1.b.2",
    "1C010.1.2",
    "1C010.1.2.a",
    "1C010.1.2.b",
    "1C010.1.2.c",
}

#: Provisions that the source has under another code, or inside the text of their parent.
ADDED = {
    "1C010.e.1",
    "1C010.e.1.a",
    "1C010.e.1.b",
    "1C010.e.1.b.1",
    "1C010.e.1.b.2",
    "1C010.e.2",
    "1C010.e.2.a",
    "1C010.e.2.b",
    "1C010.e.2.c",
    # "a. …; b. …" run into one line
    "3A201.a.1.a",
    "3A201.a.1.b",
    "3A201.a.1.c",
    "3A201.a.1.d",
    "3A201.a.2.a",
    "3A201.a.2.b",
    "3A201.a.2.c",
    "3A201.c.1.a",
    "3A201.c.1.b",
    "3A201.c.2.a",
    "3A201.c.2.b",
    # a table of three rows
    "4A001.a.2.a",
    "4A001.a.2.b",
    "4A001.a.2.c",
}


LAW = SHARED / "law"
SOURCE = LAW / "annex1_provisions.csv"
NOTE_ITEMS = LAW / "annex1_suspected_note_items_misparsed_as_provisions.csv"

if not SOURCE.is_file():
    REASON = f"NOT CHECKED: the source of the outline of Annex I is absent ({SOURCE})"
    warnings.warn(REASON, stacklevel=1)
    pytest.skip(REASON, allow_module_level=True)


def outline_file() -> Path:
    """Return the outline in the sources of the package."""
    return next(PACKAGE.rglob(NAME))


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Return the entries of the outline."""
    loaded: dict[str, dict[str, Any]] = json.loads(outline_file().read_text(encoding="utf-8"))["entries"]
    return loaded


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the source."""
    with SOURCE.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def paths(kind: str) -> set[str]:
    """Return the codes of one kind of row."""
    return {row["dotted_path"] for row in rows() if row["kind"] == kind}


def listed(field: str) -> Iterator[str]:
    """Yield the codes of one field of every entry."""
    for entry in entries().values():
        yield from entry[field]


def test_entries_are_those_of_the_edition() -> None:
    assert set(entries()) == {row["entry_code"] for row in rows()}
    assert len(entries()) == 384


def test_provisions_are_those_of_the_source_but_for_written_repairs() -> None:
    source = {code for code in paths("provision") if "." in code}
    assert source >= NOT_PROVISIONS
    assert not source & ADDED
    assert set(listed("provisions")) == (source - NOT_PROVISIONS) | ADDED


def test_codes_not_used_are_those_of_the_source() -> None:
    assert set(listed("not_used")) == paths("not_used")


def test_items_of_notes_are_no_provisions() -> None:
    with NOTE_ITEMS.open(encoding="utf-8", newline="") as handle:
        notes = {row["dotted_path"] for row in csv.DictReader(handle)}
    assert len(notes) == 23
    assert not notes & set(listed("provisions"))


def test_no_code_stands_twice() -> None:
    codes = [*entries(), *listed("provisions"), *(c for c in listed("not_used") if "." in c)]
    assert len(codes) == len(set(codes))


def test_every_level_above_exists() -> None:
    known = {*entries(), *listed("provisions")}
    missing = [code for code in known if "." in code and code.rpartition(".")[0] not in known]
    assert not missing


def test_provisions_stand_under_their_entry_in_the_order_of_the_source() -> None:
    order = {row["dotted_path"]: number for number, row in reversed(list(enumerate(rows())))}
    for code, entry in entries().items():
        assert all(item.startswith(code + ".") for item in entry["provisions"])
        places = [order[item] for item in entry["provisions"] if item in order]
        assert places == sorted(places)


def test_cross_references_lead_to_codes_of_the_edition() -> None:
    known = {*entries(), *listed("provisions")}
    for code, entry in entries().items():
        assert entry["see"] == sorted(set(entry["see"]))
        assert set(entry["see"]) <= known
        assert not [item for item in entry["see"] if item[:5] == code]


def test_facts_that_follow_from_the_code() -> None:
    regimes = {"0": "WA", "1": "MTCR", "2": "NSG", "3": "AG", "4": "CWC", "5": "EU"}
    kinds = {"A": "goods", "B": "goods", "C": "goods", "D": "software", "E": "technology"}
    for code, entry in entries().items():
        assert entry["category"] == int(code[0])
        assert entry["kind"] == kinds[code[1]]
        assert entry["regime"] == ("NSG" if code[0] == "0" else regimes[code[2]])
        assert ("part" in entry) == (code[0] == "5")


def test_new_entries() -> None:
    assert sum(entry["since"] is not None for entry in entries().values()) == 18
