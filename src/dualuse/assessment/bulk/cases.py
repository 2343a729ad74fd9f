"""Each distinct case of a table judged once, by the evaluator of single transactions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import Any, Final

from dualuse.assessment.bulk.columns import Header, transaction_of
from dualuse.assessment.check import beyond_the_regulation, exemptions
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.fields import Case as FieldCase
from dualuse.assessment.fields import fields_of
from dualuse.assessment.held import covers
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.contract.validation import checked_transaction
from dualuse.determination.compiled import Judgement
from dualuse.determination.general_reasons import general_reason
from dualuse.determination.missing import missing_facts
from dualuse.determination.outcome import ItemOutcome, JudgedRelief, judge_item
from dualuse.law.logic import Leaf, Truth
from dualuse.wording import N_, Message, render, translate

STATUS: dict[Truth, str] = {
    True: N_("applies"),
    False: N_("does not apply"),
    None: N_("open"),
}
AVAILABILITY: dict[Truth, str] = {
    True: N_("available"),
    False: N_("not available"),
    None: N_("open"),
}
_WORDS: dict[Truth, str] = {True: "available", False: "not_available", None: "undetermined"}


@dataclass(frozen=True, slots=True)
class Case:
    """The answer to a case: cells of the columns that are added, except outcome and range."""

    basis: str
    missing: str
    release: str
    authorisations: str
    reasons: str


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A row that stands for a case.

    ``cells``: text by column; ``day``: the law, where the row has no date; ``exempt``: the national value limit, taken
    over all rows of the contract; ``covered``: whether an authorisation held covers the item.
    """

    cells: Mapping[str, str]
    day: date
    exempt: Truth
    covered: Truth


def judge_case(header: Header, of: CaseOf, policies: tuple[str, ...], language: str) -> Case:
    """Judge a row that stands for its case.

    Raises:
        InputError: the contract refuses the row.
    """
    transaction = checked_transaction(transaction_of(header.columns, of.cells), of.day)
    day = transaction.date or of.day
    known = facts_of_transaction(transaction, day, policies)
    facts: dict[str, Any] = {**known.items[0], "item.national_value_exempt": of.exempt}
    case = FieldCase(transaction, 0, facts, known.state, day)
    return case_of(judge_item(facts, day), case, of.covered, language)


def answer_alone(header: Header, of: CaseOf, policies: tuple[str, ...], language: str) -> dict[str, str]:
    """The answer to a row by itself: all cells that are added.

    Raises:
        InputError: the contract refuses the row.
    """
    transaction = checked_transaction(transaction_of(header.columns, of.cells), of.day)
    day = transaction.date or of.day
    known = facts_of_transaction(transaction, day, policies)
    facts = known.items[0]
    outcome = judge_item(facts, day)
    truths = [
        covers(transaction, transaction.items[0], held, facts) for held in transaction.authorisations or ()
    ]
    covered = True if True in truths else None if None in truths else False
    return {
        "outcome": outcome.word,
        "range_low": outcome.low.word,
        "range_high": outcome.high.word,
        **asdict(case_of(outcome, FieldCase(transaction, 0, facts, known.state, day), covered, language)),
    }


WORTH_PROCESSES: Final = 4_000
"""Cases from which it pays to start processes: they take about a second to be ready."""


def judge_cases(header: Header, asked: list[CaseOf], policies: tuple[str, ...], language: str) -> list[Case]:
    """Judge many cases, in the same order; by several processes where there are many."""
    judge = partial(judge_part, header, policies=policies, language=language)
    processes = min(os.cpu_count() or 1, 8)
    if len(asked) < WORTH_PROCESSES or processes == 1:
        return judge(asked)
    size = -(-len(asked) // (processes * 4))
    parts = [asked[start : start + size] for start in range(0, len(asked), size)]
    # Spawned, not forked: the engines have threads, which a fork would lose in the middle of their work.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [case for part in pool.map(judge, parts) for case in part]


def judge_part(header: Header, asked: list[CaseOf], policies: tuple[str, ...], language: str) -> list[Case]:
    """Judge a part of the cases."""
    return [judge_case(header, of, policies, language) for of in asked]


def case_of(outcome: ItemOutcome, of: FieldCase, covered: Truth, language: str) -> Case:
    """The cells for a judged item."""
    held = None if covered is True and beyond_the_regulation(outcome) else covered
    # The parties of a file are screened on their own; until then no row is "go", whatever its regime or warnings.
    released, _ = release(ReleaseFacts(((outcome.low, outcome.high, held),), "not_screened", ()))
    missing = dict.fromkeys(
        field.name for fact in missing_facts(outcome, of.facts) for field in fields_of(fact, of)
    )
    return Case(
        basis=";".join(outcome.basis),
        missing=";".join(missing),
        release=released,
        authorisations=";".join(
            f"{judged.relief.identifier}:{_WORDS[judged.judgement.truth]}"
            for judged in outcome.general_authorisations
        ),
        reasons="; ".join(_reasons(outcome, language)),
    )


def _reasons(outcome: ItemOutcome, language: str) -> Iterator[str]:
    """What bears on the item; where nothing does, what was worth a finding."""
    bearing = [judged for judged in outcome.provisions if judged.judgement.truth is not False]
    for judged in bearing or [judged for judged in outcome.provisions if judged.shown]:
        yield _finding(judged.provision.citation, STATUS, judged.judgement, language)
    reliefs: list[JudgedRelief] = [*exemptions(outcome), *outcome.general_authorisations]
    for relief in {id(relief.relief): relief for relief in reliefs}.values():
        name = relief.relief.identifier or relief.relief.citation
        yield _finding(name, AVAILABILITY if relief.relief.identifier else STATUS, relief.judgement, language)


def _finding(name: str, words: dict[Truth, str], judgement: Judgement, language: str) -> str:
    key = f"general {name} {language}"
    written: str | None = judgement.memory.get(key)
    if written is None:
        texts = dict.fromkeys(_text(leaf, truth, language) for leaf, truth in judgement.deciding)
        written = f"{name} {translate(words[judgement.truth], language)} ({', '.join(texts)})"
        judgement.memory[key] = written
    return written


@lru_cache(maxsize=20_000)
def _text(leaf: Leaf, truth: Truth, language: str) -> str:
    message: Message = general_reason(leaf, truth)
    return render(message, language)
