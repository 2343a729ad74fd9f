"""Who has a part in an application decides nothing of it: four eyes, of which none is the applicant's."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Q

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.models import Case
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.models import InForce, Mandate, Position
from dualuse.licensing.permissions import OF_EXPORTERS, permission_rows

OF_APPLICANTS: Final = frozenset(row.action for row in permission_rows() if row.role in OF_EXPORTERS)
"""What is done to a case for its applicant; everything else is the authority's."""


def has_part_in(person: int, case: Case, on: date) -> bool:
    """Whether a person has a part in an application: a position with the applicant, or an agent that acts for it, on a day, when it was begun or when
    it was submitted; or the person itself has written, submitted or answered something of it.

    Args:
        person: the key of the person.
        case: a case that nobody applied for is nobody's.
        on: today, at the service.
    """
    if case.organisation_id is None:
        return False
    days = {on, case.created.date(), (case.submitted or case.created).date()}
    then = Q(pk__in=())
    for day in days:
        agents = Mandate.objects.filter(InForce.on(day), principal_id=case.organisation_id).values("agent_id")
        then |= InForce.on(day) & (Q(organisation_id=case.organisation_id) | Q(organisation_id__in=agents))
    if Position.objects.filter(then, person_id=person).exists():
        return True
    return Event.objects.filter(
        chain=case.chain, actor=str(person), action__in=sorted(OF_APPLICANTS)
    ).exists()


def part_of_applicant() -> Message:
    """That somebody who has a part in an application does nothing of the authority with it."""
    text = N_(
        "who works for the applicant or its agent, or has written or answered for it, does nothing of the authority with its case"
    )
    return Message("four_eyes", text)
