"""``dualuse bulk`` from file to file, with the memory of all its processes: ``python -m benchmarks.bulk_files [SHARE]``.

Three lines: two million rows of outcomes in Parquet; 250,000 rows of CSV with reasons; half a million order lines with 40,000
invented parties, screened against official lists as they were published, where those are at hand (``../shared``; they are no
part of this repository). ``SHARE`` of the rows and parties: 0.01 is a small run. Each line is a process of its own; memory is
the sum over it and those that it starts, looked at ten times a second (``/proc``). The rows are those of an order book
(``benchmarks/bulk_table.py``) that repeats a tenth as many transactions, 20,000 at most. Making the files, and installing the
lists, is not measured.

``--beside FOLDER`` judges the same files by another revision too, checked out in ``FOLDER`` (``git worktree add FOLDER c8726acb``), with the packages
of this environment, and prints how many times its rows a second ours are, by processor time and by the clock. Files have the columns that the table
of its own benchmark has: of a newer one it may know nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.bulk_table import DAY, orders, table
from benchmarks.calibration import beat
from dualuse.assessment.listed.evidence import Evidence, PartyScreener, Subject
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk

LISTS: Final = Path(__file__).parents[2] / "shared/screening/lists/raw"
OFFICIAL: Final = ("eu_fsf_full_1_1_20240513.xml", "un_sc_20260227.xml", "ofac_sdn_20240507.xml")
PARTIES: Final = 40_000
DISTINCT: Final = 20_000
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A table: ``kind`` of its files, its rows, with reasons or without, its parties screened or not."""

    words: str
    kind: str
    rows: int
    reasons: bool
    screened: bool = False


LINES: Final = (
    Line(words="outcomes, Parquet to Parquet", kind="parquet", rows=2_000_000, reasons=False),
    Line(words="with reasons, CSV to CSV", kind="csv", rows=250_000, reasons=True),
    Line(words="parties screened, CSV to CSV", kind="csv", rows=500_000, reasons=True, screened=True),
)


def main() -> None:
    """Print a line for each table."""
    parser = argparse.ArgumentParser(description="Measure bulk from file to file.")
    parser.add_argument(
        "share", type=float, nargs="?", default=1.0, help="of the rows and parties (default: 1)"
    )
    parser.add_argument("--beside", type=Path, help="folder with another revision, for the ratio")
    parser.add_argument(
        "--lines", type=int, nargs="*", default=[1, 2, 3], help="which lines (default: 1 2 3)"
    )
    arguments = parser.parse_args()
    share: float = arguments.share
    columns = None if arguments.beside is None else _columns_known_to(arguments.beside)
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':32}{'rows':>12}{'rows a beat':>14}{'rows/s':>12}{'peak GB':>10}  seconds")
    for line in (LINES[number - 1] for number in arguments.lines):
        rows = max(100, round(line.rows * share))
        if line.screened and not all((LISTS / name).exists() for name in OFFICIAL):
            print(f"{line.words:32}NOT MEASURED: no lists in {LISTS}")
            continue
        with tempfile.TemporaryDirectory(prefix="dualuse-bulk-") as folder:
            _made(line, rows, max(10, round(PARTIES * share)), Path(folder), columns)
            measured = _measured(line, Path(folder), Path(__file__).parents[1])
            beside = None
            if arguments.beside is not None and not line.screened:
                beside = _measured(line, Path(folder), arguments.beside)
        seconds, peak, whole = measured.seconds, measured.peak, measured.seconds["whole"]
        told = ", ".join(f"{of} {value:.1f}" for of, value in seconds.items())
        print(
            f"{line.words:32}{rows:>12,}{rows / whole * beat():>14,.0f}{rows / whole:>12,.0f}{peak / 1e9:>10.2f}  {told}",
            flush=True,
        )
        if beside is not None:
            print(
                f"{'':32}times the rows a second of {arguments.beside.name}: {beside.processor / measured.processor:.2f} by processor "
                f"time ({measured.processor:.1f} and {beside.processor:.1f} s), {beside.seconds['whole'] / whole:.2f} by the clock "
                f"({whole:.1f} and {beside.seconds['whole']:.1f} s); its peak {beside.peak / 1e9:.2f} GB",
                flush=True,
            )


def _columns_known_to(revision: Path) -> frozenset[str]:
    program = "from benchmarks.bulk_table import table; print(*table(1).columns)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(revision / "src"), str(revision)))}
    command = [sys.executable, "-c", program]
    names = subprocess.run(command, cwd=revision, env=environment, capture_output=True, text=True, check=True)
    return frozenset(names.stdout.split())


def _made(line: Line, rows: int, parties: int, folder: Path, columns: frozenset[str] | None = None) -> None:
    """The file of a line, and a home with its lists; ``columns``: those that it may have, None: all."""
    pool = table(min(DISTINCT, max(100, rows // 10)))
    pool = pool.select(name for name in pool.columns if columns is None or name in columns)
    if line.screened:
        # The process that judges imports this module too: what it does not need is none of its time.
        from benchmarks.watch import invented_name
        from dualuse.sources.lists.installing import Adding
        from dualuse.sources.lists.store import ListStore

        chance = random.Random(11)
        # A party is somebody in a place: each has one country and one service, and buys one thing or several.
        pool = pl.concat([pool] * -(-parties // pool.height)).head(parties)
        names = pl.Series("parties.end_user.name", [invented_name(chance) for _ in range(pool.height)])
        pool = pool.with_columns(names)
        for name in OFFICIAL:
            # As old as they are, they hold less than what is published today.
            ListStore(folder / "home").install(LISTS / name, Adding(accept_shrinkage=True))
    text = orders(rows, pool).cast(pl.String)
    source = folder / f"in.{line.kind}"
    write: Callable[[Path], object] = text.write_parquet if line.kind == "parquet" else text.write_csv
    write(source)


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` by the clock, by what they went to; ``processor``: seconds of processor time of all processes; ``peak``: bytes that these
    held together at most."""

    seconds: dict[str, float]
    processor: float
    peak: int


def _measured(line: Line, folder: Path, revision: Path) -> Measured:
    """What judging the file of a line takes; ``revision``: the folder with the program."""
    # Not as the main module: processes that it starts would import all that this benchmark imports.
    program = "import sys; from benchmarks.bulk_files import print_line; print_line(sys.argv[1:])"
    command = [sys.executable, "-c", program, str(folder), line.kind]
    command += ["reasons"] * line.reasons + ["screened"] * line.screened
    before = _processor_seconds()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(revision / "src"), os.getcwd()))}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _with_descendants(process.pid))))
        time.sleep(0.1)
    assert process.stdout is not None
    if process.returncode:
        raise SystemExit(process.returncode)
    return Measured(json.loads(process.stdout.read()), _processor_seconds() - before, peak)


def _processor_seconds() -> float:
    """Of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _with_descendants(process: int) -> list[int]:
    """The process and all that it started."""
    every = [process]
    for known in every:
        try:
            for of_thread in Path(f"/proc/{known}/task").glob("*/children"):
                every += map(int, of_thread.read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return every


def _resident(process: int) -> int:
    """Bytes that a process holds in memory, 0 where it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def run_line(folder: Path, kind: str, *, reasons: bool, screened: bool) -> dict[str, float]:
    """Judge the file of a line; seconds for the whole, and for screening the parties and all else."""
    of_lists = None
    if screened:
        from dualuse.assessment.listed.installed import InstalledLists, screener_of

        of_lists = screener_of(InstalledLists(home=folder / "home"))
    spent = [0.0]
    options = Options(DAY, reasons=reasons)
    start = time.perf_counter()
    bulk(
        folder / f"in.{kind}",
        folder / f"out.{kind}",
        options=options,
        screener=None if of_lists is None else _timed(of_lists, spent),
    )
    whole = time.perf_counter() - start
    return (
        {"whole": whole, "parties": spent[0], "law and files": whole - spent[0]}
        if screened
        else {"whole": whole}
    )


def _timed(screener: PartyScreener, spent: list[float]) -> PartyScreener:
    """The screener; the seconds that it takes are added to ``spent``."""

    def screened(subjects: Iterable[Subject]) -> Evidence:
        start = time.perf_counter()
        evidence = screener(tuple(subjects))
        spent[0] += time.perf_counter() - start
        return evidence

    return screened


def print_line(arguments: list[str]) -> None:
    """Judge the file of a line in this process: its folder, its kind, and ``reasons`` and ``screened`` where it is so."""
    folder, kind, *how = arguments
    print(json.dumps(run_line(Path(folder), kind, reasons="reasons" in how, screened="screened" in how)))


if __name__ == "__main__":
    main()
