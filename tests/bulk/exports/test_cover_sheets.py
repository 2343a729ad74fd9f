"""A workbook whose table stands behind a cover: the sheet with the header is read, and a refusal leaves no mapping behind."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from dualuse.bulk.source_file import open_table
from dualuse.cli import app
from dualuse.i18n import translate
from dualuse.i18n.statuses import RELEASE

COVER = (("Auftragsliste", ""), ("Stand", "20.11.2026"), ("Ansprechpartner", "A. Example"))
ROWS = (
    ("Verkaufsbeleg", "Warenausgangsdatum", "Empfangsland", "Materialkurztext"),
    ("A-1", "2026-08-20", "Japan", "Dichtung"),
)
CONTRACT = (("reference", "destination", "items.entries"), ("A-1", "JP", "3A002.c"))


def book(path: Path, **sheets: tuple[tuple[str, ...], ...]) -> Path:
    with xlsxwriter.Workbook(path) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["bulk", *map(str, arguments), "-l", "en"], catch_exceptions=False)
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.parametrize("rows", [ROWS, CONTRACT])
def test_the_sheet_with_the_header_is_read(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    source = book(tmp_path / "in.xlsx", Deckblatt=COVER, Daten=rows, Hinweise=COVER)
    table = open_table(source)
    assert table.names == rows[0]
    assert (table.sheet, table.unread) == ("Daten", ("Deckblatt", "Hinweise"))
    code, text = run(source, "-o", tmp_path / "out.csv", "--map", tmp_path / "map.toml")
    assert code == 0
    assert "Rows judged: 1" in text
    assert "Sheets that were not read: Deckblatt, Hinweise" in text


def test_the_first_of_several_tables_is_read(tmp_path: Path) -> None:
    table = open_table(book(tmp_path / "in.xlsx", Erste=ROWS, Zweite=CONTRACT))
    assert (table.names, table.unread) == (ROWS[0], ("Zweite",))


def test_where_no_sheet_has_a_header_its_sheets_are_named_and_no_mapping_stays(tmp_path: Path) -> None:
    source = book(tmp_path / "in.xlsx", Deckblatt=COVER, Daten=(("Aa", "Bb"), ("1", "2")))
    code, text = run(source, "-o", tmp_path / "out.csv", "--map", tmp_path / "map.toml")
    assert code == 2
    assert (
        "no sheet has columns with names that are known; it was looked for in Deckblatt, and in Daten" in text
    )
    assert not (tmp_path / "map.toml").exists()


def test_a_refused_file_leaves_no_guessed_mapping(tmp_path: Path) -> None:
    source = book(tmp_path / "in.xlsx", Daten=ROWS)
    (tmp_path / "out.bad.csv").write_text("something of one's own\n")
    code, _ = run(source, "-o", tmp_path / "out.csv", "--map", tmp_path / "map.toml")
    assert code == 2
    assert not (tmp_path / "map.toml").exists()


def test_the_summary_of_a_workbook_begins_with_the_verdicts_in_colour(tmp_path: Path) -> None:
    code, _ = run(book(tmp_path / "in.xlsx", Daten=ROWS), "-o", tmp_path / "out.xlsx")
    assert code == 0
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        names = sorted(name for name in packed.namelist() if name.startswith("xl/worksheets/sheet"))
        summary, judged = (packed.read(name).decode() for name in names[:2])
        styles = packed.read("xl/styles.xml").decode()
    table = pl.read_excel(tmp_path / "out.xlsx", sheet_id=1, has_header=False)
    assert table.rows()[:4] == [
        (translate(RELEASE.long[name], "en"), {"ask": 1}.get(name, 0)) for name in RELEASE.codes
    ] + [("to be mended first: not judged", 0)]
    assert all(colour in styles for colour in ("FFC6EFCE", "FFFFEB9C", "FFFFC7CE"))
    assert judged.count("<cfRule") == len(RELEASE.codes) + 1
    assert "<pane " in judged
    assert "<conditionalFormatting" not in summary


def test_the_age_of_the_law_is_said_once_as_it_holds(tmp_path: Path) -> None:
    late = (ROWS[0], ("A-1", "2026-11-20", "Japan", "Dichtung"))
    arguments = (book(tmp_path / "in.xlsx", Daten=late), "-o", tmp_path / "out.xlsx")
    _, text = run(*arguments)
    assert "none may leave before a person accepts that" in text
    _, text = run(*arguments, "--accept-law-age", "2027-01-31", "--person", "A. Example")
    assert "older than allowed (60 days): 1; A. Example accepts that until 2027-01-31" in text
    assert "none may leave" not in text
