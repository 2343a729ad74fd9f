"""The whole law on a large table: outcomes, and answers with reasons, from the table in memory to the answers in memory.

Run: ``python benchmarks/bulk.py [ROWS]`` (default: ten million). Claims, on two cores, a tenth of the facts unknown: five
million rows a second for outcomes, one million with reasons, under 6 GB, cost linear in rows.

Two tables (``benchmarks/bulk_table.py``): an *order book*, whose lines repeat 20,000 transactions, and one in which every
cell is drawn on its own, so that hardly two rows are alike: nobody has such a table, but nothing is worse. Each line is
measured in a process of its own. Nothing is warmed up but the law itself, by a thousand rows of another table; *each
further million* is the slope between half of the rows and all of them. ``file`` lines go from a file to a file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import polars as pl

from benchmarks.bulk_table import DAY, orders, table
from benchmarks.calibration import beat
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.tables.columns import header

PART = 2_500_000
DISTINCT = 20_000
LINES = (
    ("order book, outcomes", "orders", False, 1.0),
    ("order book, with reasons", "orders", True, 1.0),
    ("every cell on its own, outcomes", "cells", False, 0.5),
    ("every cell on its own, with reasons", "cells", True, 0.01),
    ("order book, outcomes, Parquet file", "parquet", False, 0.05),
    ("order book, outcomes, Parquet file", "parquet", False, 0.2),
    ("order book, with reasons, Parquet file", "parquet", True, 0.2),
    ("order book, with reasons, CSV file", "csv", True, 0.1),
)


def parts(kind: str, rows: int) -> Iterator[pl.DataFrame]:
    """The table in parts."""
    pool = table(DISTINCT)
    for first in range(0, rows, PART):
        size = min(PART, rows - first)
        yield orders(size, pool, first) if kind == "orders" else table(size, first + 1)


def in_memory(kind: str, rows: int, reasons: bool) -> tuple[float, float]:
    """Seconds for half of the rows, and for all."""
    running, deriver, options = backend("polars"), Deriver(today=DAY), Options(DAY, reasons=reasons)

    def judge(part: pl.DataFrame, of: Deriver) -> None:
        column_names = [f"given_{index}" for index in range(part.width)]
        frame = part.rename(dict(zip(part.columns, column_names, strict=True)))
        numbered = running.table(frame.with_row_index(ROW).cast({ROW: pl.Int64}))
        judged_table(numbered, header(part.columns), column_names, running, options, of)

    made = list(parts(kind, rows))
    judge(table(1_000, 77), Deriver(today=DAY))
    start = time.perf_counter()
    half = 0.0
    for place, part in enumerate(made):
        if place == len(made) // 2:
            half = time.perf_counter() - start
        judge(part, deriver)
    return half, time.perf_counter() - start


def through_files(kind: str, rows: int, reasons: bool) -> tuple[float, float]:
    """Seconds from a file to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, f"in.{kind}"), Path(folder, f"out.{kind}")
        text = pl.concat(parts("orders", rows)).cast(pl.String)
        write: Callable[[Path], object] = text.write_parquet if kind == "parquet" else text.write_csv
        write(source)
        del text
        start = time.perf_counter()
        bulk(source, target, options=Options(DAY, reasons=reasons))
        return 0.0, time.perf_counter() - start


def measure(kind: str, rows: int, reasons: bool) -> None:
    """Measure a line in this process and print it as JSON."""
    run = in_memory if kind in ("orders", "cells") else through_files
    half, whole = run(kind, rows, reasons)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({"half": half, "whole": whole, "peak": peak}))


def main() -> None:
    """Print the rates, and the peak of memory, the table itself included."""
    all_rows = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 10_000_000
    print(
        f"{'':40}{'rows':>12}{'rows a beat':>14}{'million rows/s':>16}{'each further million':>22}{'peak GB':>9}"
    )
    for words, kind, reasons, share in LINES:
        rows = int(all_rows * share)
        command = [sys.executable, __file__, "--line", kind, str(rows), str(int(reasons))]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        measured = json.loads(done.stdout)
        later = (
            rows // 2 / (measured["whole"] - measured["half"]) / 1e6
            if rows > PART and measured["half"]
            else None
        )
        slope = f"{later:.1f} million rows/s" if later else "–"
        rate = f"{rows / measured['whole'] / 1e6:.2f}"
        ratio = f"{rows / measured['whole'] * beat():,.0f}"
        print(f"{words:40}{rows:>12,}{ratio:>14}{rate:>16}{slope:>22}{measured['peak']:>9.1f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--line"]:
        measure(sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1")
    else:
        main()
