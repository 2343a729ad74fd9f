"""Columns of an export that nothing is read from, and that may be what no other column says: told with the line that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dualuse.bulk.exports.mapping import ColumnMapping, toml_line
from dualuse.bulk.exports.unit_prices import QUANTITY, UNIT_PRICE, VALUE
from dualuse.i18n import N_, fill
from dualuse.inputs.problems import Problem, new_problem, printable
from dualuse.schema.tables.export_words import (
    column_called,
    is_american_tariff,
    is_unit_price,
    may_be_unit_price,
    may_hold_customs_codes,
)

_CODE: Final = "items.cn_code"
_TOLD_ELSEWHERE: Final = ("date", "destination")
"""Of days one is read, and where goods go is asked first."""

_AMERICAN: Final = N_(
    "{name} is not read: it is called after the tariff of the United States, of whose numbers the first six digits alone are those of the Union."
    " Where the column holds numbers of the Combined Nomenclature, write in {file}:"
)
_MAY_BE: Final = N_("{name} is not read, and may hold customs codes. Where it does, write in {file}:")
_SEVERAL: Final = N_(
    "Several columns may be {field}, and none of them is read: {names}. Say in {file} which it is, such as:"
)
_PRICE: Final = N_(
    "{names} is not read, and no column says what a line is worth: a price of one is that only times the quantity, without a discount and"
    " where it is the price of one. Where it is so in every row, write in {file}:"
)


def names_in_doubt(mapping: ColumnMapping, names: Sequence[str]) -> frozenset[str]:
    """All columns of this module: a mapping has their lines as comments."""
    same = (name for several in called_the_same(mapping, names).values() for name in several)
    return frozenset((*customs_columns(mapping, names), *price_columns(mapping, names), *same))


def price_columns(mapping: ColumnMapping, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that may be the price of one of the quantity, where no column says what a line is worth and no person has left them out."""
    if mapping.reads(VALUE) or VALUE in called_the_same(mapping, names):
        return ()
    return tuple(name for name in _undecided(mapping, names) if may_be_unit_price(name))


def price_problem(name: str, column: str, mapped: Iterable[str]) -> Problem | None:
    """What is wrong where a mapping takes a price for the value of a line, or has none to multiply it with; None where nothing is.

    Args:
        name: of the column of the file.
        column: of the contract that it is read as.
        mapped: all columns of the contract that the mapping reads.
    """
    if column == VALUE and is_unit_price(name):
        text = N_("{name} is called what one costs, and that is not the value of a line")
        remedy = N_("Write {row}: the value is then the price times the quantity")
        row = toml_line(name, (UNIT_PRICE,))
        return new_problem("mapping_price", text, remedy, path=name[:80], name=name[:80], row=row)
    if column == UNIT_PRICE and QUANTITY not in mapped:
        text = N_("{name} is the price of one, which says what a line is worth with its quantity alone")
        remedy = N_("Say which column is the quantity ({field}), or leave the price out")
        return new_problem(
            "mapping_price_alone", text, remedy, path=name[:80], name=name[:80], field=QUANTITY
        )
    return None


def customs_columns(mapping: ColumnMapping, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that may hold customs codes by their name, where none is read for them and no person has left them out."""
    if mapping.reads(_CODE):
        return ()
    return tuple(
        name
        for name in _undecided(mapping, names)
        if not column_called(name) and may_hold_customs_codes(name)
    )


def called_the_same(mapping: ColumnMapping, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Columns of the contract that are read from none, to those of the file that are called so: which is meant only a person knows.

    Those of parties are told with their own question, days and the destination as well.
    """
    called: dict[str, tuple[str, ...]] = {}
    for name in _undecided(mapping, names):
        meant = column_called(name)
        is_told = meant in _TOLD_ELSEWHERE or meant.startswith("parties.")
        if meant and not is_told and not mapping.reads(meant):
            called[meant] = (*called.get(meant, ()), name)
    return {meant: several for meant, several in called.items() if len(several) > 1}


def _undecided(mapping: ColumnMapping, names: Sequence[str]) -> Iterable[str]:
    """The columns that are not read, and that no person has left out."""
    return (name for name in names if not mapping.columns.get(name) and name not in mapping.left_out)


def lines_of_doubt(mapping: ColumnMapping, names: Sequence[str], language: str, map_file: str) -> list[str]:
    """What is to be said of these columns, each with the line of a mapping that reads it."""
    lines: list[str] = []
    for sentence, params, (line, *_) in _doubts(mapping, names, map_file or "--map FILE.toml"):
        lines += [printable(fill(sentence, language, **params)), printable(f"  {line}")]
    return lines


def hints_of_doubt(mapping: ColumnMapping) -> Iterable[tuple[str, dict[str, str], list[str]]]:
    """For the file of a mapping: a sentence with what it is filled with, and the lines of which one settles it, the last by leaving it out."""
    return _doubts(mapping, (*mapping.columns,), "[columns]")


def _doubts(
    mapping: ColumnMapping, names: Sequence[str], file: str
) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    for name in customs_columns(mapping, names):
        text = _AMERICAN if is_american_tariff(name) else _MAY_BE
        yield text, {"name": name, "file": file}, [toml_line(name, (_CODE,)), toml_line(name, ())]
    if prices := price_columns(mapping, names):
        params = {"names": ", ".join(prices), "file": file}
        read, left_out = ([toml_line(name, columns) for name in prices] for columns in ((UNIT_PRICE,), ()))
        yield _PRICE, params, [*read, *left_out]
    for meant, called in called_the_same(mapping, names).items():
        params = {"field": meant, "names": ", ".join(called), "file": file}
        read, left_out = ([toml_line(name, columns) for name in called] for columns in ((meant,), ()))
        yield _SEVERAL, params, [*read, *left_out]
