"""``dualuse check`` cold: a new process, reading, judging and printing one transaction. Claim: under 0.7 s.

As from its second run on: what Python compiles is kept, wherever the shell tells it not to write beside the sources.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples/transactions/interception_set.yaml"
RUNS = 9


def seconds(*arguments: str, environment: dict[str, str]) -> float:
    """Wall time of a new interpreter with these arguments, its output thrown away."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Print the median beside that of a bare interpreter, and the ratio."""
    command = ("-c", "from dualuse.cli import main; main()", "check", str(EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        check = [seconds(*command, environment=environment) for _ in range(RUNS + 1)][1:]
        bare = [seconds("-c", "pass", environment=environment) for _ in range(RUNS)]
    median, base = statistics.median(check), statistics.median(bare)
    print(
        f"dualuse check, cold: {median / base:.0f} times a bare interpreter ({median:.2f} s beside {base:.3f} s)"
    )


if __name__ == "__main__":
    main()
