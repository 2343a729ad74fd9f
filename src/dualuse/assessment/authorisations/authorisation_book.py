"""Authorisations that the exporter holds: whether one covers an item of a transaction (Arts 2(12), (13), 12, 13).

It covers what it names and nothing else: every end user and every consignee that is stated, destination, item, day
(``points_of_items``), and what all lines draw on it (``remaining``). What an authorisation does not say is
asked, never presumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.contradicted import UNLIKE, contradicted_by_rows, contradictions
from dualuse.assessment.authorisations.points import Ask, Point, truth_of
from dualuse.assessment.authorisations.points_of_items import (
    OVERDRAWN,
    left_unstated,
    names,
    overdrawn_message,
    points_of_item,
)
from dualuse.assessment.authorisations.points_of_transaction import granted_under, points_of_transaction
from dualuse.assessment.authorisations.prolonged import prolongation
from dualuse.assessment.authorisations.remaining_amounts import (
    Drawn,
    Left,
    Measure,
    few_amounts_text,
    left_differs_message,
    measures_of,
    plain_amount,
    reference_key,
    shared_out,
)
from dualuse.assessment.authorisations.together import apart, held_together
from dualuse.i18n import Figure, Message
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.language.logic import Facts, Truth, any_truth, every_truth, opposite
from dualuse.law.language.provision import Effect, Provision
from dualuse.law.measures.act_numbers import REGULATION, act_number, act_numbers
from dualuse.schema.transaction import Authorisation, Item, Transaction
from dualuse.version import legal_derivation

Lifted = tuple[tuple[str, Truth], ...]
"""By the number of an act whether an authorisation granted under it covers an item; and :data:`NOTIFIED`."""
NOTIFIED: Final = "notified"
NOTIFIED_OF_ALL: Final = "notified of all"
_OF_USES: Final = frozenset((NOTIFIED, NOTIFIED_OF_ALL))
"""Beside the numbers of acts: whether one was granted in knowledge of every use that is suspected or known."""

NO_GENERAL: Final[Mapping[str, Truth]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """An authorisation held, the points that are the same for every item, and what lines draw on it."""

    held: Authorisation
    points: tuple[Point, ...]
    drawn: Mapping[Measure, Drawn]

    @property
    def truth(self) -> Truth:
        """Whether all those points are met."""
        return every_truth(point.truth for point in self.points)


@dataclass(frozen=True, slots=True)
class Book:
    """The authorisations of a transaction; ``shares``: by the id of a line the one that carries it, where several do;
    ``together``: by the id of a line that none covers alone those that may together."""

    entries: tuple[Entry, ...] = ()
    shares: Mapping[str, int] | None = None
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_item(
        self, item: Item, facts: Facts, act: str = REGULATION
    ) -> Iterator[tuple[Authorisation, tuple[Point, ...]]]:
        """Each authorisation with its points for an item, as one under ``act``."""
        for place, entry in enumerate(self.entries):
            carried = self.shares is not None and self.shares.get(item.id or "") == place
            of_item = points_of_item(entry.held, entry.drawn, item, facts, carried=carried)
            yield entry.held, (granted_under(entry.held, act), *entry.points, *of_item)

    def covering(self, item: Item, facts: Facts) -> tuple[Authorisation, ...]:
        """The authorisations that cover an item."""
        return tuple(held for held, points in self.of_item(item, facts) if truth_of(points) is True)

    def covers(self, item: Item, facts: Facts) -> Truth:
        """Whether one of the authorisations covers an item; unknown where several may together."""
        return self.lifts(REGULATION, item, facts)

    @property
    def names_acts(self) -> bool:
        """Whether one of them says under which acts it was granted."""
        return any(entry.held.acts for entry in self.entries)

    def lifts(self, act: str, item: Item, facts: Facts) -> Truth:
        """Whether one of them was granted under ``act`` and covers an item; unknown of one that does not say its acts."""
        truth = any_truth(
            None if not held.acts and act != REGULATION and truth_of(points[1:]) is True else truth_of(points)
            for held, points in self.of_item(item, facts, act)
        )
        is_together = act == REGULATION and (item.id or "") in self.together
        return None if truth is False and is_together else truth

    def lifted(self, item: Item, facts: Facts) -> Lifted:
        """What one of them was granted under, with whether it covers an item, as far as they say their acts.

        Under :data:`NOTIFIED` whether one was granted in knowledge of each use that a notification may be about; under :data:`NOTIFIED_OF_ALL`
        whether one says so of all that its authority knew of: of no use that matters nothing is stated then.
        """
        if not self.entries:
            return ()
        acts = act_numbers() if self.names_acts else ()
        return (
            *((act, self.lifts(act, item, facts)) for act in acts),
            (NOTIFIED, self._granted_knowing(item, facts)),
            (NOTIFIED_OF_ALL, self._granted_knowing(item, facts, says_uses=True)),
        )

    def _granted_knowing(self, item: Item, facts: Facts, *, says_uses: bool = False) -> Truth:
        """Whether the authority granted one under the Regulation that covers an item, knowing of every use that is suspected or
        known and of which it has not informed the exporter itself.

        A derogation from another act is no decision on the notification, whatever was known of the use.
        """
        uses = {use for use in GROUNDS if facts.get(f"knowledge.{use}") in ("suspects", "aware")}
        return any_truth(
            every_truth((truth_of(points), uses <= set(held.known_uses or ())))
            for held, points in self.of_item(item, facts)
            if held.known_uses is not None or not says_uses
        )

    def covers_knowing(self, use: str, item: Item, facts: Facts, *, silent: bool = True) -> bool:
        """Whether one that covers an item was granted to this exporter in knowledge of a use, as far as it says what was known.

        A national general authorisation was granted to everybody, in knowledge of nobody's use (Art. 12(6)). ``silent``: one that does not say
        what was known is taken to be.
        """
        return any(
            held.kind != "national_general"
            and (use in held.known_uses if held.known_uses is not None else silent)
            for held in self.covering(item, facts)
        )

    def asks(self, item: Item, facts: Facts, act: str = REGULATION) -> tuple[Ask, ...]:
        """What is to be stated before it is known whether one of them, under ``act``, covers an item; nothing where one does."""
        truths = [(truth_of(points), points) for _, points in self.of_item(item, facts, act)]
        if any(truth is True for truth, _ in truths):
            return ()
        if act == REGULATION and all(truth is False for truth, _ in truths):
            references = self.together.get(item.id or "")
            return (apart(item, references),) if references else ()
        asks = (ask for truth, points in truths if truth is None for point in points for ask in point.asks)
        return tuple({(ask.field, ask.item, str(ask.question)): ask for ask in asks}.values())

    def left_out(self, items: Iterable[tuple[Item, Facts]]) -> tuple[Message, ...]:
        """What is not stated of those that cover one of the items: a "go" that rests on them names it."""
        messages = (
            message
            for item, facts in items
            for held in self.covering(item, facts)
            for message in left_unstated(held, facts)
        )
        return tuple({str(message): message for message in messages}.values())

    def failures(self, item: Item, facts: Facts, act: str = REGULATION) -> tuple[Message, ...]:
        """Why those that do not cover an item, as ones under ``act``, do not."""
        return _failures(points for _, points in self.of_item(item, facts, act))

    def failures_of_granted(self, item: Item, facts: Facts, act: str) -> tuple[Message, ...]:
        """Why those that were granted under ``act`` do not cover an item, as far as it is known that they do not."""
        return _failures(
            points for held, points in self.of_item(item, facts, act) if act in (held.acts or (REGULATION,))
        )


Faults = tuple[tuple[tuple[str, str], ...], ...]
"""Of each authorisation that is overdrawn, or whose statements differ, what its sentence says (:func:`fault_message`), by name."""


def faults(book: Book, item: Item, facts: Facts) -> Faults:
    """The authorisations that fail to cover an item because they are overdrawn, or stated more than once and differently.

    Rows of a table that differ in what is left are named also where the least of it is enough.
    """
    messages = [*_left_differing(book)]
    if book.covers(item, facts) is not True:
        messages += (message for message in book.failures(item, facts) if message.code == OVERDRAWN)
        messages += (ask.question for ask in book.asks(item, facts) if ask.question.text == UNLIKE)
    return tuple(
        tuple(sorted((name, _plain(value)) for name, value in message.params.items())) for message in messages
    )


def _left_differing(book: Book) -> Iterator[Message]:
    """The authorisations of which rows of a table do not say the same of what is left."""
    for entry in book.entries:
        for measure, drawn in entry.drawn.items():
            if len(drawn.stated) > 1:
                amounts, left = few_amounts_text(drawn.stated), plain_amount(drawn.left)
                params = {"reference": entry.held.reference, "measure": measure.shown}
                yield left_differs_message({**params, "amounts": amounts, "left": left})


def _plain(value: object) -> str:
    if isinstance(value, Figure):
        return value.text
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def fault_message(params: Mapping[str, str]) -> Message:
    """What :func:`faults` says of an authorisation, as a sentence."""
    if "amounts" in params:
        return left_differs_message(params)
    return Message("held.unlike", UNLIKE, params) if "fields" in params else overdrawn_message(params)


def _failures(points_of_each: Iterable[tuple[Point, ...]]) -> tuple[Message, ...]:
    fails = (point.fails for points in points_of_each for point in points if point.fails)
    return tuple({str(message): message for message in fails}.values())


NO_BOOK: Final = Book()


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Art. 13")
def book_of(transaction: Transaction, day: date, in_table: Mapping[str, Left] | None = None) -> Book:
    """The authorisations of a transaction, with what all its lines draw on them.

    Args:
        transaction: checked.
        day: the one judged.
        in_table: by reference what all rows of a table draw, where the transaction is a row of it.
    """
    stated = transaction.authorisations
    if not stated:
        return NO_BOOK
    points = [
        (
            *points_of_transaction(transaction, held, day),
            *prolongation(transaction, held, day),
            *contradicted,
            *contradicted_by_rows(held, in_table),
        )
        for held, contradicted in zip(stated, contradictions(stated, transaction.items), strict=True)
    ]
    matches = [
        [every_truth((truth_of(of_held), names(held, item))) for item in transaction.items]
        for held, of_held in zip(stated, points, strict=True)
    ]
    # Whether it is for these parties and this day is asked of all lines alike: overdrawn if it is, it covers none in either case.
    drawn = [
        measures_of(
            held,
            transaction.items,
            [
                names(held, item) if truth_of(of_held) is None else match
                for item, match in zip(transaction.items, of_lines, strict=True)
            ],
            in_table,
        )
        for held, of_held, of_lines in zip(stated, points, matches, strict=True)
    ]
    shares = shared_out(stated, transaction.items, matches) if in_table is None else None
    together = held_together(stated, points, transaction.items)
    return Book(tuple(map(Entry, stated, points, drawn)), shares, together)


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Art. 13")
def covered(book: Book, item: Item, facts: Facts) -> Truth:
    """Whether one of the authorisations that the exporter holds covers the item.

    ``facts``: those of the item. One of general kind is no use to an exporter informed or aware of a use of Art. 4(1).
    """
    return book.covers(item, facts) if book.entries else False


@legal_derivation("Art. 215 TFEU", "Art. 12(1)(d)")
def is_enough(
    covered: Truth,
    provisions: Iterable[tuple[Provision, Truth]],
    lifted: Lifted = (),
    general: Mapping[str, Truth] = NO_GENERAL,
) -> Truth:
    """Whether what is held answers all that is asked; ``covered``: whether it covers the item under the Regulation.

    Where a restrictive measure asks for an authorisation too, one under the Regulation does not answer it. ``lifted``:
    what those held were granted under, where one says so. ``general``: by citation whether a Union general authorisation covers
    what a provision asks for, which then asks for no other one. A notification that is due is not answered by an authorisation on
    another ground, or under another act: the authority that is notified decides (Arts 4(2), 5(2), 6(2), 8(2)), unless it
    granted one under the Regulation in knowledge of that use: then it is of no matter either whether another provision asks to notify of it. A measure that forbids
    without a derogation is forbidden whatever is held: this is not asked of it.
    """
    by_act = dict(lifted)
    points_asked = [
        (provision, truth)
        for provision, truth in provisions
        if truth is not False and general.get(provision.citation) is not True
    ]
    notified = [
        by_act.get(NOTIFIED, False) if truth is True else by_act.get(NOTIFIED_OF_ALL) or None
        for provision, truth in points_asked
        if provision.effect is Effect.NOTIFICATION_REQUIRED
    ]
    answers = _answers_all(covered, points_asked, by_act)
    if answers is False and waits_for_general(covered, points_asked, lifted, general):
        answers = None
    return every_truth((answers, *notified))


def waits_for_general(
    covered: Truth,
    asked: Iterable[tuple[Provision, Truth]],
    lifted: Lifted,
    general: Mapping[str, Truth],
) -> bool:
    """Whether what is held answers the demand of another act, and what is left may be covered by a general authorisation."""
    by_act = dict(lifted)
    demands = [(provision, truth) for provision, truth in asked if truth is not False]
    left = [
        (provision, truth)
        for provision, truth in demands
        if provision.citation not in general and provision.effect >= Effect.AUTHORISATION_REQUIRED
    ]
    return (
        len(left) < len(demands)
        and any(provision.is_measure and truth is True for provision, truth in left)
        and bool(by_act.keys() - _OF_USES)
        and _answers_all(covered, left, by_act) is True
    )


def _answers_all(
    covered: Truth, asked: Sequence[tuple[Provision, Truth]], by_act: Mapping[str, Truth]
) -> Truth:
    """Whether what is held answers every demand of an authorisation; ``by_act``: what it was granted under, if it says so."""
    if not by_act.keys() - _OF_USES:
        return None if covered is True and beyond_the_regulation(asked) else covered
    answered = [
        any_truth(
            (by_act[act_number(provision.citation)] if provision.is_measure else covered, opposite(truth))
        )
        for provision, truth in asked
        if provision.effect >= Effect.AUTHORISATION_REQUIRED
    ]
    return every_truth(answered) if answered else covered


def beyond_the_regulation(provisions: Iterable[tuple[Provision, Truth]]) -> bool:
    """Whether a provision of another act asks for an authorisation, or may; ``provisions``: each with its truth.

    One that forbids does so too: a derogation from it is an authorisation under that act.
    """
    return next(asking_beyond(provisions), None) is not None


def asking_beyond(provisions: Iterable[tuple[Provision, Truth]]) -> Iterator[Provision]:
    """The provisions of other acts that ask for an authorisation, forbid, or may."""
    return (
        provision
        for provision, truth in provisions
        if truth is not False and provision.effect >= Effect.AUTHORISATION_REQUIRED and provision.is_measure
    )


@legal_derivation("Art. 11(2)(b)")
def book_of_direct_export(
    transaction: Transaction, day: date, in_table: Mapping[str, Left] | None = None
) -> Book:
    """The global authorisations, as for the direct export of what is transferred (Art. 11(2)(b))."""
    stated = transaction.authorisations or ()
    others = {reference_key(held.reference) for held in stated if held.kind != "global"}
    # One that is stated as another kind, too, is not presumed to be a global one.
    held_globally = [
        held for held in stated if held.kind == "global" and reference_key(held.reference) not in others
    ]
    if not held_globally:
        return NO_BOOK
    direct = {"activity": "export", "authorisations": held_globally, "consigned_to": None}
    export = transaction.model_copy(update=direct)
    return book_of(export, day, in_table)


@legal_derivation("Art. 11(2)(b)")
def covered_by_global(book: Book, item: Item, facts: Facts) -> bool:
    """Whether a global authorisation held would cover the direct export (Art. 11(2)(b)); it is not presumed."""
    return covered(book, item, facts) is True
