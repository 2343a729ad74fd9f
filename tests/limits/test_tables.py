"""Tables: a small Parquet file does not become a large one, and no cell of the CSV that comes out runs in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.bulk.source_file import open_table
from dualuse.inputs.formulas import bare, guarded
from dualuse.inputs.problems import InputError
from tests.support.bounded import bounded
from tests.support.bulk_runs import judge, records, whole

_READ = """
from pathlib import Path
from dualuse.bulk.source_file import open_table
from dualuse.inputs.problems import InputError
try:
    print(sum(part.cells.height for part in open_table(Path(sys.argv[1])).parts()))
except InputError as error:
    print(error.problems[0].what.code)
"""


def _refused(path: Path) -> None:
    assert path.stat().st_size < 1_100_000
    ended = bounded(_READ, path, megabytes=6000, seconds=40)
    assert ended.stdout.strip() == "parquet_too_large", ended
    assert ended.peak < 900, ended


@pytest.mark.parametrize(("rows", "columns"), [(20_000_000, 3), (15_000_000, 2), (15_000_000, 1)])
def test_a_parquet_file_of_a_hundred_kilobytes_with_millions_of_rows(
    tmp_path: Path, rows: int, columns: int
) -> None:
    path = tmp_path / "in.parquet"
    names = ("items.entries", "destination", "x")[:columns]
    words = dict(zip(names, ("5A001.f", "JP", "x"), strict=False))
    table = pl.LazyFrame({"n": pl.int_range(rows, eager=True)}).select(
        pl.when(pl.col("n") >= 0).then(pl.lit(word)).alias(name) for name, word in words.items()
    )
    table.sink_parquet(path, compression="zstd")
    _refused(path)


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_a_text_that_stands_there_once_and_is_that_of_every_row(
    tmp_path: Path, kind: type[pl.DataType]
) -> None:
    path = tmp_path / "in.parquet"
    rows = 2700
    long = pl.Series("end_use", ["x" * 200_000], dtype=kind).new_from_index(0, rows)
    table = pl.DataFrame({"items.entries": ["5A001.f"] * rows, "destination": ["JP"] * rows}).with_columns(
        long
    )
    table.write_parquet(path, compression="zstd")
    _refused(path)


def test_a_large_table_that_says_much_the_same_in_each_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    rows = 400_000
    table = pl.DataFrame({"reference": [f"Q-{number % 5000}" for number in range(rows)]}).with_columns(
        pl.lit(["5A001.f"]).alias("items.entries"),
        *(
            pl.lit(value).alias(name)
            for name, value in {"destination": "JP", "activity": "export", "end_use": "tests " * 20}.items()
        ),
        *(pl.lit(None).alias(f"column {number}") for number in range(40)),
    )
    table.write_parquet(path)
    assert sum(part.cells.height for part in open_table(path).parts()) == rows


# Formulas

RUN = "=+-@＝＋－＠﹦﹢﹣﹫\t\r\n"
FORMULAS = (
    "=1+1",
    "+49 30",
    "-2+3",
    "@SUM(1)",
    "\tx",
    "\r=1",
    "'=1",
    "''@x",
    "=",
    "'",
    "'a",
    "a=1",
    "",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "﹦1",
)


def test_no_cell_of_the_result_runs_and_the_summary_says_so(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["items.entries", "destination", "customer", "=column"])
        writer.writerows(["5A001.f", "AE", text, "x"] for text in FORMULAS)
        writer.writerow(["no code", "AE", "=bad", "x"])
    summary = judge(source, target)
    assert summary.guarded == 15 + 1
    good, bad = records(target), records(summary.bad_file)
    for row in (*good, *bad):
        assert not any(text and text[0] in RUN for text in (*row, *row.values()))
    assert [row["customer"] for row in good] == [guarded(text) for text in FORMULAS]
    # Read again, cells and columns are as they were; judged again, the result is the same, byte for byte.
    rows, _, _ = whole(open_table(target))
    assert [row[2] or "" for row in rows] == list(FORMULAS)
    assert open_table(target).names[3] == "=column"
    judge(target, tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == target.read_bytes()
    rows, _, _ = whole(open_table(summary.bad_file))
    assert [row[4] for row in rows] == ["=bad"]


def test_what_others_wrote_keeps_its_apostrophes(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("items.entries,destination,customer\n5A001.f,AE,'=1\n")
    assert whole(open_table(source))[0][0][2] == "'=1"


def test_numbers_of_typed_columns_stay_numbers(tmp_path: Path) -> None:
    pl.DataFrame({"items.entries": ["5A001.f"], "destination": ["AE"], "margin": [-12.5]}).write_parquet(
        tmp_path / "in.parquet"
    )
    summary = judge(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (summary.guarded, records(tmp_path / "out.csv")[0]["margin"]) == (0, "-12.5")


@settings(max_examples=300)
@given(st.text(alphabet="'=+-@＝＋－＠\t\r\nab1", max_size=6))
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    assert bare(guarded(text)) == text
    assert guarded(text)[:1] not in tuple(RUN)


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(st.text(alphabet="'=+-@\t\r\n,;\"ab1 ", max_size=6), min_size=1, max_size=8))
def test_a_table_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("table")
    table = {"items.entries": ["5A001.f"] * len(texts), "destination": ["AE"] * len(texts), "customer": texts}
    pl.DataFrame(table).write_parquet(folder / "in.parquet")
    try:
        judge(folder / "in.parquet", folder / "out.csv")
    except InputError:  # pragma: no cover - a table is never refused for its cells
        raise AssertionError from None
    rows, _, _ = whole(open_table(folder / "out.csv"))
    assert [row[2] or "" for row in rows] == texts
