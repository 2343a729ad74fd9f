"""The cells of a file as prepared columns, and which of them the contract would refuse.

Cells come as text. What is found here only marks a row: the reason is given afterwards by the contract itself, which
reads the marked rows one by one, so that a row is refused for exactly what it would be refused for alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import add
from typing import Any, Final, get_args

import narwhals as nw

from dualuse.bulk.columns import ColumnPath, Header
from dualuse.law.language.logic import LEVELS, AtLeast, Flag, Is, Truth
from dualuse.schema.transaction import Kind, Level, Manner

BLANKS: Final = " \t\n\r\x0b\x0c\u00a0"
PREFIX: Final = "cell_"

_TEXTS: Final = frozenset({"reference", "name", "address", "description", "unit", "product", "end_use", "id"})
_AMOUNTS: Final = frozenset({"quantity", "value"})
_CHOICES: Final[dict[str, tuple[str, ...]]] = {"manner": get_args(Manner), "items.kind": get_args(Kind)}
_CONTROL: Final = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_CONTROL_OF_WORD: Final = re.sub(r"\\x\{([0-9a-f]{4})\}", r"\\u\1", _CONTROL)
"""The same as Python writes it."""
_AMOUNT: Final = r"^[0-9]{1,15}(\.[0-9]*)?$"
_MONEY: Final = r"^([0-9]{1,15}(\.([0-9]{0,2}|[0-9]{4,}))?|([0-9]{4,15}|0[0-9]{0,2})\.[0-9]{3})$"
"""Not where the point may stand for thousands (``contract.transaction``)."""
_PATTERNS: Final = {
    "cn_code": r"^[0-9]{4,10}$",
    "currency": r"^[A-Z]{3}$",
    "birth_date": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
}
LONGEST: Final = 4000


def name_of(header: Header, column: str) -> str:
    """Name of the prepared column of ``column``."""
    return f"{PREFIX}{header.names.index(column)}"


def prepared_cells(header: Header, given: Iterable[str]) -> list[nw.Expr]:
    """Text for each column of the contract, empty where nothing is stated; without blanks at its ends, but for prose.

    ``given``: names of the columns as they stand in the frame, in the order of the header. Columns whose cells are held
    as numbers (``header.codes``) stay as they are.
    """
    return [
        _prepared(column, name, header).alias(f"{PREFIX}{index}")
        for index, (column, name) in enumerate(zip(header.columns, given, strict=True))
    ]


def _prepared(column: ColumnPath, name: str, header: Header) -> nw.Expr:
    if column.name in header.codes:
        return nw.col(name)
    text = nw.col(name).cast(nw.String).fill_null("")
    return text if is_prose(column) else text.str.strip_chars(BLANKS)


def is_prose(column: ColumnPath) -> bool:
    """Whether nothing but the form of the cells of ``column`` is looked at, as a rule."""
    return str(column.path[-1]) in _TEXTS or "identifiers" in column.path


def is_empty(header: Header, column: str) -> nw.Expr:
    """Where nothing is stated."""
    return is_text(header, column, "")


def is_text(header: Header, column: str, text: str) -> nw.Expr:
    """Where the cell is ``text``."""
    texts = header.codes.get(column)
    if texts is None:
        return stripped(header, column) == text
    numbers = [number for number, one in enumerate(texts) if one == text]
    return nw.col(name_of(header, column)).is_in(numbers)


def stripped(header: Header, column: str) -> nw.Expr:
    """The text of a column that holds text, without blanks at its ends."""
    of = header.column(column)
    cell = nw.col(name_of(header, column))
    return cell.str.strip_chars(BLANKS) if of is not None and is_prose(of) else cell


def nothing_stated(header: Header, column: str) -> nw.Expr:
    """The value of an empty cell."""
    texts = header.codes.get(column)
    return nw.lit("") if texts is None else nw.lit(texts.index("")).cast(nw.UInt32)


def text_of(header: Header, column: str, value: Any) -> str:
    """The text of a prepared cell."""
    texts = header.codes.get(column)
    text: str = value if texts is None else texts[value]
    return text


def may_be_coded(column: ColumnPath) -> bool:
    """Whether the cells of ``column`` may be few words over and over."""
    return not is_prose(column) and column.path[0] != "authorisations"


def is_direct(column: ColumnPath) -> bool:
    """Whether the cells of ``column`` are facts of their own, read without any other cell."""
    return column.path[0] in ("knowledge", "circumstances") or column.name in ("manner", "exporter.icp")


def checked_here(column: ColumnPath) -> bool:
    """Whether :func:`wrong` can tell a wrong cell of ``column`` by its form alone."""
    field = str(column.path[-1])
    return (
        is_direct(column)
        or column.name in _CHOICES
        or field in _TEXTS | _AMOUNTS | set(_PATTERNS)
        or ("identifiers" in column.path)
    )


def forms(header: Header) -> Iterator[tuple[str, Callable[[str], bool], Callable[[nw.Expr], nw.Expr]]]:
    """Per column whose form is checked here, where a cell has not that form: of its text, and as an expression."""
    for column in header.columns:
        if not checked_here(column) or is_direct(column):
            continue
        field = str(column.path[-1])
        if column.name in _CHOICES:
            words = ("", *_CHOICES[column.name])
            yield column.name, _not_in(words), _is_none_of(words)
        elif field in _AMOUNTS or field in _PATTERNS:
            pattern = _MONEY if field == "value" else _AMOUNT if field in _AMOUNTS else _PATTERNS[field]
            yield column.name, _unlike(pattern), _is_unlike(pattern)
        else:
            yield column.name, _is_no_text, _has_no_text


def _not_in(words: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda text: text not in words


def _is_none_of(words: tuple[str, ...]) -> Callable[[nw.Expr], nw.Expr]:
    return lambda cell: ~cell.is_in(list(words))


def _unlike(pattern: str) -> Callable[[str], bool]:
    return lambda text: text != "" and re.match(pattern, text) is None


def _is_unlike(pattern: str) -> Callable[[nw.Expr], nw.Expr]:
    return lambda cell: (cell != "") & ~cell.str.contains(pattern)


def _is_no_text(text: str) -> bool:
    return re.search(_CONTROL_OF_WORD, text) is not None or len(text) > LONGEST


def _has_no_text(cell: nw.Expr) -> nw.Expr:
    return cell.str.contains(_CONTROL) | (cell.str.len_chars() > LONGEST)


def values_of(column: ColumnPath) -> tuple[str, ...]:
    """The words that a cell of a direct column may hold."""
    if column.path[0] == "knowledge":
        return get_args(Level)
    return ("false", "true") if column.kind == "flag" else _CHOICES[column.name]


def number_of_word(column: ColumnPath) -> Callable[[str], int]:
    """The number of a cell of a direct column: 0 wrong, 1 empty, then the words of :func:`values_of` in order."""
    words = _words(column)
    return lambda text: words.get(_word(column, text), 0)


def facts_of_words(column: ColumnPath, header: Header) -> tuple[str | None, ...] | None:
    """For each word of a direct column held as numbers what it states, empty where nothing; None where one is refused."""
    texts = header.codes.get(column.name)
    if texts is None:
        return None
    known = _words(column)
    words = [_word(column, text) for text in texts]
    return None if any(word not in known for word in words[1:]) else tuple(words)


def number_of(column: ColumnPath) -> Callable[[nw.Expr], nw.Expr]:
    """The same as an expression."""

    def number(cell: nw.Expr) -> nw.Expr:
        text = cell.str.to_lowercase() if column.kind == "flag" else cell
        return sum_of(
            (text == word).cast(nw.Int32) * nw.lit(number) for word, number in _words(column).items()
        )

    return number


def _words(column: ColumnPath) -> dict[str, int]:
    return {"": 1, **{word: number for number, word in enumerate(values_of(column), 2)}}


def _word(column: ColumnPath, text: str) -> str:
    return text.lower() if column.kind == "flag" else text


def sum_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """The sum of expressions."""
    return reduce(add, parts)


def leaf_truth(leaf: Flag | Is | AtLeast, value: str | bool | None) -> Truth:
    """The truth of a leaf for the value of its fact."""
    if value is None:
        return None
    if isinstance(leaf, Flag):
        return value is True
    return value in (leaf.values if isinstance(leaf, Is) else LEVELS[LEVELS.index(leaf.level) :])
