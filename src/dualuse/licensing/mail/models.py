"""The outbox: what is to be sent to whom, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dualuse.licensing.columns import BoundedText


class Mail(models.Model):
    """A mail to a person about a case, in that person's words; its address is looked up when it is sent.

    ``message_id`` stays the same however often it is tried, so that a mail server knows what it has already. ``due``: when it is tried next;
    ``sent`` and ``given_up`` None: it waits. ``failure`` is a code, never what a server answered, which names people.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="mails")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    notice = BoundedText(max_length=40)
    language = BoundedText(max_length=5)
    subject = BoundedText(max_length=200)
    text = models.TextField()
    message_id = BoundedText(max_length=320, unique=True)
    written = models.DateTimeField()
    due = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True, blank=True)
    given_up = models.DateTimeField(null=True, blank=True)
    failure = BoundedText(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due", "id"], name="mail_that_waits", condition=Q(sent=None, given_up=None)),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.message_id}"
