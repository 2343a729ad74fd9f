"""The record of who may do what: a chain of the service itself, of firms, authorities and what holds between them, and a chain of each person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import transaction

from dualuse.licensing.events.chain import append, record_difference
from dualuse.licensing.people.models import Person

CHAIN: Final = "people"
_COMMAND_LINE: Final = "command line"


@contextmanager
def changing_register() -> Iterator[None]:
    """Enter or change something, in one transaction with its event; first it is looked at whether what is there was changed by none."""
    with transaction.atomic():
        record_difference(CHAIN)
        yield


def chain_of(person: Person) -> str:
    """The name of the chain of a person: positions, tokens, and ways to sign in."""
    return f"person:{person.pk}"


def record(
    action: str, body: dict[str, object], content: dict[str, object] | None = None, of: Person | None = None
) -> None:
    """Append what was entered to the record of the service itself, and to that of the person whom it is of."""
    append(CHAIN, actor=_COMMAND_LINE, action=action, body=body, content=content)
    if of is not None:
        append(chain_of(of), actor=_COMMAND_LINE, action=action, body=body)
