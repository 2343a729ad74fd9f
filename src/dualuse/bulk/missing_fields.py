"""The fields that are missing in rows of a table: those that stand for all that lack the same, looked at side
by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import polars as pl

from dualuse.assessment.authorisations.remaining_amounts import Left, drawn_by_rows
from dualuse.assessment.facts import TransactionFacts, facts_of_transaction
from dualuse.assessment.fields import Case as FieldCase
from dualuse.assessment.fields import fields_of
from dualuse.bulk.options import Options
from dualuse.bulk.value_limits import EXEMPT_FIELD
from dualuse.engine.missing import MissingFact, OpenItem, missing_facts, missing_facts_of_many
from dualuse.engine.outcome import ItemOutcome, judge_item
from dualuse.engine.tables.open_rules import LackingCombinations, OpenCombinations
from dualuse.law.eu_2021_821.facts.stated_facts import VALUE_EXEMPT
from dualuse.law.language.logic import Truth
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Transaction

EXEMPT: Final = VALUE_EXEMPT
_TOGETHER: Final = 1_000
"""Rows that are looked at side by side: what is known of each is some thousand bytes."""


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A row that stands for others.

    ``cells``: text by column; ``exempt``: the national value limit, taken over all rows of the contract,
    where the contract is more than the row or the limit has been worked out. ``in_table``: what all rows draw
    on authorisations that it names.
    """

    cells: Mapping[str, str]
    exempt: Truth
    in_table: Mapping[str, Left] = field(default_factory=dict)


def standing_rows(rows: pl.DataFrame, header: Header, in_table: Mapping[str, Left]) -> Iterator[StandingRow]:
    """Rows that stand for others.

    Args:
        rows: with their prepared cells, and the number of the value limit where there is one.
        header: the columns of the file.
        in_table: what all rows draw on authorisations, by reference.
    """
    named = [column.name for column in header.columns if column.field == "authorisations.reference"]
    for row in rows.iter_rows(named=True):
        cells = {name: header.text(name, row[held]) for name, held in header.held.items()}
        drawn = drawn_by_rows(in_table, (cells[name] for name in named)) if in_table else {}
        yield StandingRow(cells, _EXEMPT.get(row.get(EXEMPT_FIELD.column, 2)), drawn)


_EXEMPT: Final[Mapping[int, Truth]] = {2: False, 3: True}
"""What the numbers of the value limit stand for; all others: it is not known."""


def missing_of_rows(
    header: Header,
    rows: Sequence[StandingRow],
    options: Options,
    opened: LackingCombinations,
) -> list[str]:
    """The fields that open facts of rows lead to.

    Args:
        header: the columns of the file.
        rows: those that stand for others.
        options: how the table is judged.
        opened: what keeps each of them open.
    """
    starts = range(0, len(rows), _TOGETHER)
    parts = ((rows[start : start + _TOGETHER], opened.part(start, _TOGETHER)) for start in starts)
    return [
        missing for part, of_part in parts for missing in _missing_of_part(header, part, options, of_part)
    ]


def _missing_of_part(
    header: Header, rows: Sequence[StandingRow], options: Options, opened: OpenCombinations
) -> list[str]:
    transactions = [
        checked_transaction(transaction_of(header.columns, row.cells), options.today) for row in rows
    ]
    facts_of_rows = [
        facts_of_transaction(
            transaction,
            transaction.date or options.today,
            options.policies,
            known={EXEMPT: row.exempt},
            in_table=row.in_table,
            rules=options.rules,
            whole_contract=header.has_whole_contracts,
        )
        for row, transaction in zip(rows, transactions, strict=True)
    ]
    items = [
        OpenItem(of_row.items[0], waiting, partial(judge_item, of_row.items[0], of_row.day))
        for of_row, waiting in zip(facts_of_rows, opened.waiting(), strict=True)
    ]
    missing = missing_facts_of_many(items, opened.gains)
    return [_field_names(*of_row) for of_row in zip(missing, transactions, facts_of_rows, strict=True)]


def missing_of_row(outcome: ItemOutcome, transaction: Transaction, known: TransactionFacts) -> str:
    """The fields that the missing facts of a row lead to, the one that settles most first."""
    return _field_names(missing_facts(outcome, known.items[0]), transaction, known)


def _field_names(missing: Sequence[MissingFact], transaction: Transaction, known: TransactionFacts) -> str:
    case = FieldCase(
        transaction=transaction,
        index=0,
        facts=known.items[0],
        state=known.state,
        day=known.day,
        rules=known.rules,
    )
    names = (of_fact.name for fact in missing for of_fact in fields_of(fact, case))
    return ";".join(dict.fromkeys(names))


def joined_missing(missing: str, of_held: str) -> str:
    """The fields that are missing, what authorisations held do not say behind the others, each once."""
    names = [name for name in (*missing.split(";"), *of_held.split(";")) if name]
    return ";".join(dict.fromkeys(names))
