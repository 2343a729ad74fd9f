"""A judged row says in which line of the file it stands, as a row to mend does; CSV has the reasons of its release in short, too."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import pytest
import xlsxwriter

from dualuse.assessment.release import FACTS_OPEN
from dualuse.bulk.options import Options
from dualuse.bulk.reasons_in_short import with_short_reasons
from dualuse.bulk.run import bulk
from dualuse.i18n import translate

COLUMNS = "reference,date,activity,manner,exporter.country,items.entries,items.quantity,destination,parties.end_user.name"
ROWS = (
    "Q-1,2026-08-20,export,permanent,DE,5A001.f.2,1,AE,Kita Test KK",
    "",
    'Q-2,2026-08-20,export,permanent,DE,3A002.c,2,JP,"Nord\nTest"',
    "Q-3,2026-08-20,export,permanent,DE,3A002.c,many,JP,Nord Test",
    "Q-4,2026-08-20,export,permanent,DE,3A002.c,2,JP,Nord Test",
)
LINES = {"Q-1": "2", "Q-2": "4", "Q-4": "7"}
OPTIONS = Options(date(2026, 8, 20))


def _table(folder: Path) -> Path:
    file = folder / "offers.csv"
    file.write_text("\n".join((COLUMNS, *ROWS, "")), "utf-8")
    return file


def _workbook(folder: Path, *others: str) -> Path:
    file = folder / "offers.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("August")
        for place in others:
            book.add_worksheet(place)
        sheet.write_string(0, 0, "Orders of August")
        sheet.write_row(2, 0, COLUMNS.split(","))
        sheet.write_row(3, 0, ROWS[0].split(","))
        sheet.write_row(6, 0, ROWS[3].split(","))
        sheet.write_row(7, 0, ROWS[4].split(","))
    return file


def test_a_judged_row_says_its_line_whatever_stands_between(tmp_path: Path) -> None:
    target = tmp_path / "judged.csv"
    bulk(_table(tmp_path), target, options=OPTIONS)
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    assert {row["reference"]: row["dualuse_line"] for row in rows} == LINES
    bad = list(csv.DictReader(target.with_name("judged.bad.csv").open(encoding="utf-8")))
    assert [row["dualuse_line"] for row in bad] == ["6"]
    assert "dualuse_sheet" not in rows[0]


def test_a_result_that_is_judged_again_has_the_lines_of_its_own_file(tmp_path: Path) -> None:
    first, second = tmp_path / "judged.csv", tmp_path / "again.csv"
    bulk(_table(tmp_path), first, options=OPTIONS)
    summary = bulk(first, second, options=OPTIONS)
    again = list(csv.DictReader(second.open(encoding="utf-8")))
    assert [row["dualuse_line"] for row in again] == ["2", "3", "5"]
    assert [*again[0]] == [*next(csv.DictReader(first.open(encoding="utf-8")))]
    assert summary.carried == ()


@pytest.mark.parametrize("others", [(), ("Stock",)])
def test_both_sheets_of_a_workbook_say_row_and_sheet(tmp_path: Path, others: tuple[str, ...]) -> None:
    target = tmp_path / "judged.xlsx"
    bulk(_workbook(tmp_path, *others), target, options=OPTIONS)
    book = fastexcel.read_excel(target)
    judged, to_mend = (book.load_sheet(name).to_polars() for name in ("Judged rows", "Rows to mend"))
    assert judged["dualuse: line of the file"].to_list() == [4, 8]
    assert to_mend["dualuse: line of the file"].to_list() == [7]
    assert judged.columns.index("dualuse: line of the file") == 4
    for rows in (judged, to_mend):
        assert ("dualuse: sheet of the file" in rows.columns) is bool(others)
        assert not others or set(rows["dualuse: sheet of the file"]) == {"August"}
    bulk(target, tmp_path / "more.csv", options=OPTIONS)
    bad = (tmp_path / "more.bad.csv").read_text("utf-8").splitlines()
    assert "dualuse_sheet" not in bad[0]  # that of a result says nothing of where a row came from
    assert bad[1].startswith("2,")


def test_short_reasons_stand_before_all_of_them(tmp_path: Path) -> None:
    target = tmp_path / "judged.csv"
    bulk(_table(tmp_path), target, options=OPTIONS)
    rows = {row["reference"]: row for row in csv.DictReader(target.open(encoding="utf-8"))}
    names = [*rows["Q-1"]]
    assert names[names.index("dualuse_line") :][:3] == ["dualuse_line", "reasons_in_short", "outcome"]
    assert rows["Q-1"]["release"] == "stop"
    assert rows["Q-1"]["reasons"].startswith(rows["Q-1"]["reasons_in_short"])
    short = rows["Q-4"]["reasons_in_short"]
    assert rows["Q-4"]["release"] == "ask"
    assert len(short) < 230 < len(rows["Q-4"]["reasons"])


@pytest.mark.parametrize(
    ("release", "because", "short"),
    [
        ("stop", "; ".join(f"ground {number} " + "x" * 60 for number in range(9)), None),
        ("go", "nothing is open; not stated: " + "y" * 300, None),
        (
            "ask",
            "state the code (items.cn_code); " + "; ".join("z" * 100 + str(number) for number in range(4)),
            f"state the code; {'z' * 100}0; and 3 more: in reasons",
        ),
        ("ask", "facts are missing", "facts are missing"),
    ],
)
def test_no_reason_of_a_stop_is_left_out_and_what_is_left_out_is_counted(
    release: str, because: str, short: str | None
) -> None:
    rows = pl.DataFrame({"outcome": ["x"], "release": [release], "reasons": [1], "because": [because]})
    assert with_short_reasons(rows, "en")["reasons_in_short"].to_list() == [short or because]
    assert rows.columns == ["outcome", "release", "reasons", "because"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "missing: classification in Annex I and 1 more"),
        ("de", "es fehlt: Einstufung nach Anhang I und 1 weitere"),
    ],
)
def test_a_short_reason_says_which_facts_are_missing(language: str, words: str) -> None:
    """That "facts that could change the answer are missing" says nothing to who has to find them."""
    because = translate(FACTS_OPEN, language)
    rows = pl.DataFrame(
        {
            "outcome": ["x"],
            "missing": ["items.entries;circumstances.free_zone"],
            "release": ["ask"],
            "reasons": [1],
            "because": [because],
        }
    )
    assert with_short_reasons(rows, language)["reasons_in_short"].to_list() == [words]
