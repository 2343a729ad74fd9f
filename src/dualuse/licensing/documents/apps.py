"""The Django app of documents: it does not start where documents would go unscanned in production."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents of applications."""

    name = "dualuse.licensing.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse settings under which a document would be taken for scanned, or could not be.

        Raises:
            ImproperlyConfigured: the scanner is none that there is, or is ``none`` in production.
        """
        from django.conf import settings

        from dualuse.licensing.documents.scanning import see_setting

        see_setting(settings.DUALUSE_SCANNER, production=settings.PRODUCTION)
