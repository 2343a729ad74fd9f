"""The record of a person's ways to sign in: a chain of its own for each, whose row of the person is locked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, input_error
from dualuse.licensing.events.chain import append, record_difference
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.recording import chain_of

COMMAND_LINE: Final = "command line"
"""Who acts where whoever runs the service does."""


@contextmanager
def changing_person(person: Person) -> Iterator[Person]:
    """The person with its row locked, in one transaction with what is recorded of it."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        record_difference(chain_of(locked))
        yield locked


def record(person: Person, action: str, body: Mapping[str, Any] | None = None, *, by: str) -> None:
    """Append to the chain of a person whose row is locked.

    Args:
        person: of whom.
        action: what was done.
        body: ids and codes.
        by: the key of who did it, or :data:`COMMAND_LINE`.
    """
    append(chain_of(person), actor=by, action=action, body={"person": person.pk, **(body or {})})


def person_called(email: str) -> Person:
    """The person of an e-mail address.

    Raises:
        InputError: there is nobody of that address.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise not_fitting("email", N_("there is nobody of the address {value}"), value=email)
    return person


def not_fitting(path: str, text: str, **params: Any) -> InputError:
    """A refusal of a command about a person."""
    remedy = Message("remedy.person", N_("Nothing was changed"))
    return input_error(f"person_{path}", text, remedy, path=path, **params)
