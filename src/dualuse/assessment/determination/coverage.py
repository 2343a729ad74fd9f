"""Whether authorisations that the exporter holds cover each item, alone or beside a general one; why not, and
what they do not say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from dualuse.assessment.authorisations.authorisation_book import (
    NO_GENERAL,
    asking_beyond,
    is_enough,
    waits_for_general,
)
from dualuse.assessment.authorisations.points import Ask
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.derived_authorities import COVERED_BY_HELD
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect
from dualuse.law.measures.act_numbers import REGULATION, act_cited, act_number


class Coverage:
    """What authorisations held and general ones cover of each item, which is named by its position."""

    def __init__(self, judged: JudgedItems) -> None:
        self._transaction = judged.transaction
        self._known = judged.known
        self._outcomes = judged.outcomes
        self._covered: dict[int, Truth] = {}

    def covered(self, index: int) -> Truth:
        """Whether authorisations that the exporter holds cover the item at ``index``, beside a general one
        for what that covers."""
        if index not in self._covered:
            self._covered[index] = self._is_enough(index, self._outcomes[index].covered_by_general())
        return self._covered[index]

    def needs(self) -> tuple[tuple[Effect, Effect, Truth], ...]:
        """Of each item the two ends of its outcome, and whether what is held covers it."""
        return tuple(
            (outcome.low, outcome.high, self.covered(index)) for index, outcome in enumerate(self._outcomes)
        )

    def _is_enough(self, index: int, general: Mapping[str, Truth]) -> Truth:
        facts = self._known.items[index]
        lifted = self._known.book.lifted(self._transaction.items[index], facts)
        return is_enough(facts[COVERED_BY_HELD], self._outcomes[index].truths(), lifted, general)

    def _waits_for_general(self, index: int) -> bool:
        """Whether what is held answers all but what a general authorisation may cover, which is open."""
        outcome, facts = self._outcomes[index], self._known.items[index]
        lifted = self._known.book.lifted(self._transaction.items[index], facts)
        general = outcome.covered_by_general()
        return None in general.values() and waits_for_general(
            facts[COVERED_BY_HELD], outcome.truths(), lifted, general
        )

    def rests_on_general(self, index: int) -> bool:
        """Whether a general authorisation is used: alone, or beside one held that does not cover what that
        one covers."""
        covered = self.covered(index)
        if self._outcomes[index].high is Effect.GENERAL_AUTHORISATION:
            return covered is not True
        return covered is True and self._is_enough(index, NO_GENERAL) is not True

    def _lifts(self, index: int, act: str) -> Truth:
        """Whether an authorisation held was granted under the act of that number and covers the item at
        ``index``."""
        return self._known.book.lifts(act, self._transaction.items[index], self._known.items[index])

    def held_asks(self) -> tuple[Message, ...]:
        """What authorisations held do not say, of items that need one or may."""
        if not self._known.book.entries:
            return ()
        asks = [ask.question for index in range(len(self._outcomes)) for ask in self.asks(index)]
        waiting = tuple(index for index in range(len(self._outcomes)) if self._waits_for_general(index))
        general = (
            judged.relief.identifier
            for index in waiting
            for judged in self._outcomes[index].general_authorisations
            if judged.judgement.truth is None
        )
        if waiting:
            text = N_(
                "may {general} be used beside it, for what the Dual-use Regulation asks? What that asks for is not stated"
            )
            asks.append(Message("held.general_open", text, {"general": tuple(dict.fromkeys(general))}))
        others = [
            (index, act)
            for index in range(len(self._outcomes))
            if index not in waiting
            for act in self._other_acts(index)
        ]
        acts = tuple(dict.fromkeys(act for _, act in others))
        if self._known.book.names_acts:
            asks += self._not_counting(others)
        elif acts:
            text = N_(
                "was it granted under {acts} too, whose ban it would have to lift, or under the Dual-use Regulation alone?"
                " State that as its acts"
            )
            asks.append(Message("held.granted_under", text, {"acts": acts}))
        return tuple({str(question): question for question in asks}.values())

    def _not_counting(self, others: Iterable[tuple[int, str]]) -> Iterator[Message]:
        """Of acts that ask for an authorisation, by item: that none was granted under them, or why the one
        that was does not count."""
        absent: list[str] = []
        for index, act in others:
            number = act_number(act)
            if not any(number in (entry.held.acts or ()) for entry in self._known.book.entries):
                absent.append(act)
                continue
            fails = self._known.book.failures_of_granted(
                self._transaction.items[index], self._known.items[index], number
            )
            if fails:
                text = N_("one was granted under {act}, but it does not count here: {fails}")
                yield Message("held.granted_not_counting", text, {"act": act, "fails": fails})
        if absent:
            text = N_("none of those stated was granted under {acts}, which may ask for one")
            yield Message("held.none_granted_under", text, {"acts": tuple(dict.fromkeys(absent))})

    def _other_acts(self, index: int) -> tuple[str, ...]:
        """The acts beside the Regulation that ask for an authorisation, or may, of an item that is covered
        under others."""
        known = self._known
        if self.covered(index) is not None or not (
            known.book.names_acts or known.items[index][COVERED_BY_HELD] is True
        ):
            return ()
        return tuple(
            act_cited(provision.citation)
            for provision in asking_beyond(self._outcomes[index].truths())
            if not known.book.names_acts or self._lifts(index, act_number(provision.citation)) is not True
        )

    def _acts_asking(
        self, index: int, truths: Container[Truth], *, or_notified: bool = False
    ) -> tuple[str, ...]:
        """By number the acts under which what is held has to cover the item: the Regulation where no act is
        stated. ``or_notified``: for a notification, too, which what was granted in knowledge of the use answers."""
        if not self._known.book.names_acts:
            return (REGULATION,)
        general = self._outcomes[index].covered_by_general()
        asking = (
            act_number(provision.citation) if provision.is_measure else REGULATION
            for provision, truth in self._outcomes[index].truths()
            if truth in truths
            and (
                provision.effect >= Effect.AUTHORISATION_REQUIRED
                or (or_notified and provision.effect is Effect.NOTIFICATION_REQUIRED)
            )
            and general.get(provision.citation) is not True
        )
        return tuple(dict.fromkeys(asking))

    def held_fails(self) -> tuple[Message, ...]:
        """Why authorisations held do not cover items that need one."""
        book = self._known.book
        if not book.entries:
            return ()
        fails = (
            message
            for index, (item, facts) in enumerate(
                zip(self._transaction.items, self._known.items, strict=True)
            )
            if self._outcomes[index].low is Effect.AUTHORISATION_REQUIRED and self.covered(index) is False
            for act in self._acts_asking(index, (True,))
            if self._lifts(index, act) is False
            for message in book.failures(item, facts, act)
        )
        unheard = (
            Message(
                "held.not_notified",
                N_(
                    "beside it the authority must be notified of a use that is suspected or known, and its decision awaited;"
                    " where it knew of that use when it granted the authorisation, state known_uses"
                ),
            )
            for index in range(len(self._known.items))
            if self.covered(index) is False and self._is_to_notify(index)
        )
        return tuple({str(message): message for message in (*fails, *unheard)}.values())

    def _is_to_notify(self, index: int) -> bool:
        return any(
            truth is True and provision.effect is Effect.NOTIFICATION_REQUIRED
            for provision, truth in self._outcomes[index].truths()
        )

    def asks(self, index: int) -> tuple[Ask, ...]:
        """What authorisations held do not say of the item at ``index``, where it needs one or may; each
        question once."""
        if self._outcomes[index].high < Effect.NOTIFICATION_REQUIRED:
            return ()
        item, facts = self._transaction.items[index], self._known.items[index]
        asks = (
            ask
            for act in self._acts_asking(index, (True, None), or_notified=True)
            if self._lifts(index, act) is None
            for ask in self._known.book.asks(item, facts, act)
        )
        return tuple({(ask.field, ask.item, str(ask.question)): ask for ask in asks}.values())
