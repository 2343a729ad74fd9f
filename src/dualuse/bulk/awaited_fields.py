"""The fields that rows wait for although no rule does: where the items are that are brokered, where they are first sent (Arts 2(2), 2(7)).

``check`` names them under ``missing`` where its release asks for them; a table does so in its column ``missing``.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from dualuse.assessment.determination.missing import FIELDS_OF_WARNINGS
from dualuse.assessment.warnings.contradictions import PLACES_OF_SUPPLY
from dualuse.assessment.warnings.places import kind_of_supply_warnings
from dualuse.bulk.options import Options
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of

_DAY: Final = "date"
_MISSING: Final = "missing"
_AWAITED: Final = "awaited"
_ACTIVITIES: Final = ("export", "brokering", "intra_union_transfer")
"""Those in which a place can be awaited, or another activity: an export of what lies outside the Union."""


def with_fields_awaited(
    answers: pl.DataFrame, texts: pl.DataFrame, header: Header, options: Options
) -> pl.DataFrame:
    """The answers, those that ask naming the places that they wait for behind what else is missing.

    Args:
        answers: of all these rows.
        texts: the cells of the contract, without nulls.
        header: the columns of the file.
        options: how the table is judged.
    """
    columns = [column.name for column in header.columns if column.states(PLACES_OF_SUPPLY)]
    activity = next((column.name for column in header.columns if column.field == "activity"), None)
    if activity is None:
        return answers
    concerned = (
        (answers["release"] == "ask").fill_null(False)
        & ~answers["wrong"]
        & texts[activity].str.strip_chars().str.to_lowercase().is_in(_ACTIVITIES)
    )
    if not concerned.any():
        return answers
    rows = concerned.arg_true()
    read = [*columns, *([_DAY] if _DAY in texts.columns else [])]
    of_rows = texts[rows].select(read)
    different = of_rows.unique(maintain_order=True)
    awaited = [_awaited(cells, header, options) for cells in different.iter_rows(named=True)]
    if not any(awaited):
        return answers
    by_cells = different.with_columns(pl.Series(_AWAITED, awaited, dtype=pl.String))
    met = of_rows.join(by_cells, on=read, how="left", maintain_order="left")[_AWAITED]
    both = pl.DataFrame([answers[_MISSING][rows].fill_null(""), met])
    names = pl.concat_str(_MISSING, _AWAITED, separator=";").str.strip_chars(";").str.split(";")
    joined = both.select(names.list.unique(maintain_order=True).list.join(";").alias(_MISSING)).to_series()
    return answers.with_columns(answers[_MISSING].scatter(rows, joined))


def _awaited(cells: dict[str, str], header: Header, options: Options) -> str:
    transaction = checked_transaction(transaction_of(header.columns, cells), options.today)
    warnings = kind_of_supply_warnings(transaction, transaction.date or options.today)
    names = (FIELDS_OF_WARNINGS[row.code] for row in warnings if row.code in FIELDS_OF_WARNINGS)
    return ";".join(names)
