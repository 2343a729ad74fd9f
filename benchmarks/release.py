"""A release of five million synthetic decisions: from the file of decisions to the folder of the release.

Run: ``python benchmarks/release.py [ROWS]`` (default: five million). Claim, on two cores: under 60 seconds and 4 GB. Beside it, in the same
run, DuckDB counts all statistics again from the published CSV, by their own lines of SQL.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import polars as pl

from benchmarks.calibration import in_beats
from dualuse.transparency.decision import END_USERS, KINDS, frame_schema
from dualuse.transparency.item_types import item_types, surveillance_families

ROWS = 5_000_000
GIBIBYTE = 1 << 20
ENTRIES = [
    ("5A001.f.1",), ("5A001.j",), ("4A005", "4D004"), ("5A002.a.1", "5D002.c.1"), ("6A003.b.4",), ("1C350.16",),
    ("2B001.b.2", "2B201.b"), ("3A001.a.7",), ("9A012",), ("0C001",), (),
]  # fmt: skip
PLACES = ["CN", "AE", "IN", "KR", "TR", "SG", "IL", "ZA", "BR", "US", "EG", "VN", "UA-43", "HK", "VARIOUS"]
STATES = ["DE", "FR", "NL", "IT", "ES", "SE", "PL", "BE", "AT", "FI"]


def synthetic(rows: int) -> pl.DataFrame:
    """Invented decisions, the same in every run."""
    draw = np.random.default_rng(2021_821)
    of_entries, of_places = draw.integers(len(ENTRIES), size=rows), draw.integers(len(PLACES), size=rows)
    result = np.where(
        draw.random(rows) < 0.03, "refused", np.where(draw.random(rows) < 0.02, "withdrawn", "granted")
    )
    value = np.round(np.exp(draw.normal(11, 2, rows)), 2)
    known = draw.random(rows) < 0.9
    first = date(2004, 1, 1).toordinal()

    def lists(values: list[tuple[str, ...]], at: np.ndarray) -> pl.Series:
        return pl.Series(values, dtype=pl.List(pl.String())).gather(at)

    frame = pl.DataFrame(
        {
            "id": "S-" + pl.int_range(rows, eager=True).cast(pl.String()),
            "date": pl.Series(draw.integers(first, first + 8000, size=rows) - date(1970, 1, 1).toordinal())
            .cast(pl.Int32)
            .cast(pl.Date),
            "authority": pl.Series(STATES).gather(draw.integers(len(STATES), size=rows)),
            "kind": pl.Series(list(KINDS[:2])).gather((draw.random(rows) < 0.1).astype(int)),
            "decision": pl.Series(result),
            "entries": lists(ENTRIES, of_entries),
            "item_types": lists([item_types(codes) for codes in ENTRIES], of_entries),
            "families": lists([surveillance_families(codes) for codes in ENTRIES], of_entries),
            "destination": lists([(place,) for place in PLACES], of_places),
            "end_user_category": pl.Series(list(END_USERS)).gather(draw.integers(len(END_USERS), size=rows)),
            "value": pl.Series(np.where(known, value, np.nan)).fill_nan(None).cast(pl.Decimal(18, 2)),
            "currency": pl.Series(np.where(known, "EUR", "")),
        }
    )
    stated = {*frame.columns, "source"}
    missing = {name: kind for name, kind in frame_schema().items() if name not in stated}
    empty = [
        (pl.lit([], dtype=kind) if kind == pl.List else pl.lit(None, dtype=kind)).alias(name)
        for name, kind in missing.items()
    ]
    return frame.with_columns(
        *empty, pl.lit("synthetic").alias("source"), pl.col("currency").replace("", None)
    ).select(frame_schema().names())


def child(arguments: list[str]) -> tuple[float, float]:
    """Seconds and GiB of a process of its own, on two cores."""
    start = time.perf_counter()
    subprocess.run(
        arguments, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "POLARS_MAX_THREADS": "2"}
    )
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / GIBIBYTE


def main() -> None:
    """Make the decisions, release them, count again."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file, releases = Path(folder, "decisions.parquet"), Path(folder, "releases")
        synthetic(rows).write_parquet(file)
        publish = [
            "-c",
            "from dualuse.cli import main; main()",
            "publish",
            str(file),
            "-o",
            str(releases),
            "--day",
            "2026-11-25",
        ]
        seconds, memory = child([sys.executable, *publish])
        place = releases / "2026-11-25"
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / (1 << 30)
        print(
            f"{rows:,} decisions released: {in_beats(seconds)} ({seconds:.1f} s), {memory:.2f} GiB of memory, {size:.2f} GiB of files"
        )
        statistics = json.loads((place / "statistics.json").read_text(encoding="utf-8"))
        code = "import duckdb, sys, json\nfor line in json.load(open('statistics.json')): duckdb.sql(line['sql']).fetchall()"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=place)
        counted = time.perf_counter() - start
        print(
            f"DuckDB, {len(statistics)} statistics from the CSV: {counted:.1f} s; the release takes {seconds / counted:.1f} times that"
        )


if __name__ == "__main__":
    main()
