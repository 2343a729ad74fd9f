"""What an authority has written for itself stays with it when it refers a case: notes, the words of what it examined and proposed.

The case goes along with all that was stated, asked and answered, what was done and when, what evidence found, and what was exchanged with other Member
States. What people of another authority thought of it does not: whoever decides examines itself, and sees of cases what its own authority has (tenancy).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, TypeVar

from dualuse.licensing.cases.models import Case
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.actors import Actor

INTERNAL: Final = frozenset(
    {"note", "assess", "examine_diligence", "consider_denial", "propose", "return", "countersign"}
)
"""Actions whose words are for the authority that did them."""
Row = TypeVar("Row")


class OwnWords:
    """Which words on a case an actor may read, by the moment at which they were written: those of the time in which its authority had the case."""

    def __init__(self, actor: Actor, case: Case) -> None:
        own = {position.authority for _, position in actor.where("view_case")}
        referrals = list(
            Event.objects.filter(chain=case.chain, action="refer")
            .order_by("number")
            .values_list("effective_at", "body")
        )
        self._until = [(moment, body["before"] in own) for moment, body in referrals]
        self._now = case.authority_id in own

    def may_be_read(self, written: datetime) -> bool:
        """Whether what was written at a moment is of an authority of the actor."""
        return next((is_own for moment, is_own in self._until if written <= moment), self._now)

    def readable_rows(self, rows: Iterable[Row], written: Callable[[Row], datetime]) -> list[Row]:
        """Of rows: those that the actor may read, in their order."""
        return [row for row in rows if self.may_be_read(written(row))]

    def content_of(self, event: Event) -> dict[str, Any] | None:
        """The words of an event; None: there are none, or they are of another authority."""
        if event.action in INTERNAL and not self.may_be_read(event.effective_at):
            return None
        kept = getattr(event, "content", None)
        return None if kept is None else kept.content or None
