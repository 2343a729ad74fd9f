"""Words in columns that are carried on without being read: looked through as any text of a transaction is.

Nobody need say what such a column is for somebody listed to be named in it, or for it to tell that the goods go on. Its cells are looked
at as notes of a source are: listed names, signs of the acts that are not executed, and letters in which names are hardly found. What is
there holds the row, and its reason says the column and the words. Nothing of it makes an answer milder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl

from dualuse.assessment.judgement import judged
from dualuse.assessment.listed.evidence import LEFT_OUT
from dualuse.assessment.signs.ruled_out import Contents
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.assessment.warnings.regimes import regimes_anywhere
from dualuse.bulk.asked_rows import asked_rows, with_status
from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.law_age import days_of
from dualuse.bulk.options import Options
from dualuse.bulk.parties.checked_rows import WITHOUT_BEARING
from dualuse.bulk.parties.screened_rows import ScreenedRows
from dualuse.bulk.row_digest import digest_of
from dualuse.free_text.evidence import is_where_it_was_made
from dualuse.free_text.readings import readings
from dualuse.i18n import N_, fill
from dualuse.inputs.cell_texts import column_texts
from dualuse.inputs.problems import printable
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.tables.columns import SCREENED
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Item, Source, Transaction
from dualuse.screening.names.unread_letters import is_hardly_read

_BETWEEN: Final = r"[\s.\p{M}\p{Cf}-]*"
_WORD: Final = rf"\p{{L}}{_BETWEEN}\p{{L}}{_BETWEEN}\p{{L}}|[\u2E80-\u9FFF\uAC00-\uD7AF\u3040-\u30FF]"
"""What a cell must have to hold words: three letters, however they are spaced, or one of a script that has no blanks between words."""
_LONGEST: Final = 60
"""Letters of a column's name, and of a text, that a reason repeats."""
_MOST: Final = 1_000_000
"""Texts of which it is remembered whether they may tell something."""
_MOST_REASONS: Final = 50_000
"""Rows, with a text, of which it is remembered what that tells."""
_FACT: Final = "carried"
"""What the source is of that a text stands in: no fact of the contract, so that it bears nothing out."""
_NAMES: Final = N_(
    "column “{name}”, which is not read, says “{words}”, and names somebody who is or may be listed: {hits}. State whoever takes part as a party, or, if another one is meant, record that (dualuse decide)"
)
_TELLS: Final = N_("column “{name}”, which is not read, says “{words}”: {reasons}")
_UNREAD: Final = N_(
    "column “{name}”, which is not read, says “{words}” in letters in which listed names are hardly found: write the same in Latin letters behind it"
)


@dataclass(slots=True, kw_only=True)
class CarriedTexts:
    """Holds the rows of which a column that is carried on says something, part by part.

    ``names``: of these columns; ``header``: the columns of the contract; ``screened``: who looks for listed names, None where nobody does.
    """

    names: tuple[str, ...]
    header: Header
    options: Options
    screened: ScreenedRows | None = None
    _may_tell: dict[bytes, bool] = field(default_factory=dict)
    _reasons: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    _without: dict[bytes, frozenset[str]] = field(default_factory=dict)

    def with_words_asked(
        self, file_cells: pl.DataFrame, cells: pl.DataFrame, answers: pl.DataFrame
    ) -> pl.DataFrame:
        """The answers of rows, none whose carried words say something free to go, nor clear where they name somebody.

        Args:
            file_cells: of the file, with the columns that are carried on.
            cells: of the contract, of the same rows.
            answers: of all these rows, with the reasons of their release.
        """
        right = ~answers["wrong"]
        for name in self.names:
            texts = _words_of(file_cells, name, right)
            if texts is None:
                continue
            distinct = texts.drop_nulls().unique(maintain_order=True).to_list()
            answers = self._told_by_signs(answers, name, texts, cells, distinct)
            answers = self._with_unread(answers, name, texts, distinct)
            answers = self._with_named(answers, name, texts, distinct)
        return answers

    # Whom they name

    def _with_named(
        self, answers: pl.DataFrame, name: str, texts: pl.Series, distinct: list[str]
    ) -> pl.DataFrame:
        """The answers, those of rows whose text names somebody listed with whom."""
        hits = self.screened.named_in(distinct) if self.screened is not None else {}
        if not hits or self.screened is None:
            return answers
        of_rows = _replaced(texts, hits)
        answers, before = with_status(answers, of_rows.is_not_null(), "review", ("hit", "review"))
        self.screened.statuses.subtract(before.to_list())
        self.screened.statuses["review"] += before.len()
        both = pl.DataFrame([answers[SCREENED[1]].cast(pl.String).alias("before"), of_rows.alias("hits")])
        joined_hits = both.select(
            pl.concat_str("before", "hits", separator="; ", ignore_nulls=True)
        ).to_series()
        joined_hits = joined_hits.zip_with(of_rows.is_not_null(), both["before"])
        answers = answers.with_columns(joined_hits.cast(answers.schema[SCREENED[1]]).alias(SCREENED[1]))
        sentences = {text: self._sentence(_NAMES, name, text, hits=named) for text, named in hits.items()}
        return asked_rows(answers, _replaced(texts, sentences), self.options)

    def _with_unread(
        self, answers: pl.DataFrame, name: str, texts: pl.Series, distinct: list[str]
    ) -> pl.DataFrame:
        """The answers, those of rows in whose text names are hardly found with that; where nobody screens it is of no concern."""
        if self.screened is None:
            return answers
        unread = {text: self._sentence(_UNREAD, name, text) for text in distinct if is_hardly_read(text)}
        return asked_rows(answers, _replaced(texts, unread), self.options) if unread else answers

    # What they tell

    def _told_by_signs(
        self, answers: pl.DataFrame, name: str, texts: pl.Series, cells: pl.DataFrame, distinct: list[str]
    ) -> pl.DataFrame:
        """The answers, those of rows of which a text tells a place, a use or that it goes on with that."""
        days = days_of(cells, self.options)
        telling = [text for text in distinct if self._may_tell_something(text)]
        rows = texts.is_in(telling) & (answers["release"].cast(pl.String) != "stop").fill_null(False)
        if not telling or not rows.any():
            return answers
        of_rows = cells.select(pl.col(self.header.names).fill_null("")).filter(rows)
        looked_at = zip(
            of_rows.iter_rows(named=True), texts.filter(rows), days.filter(rows).to_list(), strict=True
        )
        sentences: list[str | None] = []
        for of_row, text, day in looked_at:
            reasons = self._reasons_of_row(of_row, _in_column(name, text), day)
            sentence = self._sentence(_TELLS, name, text, reasons=SEPARATOR.join(reasons))
            sentences.append(sentence if reasons else None)
        column = same_in_each_row(None, texts.len(), pl.String)
        return asked_rows(
            answers, column.scatter(rows.arg_true(), pl.Series(sentences, dtype=pl.String)), self.options
        )

    def _may_tell_something(self, text: str) -> bool:
        """Whether a sign of any act may be in a text; each distinct one is looked at once, and generously."""
        digest = digest_of(text)
        if digest not in self._may_tell:
            if len(self._may_tell) >= _MOST:
                self._may_tell.clear()
            day = self.options.today
            rows = regimes_anywhere(day)
            without = Contents(Transaction(items=[Item()])).rows_in_question(rows)
            with_text = Contents(_noted(Transaction(items=[Item()]), text)).rows_in_question(rows)
            self._may_tell[digest] = len(with_text) > len(without)
        return self._may_tell[digest]

    def _reasons_of_row(self, cells: Mapping[str, str], text: str, day: str) -> tuple[str, ...]:
        """What ``check`` says of a row with the text that it does not say without."""
        of_row = [cell for name, cell in cells.items() if name not in WITHOUT_BEARING]
        same = digest_of(text, day, *of_row)
        if same not in self._reasons:
            if len(self._reasons) >= _MOST_REASONS:
                self._reasons.clear()
            transaction = checked_transaction(
                transaction_of(self.header.columns, dict(cells)), self.options.today
            )
            without = self._reasons_without(transaction, day, digest_of(day, *of_row))
            with_text = self._because(_noted(transaction, text), day)
            self._reasons[same] = tuple(reason for reason in with_text if reason not in without)
        return self._reasons[same]

    def _reasons_without(self, transaction: Transaction, day: str, same: bytes) -> frozenset[str]:
        """What ``check`` says of a row by itself; ``same``: its digest, since rows with other texts are mostly the same."""
        if same not in self._without:
            if len(self._without) >= _MOST_REASONS:
                self._without.clear()
            self._without[same] = frozenset(self._because(transaction, day))
        return self._without[same]

    def _because(self, transaction: Transaction, day: str) -> Iterator[str]:
        options = self.options
        judgement = judged(
            transaction,
            date.fromisoformat(day),
            options.language,
            options.policies,
            LEFT_OUT,
            options.accepted,
            options.rules,
        )
        return iter(sentences_of_reasons(judgement.because, options.language, short=options.short))

    def _sentence(self, sentence: str, name: str, text: str, **params: Any) -> str:
        column, words = printable(_cut(name)), printable(_cut(" ".join(text.split())))
        return fill(sentence, self.options.language, name=column, words=words, **params)


def _noted(transaction: Transaction, text: str) -> Transaction:
    """The transaction with the text as a note of a source."""
    sources = [*(transaction.sources or ()), Source(fact=_FACT, note=text)]
    return transaction.model_copy(update={"sources": sources})


def _in_column(name: str, text: str) -> str:
    """The text, with the name of its column before it where that says that it is where something was made."""
    within = f"{name}: {text}"
    made_there = any(is_where_it_was_made(plain, plain.find(":") + 2) for plain in readings(within))
    return within if made_there else text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _replaced(texts: pl.Series, by_text: Mapping[str, str]) -> pl.Series:
    """By row what a text stands for; null of the others."""
    return texts.replace_strict(dict(by_text), default=None, return_dtype=pl.String)


def _words_of(file_cells: pl.DataFrame, name: str, right: pl.Series) -> pl.Series | None:
    """The cells of a column that hold words, and null of other rows; None where no cell does: of numbers, days and Booleans none."""
    if name not in file_cells.columns:
        return None
    dtype = file_cells.schema[name]
    if dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean:
        return None
    texts = column_texts(file_cells, name)
    holding = right & texts.str.contains(_WORD).fill_null(False)
    if not holding.any():
        return None
    return texts.zip_with(holding, same_in_each_row(None, texts.len(), pl.String))
