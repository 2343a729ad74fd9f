"""What an actor may see of cases: every list, search and page starts from here, and so does every change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from dualuse.licensing.cases.interests import own_applications
from dualuse.licensing.cases.models import Case
from dualuse.licensing.events.models import Event
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.deputies import stood_in_for
from dualuse.licensing.people.models import Organisation, Person
from dualuse.licensing.permissions import Scope
from dualuse.licensing.transitions import BY_ACTION, ENDED, ENDING

_NOBODY = Q(pk__in=())
_WRITING: Final = ("amend", "write", "attach", "detach")
"""What an applicant does to a version that it has not submitted."""
_READING: Final = frozenset({"view_case", "view_events", "view_document", "view_consultation", "view_clock"})
"""What an authority reads of a case."""
_FEW: Final = 500
"""Applicants that a search names one by one; it meets so many cases of more of them that their rows are soon there in any order."""


def cases_for(actor: Actor, action: str) -> QuerySet[Case]:
    """The cases to which an actor may do an action; none for a stranger.

    An authority sees no draft: an application is unseen before it is submitted, whoever opened it as an exporter. Who has a part in an application
    reads nothing of its case for the authority.
    """
    allowed = _NOBODY
    for _, cases in scoped(actor, action):
        allowed |= cases
    return Case.objects.filter(allowed)


def scoped(actor: Actor, action: str) -> Iterator[tuple[Scope, Q]]:
    """Each scope in which an actor may do an action, with the cases in it."""
    for scope, position in actor.where(action):
        cases = in_scope(scope, position.organisations, position.authority)
        if scope == "authority" and action in _READING:
            cases &= ~own_applications(actor.key, now().date())
        yield scope, cases


def searched(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Of cases: those whose reference begins with the words, or whose applicant's name holds them.

    The applicants are looked up first. In one query a database that meets nothing walks through all cases to the last.
    """
    named = Organisation.objects.filter(name__icontains=words)
    few = list(named.values_list("pk", flat=True)[: _FEW + 1])
    applicants: Any = few if len(few) <= _FEW else named.values("pk")
    # References are of capitals and digits, and a database finds the beginning of a text by its index in its own letters alone.
    return cases.filter(Q(reference__startswith=words.upper()) | Q(organisation__in=applicants))


def worked_on_by(cases: QuerySet[Case], email: str, actor: Actor, on: date) -> QuerySet[Case]:
    """Of cases: those assigned to a person; where an actor asks for its own, also those of the people for whom it stands in on a day.

    Args:
        cases: that the actor may see: to stand in for somebody shows no others.
        email: of the person.
        actor: who asks.
        on: today, at the service.
    """
    person = Person.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()
    if person is None:
        return cases.none()
    people = {person, *stood_in_for(person, on)} if person == actor.person else {person}
    return cases.filter(assignee__in=people)


def awaiting(actor: Actor, action: str) -> QuerySet[Case]:
    """Those of :func:`cases_for` in a state in which the action is possible, but for those in which the actor has a part; none where no position allows it.

    Raises:
        KeyError: there is no such action.
    """
    rows = cases_for(actor, action).filter(state__in=sorted(BY_ACTION[action].sources))
    return rows if actor.person is None else rows.exclude(own_applications(actor.person, now().date()))


def in_scope(scope: Scope, organisations: frozenset[int], authority: int | None) -> Q:
    """Of cases: those in a scope, by the organisations or the authority of the position that has it."""
    match scope:
        case "organisation":
            return Q(organisation_id__in=sorted(organisations), opened_by="exporter")
        case "authority" if authority is not None:
            return Q(authority_id=authority) & (Q(current__gt=0) | ~Q(opened_by="exporter"))
        case _:
            return _NOBODY  # whom one was asked about comes with advice; nothing of a case is for everybody


def events_seen_by_authority(case: Case) -> QuerySet[Event]:
    """The events of a case that its authority sees: of an amendment that is being written, nothing until it is submitted."""
    rows = Event.objects.filter(chain=case.chain)
    if not case.drafted or not case.current:
        return rows
    begun = rows.filter(action="amend").order_by("-number").first()
    return rows if begun is None else rows.exclude(action__in=_WRITING, number__gte=begun.number)


def referred_to(case: Case) -> str | None:
    """The State to whose authority, which is not in this service, a case was referred when it ended; None: it was not."""
    if case.state not in ENDED:
        return None
    last = Event.objects.filter(chain=case.chain, action__in=ENDING).order_by("-number").first()
    return None if last is None else last.body.get("state")
