"""A workbook answers in the words of its reader; codes stay in every other format, and in English."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dualuse.bulk.columns import RESULTS
from dualuse.bulk.files.workbook_words import headings
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from tests.bulk.test_exports import EXAMPLES, TODAY

ROWS = EXAMPLES / "offers.csv"


def judged(target: Path, language: str, source: Path = ROWS) -> pl.DataFrame:
    bulk(source, target, options=Options(TODAY, language=language, reasons=True))
    return (
        pl.read_excel(target, sheet_id=1, infer_schema_length=0)
        if target.suffix == ".xlsx"
        else pl.read_csv(target)
    )


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_reader_of_another_language_finds_no_code(tmp_path: Path, language: str) -> None:
    rows = judged(tmp_path / "out.xlsx", language)
    answers = [name for name in rows.columns if name.startswith("dualuse: ")]
    assert len(answers) == len(RESULTS)
    assert set(answers) <= headings()
    codes = {"authorisation_required", "undetermined", "not_controlled", "stop", "ask", "not_available"}
    cells = {str(cell) for name in answers for cell in rows[name].drop_nulls()}
    assert not any(code == cell or f":{code}" in cell for code in codes for cell in cells)


@pytest.mark.parametrize(("ending", "language"), [("csv", "de"), ("xlsx", "en")])
def test_the_contract_keeps_its_codes(tmp_path: Path, ending: str, language: str) -> None:
    rows = judged(tmp_path / f"out.{ending}", language)
    assert rows.columns[-len(RESULTS) :] == list(RESULTS)
    assert set(rows["release"]) <= {"go", "ask", "stop"}


def test_a_workbook_that_comes_back_is_judged_anew(tmp_path: Path) -> None:
    first = judged(tmp_path / "first.xlsx", "de")
    judged_sheet = tmp_path / "again.csv"
    first.write_csv(judged_sheet)
    assert judged(tmp_path / "second.xlsx", "de", judged_sheet).columns == first.columns
