"""What the contract refuses of a row of an export that has other faults already, so that all of them are told in one round."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dualuse.bulk.row_digest import digest_of
from dualuse.inputs.problems import InputError, Problem
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.cell_forms import form_check
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.row_transactions import column_of, transaction_of

_MOST: Final = 10_000
"""Rows that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFaults:
    """Asks the contract about cells that could be read; rows that are the same to it are asked about once."""

    columns: Sequence[ColumnPath]
    _known: dict[bytes, tuple[Problem, ...]] = field(default_factory=dict)

    def beside(self, faulty: Collection[Problem], cells: Mapping[str, str]) -> tuple[Problem, ...]:
        """The faults of cells that none of ``faulty`` is about; what is missing where a cell could not be read is no fault of its own.

        Args:
            faulty: of the row; their paths have the column of the contract behind that of the file.
            cells: of the contract, empty where one could not be read.
        """
        refused_fields = {problem.path.rpartition(" (")[2].removesuffix(")") for problem in faulty}
        return tuple(
            problem
            for problem in self._faults(cells)
            if problem.path not in refused_fields and (cells.get(problem.path) or "").strip()
        )

    def _faults(self, cells: Mapping[str, str]) -> tuple[Problem, ...]:
        texts = {column.name: cells.get(column.name) or "" for column in self.columns}
        key = digest_of(*(self._as_much_as_matters(column, texts[column.name]) for column in self.columns))
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = self._faults_of_transaction(texts)
        return self._known[key]

    def _faults_of_transaction(self, texts: Mapping[str, str]) -> tuple[Problem, ...]:
        try:
            checked_transaction(transaction_of(self.columns, texts), date.today())
        except InputError as error:
            return all_faults(self.columns, texts, date.today(), error)
        return ()

    def _as_much_as_matters(self, column: ColumnPath, text: str) -> str | bool:
        """The text; of a text that has the form of its column only whether something stands there."""
        if column.form and not column.is_direct and not form_check(column)(text):
            return text != ""
        return text


def all_faults(
    columns: Sequence[ColumnPath], texts: Mapping[str, str], day: date, first: InputError
) -> tuple[Problem, ...]:
    """The faults of a row that the contract refuses, with columns as paths: what it looks at only where the form of all cells fits, too.

    Args:
        columns: of the contract.
        texts: the cells by column.
        day: that of a transaction without a date.
        first: what the contract says of the row.
    """
    faults = _with_columns(columns, texts, first)
    left, refused_fields = dict(texts), {problem.path for problem in faults}
    while wrong := {name for name in refused_fields if (left.get(name) or "").strip()}:
        left |= dict.fromkeys(wrong, "")
        try:
            checked_transaction(transaction_of(columns, left), day)
        except InputError as error:
            more = [
                problem
                for problem in _with_columns(columns, left, error)
                if problem.path not in refused_fields and (left.get(problem.path) or "").strip()
            ]
            faults += more
            refused_fields |= {problem.path for problem in more}
    return tuple(faults)


def _with_columns(
    columns: Sequence[ColumnPath], texts: Mapping[str, str], error: InputError
) -> list[Problem]:
    return [replace(problem, path=column_of(columns, texts, problem.path)) for problem in error.problems]
