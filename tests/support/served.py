"""The service as a process of its own, begun by the command line and asked over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.support import forked

COMMAND = [sys.executable, "-m", "dualuse"]


def run(
    home: Path, *arguments: str, folder: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """A command, forked from a process that has loaded what it loads; settings and tables it reads itself."""
    usual = {"DUALUSE_HOME": str(home), "DATABASE_URL": "", "DUALUSE_LANGUAGE": "en"}
    environment = {**os.environ, **usual, **settings}
    done = forked.run_bytes(
        forked.COMMAND, arguments, b"", environment, folder or Path.cwd(), loaded=forked.SERVICE
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str, token: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/{path}", headers=headers), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


@contextmanager
def served(home: Path, **settings: str) -> Iterator[int]:
    """A service that runs, and its port; it is stopped afterwards."""
    number = free_port()
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(number)],
        env={**os.environ, "DUALUSE_HOME": str(home), "DATABASE_URL": "", **settings},
        stdout=subprocess.DEVNULL,  # a pipe that nobody reads is full one day, and the service waits
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                if ask(number, "healthz")[0] == 200:
                    break
            except (URLError, OSError):
                time.sleep(0.2)
        yield number
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
