"""What follows from single cells of a file: their text, whether the contract would refuse it, facts that need no other cell.

Cells come as text. What is found wrong here only marks a row: the reason is given afterwards by the contract itself,
which reads the marked rows one by one, so that a row is refused for exactly what it would be refused for alone. A column
that follows from one cell is worked out per word where cells are held as numbers of words, else as an expression; both
ways say the same of a cell, and the first costs one look-up a row, whatever is asked of the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add
from typing import Final, get_args

import narwhals as nw

from dualuse.bulk.backends.backend import LookUp
from dualuse.bulk.fact_groups import Group
from dualuse.engine.tables.expressions import Expressions, any_of
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.law.states import value_thresholds
from dualuse.schema.tables.cell_forms import BLANKS, CONTROL, KINDS, PATTERNS, form_checks
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header
from dualuse.schema.transaction import Level, Manner

FORM: Final = "form_wrong"
"""Column that marks rows with a cell that has not the form of its column."""

EMPTY, USABLE, OTHER = 0, 1, 2
"""What a cell is to the value limit: a value or a currency; of national entries, usable are those that say that none is."""
_IS_LIMITED_AMOUNT: Final = r"^[0-9]{1,15}(\.[0-9]{0,6})?$"
"""Sums of amounts below the limit are exact in floating point when rounded to six places; finer ones are unclear."""
_VALUE_ANSWERS: Final = (
    "items.answers.item.national_value_exempt",
    "answers.item.national_value_exempt",
)
"""Columns by which a person says whether the limit is kept, where it cannot be derived; that of the item first."""
VALUE_ANSWERS: Final = tuple(f"value_answer_{number}" for number in range(len(_VALUE_ANSWERS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectCells:
    """A column of numbers for the cells that state ``fact`` by themselves: what each number from 1 on states as text.

    Number 0 stands for a refused cell; ``can_be_wrong``: whether there may be one.
    """

    fact: str
    column: str
    stated: tuple[str, ...]
    is_flag: bool
    can_be_wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellColumns:
    """Columns that follow from single cells, in the order in which they are added.

    ``prepared``: of the columns as they arrive; ``looked_up`` and ``others``: of the prepared ones; ``last``: of all these.
    """

    prepared: tuple[nw.Expr, ...]
    looked_up: tuple[LookUp, ...]
    others: tuple[nw.Expr, ...]
    last: tuple[nw.Expr, ...]
    direct: tuple[DirectCells, ...]


def cell_columns(
    header: Header, arriving: Sequence[str], groups: Iterable[Group], *, looks_up: bool, make: Expressions
) -> CellColumns:
    """All columns that follow from single cells of the rows.

    Args:
        header: the columns of the contract.
        arriving: their names in the rows, in the order of the header.
        groups: of columns that decide facts together, with what they ask of single cells.
        looks_up: whether numbers of words can be looked up.
        make: what makes the expressions.
    """
    direct = tuple(_direct_cells(header))
    numbered = [
        _OfCell(
            of.column, name, _number_of_word(header.by_name[name]), _number_of(header.by_name[name], make)
        )
        for name, of in zip(_direct_names(header), direct, strict=True)
        if of.can_be_wrong
    ]
    forms = [
        _OfCell(f"form_{place}", name, is_wrong, _form_of(header.by_name[name]))
        for place, (name, is_wrong) in enumerate(form_checks(header).items())
    ]
    looked_up, others = _added(header, (*numbered, *forms, *_value_cells(make)), looks_up, make)
    is_wrong = any_of((make.col(form.name) for form in forms), make).alias(FORM)
    keys = tuple(key for group in groups for key in _key_columns(group, header, make))
    return CellColumns(
        prepared=_prepared(header, arriving, make),
        looked_up=looked_up,
        others=others,
        last=(is_wrong, *keys),
        direct=direct,
    )


def value_columns(
    header: Header, arriving: Sequence[str], make: Expressions
) -> tuple[tuple[nw.Expr, ...], tuple[nw.Expr, ...]]:
    """The columns that the sums of contracts rest on: of the columns as they arrive, then of the prepared ones."""
    _, others = _added(header, _value_cells(make), False, make)
    return _prepared(header, arriving, make), others


# The text of cells.


def _prepared(header: Header, arriving: Iterable[str], make: Expressions) -> tuple[nw.Expr, ...]:
    """Text for each column, empty where nothing is stated; without blanks at its ends, but for prose.

    Columns whose cells are held as numbers stay as they are.
    """
    return tuple(
        _text(column, name, header, make).alias(header.held[column.name])
        for column, name in zip(header.columns, arriving, strict=True)
    )


def _text(column: ColumnPath, name: str, header: Header, make: Expressions) -> nw.Expr:
    if column.name in header.codes:
        return make.col(name)
    text = make.col(name).cast(make.String).fill_null("")
    return text if column.is_prose else text.str.strip_chars(BLANKS)


def _is_empty(header: Header, column: ColumnPath, make: Expressions) -> nw.Expr:
    cell, texts = make.col(header.held[column.name]), header.codes.get(column.name)
    if texts is not None:
        return cell.is_in([number for number, text in enumerate(texts) if text == ""])
    return (cell.str.strip_chars(BLANKS) if column.is_prose else cell) == ""


def _key_columns(group: Group, header: Header, make: Expressions) -> Iterator[nw.Expr]:
    """The keys of a group that are no prepared cells: those that do not matter everywhere, and slots of parties."""
    limited: nw.Expr | None = None
    if group.only_where:
        limited = any_of((~_is_empty(header, header.by_name[name], make) for name in group.only_where), make)
        for column, key in zip(group.keys, group.held, strict=False):
            cell, texts = make.col(header.held[column.name]), header.codes.get(column.name)
            nothing = make.lit("") if texts is None else make.lit(texts.index("")).cast(make.UInt32)
            yield make.when(limited).then(cell).otherwise(nothing).alias(key)
    for slot, key in zip(group.present, group.held[len(group.keys) :], strict=True):
        of_slot = (column for column in header.columns if slot in column.path)
        is_stated = any_of((~_is_empty(header, column, make) for column in of_slot), make)
        yield (is_stated if limited is None else limited & is_stated).alias(key)


# Columns that follow from one cell.


@dataclass(frozen=True, slots=True)
class _OfCell:
    """A column ``name`` that follows from the cells of ``column``: by word, or as an expression over their text."""

    name: str
    column: str
    of_word: Callable[[str], int | float]
    of_text: Callable[[nw.Expr], nw.Expr]


def _added(
    header: Header, wanted: Iterable[_OfCell], looks_up: bool, make: Expressions
) -> tuple[tuple[LookUp, ...], tuple[nw.Expr, ...]]:
    """Columns by word and as expressions; what the file has no column for is what an empty cell comes to."""
    looked_up: list[LookUp] = []
    others: list[nw.Expr] = []
    for of_cell in wanted:
        held, texts = header.held.get(of_cell.column), header.codes.get(of_cell.column)
        if held is None:
            others.append(make.lit(of_cell.of_word("")).alias(of_cell.name))
        elif texts is None or not looks_up:
            others.append(of_cell.of_text(make.col(held)).alias(of_cell.name))
        else:
            looked_up.append(LookUp(of_cell.name, held, tuple(of_cell.of_word(text) for text in texts)))
    return tuple(looked_up), tuple(others)


# Whether a cell has the form of its column.


def _form_of(column: ColumnPath) -> Callable[[nw.Expr], nw.Expr]:
    """The same as ``cell_forms.form_check`` as an expression."""
    if column.form == "choice":
        return lambda cell: ~cell.is_in(list(KINDS))
    if column.form == "text":
        return lambda cell: cell.str.contains(CONTROL) | (cell.str.len_chars() > LONGEST_TEXT)
    pattern = PATTERNS[column.form]
    return lambda cell: (cell != "") & ~cell.str.contains(pattern)


# Cells that are facts of their own.


def _direct_names(header: Header) -> Iterator[str]:
    return (column.name for column in header.columns if column.is_direct)


def _direct_cells(header: Header) -> Iterator[DirectCells]:
    for name in _direct_names(header):
        column = header.by_name[name]
        texts = header.codes.get(name)
        words = [_word(column, text) for text in texts or ()]
        is_flag, numbers_of_words = column.kind == "flag", _numbers_of_words(column)
        if texts is None or any(word not in numbers_of_words for word in words[1:]):
            # The numbers: 0 wrong, 1 empty, then the words in order.
            yield DirectCells(
                fact=name,
                column=f"field_{header.held[name]}",
                stated=("", *_words_of(column)),
                is_flag=is_flag,
                can_be_wrong=True,
            )
        else:
            yield DirectCells(
                fact=name,
                column=header.held[name],
                stated=tuple(words[1:]),
                is_flag=is_flag,
                can_be_wrong=False,
            )


def _words_of(column: ColumnPath) -> tuple[str, ...]:
    """The words that a cell of a direct column may hold."""
    if column.path[0] == "knowledge":
        return get_args(Level)
    return ("false", "true") if column.kind == "flag" else get_args(Manner)


def _numbers_of_words(column: ColumnPath) -> dict[str, int]:
    return {"": 1, **{word: number for number, word in enumerate(_words_of(column), 2)}}


def _word(column: ColumnPath, text: str) -> str:
    return text.lower() if column.kind == "flag" else text


def _number_of_word(column: ColumnPath) -> Callable[[str], int]:
    numbers = _numbers_of_words(column)
    return lambda text: numbers.get(_word(column, text), 0)


def _number_of(column: ColumnPath, make: Expressions) -> Callable[[nw.Expr], nw.Expr]:
    """The same as an expression."""
    numbers = _numbers_of_words(column)

    def number(cell: nw.Expr) -> nw.Expr:
        text = cell.str.to_lowercase() if column.kind == "flag" else cell
        return reduce(
            add, [(text == word).cast(make.Int32) * make.lit(number) for word, number in numbers.items()]
        )

    return number


# What a cell is to the national value limit (``value_limits``).


@lru_cache(maxsize=1)
def _currency() -> str:
    (currency,) = {threshold.currency for threshold in value_thresholds().values()}
    return currency


def _value_cells(make: Expressions) -> Iterator[_OfCell]:
    currency = _currency()
    yield _OfCell(
        "value_amount",
        "items.value",
        lambda text: float(text) if re.match(_IS_LIMITED_AMOUNT, text) else 0.0,
        lambda cell: (
            make.when(cell.str.contains(_IS_LIMITED_AMOUNT))
            .then(cell)
            .otherwise(make.lit("0"))
            .cast(make.Float64)
        ),
    )
    yield _OfCell(
        "value_state",
        "items.value",
        lambda text: _state(text, re.match(_IS_LIMITED_AMOUNT, text) is not None),
        lambda cell: _state_of(cell, cell.str.contains(_IS_LIMITED_AMOUNT), make),
    )
    yield _OfCell(
        "value_currency",
        "items.currency",
        lambda text: _state(text, text.upper() == currency),
        lambda cell: _state_of(cell, cell.str.to_uppercase() == currency, make),
    )
    yield _OfCell(
        "value_listing",
        "items.national_entries",
        lambda text: _state(text, text == "[]"),
        lambda cell: _state_of(cell, cell == "[]", make),
    )
    yield _OfCell(
        "value_kind",
        "items.kind",
        lambda text: KINDS.index(text) if text in KINDS else len(KINDS),
        lambda cell: reduce(
            add,
            [(cell == kind).cast(make.Int32) * make.lit(place) for place, kind in enumerate(KINDS) if kind],
        ),
    )
    for name, column in zip(VALUE_ANSWERS, _VALUE_ANSWERS, strict=True):
        yield _OfCell(
            name,
            column,
            lambda text: {"true": USABLE, "": EMPTY}.get(text.lower(), OTHER),
            lambda cell: _state_of(cell, cell.str.to_lowercase() == "true", make),
        )


def _state(text: str, usable: bool) -> int:
    return EMPTY if text == "" else USABLE if usable else OTHER


def _state_of(cell: nw.Expr, usable: nw.Expr, make: Expressions) -> nw.Expr:
    is_stated = (cell != "").cast(make.Int32)
    return is_stated * make.lit(OTHER) - (is_stated * usable.cast(make.Int32)) * make.lit(OTHER - USABLE)
