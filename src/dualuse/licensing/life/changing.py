"""The one way to change an authorisation: looked up among what the actor may touch, locked, guarded, written with its event and told to customs, together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.authorisations.standing import ENDING, authorisations_for
from dualuse.licensing.cases.changes import other_version, see_allowed
from dualuse.licensing.events.chain import append, record_difference
from dualuse.licensing.ledger.models import CustomsChange
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Guarded, NotThere, OtherVersion


@dataclass(slots=True)
class LifeChange:
    """A change that is being made to an authorisation, whose row is locked. ``body`` and ``content`` become its event: ids and codes, words and names."""

    authorisation: Authorisation
    actor: Actor
    now: datetime
    body: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)


@contextmanager
def changing_authorisation(
    actor: Actor, action: str, outcome: str, number: str, version: int | None = None
) -> Iterator[LifeChange]:
    """Change an authorisation: what happens in the ``with`` is committed with its event, or not at all.

    Args:
        actor: who acts.
        action: of the table of permissions.
        outcome: what has become of it, for its event and for customs: ``surrendered``.
        number: of the authorisation.
        version: that the actor saw; None: whichever it is.

    Raises:
        Forbidden, NotThere, OtherVersion; Guarded: it has ended (``state``), or its rows were changed by no event (``stale_evidence``).
    """
    see_allowed(actor, action)
    with transaction.atomic():
        rows = authorisations_for(actor, action).filter(number=number)
        if (authorisation := rows.select_for_update(of=("self",)).first()) is None:
            raise NotThere.of_authorisation(number)
        if version not in (None, authorisation.version):
            raise OtherVersion(other_version(authorisation.version))
        if (ended := next((name for name in ENDING if getattr(authorisation, name)), None)) is not None:
            text = N_("{number} has ended on {since}: nothing of it can be changed")
            params = {"number": number, "since": getattr(authorisation, ended)}
            raise Guarded("state", Message("ended", text, params))
        if tables := record_difference(authorisation.chain):
            text = N_(
                "this authorisation was changed by no event (in {tables}): whoever runs the service looks at it first (dualuse record verify --service)"
            )
            raise Guarded("stale_evidence", Message("rows_differed", text, {"tables": ", ".join(tables)}))
        change = LifeChange(authorisation, actor, now())
        yield change
        authorisation.version += 1
        authorisation.save()
        append(
            authorisation.chain,
            actor=str(actor.key),
            action=outcome,
            body=change.body,
            content=change.content or None,
            effective_at=change.now,
        )
        tell_customs(authorisation, outcome, change.now)


def tell_customs(authorisation: Authorisation, what: str, moment: datetime) -> None:
    """Let customs read that something has become of an authorisation, once that is committed."""
    CustomsChange.objects.create(authorisation=authorisation, what=what, recorded=moment)
