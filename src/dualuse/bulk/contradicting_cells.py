"""Statements of a row that do not fit each other, as ``check`` tells them: they decide why a row is to be asked about.

``check`` itself is not asked about every row. What a few cells say of each other is worked out once for each different set of them, so
that a large table costs little more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dualuse.assessment.member_state import responsible_state
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.assessment.warnings.collection import CONTRADICTIONS, warnings_on
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.bulk.row_digest import digest_of
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.columns import Header
from dualuse.schema.tables.row_transactions import transaction_of

_SETS: Final = (
    ("activity", "destination", "located_in", "dispatched_from", "consigned_to", "exporter.country"),
    ("destination", "parties.end_user.country"),
    ("purchasing_country", "parties.purchaser.country"),
    ("manner", "items.kind", "items.entries", "items.cyber_surveillance"),
)
"""Columns whose cells may contradict each other: what is done where, where the end user and the purchaser are, what the item is."""
_DAY: Final = "date"
_MOST: Final = 100_000
"""Sets of cells that are remembered."""


@dataclass(slots=True)
class ContradictingCells:
    """Tells what does not fit in rows of a table, part by part."""

    _known: dict[bytes, str] = field(default_factory=dict)

    def with_contradictions(
        self,
        answers: pl.DataFrame,
        texts: pl.DataFrame,
        untold: pl.Series,
        header: Header,
        options: Options,
    ) -> pl.DataFrame:
        """The answers, those that ask beginning with what does not fit.

        Args:
            answers: of all these rows.
            texts: the cells of the contract, without nulls.
            untold: the rows of which ``check`` has not said it.
            header: the columns of the file.
            options: how the table is judged.
        """
        asking = (answers["release"] == "ask").fill_null(False) & ~answers["wrong"] & untold
        if not asking.any():
            return answers
        rows = asking.arg_true()
        of_rows = texts[rows]
        parts = [self._of_set(of_rows, names, header, options) for names in _SETS]
        because = pl.DataFrame([*(part for part in parts if part is not None), answers[BECAUSE][rows]])
        both = because.select(joined(*map(pl.col, because.columns)).alias(BECAUSE))
        return answers.with_columns(answers[BECAUSE].scatter(rows, both[BECAUSE]))

    def _of_set(
        self, texts: pl.DataFrame, names: tuple[str, ...], header: Header, options: Options
    ) -> pl.Series | None:
        """What does not fit in the cells of a set, by row; None where the table has none that could."""
        columns = [name for name in names if name in texts.columns]
        if len(columns) < 2:
            return None
        days = [_DAY] if _DAY in texts.columns else []
        different = texts.select(*columns, *days).unique(columns, keep="first", maintain_order=True)
        sentences = [
            self._sentences(cells, columns, header, options) for cells in different.iter_rows(named=True)
        ]
        by_cells = different.select(columns).with_columns(
            pl.Series(columns[0] + ".told", sentences, dtype=pl.String)
        )
        return (
            texts.select(columns)
            .join(by_cells, on=columns, how="left", maintain_order="left")
            .to_series(-1)
            .alias(names[0])
        )

    def _sentences(self, cells: dict[str, str], columns: list[str], header: Header, options: Options) -> str:
        same = digest_of(*(f"{name}={cells[name]}" for name in columns))
        if same not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            transaction = checked_transaction(transaction_of(header.columns, cells), options.today)
            day = transaction.date or options.today
            warnings = warnings_on(transaction, (), day, responsible_state(transaction))
            told = (message for message in warnings if message.code in CONTRADICTIONS)
            self._known[same] = SEPARATOR.join(
                sentences_of_reasons(told, options.language, short=options.short)
            )
        return self._known[same]
