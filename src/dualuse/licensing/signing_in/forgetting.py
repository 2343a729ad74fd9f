"""What signing in need not keep any longer."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib.sessions.models import Session

from dualuse.licensing.signing_in.models import Invitation, Kept
from dualuse.licensing.signing_in.recording import changing_person, record

_BY: Final = "service"


def forget_signing_in(now: datetime) -> int:
    """Remove sessions, invitations, counted attempts and used codes that are over; how many there were."""
    number = 0
    for invitation in Invitation.objects.filter(expires__lte=now).select_related("person").order_by("person"):
        with changing_person(invitation.person) as locked:
            number += Invitation.objects.filter(pk=invitation.pk).delete()[0]
            record(locked, "invitation_over", by=_BY)
    return number + sum(
        model._default_manager.filter(**{f"{field}__lte": now}).delete()[0]
        for model, field in ((Session, "expire_date"), (Kept, "expires"))
    )
