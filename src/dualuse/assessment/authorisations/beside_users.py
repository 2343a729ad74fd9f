"""Who purchases, brokers, stands between or takes part otherwise, beside end users and consignees: an authority that was not told of them decided on something else (Annex III).

Those in the Union, and where a document says that it is for, are left aside, and so is who bears the name of the exporter itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from dualuse.assessment.authorisations.naming import names_party
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES, NAMED_ROLES
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Party, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Art. 12", "Art. 13", "Annex III")
def beside_users(
    transaction: Transaction, places: Collection[str], day: date
) -> Iterator[tuple[Party, str | None]]:
    """Each of them, with its country.

    A purchaser of whom no country is stated sits in the purchasing country; where that is not stated either, it may sit anywhere, as others may.

    Args:
        transaction: checked.
        places: where the document is for.
        day: the one judged.
    """
    exporter = transaction.exporter.name if transaction.exporter else None
    for party in transaction.parties or ():
        if party.role not in NAMED_ROLES or (exporter and names_party(party.name, (exporter,)) is True):
            continue
        country = party.country or (transaction.purchasing_country if party.role == "purchaser" else None)
        if country is None or not _is_left_aside(country, places, day):
            yield party, country


@legal_derivation("Art. 4(1)(b)", "Art. 12", "Annex III")
def purchased_by_nobody_in(transaction: Transaction, places: Collection[str], day: date) -> str | None:
    """The purchasing country that is stated, where nobody is stated who purchases, and nobody who receives sits there.

    None where it lies in the Union or in ``places``, or is the destination: who purchases is taken to be one of those who receive.
    """
    country, parties = transaction.purchasing_country, transaction.parties or ()
    if country is None or any(party.role == "purchaser" for party in parties):
        return None
    receiving = (party.country for party in parties if party.role in END_USER_ROLES)
    there = {transaction.destination, *receiving}
    return None if country in there or _is_left_aside(country, places, day) else country


def _is_left_aside(country: str, places: Collection[str], day: date) -> bool:
    return country in places or UNION.contains(country, day) is True
