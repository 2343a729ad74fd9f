"""A beat: how long a fixed loop of plain Python takes on this machine, now.

Machines differ, and one machine differs from day to day. What is given in beats, or a beat, does not: the loop is timed in
the same run, right after what was measured. ``python benchmarks/calibration.py`` prints the beat of this machine.
"""

from __future__ import annotations

import statistics
import time

LOOPS = 200_000
RUNS = 5


def beat() -> float:
    """Seconds of one beat: the median of five runs of the loop."""
    return statistics.median(_timed_loop() for _ in range(RUNS))


def in_beats(seconds: float) -> str:
    """A time as a ratio to the beat, such as ``12.4 beats``."""
    return f"{seconds / beat():,.3g} beats"


def a_beat(rate: float, of: str) -> str:
    """A rate (a second) as a ratio to the beat, such as ``212 answers a beat``."""
    return f"{rate * beat():,.3g} {of} a beat"


def _timed_loop() -> float:
    """The loop: what an interpreter does most, calls aside: look up, add, compare, build a small text."""
    start = time.perf_counter()
    counts: dict[int, int] = {}
    length = 0
    for number in range(LOOPS):
        key = number * 31 % 1009
        counts[key] = counts.get(key, 0) + number
        if key > 500:
            length += len(f"{key}:{number}")
    if length + len(counts) == 0:
        raise AssertionError("the loop did nothing")
    return time.perf_counter() - start


if __name__ == "__main__":
    print(f"a beat: {beat():.4f} s")
