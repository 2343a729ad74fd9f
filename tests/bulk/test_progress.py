"""The progress of a file advances also within a part, never goes back, and ends at the whole; small files are read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk import run
from dualuse.bulk.files import csv_files
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from tests.support.bulk_runs import TODAY, records

HEADER = "reference,items.entries,items.value,destination\n"
ROW = "A,5A001.f,700.00,AE\n"


def judged(folder: Path, content: str) -> tuple[list[tuple[int, int]], list[dict[str, str]]]:
    """What was told of the progress, and the rows of the result."""
    steps: list[tuple[int, int]] = []
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(content)
    bulk(
        source,
        target,
        options=Options(TODAY, reasons=False),
        progress=lambda done, of: steps.append((done, of)),
    )
    return steps, records(target)


@pytest.mark.parametrize("header", [HEADER, HEADER.replace("items.value", "customer")])
@pytest.mark.parametrize("block", [40, 1_000_000])
def test_progress_advances_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str, block: int
) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", block)
    steps, rows = judged(tmp_path, header + ROW * 6)
    size = (tmp_path / "in.csv").stat().st_size
    assert len(rows) == 6
    assert {of for _, of in steps} == {size}
    done = [done for done, _ in steps]
    assert done == sorted(done)
    assert done[-1] == size
    assert len(set(done)) >= 3


@pytest.mark.parametrize(("kept", "times"), [(1 << 30, 1), (1, 2)])
def test_what_can_be_kept_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int, times: int
) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", 40)
    monkeypatch.setattr(run, "_KEPT", kept)
    parsed: list[int] = []
    inner = csv_files._parsed
    monkeypatch.setattr(csv_files, "_parsed", lambda *of: parsed.append(of[2]) or inner(*of))
    _, rows = judged(tmp_path, HEADER + ROW * 7)
    assert [row["reference"] for row in rows] == ["A"] * 7
    assert len(set(parsed)) > 2
    assert len(parsed) == times * len(set(parsed))
