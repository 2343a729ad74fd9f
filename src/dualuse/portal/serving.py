"""The service behind its server: a request takes a thread once all of it has arrived, and one that does not arrive in time is cut off.

A server of WSGI hands a request over with its head, so that whoever sends half a body keeps a thread waiting; a few of them stop the service. Here bodies are
collected without threads (the server's protocol RSGI), within a time and a size, and the program of WSGI is called with what is whole.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, Protocol

_IN_MEMORY: Final = 1 << 20
"""Bytes of a body that are kept in memory; of a longer one, a document, the rest lies in a file of the system without a name."""
_PLAIN: Final = ("Content-Type", "text/plain; charset=utf-8")
_JOINED: Final[Mapping[str, str]] = {"cookie": "; "}
"""By what values of a header that comes several times are joined, where it is not a comma."""
Environment = dict[str, Any]
Program = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


class Headers(Protocol):
    """The headers of a request, as the server has them: names in small letters, one row for each time one comes."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Each with its value, in order."""


class Scope(Protocol):
    """The head of a request."""

    http_version: str
    client: str
    server: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Headers


class Exchange(Protocol):
    """The rest of a request, and where the answer goes."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer, once."""


class BodyTooLargeError(Exception):
    """More bytes come than may."""


class BodyCutError(Exception):
    """Who sent it went away before all of it was here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the number of the status, the headers in order, the body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Served:
    """A program of WSGI, for a server of RSGI.

    Args:
        program: of WSGI.
        threads: how many requests are worked on at a time; others wait, with what they sent.
        seconds: in which the whole body of a request arrives.
        most_bytes: of a body.
    """

    def __init__(self, program: Program, *, threads: int, seconds: float, most_bytes: int) -> None:
        self._program = program
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer one request."""
        headers = joined(scope.headers.items())
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            try:
                async with asyncio.timeout(self._seconds):
                    await self._collect(exchange, headers.get("content-length", ""), body)
            except TimeoutError:
                return _refuse(exchange, 408, f"the body did not arrive within {self._seconds:g} seconds\n")
            except BodyTooLargeError:
                return _refuse(exchange, 413, f"a body has at most {self._most_bytes} bytes\n")
            except BodyCutError:
                return _refuse(exchange, 400, "the body ended before its Content-Length\n")
            loop = asyncio.get_running_loop()
            environment = environment_of(scope, headers, body)
            answer = await loop.run_in_executor(self._threads, answered, self._program, environment)
            exchange.response_bytes(answer.status, answer.headers, answer.body)

    async def _collect(self, exchange: Exchange, length: str, body: IO[bytes]) -> None:
        if length.isdecimal() and int(length) > self._most_bytes:
            raise BodyTooLargeError
        size = 0
        async for part in exchange:
            size += len(part)
            if size > self._most_bytes:
                raise BodyTooLargeError
            body.write(part)
        if length.isdecimal() and size != int(length):
            raise BodyCutError


def joined(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name, those that come several times joined.

    A name with ``_`` is left out: to a program of WSGI it is the same as one with ``-``, which a proxy may vouch for.
    """
    headers: dict[str, str] = {}
    for name, value in rows:
        if "_" not in name:
            separator = _JOINED.get(name, ",")
            headers[name] = f"{headers[name]}{separator}{value}" if name in headers else value
    return headers


def environment_of(scope: Scope, headers: Mapping[str, str], body: IO[bytes]) -> Environment:
    """What a program of WSGI is called with (PEP 3333), of a request whose body has arrived."""
    size = body.tell()
    body.seek(0)
    host, _, port = scope.server.rpartition(":")
    fields = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in headers.items()
        if name not in ("content-length", "content-type")
    }
    return {
        **fields,
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "CONTENT_TYPE": headers.get("content-type", ""),
        "CONTENT_LENGTH": str(size),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def answered(program: Program, environment: Environment) -> Answer:
    """Call a program of WSGI; all of what it answers."""
    head: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], failure: Any = None) -> Callable[[bytes], Any]:
        head.append((status, headers))
        return lambda part: None

    parts = program(environment, start)
    try:
        body = b"".join(parts)
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    status, headers = head[-1]
    return Answer(int(status[:3]), headers, body)


def _refuse(exchange: Exchange, status: int, text: str) -> None:
    exchange.response_bytes(status, [_PLAIN, ("Connection", "close")], text.encode())
