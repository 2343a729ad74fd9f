"""A consignee outside the destinations of a general authorisation: who that is, and what may cover the items instead.

Annex II names destinations, and says nothing of a stop on the way there. What the exporter states of going on never settles it (docs/decisions/0041).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.annex2_general_authorisations import stops
from dualuse.version import legal_derivation

_ACCEPTED: Final = "consignee_accepted"
_ELSEWHERE: Final = N_(
    "the consignee {party} sits in {place}, outside the Union and outside the destinations of {general}: that the items go on from there does not"
    " settle whether it covers them; an individual authorisation that names the consignee may, or the word of your authority on {general}, stated as {field}"
)


@legal_derivation("Annex II, EU001 to EU008, Part 2")
def consignee_warnings(judged: JudgedItems, day: date) -> Iterator[Message]:
    """The consignees for whom it is not settled whether a general authorisation covers the items, each once.

    Args:
        judged: the items, and what the provisions say of each.
        day: of the law.
    """
    transaction = judged.transaction
    if getattr(transaction.circumstances, _ACCEPTED, None) is not None:
        return
    general = tuple(dict.fromkeys(_open_authorisations(judged)))
    for party in transaction.parties or ():
        if party.role != "consignee" or party.country is None:
            continue
        outside = tuple(name for name in general if stops(name).contains(party.country, day) is not False)
        if outside:
            params = {
                "party": party.name or party.country,
                "place": PlaceName(party.country),
                "general": outside,
                "field": f"circumstances.{_ACCEPTED}",
            }
            yield Message("consignee_elsewhere", _ELSEWHERE, params)


def _open_authorisations(judged: JudgedItems) -> Iterator[str]:
    """The general authorisations that are not settled for an item which no authorisation held covers."""
    of_items = zip(judged.transaction.items, judged.known.items, judged.outcomes, strict=True)
    for item, facts, outcome in of_items:
        if judged.known.book.covers(item, facts) is not True:
            yield from (
                row.relief.identifier for row in outcome.general_authorisations if row.judgement.truth is None
            )
