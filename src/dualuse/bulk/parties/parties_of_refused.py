"""The parties of a row that is to be mended, as far as its cells can be read: whoever is listed is not to wait for a quantity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from dualuse.inputs.problems import InputError
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.row_transactions import column_of, transaction_of
from dualuse.schema.transaction import Transaction

_NOBODY: Final = Transaction.model_validate({"items": [{}]})
_NAME: Final = "name"


def readable_parties(columns: Sequence[ColumnPath], cells: Mapping[str, str], today: date) -> Transaction:
    """A transaction of the cells of a row about who takes part; those that cannot be read are left out, a name last.

    Args:
        columns: of parties and the exporter.
        cells: text by name of the column.
        today: the day for a row without one.
    """
    left = list(columns)
    while left:
        try:
            return checked_transaction(transaction_of(left, cells), today)
        except InputError as error:
            wrong = {column_of(left, cells, problem.path) for problem in error.problems}
            kept = [column for column in left if column.name not in wrong]
            if len(kept) == len(left):
                # The problem lies in no single cell.
                kept = [column for column in left if column.path[-1] == _NAME]
            left = kept if len(kept) < len(left) else []
    return _NOBODY
