"""A reason that comes of a text says which word in which field met, as it is written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.full import determination_text
from tests.assessment.test_statements_that_differ import CLEAR, QUIET, released
from tests.assessment.words.test_descriptions_and_addresses import going_to
from tests.support.scenarios import changed


def met(code: str, changes: dict[str, Any]) -> set[tuple[str, str]]:
    """The words and fields that the reason of that code tells."""
    reasons = json.loads(released(changes)[2])["release_because"]
    (reason,) = (row for row in reasons if row["code"] == code)
    words, fields = reason["params"].get("words_met", []), reason["params"].get("fields_met", [])
    assert len(words) == len(fields)
    assert all(f"“{word}” (" in reason["text"] for word in words)
    return set(zip(words, fields, strict=True))


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        ("release.use_in_words", {"end_use": "a Gas  Céntrifuge"}, {("Gas Céntrifuge", "end_use")}),
        ("release.use_in_words", {"parties.0.address": "Gate 2, Uranium Enrichment Plant"}, {("Enrichment Plant", "parties[0].address")}),
        ("release.use_in_words", {"items.0.product": "Warhead 3"}, {("Warhead", "items[0].product")}),
        ("release.use_in_words", {"sources": [{"fact": "end_use", "quote": "for the missile"}]}, {("missile", "sources[0].quote")}),
        ("release.use_in_words", {"items.0.parameters": {"note": ["x", "for a missile"]}}, {("missile", "items[0].parameters.note[1]")}),
        ("release.use_elsewhere", {"end_use": "reactor in Karachi"}, {("reactor", "end_use"), ("Karachi", "end_use")}),
        ("release.entries_in_words", {"items.0.description": "Kohlefaserprepreg"}, {("Kohlefaserprepreg", "items[0].description")}),
        ("release.figures_in_words", {"items.0.description": "Kohlefaser 240 GPa"}, {("Kohlefaser", "items[0].description"), ("240 gpa", "items[0].description")}),
        ("release.unexecuted", {"parties.0.address": "Laleli, tel. +7 495 123 45 67"}, {("tel. +7 495 123 45 67", "parties[0].address")}),
        ("release.unexecuted", {"end_use": "to Russ1a"}, {("russia", "end_use")}),
        ("release.unexecuted", {"parties.0.identifiers": {"ogrn": "1027700070518"}}, {("1027700070518", "parties[0].identifiers.ogrn")}),
        ("release.country_in_words", {"end_use": "plant in Khartoum"}, {("Khartoum", "end_use")}),
        ("release.receiver_is_a_service", {"parties.0.name": "Central Prison"}, {("Prison", "parties[0].name")}),
        ("release.kind_in_words", {"items.0.description": "Passive GSM sniffer"}, {("GSM sniffer", "items[0].description")}),
        ("release.code_in_words", {"items.0.description": "ball bearings"}, {("ball bearings", "items[0].description")}),
    ],
)  # fmt: skip
def test_the_word_and_the_field_are_told(
    code: str, changes: dict[str, Any], words: set[tuple[str, str]]
) -> None:
    assert words <= met(code, going_to("AE", **changes))


def test_a_field_that_says_nothing_of_it_is_not_named() -> None:
    told = met(
        "release.use_in_words", going_to("AE", end_use="gas centrifuge", reference="missile not meant")
    )
    assert ("gas centrifuge", "end_use") in told
    assert not any("address" in field for _, field in told)


def test_signs_of_diversion_tell_their_words() -> None:
    """Regulation (EU) No 833/2014, Arts 12 and 12gb."""
    changes = going_to("AE", **{"items.0.cn_code": "85423190", "end_use": "stock for resale", "parties.0.name": "Halden Logistics", "knowledge.reexport": None})  # fmt: skip
    text = released(changes)[2]
    assert "resale or re-export: “" in text
    assert "” (end use)" in text
    assert "“Logistics” (" in text


def test_a_code_in_a_text_is_told_with_its_field() -> None:
    text = released({"items.0.description": "valve 2B350.g"})[2]
    assert "its own text (description) names it" in text


@pytest.mark.parametrize(("language", "told"), [("de", "„gas centrifuge“ (Endverwendung)"), ("fr", "« gas centrifuge » (utilisation finale)")])  # fmt: skip
def test_the_terminal_prints_it_in_each_language(language: str, told: str) -> None:
    data = changed(QUIET, going_to("AE", end_use="gas centrifuge"))
    result = check(data, screener=CLEAR, language=language)
    assert told in " ".join(determination_text(result, 400).split())
