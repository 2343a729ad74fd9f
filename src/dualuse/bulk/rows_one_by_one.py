"""Rows that the table cannot judge, judged by the evaluator of single transactions.

What is wrong with a file is mostly wrong with many of its rows, in the same way: rows that are the same to the contract
are read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from dualuse.assessment.authorisations.authorisation_book import faults
from dualuse.assessment.authorisations.derogations import grounds_unstated
from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.member_state import ContractValue, contract_value, responsible_state, value_exempt
from dualuse.bulk.case_cells import case_cells
from dualuse.bulk.combinations import TellingCase
from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.missing_fields import EXEMPT, joined_missing, missing_of_row
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE, REASONS
from dualuse.bulk.row_digest import digest_of
from dualuse.bulk.row_faults import all_faults
from dualuse.bulk.told_cells import told_by_name
from dualuse.engine.compiled import Judgement
from dualuse.engine.outcome import ItemOutcome, judge_item
from dualuse.engine.tables.tellings import Telling, Tellings
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts.derived_authorities import COVERED_BY_HELD
from dualuse.law.language.logic import AtLeast, Facts, Is, Truth
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Transaction

_MOST: Final = 10_000
"""Rows that are remembered: an answer is some 16 KB."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What the contract makes of a row: why it is refused, or the cells of its answer."""

    refused: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOneByOne:
    """Reads rows of a file, each by itself, and remembers what it has read.

    ``header``: the columns of the file; ``names``: those of which more than the form of their cells matters.
    """

    header: Header
    names: tuple[str, ...]
    options: Options
    in_table: Mapping[str, Left] = field(default_factory=dict)
    _known: dict[bytes, ReadRow] = field(default_factory=dict)

    def read(
        self, texts: Mapping[str, str], contract: ContractValue | None, others: tuple[str | bool, ...]
    ) -> ReadRow:
        """What the contract makes of the cells ``texts``.

        Args:
            texts: by column.
            contract: what it comes to, where the row is one of several of a contract.
            others: of the cells whose form alone matters, as much as matters: rows that are the same to it are read once.
        """
        key = digest_of(contract, *(texts[name] for name in self.names), *others)
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
            named = all_faults(columns, texts, options.today, error)
            called, language = self.header.called, options.language
            sentences = (told_by_name(problem, called, language).text(language) for problem in named)
            return ReadRow(refused=" ".join(sentences))
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
    exempt = {} if contract is None else {EXEMPT: _exempt(transaction, contract)}
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
    covered = facts[COVERED_BY_HELD]
    telling = TellingCase(
        of_rules=findings,
        low=outcome.low,
        high=outcome.high,
        covered=covered,
        asks=asks,
        lifted=lifted,
        faults=faults(known.book, transaction.items[0], facts),
        grounds=grounds_unstated(transaction, outcome, transaction.items[0], facts, known.book, day)
        if known.book.names_acts
        else (),
    )
    cells = case_cells(telling, options)
    return {
        "outcome": outcome.word,
        "range_low": outcome.low.word,
        "range_high": outcome.high.word,
        "missing": joined_missing(missing_of_row(outcome, transaction, known), cells.held_missing),
        "basis": cells.basis,
        "release": cells.release,
        "authorisations": cells.authorisations,
        BECAUSE: cells.because,
        REASONS: SEPARATOR.join(cells.reasons),
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
