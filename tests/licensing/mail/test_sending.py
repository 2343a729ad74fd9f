"""Mail is sent at least once and claimed once: through outages, refusals, ends in the middle and many that send at once; on both databases."""

from __future__ import annotations

import json
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.mail.sending import GIVEN_UP_AFTER, KEPT, forget_mail, outbox, pause_after, send_due
from dualuse.licensing.mail.server import mail_server as server_of
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Deployment, Person
from dualuse.portal.readiness import faults, points, readyz
from dualuse.portal.ticking import tick
from tests.support.invented_keys import write_server_key
from tests.support.mail_server import SENDER, Mailbox, mail_server
from tests.support.service_people import UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")


def submitted(people: People, number: int = 1) -> list[str]:
    """So many applications, of which the exporter and the officer are written to."""
    references = [
        apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference for _ in range(number)
    ]
    for reference in references:
        submit(people.exporter, reference)
    return references


def test_a_mail_is_sent_once_with_all_its_heads(people: People, mailbox: Mailbox) -> None:
    (reference,) = submitted(people)
    counts = tick()
    assert (counts["mails_sent"], counts["mails_waiting"], counts["mails_given_up"]) == (2, 0, 0)
    assert tick()["mails_sent"] == 0
    assert sorted(mailbox.recipients()) == ["exporter@example.org", "officer@example.org"]
    recipient, message = mailbox.taken[0]
    assert (message["To"], message["From"]) == (recipient, SENDER)
    assert message["Subject"] == f"{reference}: the application has arrived"
    assert reference in message.get_content()
    assert str(message["Message-ID"]).endswith("@authority.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert len(set(mailbox.ids())) == 2


def test_letters_of_other_languages_arrive_whole(people: People, mailbox: Mailbox) -> None:
    Person.objects.filter(name="exporter").update(language="de")
    submitted(people)
    Mail.objects.filter(language="de").update(subject="Vorgang geprüft – é", text="Größe „ß“, être")
    send_due()
    _, message = mailbox.taken[0]
    assert (message["Subject"], message.get_content().strip()) == ("Vorgang geprüft – é", "Größe „ß“, être")


def test_mail_outlives_an_outage(people: People, mailbox: Mailbox) -> None:
    """The server stops in the middle, is away for hours, and comes back: everything arrives."""
    submitted(people, 3)
    mailbox.takes = 2
    assert send_due() == 2
    assert outbox().waiting == 4
    mailbox.is_down = True
    moment = now()
    for minutes in range(1, 240):
        with at(moment + timedelta(minutes=minutes)):
            assert send_due() == 0
    assert (outbox().waiting, outbox().late, outbox().given_up) == (4, 4, 0)
    assert max(Mail.objects.values_list("attempts", flat=True)) < 10, "the pauses grow"
    mailbox.is_down, mailbox.takes = False, None
    with at(moment + timedelta(hours=6)):
        assert send_due() == 4
    assert len(mailbox.taken) == len(set(mailbox.ids())) == 6
    assert outbox().waiting == 0


def test_the_pauses_grow_up_to_an_hour() -> None:
    minutes = [pause_after(attempts) / timedelta(minutes=1) for attempts in range(1, 8)]
    assert minutes == [5, 10, 20, 40, 60, 60, 60]
    assert pause_after(10_000) == timedelta(hours=1)


def test_what_is_given_up_is_told_and_stops_nothing(people: People, mailbox: Mailbox) -> None:
    submitted(people)
    mailbox.is_down = True
    moment = now()
    step, after = timedelta(minutes=30), timedelta()
    while after < GIVEN_UP_AFTER + 2 * timedelta(hours=1):
        with at(moment + after):
            counts = tick()
        after += step
    assert (counts["mails_waiting"], counts["mails_given_up"]) == (0, 2)
    (point,) = (point for point in points() if point.code == "mail")
    assert (point.stops, point.text is not None) == (False, True)
    body = json.loads(readyz(RequestFactory().get("/readyz")).content)
    assert "given up: 2" in next(row["text"] for row in body["points"] if row["code"] == "mail")
    assert not [fault for fault in faults() if fault.code == "mail"]
    mailbox.is_down = False
    assert send_due() == 0, "given up is given up"


def test_readiness_tells_of_mail_that_is_late(
    people: People, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def text_of_mail() -> str:
        return next(str(point.text and point.text.code) for point in points() if point.code == "mail")

    submitted(people)
    assert text_of_mail() == "None"
    Mail.objects.update(attempts=3)
    assert text_of_mail() == "mail"
    Mail.objects.all().delete()
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "")
    assert text_of_mail() == "no_mail"
    Deployment.objects.create(demonstration=True)
    assert text_of_mail() == "None"


def test_whom_the_server_never_takes_is_given_up_at_once_and_the_others_are_sent(
    people: People, mailbox: Mailbox
) -> None:
    mailbox.answers["exporter@example.org"] = b"550 no such person"
    submitted(people, 2)
    assert send_due() == 2
    assert (outbox().waiting, outbox().given_up) == (0, 2)
    assert set(Mail.objects.exclude(given_up=None).values_list("failure", flat=True)) == {"refused 550"}


def test_whom_the_server_takes_later_is_tried_again(people: People, mailbox: Mailbox) -> None:
    mailbox.answers["exporter@example.org"] = b"451 come back"
    submitted(people)
    assert send_due() == 1
    assert send_due() == 0, "not before its pause is over"
    mailbox.answers.clear()
    with at(now() + timedelta(minutes=6)):
        assert send_due() == 1


@pytest.mark.parametrize("address", ["a,b@example.org", "a@b@example.org", "ü,@example.org"])
def test_an_address_that_is_none_holds_up_nobody(people: People, mailbox: Mailbox, address: str) -> None:
    Person.objects.filter(name="exporter").update(email=address)
    submitted(people)
    assert send_due() == 1
    assert outbox().given_up == 1


def test_who_has_left_is_not_written_to(people: People, mailbox: Mailbox) -> None:
    submitted(people)
    Person.objects.filter(name="exporter").update(is_active=False)
    assert send_due() == 1
    assert mailbox.recipients() == ["officer@example.org"]
    assert Mail.objects.count() == 1


def test_a_mail_goes_to_the_address_of_today(people: People, mailbox: Mailbox) -> None:
    submitted(people)
    Person.objects.filter(name="exporter").update(email="new@example.org")
    send_due()
    assert "new@example.org" in mailbox.recipients()


def test_a_demonstration_sends_nothing_even_of_what_waits(people: People, mailbox: Mailbox) -> None:
    submitted(people)
    Deployment.objects.create(demonstration=True)
    assert send_due() == 0
    assert mailbox.taken == []


def test_mail_is_forgotten_after_its_days(people: People, mailbox: Mailbox) -> None:
    submitted(people)
    mailbox.answers["exporter@example.org"] = b"550 no such person"
    send_due()
    assert forget_mail(now() + KEPT - timedelta(hours=1)) == 0
    assert forget_mail(now() + KEPT + timedelta(hours=1)) == 2
    submitted(people)
    assert forget_mail(now() + 10 * KEPT) == 0, "what waits is kept"


@pytest.mark.parametrize("at_once", [True, False])
def test_tls_and_a_password(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    certificate = write_server_key(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", SENDER)
    with mail_server(context, at_once=at_once) as mailbox:
        scheme = "smtps" if at_once else "smtp+starttls"
        port = mailbox.address.rpartition(":")[2]
        monkeypatch.setattr(settings, "DUALUSE_SMTP", f"{scheme}://us%40er:p%3Aw@127.0.0.1:{port}")
        submitted(people)
        assert send_due() == 0, "nobody vouches for the certificate"
        assert mailbox.signed_in == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with at(now() + timedelta(minutes=6)):
            assert send_due() == 2
    assert mailbox.signed_in == ["\0us@er\0p:w"]


@pytest.mark.parametrize(
    "address",
    [
        "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999", "smtp://mail.example/inbox", "smtp://mail.example:25?tls=1",
        "smtps://user@mail.example", "smtps://:secret@mail.example", "smtp://user:secret@mail.example", "smtp://[mail.example",
    ],
)  # fmt: skip
def test_an_address_of_a_server_that_is_none_is_refused_and_its_password_told_nobody(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DUALUSE_SMTP") as refused:
        server_of(address, SENDER)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "service", "Service <s@example.org>", "s@example.org\n", "s@-"])
def test_a_sender_that_is_none_is_refused(sender: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DUALUSE_MAIL_FROM"):
        server_of("smtp://mail.example", sender)


def test_a_password_stands_in_no_text() -> None:
    server = server_of("smtps://user:secret@mail.example", SENDER)
    assert server is not None
    assert (server.port, server.password) == (465, "secret")
    assert "secret" not in repr(server)
