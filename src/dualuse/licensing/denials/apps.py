"""The Django app of denials."""

from __future__ import annotations

from django.apps import AppConfig


class DenialsConfig(AppConfig):
    """The register of denials."""

    name = "dualuse.licensing.denials"
    label = "denials"
    default_auto_field = "django.db.models.BigAutoField"
