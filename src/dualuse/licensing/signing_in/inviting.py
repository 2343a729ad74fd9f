"""Invitations: the one way by which a person chooses its first password, or another one. The link is handed over by whoever made it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from dualuse.i18n import N_
from dualuse.licensing.moments import now
from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.models import Invitation
from dualuse.licensing.signing_in.recording import COMMAND_LINE, changing_person, not_fitting, record
from dualuse.licensing.signing_in.sessions import end_sessions

VALID: Final = timedelta(days=7)
"""How long an invitation holds."""
_BYTES: Final = 32


def invite(person: Person) -> str:
    """Make an invitation, and give back its secret, which is shown this once; an earlier one of the person ends.

    Raises:
        InputError: the person left.
    """
    secret = secrets.token_urlsafe(_BYTES)
    with changing_person(person) as invited:
        if not invited.is_active:
            raise not_fitting("email", N_("{value} has left"), value=invited.email)
        invited.invitations.all().delete()
        moment = now()
        Invitation.objects.create(person=invited, digest=_digest(secret), made=moment, expires=moment + VALID)
        record(invited, "invited", {"expires": (moment + VALID).isoformat()}, by=COMMAND_LINE)
    return secret


def lacks_invitation(person: Person) -> bool:
    """Whether a person has neither a password nor an invitation that holds."""
    return not person.has_usable_password() and not person.invitations.filter(expires__gt=now()).exists()


def person_invited(secret: str) -> Person | None:
    """Whose invitation has this secret; None: nobody's, or it was used, or it is over."""
    row = Invitation.objects.select_related("person").filter(digest=_digest(secret)).first()
    if row is None or row.expires <= now() or not row.person.is_active:
        return None
    return row.person


def accept(secret: str, password: str) -> bool:
    """Give the person who was invited its password, and end the invitation and every session of the person.

    Returns:
        Whether there was such an invitation: somebody else may have used it a moment ago.
    """
    if (person := person_invited(secret)) is None:
        return False
    with changing_person(person) as invited:
        if person_invited(secret) != invited:
            return False
        invited.invitations.all().delete()
        invited.set_password(password)
        invited.save(update_fields=["password"])
        end_sessions(invited)
        record(invited, "password_chosen", by=str(invited.pk))
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
