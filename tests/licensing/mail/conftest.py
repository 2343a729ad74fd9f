"""What the tests of mail share: a mail server, and a service that is told of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.support.mail_server import SENDER, Mailbox, mail_server


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that the service hands its mail to."""
    with mail_server() as mailbox:
        monkeypatch.setattr(settings, "DUALUSE_SMTP", mailbox.address)
        monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", SENDER)
        yield mailbox
