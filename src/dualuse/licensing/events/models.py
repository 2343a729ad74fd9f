"""Events and what they hold of people: the chain keeps digests, and the contents can be erased while it still verifies."""

from __future__ import annotations

from typing import Any

from django.db import models

from dualuse.licensing.columns import BoundedText


class Event(models.Model):
    """One thing that happened to a case or an authorisation.

    ``chain`` names it (``case:A-2026-17``), ``number`` counts from 1 without a gap. ``body`` holds ids, codes and salted digests, and nothing
    that would have to be erased. ``recorded_at`` is when it was written, ``effective_at`` since when it holds.
    """

    chain = BoundedText(max_length=80)
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    actor = BoundedText(max_length=60)
    action = BoundedText(max_length=40)
    body: models.JSONField[Any, Any] = models.JSONField()
    before = BoundedText(max_length=64)
    hash = BoundedText(max_length=64, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_once_in_its_chain")]
        ordering = ["chain", "number"]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.action}"


class EventContent(models.Model):
    """What an event says of people, in words: its digest with ``salt`` stands in the event. ``content`` None: it was erased."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="content")
    salt = BoundedText(max_length=32)
    content: models.JSONField[Any, Any] = models.JSONField(null=True)
