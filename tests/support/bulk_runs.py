"""Running ``dualuse bulk`` on small real files, for tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl

from dualuse.bulk.files.table_file import Table
from dualuse.bulk.files.workbook_words import IN_WORDS, heading
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import open_table
from dualuse.bulk.summary.summary import Summary
from dualuse.schema.tables.columns import RESULTS, SCREENED

TODAY = date(2026, 8, 1)
HEADER = "reference,items.entries,destination,customer\n"
ROW = "A,5A001.f,AE,Example\n"


def judge(source: Path, target: Path, *, reasons: bool = False, language: str = "en") -> Summary:
    return bulk(source, target, options=Options(TODAY, (), language, reasons))


def judge_text(
    folder: Path, content: str | bytes, *, reasons: bool = False
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The rows of the result, without what was added but the outcome, and the bad rows, of a CSV file."""
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    summary = judge(source, target, reasons=reasons)
    good, bad = records(target), records(summary.bad_file) if summary.bad else []
    assert (len(good), len(bad)) == (summary.rows, summary.bad)
    return [{name: row[name] for name in row if name not in RESULTS[1:]} for row in good], bad


def write_rows(path: Path, rows: Iterable[Mapping[str, str]], broken: str = "") -> Path:
    """A CSV file of the rows, with every column that one of them has; what a row has not is empty.

    ``broken``: lines behind them that are no such rows.
    """
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
        stream.write(broken)
    return path


def records(path: Path) -> list[dict[str, str]]:
    """What Python's reader finds in a CSV file, further fields under ``None``; of a workbook the rows to mend, if there are any."""
    if path.suffix == ".xlsx":
        return [{name: cell or "" for name, cell in row.items()} for row in sheet(path, -1)]
    text = path.read_bytes().decode("utf-8-sig")
    with io.StringIO(text, newline="") as stream:
        first = text.partition("\n")[0]
        mark = next((mark for mark in ";\t" if mark in first and "," not in first), ",")
        return list(csv.DictReader(stream, delimiter=mark))  # type: ignore[arg-type]


def sheet(path: Path, number: int) -> list[dict[str, str | None]]:
    """The rows of a sheet of a workbook; ``number`` -1: the one that bulk reads of it."""
    if number < 0:
        return [row for part in open_table(path).parts() for row in part.cells.iter_rows(named=True)]
    rows = fastexcel.read_excel(path).load_sheet(number, dtypes="string").to_polars()
    codes = {heading(name, "en"): name for name in (*RESULTS, *SCREENED, IN_WORDS)}
    return rows.rename({title: codes.get(title, title) for title in rows.columns}).to_dicts()


def whole(table: Table) -> tuple[list[tuple[str | None, ...]], list[int], list[tuple[int, tuple[str, ...]]]]:
    """Rows, their lines, and the bad lines of a table, from all of its parts."""
    rows: list[tuple[str | None, ...]] = []
    lines: list[int] = []
    bad: list[tuple[int, tuple[str, ...]]] = []
    for part in table.parts():
        assert isinstance(part.cells, pl.DataFrame)
        rows += part.cells.rows()
        lines += part.lines.to_list()
        bad += [(bad_line.line, bad_line.fields) for bad_line in part.bad]
    return rows, lines, bad
