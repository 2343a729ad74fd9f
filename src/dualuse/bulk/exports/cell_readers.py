"""The cells of an export as those of the contract: one text after another, each distinct one once.

What is sure is taken; what is not is refused with both readings or with a suggestion, and its row goes to the rows to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dualuse.assessment.field_words import path_of_cell
from dualuse.bulk.exports.entry_cells import NOTHING_SAID, NoneWords, entries_read, is_none_found
from dualuse.bulk.exports.numbers import (
    OTHERS_DIFFER,
    POINTS_IN_DOUBT,
    THREE_IN_DOUBT,
    is_month_first,
    plain_number,
    read_by_column,
    read_day,
    read_number,
)
from dualuse.free_text.sure_places import near_place, sure_place
from dualuse.i18n import N_, Figure, Message
from dualuse.i18n.places import PlaceName
from dualuse.inputs.formulas import is_error_of_sheet
from dualuse.inputs.problem_words import PLACE_MEANT, PLACE_OF_SEVERAL
from dualuse.inputs.problems import Problem, new_problem, suggestion
from dualuse.schema.customs_code import customs_code
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.export_words import Locale, several_places
from dualuse.schema.tables.word_tables import plain_word, word_table

NUMBERS: Final = frozenset({"quantity", "value", "left"})
DAYS: Final = frozenset({"date", "birth_date", "valid_from", "valid_until", "compared"})


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What a cell says: its text as the contract writes it, or what is wrong with it."""

    text: str = ""
    problem: Problem | None = None


CellReader = Callable[[str], ReadCell]


def kind_of(column: ColumnPath) -> str:
    """What the cells of a column are: ``number``, ``day``, ``place`` …, or ``text``."""
    field = str(column.path[-1])
    if field in NUMBERS:
        return "number"
    if field in DAYS:
        return "day"
    if column.is_place:
        return "place"
    if column.kind == "flag":
        return "flag"
    if field in ("entries", "national_entries", "name", "kind", "activity", "cn_code"):
        return field
    return "text"


def cell_reader(
    column: ColumnPath, header: str, locale: Locale, shown: str, none_words: NoneWords = NOTHING_SAID
) -> CellReader | None:
    """The reader of a column's cells; None where they are taken as they are.

    Args:
        column: of the contract.
        header: what the file calls it.
        locale: how numbers and days are written, as far as somebody stated it.
        shown: the way of writing that the column itself shows, "" where it shows none.
        none_words: of a column of entries, the words that say that there is none.
    """
    kind = kind_of(column)
    path = path_of_cell(header, column.name)
    readers: dict[str, CellReader] = {
        "number": lambda text: _number(text, path, locale.decimal, shown),
        "day": lambda text: _day(text, path, locale.days, shown),
        "place": lambda text: _place(text, path),
        "flag": lambda text: _word(text, path, "flags"),
        "kind": lambda text: _word(text, path, "kinds"),
        "activity": lambda text: _word(text, path, "activities"),
        "entries": lambda text: _entries(text, path, "" if header == column.name else header, none_words),
        "national_entries": lambda text: ReadCell("[]" if is_none_found(text) else text),
        "name": lambda text: _name(text, path),
        "cn_code": lambda text: _customs_code(text, path),
    }
    reader = readers.get(kind)
    if reader is None:
        return None
    return lambda text: _failed(text, path) if is_error_of_sheet(text) else reader(text)


def _failed(text: str, path: str) -> ReadCell:
    """What a spreadsheet shows of a formula that failed says nothing, whatever word it is like: a look-up that failed is no "none"."""
    what = N_("{value} is what a spreadsheet shows of a formula that failed")
    return _wrong(
        "cell_of_failed_formula",
        what,
        N_("Mend the formula, or write what it should have found"),
        path,
        value=text,
    )


def typed_number(text: str) -> ReadCell:
    """A cell that is a number in its file means what it says."""
    return ReadCell(plain_number(text))


def _number(text: str, path: str, decimal: str, shown: str) -> ReadCell:
    reading = read_number(text, decimal) if decimal else read_by_column(text, shown)
    if len(reading.values) == 1:
        return ReadCell(reading.values[0])
    if reading.values:
        what = N_("{value} may be {first} or {second}, and no other cell of the column settles which")
        if shown.endswith(THREE_IN_DOUBT):
            what = N_(
                "{value} may be {first} or {second}: the other cells of the column have two decimals, and this one would have three, or is written otherwise"
            )
        if shown.endswith(OTHERS_DIFFER):
            what = N_(
                "{value} may be {first} or {second}: columns of the file contradict each other in the mark before decimals"
            )
        remedy = N_(
            "Write {first} or {second} into the cell; or say once how the file writes numbers: --locale en makes {first} of it, --locale de {second}"
            " ([locale] in the mapping says the same)"
        )
        first, second = (Figure(format(Decimal(value).normalize(), "f")) for value in reading.values)
        return _wrong("number_ambiguous", what, remedy, path, value=text, first=first, second=second)
    if decimal and read_number(text).values:
        what = N_("{value} is no number where {mark} stands before the decimals, as was stated")
        remedy = N_("Correct the cell, or what was stated of the file (--locale, or [locale] in the mapping)")
        return _wrong("number_of_other_locale", what, remedy, path, value=text, mark=decimal)
    if text.startswith(("-", "−")) and read_number(text[1:], decimal).values:
        negative = N_("{value} is negative: no quantity and no value is")
        remedy = N_("Correct the cell, or take the row out where it takes another back")
        return _wrong("number_negative", negative, remedy, path, value=text)
    what = N_("{value} is no number")
    return _wrong(
        "number_malformed",
        what,
        N_("Write digits and a decimal mark alone, without unit or currency"),
        path,
        value=text,
    )


_ORDER_OF_DAYS: Final = N_(
    "State how the file writes days (--locale en-GB, or [locale] in the mapping), or write the day as 2026-11-20"
)


_SHORT_YEAR: Final = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2}")


def _day(text: str, path: str, order: str, shown: str) -> ReadCell:
    if not text.strip("0.-/"):
        return ReadCell()  # SAP writes 00.00.0000 where there is no day
    in_doubt = shown == POINTS_IN_DOUBT
    if in_doubt and not order and is_month_first(text):
        what = N_("{value} has the month first, and a day with points has the day first")
        return _wrong("day_month_first", what, _ORDER_OF_DAYS, path, value=text)
    reading = read_day(text, order, points_in_doubt=in_doubt)
    if len(reading.values) > 1 and shown and not in_doubt:
        reading = read_day(text, shown)
    if len(reading.values) == 1:
        return ReadCell(reading.values[0])
    if reading.values:
        what = N_("{value} may be {first} or {second}, and no other cell of the column settles which")
        first, second = reading.values
        return _wrong("day_ambiguous", what, _ORDER_OF_DAYS, path, value=text, first=first, second=second)
    if _SHORT_YEAR.fullmatch(text):
        what = N_("{value} has a year of two digits, which is not guessed")
        return _wrong(
            "day_short_year", what, N_("Write the year with four digits, as in 20.11.2026"), path, value=text
        )
    return _wrong(
        "day_malformed", N_("{value} is no day"), N_("Write it as 20.11.2026 or 2026-11-20"), path, value=text
    )


def _place(text: str, path: str) -> ReadCell:
    code = sure_place(text)
    if code:
        return ReadCell(code)
    near, several = near_place(text), several_places(" ".join(text.split()))
    if several:
        remedy = Message(
            "remedy.places_several",
            N_("Write the code of the country that is meant: {codes}"),
            {"codes": several},
        )
    elif near:
        remedy = Message("remedy.place_meant", PLACE_MEANT, {"place": PlaceName(near)})
    else:
        remedy = Message("remedy.place_unsure", N_("Write its code of two letters, such as AE"), {})
    ambiguous, none = (
        PLACE_OF_SEVERAL,
        N_("{value} is no known name of a country"),
    )
    what = ambiguous if several else none
    return ReadCell(problem=new_problem("place_unsure", what, remedy, path=path, value=text))


_LETTER: Final = re.compile(r"[^\W\d_]")


def _word(text: str, path: str, table: str) -> ReadCell:
    words = word_table(table)
    meaning = words.get(plain_word(text))
    if meaning is not None:
        return ReadCell(meaning)
    what = N_("{value} is none of the words of this column")
    remedy = suggestion(text, dict.fromkeys(words.values()))
    return ReadCell(problem=new_problem("word_unknown", what, remedy, path=path, value=text))


def _entries(text: str, path: str, column: str, said: NoneWords) -> ReadCell:
    return ReadCell(*entries_read(text, path, column, said))


def _name(text: str, path: str) -> ReadCell:
    if _LETTER.search(text):
        return ReadCell(text)
    what = N_("{value} is no name: a number screens nobody")
    return _wrong(
        "name_is_number",
        what,
        N_("Map the column with the name, not the one with the number"),
        path,
        value=text,
    )


_NAME_OF_TARIFF: Final = re.compile(r"(?:HS|SH|KN|CN|NC|TARIC)(?:[\s-]?Code)?[\s:.]*(?=[0-9])", re.IGNORECASE)
_WITH_DASHES: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){2,3}|[0-9]{2}(?:-[0-9]{2}){2,4}")
"""A code with dashes between its pairs of digits; "8525-8529" and "8525-89" may be from one heading to another."""


def _customs_code(text: str, path: str) -> ReadCell:
    match = _NAME_OF_TARIFF.match(text)
    text = text[match.end() :] if match else text
    text = text.replace("-", "") if _WITH_DASHES.fullmatch(text) else text
    code = customs_code(text)
    if code is None or len(code) % 2 == 0:
        return ReadCell(text)  # what is no code at all is told by the contract
    what = N_("{value} has {number} digits: a zero at its beginning or end may be lost")
    remedy = N_("Write the code as text, with all its digits")
    return _wrong("cn_code_cut", what, remedy, path, value=text, number=str(len(code)))


def _wrong(code: str, what: str, remedy: str, path: str, **params: Any) -> ReadCell:
    return ReadCell(problem=new_problem(code, what, remedy, path=path, **params))
