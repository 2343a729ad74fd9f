"""The mail server that mail is handed to: ``DUALUSE_SMTP`` and ``DUALUSE_MAIL_FROM``.

``smtps://USER:PASSWORD@HOST:465`` is TLS from the first byte, ``smtp+starttls://USER:PASSWORD@HOST:587`` before anything is sent, ``smtp://HOST:25``
never: only for a server of one's own network, and without a password, which would be readable.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECONDS: Final = 10.0
"""How long each answer of the server may take."""
_PORTS: Final[Mapping[str, int]] = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
"""The schemes there are, with the port of each where none is named."""
_SENDER: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?P<domain>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in, how, and in whose name. The password is in no text of it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str
    domain: str

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """A connection that was greeted, made secret and signed in as the setting says.

        Raises:
            OSError, smtplib.SMTPException: the server is not reached, or does not take us.
        """
        connection: smtplib.SMTP = (
            smtplib.SMTP_SSL(
                self.host, self.port, self.domain, timeout=SECONDS, context=ssl.create_default_context()
            )
            if self.scheme == "smtps"
            else smtplib.SMTP(self.host, self.port, self.domain, timeout=SECONDS)
        )
        try:
            if self.scheme == "smtp+starttls":
                connection.starttls(context=ssl.create_default_context())
            if self.user:
                connection.login(self.user, self.password)
            yield connection
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()


def mail_server(address: str, sender: str) -> MailServer | None:
    """The server that the settings name; None: none is named, and nobody is written to.

    Args:
        address: ``DUALUSE_SMTP``.
        sender: ``DUALUSE_MAIL_FROM``.

    Raises:
        ImproperlyConfigured: one of them is none, or is missing; no password stands in the words.
    """
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _no_address() from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise _no_address()
    if (match := _SENDER.fullmatch(sender)) is None:
        raise ImproperlyConfigured("DUALUSE_MAIL_FROM is the e-mail address that mail is sent from")
    user, password = _signed_in(parts)
    return MailServer(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        user=user,
        password=password,
        sender=sender,
        domain=match["domain"],
    )


def _signed_in(parts: SplitResult) -> tuple[str, str]:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("DUALUSE_SMTP: a user and a password belong together")
    if user and parts.scheme == "smtp":
        raise ImproperlyConfigured(
            "DUALUSE_SMTP: smtp:// would send the password for everybody to read; smtps:// or smtp+starttls://"
        )
    return user, password


def _no_address() -> ImproperlyConfigured:
    return ImproperlyConfigured(
        "DUALUSE_SMTP is smtps://USER:PASSWORD@HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:PORT or smtp://HOST:PORT"
    )
