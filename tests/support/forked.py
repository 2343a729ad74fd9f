"""Programs in processes of their own, forked from one that has loaded what they load: to load it takes longer than to answer.

Of the package itself nothing is loaded unless ``LAW`` is asked for: a program imports what its ``PYTHONPATH`` leads to, as in
a fresh process. The command line is never loaded: it reads the environment and the folder where it begins.
"""

from __future__ import annotations

import atexit
import codecs
import gc
import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, NoReturn, Protocol

from tests.support.paths import REPOSITORY

LIBRARIES: Final = (
    "pydantic.types",
    "typer",
    "typer.main",
    "typer._adapters",
    "ruamel.yaml",
    "holidays.countries",
)
"""What most commands load; none of them starts a thread, which a fork would lose."""
LAW: Final = (
    *LIBRARIES,
    "dualuse.assessment.check",
    "dualuse.law_changes.replay",
    "dualuse.assessment.text.one_screen",
)
"""What answers a transaction, as the package stands."""
SERVICE: Final = (
    *LAW,
    "django.contrib.auth.hashers",
    "django.core.management",
    "django.db.models",
    "django.http",
    "django.urls",
    "cryptography.fernet",
    "dualuse.diligence",
    "dualuse.screening.index.building",
    "dualuse.screening.matching.screener",
    "dualuse.assessment.listed.installed",
    "dualuse.classification.sheets",
)
"""What commands of the service load beside their settings and their tables, as the package stands."""


HAS_ANSWERED: Final = """
import dualuse.assessment.check, dualuse.law_changes.replay, dualuse.assessment.text.one_screen
from dualuse import check, classify
check({"date": "2026-08-20", "activity": "export", "exporter": {"country": "FR"}, "items": [{"id": "1", "entries": ["3A002.c"]}], "destination": "IN"})
classify("pump")
"""
"""What a process has done that is ready to answer of a transaction and of a product: a program for ``Ready``."""
COMMAND: Final = "import sys; sys.argv[0] = 'dualuse'; from dualuse.cli import main; main()"
"""A program that is the command line, by the name under which it is installed."""


class Forks(Protocol):
    """A process that forks others."""

    def answer(self, job: Mapping[str, Any]) -> int:
        """The exit code of a job, which has ended."""
        ...


def run(
    program: str,
    arguments: tuple[str, ...],
    stdin: str,
    environment: Mapping[str, str],
    server: Forks | None = None,
) -> subprocess.CompletedProcess[str]:
    """As ``python -c program arguments`` with this environment; it begins in the folder where the test is."""
    done = run_bytes(program, arguments, stdin.encode(), environment, Path.cwd(), server=server)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def run_bytes(
    program: str,
    arguments: tuple[str, ...],
    stdin: bytes,
    environment: Mapping[str, str],
    begins_in: Path,
    loaded: tuple[str, ...] = LIBRARIES,
    server: Forks | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """As ``python -c program arguments`` in a folder; ``loaded``: the modules that are loaded when it begins.

    ``server``: what forks it, in place of a process that has loaded these.
    """
    if not hasattr(os, "fork"):
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(
            command, cwd=begins_in, input=stdin, capture_output=True, env=dict(environment), check=False
        )
    with TemporaryDirectory() as folder:
        streams = [str(Path(folder) / name) for name in ("stdin", "stdout", "stderr")]
        Path(streams[0]).write_bytes(stdin)
        job = {
            "program": program,
            "arguments": arguments,
            "environment": dict(environment),
            "folder": str(begins_in),
            "streams": streams,
        }
        code = (server or _server(loaded)).answer(job)
        stdout, stderr = (Path(name).read_bytes() for name in streams[1:])
    return subprocess.CompletedProcess([program, *arguments], code, stdout, stderr)


class Ready:
    """A process that has run a program and forks others from where this led; it ends when nobody holds it any more."""

    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        """``program``: what it runs first, in ``environment``; what it raises is left to those that follow."""
        with TemporaryDirectory() as folder:
            pipes = [str(Path(folder) / name) for name in ("jobs", "codes")]
            for pipe in pipes:
                os.mkfifo(pipe)
            _server(LIBRARIES).answer({"ready": program, "environment": dict(environment), "pipes": pipes})
            self._jobs = os.fdopen(os.open(pipes[0], os.O_WRONLY), "w")
            self._codes = os.fdopen(os.open(pipes[1], os.O_RDONLY))

    def answer(self, job: Mapping[str, Any]) -> int:
        """The exit code of a job, which has ended."""
        return _answer(job, self._jobs, self._codes)

    def __del__(self) -> None:
        self._jobs.close()
        self._codes.close()


class _Server:
    def __init__(self, loaded: tuple[str, ...]) -> None:
        command = [sys.executable, "-c", f"from tests.support.forked import serve; serve({loaded!r})"]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._process.communicate)

    def answer(self, job: Mapping[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return _answer(job, self._process.stdin, self._process.stdout)


def _answer(job: Mapping[str, Any], jobs: IO[str], codes: IO[str]) -> int:
    jobs.write(json.dumps(job) + "\n")
    jobs.flush()
    return int(codes.readline())


@lru_cache
def _server(loaded: tuple[str, ...]) -> _Server:
    return _Server(loaded)


def serve(loaded: tuple[str, ...]) -> None:
    """Fork a process for each line of standard input, a program as JSON; write its exit code when it has ended."""
    for name in loaded:
        with suppress(ImportError):
            importlib.import_module(name)
    _fork_for_each_line()


def _fork_for_each_line() -> None:
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            if "ready" in job:
                _stay(job)
            _become(job)
        # Who forks others goes on beside this one.
        code = 0 if "ready" in job else os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(code, flush=True)


def _stay(job: dict[str, Any]) -> NoReturn:
    """Run the program of ``job``, and then fork a process for each line that comes through its pipe, until it is closed."""
    for number, (pipe, how) in enumerate(zip(job["pipes"], (os.O_RDONLY, os.O_WRONLY), strict=True)):
        os.dup2(os.open(pipe, how), number)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)  # else it closes what follows it, too
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    _take(job["environment"])
    with suppress(BaseException):
        exec(compile(job["ready"], "<string>", "exec"), {"__name__": "__main__"})
    _fork_for_each_line()
    os._exit(0)


def _take(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    places = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[1:1] = [place for place in places if place not in sys.path]


def _become(job: dict[str, Any]) -> NoReturn:
    flags = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)
    for number, (name, how) in enumerate(zip(job["streams"], flags, strict=True)):
        os.dup2(os.open(name, how), number)
    # As Python makes them where it begins; tests/cli/test_anywhere.py compares.
    stated, _, errors = job["environment"].get("PYTHONIOENCODING", "").partition(":")
    encoding = codecs.lookup(stated or "utf-8").name
    sys.stdin = os.fdopen(0, encoding=encoding, errors=errors or "strict")
    sys.stdout = os.fdopen(1, "w", encoding=encoding, errors=errors or "strict")
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding=encoding, errors="backslashreplace")
    _take(job["environment"])
    os.chdir(job["folder"])
    sys.argv = ["-c", *job["arguments"]]
    code: Any = 0
    try:
        exec(compile(job["program"], "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    if not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
