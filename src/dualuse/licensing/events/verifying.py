"""Whether the record of the service is as it was written: every chain, that each case and authorisation has its own, and that rows say what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db.models import Exists, OuterRef

from dualuse.i18n import N_, Message
from dualuse.licensing.denials.entered import rows_that_differ
from dualuse.licensing.events.chain import DIFFERED, faults_of_all
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.rows import OWNERS, PEOPLE, SEAL, Owner, differing, parts, rows_of, sealed
from dualuse.licensing.ledger.verifying import ledger_faults

_OWNERS: Final = (
    ("cases.Case", "case:{reference}", "reference"),
    ("authorisations.Authorisation", "authorisation:{number}", "number"),
    ("books.BookEntry", "book:{reference}", "reference"),
    ("people.Person", "person:{pk}", "pk"),
)
"""The models whose rows have a chain each: its name, and the field in it."""
_PART: Final = 200
_WORDS: Final = {
    "gap": N_("{chain}: event {number} does not follow the one before it"),
    "before": N_("{chain}: event {number} does not hold the hash of the one before it"),
    "changed": N_("{chain}: event {number} was changed"),
    "content": N_("{chain}: what event {number} says of people was changed, or taken out by itself"),
    "erased": N_("{chain}: what event {number} says of people was erased, and no event says so"),
    "gone": N_("{chain}: there is no event of it at all"),
    "rows": N_("{chain}: rows of {table} are not as its last event says"),
    "rows_differed": N_("{chain}: rows of {table} were changed by no event, before event {number}"),
    "unowned": N_("{chain}: what its events are of is gone"),
    "ledger": N_("{chain}: {table} is not what the events come to, reckoned again"),
    "denial": N_("the denial {denial} is not as the record says"),
}


def record_faults() -> Iterator[Message]:
    """Everything that is wrong with the record, chain by chain; then whether the rows of cases, decisions, authorisations and denials are as it says."""
    for chain, number, code in faults_of_all():
        yield _fault(code, chain=chain, number=number)
    there = set(chains())
    for model, form, field in _OWNERS:
        for value in apps.get_model(model)._default_manager.values_list(field, flat=True).iterator():
            if (chain := form.format(**{field: value})) not in there:
                yield _fault("gone", chain=chain)
    for kind, owner in {**OWNERS, **PEOPLE}.items():
        yield from _rows_faults(kind, owner, there)
    for event in Event.objects.filter(action=DIFFERED).order_by("chain", "number"):
        for table in event.body["tables"]:
            yield _fault("rows_differed", chain=event.chain, number=event.number + 1, table=table)
    for denial in rows_that_differ():
        yield _fault("denial", denial=denial)
    for chain, table in ledger_faults():
        yield _fault("ledger", chain=chain, table=table)


def _rows_faults(kind: str, owner: Owner, there: set[str]) -> Iterator[Message]:
    chain_of = _chains_of(kind, owner)
    for chain in sorted(there - set(chain_of.values())):
        if chain.startswith(f"{kind}:"):
            yield _fault("unowned", chain=chain)
    newer = Event.objects.filter(chain=OuterRef("chain"), number__gt=OuterRef("number"))
    for part in parts(chain_of, _PART):
        events = Event.objects.filter(~Exists(newer), chain__in=[chain_of[key] for key in part])
        last = {event.chain: event for event in events.select_related("content")}
        stand = rows_of(owner, part)
        for key in part:
            if (event := last.get(chain_of[key])) is None:
                if not owner.model and stand[key]:
                    yield _fault("gone", chain=chain_of[key])
                continue
            kept = getattr(event, "content", None)
            seal = sealed(stand[key], "" if kept is None else kept.salt)
            for table in differing(event.body.get(SEAL) or {}, seal):
                yield _fault("rows", chain=event.chain, table=table)


def _chains_of(kind: str, owner: Owner) -> dict[int, str]:
    if not owner.model:
        return {0: kind}
    rows = apps.get_model(owner.model)._default_manager.order_by("pk").values_list("pk", owner.field)
    return {key: f"{kind}:{name}" for key, name in rows.iterator()}


def _fault(code: str, **params: object) -> Message:
    return Message(f"record_{code}", _WORDS[code], params)


def chains() -> tuple[str, ...]:
    """The names of all chains."""
    return tuple(Event.objects.order_by("chain").values_list("chain", flat=True).distinct())
