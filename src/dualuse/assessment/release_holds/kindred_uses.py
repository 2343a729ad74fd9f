"""Uses of concern of which one says something of another: what is stated of both must fit where a general authorisation turns on it.

A serious violation of human rights (Art. 5(1)) is a violation of human rights (EU005, EU007, EU008), and a military end use may be that of a
government, which EU007 and EU008 exclude. Who states that the first is known, or suspected, and less of the second, is asked which is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.facts import facts_knowing_more
from dualuse.assessment.release_holds.informed import named
from dualuse.assessment.release_holds.known_uses import KINDRED
from dualuse.assessment.release_holds.suspicion import Judging, provisions_judged_otherwise
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.language.logic import LEVELS
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@legal_derivation("Annex II, EU005", "Annex II, EU007", "Annex II, EU008")
def kindred_use_warnings(judged: JudgedItems, judging: Judging) -> Iterator[Message]:
    """The uses of which less is stated to be known than of another that may be one of them, where the answer hangs on it.

    An authorisation held that covers the item settles it: what its authority knew is asked of each use.

    Args:
        judged: the items, and what the provisions say of each without what listed parties add.
        judging: how they were judged.
    """
    for use, kindred in KINDRED.items():
        stated, of_kindred = (getattr(judged.transaction.knowledge, name, None) for name in (use, kindred))
        if stated in (None, "none") or _rank(of_kindred or "none") >= _rank(stated):
            continue
        if _hangs_on_it(judged, judging, kindred, stated):
            text = N_(
                "you state more of {use} than of {kindred}, and the one may be the other: state knowledge.{field} as it is, or ask the authority"
            )
            if any(map(_may_go_under_a_general_authorisation, judged.outcomes)):
                text = N_(
                    "you state more of {use} than of {kindred}, and a general authorisation is not for the latter: the one may be the other;"
                    " state knowledge.{field} as it is, or ask the authority"
                )
            params = {"use": named((use,)), "kindred": named((kindred,)), "field": kindred}
            yield Message("kindred_use", text, params)


def _rank(level: str) -> int:
    return LEVELS.index(level)


def _hangs_on_it(judged: JudgedItems, judging: Judging, kindred: str, level: str) -> bool:
    """Whether an item that no authorisation held covers would be judged otherwise if that level were stated of the kindred use."""
    at_that_level = _stating(judged.transaction, kindred, level)
    known = facts_knowing_more(judged.known, at_that_level, judging.policies)
    return any(
        (
            outcome.low is outcome.high or stated[f"knowledge.{kindred}"] is not None
        )  # else it is asked for itself
        and provisions_judged_otherwise(outcome, stated, facts, judging.day)
        and judged.known.book.covers(item, stated) is not True
        for item, outcome, stated, facts in zip(
            judged.transaction.items, judged.outcomes, judged.known.items, known.items, strict=True
        )
    )


def _may_go_under_a_general_authorisation(outcome: ItemOutcome) -> bool:
    """Whether one is available for the item as it is stated, or may be: of what needs none, nothing turns on the kindred use."""
    return any(judged.judgement.truth is not False for judged in outcome.general_authorisations)


def _stating(transaction: Transaction, use: str, level: str) -> Transaction:
    assert transaction.knowledge is not None
    return transaction.model_copy(update={"knowledge": transaction.knowledge.model_copy(update={use: level})})
