"""Sending what waits, at least once: a mail is claimed, handed in, and then marked, so that a process that ends in between sends it again.

To claim a mail is to put off its next attempt, in one statement that only the first of two can do: two that send at once send each mail once, no
lock is held while a server is waited for, and what a process leaves behind is due again by itself. A second copy has the ``Message-ID`` of the first.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from django.conf import settings
from django.db.models import F

from dualuse.licensing.mail.models import Mail
from dualuse.licensing.mail.server import MailServer, mail_server
from dualuse.licensing.moments import now
from dualuse.licensing.people.models import is_demonstration

GIVEN_UP_AFTER: Final = timedelta(days=3)
"""So long a mail is tried, from when it was written."""
KEPT: Final = timedelta(days=30)
"""So long it is kept afterwards, whether it was sent or not."""
_FIRST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_LATE: Final = 3
"""A mail that was tried so often is late."""
_MOST: Final = 1_000
"""So many are looked at in one run."""
_PERMANENT: Final = 500
"""From this answer on, a server says that it will never take it (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many mails wait, how many of them were tried in vain for a quarter of an hour, and how many were given up."""

    waiting: int
    late: int
    given_up: int


def outbox() -> Outbox:
    """The outbox as it is."""
    waiting = Mail.objects.filter(sent=None, given_up=None)
    return Outbox(
        waiting.count(),
        waiting.filter(attempts__gte=_LATE).count(),
        Mail.objects.exclude(given_up=None).count(),
    )


def pause_after(attempts: int) -> timedelta:
    """How long after that many attempts the next one is due: five minutes, then twice as long each time, an hour at most."""
    pause: timedelta = _FIRST_PAUSE * 2 ** min(attempts - 1, 10)
    return min(_LONGEST_PAUSE, pause)


def send_due() -> int:
    """Send the mails that are due; how many the server took. An outage ends the run: whatever was not tried stays due.

    Nothing is sent in a demonstration, or where no mail server is named.
    """
    server = mail_server(settings.DUALUSE_SMTP, settings.DUALUSE_MAIL_FROM)
    if server is None or is_demonstration():
        return 0
    due = Mail.objects.filter(sent=None, given_up=None, due__lte=now()).order_by("due", "pk")
    return _sent(server, list(due.values_list("pk", "attempts")[:_MOST]))


def forget_mail(moment: datetime) -> int:
    """Remove the mails that are kept no longer; how many they were."""
    kept_until = moment - KEPT
    number: int = Mail.objects.filter(sent__lt=kept_until).delete()[0]
    return number + Mail.objects.filter(given_up__lt=kept_until).delete()[0]


def _sent(server: MailServer, due: Iterable[tuple[int, int]]) -> int:
    number = 0
    connection: smtplib.SMTP | None = None
    with ExitStack() as stack:
        for key, attempts in due:
            mail = _claimed(key, attempts)
            if mail is None:
                continue
            if not mail.recipient.is_active:
                mail.delete()
                continue
            try:
                message = message_of(mail, server.sender)
            except (MessageError, ValueError, IndexError):  # an address that is none by RFC 5322
                _failed(mail, "address", forever=True)
                continue
            try:
                connection = connection or stack.enter_context(server.connected())
                connection.send_message(message, server.sender, [mail.recipient.email])
            except (
                smtplib.SMTPRecipientsRefused,
                smtplib.SMTPDataError,
                smtplib.SMTPNotSupportedError,
            ) as error:
                code = _code(error)
                _failed(mail, f"refused {code}", forever=code >= _PERMANENT)
                continue
            except (OSError, smtplib.SMTPException) as error:
                _failed(mail, type(error).__name__)
                break
            _mark(mail)
            number += 1
    return number


def _claimed(key: int, attempts: int) -> Mail | None:
    """A mail of which this process makes the next attempt; None: another one does."""
    rows = Mail.objects.filter(pk=key, sent=None, given_up=None, attempts=attempts)
    if not rows.update(attempts=F("attempts") + 1, due=now() + pause_after(attempts + 1)):
        return None
    return Mail.objects.select_related("recipient").get(pk=key)


def _mark(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(sent=now(), failure="")


def _failed(mail: Mail, failure: str, *, forever: bool = False) -> None:
    moment = now()
    ended = moment if forever or moment - mail.written >= GIVEN_UP_AFTER else None
    Mail.objects.filter(pk=mail.pk, sent=None).update(failure=failure, given_up=ended)


def _code(error: smtplib.SMTPException) -> int:
    """What the server answered to this mail; without an answer, what it cannot carry."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            answers: Mapping[str, tuple[int, bytes]] = error.recipients
            return min(code for code, _ in answers.values())
        case smtplib.SMTPDataError():
            return int(error.smtp_code)
        case _:
            return _PERMANENT


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """A mail as it is handed in: the same each time it is tried.

    Raises:
        MessageError, ValueError, IndexError: the address of the recipient is none.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=mail.recipient.email)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written)
    message["Message-ID"] = mail.message_id
    # Nobody reads an answer to it, and no machine is to send one (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text + "\n")
    message["Content-Language"] = mail.language
    return message
