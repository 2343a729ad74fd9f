"""Processes that send at once, and one that is killed after the server took a mail and before that is written down; on both databases."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from dualuse.licensing.cases.applications import submit
from dualuse.licensing.mail import sending
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.mail.sending import outbox, send_due
from dualuse.licensing.moments import at, now
from tests.support.mail_server import Mailbox
from tests.support.service_people import UNLISTED, WHOLE, People, apply_with_specification, make_people

CASES = 8
SENDERS = 4


@pytest.fixture(scope="module")
def people(kept_database: str) -> People:
    return make_people()


@pytest.fixture
def waiting(
    people: People, mailbox: Mailbox, documents_folder: Path, lists_of_service: None
) -> Iterator[Mailbox]:
    """Two mails of each of some cases."""
    for _ in range(CASES):
        submit(
            people.exporter,
            apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE).reference,
        )
    assert outbox().waiting == 2 * CASES
    yield mailbox
    Mail.objects.all().delete()


def forked(act: Callable[[], object]) -> int:
    """The process in which it is done."""
    connections["default"].close()
    process = os.fork()
    if process == 0:
        try:
            act()
        finally:
            os._exit(0)
    return process


def test_many_that_send_at_once_send_each_mail_once(waiting: Mailbox) -> None:
    waiting.pause = 0.02
    for process in [forked(send_due) for _ in range(SENDERS)]:
        os.waitpid(process, 0)
    assert len(waiting.taken) == len(set(waiting.ids())) == 2 * CASES
    assert outbox().waiting == 0


def test_who_is_killed_before_it_is_written_down_sends_it_again_as_the_same_mail(
    waiting: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed() -> None:
        monkeypatch.setattr(sending, "_mark", lambda mail: os.kill(os.getpid(), signal.SIGKILL))
        send_due()

    _, status = os.waitpid(forked(killed), 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert len(waiting.taken) == 1
    assert outbox().waiting == 2 * CASES, "it was not written down"
    assert send_due() == 2 * CASES - 1
    with at(now() + timedelta(minutes=6)):
        assert send_due() == 1
    ids = waiting.ids()
    assert len(ids) == 2 * CASES + 1
    assert len(set(ids)) == 2 * CASES
    assert ids.count(ids[0]) == 2
    first, again = (message.as_bytes() for _, message in waiting.taken if message["Message-ID"] == ids[0])
    assert first == again


def test_a_killed_change_writes_no_mail_and_a_committed_one_does(
    people: People, mailbox: Mailbox, documents_folder: Path
) -> None:
    """Mail and change are committed together: what is killed before leaves neither."""
    reference = apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE).reference

    def killed() -> None:
        from dualuse.licensing.cases import changes

        written = changes.write_mail

        def then_killed(*arguments: object) -> None:
            written(*arguments)  # type: ignore[arg-type]
            assert Mail.objects.count() == 2
            os.kill(os.getpid(), signal.SIGKILL)

        changes.write_mail = then_killed  # type: ignore[assignment]
        submit(people.exporter, reference)

    os.waitpid(forked(killed), 0)
    assert not Mail.objects.exists()
    submit(people.exporter, reference)
    assert Mail.objects.count() == 2
    Mail.objects.all().delete()
