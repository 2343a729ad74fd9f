"""A consignee outside the destinations of a general authorisation, or an intermediary that may be one: who that is, and what settles it.

Annex II names destinations, and says nothing of a stop on the way there. What the exporter states of going on never settles it (docs/decisions/0041).
Whoever only arranges a sale gets nothing and is no consignee, as a broker (Art. 2(7)) and an agent; an intermediary may be a reseller that the items go to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.annex2_general_authorisations import stops
from dualuse.law.eu_2021_821.facts.stated_facts import OTHERS_SUPPLIED
from dualuse.law.language.logic import Truth
from dualuse.version import legal_derivation

_ACCEPTED: Final = "consignee_accepted"
_ELSEWHERE: Final = N_(
    "the consignee {party} sits in {place}, outside the Union and outside the destinations of {general}: that the items go on from there does not"
    " settle whether it covers them; an individual authorisation that names the consignee may, or the word of your authority on {general}, stated as {field}"
)
_MAY_RECEIVE: Final = N_(
    "the intermediary {party} sits in {place}, outside the Union and outside the destinations of {general}, and it is not stated whether the items go to it"
    " on their way: if they do, state it under parties as consignee; if it buys them and they go straight to the destination, as purchaser; if it only"
    " arranges the sale, as broker or agent, or write {answer}: false under answers"
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
    for words in _parties_outside(judged, "consignee", (None,), day):
        yield Message("consignee_elsewhere", _ELSEWHERE, {**words, "field": f"circumstances.{_ACCEPTED}"})


@legal_derivation("Annex II, EU001 to EU008, Part 2", "Art. 2(7)")
def intermediary_warnings(judged: JudgedItems, day: date) -> Iterator[Message]:
    """The intermediaries outside the destinations of a general authorisation that may receive the items: it is not stated whether they do.

    Args:
        judged: the items, and what the provisions say of each.
        day: of the law.
    """
    transaction = judged.transaction
    if (transaction.answers or {}).get(OTHERS_SUPPLIED) is False:
        return
    for words in _parties_outside(judged, "intermediary", (None, True), day):
        yield Message("intermediary_elsewhere", _MAY_RECEIVE, {**words, "answer": OTHERS_SUPPLIED})


def _parties_outside(
    judged: JudgedItems, role: str, truths: tuple[Truth, ...], day: date
) -> Iterator[dict[str, Any]]:
    """What a sentence says of each party in a role that may be outside the destinations of a general authorisation of which one of ``truths`` is true."""
    general = tuple(dict.fromkeys(_authorisations(judged, truths)))
    for party in judged.transaction.parties or ():
        if party.role != role or party.country is None:
            continue
        outside = tuple(name for name in general if stops(name).contains(party.country, day) is not False)
        if outside:
            place = PlaceName(party.country)
            yield {"party": party.name or party.country, "place": place, "general": outside}


def _authorisations(judged: JudgedItems, truths: tuple[Truth, ...]) -> Iterator[str]:
    """The general authorisations of which one of these is true, for an item that no authorisation held covers."""
    of_items = zip(judged.transaction.items, judged.known.items, judged.outcomes, strict=True)
    for item, facts, outcome in of_items:
        if judged.known.book.covers(item, facts) is not True:
            yield from (
                row.relief.identifier
                for row in outcome.general_authorisations
                if row.judgement.truth in truths
            )
