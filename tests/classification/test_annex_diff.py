"""Comparing editions: what each kind of change is, the properties of the comparison, products, and codes alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.classification.annex_change import AnnexDiff, Change, Threshold, Words
from dualuse.classification.annex_diff import text_diff
from dualuse.classification.product_entries import ProductEntries, touched
from dualuse.classification.quantities import comparable
from dualuse.cli import app
from dualuse.documents.annex_diff import annex_diff_blocks
from dualuse.documents.terminal import Terminal
from dualuse.sources.annex.store import store
from dualuse.sources.annex.text import AnnexText, Kind, numbered

Row = tuple[str, Kind, str]


def text(*rows: Row, edition: str = "2022-01-07") -> AnnexText:
    full = (
        (path, path[:5] if kind in ("provision", "note") else "", kind, words) for path, kind, words in rows
    )
    return AnnexText(
        edition=edition,
        language="en",
        celex="02021R0821",
        source="invented",
        checksum="0" * 64,
        lines=numbered(full),
    )


def provision(path: str, words: str) -> Row:
    return path, "provision", words


def changes(old: AnnexText, new: AnnexText) -> list[tuple[str, str, str]]:
    return [(change.what, change.former, change.path) for change in text_diff(old, new).changes]


BASE = (
    provision("5A004", "Kettles, as follows:"),
    provision("5A004.a", "Having a volume exceeding 1 000 cm^3, designed for the boiling of water; and"),
    provision("5A004.b", "Having any of the following:"),
    provision("5A004.b.1", "A whistle;"),
    provision("5A004.b.2", "A lid of more than 5 × 10^-3 m."),
    ("5A004", "note", "Note: 5A004 does not control cups."),
    ("Kettle", "definition", '"Kettle" means a pot.'),
)


def changed(*swaps: tuple[str, str]) -> AnnexText:
    rows = []
    for path, kind, words in BASE:
        for old, new in swaps:
            words = words.replace(old, new)
        rows.append((path, kind, words))
    return text(*rows, edition="2025-11-15")


@pytest.mark.parametrize(
    ("swap", "what", "path"),
    [
        (("1 000 cm^3", "1 500 cm^3"), "threshold", "5A004.a"),
        (("10^-3", "10^-4"), "threshold", "5A004.b.2"),
        (("cm^3", "mm^3"), "threshold", "5A004.a"),
        (("boiling", "heating"), "reworded", "5A004.a"),
        (("; and", "; or"), "reworded", "5A004.a"),
        (("a pot", "a small pot"), "reworded", "Kettle"),
        (("control cups", "control cups or mugs"), "reworded", "5A004"),
        (("1 000 cm^3, designed", "1 000 cm^3 designed"), "editorial", "5A004.a"),
    ],
)
def test_each_kind_of_change(swap: tuple[str, str], what: str, path: str) -> None:
    assert changes(text(*BASE), changed(swap)) == [(what, "", path)]


@pytest.mark.parametrize(
    "swap",
    [
        ("1 000 cm^3", "1000 cm^3"),
        ("; and", ";"),
        ("A whistle;", "A whistle; or"),
        ("5 × 10", "5x10"),
        ("5 × 10^-3 m.", "5 × 10^? m."),
        ("5 × 10^-3 m.", "[…]"),
        ("Note:", "Note 1:"),
        ('"', "”"),
        ("cm^3", "cm"),
        ("Kettles, as", "KETTLES,  as"),
    ],
)
def test_what_is_no_change(swap: tuple[str, str]) -> None:
    assert changes(text(*BASE), changed(swap)) == []


def test_numbers_are_told_old_and_new() -> None:
    (change,) = text_diff(text(*BASE), changed(("1 000 cm^3", "1 500 cm^3"))).changes
    assert change.thresholds == (Threshold("1000 cm^3", "1500 cm^3"),)
    (change,) = text_diff(text(*BASE), changed(("1 000 cm^3, designed", "0,5 cm^3, made"))).changes
    assert (change.what, change.thresholds) == ("reworded", (Threshold("1000 cm^3", "0,5 cm^3"),))


def test_words_are_told_one_by_one() -> None:
    (change,) = text_diff(text(*BASE), changed(("the boiling of water", "boiling water and tea"))).changes
    both = "".join(f" {run.text}" for run in change.words if run.sign != "added").strip()
    assert both == change.old
    assert Words("added", "and tea") in change.words or any(
        "tea" in run.text for run in change.words if run.sign == "added"
    )


def test_what_moves_with_what_lies_under_it_is_renumbered() -> None:
    rows = [(path.replace("5A004.b", "5A004.c"), kind, words) for path, kind, words in BASE]
    rows[2] = provision("5A004.c", "Having any of the following features of a very special kind:")
    old = [row if row[0] != "5A004.b" else provision("5A004.b", rows[2][2]) for row in BASE]
    assert changes(text(*old), text(*rows)) == [
        ("renumbered", "5A004.b", "5A004.c"),
        ("renumbered", "5A004.b.1", "5A004.c.1"),
        ("renumbered", "5A004.b.2", "5A004.c.2"),
    ]


def test_a_provision_put_in_front_moves_the_others() -> None:
    pots, pans = (
        "Pots made of enamelled iron with a spout of copper.",
        "Pans of stainless steel with a handle of oak.",
    )
    old = text(provision("5A004", "Ware:"), provision("5A004.a", pots), provision("5A004.b", pans))
    new = text(
        provision("5A004", "Ware:"),
        provision("5A004.a", "Something else altogether, namely urns."),
        provision("5A004.b", pots),
        provision("5A004.c", pans),
    )
    assert changes(old, new) == [
        ("added", "", "5A004.a"),
        ("renumbered", "5A004.a", "5A004.b"),
        ("renumbered", "5A004.b", "5A004.c"),
    ]


def test_kept_free_is_removed_and_a_box_without_words_is_there() -> None:
    assert changes(text(*BASE), changed(("A whistle;", "Not used;"))) == [("removed", "", "5A004.b.1")]
    assert changes(text(*BASE), text(*(row for row in BASE if row[0] != "5A004.b"))) == []


def test_a_code_known_to_be_there_is_not_added() -> None:
    short = text(*BASE[:4], *BASE[5:])
    diff = text_diff(short, text(*BASE), (frozenset({"5A004.b.2"}), frozenset()))
    assert (diff.changes, diff.gaps) == ((), ("5A004.b.2",))


def test_a_text_without_definitions_says_so() -> None:
    diff = text_diff(text(*BASE[:-1]), text(*BASE))
    assert diff.changes == ()
    assert [limit.code for limit in diff.limits] == ["annex_without_definition"]


WORDS = st.lists(
    st.sampled_from(
        ["exceeding", "kettle", "5 mm", "10^3 Gy", "9,5 %", "any", "of", "5A004.a.", "and", "water", "less,"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
PATHS = [
    "5A004",
    *(f"5A004.{a}" for a in "abc"),
    *(f"5A004.{a}.{n}" for a in "abc" for n in "123"),
    "6A001",
    "6A001.a",
]
TEXTS = st.dictionaries(st.sampled_from(PATHS), WORDS, min_size=1).flatmap(
    lambda words_by_path: st.lists(st.tuples(st.sampled_from(PATHS), WORDS), max_size=4).map(
        lambda notes: text(
            *(provision(path, words) for path, words in sorted(words_by_path.items())),
            *((path, "note", words) for path, words in notes),
            ("Kettle", "definition", "pot"),
        )
    )
)
MIRRORED = {"added": "removed", "removed": "added"}


def mirrored(diff: AnnexDiff) -> set[Change]:
    return {
        replace(
            change,
            what=MIRRORED.get(change.what, change.what),
            path=change.former or change.path,
            former=change.path if change.former else "",
            entry=(change.former or change.path)[:5] if change.entry else "",
            old=change.new,
            new=change.old,
            thresholds=tuple(Threshold(row.new, row.old) for row in change.thresholds),
            words=(),
        )
        for change in diff.changes
    }


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nothing_changed_in_the_same_text(annex: AnnexText) -> None:
    assert text_diff(annex, annex).changes == ()


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_backwards_is_the_mirror(old: AnnexText, new: AnnexText) -> None:
    there, back = text_diff(old, new), text_diff(new, old)
    assert mirrored(there) == {replace(change, words=()) for change in back.changes}
    assert there.gaps == back.gaps or set(there.gaps) == set(back.gaps)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_the_words_of_a_change_make_up_both_texts(old: AnnexText, new: AnnexText) -> None:
    for change in text_diff(old, new).changes:
        if change.words:
            assert " ".join(run.text for run in change.words if run.sign != "added") == " ".join(
                change.old.split()
            )
            assert " ".join(run.text for run in change.words if run.sign != "removed") == " ".join(
                change.new.split()
            )


@given(st.text(max_size=80))
def test_any_text_can_be_compared(words: str) -> None:
    compared = comparable(words)
    assert compared.same(compared)


def test_codes_cas_numbers_and_standards_are_no_thresholds() -> None:
    words = "5A001.f.1. (CAS 107-07-3) to ISO 841:2001, Part 2, Note 3, more than 12 of 1922 K (1649 °C), -5 dB and 2 W/cm^2"
    assert [str(quantity) for quantity in comparable(words).quantities] == [
        "12",
        "1922 K",
        "1649 °C",
        "-5 dB",
        "2 W/cm^2",
    ]


PRODUCTS = (
    ProductEntries("kettle", ("5A004.b",)),
    ProductEntries("lid", ("5A004.b.2", "6A001")),
    ProductEntries("cup", ("5A004.a",)),
)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (Change("threshold", "provision", "5A004", "5A004.b.2"), ("kettle", "lid")),
        (Change("threshold", "provision", "5A004", "5A004.b.1"), ("kettle",)),
        (Change("reworded", "note", "5A004", "5A004"), ("kettle", "lid", "cup")),
        (Change("renumbered", "provision", "5A004", "5A004.c", former="5A004.a"), ("cup",)),
        (Change("added", "provision", "5A004", "5A004.bb"), ()),
        (Change("reworded", "definition", "", "Kettle"), ()),
    ],
)
def test_whom_a_change_touches(change: Change, names: tuple[str, ...]) -> None:
    assert touched(change, PRODUCTS) == names


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_codes_alone_where_a_text_is_missing(home: Path) -> None:
    row = json.loads(run("annex", "diff", "2022", "2025", "--json"))
    assert (row["basis"], row["earlier"], row["later"]) == ("codes", "2022-01-07", "2025-11-15")
    assert [limit["code"] for limit in row["limits"]] == ["annex_codes_alone"] * 2
    added = {change["path"] for change in row["changes"] if change["what"] == "added"}
    assert {"3A504", "4A506", "3B503", "2E503"} <= added
    assert row["summary"]["entries_added"] == 18
    assert "codes alone" in run("annex", "diff", "2022", "2025-11-15")


def test_texts_are_compared_once_installed(home: Path) -> None:
    store(text(*BASE, edition="2023-01-12"))
    store(replace(changed(("1 000 cm^3", "1 500 cm^3")), edition="2023-05-26"))
    products = home / "products.csv"
    products.write_text("ID;Entries\ncup;5a004a\npan;6A001, 5A002.a\n", encoding="utf-8")
    output = run("annex", "diff", "2023-01", "2023-05-26", "--products", str(products))
    assert "5A004.a  numbers changed: 1000 cm^3 → 1500 cm^3" in output
    assert "touches: cup" in output
    row = json.loads(run("annex", "diff", "2023-01", "2023-05", "--json", "--products", str(products)))
    assert row["basis"] == "text"
    assert [change["products"] for change in row["changes"]] == [["cup"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1999", "2025"), 2),
        (("2023", "2025"), 2),
        (("", "2025"), 2),
        (("2023-01-12", "2025"), 3),
    ],
)
def test_editions_that_are_not_there_are_one_error(home: Path, arguments: tuple[str, str], code: int) -> None:
    assert run("annex", "diff", *arguments, code=code).count("dualuse:") == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"name;codes\n", 1),
        (b"\xff\xfe\x00", 1),
        (b"id,entries\ncup,X9\n", 2),
        (b"id,entries\n,5A004\n", 2),
    ],
)
def test_broken_files_of_products(home: Path, content: bytes, line: int) -> None:
    path = home / "products.csv"
    path.write_bytes(content)
    output = run("annex", "diff", "2022", "2025", "--products", str(path), code=2)
    assert output.count("dualuse:") == 1
    assert f"products.csv:{line}:" in output


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_comparison_as_text(language: str) -> None:
    diff = text_diff(text(*BASE), changed(("boiling", "heating"), ("a pot", "a pan")))
    shown = Terminal(80).text(annex_diff_blocks(diff, language))
    assert "[-boiling-] {+heating+}" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "\n\n\n" not in shown
    assert Terminal(80).text(annex_diff_blocks(text_diff(text(*BASE), text(*BASE)), language))
