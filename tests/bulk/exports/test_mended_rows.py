"""Rows to mend go in again as they came out, with the columns that are carried on, and answer as the mended file does: never milder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import fastexcel
import pytest
import xlsxwriter

from dualuse.bulk.exports.mapping import ColumnMapping
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import open_table
from dualuse.schema.tables.columns import BAD_HEADING, LINE
from tests.bulk.test_screened_rows import FREE, HITS, LISTED
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.hits_by_hand import UNION, ScreenerByHand

ANSWERS = ("outcome", "release", "range_low", "range_high", "basis", "missing", "reasons", "screening_status")
WRONG, RIGHT = "2,5", "2"
COUNTED = {"items.quantity": RIGHT, "items.unit": "pc"}
CARRIED = (
    {"Bemerkung": LISTED, "Intern": "x"},
    {"Bemerkung": "weiter nach Iran"},
    {"Bemerkung": "אורלוב קווילון"},
    {"Bemerkung": "frei Haus, Rampe drei", "Sperrvermerk": "gesperrt"},
    {"Bemerkung": "=1+1", "Intern": '"Zitat"; mit\nZeile'},
    {"Bemerkung": "'00123", "Intern": "00123"},
    {"Bank": "Example Bank"},
)


def answers(path: Path) -> list[dict[str, str]]:
    return [{name: row[name] for name in ANSWERS} for row in records(path)]


def run(source: Path, target: Path, mapping: ColumnMapping | None = None) -> Path:
    bulk(source, target, options=Options(TODAY), screener=ScreenerByHand(HITS, (UNION,)), mapping=mapping)
    return target


def rows_with(columns: Iterable[Mapping[str, str]], quantity: str) -> list[dict[str, str]]:
    return [{**FREE, **COUNTED, **row, "items.quantity": quantity} for row in columns]


def mended(path: Path) -> Path:
    """The rows to mend of a result with the quantity mended, and nothing else, in the format that they stand in."""
    target = path.with_name(f"mended-{path.name}")
    if path.suffix == ".csv":
        target.write_bytes(path.read_bytes().replace(b'"2,5"', b"2"))
        return target
    book = fastexcel.read_excel(path)
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as written:
        for name in book.sheet_names:
            sheet = written.add_worksheet(name)
            for number, row in enumerate(
                book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()
            ):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, RIGHT if cell == WRONG else cell or "")
    return target


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_carried_texts_come_back_and_answer_as_in_the_mended_file(tmp_path: Path, ending: str) -> None:
    whole = run(write_rows(tmp_path / "whole.csv", rows_with(CARRIED, RIGHT)), tmp_path / "whole.out.csv")
    result = run(write_rows(tmp_path / "in.csv", rows_with(CARRIED, WRONG)), tmp_path / f"out.{ending}")
    bad = tmp_path / ("out.bad.csv" if ending == "csv" else "out.xlsx")
    names = open_table(bad).names
    assert names[:2] == BAD_HEADING
    assert {"Bemerkung", "Intern", "Sperrvermerk", "Bank"} <= set(names)
    again = run(mended(bad), tmp_path / "again.out.csv")
    assert result.exists()
    assert answers(again) == answers(whole)
    for before, after in zip(records(whole), records(again), strict=True):
        carried = before.keys() - {LINE, *ANSWERS}
        assert {name: after[name] for name in carried} == {name: before[name] for name in carried}
    assert [row["release"] for row in answers(again)] == ["ask", "ask", "ask", "ask", "go", "go", "ask"]


def test_the_same_of_an_export_with_columns_left_out(tmp_path: Path) -> None:
    header = (
        "Auftrag;Warenausgangsdatum;Empfangsland;Kunde;Bezeichnung;Menge;ME;Nettowert;Währung;Bemerkung;Bank"
    )
    first = "A-1;20.08.2026;Japan;Example KK;Dichtung;{};ST;1.200,50;EUR;weiter nach Iran;Example Bank"
    for name, quantity in (("whole", "2"), ("in", WRONG)):
        text = f"{header}\n{first.format(quantity)}\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    run(tmp_path / "whole.csv", tmp_path / "whole.out.csv")
    run(tmp_path / "in.csv", tmp_path / "out.csv")
    (row,) = records(tmp_path / "out.bad.csv")
    assert (row["Bemerkung"], row["Bank"]) == ("weiter nach Iran", "Example Bank")
    text = (tmp_path / "out.bad.csv").read_text(encoding="utf-8").replace(f";{WRONG};", ";2;")
    (tmp_path / "again.csv").write_text(text, encoding="utf-8")
    run(tmp_path / "again.csv", tmp_path / "again.out.csv")
    assert answers(tmp_path / "again.out.csv") == answers(tmp_path / "whole.out.csv")
    assert "weiter nach Iran" in records(tmp_path / "again.out.csv")[0]["reasons"]


# Rows of the same contract that are not among those to mend.

_NUCLEAR = {
    "reference": "A-1", "date": "2026-08-01", "activity": "export", "manner": "permanent", "exporter.country": "DE",
    "destination": "PK", "items.entries": "[]", "items.national_entries": "[]", "items.kind": "goods", "items.value": "3000",
    "items.currency": "EUR", **COUNTED, "parties.end_user.name": "Indus Works", "parties.end_user.country": "PK",
    "knowledge.nuclear_facility": "aware",
}  # fmt: skip


def judged(path: Path, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    source = write_rows(path, rows)
    bulk(source, path.with_suffix(".out.csv"), options=Options(TODAY))
    return records(path.with_suffix(".out.csv"))


def test_a_mended_row_is_not_all_of_its_contract(tmp_path: Path) -> None:
    """Two rows of 3 000 euro are above the limit of § 9(3) AWV; the one that was mended is not within it by itself."""
    within = "§ 9(3) no 2 AWV"
    assert within in judged(tmp_path / "one.csv", [_NUCLEAR])[0]["basis"]
    both = judged(tmp_path / "both.csv", [_NUCLEAR, _NUCLEAR])
    assert all(within not in row["basis"] for row in both)
    judged(tmp_path / "in.csv", [_NUCLEAR, {**_NUCLEAR, "items.quantity": WRONG}])
    bad = records(tmp_path / "in.out.bad.csv")
    (row,) = judged(tmp_path / "again.csv", [{**row, "items.quantity": RIGHT} for row in bad])
    assert within not in row["basis"]
    assert "circumstances.nuclear_goods_within_limit" in row["missing"]
    # Nor is a row of the result, where rows of it are to be mended.
    result = tmp_path / "in.out.csv"
    bulk(result, tmp_path / "more.csv", options=Options(TODAY))
    assert within not in records(tmp_path / "more.csv")[0]["basis"]
    (tmp_path / "in.out.bad.csv").unlink()
    bulk(result, tmp_path / "alone.csv", options=Options(TODAY))
    assert within in records(tmp_path / "alone.csv")[0]["basis"]


def test_nor_is_it_in_a_workbook_where_another_table_may_have_the_rest(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        for name in ("Januar", "Februar"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(_NUCLEAR))
            sheet.write_row(1, 0, list(_NUCLEAR.values()))
    bulk(tmp_path / "in.xlsx", tmp_path / "out.csv", options=Options(TODAY), sheet="Februar")
    (row,) = records(tmp_path / "out.csv")
    assert "§ 9(3) no 2 AWV" not in row["basis"]


def test_what_others_draw_on_an_authorisation_is_not_known_of_mended_rows(tmp_path: Path) -> None:
    held = {
        "authorisations.1.reference": "BAFA-1",
        "authorisations.1.left": "5000",
        "authorisations.1.left_currency": "EUR",
    }
    row = {**FREE, **COUNTED, **held, "items.value": "3000", "items.currency": "EUR"}
    table = open_table(write_rows(tmp_path / "in.csv", [{**dict.fromkeys(BAD_HEADING, "1"), **row}]))
    assert table.is_part
    from dualuse.bulk.parts_of_file import KeptParts, Steps, unreported
    from dualuse.bulk.sums.authorisation_sums import AuthorisationSums

    sums = AuthorisationSums(table.columns.header)
    for cells, unreadable in KeptParts(table).before(Steps(unreported, 1), frozenset(row)):
        sums.add(cells, unreadable)
    (left,) = sums.in_table.values()
    # Two rows name it at least, and of one the amount is not known.
    assert left.rows == 2
    with (tmp_path / "in.csv").open(encoding="utf-8") as stream:
        assert len(list(csv.reader(stream))) == 2
