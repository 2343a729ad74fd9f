"""What an authorisation is worth on a day, and who may see it: computed from what was recorded, never stored."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

from django.db.models import Q, QuerySet

from dualuse.licensing.authorisations.models import Authorisation, AuthorisationVersion
from dualuse.licensing.people.actors import Actor

Status = Literal[
    "annulled", "revoked", "surrendered", "suspended", "not_yet_valid", "expired", "exhausted", "valid"
]
"""The first that holds, in the order of the contract (DESIGN, section 5)."""


Ending = Literal["annulled", "revoked", "surrendered"]
ENDING: Final[tuple[Ending, ...]] = get_args(Ending)
"""What ends an authorisation for good; the field with its day is called so."""
STOPPING: Final[tuple[Ending | Literal["suspended"], ...]] = (*ENDING, "suspended")
"""What ends or stops it, in the order in which it is told."""


def status_on(
    authorisation: Authorisation, version: AuthorisationVersion, on: date, *, is_exhausted: bool = False
) -> Status:
    """What an authorisation is on a day.

    Args:
        authorisation: with the days of what ended or stopped it.
        version: the one that holds.
        on: the day.
        is_exhausted: whether on every line all that was granted has left (:mod:`dualuse.licensing.ledger`).
    """
    for status in STOPPING:
        since = getattr(authorisation, status)
        if since is not None and since <= on:
            return status
    if on < version.valid_from:
        return "not_yet_valid"
    if on > version.valid_until:
        return "expired"
    return "exhausted" if is_exhausted else "valid"


def authorisations_for(actor: Actor, action: str = "view_authorisation") -> QuerySet[Authorisation]:
    """The authorisations to which an actor may do an action: those its organisations hold, those its authority granted; none for anybody else."""
    seen = Q(pk__in=())
    for scope, position in actor.where(action):
        if scope == "organisation":
            seen |= Q(holder_id__in=sorted(position.organisations))
        elif scope == "authority" and position.authority is not None:
            seen |= Q(authority_id=position.authority)
    return Authorisation.objects.filter(seen)


def authorisation_by_code(code: str) -> Authorisation | None:
    """The authorisation on whose paper a code stands; None: on none. Blanks and hyphens, and small letters, are as good as none."""
    plain = "".join(sign for sign in code if sign.isalnum()).upper()
    return Authorisation.objects.filter(code=plain).first() if plain else None
