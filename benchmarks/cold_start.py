"""``dualuse check`` cold: a new process, reading, judging and printing one transaction. Claim: under 0.7 s."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples/transactions/interception_set.yaml"
RUNS = 9


def seconds(*command: str) -> float:
    """Wall time of a command, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the median beside that of a bare interpreter, and the ratio."""
    check = [
        seconds(sys.executable, "-c", "from dualuse.cli import main; main()", "check", str(EXAMPLE))
        for _ in range(RUNS)
    ]
    bare = [seconds(sys.executable, "-c", "pass") for _ in range(RUNS)]
    median, base = statistics.median(check), statistics.median(bare)
    print(
        f"dualuse check, cold: {median / base:.0f} times a bare interpreter ({median:.2f} s beside {base:.3f} s)"
    )


if __name__ == "__main__":
    main()
