"""The parts of a determination, written from judged items: results, findings, reasons, the authority, how
well the law is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from dualuse.assessment.authorisations.authorisation_book import (
    beyond_the_regulation,
)
from dualuse.assessment.customs import JudgedItem
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.duties import ItemDuties
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.determination.missing import MissingFields
from dualuse.engine.compiled import Judgement
from dualuse.engine.due_duties import authorisation_duties
from dualuse.engine.fast_evaluator import ANSWERS, LeafNode
from dualuse.engine.outcome import ItemOutcome, JudgedRelief
from dualuse.engine.reason_sentences import reason
from dualuse.i18n import Message, render, translate
from dualuse.law.collection import CURRENT_TO
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.eu_2021_821.facts.stated_facts import OTHER_COUNTRIES, PARTY_COUNTRIES
from dualuse.law.language.logic import Facts, InPlaces
from dualuse.law.language.provision import Provision, Relief, Verification
from dualuse.law.territories import verification_of
from dualuse.schema import determination as answer
from dualuse.schema.words import AVAILABILITY_STATUS, FINDING_STATUS

_MEMORY: Final = 4096
"""Remembered reasons of one leaf; beyond that they are written afresh."""


class DeterminationBuilder:
    """Writes the parts of a determination from judged items, in one language."""

    def __init__(
        self, judged: JudgedItems, coverage: Coverage, duties: ItemDuties, day: date, language: str
    ) -> None:
        self._judged = judged
        self._coverage = coverage
        self._duties = duties
        self._day = day
        self._language = language
        self.missing: Final = MissingFields(judged, coverage, language)

    def judged(self) -> Iterator[JudgedItem]:
        """The items as the hints for customs need them."""
        for index, (_, facts, outcome) in enumerate(self._judged.each()):
            yield JudgedItem(
                item=self._judged.transaction.items[index],
                facts=facts,
                outcome=outcome,
                covered=partial(self._coverage.covered, index),
                beyond=partial(_asked_by_others, outcome),
                covering=partial(
                    self._judged.known.book.covering, self._judged.transaction.items[index], facts
                ),
            )

    def because(self, message: Message) -> answer.Because:
        """A reason in the language of the answer."""
        return answer.Because(message.code, message.plain_params(), render(message, self._language))

    def _reasons(
        self, judgement: Judgement, facts: Facts, written: dict[LeafNode, answer.Because]
    ) -> tuple[answer.Because, ...]:
        """The reasons of a judgement; ``written``: those of leaves under the same facts, which are noted there."""
        # A reason depends on the leaf, its truth, the values of its facts and the answers given, on nothing
        # else.
        language, answers, value_of = self._language, facts.get(ANSWERS), facts.get
        reasons: list[answer.Because] = []
        for node, truth in judgement.nodes:
            if node in written:
                reasons.append(written[node])
                continue
            key = (truth, answers, language, *map(value_of, node.facts))
            because = node.memory.get(key)
            if because is None:
                if len(node.memory) >= _MEMORY:
                    node.memory.clear()
                because = node.memory[key] = self.because(reason(node.leaf, truth, facts))
            written[node] = because
            reasons.append(because)
        return tuple(reasons)

    def items(self) -> Iterator[answer.ItemResult]:
        """What is required for each item, with its general authorisations."""
        for name, facts, outcome in self._judged.each():
            written: dict[LeafNode, answer.Because] = {}
            yield answer.ItemResult(
                id=name,
                outcome=outcome.word,
                range=(outcome.low.word, outcome.high.word),
                basis=outcome.basis,
                alternatives=outcome.alternatives,
                general_authorisations=tuple(
                    self._authorisation(judged, outcome, facts, written)
                    for judged in outcome.general_authorisations
                ),
            )

    def _authorisation(
        self,
        judged: JudgedRelief,
        outcome: ItemOutcome,
        facts: Facts,
        written: dict[LeafNode, answer.Because],
    ) -> answer.GeneralAuthorisation:
        truth = judged.judgement.truth
        conditions = () if truth is False else authorisation_duties(outcome.law, judged.relief, facts)
        return answer.GeneralAuthorisation(
            id=judged.relief.identifier,
            status=AVAILABILITY_STATUS[truth],
            because=self._reasons(judged.judgement, facts, written),
            conditions=self._duties.conditions(conditions),
        )

    def findings(self) -> Iterator[answer.Finding]:
        """What each provision and exemption in question says of each item, and why."""
        for name, facts, outcome in self._judged.each():
            written: dict[LeafNode, answer.Because] = {}
            for judged in outcome.provisions:
                reasons = self._reasons(judged.judgement, facts, written)
                yield self._finding(name, judged.provision, judged.judgement, reasons)
            for relief in exemptions(outcome):
                reasons = self._reasons(relief.judgement, facts, written)
                yield self._finding(name, relief.relief, relief.judgement, reasons)

    def _finding(
        self,
        item: str,
        rule: Provision | Relief,
        judgement: Judgement,
        reasons: tuple[answer.Because, ...],
    ) -> answer.Finding:
        return answer.Finding(
            item=item,
            code=f"provision.{rule.citation}",
            params={"citation": rule.citation},
            provision=rule.citation,
            effect=rule.effect.word,
            status=FINDING_STATUS[judgement.truth],
            because=reasons,
            text=translate(rule.summary, self._language),
            source=rule.source,
            verification=rule.verification.word,
        )

    def authority(self) -> answer.Authority | None:
        """The authority concerned, where its State is known."""
        state = self._judged.known.state
        if state is None:
            return None
        return answer.Authority(
            state.code, state.authority, state.authority_url, state.authority_verification.word
        )

    def verification(self) -> Verification:
        """The weakest of what the answer rests on: what applies or may apply; where nothing does, what was
        asked."""
        if edition_record(self._day).outline is None or self._day > CURRENT_TO:
            return Verification.UNVERIFIED  # weaker is nothing
        states = [edition_record(self._day).verification]
        for outcome in self._judged.outcomes:
            states += _verification_of_bearing(outcome)
        concerned = {place for facts in self._judged.known.items for place in _places_concerned(facts)}
        states += [mark for place in concerned if (mark := verification_of(place)) is not None]
        return min(states)


def _asked_by_others(outcome: ItemOutcome) -> bool:
    """Whether another act than the Regulation asks for an authorisation, or may."""
    return beyond_the_regulation(outcome.truths())


def exemptions(outcome: ItemOutcome) -> Iterator[JudgedRelief]:
    """The exemptions of the provisions that apply or may apply, each once; general authorisations stand
    elsewhere."""
    seen: set[str] = set()
    for judged in outcome.provisions:
        for relief in judged.reliefs:
            if not relief.relief.identifier and relief.relief.citation not in seen:
                seen.add(relief.relief.citation)
                yield relief


_PLACES: Final = ("destination", "purchasing_country")


def _places_concerned(facts: Facts) -> Iterator[str]:
    yield from (facts[name] for name in _PLACES if facts[name] is not None)
    yield from facts[PARTY_COUNTRIES]
    yield from facts[OTHER_COUNTRIES]


def _verification_of_bearing(outcome: ItemOutcome) -> Iterator[Verification]:
    bearing = [judged for judged in outcome.provisions if judged.judgement.truth is not False]
    for judged in bearing or outcome.provisions:
        yield judged.provision.verification
        for node, truth in judged.judgement.nodes:
            if truth is not False and isinstance(node.leaf, InPlaces):
                yield node.leaf.places.verification
        for relief in judged.reliefs:
            if relief.judgement.truth is not False:
                yield relief.relief.verification
