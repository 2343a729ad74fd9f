"""A mail server on this machine: it takes what it is handed, refuses what it is told to, and may be down, slow, or close in the middle."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

SENDER = "service@authority.example"


@dataclass
class Mailbox:
    """What it took, and how it behaves.

    ``address``: for ``DUALUSE_SMTP``. ``is_down``: it closes each connection at once. ``takes``: it closes the connection after so many mails, for good.
    ``answers``: by recipient, what it says instead of taking the mail. ``pause``: seconds before it says that it took one. ``signed_in``: what
    people signed in with.
    """

    address: str = ""
    is_down: bool = False
    takes: int | None = None
    pause: float = 0.0
    answers: dict[str, bytes] = field(default_factory=dict)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    context: ssl.SSLContext | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for _, message in self.taken]

    def talk(self, connection: socket.socket) -> None:
        """Speak with who connected until it leaves (RFC 5321)."""
        with suppress(OSError):
            if self.is_down:
                connection.close()
                return
            connection.settimeout(10)
            self._talk(connection)
        connection.close()

    def _talk(self, connection: socket.socket) -> None:
        stream = connection.makefile("rwb")

        def say(line: bytes) -> None:
            stream.write(line + b"\r\n")
            stream.flush()

        say(b"220 ready")
        recipient = ""
        while line := stream.readline():
            words = line.decode().strip()
            match words.split()[0].upper():
                case "EHLO" | "HELO":
                    secret = isinstance(connection, ssl.SSLSocket)
                    offers = [b"AUTH PLAIN"] if secret else [b"STARTTLS"] if self.context else []
                    rows = [b"mail.example", *offers, b"8BITMIME"]
                    for row in rows[:-1]:
                        say(b"250-" + row)
                    say(b"250 " + rows[-1])
                case "STARTTLS":
                    say(b"220 go on")
                    assert self.context is not None
                    connection = self.context.wrap_socket(connection, server_side=True)
                    stream = connection.makefile("rwb")
                case "AUTH":
                    self.signed_in.append(base64.b64decode(words.split()[2]).decode())
                    say(b"235 welcome")
                case "RCPT":
                    recipient = words.partition("<")[2].partition(">")[0]
                    say(self.answers.get(recipient, b"250 ok"))
                case "DATA":
                    if self.takes is not None and len(self.taken) >= self.takes:
                        return
                    say(b"354 go on")
                    self._take(recipient, stream)
                    self.stopped.wait(self.pause)
                    say(b"250 taken")
                case "QUIT":
                    say(b"221 bye")
                    return
                case _:
                    say(b"250 ok")

    def _take(self, recipient: str, stream: object) -> None:
        lines = []
        while (line := stream.readline()) != b".\r\n":  # type: ignore[attr-defined]
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((recipient, message))


@contextmanager
def mail_server(context: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[Mailbox]:
    """A mail server that listens; with a context it speaks TLS, after STARTTLS or ``at_once``."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=50)
    port = listening.getsockname()[1]
    mailbox = Mailbox(address=f"smtp://127.0.0.1:{port}", context=None if at_once else context)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    def serve(connection: socket.socket) -> None:
        with suppress(OSError):
            if at_once and context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            mailbox.talk(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield mailbox
    finally:
        mailbox.stopped.set()
        listening.close()
