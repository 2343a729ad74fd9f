"""What an actor may see of cases: every list, search and page starts from here, and so does every change."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dualuse.licensing.cases.models import Case
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.permissions import Scope
from dualuse.licensing.transitions import BY_ACTION

_NOBODY = Q(pk__in=())


def cases_for(actor: Actor, action: str) -> QuerySet[Case]:
    """The cases to which an actor may do an action; none for a stranger.

    An authority sees no draft: an application is unseen before it is submitted, whoever opened it as an exporter.
    """
    allowed = _NOBODY
    for scope, position in actor.where(action):
        allowed |= in_scope(scope, position.organisations, position.authority)
    return Case.objects.filter(allowed)


def awaiting(actor: Actor, action: str) -> QuerySet[Case]:
    """Those of :func:`cases_for` in a state in which the action is possible; none where no position allows it.

    Raises:
        KeyError: there is no such action.
    """
    return cases_for(actor, action).filter(state__in=sorted(BY_ACTION[action].sources))


def in_scope(scope: Scope, organisations: frozenset[int], authority: int | None) -> Q:
    """Of cases: those in a scope, by the organisations or the authority of the position that has it."""
    match scope:
        case "organisation":
            return Q(organisation_id__in=sorted(organisations), opened_by="exporter")
        case "authority" if authority is not None:
            return Q(authority_id=authority) & (Q(current__gt=0) | ~Q(opened_by="exporter"))
        case _:
            return _NOBODY  # whom one was asked about comes with advice; nothing of a case is for everybody
