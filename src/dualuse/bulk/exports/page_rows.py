"""Rows of an export that are no transactions and no totals: names of columns once more, titles and footers of pages.

Names of columns as the file has them, and footers that say what they are, are left out and told. What may be something else is a row to
mend, and so is every row below other names of columns: nobody knows what its cells are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.bulk.exports.totals import is_of_item
from dualuse.bulk.files.table_file import Part
from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem
from dualuse.schema.tables.columns import BAD_HEADING
from dualuse.schema.tables.export_words import OF_GROUP, column_called
from dualuse.schema.tables.word_tables import plain_word, words_of_tables

_WITH_DIGITS: Final = frozenset(
    {"date", "items.quantity", "items.value", "items.unit_price", "items.cn_code"}
)
"""Columns whose cells have digits: a text without any there may be the name of a column."""
_WHERE_OR_WHAT: Final = frozenset({"destination", "items.quantity", "items.value", "items.unit_price"})
_LEAST_NAMES: Final = 3
_FEW_COLUMNS: Final = 2
"""Columns that a table has at least that tells titles from transactions."""


@dataclass(frozen=True, slots=True)
class RowsOfPages:
    """By position: rows that are left out, each with its text, and those that are to be mended first.

    ``repeated``: of those left out the ones that have the names of the columns.
    """

    left_out: Mapping[int, str]
    repeated: frozenset[int]
    unsure: Mapping[int, Problem]


@dataclass(slots=True, kw_only=True)
class PageRows:
    """Finds them part after part, in the order of the file; ``columns``: by name of the file the columns of the contract."""

    columns: Mapping[str, tuple[str, ...]]
    _below: int = 0
    """The line of other names of columns that stand above; 0 where none do."""

    def among(self, part: Part, totals: Collection[int]) -> RowsOfPages:
        """Those of a part; ``totals``: rows that are known to be some, or to be asked about."""
        left_out: dict[int, str] = {}
        repeated: set[int] = set()
        unsure: dict[int, Problem] = {}
        for row in self._may_be_names(part.cells):
            cells = self._filled(part.cells, row)
            if self._repeats(cells):
                left_out[row] = _joined(cells)
                repeated.add(row)
            elif _are_names(cells.values()):
                unsure[row] = _other_names(_joined(cells))
        begins = dict(sorted((row, row in unsure) for row in (*repeated, *unsure)))
        unsure |= self._rows_below(part, begins)
        for row in self._may_be_titles(part.cells):
            if row in totals or row in left_out or row in unsure:
                continue
            cells = self._filled(part.cells, row)
            text = _joined(cells)
            if is_footer(text):
                left_out[row] = text
            elif len(cells) == 1 or not _has_digit(text):
                unsure[row] = _title(text)
        return RowsOfPages(left_out, frozenset(repeated), unsure)

    def _rows_below(self, part: Part, begins: Mapping[int, bool]) -> dict[int, Problem]:
        """The rows of a part below other names of columns; ``begins``: by position whether the names that stand there are others."""
        problems: dict[int, Problem] = {}
        if not self._below and not any(begins.values()):
            return problems
        for row in range(part.cells.height):
            if row in begins:
                self._below = int(part.lines[row]) if begins[row] else 0
            elif self._below and self._filled(part.cells, row):
                problems[row] = _below_other_names(self._below)
        return problems

    def _filled(self, cells: pl.DataFrame, row: int) -> dict[str, str]:
        of_row = cells.row(row, named=True)
        return {name: text for name in self.columns if (text := (of_row[name] or "").strip())}

    def _repeats(self, cells: Mapping[str, str]) -> bool:
        """Whether each cell is the name of its own column, or another usual name of the same; a line over the names may have others beside."""
        others = [
            text
            for name, text in cells.items()
            if plain_word(text) not in _names_of(name) and column_called(text) not in self.columns[name]
        ]
        own = len(cells) - len(others)
        is_over_names = any(OF_GROUP in name for name in cells) and not any(map(_has_digit, cells.values()))
        return own > 1 and (not others or (is_over_names and own > len(others)))

    def _may_be_names(self, cells: pl.DataFrame) -> list[int]:
        """Rows with a name of a column in one that it is the name of, or with a text where digits are to be expected: a wide look."""
        own = [
            pl.col(name).fill_null("").str.strip_chars().str.to_lowercase().is_in(_lowered(name))
            for name in self.columns
        ]
        digits = [
            pl.col(name).fill_null("").str.contains(r"\p{L}")
            & ~pl.col(name).fill_null("").str.contains(r"\d")
            for name, of in self.columns.items()
            if not _WITH_DIGITS.isdisjoint(of)
        ]
        return _positions(cells, pl.any_horizontal([*own, *digits])) if own else []

    def _may_be_titles(self, cells: pl.DataFrame) -> list[int]:
        """Rows that name no item, and hold one text alone or neither somebody nor a country nor an amount."""
        read = {name: of for name, of in self.columns.items() if of}
        items = [name for name, of in read.items() if is_of_item(of)]
        others = [name for name, of in read.items() if _tells_where_or_who(of)]
        if not items or not others or len(read) <= _FEW_COLUMNS:
            return []
        number = pl.sum_horizontal(_is_filled([name]).cast(pl.UInt32) for name in self.columns)
        says_little = (number == 1) | ~_is_filled(others)
        return _positions(cells, (number > 0) & ~_is_filled(items) & says_little)


def page_rows(read: Mapping[str, Iterable[str]], names: Iterable[str]) -> PageRows:
    """For a file with columns of these ``names``, from its beginning; ``read``: by name the columns of the contract."""
    return PageRows(columns={name: tuple(read.get(name, ())) for name in names if name not in BAD_HEADING})


def is_footer(text: str) -> bool:
    """Whether a text says by itself that it is the number of a page, or when a list was printed."""
    return _page().fullmatch(text) is not None or _printed().match(text) is not None


def _tells_where_or_who(of: Collection[str]) -> bool:
    return not _WHERE_OR_WHAT.isdisjoint(of) or any(column.startswith("parties.") for column in of)


def _is_filled(names: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).fill_null("").str.strip_chars() != "" for name in names)


def _positions(cells: pl.DataFrame, condition: pl.Expr) -> list[int]:
    return [int(row) for row in cells.select(condition.alias("row"))["row"].arg_true()]


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _title_of(name: str) -> str:
    """The name of a column as its file has it, without the number of one of several."""
    return re.sub(r" \(\d+\)'*$", "", name)


def _lowered(name: str) -> list[str]:
    return [text.casefold() for text in (_title_of(name), *_title_of(name).split(OF_GROUP))]


def _names_of(name: str) -> frozenset[str]:
    """The names that its column may have in a row of names, plain; of a name in two lines each of them."""
    title = _title_of(name)
    return frozenset(map(plain_word, (name, title, *title.split(OF_GROUP))))


def _are_names(texts: Collection[str]) -> bool:
    """Whether most of these texts are usual names of columns, of different ones."""
    meant = [column for text in texts if (column := column_called(text))]
    return len({*meant}) >= _LEAST_NAMES and 2 * len(meant) > len(texts)


def _joined(cells: Mapping[str, str]) -> str:
    return " ".join(cells.values())


@lru_cache(maxsize=1)
def _page() -> re.Pattern[str]:
    table = words_of_tables()["page_rows"]
    return re.compile(
        rf"(?:{_any_of(table['pages'])})[\s:.]*\d+(?:\s*(?:{_any_of(table['between'])}|/)\s*\d+)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _printed() -> re.Pattern[str]:
    table = words_of_tables()["page_rows"]
    return re.compile(
        rf"(?:{_any_of(table['printed'])})\b.*\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}", re.IGNORECASE
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_DELETE_IT: Final = N_("Delete it where it is none; else write which item it is, where it goes and to whom")


def _title(text: str) -> Problem:
    what = N_("the row names no item, and looks like a title or the foot of a page ({cells})")
    return new_problem("may_be_title", what, _DELETE_IT, cells=text[:120])


def _other_names(text: str) -> Problem:
    what = N_(
        "names of columns stand here, in another order or others than at the head of the table ({cells})"
    )
    remedy = N_("Put the table below them into a file or on a sheet of its own")
    return new_problem("other_names", what, remedy, cells=text[:120])


def _below_other_names(line: int) -> Problem:
    what = N_(
        "the row stands below other names of columns (row {above}), so that nobody knows what its cells are"
    )
    remedy = N_("Put the table below them into a file or on a sheet of its own")
    return new_problem("below_other_names", what, remedy, above=line)
