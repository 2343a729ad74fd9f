"""Derogations held whose ground is not stated: what an act forbids is then open to a person, and no plain ban.

A derogation of a restrictive measure counts where its ground is stated (``law/measures``). Who holds an authorisation that says it was granted
under the act has shown such a ground to the authority, and may have left it out here: that is asked for. It never lets anything go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dualuse.assessment.authorisations.authorisation_book import Book
from dualuse.engine.outcome import ItemOutcome, JudgedProvision
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.language.logic import Facts, evaluate, facts_of
from dualuse.law.language.provision import Effect
from dualuse.law.measures.act_numbers import act_number
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Art. 215 TFEU")
def grounds_unstated(
    transaction: Transaction, outcome: ItemOutcome, item: Item, facts: Facts, book: Book, day: date
) -> tuple[str, ...]:
    """The circumstances of which one is to be stated, where all that forbids the item is lifted by an authorisation held if it is so.

    Empty where something else forbids it, none was granted under the act, or a person has denied the ground.
    """
    grounds: list[str] = []
    for judged in outcome.provisions:
        if judged.low is not Effect.PROHIBITED:
            continue
        if book.lifts(act_number(judged.provision.citation), item, facts) is False:
            return ()
        of_provision = tuple(_grounds(judged, transaction, facts, day))
        if not of_provision:
            return ()
        grounds += of_provision
    return tuple(dict.fromkeys(grounds))


def _grounds(judged: JudgedProvision, transaction: Transaction, facts: Facts, day: date) -> Iterator[str]:
    """Of derogations that nothing but the ground keeps from counting."""
    for of_relief in judged.reliefs:
        relief = of_relief.relief
        if relief.effect is not Effect.AUTHORISATION_REQUIRED:
            continue
        grounds = [fact for fact in facts_of(relief.when) if fact.startswith(TOLD)]
        names = [fact.removeprefix(TOLD) for fact in grounds]
        if any(getattr(transaction.circumstances, name, None) is not None for name in names):
            continue
        if names and evaluate(relief.when, {**facts, **dict.fromkeys(grounds)}, day) is not False:
            yield from (f"circumstances.{name}" for name in names)


def question(grounds: Iterable[str]) -> Message:
    """What is asked before it is known whether the authorisation held lifts the ban."""
    text = N_(
        "what is asked for is forbidden, and an authorisation held says that it was granted under the act that forbids it: a derogation counts"
        " where its ground is stated: true if it is met (it counts) or false if it is not (the ban stays): {grounds}"
    )
    return Message("release.derogation_ground", text, {"grounds": tuple(dict.fromkeys(grounds))})
