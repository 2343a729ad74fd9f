"""Rows read by the contract itself: refused with its reasons, or judged after all. Equal ones are read once.

What is wrong with a file is mostly wrong with many of its rows, in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dualuse.assessment.member_state import ContractValue
from dualuse.bulk import cell_validation
from dualuse.bulk.columns import Header, column_of, transaction_of
from dualuse.bulk.distinct_cases import CaseOf, answer_alone
from dualuse.bulk.evaluate_rows import columns_read
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.validation import checked_transaction

if TYPE_CHECKING:
    from dualuse.bulk.evaluate_table import Options

_MOST: Final = 50_000
"""Rows that are remembered."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the contract makes of a row: why it is refused, or the cells of its answer."""

    refused: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)


class RowsAlone:
    """Reads rows of a file with ``columns``, each by itself."""

    def __init__(self, columns: Header, options: Options) -> None:
        read = columns_read(columns)
        forms = {name: of_text for name, of_text, _ in cell_validation.forms(columns)}
        self._columns: Final = columns
        self._options: Final = options
        self._known: Final[dict[tuple[object, ...], Found]] = {}
        self._wrong: Final = {
            column.name: forms[column.name]
            for column in columns.columns
            if column.name not in read and column.name in forms
        }
        self._names: Final = tuple(name for name in columns.names if name not in self._wrong)

    def read(self, texts: Mapping[str, str], contract: ContractValue | None) -> Found:
        """What the contract makes of the cells ``texts``; ``contract``: where the row is one of several of a contract.

        Rows share it whose cells are the same, but for those that only their form matters of, where that is right.
        """
        key = (contract, *(texts[name] for name in self._names), *self._odd(texts))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[key] = self._read(texts, contract)
        return found

    def _odd(self, texts: Mapping[str, str]) -> tuple[str | bool, ...]:
        """Of the cells whose form alone matters those that may be wrong; of the others whether anything is stated."""
        return tuple(
            text if wrong(text) or wrong(text.strip()) else text.strip() != ""
            for text, wrong in ((texts[name], wrong) for name, wrong in self._wrong.items())
        )

    def _read(self, texts: Mapping[str, str], contract: ContractValue | None) -> Found:
        options = self._options
        try:
            checked_transaction(transaction_of(self._columns.columns, texts), options.today)
        except InputError as error:
            columns = self._columns.columns
            named = (replace(one, path=column_of(columns, texts, one.path)) for one in error.problems)
            return Found(refused=" ".join(one.text(options.language) for one in named))
        of = CaseOf(dict(texts), options.today)
        return Found(answer=answer_alone(self._columns, of, options.policies, options.language, contract))
