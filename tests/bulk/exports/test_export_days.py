"""The day of an export: which of several is read, and what is told where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.numbers import DaysSeen, read_day
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.bulk.summary.terminal_lines import Line, terminal_text
from dualuse.schema.tables.export_words import Locale, column_called
from tests.support.bulk_runs import TODAY, records

ROW = "4711;Indien;3A002.c"


def printed_summary(folder: Path, text: str) -> str:
    (folder / "in.csv").write_text(text, encoding="utf-8")
    summary = bulk(folder / "in.csv", folder / "out.csv", options=Options(TODAY))
    return terminal_text(summary_lines(summary, "out.csv", Options(TODAY)), "en")


@pytest.mark.parametrize(
    "name",
    [
        "Erstelldatum", "Belegdatum", "Angelegt am", "Erfassungsdatum", "Auftragsdatum", "Bestelldatum", "Lieferdatum", "Wunschlieferdatum",
        "Warenausgangsdatum", "Document Date", "Created On", "Order Date", "Delivery Date", "Goods Issue Date", "Date de commande",
        "Date de création", "date de livraison", "ERDAT", "AUDAT", "VDATU", "WADAT", "date_order", "commitment_date", "scheduled_date",
    ],
)  # fmt: skip
def test_a_day_of_an_order_is_read(name: str) -> None:
    assert column_called(name) == "date"
    assert guessed([name, "Bestimmungsland"], Locale()).columns[name] == ("date",)


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (("Belegdatum", "Lieferdatum", "Warenausgangsdatum"), "Warenausgangsdatum"),
        (("ERDAT", "VDATU"), "VDATU"),
        (("Erstelldatum", "Belegdatum"), "Belegdatum"),
        (("date_order", "commitment_date", "scheduled_date"), "scheduled_date"),
        (("Warenausgangsdatum", "date"), "date"),
    ],
)
def test_of_several_days_that_on_which_goods_leave_is_read(names: tuple[str, ...], read: str) -> None:
    columns = guessed(names, Locale()).columns
    assert {name for name in names if columns[name]} == {read}


def test_the_law_is_that_of_the_day_of_the_order_and_the_others_are_told(tmp_path: Path) -> None:
    """Council Regulation (EU) 2022/328 applies from 26 February 2022: an order of the day before is not judged under it."""
    head = "Verkaufsbeleg;Bestimmungsland;Güterlistenposition;Erstelldatum;Lieferdatum\n"
    text = printed_summary(
        tmp_path, head + "1;RU;3A002.c;20.02.2022;25.02.2022\n2;RU;3A002.c;20.02.2022;26.02.2022\n"
    )
    assert "under the law of its Lieferdatum; other days are not read: Erstelldatum." in " ".join(
        text.split()
    )
    before, after = (row["range_low"] for row in records(tmp_path / "out.csv"))
    assert before != after == "prohibited"


def test_without_a_column_of_days_the_day_is_told_first(tmp_path: Path) -> None:
    text = printed_summary(tmp_path, f"Verkaufsbeleg;Bestimmungsland;Güterlistenposition\n{ROW}\n")
    assert text.startswith(
        f"No column of dates is read: every row is judged under the law of {TODAY.isoformat()}."
    )


@pytest.mark.parametrize("empty", ["", "00.00.0000"])
def test_rows_without_a_day_are_counted(tmp_path: Path, empty: str) -> None:
    head = "Verkaufsbeleg;Bestimmungsland;Güterlistenposition;WADAT\n"
    text = printed_summary(tmp_path, f"{head}{ROW};{empty}\n{ROW};20.08.2026\n")
    assert "Rows without a day of their own: 1; they are judged" in text


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20 14:03:11", "2026-11-20T14:03", "2026-11-20 14:03:11.25", "2026-11-20 14:03:11+00:00", "2026-11-20T14:03:11Z",
        "20.11.2026 14:03:11", "20.11.2026 9:03", "20/11/2026 02:03 PM", "20261120 14:03:11",
    ],
)  # fmt: skip
def test_a_time_behind_a_day_is_left_aside(written: str) -> None:
    assert read_day(written).values == ("2026-11-20",)


@pytest.mark.parametrize(
    "written", ["2026-11-20 25:00:00", "2026-11-20 14:60", "2026-11-20 afternoon", "14:03:11"]
)
def test_what_is_no_time_makes_it_no_day(written: str) -> None:
    assert read_day(written).values == ()


def test_a_time_does_not_settle_the_order_of_day_and_month() -> None:
    assert len(read_day("05/11/2026 14:03").values) == 2


@pytest.mark.parametrize("heights", [(1, 40, 3, 1), (10, 10, 10, 10), (25, 0, 30, 0), (5, 3, 0, 40)])
def test_the_summary_is_never_longer_than_a_terminal(heights: tuple[int, int, int, int]) -> None:
    lines = [
        Line(f"line {folds} {number}", folds=folds)
        for folds, several in zip((0, 1, 2, 3), heights, strict=True)
        for number in range(several)
    ]
    text = terminal_text(lines, "en")
    assert len(text.splitlines()) <= 30
    assert all(f"line 0 {number}" in text for number in range(heights[0]))
    kept = [line for line in lines if line.text in text.splitlines()]
    assert len(kept) < len(lines)
    assert f"{len(lines) - len(kept)} lines more" in text


EITHER = [f"{month:02}/{day:02}/2026" for month in range(1, 9) for day in (9, 10, 11)]
"""Days that may be either."""


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["05/11/2026", "14/02/2026"], "dmy"),
        (["05/11/2026", "02/14/2026"], "mdy"),
        ([*EITHER[:3], "14/02/2026"], "dmy"),
        ([*EITHER[:21], *(f"{day}/06/2026" for day in range(13, 20))], "dmy"),
        # A slip among days that show nothing decides for none of them.
        ([*EITHER[:13], "02/14/2026"], ""),
        ([*EITHER[:13], "14/02/2026"], ""),
        ([*(f"{day}.05.2026" for day in range(11, 24)), "05/11/2026", "02/14/2026"], ""),
        (["05/11/2026", "14/02/2026", "02/14/2026"], ""),
        (["05/11/2026", "05/11/2026 13:45", "02/14/2026 10:00"], "mdy"),
        (["2026-11-05", "05/11/2026"], ""),
    ],
)
def test_the_order_of_days_is_shown_by_the_column_or_is_not_known(days: list[str], order: str) -> None:
    seen = DaysSeen()
    for day in days:
        seen.look_at(day)
    assert seen.order() == order


def test_one_odd_day_makes_no_column_month_first(tmp_path: Path) -> None:
    """The law of 5 November is not that of 11 May: the row is mended, and its day is not guessed."""
    head = "Verkaufsbeleg;Bestimmungsland;Güterlistenposition;WADAT\n"
    rows = "".join(f"{ROW};{day}\n" for day in (*EITHER[:13], "02/14/2026"))
    (tmp_path / "in.csv").write_text(head + rows, encoding="utf-8")
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))
    assert [row["WADAT"] for row in records(tmp_path / "out.csv")] == ["02/14/2026"]
    assert summary.export is not None
    assert not summary.export.shown
    problems = [row["dualuse_problem"] for row in records(summary.bad_file)]
    assert len(problems) == 13
    assert all("may be 2026-" in problem for problem in problems)


HEAD = "Verkaufsbeleg;Bestimmungsland;Güterlistenposition;WADAT\n"
POINTS = ("05.11.2026", "11.20.2026", "25.11.2026")


def points_judged(folder: Path, locale: Locale, *days: str) -> tuple[list[str], str]:
    """The days that were judged, and the file of the rows to mend."""
    (folder / "in.csv").write_text(HEAD + "".join(f"{ROW};{day}\n" for day in days), encoding="utf-8")
    mapping = guessed(HEAD.strip().split(";"), locale)
    summary = bulk(folder / "in.csv", folder / "out.csv", options=Options(TODAY), mapping=mapping)
    bad = summary.bad_file.read_text(encoding="utf-8") if summary.bad else ""
    return [row["WADAT"] for row in records(folder / "out.csv")], bad


def test_days_with_points_that_contradict_each_other_are_not_guessed(tmp_path: Path) -> None:
    judged, bad = points_judged(tmp_path, Locale(), *POINTS)
    assert judged == ["25.11.2026"]
    assert "05.11.2026 may be 2026-11-05 or 2026-05-11" in bad
    assert "11.20.2026 has the month first" in bad


@pytest.mark.parametrize(
    ("locale", "judged"),
    [(Locale(days="dmy"), ["05.11.2026", "25.11.2026"]), (Locale(days="mdy"), ["05.11.2026", "11.20.2026"])],
)
def test_a_stated_order_settles_days_with_points(tmp_path: Path, locale: Locale, judged: list[str]) -> None:
    assert points_judged(tmp_path, locale, *POINTS)[0] == judged


def test_days_with_points_that_agree_have_the_day_first(tmp_path: Path) -> None:
    judged, bad = points_judged(tmp_path, Locale(), "05.11.2026", "25.11.2026", "31.02.2026", "13.13.2026")
    assert judged == ["05.11.2026", "25.11.2026"]
    assert "31.02.2026 is no day" in bad
    assert "may be" not in bad


def test_the_summary_says_that_days_contradict_each_other(tmp_path: Path) -> None:
    text = printed_summary(tmp_path, HEAD + "".join(f"{ROW};{day}\n" for day in POINTS))
    told = " ".join(text.split())
    assert "05.11.2026 may be 2026-11-05 or 2026-05-11, and no other cell of the column settles which" in told
    assert "11.20.2026 has the month first, and a day with points has the day first" in told
