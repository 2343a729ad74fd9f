"""Programs in processes of their own, forked from one that has loaded what they load: to load it takes longer than to answer.

Of the package itself nothing is loaded unless ``LAW`` is asked for: a program imports what its ``PYTHONPATH`` leads to, as in
a fresh process. The command line is never loaded: it reads the environment and the folder where it begins.
"""

from __future__ import annotations

import atexit
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
from typing import Any, Final, NoReturn

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


def run(
    program: str, arguments: tuple[str, ...], stdin: str, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """As ``python -c program arguments`` with this environment; it begins in the folder where the test is."""
    done = run_bytes(program, arguments, stdin.encode(), environment, Path.cwd())
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def run_bytes(
    program: str,
    arguments: tuple[str, ...],
    stdin: bytes,
    environment: Mapping[str, str],
    begins_in: Path,
    loaded: tuple[str, ...] = LIBRARIES,
) -> subprocess.CompletedProcess[bytes]:
    """As ``python -c program arguments`` in a folder; ``loaded``: the modules that are loaded when it begins."""
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
        server = _server(loaded)
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        stdout, stderr = (Path(name).read_bytes() for name in streams[1:])
    return subprocess.CompletedProcess([program, *arguments], code, stdout, stderr)


@lru_cache
def _server(loaded: tuple[str, ...]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", f"from tests.support.forked import serve; serve({loaded!r})"]
    server = subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(server.communicate)
    return server


def serve(loaded: tuple[str, ...]) -> None:
    """Fork a process for each line of standard input, a program as JSON; write its exit code when it has ended."""
    for name in loaded:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _become(job: dict[str, Any]) -> NoReturn:
    flags = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)
    for number, (name, how) in enumerate(zip(job["streams"], flags, strict=True)):
        os.dup2(os.open(name, how), number)
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace")
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["folder"])
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    sys.path[1:1] = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
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
