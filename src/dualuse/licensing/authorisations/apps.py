"""The Django app of authorisations."""

from __future__ import annotations

from django.apps import AppConfig


class AuthorisationsConfig(AppConfig):
    """Authorisations."""

    name = "dualuse.licensing.authorisations"
    label = "authorisations"
    default_auto_field = "django.db.models.BigAutoField"
