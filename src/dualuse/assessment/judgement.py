"""A checked transaction judged: its items by the law, its parties, what holds it up, and whether it may
leave. Without sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dualuse.assessment.authorisations.derogations import grounds_unstated
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.duties import ItemDuties
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.duties_by_code import codes_replaced, duties_waiting, left_out
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.listed.evidence import Evidence
from dualuse.assessment.listed.parties import ScreenedParties
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.release_holds.answers_over_words import answers_on_goods, answers_over_words
from dualuse.assessment.release_holds.consignees_elsewhere import consignee_warnings, intermediary_warnings
from dualuse.assessment.release_holds.contradicted_answers import contradicted_answers
from dualuse.assessment.release_holds.grave_uses import grave_use_warnings, grave_uses_open
from dualuse.assessment.release_holds.informed import Waiting, informed_warnings
from dualuse.assessment.release_holds.kindred_uses import kindred_use_warnings
from dualuse.assessment.release_holds.known_uses import (
    BESIDE_GO,
    OF_ART_10,
    known_use_warnings,
    public_security_warnings,
    rights_warnings,
)
from dualuse.assessment.release_holds.law_age import AgeOnDay, LawAgeAcceptance, law_age, released_under
from dualuse.assessment.release_holds.point_questions import left_by_code
from dualuse.assessment.release_holds.suspicion import (
    Judging,
    suspicion_warnings,
    unstated_beside_decisions,
)
from dualuse.assessment.release_holds.unexecuted import Unexecuted, unexecuted
from dualuse.assessment.signs.ruled_out import Contents
from dualuse.assessment.transfers import transfers_exported_onward, transfers_to_notify
from dualuse.assessment.warnings.collection import warnings_on
from dualuse.assessment.warnings.contradictions import CONTRADICTIONS
from dualuse.assessment.warnings.diligence import RELIED_ON, unrecorded_diligence
from dualuse.assessment.warnings.diversion import diversion_left_out
from dualuse.assessment.warnings.overruled import overruled_statements
from dualuse.assessment.warnings.parameters import unknown_parameters
from dualuse.assessment.warnings.places import exporter_unstated
from dualuse.assessment.warnings.regimes import regimes_in_parts
from dualuse.engine.outcome import judge_item
from dualuse.i18n import Message
from dualuse.law.measures.not_executed import NotExaminedRow, Rows
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class Judgement(JudgedItems):
    """A transaction judged but not yet written up: the substance of the answer, without its sentences."""

    parties: ScreenedParties
    coverage: Coverage
    duties: ItemDuties
    warnings: tuple[Message, ...]
    regimes: tuple[NotExaminedRow, ...]
    unexecuted: Unexecuted
    released: str
    because: tuple[Message, ...]
    law_age: AgeOnDay


@legal_derivation("Arts 3 to 12", "Annex II", "Art. 215 TFEU")
def judged(
    transaction: Transaction,
    day: date,
    language: str,
    policies: tuple[str, ...],
    evidence: Evidence,
    accepted: LawAgeAcceptance | None = None,
    rules: Rules = RULES,
) -> Judgement:
    """A checked transaction judged under the law of a day."""
    known = facts_of_transaction(transaction, day, policies, rules=rules)
    parties = ScreenedParties(transaction, evidence, known.items, day, rules.list_age)
    by_law = JudgedItems(transaction, known, tuple(judge_item(facts, day) for facts in known.items))
    with_parties = JudgedItems(transaction, known, parties.raise_outcomes(by_law.outcomes))
    coverage = Coverage(with_parties)
    duties = ItemDuties(with_parties, coverage, day, language)
    waiting = tuple(duties_waiting(transaction, known.items, with_parties.outcomes))
    parts, contents = regimes_in_parts(transaction, day), Contents(transaction)
    in_question = tuple(map(contents.rows_in_question, parts))
    warnings = (
        *parties.warnings(),
        *codes_replaced(transaction, day),
        *waiting,
        *warnings_on(transaction, with_parties.outcomes, day, known.state),
        *unknown_parameters(transaction),
        *_warnings_of_items(by_law, Judging(day, policies, rules, in_question)),
    )
    regimes, left = _not_executed(contents, parties, parts, day)
    facts = _release_facts(
        by_law,
        day,
        parties=parties,
        coverage=coverage,
        duties=duties,
        warnings=warnings,
        waiting=waiting,
        left=left,
    )
    age = law_age(day, accepted, rules)
    released, because = released_under(age, *release(facts))
    return Judgement(
        transaction=transaction,
        known=known,
        outcomes=with_parties.outcomes,
        parties=parties,
        coverage=coverage,
        duties=duties,
        warnings=warnings,
        regimes=regimes,
        unexecuted=left,
        released=released,
        because=because,
        law_age=age,
    )


def _release_facts(
    by_law: JudgedItems,
    day: date,
    *,
    parties: ScreenedParties,
    coverage: Coverage,
    duties: ItemDuties,
    warnings: tuple[Message, ...],
    waiting: tuple[Message, ...],
    left: Unexecuted,
) -> ReleaseFacts:
    """What the release rests on.

    Args:
        by_law: the items as the law alone judges them; ``coverage`` and ``duties`` hold the outcomes with the
            parties.
        day: of the law.
        parties: who was screened.
        coverage: by the authorisations held.
        duties: of the items.
        warnings: all that are given.
        waiting: those of duties that wait for a customs code.
        left: what of the acts that are not executed may reach the transaction.
    """
    transaction, known = by_law.transaction, by_law.known
    undone, unstated = duties.preconditions()
    return ReleaseFacts(
        needs=coverage.needs(),
        screening=parties.status_of_parties,
        unexecuted=left,
        contradictions=tuple(message for message in warnings if message.code in CONTRADICTIONS),
        listed_forbids=parties.forbids,
        screening_asks=parties.to_ask(),
        left_out=(
            *(party.named for party in parties.left_out()),
            *left_out(waiting),
            *diversion_left_out(transaction, day),
            *known.book.left_out(zip(transaction.items, known.items, strict=True)),
            *left_by_code(left),
        ),
        not_done=undone,
        done_unstated=unstated,
        held_asks=coverage.held_asks(),
        held_fails=coverage.held_fails(),
        duties=duties.duties_before(is_recorded=any(message.code == RELIED_ON for message in warnings)),
        beside_go=(
            *(message for message in warnings if message.code in BESIDE_GO),
            *answers_over_words(left),
            *answers_on_goods(transaction),
        ),
        grounds=_grounds_unstated(by_law, day),
        exporter_unstated=tuple(exporter_unstated(transaction, known.state)),
    )


def _grounds_unstated(by_law: JudgedItems, day: date) -> tuple[tuple[str, ...], ...]:
    """Per item the circumstances of which one would make an authorisation held lift what forbids it; none: of
    no item."""
    transaction, known = by_law.transaction, by_law.known
    if not known.book.names_acts:
        return ()
    of_items = zip(by_law.outcomes, transaction.items, known.items, strict=True)
    return tuple(
        grounds_unstated(transaction, outcome, item, facts, known.book, day)
        for outcome, item, facts in of_items
    )


def _warnings_of_items(by_law: JudgedItems, judging: Judging) -> Iterator[Message]:
    """Warnings about the items as the law alone judges them, before anybody is screened."""
    transaction, known, day, rules = by_law.transaction, by_law.known, judging.day, judging.rules
    yield from suspicion_warnings(by_law, judging)
    yield from unstated_beside_decisions(by_law, judging)
    lines = tuple(zip(transaction.items, by_law.outcomes, known.items, strict=True))
    grave = grave_uses_open(transaction, Waiting(transaction, lines, known.book, day, rules))
    of_art_10 = tuple(public_security_warnings(transaction, known.items, known.book, day, rules))
    yield from known_use_warnings(by_law, grave)
    yield from grave_use_warnings(use for use in grave if use != OF_ART_10 or not of_art_10)
    yield from kindred_use_warnings(by_law, judging)
    yield from rights_warnings(by_law, day, rules)
    yield from of_art_10
    yield from informed_warnings(transaction, lines, known.book, day, rules)
    yield from consignee_warnings(by_law, day)
    yield from intermediary_warnings(by_law, day)
    yield from unrecorded_diligence(transaction, known.items, day, rules)
    yield from contradicted_answers(transaction, known.items)
    yield from overruled_statements(transaction, known.items, known.state)
    yield from transfers_to_notify(transaction, known.items, day)
    yield from transfers_exported_onward(transaction, known.items, day)


def _not_executed(
    contents: Contents, parties: ScreenedParties, regimes: tuple[Rows, ...], day: date
) -> tuple[tuple[NotExaminedRow, ...], Unexecuted]:
    """Those of the regimes that screening did not cover, and what in them may reach the transaction."""
    if parties.against_union_freezes:
        regimes = tuple(map(_left_by_screening, regimes))
    if parties.against_party_annexes:
        regimes = tuple(map(_of_no_persons, regimes))
    # Where nobody was screened at all, that is asked first.
    screened = parties.status != "not_screened"
    examined = regimes if screened else tuple(map(_of_no_persons, regimes))
    left = unexecuted(contents.transaction, examined, day, contents=contents)
    concerning = left.rows
    return tuple(row for rows in regimes for row in _rows_to_tell(rows, concerning)), left


# What follows from the rows alone is the same for most transactions.


@lru_cache(maxsize=1024)
def _left_by_screening(regimes: Rows) -> Rows:
    """Those that are not examined where parties were screened."""
    return Rows(row for row in regimes if not row.screened)


@lru_cache(maxsize=1024)
def _of_no_persons(regimes: Rows) -> Rows:
    """Those that are about no annex that names persons."""
    return Rows(row for row in regimes if row.sign is None or not row.sign.names_persons)


@lru_cache(maxsize=4096)
def _rows_to_tell(regimes: Rows, concerning: frozenset[NotExaminedRow]) -> tuple[NotExaminedRow, ...]:
    """Those that are told: of every transaction, or since they concern it."""
    return tuple(row for row in regimes if row.is_told_unfound or row in concerning)
