"""Who has been informed by the authority of a use of concern asks it first, also where no rule asks for an authorisation.

Arts 4(1), 5(1), 6(1), 7(1), 8(1) and 10(1), and §§ 9 and 49 to 52 AWV in Germany, do not reach every activity, item and destination. That a rule
does not reach it is no answer to an authority that has spoken: the release is held until an authorisation covers the item, or the
authority has stated its decision. This is a rule of this program, and never more than "ask".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dualuse.assessment.authorisations_held import Book
from dualuse.assessment.decisions import FREES, decision_counts, decisions_by_day, stands
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect, legal_derivation
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Item, Transaction


def informed_uses(transaction: Transaction) -> tuple[str, ...]:
    """The uses of concern of which the authority has informed the exporter, broker or provider (Arts 4(1), 5(1), 10(1), § 9 AWV)."""
    return tuple(use for use in GROUNDS if getattr(transaction.knowledge, use, None) == "informed")


@legal_derivation("Art. 4(1)", "Art. 5(1)", "Art. 6(1)", "Art. 7(1)", "Art. 8(1)")
def informed_warnings(
    transaction: Transaction,
    judged: Iterable[tuple[Item, ItemOutcome, Facts]],
    book: Book,
    day: date,
    rules: Rules,
) -> Iterator[Message]:
    """That the authority has informed of a use, and is asked first.

    Args:
        transaction: the one that is judged.
        judged: each item with what the provisions say of it, and its facts.
        book: the authorisations held.
        day: the one judged.
        rules: of this program.
    """
    uses, lines = informed_uses(transaction), tuple(judged)
    open_uses = tuple(
        use
        for use in uses
        if any(
            outcome.low < Effect.NOTIFICATION_REQUIRED
            and book.covers(item, facts) is not True
            and not is_decided(use, uses, transaction, item, day=day, rules=rules)
            for item, outcome, facts in lines
        )
    )
    if open_uses:
        text = N_(
            "the authority has informed you of a use of concern ({uses}): ask it before you go on, also where no rule asks for an"
            " authorisation, and state its decision (a rule of this program, not of the law)"
        )
        yield Message("informed", text, {"uses": open_uses})


def is_decided(
    use: str, uses: tuple[str, ...], transaction: Transaction, item: Item, *, day: date, rules: Rules
) -> bool:
    """Whether the last decision on the item, the parties and the use, under whatever provision, asks for nothing and still stands.

    Args:
        use: the one that is asked about.
        uses: those that a decision may be on that names none: it was given for the one, where that is one.
        transaction: checked.
        item: the one of it that is asked about.
        day: the one judged.
        rules: of this program.
    """
    is_free = False
    for decision in decisions_by_day(transaction, day):
        if decision.result != FREES and use in (decision.uses or uses):
            is_free &= decision_counts(decision, transaction, item, day, rules) is False
        elif decision.result == FREES and use in (decision.uses or (uses if len(uses) == 1 else ())):
            is_free |= stands(decision, transaction, item, day, rules) is True
    return is_free
