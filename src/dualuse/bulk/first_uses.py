"""Whether what a general authorisation asks before its first use was done, asked of rows of a table whose parties nobody screens.

Where they are screened, ``check`` is asked about each row that would be free to go, and asks this itself. Here it is asked once for all rows with the
same authorisations and the same cells of ``FIRST_USE_FIELDS``: on nothing else it depends what is to be done before a use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dualuse.assessment.determination.preconditions import DONE_UNSTATED, FIRST_USE_FIELDS
from dualuse.assessment.judgement import judged
from dualuse.assessment.listed.evidence import LEFT_OUT
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.bulk.joined_reasons import joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.law.language.provision import Effect
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of

_AVAILABLE: Final = "authorisations"
_QUESTION: Final = "first_use"


@dataclass(slots=True, kw_only=True)
class FirstUses:
    """Asks about first uses, part by part."""

    header: Header
    options: Options
    _questions: dict[tuple[str, ...], str] = field(default_factory=dict)

    def asked(self, answers: pl.DataFrame, texts: pl.DataFrame, among: pl.Series) -> pl.DataFrame:
        """The answers, with the question before the other reasons of rows that a general authorisation may cover.

        ``texts``: the cells of the contract, without nulls; ``among``: these rows.
        """
        rests = (
            among
            & (answers["outcome"].cast(pl.String) == Effect.GENERAL_AUTHORISATION.word)
            & (answers["release"] == "ask")
        )
        rows = rests.fill_null(False).arg_true()
        if not rows.len():
            return answers
        deciding = [column.name for column in self.header.columns if column.states(FIRST_USE_FIELDS)]
        of_rows = texts[rows].with_columns(answers[_AVAILABLE][rows].cast(pl.String).alias(_AVAILABLE))
        key = [*deciding, _AVAILABLE]
        different = of_rows.unique(key, keep="first", maintain_order=True)
        questions = different.select(
            *key,
            pl.Series(
                _QUESTION,
                [
                    self._question(tuple(str(cells[name]) for name in key), cells)
                    for cells in different.iter_rows(named=True)
                ],
                dtype=pl.String,
            ),
        )
        met = of_rows.select(key).join(questions, on=key, how="left", maintain_order="left", nulls_equal=True)
        both = pl.DataFrame([met[_QUESTION], answers[BECAUSE][rows].cast(pl.String)])
        because = both.select(joined(pl.col(_QUESTION), pl.col(BECAUSE))).to_series()
        changed = answers[BECAUSE].cast(pl.String).scatter(rows, because)
        return answers.with_columns(changed.cast(answers.schema[BECAUSE]).alias(BECAUSE))

    def _question(self, key: tuple[str, ...], cells: dict[str, str]) -> str:
        """The question for rows like this one; empty where nothing is to be done, or somebody said that it was."""
        if key not in self._questions:
            options = self.options
            transaction = checked_transaction(transaction_of(self.header.columns, cells), options.today)
            because = judged(
                transaction,
                transaction.date or options.today,
                options.language,
                options.policies,
                LEFT_OUT,
                options.accepted,
                options.rules,
            ).because
            of_first_use = [message for message in because if message.code == DONE_UNSTATED]
            self._questions[key] = " ".join(
                sentences_of_reasons(of_first_use, options.language, short=options.short)
            )
        return self._questions[key]
