"""The Django app of kept answers."""

from __future__ import annotations

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Kept answers."""

    name = "dualuse.portal.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
