"""Who has a part in an application decides nothing of it: four eyes, of which none is the applicant's."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Q

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.models import Case
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.models import InForce, Mandate, Organisation, Position
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


def agent_of(case: Case) -> Organisation | None:
    """The organisation that applied for another one by a mandate (box 7 of Annex III); None: the applicant did itself, or nobody applied."""
    first = Event.objects.filter(chain=case.chain).order_by("number").first()
    if case.organisation_id is None or first is None or not first.actor.isdigit():
        return None
    on = case.created.date()
    positions = Position.objects.filter(
        InForce.on(on), person_id=int(first.actor), organisation__isnull=False
    )
    if positions.filter(organisation_id=case.organisation_id).exists():
        return None
    agents = Mandate.objects.filter(InForce.on(on), principal_id=case.organisation_id).values("agent_id")
    return Organisation.objects.filter(pk__in=agents, positions__in=positions).order_by("pk").first()


def own_applications(person: int, on: date) -> Q:
    """The cases in whose applications a person has a part, as :func:`has_part_in` says it of one; of whoever never had a position with an exporter, none."""
    positions = list(Position.objects.filter(person_id=person, organisation__isnull=False))
    if not positions:
        return Q(pk__in=())
    chains = Event.objects.filter(actor=str(person), action__in=sorted(OF_APPLICANTS)).values_list(
        "chain", flat=True
    )
    part = Q(reference__in=sorted({chain.partition(":")[2] for chain in chains}))
    for position in positions:
        mandates = Mandate.objects.filter(agent_id=position.organisation_id)
        terms = [(position.organisation_id, position.since, position.until)]
        terms += [
            (row.principal_id, max(row.since, position.since), _earlier(row.until, position.until))
            for row in mandates
        ]
        for firm, since, until in terms:
            part |= Q(organisation_id=firm) & _within(since, until, on)
    return part


def _earlier(day: date | None, other: date | None) -> date | None:
    """The earlier of two last days, of which None is that it lasts."""
    return min(filter(None, (day, other)), default=None)


def _within(since: date, until: date | None, on: date) -> Q:
    """Of cases: those that were begun or submitted while something held; all, where it holds today."""
    if since <= on and (until is None or on <= until):
        return Q()
    last = until or date.max
    return Q(created__date__range=(since, last)) | Q(submitted__date__range=(since, last))


def part_of_applicant() -> Message:
    """That somebody who has a part in an application does nothing of the authority with it."""
    text = N_(
        "who works for the applicant or its agent, or has written or answered for it, does nothing of the authority with its case"
    )
    return Message("four_eyes", text)
