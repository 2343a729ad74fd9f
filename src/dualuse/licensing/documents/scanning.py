"""The port to a scanner for viruses. It fails closed: only its whole word that it found nothing makes a document clean.

``DUALUSE_SCANNER`` is ``clamd:HOST:PORT``, ``clamd:/path/of/socket``, or, for a try only, ``none``. Spoken is ``INSTREAM`` of clamd (clamd(8)).
"""

from __future__ import annotations

import re
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal, get_args

from django.core.exceptions import ImproperlyConfigured

Scan = Literal["clean", "infected", "unscanned", "not_scanned_by_choice"]
"""``unscanned``: the scanner gave no answer, and is asked again; ``not_scanned_by_choice``: there is none, and the service is only tried."""
SCANS: Final[tuple[Scan, ...]] = get_args(Scan)
NO_SCANNER: Final = "none"
_CONNECT_SECONDS: Final = 5.0
_PART: Final = 65_536
_LONGEST_ANSWER: Final = 4096
_CLEAN: Final = b"stream: OK\0"
_INFECTED: Final = re.compile(rb"stream: ([^\0\n]+) FOUND\0")
_PLACE: Final = re.compile(
    r"clamd:(?:(?P<path>/.+)|(?P<host>\[[0-9A-Fa-f:.]+\]|[^:/\s\[\]]+):(?P<port>[0-9]{1,5}))"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a scan, and by which name the scanner calls what it found ("": nothing)."""

    scan: Scan
    finding: str = ""


def see_setting(setting: str, *, production: bool) -> None:
    """Refuse a setting under which documents would not be scanned.

    Raises:
        ImproperlyConfigured: it names no scanner, or ``none`` in production.
    """
    if setting == NO_SCANNER:
        if production:
            raise ImproperlyConfigured(
                "DUALUSE_SCANNER: in production documents are scanned: clamd:HOST:PORT or clamd:/path/of/socket"
            )
        return
    _place_of(setting)


def scanned(content: bytes, setting: str, seconds: float) -> Verdict:
    """What the scanner says of a content.

    Args:
        content: all of it.
        setting: ``DUALUSE_SCANNER``.
        seconds: how long to wait for its answer, from the first byte that is sent.

    Raises:
        ImproperlyConfigured: the setting names no scanner.
    """
    if setting == NO_SCANNER:
        return Verdict("not_scanned_by_choice")
    family, place = _place_of(setting)
    try:
        answer = _answer_of(family, place, content, seconds)
    except OSError:
        return Verdict("unscanned")
    if answer == _CLEAN:
        return Verdict("clean")
    if match := _INFECTED.fullmatch(answer):
        return Verdict("infected", re.sub(r"[^\x20-\x7e]", "?", match[1].decode("ascii", "replace"))[:100])
    return Verdict("unscanned")


def _place_of(setting: str) -> tuple[socket.AddressFamily | None, str | tuple[str, int]]:
    """Where the scanner listens: a socket of this machine, or a host and port (family None: whichever the host has)."""
    match = _PLACE.fullmatch(setting)
    if match is None or (match["port"] and not 0 < int(match["port"]) < 65_536):
        raise ImproperlyConfigured(
            f"DUALUSE_SCANNER is none, clamd:HOST:PORT or clamd:/path/of/socket; not {setting!r}"
        )
    if match["path"]:
        return socket.AF_UNIX, match["path"]
    return None, (match["host"].strip("[]"), int(match["port"]))


def _answer_of(
    family: socket.AddressFamily | None, place: str | tuple[str, int], content: bytes, seconds: float
) -> bytes:
    """The answer of clamd up to its end; b"" where it closes before.

    Raises:
        OSError: it is not reached, or does not answer in time.
    """
    until = time.monotonic() + seconds
    with _connection(family, place, min(seconds, _CONNECT_SECONDS)) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may refuse before it has everything
            _send(connection, b"zINSTREAM\0", until)
            for begins in range(0, len(content), _PART):
                part = content[begins : begins + _PART]
                _send(connection, struct.pack("!I", len(part)) + part, until)
            _send(connection, struct.pack("!I", 0), until)
        answer = b""
        while len(answer) < _LONGEST_ANSWER:
            connection.settimeout(_left(until))
            received = connection.recv(_LONGEST_ANSWER)
            if not received:
                break
            answer += received
            if b"\0" in received:
                return answer
        return b""


def _connection(
    family: socket.AddressFamily | None, place: str | tuple[str, int], seconds: float
) -> socket.socket:
    if isinstance(place, tuple):
        return socket.create_connection(place, timeout=seconds)
    connection = socket.socket(family or socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect(place)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, data: bytes, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(data)


def _left(until: float) -> float:
    """Seconds that are left.

    Raises:
        TimeoutError: none.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
