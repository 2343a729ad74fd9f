"""Statements of a row that do not fit each other, as ``check`` tells them: they decide why a row is to be asked about.

``check`` itself is not asked about every row. What a few cells say of each other is worked out once for each different set of them, so
that a large table costs little more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.assessment.warnings.contradictions import OF_STATEMENTS, StatedWarnings
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.language.provision import Effect
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of

_DAY: Final = "date"
_TOLD: Final = "told"
_MOST: Final = 100_000
"""Sets of cells that are remembered."""
_SHORT: Final = 256
"""Rows that are looked at one by one."""
_LONGEST: Final = 1000
"""Letters of one that is remembered."""


@dataclass(slots=True)
class ContradictingCells:
    """Tells what does not fit in rows of a table, part by part."""

    _of_cells: dict[tuple[str, ...], str] = field(default_factory=dict)

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
        because = answers[BECAUSE][rows]
        of_asking = texts.filter(asking)
        for stated in reversed(OF_STATEMENTS):  # what is put before the others last stands first
            concerned = asking & ~_under(answers, stated.unless_under) if stated.unless_under else asking
            of_rows = texts.filter(concerned) if stated.unless_under else of_asking
            of_concerned = self._sentences_of_rows(of_rows, stated, header, options)
            if of_concerned is not None:
                sentences = _of_all(of_concerned, concerned)[rows]
                both = pl.DataFrame([sentences.alias(_TOLD), because])
                because = both.select(joined(pl.col(_TOLD), pl.col(BECAUSE)).alias(BECAUSE)).to_series()
        return answers.with_columns(answers[BECAUSE].scatter(rows, because))

    def _sentences_of_rows(
        self, texts: pl.DataFrame, stated: StatedWarnings, header: Header, options: Options
    ) -> pl.Series | None:
        """What does not fit in the cells that some warnings read, by row; None where no row has any that could."""
        columns = [column.name for column in header.columns if column.states(stated.fields)]
        if not columns:
            return None
        showing = _showing(texts, stated, header)
        if not showing.any():
            return None
        read = _as_read(texts if showing.all() else texts.filter(showing), stated, header)
        days = [_DAY] if _DAY in texts.columns and _DAY not in columns else []
        if read.height <= _SHORT:
            of_rows = self._sentences_one_by_one(
                read.select(*columns, *days), columns, stated, header, options
            )
            return _of_all(pl.Series(_TOLD, of_rows, pl.String), showing) if any(of_rows) else None
        different = read.select(*columns, *days).unique(columns, keep="first", maintain_order=True)
        sentences = [
            self._sentences(cells, columns, stated, header, options)
            for cells in different.iter_rows(named=True)
        ]
        if not any(sentences):
            return None
        by_cells = different.select(columns).with_columns(pl.Series(_TOLD, sentences, dtype=pl.String))
        met = read.select(columns).join(by_cells, on=columns, how="left", maintain_order="left")[_TOLD]
        return _of_all(met, showing)

    def _sentences_one_by_one(
        self,
        read: pl.DataFrame,
        columns: list[str],
        warnings: StatedWarnings,
        header: Header,
        options: Options,
    ) -> list[str]:
        """The same of few rows: to ask the engine which differ takes longer than to look at them."""
        of_cells: dict[tuple[str, ...], str] = {}
        of_rows: list[str] = []
        for cells in read.iter_rows(named=True):
            same = tuple(cells[name] for name in columns)
            if same not in of_cells:
                of_cells[same] = self._sentences(cells, columns, warnings, header, options)
            of_rows.append(of_cells[same])
        return of_rows

    def _sentences(
        self,
        cells: dict[str, str],
        columns: list[str],
        stated: StatedWarnings,
        header: Header,
        options: Options,
    ) -> str:
        same = (stated.codes[0], *(f"{name}={cells[name]}" for name in columns))
        if same not in self._of_cells:
            if len(self._of_cells) >= _MOST:
                self._of_cells.clear()
            transaction = checked_transaction(transaction_of(header.columns, cells), options.today)
            messages = stated.holding(transaction, transaction.date or options.today)
            sentences = SEPARATOR.join(sentences_of_reasons(messages, options.language, short=options.short))
            if sum(map(len, same)) > _LONGEST:
                return sentences
            self._of_cells[same] = sentences
        return self._of_cells[same]


def _of_all(cells: pl.Series, rows: pl.Series) -> pl.Series:
    """The cells at the places of ``rows``, and null elsewhere."""
    if rows.all():
        return cells
    return same_in_each_row(None, rows.len(), pl.String).scatter(rows.arg_true(), cells)


def _as_read(texts: pl.DataFrame, stated: StatedWarnings, header: Header) -> pl.DataFrame:
    """The cells as far as the warnings tell them apart."""
    for column in header.columns:
        telling = stated.telling.get(column.field_of_any_role)
        if telling is not None:
            different = texts[column.name].unique()
            read = [telling(cell) for cell in different]
            cells = texts[column.name].replace_strict(different, read, return_dtype=pl.String)
            texts = texts.with_columns(cells.alias(column.name))
    return texts


def _showing(texts: pl.DataFrame, stated: StatedWarnings, header: Header) -> pl.Series:
    """The rows in which a cell shows the sign of the warnings; all where they have none, or a field without a column shows it."""
    with_column = {column.field for column in header.columns}
    if not stated.signs or any(
        shows("") for field, shows in stated.signs.items() if field not in with_column
    ):
        return same_in_each_row(True, texts.height, pl.Boolean)
    showing = same_in_each_row(False, texts.height, pl.Boolean)
    for column in header.columns:
        shows = stated.signs.get(column.field)
        if shows is not None:
            cells = texts[column.name]
            showing |= cells.is_in([cell for cell in cells.unique() if shows(cell)])
    return showing


def _under(answers: pl.DataFrame, authorisation: str) -> pl.Series:
    """The rows that go under a general authorisation."""
    available = answers["authorisations"].cast(pl.String).str.contains(authorisation, literal=True)
    settled = answers["range_high"].cast(pl.String) == Effect.GENERAL_AUTHORISATION.word
    return (available & settled).fill_null(False)
