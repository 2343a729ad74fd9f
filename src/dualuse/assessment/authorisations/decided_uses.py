"""For which uses of concern an authority's decision was given: one for a use says nothing of another that is known.

A decision that names its uses was given for these. Of one that frees and names none it is asked which, where its provision is about more uses
than one; one that asks for something was given for the use that is known, where that is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from dualuse.assessment.places_of_parties import purchasing_country, receiver_countries
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED
from dualuse.law.eu_2021_821.facts.authorities import DECIDED, USES_OF_ART_5
from dualuse.law.language.logic import LEVELS, Truth, evaluate
from dualuse.law.language.provision import article_of
from dualuse.schema.transaction import AuthorityDecision, Transaction
from dualuse.version import legal_derivation

_AWARE: Final = LEVELS.index("aware")
_SUSPECTS: Final = LEVELS.index("suspects")


@legal_derivation("Art. 4(2)", "Art. 5(2)", "Art. 6(2)", "Art. 8(2)")
def uses_decided_on(citation: str, levels: Mapping[str, str | None]) -> tuple[str, ...]:
    """The uses that a decision under ``citation`` is on, by what is known of each.

    Paragraph 2 is for who is aware: a suspicion counts there only while there is no more. Where national law reaches
    suspicion, or items that are not listed, every use counts that is suspected or known.
    """
    decision = DECIDED[citation]
    ranks = {use: LEVELS.index(levels.get(use) or "none") for use in decision.uses}
    is_for_aware = decision.of_who_is_aware and any(rank >= _AWARE for rank in ranks.values())
    least = _AWARE if is_for_aware else _SUSPECTS
    return tuple(use for use, rank in ranks.items() if rank >= least)


@legal_derivation("Art. 4(1)(b)")
def uses_concerned(citation: str, transaction: Transaction, day: date) -> Mapping[str, Truth]:
    """The uses that a decision under ``citation`` has to be on; None: whether it has to is not clear.

    A military end use counts where an arms embargo is in force, or may be.
    """
    levels = {use: getattr(transaction.knowledge, use, None) for use in DECIDED[citation].uses}
    counts = {use: _is_of_concern(use, transaction, day) for use in uses_decided_on(citation, levels)}
    return {use: truth for use, truth in counts.items() if truth is not False}


def _is_of_concern(use: str, transaction: Transaction, day: date) -> Truth:
    if use != "military_end_use":
        return True
    places = {
        "destination": transaction.destination,
        "purchasing_country": purchasing_country(transaction),
        "parties.countries": receiver_countries(transaction),
    }
    return evaluate(EMBARGOED, places, day)


def uses_given_for(decision: AuthorityDecision, concerned: Iterable[str]) -> frozenset[str] | None:
    """The uses that a decision was given for; None: that is not clear, as it names none.

    One that asks for something was given for the use that is known, where that is one. One that frees was not, unless its paragraph speaks of
    that use alone, as Art. 5(1) does of repression and violations of human rights: what it does not name is asked, never presumed.
    """
    if decision.uses:
        return frozenset(decision.uses)
    uses, possible = frozenset(concerned), frozenset(DECIDED[decision.provision].uses)
    of_several = not possible <= frozenset(USES_OF_ART_5)
    if len(uses) > 1 or (decision.result == "not_required" and uses and of_several):
        return None
    return uses or possible


def speaks_of(decision: AuthorityDecision, citation: str) -> bool:
    """Whether it may free a use under ``citation``: it was taken under it, or of who is aware under paragraph 2 of its Article."""
    same_article = article_of(decision.provision) == article_of(citation)
    aware = same_article and DECIDED[decision.provision].of_who_is_aware
    return decision.provision == citation or (aware and decision.uses is not None)
