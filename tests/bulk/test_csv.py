"""CSV as people and programs write it: nothing is lost, and every line is told by its number."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse import check
from dualuse.bulk.files import csv_files
from dualuse.bulk.source_file import open_table
from dualuse.bulk.told_cells import told_by_name
from dualuse.inputs.formulas import guarded
from dualuse.inputs.problems import InputError
from tests.support.bulk_runs import HEADER, ROW, TODAY, judge, judge_text, records, whole


def references(rows: list[dict[str, str]]) -> list[str]:
    return [row["reference"] for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + ROW,
        HEADER + ROW.rstrip("\n"),
        "\ufeff" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r\n"),
        (HEADER + ROW).replace("\n", "\r"),
        (HEADER + ROW).replace(",", ";"),
        (HEADER + ROW).replace(",", "\t"),
        "sep=;\n" + (HEADER + ROW).replace(",", ";"),
        "\n \n" + HEADER + "\n" + ROW + "\n   \n",
        HEADER.replace(",", " , ") + ROW,
        '"reference","items.entries","destination","customer"\n"A","5A001.f","AE","Example"\n',
        (HEADER + ROW).replace(",", ";").replace("\n", ";\n"),
        (HEADER + ROW).replace(",", ";").replace("\n", "; \r\n"),
        (HEADER + ROW).replace(",", ";").replace("\n", ";\r"),
    ],
    ids=[
        "plain", "no-last", "bom", "crlf", "cr", "semicolon", "tab", "sep", "blank", "spaces", "quoted",
        "closed", "closed-crlf", "closed-cr",
    ],
)  # fmt: skip
def test_ways_of_writing_the_same(tmp_path: Path, content: str) -> None:
    (row,), bad = judge_text(tmp_path, content)
    assert row == {
        "reference": "A",
        "items.entries": "5A001.f",
        "destination": "AE",
        "customer": "Example",
        "outcome": "undetermined",
    }
    assert bad == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_that_end_with_a_separator_have_no_column_more(tmp_path: Path, end: str) -> None:
    rows = [ROW, "B,5A001.f,EG,x\n", '"C",5A001.f,IN,\n']
    lines = (HEADER + "".join(row.replace("\n", ",\n") for row in rows)).replace("\n", end)
    judged, bad = judge_text(tmp_path, lines)
    assert (references(judged), bad) == (["A", "B", "C"], [])
    assert [row["customer"] for row in judged] == ["Example", "x", ""]
    # One with a separator in a cell costs itself alone; what stands behind the last column, or has no end, may have slipped.
    judged, bad = judge_text(tmp_path, lines.replace("B,", "B,b,"))
    assert (references(judged), [row["reference"] for row in bad]) == (["A", "C"], ["B"])
    judged, bad = judge_text(tmp_path, lines.replace("EG,x,", "EG,x,y"))
    assert (judged, [row["reference"] for row in bad]) == ([], ["A", "B", "C"])
    judged, _ = judge_text(tmp_path, lines.replace("EG,x,", "EG,x"))
    assert references(judged) == ["B"]


def test_one_line_that_ends_with_a_separator_may_have_one_in_a_cell(tmp_path: Path) -> None:
    judged, bad = judge_text(tmp_path, HEADER + "A,5A001.f,AE,\n" + "B,b,5A001.f,AE,\n")
    assert (references(judged), [row["reference"] for row in bad]) == (["A"], ["B"])
    assert judge_text(tmp_path, HEADER + "B,b,5A001.f,AE,\n")[0] == []


def test_the_result_is_written_as_the_file_was(tmp_path: Path) -> None:
    judge_text(tmp_path, "\ufeff" + (HEADER + ROW + "B,zz,AE,x\n").replace(",", ";"))
    for name in ("out.csv", "out.bad.csv"):
        assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf"), name
    assert ";outcome;range_low;range_high\n" in (tmp_path / "out.csv").read_text()
    assert "dualuse_line;dualuse_problem;reference;items.entries;" in (tmp_path / "out.bad.csv").read_text()


def test_cells_with_everything_in_them_are_carried_on(tmp_path: Path) -> None:
    odd = ["a,b", 'say "so"', "two\nlines", "a;b\tc", " spaces ", '5" disk', "=1+1", "", "ü\u2028x"]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for cell in odd:
        writer.writerow(["R", "5A001.f;4A001", "AE", cell])
    good, bad = judge_text(tmp_path, HEADER + text.getvalue())
    assert [row["customer"] for row in good] == [
        guarded(cell) for cell in odd
    ]  # "=1+1" would run in a spreadsheet
    assert bad == []


def test_codes_with_the_separator_stand_in_quotes(tmp_path: Path) -> None:
    content = 'reference;items.entries;destination\nA;"5A001.f;4A001";AE\nB;5A001.f;4A001;AE\n'
    good, bad = judge_text(tmp_path, content)
    assert good[0]["items.entries"] == "5A001.f;4A001"
    assert references(good) == ["A"]
    assert bad[0]["dualuse_line"] == "3"
    assert "between quotes" in bad[0]["dualuse_problem"]


@pytest.mark.parametrize(
    ("line", "message", "shown"),
    [
        (b"B,5A001.f,AE", "3 fields, the header has 4", ["B", "5A001.f", "AE", ""]),
        (b"B,5A001.f,AE,x,y", "5 fields, the header has 4", ["B", "5A001.f", "AE", "x"]),
        (b"B,5A001.f,AE,M\xfcller", "not UTF-8", ["B", "5A001.f", "AE", "Müller"]),
        (b'B,5A001.f,AE,"x"y', "after a closing quote", ['B,5A001.f,AE,"x"y', "", "", ""]),
        (b'"B,5A001.f,AE,x', "opened and not closed", ['"B,5A001.f,AE,x', "", "", ""]),
        (b"B,5A001.f,AE,\x00", "", []),
        (b"B\x00,5A001.f,AE,x", "control characters", ["B\x00", "5A001.f", "AE", "x"]),
        (b"B,5A001.f;,XX,x", "XX is no country", ["B", "5A001.f;", "XX", "x"]),
        (b"B,7A001.zz,AE,x", "7A001", ["B", "7A001.zz", "AE", "x"]),
    ],
    ids=["few", "many", "latin", "quote", "open", "nul-carried", "nul", "contract", "code"],
)
def test_a_bad_line_costs_nothing_but_itself(
    tmp_path: Path, line: bytes, message: str, shown: list[str]
) -> None:
    content = HEADER.encode() + b'A,4A001,JP,"two\nlines"\n' + line + b"\nC,4A001,JP,x\n"
    good, bad = judge_text(tmp_path, content)
    if not message:
        assert references(good) == ["A", "B", "C"]
        return
    assert references(good) == ["A", "C"]
    (row,) = bad
    assert row["dualuse_line"] == "4"
    assert message in row["dualuse_problem"]
    assert [row[name] for name in ("reference", "items.entries", "destination", "customer")] == shown


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\r\n  \n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        ((HEADER + ROW).encode("utf-16-le"), ":1: the file is not UTF-8"),
        ("reference,items.entries,Prüfer\n".encode("latin-1"), ":1: the file is not UTF-8"),
        (b"items.entries,destination,destination\n", ":1: the column destination stands twice. Keep one"),
        (b"items.entries,,\n5A001,,\n", ":1: several columns have no name"),
        (b'\n"items.entries\nx",destination\n', ":2: there is no column called items.entries?x"),
        (b'items.entries,"destination\n5A001,AE\n', "the header cannot be read"),
        (b"customer,city\nx,y\n", "no column has a name of the contract"),
        (b"Items.Entries,DESTINATION\n", "Perhaps destination is meant"),
        (b"items.entries,End-Use\n", "Perhaps end_use is meant"),
        (b"\x00\x01\x02", "the file is not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        judge_text(tmp_path, content)
    text = " ".join(problem.text() for problem in error.value.problems)
    assert message in text
    assert text.startswith(f"{tmp_path}/in.csv")
    assert list(tmp_path.iterdir()) == [tmp_path / "in.csv"]


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert judge_text(tmp_path, HEADER, reasons=True) == ([], [])
    assert (
        (tmp_path / "out.csv")
        .read_text()
        .startswith(HEADER.strip() + ",dualuse_line,reasons_in_short,outcome,")
    )


def test_every_row_bad_and_every_date_bad(tmp_path: Path) -> None:
    good, bad = judge_text(tmp_path, "reference,date\nA,never\nB,1999-01-01\n", reasons=True)
    assert good == []
    assert [row["dualuse_line"] for row in bad] == ["2", "3"]


def test_a_long_line_and_many_columns(tmp_path: Path) -> None:
    others = ",".join(f"note {number}" for number in range(300))
    long = "x" * 1_000_000
    cells = ",".join(["y"] * 299)
    content = f'items.entries,{others}\n5A001.f,{long},{cells}\n4A001,"{long}\n",{cells}\n'
    good, bad = judge_text(tmp_path, content)
    assert [len(row["note 0"]) for row in good] == [1_000_000, 1_000_001]
    assert bad == []


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", 1000)
    monkeypatch.setattr(csv_files, "LONGEST", 3000)
    with pytest.raises(InputError, match="does not end"):
        judge_text(tmp_path, HEADER + "x" * 10_000)


def test_an_open_quote_is_given_up_where_it_goes_too_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", 1000)
    monkeypatch.setattr(csv_files, "LONGEST", 3000)
    content = HEADER + ROW + '"' + ROW + ROW * 1000
    (tmp_path / "in.csv").write_text(content)
    rows, lines, bad = whole(open_table(tmp_path / "in.csv"))
    assert len(rows) == 1001
    assert lines == [2, *range(4, 1004)]
    assert bad == [(3, ('"' + ROW.strip(),))]


def test_the_reason_is_that_of_check(tmp_path: Path) -> None:
    names = ["date", "items.entries", "destination", "knowledge.wmd", "items.value", "exporter.country"]
    rows = [
        ["2026-02-30", "5A001.f", "AE", "none", "1", "DE"],
        ["2026-08-01", "5A001.f;9Z1", "QQ", "none", "1", "DE"],
        ["2026-08-01", "5A001.f", "AE", "nothing", "much", "DE"],
        ["2026-08-01", ";", "AE", "none", "", "Atlantis"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *rows])
    _, bad = judge_text(tmp_path, text.getvalue())
    for row, bad_row in zip(rows, bad, strict=True):
        day, entries, destination, wmd, value, country = row
        data: dict[str, Any] = {
            "date": day,
            "items": [{"entries": [part for part in entries.split(";") if part] or [entries]}],
            "destination": destination,
            "knowledge": {"wmd": wmd},
            "exporter": {"country": country},
        }
        data["items"][0] |= {"value": value} if value else {}
        with pytest.raises(InputError) as error:
            check(data, date_of_law=TODAY)
        of_row = (
            replace(problem, path=re.sub(r"\[\d+\]", "", problem.path)) for problem in error.value.problems
        )
        reasons = " ".join(told_by_name(problem, {}, "en").text() for problem in of_row)
        assert bad_row["dualuse_problem"] == reasons


def test_mended_bad_rows_go_in_again(tmp_path: Path) -> None:
    _, bad = judge_text(tmp_path, HEADER + "A,zz,AE,x\nB,5A001.f,AE\n")
    assert len(bad) == 2
    (tmp_path / "again.csv").write_text((tmp_path / "out.bad.csv").read_text().replace("zz", "5A001.f"))
    summary = judge(tmp_path / "again.csv", tmp_path / "more.csv")
    assert (summary.rows, summary.bad) == (2, 0)
    (tmp_path / "again.csv").write_text((tmp_path / "out.bad.csv").read_text())
    summary = judge(tmp_path / "again.csv", tmp_path / "more.csv")
    (still,) = records(summary.bad_file)
    names = ["dualuse_line", "dualuse_problem", "reference", "items.entries", "destination", "customer"]
    assert list(still) == names
    assert still["reference"] == "A"


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_what_was_said_of_a_bad_row_is_not_carried_on_once_it_is_mended(tmp_path: Path, ending: str) -> None:
    """Wherever the columns stand by then, and whatever else the table is called."""
    judge_text(tmp_path, "reason,line,items.entries,destination\nrenewal,10,zz,AE\n")
    (bad,) = records(tmp_path / "out.bad.csv")
    mended = {
        "items.entries": "5A001.f",
        **{name: bad[name] for name in reversed(bad) if name != "items.entries"},
    }
    (tmp_path / "again.csv").write_text(
        ",".join(mended) + "\n" + ",".join(f'"{cell}"' for cell in mended.values())
    )
    summary = judge(tmp_path / "again.csv", tmp_path / f"more.{ending}")
    assert (summary.rows, summary.bad, summary.carried) == (1, 0, ("line", "reason"))
    judge(tmp_path / f"more.{ending}", tmp_path / "last.csv")
    (row,) = records(tmp_path / "last.csv")
    assert list(row) == [
        "items.entries",
        "destination",
        "line",
        "reason",
        "outcome",
        "range_low",
        "range_high",
    ]
    assert (row["reason"], row["line"]) == ("renewal", "10")


def test_columns_called_line_and_reason_are_the_user_s_own(tmp_path: Path) -> None:
    good, bad = judge_text(tmp_path, "line,reason,items.entries\n10,renewal,5A001.f\n20,first,zz\n")
    assert [(row["line"], row["reason"]) for row in good] == [("10", "renewal")]
    assert [(row["dualuse_line"], row["line"], row["reason"]) for row in bad] == [("3", "20", "first")]


def test_the_result_goes_in_again_and_comes_out_the_same(tmp_path: Path) -> None:
    content = HEADER + ROW + '"B;2",[],CH,"a\nb"\nC,4A001;5A001.f,RU,=x\n'
    judge_text(tmp_path, content, reasons=True)
    first = (tmp_path / "out.csv").read_bytes()
    judge(tmp_path / "out.csv", tmp_path / "again.csv", reasons=True)
    assert (tmp_path / "again.csv").read_bytes() == first


# Random files, cut into small blocks

CELLS = st.text(st.sampled_from('a"5,;\t\n\r ü\u2028'), max_size=6)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[tuple[int, list[str], bool]], str]:
    """A file, what its records are (first line, fields, whether good), and the separator."""
    separator = draw(st.sampled_from(",;\t"))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    header = separator.join(["reference", "destination", "note"]) + ending
    content, line = header.encode(), 2
    file_records: list[tuple[int, list[str], bool]] = []
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["good", "good", "good", "few", "many", "bytes", "blank"]))
        if kind == "blank":
            content, line = content + ending.encode(), line + 1
            continue
        width = {"few": 2, "many": 4}.get(kind, 3)
        cells = [draw(CELLS) for _ in range(width)]
        everything = draw(st.booleans())
        raw = (separator.join(written(cell, separator, everything) for cell in cells) + ending).encode()
        if kind == "bytes":
            raw = b"\xff" + separator.encode() + b"x" + separator.encode() + b"y" + ending.encode()
            cells = ["ÿ", "x", "y"]
        file_records.append((line, cells, kind == "good"))
        content, line = content + raw, line + lines_in(raw)
    if draw(st.booleans()) and file_records and content.endswith(ending.encode()):
        content = content[: -len(ending)]
    return content, file_records, separator


def written(cell: str, separator: str, everything: bool) -> str:
    needed = any(mark in cell for mark in (separator, "\n", "\r")) or cell.startswith('"')
    return '"' + cell.replace('"', '""') + '"' if everything or needed else cell


def lines_in(raw: bytes) -> int:
    return raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")


@given(files(), st.sampled_from([16, 40, 100, 10_000]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_record_of_a_random_file_is_a_row_or_a_bad_line(
    file: tuple[bytes, list[tuple[int, list[str], bool]], str], block: int
) -> None:
    content, expected, separator = file
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_files, "BLOCK", block)
        path = Path(folder) / "in.csv"
        path.write_bytes(content)
        table = open_table(path)
        rows, lines, bad = whole(table)
    assert table.separator == separator
    good = [(line, [cell or None for cell in fields]) for line, fields, is_good in expected if is_good]
    assert [(line, [cell or None for cell in row]) for line, row in zip(lines, rows, strict=True)] == good
    assert bad == [(line, tuple(fields)) for line, fields, is_good in expected if not is_good]
    independent = list(
        csv.reader(
            io.StringIO(content.decode("utf-8", "replace"), newline=""), delimiter=separator, strict=True
        )
    )
    assert len(rows) + len(bad) == sum(map(bool, independent)) - 1


@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", "5", " ", "ü"]), max_size=40).map("".join),
    st.sampled_from([8, 10_000]),
    st.integers(1, 3),
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_at_once_reads_what_record_by_record_reads(text: str, block: int, width: int) -> None:
    """Also where quotes stand as no program would write them."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "in.csv"
        path.write_bytes((",".join(["date", "end_use", "x"][:width]) + "\n" + text).encode())
        at_once = whole(open_table(path))
        patch.setattr(csv_files, "BLOCK", block)
        in_blocks = whole(open_table(path))
        patch.setattr(csv_files, "_at_once", lambda *arguments: None)
        one_by_one = whole(open_table(path))
    assert emptied(at_once) == emptied(in_blocks) == emptied(one_by_one)


def emptied(whole_table: tuple[list[tuple[str | None, ...]], list[int], Any]) -> Any:
    rows, lines, bad = whole_table
    return [tuple(cell or None for cell in row) for row in rows], lines, bad


@given(st.lists(st.sampled_from([ROW, "B,zz,JP,x\n", "C,4A001\n", 'D,4A001,"CH",\n', "\n"]), max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_keep_their_order(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        good, bad = judge_text(Path(folder), HEADER + "".join(lines))
    assert references(good) == [line[0] for line in lines if line[0] in "AD"]
    assert [int(row["dualuse_line"]) for row in bad] == [
        number for number, line in enumerate(lines, 2) if line[0] in "BC"
    ]
