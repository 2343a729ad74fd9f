"""The converter and the comparison on the real texts beside the repository; skipped loudly where they are absent."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dualuse.classification.annex_change import AnnexDiff
from dualuse.classification.annex_diff import text_diff
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.sources.annex.reading import read_annex
from dualuse.sources.annex.store import load, store
from examples.annex_from_json.__main__ import Conversion, convert, report, summary
from tests.support.eurlex_pages import item, page, printed, row

#: Boxes without words of their own: nothing but a list stands under their mark.
WITHOUT_WORDS = {"3A201.a.1", "3A201.a.2", "3A201.c.1", "3A201.c.2"}
#: What Norway's table lacks besides: run into other rows, or lost.
LOST_IN_2022 = {"3A234.b", "4E001", "6A002.a.3.g.1", "6A002.a.3.g.2", "6A002.a.3.g.3", "9E101"}


@pytest.fixture(scope="module")
def current(shared: Path) -> Conversion:
    law = shared / "law"
    items = law / "annex1_suspected_note_items_misparsed_as_provisions.csv"
    return convert(law / "eu_annex1_20251115.json", "2025-11-15", items)


@pytest.fixture(scope="module")
def former(shared: Path) -> Conversion:
    return convert(shared / "law/norway2022_provisions.csv", "2022-01-07")


@pytest.fixture(scope="module")
def diff(former: Conversion, current: Conversion) -> AnnexDiff:
    sides = [outline(row) for row in edition_records() if row.outline]
    codes = [side.codes for side in sides if side is not None]
    return text_diff(former.text, current.text, (codes[0], codes[1]))


def words(done: Conversion, path: str, kind: str = "provision") -> str:
    return " ".join(line.text for line in done.text.lines if line.path == path and line.kind == kind)


def test_all_entries_and_the_paths_of_the_outline(current: Conversion, former: Conversion) -> None:
    assert len({line.entry for line in current.text.lines if line.entry}) == 384
    assert current.differences.unknown == ()
    assert set(current.differences.missing) == WITHOUT_WORDS
    assert len({line.entry for line in former.text.lines if line.entry}) == 366
    assert former.differences.unknown == ()
    assert set(former.differences.missing) == WITHOUT_WORDS | LOST_IN_2022


def test_no_provision_has_two_lines(current: Conversion, former: Conversion) -> None:
    for done in (current, former):
        paths = [line.path for line in done.text.lines if line.kind == "provision"]
        assert sorted(paths) == sorted(set(paths))


def test_items_of_notes_are_no_provisions(current: Conversion, shared: Path) -> None:
    with (shared / "law/annex1_suspected_note_items_misparsed_as_provisions.csv").open(
        encoding="utf-8"
    ) as stream:
        items = list(csv.DictReader(stream))
    assert len(items) == 23
    provisions = {line.path for line in current.text.lines if line.kind == "provision"}
    notes = " ".join(line.text for line in current.text.lines if line.kind == "note")
    for listed_item in items:
        assert listed_item["dotted_path"] not in provisions
        assert listed_item["text"] in notes


def test_the_exclusions_of_5a004_b_stand_in_its_note(current: Conversion) -> None:
    (note,) = (
        line.text for line in current.text.lines if line.path == "5A004.b" and line.text.startswith("Note 2")
    )
    assert [mark in note for mark in (" a. ", " b. ", " c. ", " d. ")] == [True] * 4


def test_1c010_e_is_nested_as_it_should_be(current: Conversion) -> None:
    assert "10,15 × 10^6 m" in words(current, "1C010.e.1.b.1")
    assert "453 K (180 °C)" in words(current, "1C010.e.2.b")
    assert "Note 2" in words(current, "1C010.e", "note")


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("1C010.a.1", "12,7 × 10^6 m"),
        ("1C010.a.2", "23,5 × 10^4 m"),
        ("1C010.b.1", "14,65 × 10^6 m"),
        ("3A001.a.1.a", "5 × 10^3 Gy (silicon)"),
        ("3A001.a.1.b", "5 × 10^6 Gy (silicon)/s"),
        ("3A001.a.1.c", "5 × 10^13 n/cm^2"),
        ("3A201.a.1.a", "1,4 kV"),
        ("4A001.a.2.a", "5 × 10^3 Gy (silicon)"),
        ("4A001.a.2.c", "1 × 10^-8 Error/bit/day"),
        ("4A506.a.1", "10^-4"),
        ("4A506.a.4", "3 × 10^-3"),
        ("3A001.d.1", "10^-14 J"),
        ("6C004.c.1.a", "10^-6 m^2/V^2"),
        ("6C004.f", "10^-5 cm^-1"),
        ("6A004.d.3.d.1", "(radians)/s^2"),
        ("9A101.a.2", "N^-1 h^-1"),
        ("1C004.a", "17,5 g/cm^3"),
    ],
)
def test_thresholds_have_their_powers(current: Conversion, path: str, number: str) -> None:
    assert number in words(current, path)


def test_names_that_look_like_powers_are_left_alone(current: Conversion) -> None:
    assert "O103, O104" in words(current, "1C351.c.19")
    assert "T-2 toxin" in " ".join(line.text for line in current.text.lines if line.entry == "1C351")
    assert "2-Chloroethanol (CAS 107-07-3)" in words(current, "1C350.15")
    assert "UF6" in words(current, "0B001.c.1")


def test_what_is_doubtful_is_told(current: Conversion, former: Conversion) -> None:
    assert {(path, name) for path, name, _ in current.powers.doubtful if name.startswith("a number")} == {
        ("1C002.c.1.a", "a number that may be a power of ten"),
        ("6A005.g.5", "a number that may be a power of ten"),
    }
    assert sum(name == "words are missing at the end" for _, name, _ in former.powers.doubtful) == 47
    assert "Doubtful" in summary(former)
    json.dumps(report(current))


def test_the_act_itself_is_not_in_the_text(current: Conversion) -> None:
    kinds = {line.kind for line in current.text.lines}
    assert kinds == {"provision", "note", "definition", "general_note"}
    assert not any("Article" in line.path for line in current.text.lines)
    assert words(current, "Accuracy", "definition").startswith('"Accuracy" (2 3 6 7)')


def test_an_installed_text_is_what_was_stored(
    current: Conversion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    store(current.text)
    assert load() == current.text


def test_the_500_series_was_added(diff: AnnexDiff) -> None:
    added = {
        row.path
        for row in diff.changes
        if row.what == "added" and row.path == row.entry and row.part == "provision"
    }
    assert {
        "3A501",
        "3A502",
        "3A504",
        "3B501",
        "3B503",
        "3B504",
        "3C507",
        "3C508",
        "3C509",
        "3D507",
        "3E505",
    } <= added
    assert {"4A506", "4A507", "2B510", "2E503", "1C513", "2D352", "3D006"} == added - {
        path for path in added if path[:2] in ("3A", "3B", "3C")
    } - {"3D507", "3E505"}
    assert len(added) == 18


def test_known_thresholds_changed(diff: AnnexDiff) -> None:
    thresholds = {
        row.path: [(threshold.old, threshold.new) for threshold in row.thresholds]
        for row in diff.changes
        if row.thresholds
    }
    assert thresholds["3A002.c.4.a"] == [("170 MHz", "520 MHz")]
    assert thresholds["4A003.b"] == [("29 Weighted", "70 Weighted")]
    assert thresholds["1A202.a"] == [("400 mm", "650 mm")]
    assert "3A001.a.1.a" not in thresholds


def test_the_corrigendum_is_in_the_text(current: Conversion, shared: Path) -> None:
    """The one change note about Annex I: 3B501.f.1.a is kept free since the corrigendum of 9.2.2026."""
    notes = json.loads((shared / "law/eu_annex1_change_notes.json").read_text(encoding="utf-8"))
    (note,) = (
        row for row in notes if row["entries_affected"] == ["3B501"] and "orrigendum" in row["headline"]
    )
    (delta,) = note["parameter_deltas"]
    assert words(current, delta["entry_code"]) == delta["after"] == "Not used;"


def test_the_real_comparison_backwards_is_the_mirror(former: Conversion, current: Conversion) -> None:
    there, back = text_diff(former.text, current.text), text_diff(current.text, former.text)
    pairs = {(row.former or row.path, row.path, row.part, row.old, row.new) for row in there.changes}
    assert pairs == {(row.path, row.former or row.path, row.part, row.new, row.old) for row in back.changes}
    assert text_diff(current.text, current.text).changes == ()


def test_what_the_sources_lack_is_no_change(diff: AnnexDiff) -> None:
    changed = {row.path for row in diff.changes if row.part == "provision"}
    assert {"1C010.e.1.b.1", "4A001.a.2.a", "6A005.b.3.a.1"} & changed == set()
    assert {"1C010.e.1.b.1", "4A001.a.2.a", "6A005.b.3.a.1", "4E001"} <= set(diff.gaps)
    assert "annex_not_official" in {limit.code for limit in diff.limits}


@pytest.mark.parametrize("box", [item, row])
@pytest.mark.parametrize("edition", ["current", "former"])
def test_the_whole_annex_printed_as_a_page_is_read_again(
    request: pytest.FixtureRequest, tmp_path: Path, box: Callable[..., str], edition: str
) -> None:
    """All real entries, set in the form of a published page (not the page itself, which is not at hand)."""
    text = request.getfixturevalue(edition).text
    # A source sets a note of 3A002.a.7.b after one of 3A002.a.7, and so outside its box: no page could nest so.
    lines = [line for line in text.lines if line.entry and (line.kind, line.path) != ("note", "3A002.a.7.b")]
    path = tmp_path / "annex.xhtml"
    path.write_bytes(page(printed(lines, box)))
    reading = read_annex(path)
    expected = [(line.kind, line.path, line.text) for line in lines]
    lines_read = [(line.kind, line.path, line.text) for line in reading.text.lines]
    assert lines_read == expected
    # Where the table puts a note of an outer provision between inner ones, the page has to open its boxes again.
    assert len(reading.doubtful) < 15
