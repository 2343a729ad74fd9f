"""The same table gives the same bytes: sums in one order, and a workbook without the hour at which it was made."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from dualuse.bulk.counts import Counts
from dualuse.bulk.summary import frequent_first
from dualuse.cli import app
from tests.support.bulk_runs import HEADER, ROW


@pytest.mark.parametrize("turn", range(8))
def test_sums_stand_in_one_order(turn: int) -> None:
    counts = Counts()
    releases = ["stop"] * 3 + ["ask"] * 7 + ["go"] * 3 + ["go_with_duties"] * 3
    rows = pl.DataFrame({"outcome": ["none"] * 16, "release": releases[turn:] + releases[:turn]})
    counts.add_answered(rows)
    assert list(counts.releases) == ["ask", "go", "go_with_duties", "stop"]
    assert [name for name, _ in frequent_first(counts.releases)] == ["ask", "go", "go_with_duties", "stop"]


def test_a_workbook_is_the_same_an_hour_later(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEADER + ROW, "utf-8")
    made = []
    output = tmp_path / "out.xlsx"  # it stands in the summary
    for _ in range(2):
        result = CliRunner().invoke(app, ["bulk", str(tmp_path / "in.csv"), "-o", str(output)])
        assert output.exists(), result.output
        made.append(output.read_bytes())
        output.unlink()
        time.sleep(1.1)  # the times in a workbook are whole seconds
    assert made[0] == made[1]
