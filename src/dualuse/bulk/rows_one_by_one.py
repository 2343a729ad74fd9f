"""Rows judged by the evaluator of single transactions: a row that the table could not judge, and one for many alike.

What is wrong with a file is mostly wrong with many of its rows, in the same way: rows that are the same to the contract
are read once. Of rows that lack the same facts one stands for all; what is missing in it is found by several processes
where there are many.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from typing import Final

from dualuse.assessment.authorisations_held import is_enough
from dualuse.assessment.authorisations_left import Left
from dualuse.assessment.facts import TransactionFacts, facts_of_transaction
from dualuse.assessment.fields import Case as FieldCase
from dualuse.assessment.fields import fields_of
from dualuse.assessment.member_state import ContractValue, contract_value, responsible_state, value_exempt
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.words import WAITS_FOR_A_PLACE
from dualuse.bulk.columns import Header
from dualuse.bulk.combinations import TellingCase
from dualuse.bulk.options import Options
from dualuse.bulk.row_transactions import column_of, transaction_of
from dualuse.engine.compiled import Judgement
from dualuse.engine.missing import missing_facts
from dualuse.engine.outcome import ItemOutcome, judge_item, weightiest
from dualuse.engine.reason_sentences import general_reason
from dualuse.engine.tables.tellings import Telling, Tellings
from dualuse.i18n import N_, Message, fill, render, translate
from dualuse.i18n.citations import cited
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts.derived import COVERED_BY_HELD
from dualuse.law.language.logic import AtLeast, Facts, InPlaces, Is, Leaf, Truth
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.law.measures.acts import act_cited, told_together
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import AVAILABILITY_STATUS

STATUS: Final[Mapping[Truth, str]] = {
    True: N_("applies"),
    False: N_("does not apply"),
    None: N_("open"),
}
AVAILABILITY: Final[Mapping[Truth, str]] = {
    True: N_("available"),
    False: N_("not available"),
    None: N_("open"),
}
_EXEMPT: Final = "item.national_value_exempt"
_MOST: Final = 50_000
"""Rows that are remembered."""
WORTH_PROCESSES: Final = 4_000
"""Cases from which it pays to start processes: they take about a second to be ready."""

HELD_MISSING: Final = "held_missing"
OF_CASE: Final = ("basis", "release", "authorisations", "reasons", HELD_MISSING)
"""The cells of :func:`case_cells`; what authorisations held do not say is added to what else is missing."""


# Rows that the table could not judge.


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What the contract makes of a row: why it is refused, or the cells of its answer."""

    refused: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowsOneByOne:
    """Reads rows of a file, each by itself, and remembers what it has read.

    ``header``: the columns of the file; ``names``: those of which more than the form of their cells matters.
    """

    header: Header
    names: tuple[str, ...]
    options: Options
    in_table: Mapping[str, Left] = field(default_factory=dict)
    _known: dict[tuple[object, ...], ReadRow] = field(default_factory=dict)

    def read(
        self, texts: Mapping[str, str], contract: ContractValue | None, others: tuple[str | bool, ...]
    ) -> ReadRow:
        """What the contract makes of the cells ``texts``.

        Args:
            texts: by column.
            contract: what it comes to, where the row is one of several of a contract.
            others: of the cells whose form alone matters, as much as matters: rows that are the same to it are read once.
        """
        key = (contract, *(texts[name] for name in self.names), *others)
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = self._read(texts, contract)
        return self._known[key]

    def _read(self, texts: Mapping[str, str], contract: ContractValue | None) -> ReadRow:
        columns, options = self.header.columns, self.options
        try:
            transaction = checked_transaction(transaction_of(columns, texts), options.today)
        except InputError as error:
            named = (
                replace(problem, path=column_of(columns, texts, problem.path)) for problem in error.problems
            )
            return ReadRow(refused=" ".join(problem.text(options.language) for problem in named))
        whole = self.header.has_whole_contracts
        return ReadRow(answer=_answer(transaction, options, contract, self.in_table, whole_contract=whole))


def _answer(
    transaction: Transaction,
    options: Options,
    contract: ContractValue | None,
    in_table: Mapping[str, Left],
    *,
    whole_contract: bool,
) -> dict[str, str]:
    """The cells that are added to a row by itself; ``contract``: where it is one of several rows."""
    day = transaction.date or options.today
    exempt = {} if contract is None else {_EXEMPT: _exempt(transaction, contract)}
    known = facts_of_transaction(
        transaction,
        day,
        options.policies,
        known=exempt,
        in_table=in_table,
        rules=options.rules,
        whole_contract=whole_contract,
    )
    facts = known.items[0]
    outcome = judge_item(facts, day)
    asks = ";".join(ask.field for ask in known.book.asks(transaction.items[0], facts))
    lifted = known.book.lifted(transaction.items[0], facts)
    findings = _tellings(outcome, facts)
    telling = TellingCase(findings, outcome.low, outcome.high, facts[COVERED_BY_HELD], asks, lifted)
    cells = dict(zip(OF_CASE, case_cells(telling, options), strict=True))
    return {
        "outcome": outcome.word,
        "range_low": outcome.low.word,
        "range_high": outcome.high.word,
        "missing": joined_missing(_missing(outcome, transaction, known), cells.pop(HELD_MISSING)),
        **cells,
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


def _tellings(outcome: ItemOutcome, facts: Facts) -> Tellings:
    """What the rules say of a judged item."""
    bearing = [judged for judged in outcome.provisions if judged.judgement.truth is not False]
    free = outcome.high is Effect.NOT_CONTROLLED
    shown = [judged for judged in outcome.provisions if free or judged in bearing]
    # By identity: a relief of several provisions is one, two that stand at one place are not.
    reliefs = {id(relief.rule): relief for judged in bearing for relief in judged.reliefs}
    tellings = [_telling(judged.provision, judged.judgement, facts) for judged in shown]
    tellings += [_telling(relief.relief, relief.judgement, facts) for relief in reliefs.values()]
    return Tellings(tuple(tellings), outcome.alternatives)


def _telling(rule: Provision | Relief, judgement: Judgement, facts: Facts) -> Telling:
    values = (
        facts.get(leaf.fact) if isinstance(leaf, (Is, AtLeast)) else None for leaf, _ in judgement.deciding
    )
    return Telling(rule, judgement.truth, judgement.deciding, tuple(values))


# What is missing in rows that stand for all that lack the same.


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A row that stands for others.

    ``cells``: text by column; ``exempt``: the national value limit, taken over all rows of the contract, where the
    contract is more than the row or the limit has been worked out. ``in_table``: what all rows draw on authorisations that
    it names.
    """

    cells: Mapping[str, str]
    exempt: Truth
    in_table: Mapping[str, Left] = field(default_factory=dict)


def missing_of_all(header: Header, rows: Sequence[StandingRow], options: Options) -> list[str]:
    """The fields that open facts of rows lead to; by several processes where there are many."""
    judge = partial(_missing_of_part, header, options=options)
    processes = min(os.cpu_count() or 1, 8)
    if len(rows) < WORTH_PROCESSES or processes == 1:
        return judge(rows)
    size = -(-len(rows) // (processes * 4))
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    # Spawned, not forked: the backends have threads, which a fork would lose in the middle of their work.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_the_owner)
    try:
        with _born_deaf():
            judged = pool.map(judge, parts)
        return [missing for part in judged for missing in part]
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


def _missing_of_part(header: Header, rows: Sequence[StandingRow], options: Options) -> list[str]:
    return [_missing_of(header, row, options) for row in rows]


def _missing_of(header: Header, row: StandingRow, options: Options) -> str:
    transaction = checked_transaction(transaction_of(header.columns, row.cells), options.today)
    day = transaction.date or options.today
    known = facts_of_transaction(
        transaction,
        day,
        options.policies,
        known={_EXEMPT: row.exempt},
        in_table=row.in_table,
        rules=options.rules,
        whole_contract=header.has_whole_contracts,
    )
    return _missing(judge_item(known.items[0], day), transaction, known)


def _missing(outcome: ItemOutcome, transaction: Transaction, known: TransactionFacts) -> str:
    """The fields that missing facts lead to, the one that settles most first."""
    facts = known.items[0]
    case = FieldCase(transaction, 0, facts, known.state, known.day, known.rules)
    names = (of_fact.name for fact in missing_facts(outcome, facts) for of_fact in fields_of(fact, case))
    return ";".join(dict.fromkeys(names))


# The answer in words.


def case_cells(case: TellingCase, options: Options) -> tuple[str, ...]:
    """The cells :data:`OF_CASE` from what the rules say: provisions that bear on it, in order, and their reliefs.

    Where the parties are screened, the release is the one of a row whose parties are clear (``screened_rows``).
    """
    tellings = case.said.tellings
    provisions = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Provision)]
    reliefs = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Relief)]
    general = [telling for relief, telling in reliefs if relief.identifier]
    exempting = _first_of_each_citation(telling for relief, telling in reliefs if not relief.identifier)
    holding = [relief for relief, telling in reliefs if telling.truth is True]
    exempt = {citation for relief in holding if not relief.effect for citation in relief.of}
    covered_by_general: dict[str, Truth] = {}
    for relief, telling in reliefs:
        if relief.identifier and telling.truth is not False:
            for citation in relief.of:
                covered_by_general[citation] = covered_by_general.get(citation) or telling.truth
    held = is_enough(
        case.covered,
        (
            (provision, False if provision.citation in exempt else telling.truth)
            for provision, telling in provisions
        ),
        case.lifted,
        covered_by_general,
    )
    basis = weightiest(
        (provision, [relief for relief in holding if provision.citation in relief.of])
        for provision, telling in provisions
        if telling.truth is True
    )
    # Where the parties of a file are not screened no row is "go", whatever its regime or warnings.
    screening = "clear" if options.screens else "not_screened"
    released, _ = release(ReleaseFacts(((case.low, case.high, held),), screening))
    findings = [*(telling for _, telling in provisions), *exempting, *general]
    return (
        ";".join(case.said.alternatives or basis),
        released,
        ";".join(f"{_name(telling)}:{AVAILABILITY_STATUS[telling.truth]}" for telling in general),
        "; ".join((_short_sentences if options.short else _sentences)(findings, options.language)),
        case.asks if case.covered is None and case.high >= Effect.AUTHORISATION_REQUIRED else "",
    )


def _first_of_each_citation(tellings: Iterable[Telling]) -> list[Telling]:
    """Findings tell of an exemption once, as those of a single determination do, also where two stand at one place."""
    by_citation: dict[str, Telling] = {}
    for telling in tellings:
        by_citation.setdefault(telling.rule.citation, telling)
    return list(by_citation.values())


def joined_missing(missing: str, of_held: str) -> str:
    """The fields that are missing, what authorisations held do not say behind the others, each once."""
    names = [name for name in (*missing.split(";"), *of_held.split(";")) if name]
    return ";".join(dict.fromkeys(names))


def _sentences(findings: Sequence[Telling], language: str) -> Iterator[str]:
    """A sentence for each finding; the open ones of one act of measures together, where the first of them stands."""
    together = told_together(telling.rule.citation for telling in findings if telling.truth is None)
    of_act: dict[str, list[Telling]] = {}
    for telling in findings:
        act = act_cited(telling.rule.citation)
        if telling.truth is None and act in together:
            of_act.setdefault(act, []).append(telling)
    for telling in findings:
        act = act_cited(telling.rule.citation)
        if telling.truth is not None or act not in of_act:
            yield _finding(telling, language)
        elif telling is of_act[act][0]:
            yield _act_sentence(act, of_act[act], language)


_TELLINGS: Final = 30_000
"""Sentences that are remembered by what they tell: what rules say of many rows alike is written once."""
_SHORT: Final = 3
"""Sentences of a short answer beside those of what applies."""
_LONGEST: Final = 170
"""Signs of a sentence of a short answer."""
_LENGTH: Final = 360
"""Signs of a short answer, up to what is counted only."""


def _short_sentences(findings: Sequence[Telling], language: str) -> Iterator[str]:
    """What decides, the weightiest first: the first few sentences, shortened, and how many more there are.

    Provisions that apply and general authorisations that may be used, then what is open, then exemptions, then what does not apply.
    """
    length = number = left_out = 0
    for rank in range(len(_RANKS)):
        some = [telling for telling in findings if _rank(telling) == rank]
        for sentence in _sentences(some, language):
            short = _shortened(cited(sentence, language))
            if length + len(short) > _LENGTH or (rank > 1 and number >= _SHORT):
                left_out += 1
                continue
            length += len(short) + 2
            number += 1
            yield short
    if left_out:
        yield fill(N_("and {number} more"), language, number=left_out)


_RANKS: Final = (
    ("provision", True),
    ("general", True),
    ("provision", None),
    ("general", None),
    ("exemption", True),
    ("exemption", None),
)


def _rank(telling: Telling) -> int:
    """The place of a finding among the reasons; what does not apply has the last one, with exemptions that are open."""
    rule = telling.rule
    kind = "provision" if not isinstance(rule, Relief) else "general" if rule.identifier else "exemption"
    key = (kind, telling.truth)
    return _RANKS.index(key) if key in _RANKS else len(_RANKS) - 1


def _shortened(sentence: str) -> str:
    """A sentence with as many of its reasons as fit; what it says of which provision stands before them."""
    if len(sentence) <= _LONGEST:
        return sentence
    end = sentence.rfind(" · ", 0, _LONGEST - 4)
    if end > 0:
        return sentence[:end] + " · …)"
    word_end = sentence.rfind(" ", 0, _LONGEST - 2)
    return sentence[: max(word_end, 1)] + " …)"


def _act_sentence(act: str, tellings: Sequence[Telling], language: str) -> str:
    reasons = dict.fromkeys(reason for telling in tellings for reason in _open_reasons(telling, language))
    number = len({telling.rule.citation for telling in tellings})
    text = translate(N_("{act}: {number} rules open ({reasons})"), language)
    return text.format(act=act, number=number, reasons=" · ".join(reasons))


@lru_cache(maxsize=_TELLINGS)
def _open_reasons(telling: Telling, language: str) -> tuple[str, ...]:
    """What a rule of a measure waits for; while it waits for a place, that alone: nothing else is asked of other places."""
    if any(truth is None and isinstance(leaf, InPlaces) for leaf, truth in telling.deciding):
        return (translate(WAITS_FOR_A_PLACE, language),)
    told = zip(telling.deciding, telling.values, strict=True)
    return tuple(_reason(leaf, truth, value, language) for (leaf, truth), value in told if truth is None)


def _name(telling: Telling) -> str:
    rule = telling.rule
    return rule.identifier or rule.citation if isinstance(rule, Relief) else rule.citation


@lru_cache(maxsize=_TELLINGS)
def _finding(telling: Telling, language: str) -> str:
    general = isinstance(telling.rule, Relief) and bool(telling.rule.identifier)
    deciding = tuple(
        (leaf, truth, value) for (leaf, truth), value in zip(telling.deciding, telling.values, strict=True)
    )
    return _sentence(_name(telling), general, telling.truth, deciding, language)


@lru_cache(maxsize=100_000)
def _sentence(
    name: str,
    general: bool,
    truth: Truth,
    deciding: tuple[tuple[Leaf, Truth, str | None], ...],
    language: str,
) -> str:
    reasons = dict.fromkeys(_reason(leaf, of_leaf, value, language) for leaf, of_leaf, value in deciding)
    words = AVAILABILITY if general else STATUS
    return f"{name} {translate(words[truth], language)} ({' · '.join(reasons)})"


@lru_cache(maxsize=20_000)
def _reason(leaf: Leaf, truth: Truth, value: str | None, language: str) -> str:
    message: Message = general_reason(leaf, truth, value)
    return render(message, language)
