"""What is timed: each case from the table in memory to the outcomes in memory, in a process of its own.

Run as a module with a case and an IPC file of the table, it prints one JSON object. What does not depend on the rows
(imports, the law, the parameters and their look-up tables) is made before the clock starts, for every case alike: a
first run on a few rows, not counted.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Outcomes: TypeAlias = NDArray[Any]
Timed: TypeAlias = tuple[Outcomes, float | None]
"""The outcomes, and the seconds of calculation alone where it is a step of its own."""

_WARM_UP: Final = 1_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of the runs of a case; ``check`` is a checksum over the outcomes, ``peak`` in megabytes."""

    seconds: float
    calculation: float | None
    peak: float
    check: int


def _peer(simulated: Callable[[pl.DataFrame], Any]) -> Callable[[pl.DataFrame], Timed]:
    from benchmarks.arts3to5 import openfisca_peer as peer

    def run(table: pl.DataFrame) -> Timed:
        made = simulated(table)
        start = time.perf_counter()
        outcomes = peer.calculated(made)
        return outcomes, time.perf_counter() - start

    return run


def _prepared() -> Callable[[pl.DataFrame], Timed]:
    from benchmarks.arts3to5 import openfisca_peer as peer

    return _peer(lambda table: peer.simulation(peer.prepared(table)))


def _documented() -> Callable[[pl.DataFrame], Timed]:
    from benchmarks.arts3to5 import openfisca_peer as peer

    return _peer(lambda table: peer.default_simulation(peer.documented(table)))


def _ours() -> Callable[[pl.DataFrame], Timed]:
    from benchmarks.arts3to5.ours import engine

    judge = engine()
    return lambda table: (judge(table), None)


CASES: Final[Mapping[str, Callable[[], Callable[[pl.DataFrame], Timed]]]] = {
    "documented": _documented,
    "prepared": _prepared,
    "ours": _ours,
}
"""The ways from a table to its outcomes, by name."""


def measured(case: str, table: pl.DataFrame, runs: int) -> Measured:
    """Run a case ``runs`` times on ``table``."""
    run = CASES[case]()
    run(table.head(_WARM_UP))
    whole: list[float] = []
    alone: list[float] = []
    outcomes: Outcomes = np.empty(0)
    for _ in range(runs):
        start = time.perf_counter()
        outcomes, calculation = run(table)
        whole.append(time.perf_counter() - start)
        alone += [] if calculation is None else [calculation]
    return Measured(
        median(whole),
        median(alone) if alone else None,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        zlib.crc32(outcomes.astype(np.int8).tobytes()),
    )


def main() -> None:
    """Measure the case named on the command line: ``CASE FILE RUNS``."""
    case, file, runs = sys.argv[1:]
    table = pl.read_ipc(Path(file)).rechunk()
    print(json.dumps(asdict(measured(case, table, int(runs)))))


if __name__ == "__main__":
    main()
