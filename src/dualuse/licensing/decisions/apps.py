"""The Django app of decisions."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions."""

    name = "dualuse.licensing.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
