"""Standing in for somebody: a deputy sees that person's work and is told of it. It gets no role by it, and signs in its own name alone."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from dualuse.licensing.people.models import Deputy, InForce, Person


def stood_in_for(person: int, on: date) -> frozenset[int]:
    """The keys of the people for whom a person stands in on a day."""
    return frozenset(
        Deputy.objects.filter(InForce.on(on), deputy_id=person).values_list("person_id", flat=True)
    )


def deputies_of(person: int, on: date) -> QuerySet[Person]:
    """Those who stand in for a person on a day, but for who has left."""
    rows = Deputy.objects.filter(InForce.on(on), person_id=person)
    return Person.objects.filter(pk__in=rows.values("deputy"), is_active=True)
