"""A server on this machine that answers as it is told: whole, cut, slow, or elsewhere."""

from __future__ import annotations

import threading
import time
from dataclasses import KW_ONLY, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """``announced``: the Content-Length said, if not the true one; ``drip``: seconds between single bytes."""

    body: bytes = b""
    _: KW_ONLY
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    delay: float = 0.0
    drip: float = 0.0
    chunked: bool = False


class Server:
    """``answers``: path → answer, or answers one after the other; ``seen``: the headers of each request."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.seen: list[dict[str, str]] = []
        outer = self

        class Handler(_Handler):
            server_of_test = outer

        self._server = _Quiet(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A client that left early is what some tests want."""


class _Handler(BaseHTTPRequestHandler):
    server_of_test: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server_of_test.seen.append(dict(self.headers))
        prepared = self.server_of_test.answers.get(urlsplit(self.path).path, Answer(status=404))
        answer = prepared.pop(0) if isinstance(prepared, list) else prepared
        time.sleep(answer.delay)
        try:
            self._answer(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, answer: Answer) -> None:
        same = answer.etag and self.headers.get("If-None-Match") == answer.etag
        body = b"" if same else answer.body
        self.send_response(304 if same else answer.status)
        for name, value in {
            "ETag": answer.etag,
            "Last-Modified": answer.last_modified,
            **answer.headers,
        }.items():
            if value:
                self.send_header(name, value)
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header(
                "Content-Length", str(len(body) if answer.announced is None else answer.announced)
            )
        self.end_headers()
        if answer.chunked:
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        if answer.drip:
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)
        else:
            self.wfile.write(body)
        self.close_connection = self.close_connection or answer.announced is not None

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
