"""Links that are handed over: whole addresses of pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def invitation_link(secret: str) -> str:
    """Where the person who was invited chooses a password.

    Args:
        secret: of the invitation.
    """
    return f"{settings.SERVICE_URL}{reverse('invited', args=[secret])}"
