"""Parquet and Excel in and out, and where the result goes: whole, in place of the old one, over nothing else."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest
import xlsxwriter

from dualuse import check
from dualuse.bulk.files import excel_writing, parquet_files
from dualuse.bulk.files.parquet_stream import ParquetStream
from dualuse.bulk.files.writing import Writer
from dualuse.bulk.source_file import open_table
from dualuse.inputs.formulas import bare
from dualuse.inputs.problems import InputError
from tests.support.bulk_runs import HEADER, ROW, judge, judge_text, records, sheet, whole

DAY = date(2026, 8, 1)


def refusal(source: Path, target: Path) -> str:
    with pytest.raises(InputError) as error:
        judge(source, target)
    assert len(error.value.problems) == 1
    return error.value.problems[0].text()


def judged(source: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    summary = judge(source, source.with_name("out.csv"))
    bad = records(summary.bad_file) if summary.bad else []
    return records(source.with_name("out.csv")), bad


# Parquet


def test_typed_columns_are_cells(tmp_path: Path) -> None:
    typed = pl.DataFrame(
        {
            "items.entries": [["5A001.f", "4A001"], [], None],
            "destination": pl.Series(["AE", "JP", "CH"], dtype=pl.Categorical),
            "exporter.country": pl.Series(["DE", "FR", None], dtype=pl.Enum(["DE", "FR"])),
            "date": [DAY, None, DAY],
            "items.value": [Decimal("180000.00"), None, Decimal("1.50")],
            "items.quantity": [2.0, 2.5, float("nan")],
            "items.cn_code": [85176200, None, 85176200],
            "circumstances.free_zone": [True, False, None],
            "knowledge.wmd": pl.Series([None, None, None], dtype=pl.Null),
            "parties.end_user.birth_date": [datetime(1970, 1, 1), None, None],
        }
    )
    typed.write_parquet(tmp_path / "in.parquet")
    rows, lines, bad = whole(open_table(tmp_path / "in.parquet"))
    assert rows == [
        (
            "5A001.f;4A001",
            "AE",
            "DE",
            "2026-08-01",
            "180000.00",
            "2",
            "85176200",
            "true",
            None,
            "1970-01-01",
        ),
        ("[]", "JP", "FR", None, None, "2.5", None, "false", None, None),
        (None, "CH", None, "2026-08-01", "1.50", None, "85176200", None, None, None),
    ]
    assert (lines, bad) == ([1, 2, 3], [])
    judge(tmp_path / "in.parquet", tmp_path / "out.parquet", reasons=True)
    result = pl.read_parquet(tmp_path / "out.parquet")
    assert result.select(typed.columns).equals(typed)
    texts = pl.DataFrame(rows, schema=typed.columns, orient="row")
    texts.write_csv(tmp_path / "text.csv")
    judge(tmp_path / "text.csv", tmp_path / "text.parquet", reasons=True)
    added = [name for name in result.columns if name not in (*typed.columns, "dualuse_line")]
    assert result.select(added).equals(pl.read_parquet(tmp_path / "text.parquet").select(added))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_what_no_cell_holds_is_carried_on(tmp_path: Path, ending: str) -> None:
    frame = pl.DataFrame(
        {
            "items.entries": ["5A001", "zz"],
            "group": [{"a": 1, "b": "x"}] * 2,
            "nested": [[[1]], [[2]]],
            "bytes": [b"\xff\x00"] * 2,
            "span": [timedelta(days=1)] * 2,
            "moment": [datetime(2026, 8, 1, 3)] * 2,
            "infinite": [float("inf"), float("nan")],
            "many digits": [12345678901234567890] * 2,
        }
    )
    frame.write_parquet(tmp_path / "in.parquet")
    summary = judge(tmp_path / "in.parquet", tmp_path / f"out.{ending}")
    assert (summary.rows, summary.bad) == (1, 1)
    (bad,) = records(summary.bad_file)
    assert (bad["dualuse_line"], bad["bytes"], bad["many digits"]) == ("2", "ff00", "12345678901234567890")
    if ending == "parquet":
        assert pl.read_parquet(tmp_path / "out.parquet").select(frame.columns).equals(frame[:1])
    else:
        rows = (
            [tuple(row.values()) for row in sheet(tmp_path / "out.xlsx", 1)]
            if ending == "xlsx"
            else whole(open_table(tmp_path / f"out.{ending}"))[0]
        )
        start = rows[0].index("5A001")
        stated = rows[0][start : start + 8]
        assert stated[:4] == ("5A001", '{"group":{"a":1,"b":"x"}}', '{"nested":[[1]]}', "ff00")
        assert stated[7] == "12345678901234567890"


@pytest.mark.parametrize("value", [{"a": 1}, [[1]], [1], b"1", timedelta(days=1)])
def test_a_column_of_the_contract_must_hold_cells(tmp_path: Path, value: Any) -> None:
    pl.DataFrame({"items.value": [value]}).write_parquet(tmp_path / "in.parquet")
    text = refusal(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert "the column items.value is of the type" in text


def test_parquet_in_several_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_files, "ROWS", 3)
    codes = ["5A001", "zz", "4A001", "zz", "zz", "zz", "3A001", "[]"]
    pl.DataFrame({"items.entries": codes, "number": range(8)}).write_parquet(tmp_path / "in.parquet")
    for ending in ("csv", "xlsx", "parquet"):
        summary = judge(tmp_path / "in.parquet", tmp_path / f"out.{ending}", reasons=True)
        assert (summary.rows, summary.bad, summary.outcomes) == (4, 4, {"undetermined": 4})
        if ending == "xlsx":
            numbers = [row["number"] for row in sheet(tmp_path / "out.xlsx", 1)]
        else:
            numbers = [row[1] for row in whole(open_table(tmp_path / f"out.{ending}"))[0]]
        assert numbers == ["0", "2", "6", "7"]
        assert [row["dualuse_line"] for row in records(summary.bad_file)] == ["2", "4", "5", "6"]


def test_a_table_without_rows_keeps_its_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(schema={"items.entries": pl.List(pl.String), "items.quantity": pl.Int64})
    frame.write_parquet(tmp_path / "in.parquet")
    judge(tmp_path / "in.parquet", tmp_path / "out.parquet")
    result = pl.read_parquet(tmp_path / "out.parquet")
    assert result.height == 0
    assert result.select(frame.columns).schema == frame.schema


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
@pytest.mark.parametrize("part", [0, 40, 1500])
def test_a_broken_file_is_refused(tmp_path: Path, ending: str, part: int) -> None:
    whole_file = tmp_path / f"whole.{ending}"
    (tmp_path / "in.csv").write_text(HEADER + ROW * 100)
    judge(tmp_path / "in.csv", whole_file, reasons=True)
    (tmp_path / f"in.{ending}").write_bytes(whole_file.read_bytes()[:part])
    text = refusal(tmp_path / f"in.{ending}", tmp_path / f"out.{ending}")
    assert ("the table cannot be read" if part else "the file is empty") in text
    assert not (tmp_path / f"out.{ending}").exists()


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_a_damaged_file_does_not_pass_for_a_shorter_one(tmp_path: Path, ending: str) -> None:
    """Readers of Excel files end quietly where the packed data breaks off."""
    (tmp_path / "in.csv").write_text(HEADER + "".join(f"A{n},5A001,AE,x{n * 7919}\n" for n in range(3000)))
    source = tmp_path / f"in.{ending}"
    judge(tmp_path / "in.csv", source)
    sound = source.read_bytes()
    refused = 0
    for place in range(len(sound) // 5, len(sound) * 4 // 5, len(sound) // 20):
        damaged = bytearray(sound)
        damaged[place] ^= 4
        source.write_bytes(damaged)
        try:
            rows, _, bad = whole(open_table(source))
        except InputError:
            refused += 1
        else:
            assert len(rows) + len(bad) == 3000
    assert refused


# Excel


def test_a_workbook_as_people_fill_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet, day = book.add_worksheet("Offers"), book.add_format({"num_format": "dd/mm/yyyy"})
        names = ["items.entries", "destination", "date", "items.quantity", "items.cn_code"]
        sheet.write_row(2, 1, [*names, "circumstances.free_zone", "", "note"])
        sheet.write_row(3, 1, ["5A001.f", "AE", None, 2, 85176200, True, None, 0.1])
        sheet.write_datetime(3, 3, datetime(2026, 8, 1), day)
        sheet.write_row(5, 1, ["zz", "JP", "2026-08-01", 2.5, "85176200", "no"])
        sheet.write_row(6, 1, [" ", " "])
        sheet.write_row(7, 1, ["4A001", "JP", "2026-08-01", 2.5, "85176200", "FALSE", None, "=1+1"])
        book.add_worksheet("Notes").write(0, 0, "items.entries")
    rows, bad = judged(tmp_path / "in.xlsx")
    cells = [[row[name] for name in [*names, "circumstances.free_zone", "note"]] for row in rows]
    assert cells == [
        ["5A001.f", "AE", "2026-08-01", "2", "85176200", "true", "0.1"],
        ["4A001", "JP", "2026-08-01", "2.5", "85176200", "FALSE", "0"],
    ]
    assert [row["dualuse_line"] for row in bad] == ["6"]
    assert judge(tmp_path / "in.xlsx", tmp_path / "out.csv").unread == ("Notes",)


@pytest.mark.parametrize(
    ("titles", "message"),
    [
        (["items.entries", "items.entries"], ":1: the column items.entries stands twice"),
        (["items.entries", None, None], ":1: several columns have no name"),
        (["items.entry", "x", "y"], ":1: there is no column called items.entry"),
        ([None, None, None], "no column has a name of the contract"),
    ],
)
def test_titles_that_cannot_be_meant(tmp_path: Path, titles: list[str | None], message: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, titles)
        sheet.write_row(1, 0, ["5A001", "5A002", "x"])
    assert message in refusal(tmp_path / "in.xlsx", tmp_path / "out.csv")


def test_an_empty_encrypted_or_exploding_workbook(tmp_path: Path) -> None:
    xlsxwriter.Workbook(tmp_path / "empty.xlsx").close()
    assert "the file is empty" in refusal(tmp_path / "empty.xlsx", tmp_path / "out.csv")
    (tmp_path / "old.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    assert "encrypted" in refusal(tmp_path / "old.xlsx", tmp_path / "out.csv")
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(300):
            stream.write(bytes(1024**2))
    assert "unpacks to 300 MB" in refusal(tmp_path / "bomb.xlsx", tmp_path / "out.csv")


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["items.entries", "destination"])
        sheet.write(1_048_575, 16_383, " ")
    assert "reaches to the cell XFD1048576" in refusal(tmp_path / "in.xlsx", tmp_path / "out.csv")


@pytest.mark.parametrize("name", ["offers [1]", "*", "päpierß", "%7B{x}", "n" * 200])
@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_names_that_mean_something_elsewhere(tmp_path: Path, name: str, ending: str) -> None:
    bad = "" if ending == "xlsx" else "B,zz,AE,x\n"  # of a workbook the rows to mend are read again
    (tmp_path / "in.csv").write_text(HEADER + ROW + bad)
    first, second = tmp_path / f"{name}.{ending}", tmp_path / f"{name} again.{ending}"
    judge(tmp_path / "in.csv", first)
    judge(first, second)
    assert whole(open_table(first))[0] == whole(open_table(second))[0]
    assert len(list(tmp_path.iterdir())) == (3 if ending == "xlsx" else 4)


def test_nothing_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    cells = [
        '=HYPERLINK("http://example.org")',
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1+1}",
        "https://example.org/" + "x" * 3000,
        "007",
        "\x0b",
        "_x0041_",
    ]
    good, _ = judge_text(
        tmp_path, HEADER + "".join(f'A,5A001,AE,"{c.replace(chr(34), 2 * chr(34))}"\n' for c in cells)
    )
    judge(tmp_path / "in.csv", tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        content = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in content
    assert "<hyperlink" not in content
    sheet = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet(1, dtypes="string").to_polars()
    assert sheet["customer"].to_list() == cells == [bare(row["customer"]) for row in good]


def test_what_excel_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.csv").write_text(HEADER + ROW + "B,5A001,AE," + "x" * 32768 + "\n")
    text = refusal(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert "in row 3, column customer" in text
    assert "--outcomes-only" not in text  # the cell is the user's own, and would stay as long
    monkeypatch.setattr(excel_writing, "ROWS", 1)
    assert "more rows or columns" in refusal(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_reasons_that_excel_cannot_hold_are_refused_with_every_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_writing, "_LONGEST", 200)
    (tmp_path / "in.csv").write_text(HEADER + ROW)
    with pytest.raises(InputError) as error:
        judge(tmp_path / "in.csv", tmp_path / "out.xlsx", reasons=True)
    text = error.value.problems[0].text()
    assert all(way in text for way in (".csv", ".parquet", "--outcomes-only")), text
    judge(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").exists()


def test_dates_and_numbers_stay_what_they_are(tmp_path: Path) -> None:
    written = pl.DataFrame({"items.entries": ["5A001"], "day": [DAY], "price": [1.5], "yes": [True]})
    written.write_parquet(tmp_path / "in.parquet")
    judge(tmp_path / "in.parquet", tmp_path / "out.xlsx")
    read_back = pl.read_excel(tmp_path / "out.xlsx", sheet_name="Judged rows").select(written.columns)
    assert read_back.rows() == written.rows()


def test_a_stream_of_rows_that_cannot_be_written_fails_and_nobody_waits(tmp_path: Path) -> None:
    """Whether the thread ends before rows are added, between them, or when it is told that there are no more."""
    rows = pl.DataFrame({"n": range(40_000)})
    for number in range(4):
        stream = ParquetStream(tmp_path / "no folder" / "rows", rows.schema)
        with pytest.raises((OSError, pl.exceptions.PolarsError)):
            _streamed(stream, [rows] * number)
        stream.stop()


def _streamed(stream: ParquetStream, parts: list[pl.DataFrame]) -> None:
    for rows in parts:
        stream.add(rows)
    stream.finish()


# Where the result goes


@pytest.mark.parametrize("way", ["same", "dotted", "symbolic", "hard"])
def test_the_input_is_never_the_output(tmp_path: Path, way: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(HEADER + ROW)
    target = {"same": source, "dotted": tmp_path / "." / "in.csv"}.get(way, tmp_path / "other.csv")
    if way == "symbolic":
        target.symlink_to(source)
    elif way == "hard":
        target.hardlink_to(source)
    assert "input and output are the same file" in refusal(source, target)
    assert source.read_text() == HEADER + ROW


@pytest.mark.parametrize("row", [ROW, "A,zz,AE,x\n"])
def test_bad_rows_replace_neither_the_input_nor_a_file_of_others(tmp_path: Path, row: str) -> None:
    source = tmp_path / "out.bad.csv"
    source.write_text(HEADER + row)
    assert "over the input" in refusal(source, tmp_path / "out.csv")
    (tmp_path / "in.csv").write_text(HEADER + row)
    assert "is not one of bad rows" in refusal(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert source.read_text() == HEADER + row


def test_bad_rows_of_an_earlier_run_are_removed(tmp_path: Path) -> None:
    judge_text(tmp_path, HEADER + ROW + "A,zz,AE,x\n")
    assert (tmp_path / "out.bad.csv").exists()
    judge_text(tmp_path, HEADER + ROW)
    assert not (tmp_path / "out.bad.csv").exists()


def test_places_where_nothing_can_be_put(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(HEADER + ROW)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "closed.csv").write_text("kept")
    (tmp_path / "closed.csv").chmod(0o444)
    assert "there is no folder" in refusal(source, tmp_path / "none" / "out.csv")
    assert "this is not a file" in refusal(source, tmp_path / "folder.csv")
    assert "the format of the file is not known" in refusal(source, tmp_path / "out.txt")
    assert "the format of the file is not known" in refusal(tmp_path / "in.ods", tmp_path / "out.csv")
    assert "cannot be read" in refusal(tmp_path / "none.csv", tmp_path / "out.csv")
    assert "this is not a file" in refusal(tmp_path / "folder.csv", tmp_path / "out.csv")
    assert "nothing can be written there" in refusal(source, Path("/proc/out.csv"))
    if os.geteuid():
        assert "protected against writing" in refusal(source, tmp_path / "closed.csv")
        tmp_path.chmod(0o500)
        assert "nothing can be written there" in refusal(source, tmp_path / "out.csv")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "out.csv")
    (tmp_path / "in.csv").write_text(HEADER + ROW + "A,zz,AE,x\n")
    judge(tmp_path / "in.csv", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert {path.name for path in (tmp_path / "real").iterdir()} == {"out.csv", "out.bad.csv"}


def test_an_error_on_the_way_leaves_the_old_files(tmp_path: Path) -> None:
    judge_text(tmp_path, HEADER + ROW + "A,zz,AE,x\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def interrupted() -> None:
        with Writer(tmp_path / "out.csv", tmp_path / "out.bad.csv") as writer:
            writer.add(pl.DataFrame({"x": ["y"]}))
            writer.add_bad(["dualuse_line", "dualuse_problem"], [("1", "x")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_two_runs_at_once_do_not_remove_each_other(tmp_path: Path) -> None:
    target, bad = tmp_path / "out.csv", tmp_path / "out.bad.csv"
    with Writer(target, bad) as writer:
        writer.add(pl.DataFrame({"x": ["one"]}))
        with Writer(target, bad) as other_writer:
            other_writer.add(pl.DataFrame({"x": ["other"]}))
        assert target.read_text() == "x\nother\n"
    assert target.read_text() == "x\none\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_named_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows.csv")
    assert "this is not a file" in refusal(tmp_path / "rows.csv", tmp_path / "judged.csv")


def test_an_output_needs_a_name(tmp_path: Path) -> None:
    source = tmp_path / "rows.csv"
    source.write_text("destination\nJP\n", encoding="utf-8")
    assert "this is not a file" in refusal(source, Path(""))


@pytest.mark.parametrize("name", ["parties", "items", "authority_decisions"])
def test_a_column_named_like_a_group_is_refused(tmp_path: Path, name: str) -> None:
    source = tmp_path / "rows.csv"
    source.write_text(f"destination,{name}\nJP,x\n", encoding="utf-8")
    assert f"there is no column called {name}" in refusal(source, tmp_path / "judged.csv")


VALUES = [
    ("3.000", True),
    ("30.500", True),
    ("3000", False),
    ("3.00", False),
    ("0.500", False),
    ("3000.125", False),
]


@pytest.mark.parametrize(("value", "refused"), VALUES)
def test_a_point_that_may_stand_for_thousands_is_refused(tmp_path: Path, value: str, refused: bool) -> None:
    """Read as three, three thousand euro would be under a national value limit."""
    source = tmp_path / "rows.csv"
    source.write_text(f"destination,items.value,items.currency\nJP,{value},EUR\n", encoding="utf-8")
    summary = judge(source, tmp_path / "judged.csv")
    assert (summary.bad, summary.rows) == ((1, 0) if refused else (0, 1))
    data = {"destination": "JP", "items": [{"value": value, "currency": "EUR"}]}
    if refused:
        both = f"{value} may be {value.rstrip('0').rstrip('.')} or {value.replace('.', '')}"
        assert both in summary.bad_file.read_text(encoding="utf-8")
        with pytest.raises(InputError) as error:
            check(data)
        assert "may be thousands" in error.value.problems[0].text()
    else:
        check(data)


def test_a_number_of_a_parquet_file_has_a_point_for_its_decimals(tmp_path: Path) -> None:
    values = pl.Series([Decimal("500.000"), Decimal("3.125")], dtype=pl.Decimal(18, 3))
    pl.DataFrame(
        {"destination": ["JP", "JP"], "items.value": values, "items.currency": ["EUR", "EUR"]}
    ).write_parquet(tmp_path / "rows.parquet")
    assert judge(tmp_path / "rows.parquet", tmp_path / "judged.csv").bad == 0


def test_a_workbook_has_a_summary_and_rows_that_go_in_again(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEADER + ROW + 'B,zz,AE,"=1+1"\nC,zz,AE,x\n')
    summary = judge(tmp_path / "in.csv", tmp_path / "out.xlsx", reasons=True)
    assert (summary.rows, summary.bad, summary.bad_file) == (1, 2, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.bad.csv").exists()
    assert fastexcel.read_excel(tmp_path / "out.xlsx").sheet_names == [
        "Summary",
        "Judged rows",
        "Rows to mend",
    ]
    (row,) = sheet(tmp_path / "out.xlsx", 1)
    assert row["reference"] == "A"
    assert len(row["reasons"] or "") <= 160
    # What is missing stands beside the reasons, in words.
    assert (row["reasons"] or "").startswith(
        "the parties have not been screened; missing: what is to be done and 31 more"
    )
    assert (row["reasons"] or "").endswith(" more (all with -o NAME.csv)")
    bad = sheet(tmp_path / "out.xlsx", 2)
    assert [cells["customer"] for cells in bad] == ["=1+1", "x"]
    assert "zz is no control list code" in (bad[0]["dualuse: what is to be mended"] or "")
    texts = [next(iter(line.values())) for line in sheet(tmp_path / "out.xlsx", 0)]
    assert f"Rows judged: 1, in {tmp_path / 'out.xlsx'}" in texts
    assert any("Rows that could not be judged: 2" in (text or "") for text in texts)
    again = judge(tmp_path / "out.xlsx", tmp_path / "more.xlsx", reasons=True)
    assert (again.rows, again.bad, again.unread) == (0, 2, ("Summary", "Judged rows"))
    assert [cells["customer"] for cells in sheet(tmp_path / "more.xlsx", 2)] == ["=1+1", "x"]


def test_more_rows_to_mend_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_writing, "ROWS", 2)
    (tmp_path / "in.csv").write_text(HEADER + "B,zz,AE,x\n" * 3)
    assert ".csv or .parquet" in refusal(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
