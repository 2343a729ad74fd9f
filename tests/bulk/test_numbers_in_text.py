"""Numbers in text cells under the contract's own names: what can be read in two ways is settled or refused, never guessed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from dualuse.bulk.files import csv_files
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import opened_table
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.export_words import Locale
from tests.support.bulk_runs import TODAY, records

NAMES = ("items.entries", "destination", "items.quantity", "items.unit")


def table(folder: Path, *quantities: str, encoding: str = "utf-8") -> Path:
    lines = [",".join(NAMES), *(f'5A001.f,AE,"{quantity}",kg' for quantity in quantities)]
    path = folder / "in.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def quantities(path: Path, locale: Locale | None = None) -> list[str | None]:
    return [
        cell for part in opened_table(path, None, locale)[0].parts() for cell in part.cells["items.quantity"]
    ]


@pytest.mark.parametrize(
    ("cells", "decimal", "read"),
    [
        (("4.200", "4,25"), "", ["4200", "4.25"]),
        (("4.200", "4.25"), "", ["4.2000", "4.25"]),
        (("4.200",), ",", ["4200"]),
        (("4,200",), ".", ["4200"]),
        (("4.25", "", "42", "0.125", "1234.567"), "", ["4.25", "", "42", "0.125", "1234.567"]),
        (("many",), "", ["many"]),
    ],
)
def test_a_number_is_settled(tmp_path: Path, cells: tuple[str, ...], decimal: str, read: list[str]) -> None:
    amounts = quantities(table(tmp_path, *cells), Locale(decimal=decimal))
    assert [cell or "" for cell in amounts] == read


def test_what_nothing_settles_is_a_row_to_mend(tmp_path: Path) -> None:
    summary = bulk(
        table(tmp_path, "4.200", "42"), tmp_path / "out.csv", options=Options(TODAY, reasons=False)
    )
    assert (summary.rows, summary.bad) == (1, 1)
    (bad,) = records(summary.bad_file)
    assert "4.200 may be 4.2 or 4200" in bad["dualuse_problem"]
    assert (bad["dualuse_line"], bad["items.quantity"]) == ("2", "4.200")


def test_a_cell_of_a_later_block_settles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", 80)
    assert quantities(table(tmp_path, "4.200", *["7"] * 30, "4,25"))[0] == "4200"


def test_typed_cells_and_parquet_mean_what_they_say(tmp_path: Path) -> None:
    cells = {"A": [4.2, 4.125, "4.200", "4,200"], "B": [4.2, 4.125, "4.200", "4,25"]}
    for name, of_column in cells.items():
        with xlsxwriter.Workbook(tmp_path / f"{name}.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, NAMES)
            for row, cell in enumerate(of_column, 1):
                sheet.write_row(row, 0, ["5A001.f", "AE", cell, "kg"])
    assert quantities(tmp_path / "A.xlsx") == ["4.2", "4.1250"]
    assert quantities(tmp_path / "B.xlsx") == ["4.2", "4.1250", "4200", "4.25"]
    pl.DataFrame({"destination": ["AE"], "items.quantity": [4.125]}).write_parquet(tmp_path / "in.parquet")
    assert quantities(tmp_path / "in.parquet") == ["4.1250"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("block", [64, 1_000_000])
def test_utf_16_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, block: int) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", block)
    mark = "" if encoding == "utf-16" else "\ufeff"
    rows = "".join(f"Größe {number} 漢😀,AE\n" for number in range(20))
    (tmp_path / "in.csv").write_bytes(f"{mark}reference,destination\n{rows}".encode(encoding))
    parts = list(opened_table(tmp_path / "in.csv")[0].parts())
    assert [cell for part in parts for cell in part.cells["reference"]] == [
        f"Größe {number} 漢😀" for number in range(20)
    ]
    assert not any(part.bad for part in parts)
    assert parts[-1].done == (tmp_path / "in.csv").stat().st_size


def test_broken_utf_16_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes("reference,destination\nA,AE\n".encode("utf-16") + b"\x00\xd8\x41")
    with pytest.raises(InputError, match="UTF-8"):
        list(opened_table(tmp_path / "in.csv")[0].parts())
