"""Whether the record of the service is as it was written: every chain, and that each case and authorisation has its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db.models import Max

from dualuse.i18n import N_, Message
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event

_OWNERS: Final = (
    ("cases.Case", "case:{reference}", "reference"),
    ("authorisations.Authorisation", "authorisation:{number}", "number"),
    ("books.BookEntry", "book:{reference}", "reference"),
)
"""The models whose rows have a chain each: its name, and the field in it."""
_WORDS: Final = {
    "gap": N_("{chain}: event {number} does not follow the one before it"),
    "before": N_("{chain}: event {number} does not hold the hash of the one before it"),
    "changed": N_("{chain}: event {number} was changed"),
    "content": N_("{chain}: what event {number} says of people was changed, or taken out by itself"),
    "erased": N_("{chain}: what event {number} says of people was erased, and no event says so"),
    "gone": N_("{chain}: there is no event of it at all"),
}


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A chain with the number of its last event and that event's hash."""

    chain: str
    number: int
    hash: str


def record_faults() -> Iterator[Message]:
    """Everything that is wrong with the record, chain by chain."""
    for chain in chains():
        for number, code in faults(chain):
            yield Message(f"record_{code}", _WORDS[code], {"chain": chain, "number": number})
    there = set(chains())
    for model, form, field in _OWNERS:
        for value in apps.get_model(model)._default_manager.values_list(field, flat=True).iterator():
            if (chain := form.format(**{field: value})) not in there:
                yield Message("record_gone", _WORDS["gone"], {"chain": chain})


def chains() -> tuple[str, ...]:
    """The names of all chains."""
    return tuple(Event.objects.order_by("chain").values_list("chain", flat=True).distinct())


def heads() -> Iterator[ChainHead]:
    """The last event of each chain: to be kept in a second place, so that a chain that is cut off later is found."""
    last = Event.objects.values("chain").annotate(last=Max("number")).order_by("chain")
    for row in last.iterator():
        event = Event.objects.get(chain=row["chain"], number=row["last"])
        yield ChainHead(event.chain, event.number, event.hash)
