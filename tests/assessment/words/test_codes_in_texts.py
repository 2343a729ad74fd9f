"""An item that is stated not to be listed under a code that its own text names is asked about (Art. 3(1))."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.warnings.codes_in_texts import codes_in_texts
from dualuse.schema.transaction import Item
from tests.assessment.test_informed import BASE, QUIET
from tests.support.hits_by_hand import UNION, ScreenerByHand

DAY = date(2026, 8, 20)


def named(text: str, entries: list[str] | None = None, **fields: Any) -> list[str]:
    item = Item(id="1", description=text, entries=[] if entries is None else entries, **fields)
    return [code for message in codes_in_texts(item, DAY) for code in message.params["codes"]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Oscilloscope, listed as 3A002.c", ["3A002.c"]),
        ("Oscilloscope (3a002c)", ["3A002.c"]),
        ("Oscilloscope, 3А002.с in Cyrillic", ["3A002"]),
        ("Oscilloscope ３Ａ００２", ["3A002"]),
        ("Analyser 3A002.z", ["3A002"]),
        ("Rotors of 0B001.b.2 and valves of 2B350.g", ["0B001.b.2", "2B350.g"]),
        ("Radio of the German list, 5A902", ["5A902"]),
        ("Night sight, ML15", ["ML15"]),
        ("Night sight (ML 15.c)", ["ML15.c"]),
        ("Power supply 3 A 230 V", []),
        ("Power supply 3A230V", []),
        ("Fuse 3A999", []),
        ("Bottle of 500 ML 10 pieces", []),
        ("Order 13A0021", []),
        ("XML2 reader", []),
        ("Garden chair", []),
    ],
)
def test_codes_that_exist_are_found(text: str, codes: list[str]) -> None:
    assert named(text) == codes


@pytest.mark.parametrize(
    ("entries", "codes"),
    [(["3A002.c"], []), (["3A002"], []), (["3A002.c.1"], []), (["3A001"], ["3A002.c"]), ([], ["3A002.c"])],
)
def test_a_code_that_is_stated_is_no_other(entries: list[str], codes: list[str]) -> None:
    assert named("Analyser 3A002.c", entries) == codes


def test_one_that_is_not_classified_is_asked_for_its_entries_anyway() -> None:
    assert not list(codes_in_texts(Item(id="1", description="Analyser 3A002.c"), DAY))


def test_product_and_parameters_are_texts_too() -> None:
    for fields in ({"product": "3A002.c"}, {"parameters": {"class": "3A002.c", "bits": 12}}):
        assert named("Analyser", **fields) == ["3A002.c"]


def test_a_national_code_that_is_stated_is_no_other() -> None:
    assert named("Radio 5A902", national_entries=["DE:5A902"]) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Oscilloscope, 3A002.c", "code_in_text"),
        ("Sight, ML15", "military_code_in_text"),
        ("Oscilloscope", None),
    ],
)
def test_nothing_goes_on_a_text_that_says_otherwise(text: str, code: str | None) -> None:
    """Art. 3(1)."""
    lines = [{**BASE["items"][0], "description": text}]
    result = check({**BASE, "items": lines, "knowledge": QUIET}, screener=ScreenerByHand({}, (UNION,)))
    codes = {row.code: row.text for row in result.release_because}
    assert (code in codes) if code else not {"code_in_text", "military_code_in_text"} & set(codes)
    if code == "code_in_text":
        assert result.release == "ask"
        assert "Art. 3(1)" in codes[code]
