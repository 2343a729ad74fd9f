"""``dualuse check`` cold: a new process, reading, judging and printing one transaction. Claim: under 0.7 s, and three times an interpreter that
imports the same and does nothing; of the packages of others alone, as they are no work of ours, it is told beside.

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


_CHECK = "from dualuse.cli import main; main()"
_NAMES = f"""
import sys
try:
    exec({_CHECK!r})
finally:
    print(*sys.modules, file=sys.stderr)
"""
_IMPORTING = """
from importlib import import_module
for name in {names!r}:
    try:
        import_module(name)
    except ImportError:
        pass
"""


def modules_of_check(environment: dict[str, str]) -> tuple[str, ...]:
    """The names of all modules that ``check`` has imported when it ends, in their order."""
    ended = subprocess.run(
        [sys.executable, "-c", _NAMES, "check", str(EXAMPLE)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return tuple(name for name in ended.stderr.split() if name != "__main__")


def main() -> None:
    """Print the median beside those of a bare interpreter and of one with the same imports, and the ratios."""
    command = ("-c", _CHECK, "check", str(EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        names = modules_of_check(environment)
        check = [seconds(*command, environment=environment) for _ in range(RUNS + 1)][1:]
        of_others = tuple(name for name in names if name.partition(".")[0] != "dualuse")
        same, others = (
            [seconds("-c", _IMPORTING.format(names=chosen), environment=environment) for _ in range(RUNS)]
            for chosen in (names, of_others)
        )
        bare = [seconds("-c", "pass", environment=environment) for _ in range(RUNS)]
    median, importing, others_alone, base = map(statistics.median, (check, same, others, bare))
    print(
        f"dualuse check, cold: {median / base:.0f} times a bare interpreter ({median:.2f} s beside {base:.3f} s),"
        f" {median / importing:.1f} times one with the same {len(names)} imports ({importing:.2f} s),"
        f" {median / others_alone:.1f} times one with those of other packages ({others_alone:.2f} s)"
    )


if __name__ == "__main__":
    main()
