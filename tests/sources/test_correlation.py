"""The correlation of customs codes and entries: found by what stands in the columns, a hint and never a classification."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.sources.correlation_table import load, read_correlation, store

RUN = CliRunner()
ROWS = [
    ["Correlation table", "", "", ""],
    ["CN code", "Remark", "Dual-use code", "Note"],
    ["8517 62 00", "radio", "5A001f", ""],
    ["85176200", "", "5A002a", "x"],
    ["8456.11.10", "", "2B001c; 2B201c", ""],
    ["8456 11 10", "", "", "none"],
    ["", "", "6A003b4", ""],
]


def _csv(path: Path, mark: str = ",") -> Path:
    path.write_text("".join(mark.join(f'"{cell}"' for cell in row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def _workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("read me").write(0, 0, "nothing here")
        sheet = book.add_worksheet("table")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("made", ["table.csv", "table;.csv", "table.xlsx"])
def test_pairs_are_read_whatever_the_head_says(tmp_path: Path, made: str) -> None:
    path = tmp_path / made
    read = read_correlation(
        _workbook(path) if made.endswith("xlsx") else _csv(path, ";" if ";" in made else ",")
    )
    assert read.table.rows == (
        ("85176200", "5A001f"),
        ("85176200", "5A002a"),
        ("84561110", "2B001c"),
        ("84561110", "2B201c"),
    )
    assert dict(read.left_out) == {"neither": 2, "no_entry": 1, "no_cn_code": 1}
    assert read.table.entries("8517 62 00") == ("5A001f", "5A002a")
    assert read.table.entries("8456") == ("2B001c", "2B201c")
    assert read.table.entries("94") == (), "two digits are too few to hint at anything"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04 no workbook"])
def test_other_files_get_one_clear_error(tmp_path: Path, content: bytes) -> None:
    for name in ("table.csv", "table.xlsx", "table.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InputError):
            read_correlation(path)


def test_it_is_kept_and_given_back(tmp_path: Path) -> None:
    table = read_correlation(_csv(tmp_path / "table.csv")).table
    assert load(tmp_path / "home") is None
    store(table, tmp_path / "home")
    kept = load(tmp_path / "home")
    assert kept is not None
    assert (kept.rows, kept.checksum) == (table.rows, table.checksum)


def test_the_command_hints_and_says_that_it_is_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    output = RUN.invoke(app, ["sources", "correlation", "--look", "85176200"])
    assert output.exit_code == 3
    output = RUN.invoke(app, ["sources", "correlation", str(_csv(tmp_path / "table.csv"))])
    assert output.exit_code == 0, output.output
    output = RUN.invoke(app, ["sources", "correlation", "--look", "85176200"])
    assert "never a classification" in output.output
    assert "5A001f" in output.output
    output = RUN.invoke(app, ["sources", "correlation", "--look", "01012100"])
    assert "That says nothing" in output.output


def test_entries_that_the_edition_does_not_have_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "old.csv"
    path.write_text("CN,entry\n85176200,5A002a\n85176200,9Z999\n85176200,4A099\n", encoding="utf-8")
    read = RUN.invoke(app, ["sources", "correlation", str(path)])
    assert read.exit_code == 0
    assert "4A099" in read.output
    assert "5A002a" not in read.output
    looked = RUN.invoke(app, ["sources", "correlation", "--look", "85176200"])
    assert "4A099  not in the newest edition" in looked.output
