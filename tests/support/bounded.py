"""Attacks run in a process of their own with little memory and time, so that one that succeeds hurts nobody."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
{program}
"""
_PEAK = """
lines = open("/proc/self/status").read().split("\\n")
print("PEAK", next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM")), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended. ``peak``: megabytes it took, or -1 where it was killed."""

    code: int
    stdout: str
    stderr: str
    peak: int


def bounded(program: str, *arguments: str | Path, megabytes: int = 1500, seconds: int = 20) -> Ended:
    """Run a Python program with at most so much memory (address space) and processor time; its arguments are in ``sys.argv``."""
    text = _LIMITED.format(memory=megabytes << 20, seconds=seconds, program=f"try:\n    {program.strip().replace(chr(10), chr(10) + '    ')}\nfinally:\n    {_PEAK.strip().replace(chr(10), chr(10) + '    ')}")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", text, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=6 * seconds,
    )
    peak = next((int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("PEAK ")), -1)
    return Ended(done.returncode, done.stdout, done.stderr, peak)


def command(*arguments: str | Path, megabytes: int = 2500, seconds: int = 20) -> Ended:
    """Run a command of ``dualuse`` so; its exit code is the code of the process."""
    program = "from dualuse.cli import main\nsys.argv[0] = 'dualuse'\nsys.exit(main())"
    return bounded(program, *arguments, megabytes=megabytes, seconds=seconds)
