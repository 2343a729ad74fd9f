"""The items of a transaction as they were judged: what every part of a determination is written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dualuse.assessment.facts import TransactionFacts
from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import Facts
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True)
class JudgedItems:
    """A transaction, the facts of each of its items, and what the provisions say of each."""

    transaction: Transaction
    known: TransactionFacts
    outcomes: tuple[ItemOutcome, ...]

    def each(self) -> Iterator[tuple[str, Facts, ItemOutcome]]:
        """The id, the facts and the outcome of each item, in the order of the transaction."""
        for item, facts, outcome in zip(self.transaction.items, self.known.items, self.outcomes, strict=True):
            yield item.id or "", facts, outcome
