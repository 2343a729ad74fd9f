"""The group of the authorisations that are held: what they cover, and what is to be stated before that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dualuse.assessment import derivations
from dualuse.assessment.authorisations.authorisation_book import book_of, faults
from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.assessment.facts import facts_from
from dualuse.bulk.fact_groups import Group
from dualuse.law.eu_2021_821.facts.derived_authorities import COVERED_BY_HELD
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Transaction

HELD_ASKS: Final = "held.asks"
HELD_LIFTS: Final = "held.lifts"
"""What the group of authorisations gives beside facts of the law: fields that are asked for while it is open what they cover."""
HELD_FAULTS: Final = "held.faults"
"""Which of them are overdrawn, or stated more than once and not alike, where none covers the item; or of which rows say differently what
is left."""


@dataclass(frozen=True, slots=True)
class HeldGroup(Group):
    """What authorisations are held; ``in_table``: what all rows of the file draw on them, by reference."""

    in_table: Mapping[str, Left] = field(default_factory=dict)

    def facts(self, transaction: Transaction, state: Jurisdiction | None, day: date) -> dict[str, Any]:
        """Beside the facts of the law the names of the fields that are to be stated before it is known what is covered."""
        # Whether a use of concern counts turns on places, services and decisions, too, which are facts of other groups.
        facts = facts_from(
            (
                derivations.purchaser_country,
                derivations.countries_of_receivers,
                derivations.services,
                derivations.decisions_taken,
                *self.derivations,
            ),
            transaction,
            state,
            day,
            self.reads,
            self.in_table,
            self.rules,
            self.policies,
        )
        book = book_of(transaction, day, self.in_table)
        facts[HELD_LIFTS] = book.lifted(transaction.items[0], facts)
        facts[HELD_FAULTS] = faults(book, transaction.items[0], facts)
        if facts[COVERED_BY_HELD] is None:
            asks = book.asks(transaction.items[0], facts)
            facts[HELD_ASKS] = ";".join(dict.fromkeys(ask.field for ask in asks))
        return facts
