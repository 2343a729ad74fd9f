"""A server that speaks as clamd does, on a socket of its own: it answers as it is told to, and keeps what it was sent."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

OK = b"stream: OK\0"
FOUND = b"stream: Eicar-Test-Signature FOUND\0"


@dataclass
class Scanner:
    """How it answers: with ``pieces``, one after the other, ``pause`` seconds before each; ``reads``: whether it takes what it is sent first."""

    setting: str
    pieces: tuple[bytes, ...] = (OK,)
    pause: float = 0.0
    reads: bool = True
    received: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def answer(self, connection: socket.socket) -> None:
        """Take a content and answer."""
        with connection, suppress(OSError):
            connection.settimeout(5)
            if self.reads:
                self.received.append(_stream(connection))
            for piece in self.pieces:
                if self.stopped.wait(self.pause):
                    return
                connection.sendall(piece)


def _stream(connection: socket.socket) -> bytes:
    """What is sent by INSTREAM."""
    with connection.makefile("rb") as reader:
        assert reader.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", reader.read(4))[0]:
            content += reader.read(length)
    return content


@contextmanager
def virus_scanner(path: Path | None = None) -> Iterator[Scanner]:
    """A scanner that listens, on a socket of the machine (``path``) or on a port."""
    if path is None:
        listening = socket.create_server(("127.0.0.1", 0))
        setting = f"clamd:127.0.0.1:{listening.getsockname()[1]}"
    else:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        listening.listen()
        setting = f"clamd:{path}"
    listening.settimeout(0.05)
    scanner = Scanner(setting)

    def serve() -> None:
        while not scanner.stopped.is_set():
            with suppress(TimeoutError):
                scanner.answer(listening.accept()[0])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield scanner
    finally:
        scanner.stopped.set()
        thread.join(10)
        listening.close()
