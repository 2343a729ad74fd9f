"""The Django app of events: after each migration the triggers that keep them are put back."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EventsConfig(AppConfig):
    """The record."""

    name = "dualuse.licensing.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the triggers back whenever the database was migrated."""
        post_migrate.connect(_put_back, sender=self, dispatch_uid="events.triggers")


def _put_back(using: str, **others: Any) -> None:
    from dualuse.licensing.events.triggers import put_triggers

    put_triggers(using)
