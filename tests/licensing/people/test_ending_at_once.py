"""A mandate, a deputy, a position can be ended at once, on the day on which it began, too; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dualuse.inputs.problems import InputError
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Deputy, InForce, Mandate, Person
from dualuse.licensing.people.registering import NewPerson, add_deputy, add_mandate, add_person
from dualuse.licensing.signing_in.leaving import end_position
from tests.support.service_people import SINCE, TODAY, People

YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize("since", [TODAY, YESTERDAY, SINCE])
def test_a_mandate_and_a_deputy_end_at_once(people: People, since: object) -> None:
    add_mandate("O-2", "O-1", since)  # type: ignore[arg-type]
    add_deputy("second@example.org", "officer@example.org", since)  # type: ignore[arg-type]
    for model in (Mandate, Deputy):
        assert model._default_manager.filter(InForce.on(TODAY)).exists()
    add_mandate("O-2", "O-1", TODAY, YESTERDAY)
    add_deputy("second@example.org", "officer@example.org", TODAY, YESTERDAY)
    for model in (Mandate, Deputy):
        assert not model._default_manager.filter(InForce.on(TODAY)).exists()
    assert list(record_faults()) == []


def test_what_never_began_is_refused(people: People) -> None:
    with pytest.raises(InputError):
        add_mandate("O-2", "O-1", TODAY, YESTERDAY)
    add_mandate("O-2", "O-1", TODAY)
    with pytest.raises(InputError):
        add_mandate("O-2", "O-1", TODAY, YESTERDAY - timedelta(days=1))


def test_a_position_that_began_today_ends_at_once(people: People) -> None:
    person = add_person(NewPerson(email="n@example.org", name="N", role="customs", since=TODAY))
    assert actor_of(person, TODAY).positions
    with pytest.raises(InputError):
        end_position(person, "customs", YESTERDAY - timedelta(days=1))
    end_position(person, "customs", YESTERDAY)
    assert not actor_of(Person.objects.get(pk=person.pk), TODAY).positions
    assert list(record_faults()) == []
