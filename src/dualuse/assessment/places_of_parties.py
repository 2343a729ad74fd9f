"""Parties that are stated without the country in which they are."""

from __future__ import annotations

from dualuse.law.eu_2021_821.facts.derived_fact import OTHER_ROLES, RECEIVER_ROLES
from dualuse.law.eu_2021_821.facts.stated import OTHERS_SUPPLIED
from dualuse.law.language.provision import legal_derivation
from dualuse.schema.transaction import Party, Transaction


@legal_derivation("Art. 215 TFEU")
def parties_unplaced(transaction: Transaction) -> tuple[int, ...]:
    """Positions of the parties that may sit in a place under a measure, since no country is stated of them.

    The purchaser sits in the purchasing country where that is stated; one in another role counts until a person has said
    that it is not supplied.
    """
    others = (transaction.answers or {}).get(OTHERS_SUPPLIED) is not False
    return tuple(
        position
        for position, party in enumerate(transaction.parties or ())
        if party.country is None and _counts(party, transaction, others=others)
    )


def _counts(party: Party, transaction: Transaction, *, others: bool) -> bool:
    if party.role == "purchaser":
        return transaction.purchasing_country is None
    return party.role in RECEIVER_ROLES or (others and party.role in OTHER_ROLES)
