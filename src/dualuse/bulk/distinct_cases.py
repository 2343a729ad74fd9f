"""Each distinct case of a table judged once, by the evaluator of single transactions."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from typing import Final

from dualuse.assessment.authorisations_held import is_enough
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.fields import Case as FieldCase
from dualuse.assessment.fields import fields_of
from dualuse.assessment.member_state import ContractValue, contract_value, responsible_state, value_exempt
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.bulk.columns import Header, transaction_of
from dualuse.engine.compiled import Judgement
from dualuse.engine.missing import missing_facts
from dualuse.engine.outcome import ItemOutcome, judge_item, weightiest
from dualuse.engine.reason_sentences import general_reason
from dualuse.engine.tables.decided import Telling, Told
from dualuse.i18n import N_, Message, render, translate
from dualuse.law.eu_2021_821.facts.derived import COVERED_BY_HELD
from dualuse.law.language.logic import AtLeast, Facts, Is, Leaf, Truth
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import AVAILABILITY_STATUS

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
    over all rows of the contract, where the contract is more than the row or the limit has been worked out.
    """

    cells: Mapping[str, str]
    day: date
    exempt: Truth = None


def missing_of(header: Header, of: CaseOf, policies: tuple[str, ...]) -> str:
    """What is missing in a row that stands for all that lack the same.

    Raises:
        InputError: the contract refuses the row.
    """
    transaction = checked_transaction(transaction_of(header.columns, of.cells), of.day)
    day = transaction.date or of.day
    known = facts_of_transaction(transaction, day, policies, known={_EXEMPT: of.exempt})
    return missing(
        judge_item(known.items[0], day), FieldCase(transaction, 0, known.items[0], known.state, day)
    )


def answer_alone(
    header: Header,
    of: CaseOf,
    policies: tuple[str, ...],
    language: str,
    contract: ContractValue | None = None,
) -> dict[str, str]:
    """The answer to a row by itself: all cells that are added; ``contract``: where it is one of several rows.

    Raises:
        InputError: the contract refuses the row.
    """
    transaction = checked_transaction(transaction_of(header.columns, of.cells), of.day)
    day = transaction.date or of.day
    exempt = {} if contract is None else {_EXEMPT: _exempt(transaction, contract)}
    known = facts_of_transaction(transaction, day, policies, known=exempt)
    facts = known.items[0]
    outcome = judge_item(facts, day)
    case = case_of(
        outcome, FieldCase(transaction, 0, facts, known.state, day), facts[COVERED_BY_HELD], language
    )
    return {
        "outcome": outcome.word,
        "range_low": outcome.low.word,
        "range_high": outcome.high.word,
        **asdict(case),
    }


def _exempt(transaction: Transaction, contract: ContractValue) -> Truth:
    """The value limit for a row of a contract with other rows; the row itself counts wherever it is not counted yet."""
    state, item = responsible_state(transaction), transaction.items[0]
    if state is None or state.threshold is None:
        return False
    itself = (
        contract_value(transaction, item, state.threshold).least
        if item.national_entries is None
        else Decimal(0)
    )
    return value_exempt(item, state, replace(contract, least=contract.least + itself))


_EXEMPT: Final = "item.national_value_exempt"
WORTH_PROCESSES: Final = 4_000
"""Cases from which it pays to start processes: they take about a second to be ready."""


def missing_of_all(header: Header, asked: list[CaseOf], policies: tuple[str, ...]) -> list[str]:
    """:func:`missing_of` for many rows, in the same order; by several processes where there are many."""
    judge = partial(_missing_of_part, header, policies=policies)
    processes = min(os.cpu_count() or 1, 8)
    if len(asked) < WORTH_PROCESSES or processes == 1:
        return judge(asked)
    size = -(-len(asked) // (processes * 4))
    parts = [asked[start : start + size] for start in range(0, len(asked), size)]
    # Spawned, not forked: the engines have threads, which a fork would lose in the middle of their work.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_the_owner)
    try:
        with _born_deaf():
            judged = pool.map(judge, parts)
        return [found for part in judged for found in part]
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _born_deaf() -> Iterator[None]:
    """Processes started here leave Ctrl-C to the one that starts them."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with_the_owner() -> None:
    """End when the process that started this one has ended, however it did."""
    owner = parent_process()
    if owner is not None:
        Thread(target=_end_after, args=(owner,), daemon=True).start()


def _end_after(owner: BaseProcess) -> None:
    owner.join()
    os._exit(1)


def _missing_of_part(header: Header, asked: list[CaseOf], policies: tuple[str, ...]) -> list[str]:
    return [missing_of(header, of, policies) for of in asked]


def case_of(outcome: ItemOutcome, of: FieldCase, covered: Truth, language: str) -> Case:
    """The cells for a judged item."""
    bearing = [judged for judged in outcome.provisions if judged.judgement.truth is not False]
    free = outcome.high is Effect.NOT_CONTROLLED
    shown = [judged for judged in outcome.provisions if judged in bearing or (free and judged.shown)]
    reliefs = [relief for judged in bearing for relief in judged.reliefs]
    said = [_telling(judged.provision, judged.judgement, of.facts) for judged in shown]
    said += [_telling(relief.relief, relief.judgement, of.facts) for relief in reliefs]
    told = Told(tuple(said), outcome.alternatives)
    return told_case(told, outcome.low, outcome.high, covered, language, missing(outcome, of))


def _telling(rule: Provision | Relief, judgement: Judgement, facts: Facts) -> Telling:
    values = (
        facts.get(leaf.fact) if isinstance(leaf, (Is, AtLeast)) else None for leaf, _ in judgement.deciding
    )
    return Telling(rule, judgement.truth, judgement.deciding, tuple(values))


def missing(outcome: ItemOutcome, of: FieldCase) -> str:
    """The fields that missing facts lead to, the one that settles most first."""
    names = (field.name for fact in missing_facts(outcome, of.facts) for field in fields_of(fact, of))
    return ";".join(dict.fromkeys(names))


def told_case(
    said: Told, low: Effect, high: Effect, covered: Truth, language: str, lacking: str = ""
) -> Case:
    """The cells of a case from what the rules say: provisions that bear on it, in order, and their reliefs."""
    tellings = list({telling.rule.citation: telling for telling in said.tellings}.values())
    provisions = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Provision)]
    reliefs = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Relief)]
    general = [telling for relief, telling in reliefs if relief.identifier]
    exempting = [telling for relief, telling in reliefs if not relief.identifier]
    held = is_enough(covered, ((provision, telling.truth) for provision, telling in provisions))
    holding = [relief for relief, telling in reliefs if telling.truth is True]
    basis = weightiest(
        (provision, [relief for relief in holding if provision.citation in relief.of])
        for provision, telling in provisions
        if telling.truth is True
    )
    # The parties of a file are screened on their own; until then no row is "go", whatever its regime or warnings.
    released, _ = release(ReleaseFacts(((low, high, held),), "not_screened", ()))
    findings = [*(telling for _, telling in provisions), *exempting, *general]
    return Case(
        basis=";".join(said.alternatives or basis),
        missing=lacking,
        release=released,
        authorisations=";".join(
            f"{_name(telling)}:{AVAILABILITY_STATUS[telling.truth]}" for telling in general
        ),
        reasons="; ".join(_finding(telling, language) for telling in findings),
    )


def _name(telling: Telling) -> str:
    rule = telling.rule
    return rule.identifier or rule.citation if isinstance(rule, Relief) else rule.citation


def _finding(telling: Telling, language: str) -> str:
    general = isinstance(telling.rule, Relief) and bool(telling.rule.identifier)
    said = tuple(
        (leaf, truth, value) for (leaf, truth), value in zip(telling.deciding, telling.values, strict=True)
    )
    return _written(_name(telling), general, telling.truth, said, language)


@lru_cache(maxsize=100_000)
def _written(
    name: str, general: bool, truth: Truth, said: tuple[tuple[Leaf, Truth, str | None], ...], language: str
) -> str:
    texts = dict.fromkeys(_text(leaf, of_leaf, value, language) for leaf, of_leaf, value in said)
    words = AVAILABILITY if general else STATUS
    return f"{name} {translate(words[truth], language)} ({' · '.join(texts)})"


@lru_cache(maxsize=20_000)
def _text(leaf: Leaf, truth: Truth, value: str | None, language: str) -> str:
    message: Message = general_reason(leaf, truth, value)
    return render(message, language)
