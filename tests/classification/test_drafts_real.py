"""Drafts of the real text beside the repository: how much is understood, and how it agrees with the shipped sheets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.drafts import thresholds, unstated, wide
from dualuse.classification.drafts.drafting import REASONS, imported, write_drafts
from dualuse.classification.sheets.library import Library
from dualuse.classification.sheets.reading import read_sheet
from dualuse.law.eu_2021_821.control_list import Edition
from dualuse.sources.annex.store import store
from dualuse.sources.annex.text import AnnexText
from examples.annex_from_json.__main__ import convert


@pytest.fixture(scope="module")
def current(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AnnexText, Edition]:
    law = shared / "law"
    items = law / "annex1_suspected_note_items_misparsed_as_provisions.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUALUSE_HOME", str(tmp_path_factory.mktemp("home")))
        store(convert(law / "eu_annex1_20251115.json", "2025-11-15", items).text)
        return imported(None)


def test_every_entry_becomes_a_sheet_that_can_be_read(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = shared / "law"
    items = law / "annex1_suspected_note_items_misparsed_as_provisions.csv"
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    store(convert(law / "eu_annex1_20251115.json", "2025-11-15", items).text)
    report = write_drafts(tmp_path / "drafts", missing_only=False)
    assert len(report.drafts) == 382  # two of the 384 entries are kept free
    for row in report.drafts:
        sheet = read_sheet(tmp_path / f"drafts/{row.entry}.toml")
        assert (len(sheet.provisions), len(sheet.parameters)) == (row.provisions, row.parameters)
        for parameter in sheet.parameters.values():
            assert parameter.question.endswith("?")
    assert report.understood / report.numeric > 0.96
    assert set(report.reasons) <= set(REASONS)


def test_the_grammar_finds_more_than_nine_in_ten(current: tuple[AnnexText, Edition]) -> None:
    lines, understood = wide(current[0])
    print(f"lines with figures: {lines}, with a comparison: {understood}")
    assert understood / lines >= 0.87


def test_thresholds_agree_with_the_shipped_sheets(current: tuple[AnnexText, Edition]) -> None:
    text, outline = current
    rows = list(thresholds(text, Library(outline)))
    counts = Counter(row.agreement for row in rows)
    assert counts["agrees"] / len(rows) > 0.9
    # Each of these was looked at: a denial, a range of frequencies that is covered whole, an error rate.
    assert {row.path for row in rows if row.agreement == "comparator"} == {
        "2B119.a",
        "3A001.b.3.f",
        "4A001.a.2.c",
    }


def test_what_the_text_compares_is_in_the_sheets(current: tuple[AnnexText, Edition]) -> None:
    missing = [row for row in unstated(current[0], Library(current[1])) if row.startswith("unstated")]
    # Numbers the sheets write in words, in degrees Celsius, leave out with "e.g.", or whose power a source has lost.
    assert len(missing) < 15
