"""Authorisations held, on a table: whether one covers the item of a row.

The cells that decide it are many (the authorisation, items, parties, destination, quantity); rows that state an
authorisation are judged by each distinct combination of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.assessment.authorisations_held import covers
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.fields import Case
from dualuse.bulk.columns import Header, transaction_of
from dualuse.bulk.fact_groups import Derived, Group
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.validation import checked_transaction

HELD: Final = "covered_by_authorisation"
"""What the group gives beside ``held.global``: whether an authorisation held covers the item."""


@dataclass(frozen=True, slots=True)
class HeldGroup(Group):
    """All columns that say whether an authorisation covers the item."""

    def derive(self, cells: Mapping[str, str], day: date) -> Derived:
        """The facts about authorisations held."""
        data = transaction_of(self.keys, cells)
        if "authorisations" not in data:
            data = {"items": data["items"]}
        try:
            transaction = checked_transaction(data, day)
        except InputError:
            return Derived({})
        facts = facts_of_transaction(transaction, transaction.date or day).items[0]
        truths = [
            covers(transaction, transaction.items[0], held, facts)
            for held in transaction.authorisations or ()
        ]
        covered = True if True in truths else None if None in truths else False
        found = {"held.global": facts["held.global"], HELD: covered}
        return Derived(found, Case(transaction, 0, found, None, day))


def held_group(header: Header) -> Iterator[Group]:
    """The group, where the file has columns of authorisations."""
    if any(column.path[0] == "authorisations" for column in header.columns):
        decisive = (
            "activity",
            "destination",
            "date",
            "items.id",
            "items.entries",
            "items.national_entries",
            "items.quantity",
        )
        yield HeldGroup(
            "held",
            tuple(
                column
                for column in header.columns
                if column.name in decisive
                or column.path[0] in ("authorisations", "knowledge")
                or (column.path[0] == "parties" and column.path[2] == "name")
                or str(column.path[-1]).startswith("covered.")
            ),
            lambda fact: fact == "held.global",
            extras=(HELD,),
            only_where=tuple(column.name for column in header.columns if column.path[0] == "authorisations"),
            by_its_day=True,
        )
