"""A PostgreSQL of a test's own, which it may stop and start: a cluster in a folder, run by the programs that the machine has."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_BELOW = Path("/usr/lib/postgresql")
"""Where Debian keeps them, a folder for each version."""
_USER = "postgres"
"""Who runs it where the tests run as root, which PostgreSQL refuses."""


def programs() -> Path | None:
    """The folder of ``pg_ctl`` and ``initdb``; None: there is none, or nobody who may run them."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).parent] if on_path else sorted(_BELOW.glob("*/bin"), reverse=True)
    usable = [folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    return usable[0] if usable and (os.getuid() or _runner()) else None


def _runner() -> str | None:
    try:
        return pwd.getpwnam(_USER).pw_name
    except KeyError:
        return None


@dataclass(frozen=True)
class OwnPostgresql:
    """A cluster; ``address`` is that of its database."""

    folder: Path
    port: int
    binaries: Path

    @property
    def address(self) -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options)  # fmt: skip

    def stop(self, how: str) -> None:
        """``fast``: who works on something is thrown out; ``immediate``: as a machine without power."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", how)

    def make(self) -> None:
        self._run("initdb", "-D", str(self.folder / "data"), "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            user=None if os.getuid() else _USER,
            timeout=60,
        )


@contextmanager
def own_postgresql(folder: Path, binaries: Path) -> Iterator[OwnPostgresql]:
    """A cluster that runs; it is stopped afterwards."""
    folder.mkdir()
    if not os.getuid():
        shutil.chown(folder, _USER)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    cluster = OwnPostgresql(folder, port, binaries)
    cluster.make()
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")
