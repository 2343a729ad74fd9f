"""What looking through columns that are carried on costs: ``python -m benchmarks.carried_texts [ROWS]`` (default: 5,000).

The same order book (``benchmarks/bulk_table.py``), from CSV to CSV with reasons, without a column of remarks and with one: of 200
distinct texts, and of a text for each row; one text in fifty says that the goods go on. Runs take turns in one process; what is
given is the smallest time of each by that of the table without remarks: nothing else on the machine makes a run faster.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.bulk_table import DAY, orders, table
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk

DISTINCT: Final = 20_000
RUNS: Final = 2
WORDS: Final = (
    "frei Haus, Rampe {number}", "bitte anrufen vor Lieferung, Durchwahl {number}", "Teillieferung {number} von mehreren", "Zeugnis 3.1 beilegen, Mappe {number}",
    "goes with order {number}", "Palette {number}, nicht stapeln", "repair of unit {number}, see complaint",
)  # fmt: skip
TELLS: Final = "weiter nach Iran, Los {number}"
ONE_IN: Final = 50
"""Remarks of which one tells where the goods go on: of ordinary ones fewer do."""


def remark(number: int) -> str:
    """An invented remark."""
    return (WORDS[number % len(WORDS)] if number % ONE_IN else TELLS).format(number=number)


def with_remarks(rows: pl.DataFrame, distinct: int) -> pl.DataFrame:
    """The rows with a column of as many different remarks, as often as they come round; none where ``distinct`` is 0."""
    if not distinct:
        return rows
    texts = [remark(number) for number in range(distinct)]
    return rows.with_columns(pl.Series("Bemerkung", [texts[row % distinct] for row in range(rows.height)]))


def seconds(source: Path) -> float:
    """How long it takes to judge a file."""
    start = time.perf_counter()
    bulk(source, source.with_suffix(".out.csv"), options=Options(DAY, reasons=True))
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each table."""
    parser = argparse.ArgumentParser(description="Measure the look through columns that are carried on.")
    parser.add_argument("rows", type=int, nargs="?", default=5_000, help="of the table (default: 5,000)")
    number: int = parser.parse_args().rows
    kinds = {"without remarks": 0, "200 distinct remarks": min(200, number), "a remark for each row": number}
    rows = orders(number, table(min(DISTINCT, max(100, number // 10)))).cast(pl.String)
    with tempfile.TemporaryDirectory(prefix="dualuse-carried-") as folder:
        sources = {words: Path(folder) / f"{distinct}.csv" for words, distinct in kinds.items()}
        for words, distinct in kinds.items():
            with_remarks(rows, distinct).write_csv(sources[words])
        seconds(sources["without remarks"])  # the law is read once
        best = dict.fromkeys(kinds, float("inf"))
        for _ in range(RUNS):
            for words, source in sources.items():
                best[words] = min(best[words], seconds(source))
    print(f"{'':28}{'rows/s':>10}{'seconds':>10}{'times':>8}")
    for words, least in best.items():
        print(f"{words:28}{number / least:>10,.0f}{least:>10.2f}{least / best['without remarks']:>8.2f}")


if __name__ == "__main__":
    main()
