"""What signing in need not keep any longer."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from dualuse.licensing.signing_in.models import Invitation, Kept


def forget_signing_in(now: datetime) -> int:
    """Remove sessions, invitations, counted attempts and used codes that are over; how many there were."""
    return sum(
        model._default_manager.filter(**{f"{field}__lte": now}).delete()[0]
        for model, field in ((Session, "expire_date"), (Invitation, "expires"), (Kept, "expires"))
    )
