"""Transactions of one call that draw on the same authorisation: each waits for the others, and is held where they overdraw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dualuse.i18n import Message

if TYPE_CHECKING:
    from dualuse.cli.diligence.on_record import OnRecord
    from dualuse.schema.determination import Determination
    from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Judged:
    """A transaction, what was determined of it alone, and what the workspace has on record about it."""

    transaction: Transaction
    determination: Determination
    on_record: OnRecord
    file: str


@dataclass(slots=True)
class Waiting:
    """Those judged that wait for others: all from the first on that states an authorisation, so that they are told in their order.

    ``unread``: the data of transactions that the contract refused.
    """

    judged: list[Judged] = field(default_factory=list)
    unread: list[Any] = field(default_factory=list)

    def takes(self, judged: Judged) -> bool:
        """Whether it waits; one that no other can hold does not."""
        if self.judged or judged.transaction.authorisations:
            self.judged.append(judged)
            return True
        return False

    def held(self) -> Iterable[Judged]:
        """Those that waited, held by what others draw."""
        if not self.judged:
            return
        from dualuse.assessment.authorisations.of_one_call import held_by_others

        messages = held_by_others([each.transaction for each in self.judged], self.unread)
        for each, reasons in zip(self.judged, messages, strict=True):
            yield replace(each, determination=_held(each.determination, reasons))


def _held(determination: Determination, messages: Iterable[Message]) -> Determination:
    """The determination, asking for what the messages say before it goes; what stops anyway stops."""
    from dualuse.assessment.settled_by import reason_of_ask

    reasons = [reason_of_ask(message, determination.language) for message in messages]
    if not reasons or determination.release == "stop":
        return determination
    kept = determination.release_because if determination.release == "ask" else ()
    return replace(determination, release="ask", release_because=(*kept, *reasons))
