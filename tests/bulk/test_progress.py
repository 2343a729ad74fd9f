"""The progress of a file advances also within a part, never goes back, and ends at the whole; small files are read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk import run
from dualuse.bulk.files import csv_files, parquet_files
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


@pytest.mark.parametrize(("block", "times"), [(1_000_000, 1), (40, 2)])
def test_a_single_part_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, times: int
) -> None:
    monkeypatch.setattr(csv_files, "BLOCK", block)
    parsed: list[int] = []
    inner = csv_files._parsed
    monkeypatch.setattr(csv_files, "_parsed", lambda *of: parsed.append(of[2]) or inner(*of))
    _, rows = judged(tmp_path, HEADER + ROW * 7)
    assert [row["reference"] for row in rows] == ["A"] * 7
    assert (len(set(parsed)) > 2) == (times == 2)
    # The first part is looked at for references that come up twice, and then once more with the columns alone that are summed.
    assert len(parsed) == times * len(set(parsed)) + (times == 2)


@pytest.mark.parametrize("piece", [1, 3, 1_000])
@pytest.mark.parametrize("block", [200, 1_000_000])
@pytest.mark.parametrize("reasons", [False, True])
def test_pieces_of_any_size_come_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, block: int, reasons: bool
) -> None:
    entries = ("5A001.f", "[]", "nothing", "", "6A003.b.4")
    rows = [
        f"R{number // 2},{entries[number % 5]},{'AE' if number % 3 else 'US'},{number * 900},EUR{',more' * (number == 7)}\n"
        for number in range(14)
    ]
    (tmp_path / "in.csv").write_text(
        "reference,items.entries,destination,items.value,items.currency\n" + "".join(rows)
    )
    options = Options(TODAY, reasons=reasons)
    bulk(tmp_path / "in.csv", tmp_path / "whole.csv", options=options)
    monkeypatch.setattr(csv_files, "BLOCK", block)
    monkeypatch.setattr(run, "PIECE", piece)
    monkeypatch.setattr(parquet_files, "ROWS", piece)
    bulk(tmp_path / "in.csv", tmp_path / "pieces.csv", options=options)
    for name in ("{}.csv", "{}.bad.csv"):
        assert (tmp_path / name.format("pieces")).read_text() == (tmp_path / name.format("whole")).read_text()
