"""Who has been informed by the authority of a use of concern asks it first, also where no rule asks for an authorisation.

Arts 4(1), 5(1), 6(1), 7(1), 8(1) and 10(1), and §§ 9 and 49 to 52 AWV in Germany, do not reach every activity, item and destination. That a rule
does not reach it is no answer to an authority that has spoken: the release is held until an authorisation covers the item that was granted
in knowledge of that use, or the authority has stated its decision. This is a rule of this program, and never more than "ask".

The same holds for who has been informed that the items are or may be meant for Russia or Belarus: Art. 2a(1aa) of Regulation (EU)
No 833/2014 and Art. 1f(1aa) of Regulation (EC) No 765/2006 ask for an authorisation for some goods; whatever the goods, nothing may be
supplied there indirectly that must not be supplied (Arts 2, 2a and 3k of the one, Arts 1bb, 1e and 1f of the other). An authorisation says
nothing of that way, unless it was granted under the act that bans it. Who states only
that the authority spoke of onward export has not said whether it named one of these countries: that is asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.authorisation_book import Book
from dualuse.assessment.authorisations.decisions import FREES, decision_counts, decisions_by_day, stands
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import INFORMED_CIRCUMSTANCES_OF
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect
from dualuse.law.measures.act_numbers import act_number
from dualuse.law.measures.reading import measure_rows
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Item, Transaction
from dualuse.schema.words import GROUND_WORDS
from dualuse.version import legal_derivation


def named(uses: Iterable[str]) -> tuple[Message, ...]:
    """The uses in words, for a sentence."""
    return tuple(Message(f"use.{use}", GROUND_WORDS[use]) for use in uses)


def informed_uses(transaction: Transaction) -> tuple[str, ...]:
    """The uses of concern of which the authority has informed the exporter, broker or provider (Arts 4(1), 5(1), 10(1), § 9 AWV)."""
    return tuple(use for use in GROUNDS if getattr(transaction.knowledge, use, None) == "informed")


def informed_ways(transaction: Transaction) -> tuple[str, ...]:
    """The circumstances that say for which country under bans, by the authority, the items are or may be meant."""
    circumstances = transaction.circumstances
    return tuple(name for name in INFORMED_CIRCUMSTANCES_OF if getattr(circumstances, name, None) is True)


ONWARD_EXPORT: Final = "reexport"
"""The ground of which the authority may have said where the items go on to."""


def ways_unsaid(transaction: Transaction, day: date) -> tuple[str, ...]:
    """The circumstances that nobody has stated on where the items are meant to go on to, by the rules of a country that are in force."""
    asked_for = {row.told for row in measure_rows() if row.third_countries and row.validity.covers(day)}
    circumstances = transaction.circumstances
    return tuple(
        name
        for name in INFORMED_CIRCUMSTANCES_OF
        if name in asked_for and getattr(circumstances, name, None) is None
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a decision of the authority, although no provision asks for anything on its account.

    ``lines``: each item with what the provisions say of it, and its facts; ``book``: the authorisations held.
    """

    transaction: Transaction
    lines: tuple[tuple[Item, ItemOutcome, Facts], ...]
    book: Book
    day: date
    rules: Rules

    def is_open(self, ground: str, grounds: tuple[str, ...], *, silent: bool = True) -> bool:
        """Whether nothing stops an item, no authorisation was granted knowing of the use or way, and no decision on it still stands.

        ``grounds``: those that a decision may be on that names none; ``silent``: an authorisation that does not say what its authority knew of
        was granted in that knowledge.
        """
        return any(
            (outcome.low < Effect.NOTIFICATION_REQUIRED or self.book.covers(item, facts) is True)
            and not _was_granted_knowing(ground, self.book, item, facts, silent=silent)
            and not is_decided(ground, grounds, self.transaction, item, day=self.day, rules=self.rules)
            for item, outcome, facts in self.lines
        )


@legal_derivation(
    "Art. 4(1)",
    "Art. 5(1)",
    "Art. 6(1)",
    "Art. 7(1)",
    "Art. 8(1)",
    "Regulation (EU) No 833/2014, Arts 2(1), 2a(1), 2a(1aa) and 3k(1)",
    "Regulation (EC) No 765/2006, Arts 1bb(1), 1e(1), 1f(1) and 1f(1aa)",
)
def informed_warnings(
    transaction: Transaction,
    judged: Iterable[tuple[Item, ItemOutcome, Facts]],
    book: Book,
    day: date,
    rules: Rules,
) -> Iterator[Message]:
    """That the authority has informed of a use, or that the items may be meant for Russia or Belarus, and is asked first.

    A decision that names no use was given for what the authority has informed of, where that is one thing; the way to Russia or
    Belarus is none of the uses that it can name, and one that names none is on it where every use has been decided on.

    Args:
        transaction: the one that is judged.
        judged: each item with what the provisions say of it, and its facts.
        book: the authorisations held.
        day: the one judged.
        rules: of this program.
    """
    uses, ways = informed_uses(transaction), informed_ways(transaction)
    waiting = Waiting(transaction, tuple(judged), book, day, rules)
    open_uses = still_open = tuple(use for use in uses if waiting.is_open(use, (*uses, *ways)))
    if ONWARD_EXPORT in open_uses and (unsaid := ways_unsaid(transaction, day)):
        text = N_(
            "the authority has informed you of onward export: state true where it said that the items are or may be meant for that country, and "
            "false where it did not ({fields}); if it did, goods of Annex VII to Regulation (EU) No 833/2014 or of Annex Va to Regulation (EC) "
            "No 765/2006 need an authorisation for any third country (Art. 2a(1aa) of the one, Art. 1f(1aa) of the other)"
        )
        yield Message(
            "informed_of_onward_export", text, {"fields": tuple(f"circumstances.{name}" for name in unsaid)}
        )
        open_uses = tuple(use for use in open_uses if use != ONWARD_EXPORT)
    if open_uses:
        text = N_(
            "the authority has informed you of a use of concern ({uses}): ask it before you go on, also where no rule asks for an"
            " authorisation, and state its decision (a rule of this program, not of the law)"
        )
        yield Message("informed", text, {"uses": named(open_uses)})
    if open_ways := tuple(way for way in ways if waiting.is_open(way, (*still_open, way))):
        text = N_(
            "the authority has informed you that the items are or may be meant for {places}: ask it before you go on, also where no rule"
            " asks for an authorisation, and state its decision; what is forbidden there must not be supplied indirectly either (a rule of"
            " this program)"
        )
        places = tuple(PlaceName(INFORMED_CIRCUMSTANCES_OF[way]) for way in open_ways)
        yield Message("informed_of_the_way", text, {"places": places})


def _was_granted_knowing(ground: str, book: Book, item: Item, facts: Facts, *, silent: bool) -> bool:
    """Whether an authorisation covers the item that was granted in knowledge of a use, or under the act that bans a way."""
    if ground not in INFORMED_CIRCUMSTANCES_OF:
        return book.covers_knowing(ground, item, facts, silent=silent)
    acts = {act_number(row.act) for row in measure_rows() if row.told == ground}
    return any(book.lifts(act, item, facts) is True for act in acts)


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
