"""The Django app of people."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, organisations and authorities."""

    name = "dualuse.licensing.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
