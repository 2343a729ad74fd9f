"""``dualuse check`` cold: a new process, reading, judging and printing one transaction. Claim: under three times an interpreter that imports
the same and does nothing; of the packages of others alone, as they are no work of ours, it is told beside.

By processor time, the least of each: on a busy machine the clock tells what others do. As from its second run on: what Python compiles is kept,
wherever the shell tells it not to write beside the sources.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples/transactions/interception_set.yaml"
RUNS = 9


def seconds(*arguments: str, environment: dict[str, str]) -> float:
    """Processor time of a new interpreter with these arguments, its output thrown away."""
    before = _of_children()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return _of_children() - before


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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
    """Print the least beside those of a bare interpreter and of one with the same imports, and the ratios."""
    command = ("-c", _CHECK, "check", str(EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        names = modules_of_check(environment)
        of_others = tuple(name for name in names if name.partition(".")[0] != "dualuse")
        measured = (
            command,
            *(("-c", _IMPORTING.format(names=chosen)) for chosen in (names, of_others)),
            ("-c", "pass"),
        )
        # In turns, so that a busy moment falls on all of them.
        rounds = [[seconds(*words, environment=environment) for words in measured] for _ in range(RUNS + 1)][
            1:
        ]
    cold, importing, others_alone, base = map(min, zip(*rounds, strict=True))
    print(
        f"dualuse check, cold, by processor time: {cold / base:.0f} times a bare interpreter ({cold:.2f} s beside {base:.3f} s),"
        f" {cold / importing:.1f} times one with the same {len(names)} imports ({importing:.2f} s),"
        f" {cold / others_alone:.1f} times one with those of other packages ({others_alone:.2f} s)"
    )


if __name__ == "__main__":
    main()
