"""Columns that nobody reads, and that may hold what would hold a row: who takes part, a code of Annex I, an end use, a block.

A row with something in such a cell is not free to go, nor clear, before a person says what the column is: a mapping that reads it, or
that has its name with ``""``, settles it for the whole file. Names are of no concern where nobody screens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import polars as pl

from dualuse.bulk.asked_rows import asked_rows, with_status
from dualuse.bulk.exports.entry_cells import codes_of, shows_annex_i
from dualuse.bulk.exports.mapping import ColumnMapping, toml_line
from dualuse.bulk.files.table_file import Table
from dualuse.bulk.options import Options
from dualuse.i18n import N_, fill
from dualuse.inputs.cell_texts import column_texts
from dualuse.inputs.problems import printable
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.eu_2021_821.control_list import normal_code
from dualuse.schema.tables.columns import SCREENED
from dualuse.schema.tables.export_words import may_name_somebody, says_no, speaks_of_control

_ENTRIES: Final = "items.entries"
_CODE: Final = r"\d\s?[A-Ea-e]\s?\d{3}"
"""What a cell must have before it is looked at as a code; most have not."""
_NUMBER: Final = r"^(?:\p{L}{1,3}[ ./-]?\d)?[\d ./–—-]*$"
"""An empty cell, a dash, or the number of a partner ("K-1001"), which is no name: columns that are called a number hold nothing either."""
_LONGEST: Final = 60
_NAMES_SOMEBODY: Final = N_(
    "nobody in column “{name}” was screened, which is not read: say in the file of --map who it is, or {line} where it names nobody who takes part"
)
_OF_CONTROL: Final = N_(
    "column “{name}” is not read, and may hold a code, an end use or a block: say in the file of --map what it is, or {line} where nothing there counts"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadColumns:
    """Holds the rows with something in columns that are not read. ``names``: of these, without those that a person has left out."""

    names: tuple[str, ...]
    options: Options

    def held(
        self,
        file_cells: pl.DataFrame,
        cells: pl.DataFrame,
        answers: pl.DataFrame,
        statuses: Counter[str] | None,
    ) -> pl.DataFrame:
        """The answers of rows, none with a cell that may matter free to go, nor clear where it may name somebody.

        Args:
            file_cells: of the file, with the columns that are not read.
            cells: of the contract, of the same rows.
            answers: of all these rows, with the reasons of their release.
            statuses: rows by what screening came to, which follow; None where nobody screens.
        """
        right = ~answers["wrong"]
        for name in self.names:
            if name not in file_cells.columns:
                continue
            texts = column_texts(file_cells, name)
            may_name = self.options.screens and may_name_somebody(name)
            doubtful = ~texts.str.contains(_NUMBER) if may_name else _of_control(name, texts, cells)
            if (doubtful & right).any():
                sentence = _NAMES_SOMEBODY if may_name else _OF_CONTROL
                answers = self._asked(answers, name, sentence, doubtful & right)
                if may_name and statuses is not None:
                    answers = _not_clear(answers, doubtful & right, statuses)
        return answers

    def _asked(self, answers: pl.DataFrame, name: str, sentence: str, rows: pl.Series) -> pl.DataFrame:
        """The answers, of these rows those that would be free to go or ask with the sentence among their reasons."""
        column = printable(name[:_LONGEST])
        reason = fill(
            sentence, self.options.language, name=column, line=printable(toml_line(name[:_LONGEST], ()))
        )
        sentences = same_in_each_row(None, answers.height, pl.String).set(rows, reason)
        return asked_rows(answers, sentences, self.options)


def _not_clear(answers: pl.DataFrame, rows: pl.Series, statuses: Counter[str]) -> pl.DataFrame:
    """The answers, of these rows none clear by a list: not everybody was screened."""
    if SCREENED[0] not in answers.columns:
        return answers
    answers, before = with_status(answers, rows, "not_screened", ("hit", "review", "not_screened"))
    statuses.subtract(before.to_list())
    statuses["not_screened"] += before.len()
    return answers


def _of_control(name: str, texts: pl.Series, cells: pl.DataFrame) -> pl.Series:
    """The rows whose cell holds a code, or does not say no where the column speaks of control; what the entries of the row say is no news."""
    if speaks_of_control(name):
        doubtful = {text for text in texts.unique() if not says_no(text)}
    else:
        doubtful = set(_annex_i_codes(texts))
    if not doubtful:
        return same_in_each_row(False, texts.len(), pl.Boolean)
    rows = texts.is_in(sorted(doubtful))
    if _ENTRIES not in cells.columns:
        return rows
    entries = cells[_ENTRIES].cast(pl.String).fill_null("")
    told = {
        (text, of_row): _is_among(text, of_row)
        for text, of_row in set(zip(texts.filter(rows), entries.filter(rows), strict=True))
    }
    news = [
        is_doubtful and not told[text, of_row]
        for is_doubtful, text, of_row in zip(rows, texts, entries, strict=True)
    ]
    return pl.Series(news, dtype=pl.Boolean)


def _is_among(text: str, entries: str) -> bool:
    """Whether a cell holds codes alone, and the entries of the row have each of them."""
    codes = {normal_code(code) for code in codes_of(text)}
    return bool(codes) and None not in codes and codes <= {normal_code(code) for code in codes_of(entries)}


def _annex_i_codes(texts: pl.Series) -> Collection[str]:
    """The different cells that are codes of Annex I, where most of those that are not empty are."""
    may_be = texts.str.contains(_CODE)
    if 2 * int(may_be.sum()) <= int((texts != "").sum()):
        return ()
    codes = {text for text in texts.filter(may_be).unique() if shows_annex_i(text)}
    return codes if 2 * int(texts.is_in(sorted(codes)).sum()) > int((texts != "").sum()) else ()


def may_matter(name: str) -> bool:
    """Whether a column that is not read may matter by its name."""
    return may_name_somebody(name) or speaks_of_control(name)


def unsure_columns(mapping: ColumnMapping, table: Table) -> frozenset[str]:
    """The columns of a table that a mapping does not read, and that may matter by their name, or by codes of Annex I in a part."""
    unread = [name for name, columns in mapping.columns.items() if not columns]
    unsure = {name for name in unread if may_matter(name)}
    for part in table.parts():
        others = [name for name in unread if name not in unsure]
        unsure.update(name for name in others if _annex_i_codes(column_texts(part.cells, name)))
    return frozenset(unsure)
