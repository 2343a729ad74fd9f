"""Arts 3 to 5 with EU001: OpenFisca and our engine on the same table, and the ratio of the two.

Run: ``python -m benchmarks.arts3to5.run [ROWS …]``. First both sides must give the outcomes of our single path on
thousands of rows; then each case is timed in a process of its own, and all cases must agree on every row.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from benchmarks.arts3to5 import openfisca_peer as peer
from benchmarks.arts3to5.cases import Measured
from benchmarks.arts3to5.expected import expected
from benchmarks.arts3to5.ours import Engine, engine
from benchmarks.arts3to5.table import DENSE, LAW_DATE, REALISTIC, as_text, table

ROWS: Final = (100_000, 1_000_000)
COMPARED: Final = 2_000
RUNS: Final = 5
ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report: which case on which form of the table."""

    case: str
    form: str
    words: str


PEER: Final = (
    Line("documented", "text", "OpenFisca, text, set_input with text as documented"),
    Line("prepared", "text", "OpenFisca, text, coded by Polars and handed over"),
    Line("prepared", "coded", "OpenFisca, enumerations handed over as they lie in memory"),
)
OURS: Final = (
    Line("ours", "text", "dualuse, text"),
    Line("ours", "coded", "dualuse, enumerations"),
)


def verify(ours: Engine) -> tuple[int, float]:
    """Hold both sides to the single path; gives the number of rows compared, and the seconds of the single path.

    Raises:
        SystemExit: an outcome differs.
    """
    seconds = 0.0
    for mix in (REALISTIC, DENSE):
        rows = table(COMPARED, mix=mix)
        start = time.perf_counter()
        wanted = expected(rows)
        seconds += time.perf_counter() - start
        ways: dict[str, Callable[[pl.DataFrame], Any]] = {
            "documented": peer.outcomes_documented,
            "prepared": peer.outcomes,
            "ours": ours,
        }
        for name, way in ways.items():
            for form in (rows, as_text(rows)):
                if not np.array_equal(way(form), wanted):
                    raise SystemExit(f"{name}: outcomes differ from those of the single path")
    return 2 * COMPARED, seconds


def measure(line: Line, file: Path) -> Measured:
    """Measure a line of the report in a new process."""
    command = [sys.executable, "-m", "benchmarks.arts3to5.cases", line.case, str(file), str(RUNS)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def report(rows: int, lines: tuple[Line, ...]) -> None:
    """Measure ``lines`` on a table of ``rows`` rows and print them, with the ratios."""
    measurements: dict[Line, Measured] = {}
    coded = table(rows)
    with tempfile.TemporaryDirectory() as folder:
        for form, frame in (("coded", coded), ("text", as_text(coded))):
            frame.write_ipc(Path(folder, form), compression="lz4")  # compressed: no mapping of the file
        print(f"\n{rows:,} rows{'':29} million rows/s   calculation only   peak MB")
        for line in lines:
            measurements[line] = measure(line, Path(folder, line.form))
            _print(line, measurements[line], rows)
    if len({measured.check for measured in measurements.values()}) > 1:
        raise SystemExit("the cases give different outcomes")
    for mine in OURS:
        for theirs in PEER:
            if mine in measurements and theirs.form == mine.form:
                ratio = measurements[theirs].seconds / measurements[mine].seconds
                print(f"{mine.words}: {ratio:.1f} times {theirs.words}")


def _print(line: Line, measured: Measured, rows: int) -> None:
    speed = f"{rows / measured.seconds / 1e6:.2f}"
    alone = f"{rows / measured.calculation / 1e6:.1f}" if measured.calculation else "–"
    print(f"{line.words:57} {speed:>8} {alone:>18} {measured.peak:>9,.0f}", flush=True)


def main() -> None:
    """Compare, then measure."""
    sizes = [int(argument.replace("_", "")) for argument in sys.argv[1:]] or ROWS
    ours = engine()
    compared, seconds = verify(ours)
    print(f"Arts 3 to 5 with EU001, law of {LAW_DATE}")
    print(f"{compared:,} rows compared with our single path ({compared / seconds:,.0f} rows/s): all equal")
    print(f"medians of {RUNS} runs; Polars has {pl.thread_pool_size()} threads, OpenFisca one")
    for rows in sizes:
        report(rows, (*PEER, *OURS))


if __name__ == "__main__":
    main()
