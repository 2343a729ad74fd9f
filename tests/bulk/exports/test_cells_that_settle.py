"""A cell that is refused settles nothing, and columns that contradict each other settle nothing together."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from tests.support.bulk_runs import TODAY

HEADER = "Auftrag;Datum;Empfangsland;Warennummer;Bezeichnung;Menge;ME;Nettowert"
BEGINS = "1;20.08.2026;Japan;84137021;Pumpe"


def judged(folder: Path, *rows: str) -> Summary:
    source = folder / "in.csv"
    source.write_text("\n".join([HEADER, *(f"{BEGINS};{row}" for row in rows)]) + "\n", "utf-8")
    return bulk(source, folder / "out.csv", options=Options(TODAY))


def test_a_count_with_a_fraction_settles_nothing(tmp_path: Path) -> None:
    """4.200 kg was taken as 4.2 kg because of 1.5 pieces, which are refused."""
    summary = judged(tmp_path, "4.200;kg;48.000,00", "1.5;ST;1.234,50")
    assert (summary.rows, summary.bad) == (0, 2)
    assert "4.200 may be 4.2 or 4200" in summary.to_mend[0].reason


def test_columns_that_contradict_each_other_settle_nothing(tmp_path: Path) -> None:
    summary = judged(tmp_path, "4.200;kg;48.000,00", "1.5;kg;1.234,50", "2;kg;4.200")
    assert (summary.rows, summary.bad) == (1, 2)
    for row in summary.to_mend:
        assert "columns of the file contradict each other" in row.reason
    text = " ".join(line.text for line in summary_lines(summary, "out.csv", Options(TODAY)))
    assert "Menge: a point before decimals, Nettowert: a comma before decimals" in text


@pytest.mark.parametrize(("quantity", "rows"), [("1,5", 2), ("15", 1)])
def test_a_cell_of_its_own_column_settles(tmp_path: Path, quantity: str, rows: int) -> None:
    summary = judged(tmp_path, "4.200;kg;48.000,00", f"{quantity};kg;1.234,50")
    assert (summary.rows, summary.bad) == (rows, 2 - rows)
