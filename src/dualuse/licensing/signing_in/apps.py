"""The Django app of signing in."""

from __future__ import annotations

from django.apps import AppConfig


class SigningInConfig(AppConfig):
    """Invitations, and what is kept for a short while."""

    name = "dualuse.licensing.signing_in"
    label = "signing_in"
    default_auto_field = "django.db.models.BigAutoField"
