"""The parties of a transaction as screening left them: the ``screening`` field, findings, warnings, what is missing.

One object for one transaction, so that the ends of the range, the findings and the reasons of the release say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dualuse.assessment.listed.effects import Effects, PartyEffect
from dualuse.assessment.listed.evidence import Evidence, Subject, subjects_of, texts_of
from dualuse.assessment.listed.gaps import LeftOut, left_out, newer_than, points_of_lists
from dualuse.assessment.listed.identity import end_notes, hit_status
from dualuse.assessment.listed.questions import missing
from dualuse.assessment.listed.screening_by_party import named_party
from dualuse.assessment.listed.texts import asked_of_letters, asked_of_texts, unstated_hits
from dualuse.assessment.warnings.collection import exceptions_not_presumed
from dualuse.engine.outcome import ItemOutcome, raised
from dualuse.i18n import N_, Message, render, translate
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES
from dualuse.law.language.logic import Facts, Truth, any_truth
from dualuse.law.language.provision import Effect, Verification
from dualuse.law.measures.listings.meaning import holds_party_annexes, holds_union_freezes
from dualuse.schema import determination as answer
from dualuse.schema.screening import (
    HitBecause,
    HitEffect,
    PartyStatus,
    ScreenedParty,
    Screening,
    ScreeningHit,
)
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import FINDING_STATUS
from dualuse.screening.matching.screened import Reason
from dualuse.version import legal_derivation

_STATUSES: Final[tuple[PartyStatus, ...]] = ("clear", "not_screened", "review", "hit")
"""The more it says against the party, the later: the order of ``PARTY_STATUS``, here since it is part of a legal derivation."""
_SHOWN: Final = 3
"""Entries that a finding tells of; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The effects of one measure on one party, over all entries that it may be; the strongest truth counts."""

    effects: tuple[PartyEffect, ...]

    @property
    def truth(self) -> Truth:
        return any_truth(effect.truth for effect in self.effects)

    @property
    def because(self) -> tuple[Message, ...]:
        """The reasons of the entries that carry the truth: the best ones, and how many there are beside them."""
        carrying = sorted(
            (effect for effect in self.effects if effect.truth is self.truth),
            key=lambda effect: -effect.hit.score,
        )
        reasons = tuple(message for effect in carrying[:_SHOWN] for message in effect.because)
        if len(carrying) <= _SHOWN:
            return reasons
        text = N_("further entries that it may be: {number}, see the screening")
        return (*reasons, Message("listing.more", text, {"number": len(carrying) - _SHOWN}))


@legal_derivation("Art. 215 TFEU")
class ScreenedParties:
    """What screening says of the parties of one transaction.

    Args:
        transaction: checked.
        evidence: what the screener found.
        facts: of each item.
        day: the day whose law applies.
        list_age: days that a list may be old at most, where a user wants lists to be younger than they may be.

    ``texts``: the paths of the texts that were looked through for listed names.
    """

    def __init__(
        self,
        transaction: Transaction,
        evidence: Evidence,
        facts: Sequence[Facts],
        day: date,
        list_age: int | None = None,
    ) -> None:
        self._transaction = transaction
        self._list_age = list_age
        self._day = day
        self._subjects = tuple(subjects_of(transaction))
        self._texts = tuple(text for text in texts_of(transaction) if text.path in evidence.screened)
        self.texts = tuple(text.path for text in self._texts)
        paths = {*(subject.path for subject in self._subjects), *self.texts}
        # A record may have been edited: a hit on a party that is not in the transaction is not repeated.
        hits = tuple(hit for hit in evidence.hits if hit.party in paths)
        self._evidence = replace(evidence, hits=unstated_hits(hits))
        effects = Effects(transaction, self._evidence.hits, day)
        self._effects = tuple(effects.on_item(item_facts) for item_facts in facts)

    # The ends of the range

    def raise_outcomes(self, outcomes: Iterable[ItemOutcome]) -> tuple[ItemOutcome, ...]:
        """The outcomes with what the listed parties forbid or may forbid."""
        return tuple(
            self._raised(outcome, effects) for outcome, effects in zip(outcomes, self._effects, strict=True)
        )

    def _raised(self, outcome: ItemOutcome, effects: tuple[PartyEffect, ...]) -> ItemOutcome:
        low = max((effect.low for effect in effects), default=Effect.NOT_CONTROLLED)
        high = max((effect.high for effect in effects), default=Effect.NOT_CONTROLLED)
        if high is Effect.NOT_CONTROLLED:
            return outcome
        giving = [effect.meaning.citation for effect in effects if effect.low == low]
        return raised(outcome, low, high, tuple(dict.fromkeys(giving)) if low > Effect.NOT_CONTROLLED else ())

    @property
    def against_union_freezes(self) -> bool:
        """Whether everybody stated was screened against a list that holds every asset freeze of the Union."""
        return any(holds_union_freezes(edition.list) for edition in self._evidence.lists) and all(
            party.status != "not_screened" for party in self._parties()
        )

    @property
    def against_party_annexes(self) -> bool:
        """Whether everybody stated was compared with the annexes that name parties without freezing their assets."""
        return any(holds_party_annexes(edition.list) for edition in self._evidence.lists) and all(
            party.status != "not_screened" for party in self._parties()
        )

    @property
    def forbids(self) -> bool:
        """Whether a listed party makes the supply of an item forbidden, for certain."""
        return any(effect.low is Effect.PROHIBITED for effects in self._effects for effect in effects)

    def verification(self) -> Iterator[Verification]:
        """The verification of each meaning that decides or may decide."""
        for effects in self._effects:
            yield from (
                effect.meaning.verification for effect in effects if effect.high > Effect.NOT_CONTROLLED
            )

    # Findings

    def findings(self, language: str) -> Iterator[answer.Finding]:
        """One for each item, measure and party."""
        for item, effects in zip(self._transaction.items, self._effects, strict=True):
            for group in _groups(effects):
                yield _finding(item.id or "", group, language)

    # The field ``screening``

    def screening(self, language: str) -> Screening:
        """What is recorded: enough to give the answer again without the lists."""
        hits = tuple(self._written(hit, language) for hit in self._evidence.hits)
        screened = self._parties() if self._evidence.screened or self._evidence.lists else ()
        return Screening(
            status=self.status,
            hits=hits,
            lists=self._evidence.lists,
            parties=screened,
            day=self._evidence.day,
            matcher=self._evidence.matcher,
            texts=self.texts,
        )

    @property
    def status(self) -> PartyStatus:
        """Of all parties, and of those whom texts name: one that was not screened leaves all open, unless there is a hit or a review."""
        of_texts = [hit_status(hit) for hit in self._evidence.hits if hit.party in self.texts]
        of_parties = self.status_of_parties
        if self.names_nobody and of_parties == "clear":
            of_parties = "not_screened"
        return max((of_parties, *of_texts), key=_STATUSES.index)

    @property
    def names_nobody(self) -> bool:
        """Whether nobody is named beside the exporter: whoever receives the items was not screened."""
        return all(subject.path == "exporter" for subject in self._subjects if subject.designation)

    @property
    def status_of_parties(self) -> PartyStatus:
        """Of the parties alone."""
        if self._evidence.absence:
            return "not_screened"
        statuses = [party.status for party in self._parties()]
        return max(statuses, key=_STATUSES.index, default="not_screened")

    def _parties(self) -> tuple[ScreenedParty, ...]:
        return tuple(
            ScreenedParty(subject.path, subject.role, subject.name, self._status_of(subject))
            for subject in self._subjects
        )

    def _status_of(self, subject: Subject) -> PartyStatus:
        if not subject.designation or subject.path not in self._evidence.screened:
            return "not_screened"
        statuses = [hit_status(hit) for hit in self._evidence.hits if hit.party == subject.path]
        # Without a name a number may find somebody; that it finds nobody clears only whom it alone tells.
        cleared = (bool(subject.name) or subject.told_by_number) and not subject.wrong_numbers
        return max(statuses, key=_STATUSES.index, default="clear" if cleared else "not_screened")

    def _written(self, hit: ScreeningHit, language: str) -> ScreeningHit:
        strongest: dict[str, PartyEffect] = {}
        for effects in self._effects:
            for effect in effects:
                before = strongest.get(effect.meaning.citation)
                if effect.hit == hit and (before is None or _weight(effect) > _weight(before)):
                    strongest[effect.meaning.citation] = effect
        worst = max((effect.high for effect in strongest.values()), default=Effect.NOT_CONTROLLED)
        return replace(
            hit,
            because=tuple(replace(row, text=_reason(row, language)) for row in hit.because),
            effect=worst.word,
            effects=tuple(
                HitEffect(
                    effect.meaning.citation,
                    effect.meaning.effect.word,
                    FINDING_STATUS[effect.truth],
                    translate(effect.meaning.summary, language),
                )
                for effect in strongest.values()
            ),
        )

    # What stays open

    def missing(self, outcomes: Sequence[ItemOutcome], language: str) -> Iterator[answer.Missing]:
        """What could still move the range: whether it is the listed party, what an owner holds."""
        names = [item.id or "" for item in self._transaction.items]
        return missing(zip(names, outcomes, self._effects, strict=True), language)

    def warnings(self) -> Iterator[Message]:
        """What the reader must know of the screening itself."""
        if self._evidence.absence == "no_lists":
            text = N_("the parties were not screened against any list: no list is installed")
            yield Message("not_screened", text)
            return
        if self._evidence.absence == "left_out":
            text = N_("the parties were not screened: screening was left out")
            yield Message("screening_left_out", text)
            return
        yield from self.open_points()
        yield from (unscreened.warning for unscreened in self.left_out())
        yield from newer_than(self._evidence.lists, self._day)
        if self._evidence.day and self._evidence.day != self._day.isoformat():
            text = N_(
                "the parties were screened on {screened}, the transaction is judged as of {day}: screen again then"
            )
            params = {"screened": self._evidence.day, "day": self._day.isoformat()}
            if self._day.isoformat() > self._evidence.day:
                yield Message("screened_earlier", text, params)
        yield from self._effect_warnings()

    def left_out(self) -> tuple[LeftOut, ...]:
        """What was not stated or not looked at, and does not hold up a release."""
        if self._evidence.absence:
            return ()
        return tuple(left_out(self._transaction, self._evidence.lists, self._day))

    def open_points(self) -> tuple[Message, ...]:
        """What keeps a release from being "go" although nothing was found."""
        if self._evidence.absence:
            return ()
        return tuple(self._open_points())

    def _open_points(self) -> Iterator[Message]:
        yield from points_of_lists(self._evidence.lists, self._day, self._list_age)
        if self._transaction.exporter is None:
            text = N_("no exporter is stated: it was not screened")
            yield Message("exporter_unstated", text)
        mistaken = {subject.path: subject for subject in self._subjects if subject.wrong_numbers}
        for subject in mistaken.values():
            text = N_(
                "{party}: {number} is no IMO number (seven digits, the last of which follows from the others) and clears"
                " nobody; which one is it?"
            )
            params = {"party": subject.name or subject.path, "number": ", ".join(subject.wrong_numbers)}
            yield Message("imo_wrong", text, params)
        unnamed = [
            subject
            for subject in self._parties()
            if subject.status == "not_screened" and subject.party not in mistaken
        ]
        if unnamed:
            text = N_(
                "not screened, since no name is stated that can be compared: {parties}; state the whole name in Latin letters, or"
                " a number"
            )
            parties = tuple(named_party(each.party, each.role, each.name) for each in unnamed)
            yield Message("party_unnamed", text, {"parties": parties})
        if not any(subject.role in END_USER_ROLES for subject in self._subjects):
            text = N_(
                "neither an end user nor a consignee is stated: who receives the items was not screened"
            )
            yield Message("receiver_unstated", text)

    def _effect_warnings(self) -> Iterator[Message]:
        seen: set[str] = set()
        for effect in (effect for effects in self._effects for effect in effects):
            meaning = effect.meaning
            if meaning.citation in seen or effect.high is Effect.NOT_CONTROLLED:
                continue
            seen.add(meaning.citation)
            if meaning.generic:
                text = N_("{party}: the act behind the entry of {list} is not known here and must be read")
                params = {"party": effect.hit.queried, "list": effect.hit.list}
                yield Message("listing_act_unknown", text, params)
            if effect.exceptions:
                yield exceptions_not_presumed(meaning.citation, effect.exceptions)

    # The release

    def to_ask(self) -> tuple[Message, ...]:
        """Reasons of the release to ask first, beside an open range."""
        of_texts = (*asked_of_texts(self._evidence.hits), *asked_of_letters(self._texts))
        reasons = [*self.open_points(), *of_texts]
        noting = [
            effect
            for effects in self._effects
            for effect in effects
            if effect.high is Effect.NOT_CONTROLLED
            and hit_status(effect.hit) == "hit"
            and (effect.truth is not False or effect.owner is not None)
        ]
        noted = {effect.hit.queried for effect in noting}
        if noted:
            text = N_(
                "on a list, or owned by somebody who is: {parties}; consider what that means before you go on"
            )
            reasons.append(Message("release.listed", text, {"parties": tuple(sorted(noted))}))
        reasons += (
            message for effect in noting if effect.end_printed for message in end_notes(effect.hit, self._day)
        )
        return tuple(reasons)


def _reason(row: HitBecause, language: str) -> str:
    """The matcher's reason in words."""
    from dualuse.screening.reasons import reason_in_words

    try:
        return reason_in_words(Reason(row.code, row.params, row.speaks), language)
    except (AttributeError, KeyError, TypeError, ValueError):
        return row.code  # a record that was changed: its parameters do not fit the code


def _groups(effects: tuple[PartyEffect, ...]) -> Iterator[_Grouped]:
    grouped: dict[tuple[str, str], list[PartyEffect]] = {}
    for effect in effects:
        grouped.setdefault((effect.meaning.citation, effect.party), []).append(effect)
    for group in grouped.values():
        yield _Grouped(tuple(group))


def _finding(item: str, group: _Grouped, language: str) -> answer.Finding:
    first = max(group.effects, key=_weight)
    meaning = first.meaning
    return answer.Finding(
        item=item,
        code=f"provision.{meaning.citation}",
        params={"citation": meaning.citation, "party": first.party, "measure": meaning.code},
        provision=meaning.citation,
        effect=meaning.effect.word,
        status=FINDING_STATUS[group.truth],
        because=tuple(
            answer.Because(message.code, message.plain_params(), render(message, language))
            for message in _once(group.because)
        ),
        text=translate(meaning.summary, language),
        source=meaning.source,
        verification=meaning.verification.word,
    )


def _once(messages: Iterable[Message]) -> Iterable[Message]:
    """The messages without repetitions, in order."""
    return {(message.code, str(message.params)): message for message in messages}.values()


def _weight(effect: PartyEffect) -> tuple[int, int]:
    return effect.meaning.effect, {True: 2, None: 1, False: 0}[effect.truth]
