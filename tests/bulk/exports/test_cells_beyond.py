"""A line with more fields than the header costs that line alone, in a workbook as in CSV: no cell of it is lost, and it never goes in again as it is."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import pytest
import xlsxwriter

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from tests.support.bulk_runs import TODAY

EXPORT = (
    "Auftrag;Datum;Warenempfänger;Empfangsland;AL-Nummer",
    "1;20.08.2026;Müller; Söhne;Japan;2B350.i",
    "2;20.08.2026;Meier;Japan;2B350.i;zuviel;und mehr",
    "3;20.08.2026;Kai;Japan;2B350.i",
)
CONTRACT = (
    "date;activity;parties.consignee.name;destination;items.entries",
    "2026-08-20;export;Mill; Sons;JP;2B350.i",
    "2026-08-20;export;Mill;JP;2B350.i;more;and more",
    "2026-08-20;export;Kai;JP;2B350.i",
)


def written(folder: Path, *lines: str) -> Path:
    source = folder / "in.csv"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    return source


def to_mend(workbook: Path) -> list[tuple[str | None, ...]]:
    return (
        fastexcel.read_excel(workbook)
        .load_sheet("Rows to mend", header_row=None, dtypes="string")
        .to_polars()
        .rows()
    )


@pytest.mark.parametrize("lines", [EXPORT, CONTRACT], ids=["export", "contract"])
def test_no_cell_is_lost_and_the_others_are_judged(tmp_path: Path, lines: tuple[str, ...]) -> None:
    target = tmp_path / "out.xlsx"
    summary = bulk(written(tmp_path, *lines), target, options=Options(TODAY))
    assert (summary.rows, summary.bad) == (1, 2)
    header, *rows = to_mend(target)
    assert header[-2:] == ("dualuse: beyond the last column (1)", "dualuse: beyond the last column (2)")
    assert [[cell for cell in row[2:] if cell] for row in rows] == [line.split(";") for line in lines[1:3]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_not_mended_they_are_to_be_mended_again(tmp_path: Path, ending: str) -> None:
    workbook, again = tmp_path / "out.xlsx", tmp_path / f"again.{ending}"
    bulk(written(tmp_path, *EXPORT), workbook, options=Options(TODAY))
    summary = bulk(workbook, again, options=Options(TODAY))
    assert (summary.rows, summary.bad) == (0, 2)
    assert "6 fields, the header has 5" in summary.to_mend[0].reason
    if ending == "xlsx":
        assert [row[2:] for row in to_mend(again)[1:]] == [row[2:] for row in to_mend(workbook)[1:]]
    else:
        assert "zuviel;und mehr" in (tmp_path / "again.bad.csv").read_text("utf-8").replace(",", ";")


def test_mended_they_are_judged(tmp_path: Path) -> None:
    workbook, mended = tmp_path / "out.xlsx", tmp_path / "mended.xlsx"
    bulk(written(tmp_path, *EXPORT), workbook, options=Options(TODAY))
    header, first, _ = to_mend(workbook)
    cells = [*first[:4], "Müller; Söhne", *first[6:8], "", ""]
    with xlsxwriter.Workbook(mended) as book:
        sheet = book.add_worksheet("Rows to mend")
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, [cell or "" for cell in cells])
    summary = bulk(mended, tmp_path / "again.csv", options=Options(TODAY))
    assert (summary.rows, summary.bad) == (1, 0)
    assert "beyond" not in (tmp_path / "again.csv").read_text("utf-8")
