"""Sessions of people in a browser."""

from __future__ import annotations

from typing import Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from dualuse.licensing.people.models import Person

_AT_ONCE: Final = 500


def end_sessions(person: Person) -> int:
    """End every session of a person; how many there were.

    Whose a session is stands within it alone, so all that have not ended are looked through: this is for what happens seldom.
    """
    keys = [
        row.session_key
        for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator(_AT_ONCE)
        if str(row.get_decoded().get(SESSION_KEY)) == str(person.pk)
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)
