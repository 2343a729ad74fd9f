"""The Django app of mail: it does not start where the mail server that is named is none."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "dualuse.licensing.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse settings by which no mail could ever be sent.

        Raises:
            ImproperlyConfigured: the address of the server is none, or nobody is named as the sender.
        """
        from django.conf import settings

        from dualuse.licensing.mail.server import mail_server

        mail_server(settings.DUALUSE_SMTP, settings.DUALUSE_MAIL_FROM)
