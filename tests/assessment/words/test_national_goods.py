"""Goods of national lists in descriptions: by the titles of the lists, by what trade calls them, and by codes of any form (Arts 9, 10)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.signs.national_goods import (
    is_described_as_national,
    may_be_national_goods,
    national_goods,
)
from dualuse.law.measures.not_executed import UNEXECUTED
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.schema.reading.validation import checked_transaction
from tests.support.hits_by_hand import UNION, ScreenerByHand

POINT = f"{UNEXECUTED}words.national_entries"
ENTRIES = [
    (state.code, entry)
    for state in map(jurisdiction, known_jurisdictions())
    if state is not None
    for entry in state.national_entries.values()
]
REPOSITORY = Path(__file__).parents[3]
ORDINARY = (
    "benchmarks/classification_ordinary.txt",
    "benchmarks/classification_ordinary_held.txt",
    "src/dualuse/classification/search/training/ordinary_goods.txt",
)


def transaction(description: str, state: str = "DE", destination: str = "CN", **item: Any) -> dict[str, Any]:
    of_item = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    quiet = ("wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights")
    others = ("security_end_use", "public_security", "reexport", "nuclear_facility")
    return {
        "date": "2026-08-01",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"name": "Example GmbH", "country": state},
        "items": [{**of_item, "cn_code": "84798997", "description": description, **item}],
        "destination": destination,
        "end_use": "own production",
        "parties": [{"role": "end_user", "name": "Ordinary Works Ltd", "country": destination, "service": "none", "owners": []}],
        "knowledge": dict.fromkeys((*quiet, *others), "none"),
        "circumstances": {"free_zone": False},
        "answers": {"unexecuted.32014R0833.annex_iv": False, "item.national_own": False},
    }  # fmt: skip


def judged(stated: dict[str, Any]) -> Any:
    return check(stated, screener=ScreenerByHand({}, (UNION,)))


def codes_of(result: Any) -> set[str]:
    return {row.code for row in result.release_because}


@pytest.mark.parametrize(("state", "entry"), ENTRIES, ids=lambda value: getattr(value, "code", value))
def test_the_title_of_each_entry_as_a_description_is_asked_about(state: str, entry: Any) -> None:
    destination = entry.only[0] if entry.only else "BR"
    described = checked_transaction(
        transaction(entry.title, state, destination, kind=entry.kind), date(2026, 8, 1)
    )
    assert is_described_as_national(described, described.items[0], date(2026, 8, 1))


@pytest.mark.parametrize(
    ("description", "state", "destination"),
    [
        ("Rohacell 71 rigid foam, production documents", "DE", "CN"),
        ("Rasterelektronenmikroskop für Halbleiter", "DE", "BR"),
        ("Mischkryostat, 20 mK", "DE", "BR"),
        ("Plasma etching system", "SE", "BR"),
        ("TETRA Basisstation", "DE", "SD"),
        ("Hubschrauber H145", "DE", "LY"),
        ("EUV pellicles", "NL", "BR"),
        ("Atomic layer deposition tool", "NL", "BR"),
        ("Dilution refrigerator", "FR", "BR"),
        ("Metal 3D printer", "ES", "BR"),
    ],
)
def test_words_of_trade_are_asked_about_until_somebody_has_compared_them(
    description: str, state: str, destination: str
) -> None:
    stated = transaction(description, state, destination)
    result = judged(stated)
    assert result.release == "ask"
    assert "release.national_entries_in_words" in codes_of(result)
    item = {**stated["items"][0], "answers": {POINT: False}}
    assert "release.national_entries_in_words" not in codes_of(judged({**stated, "items": [item]}))
    assert judged({**stated, "items": [{**item, "answers": {POINT: True}}]}).release == "stop"


@pytest.mark.parametrize(
    ("description", "state", "destination"),
    [
        ("TETRA base station", "DE", "BR"),  # the entry is for Sudan and South Sudan
        ("Hubschrauber H145", "DE", "BR"),
        ("Technology to produce polymethacrylimide rigid foams", "SE", "BR"),
        ("Tetra Pak filling machine", "DE", "SD"),
        ("Scanning electron microscope for a metallurgical laboratory", "DE", "BR"),
        ("Pallet truck, 2.5 t", "DE", "LY"),
        ("Bumper for trucks", "DE", "LY"),
        ("Plasma cutting machine", "DE", "BR"),
        ("Refrigerator for laboratories", "FR", "BR"),
        ("Quantum dot television", "FR", "BR"),
        ("Rigid foam boards", "DE", "BR"),
    ],
)
def test_what_no_list_has_for_there_is_not(description: str, state: str, destination: str) -> None:
    described = checked_transaction(transaction(description, state, destination), date(2026, 8, 1))
    assert not is_described_as_national(described, described.items[0], date(2026, 8, 1))


@pytest.mark.parametrize("name", ORDINARY)
def test_no_ordinary_description_has_the_words(name: str) -> None:
    lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    descriptions = [line for line in lines if line and not line.startswith("#")]
    met = [text for text in descriptions if may_be_national_goods(text)]
    assert met == []


def test_the_list_of_the_state_from_which_it_leaves_counts_too() -> None:
    stated = {**transaction("Dry etching equipment", "AT", "BR"), "located_in": "DE"}
    assert "release.national_entries_in_words" in codes_of(judged(stated))


@pytest.mark.parametrize(
    "description",
    [
        "Software for the use of 3B1901k equipment",
        "Spare part 4A1906b",
        "amplifier (3A1901b13)",
        "3A1901.b.13",
        "cooler 3A1904",
        "3a1904",
        "4A1906",
        "5A911",
        "3A901.a",
    ],
)
def test_codes_of_national_lists_of_every_form_are_read(description: str) -> None:
    result = judged(transaction(description))
    assert result.release == "ask"
    assert "code_in_text" in codes_of(result)


@pytest.mark.parametrize(
    ("description", "code"),
    [("etcher 3B1901k", "DE:3B1901k"), ("part of 4A1906b", "DE:4A1906"), ("cooler 3A1904", "DE:3A1904")],
)
def test_a_code_that_is_stated_contradicts_nothing(description: str, code: str) -> None:
    result = judged(transaction(description, national_entries=[code]))
    assert "code_in_text" not in codes_of(result)


@pytest.mark.parametrize("description", ["type 3B1920", "3A1999-7", "5A19011", "ECCN 5A992.c"])
def test_what_only_looks_like_one_is_none(description: str) -> None:
    assert "code_in_text" not in codes_of(judged(transaction(description)))


def test_rows_of_words_name_entries_that_there_are() -> None:
    entries = {f"{state}:{entry.code}" for state, entry in ENTRIES}
    for row in national_goods():
        assert set(row.codes) <= entries, row.words[0]
        assert row.codes or row.elsewhere
