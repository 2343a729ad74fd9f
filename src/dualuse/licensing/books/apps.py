"""The Django app of the books of exporters."""

from __future__ import annotations

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """Party book and products."""

    name = "dualuse.licensing.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"
