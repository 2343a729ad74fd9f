"""The items of a transaction as they were judged: what every part of a determination is written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dualuse.assessment.facts import TransactionFacts
from dualuse.assessment.fields import Case
from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True)
class JudgedItems:
    """A transaction, the facts of each of its items, and what the provisions say of each."""

    transaction: Transaction
    known: TransactionFacts
    outcomes: tuple[ItemOutcome, ...]

    @property
    def low(self) -> Effect:
        """The least severe effect that is still possible."""
        return max(outcome.low for outcome in self.outcomes)

    @property
    def high(self) -> Effect:
        """The most severe effect that is still possible."""
        return max(outcome.high for outcome in self.outcomes)

    def case(self, index: int) -> Case:
        """The item at ``index`` with its facts, as its fields are asked for."""
        known = self.known
        return Case(
            transaction=self.transaction,
            index=index,
            facts=known.items[index],
            state=known.state,
            day=known.day,
            rules=known.rules,
        )

    def settled(self, every_item: bool) -> bool:
        """Whether both ends meet: of the transaction, or of each of its items."""
        return all(outcome.final for outcome in self.outcomes) if every_item else self.low == self.high

    def each(self) -> Iterator[tuple[str, Facts, ItemOutcome]]:
        """The id, the facts and the outcome of each item, in the order of the transaction."""
        for item, facts, outcome in zip(self.transaction.items, self.known.items, self.outcomes, strict=True):
            yield item.id or "", facts, outcome
