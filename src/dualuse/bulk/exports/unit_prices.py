"""What one of the quantity costs, which is not the value of the line: that is the price times the quantity, where both are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

import polars as pl

from dualuse.bulk.exports.numbers import plain_number
from dualuse.schema.tables.columns import ColumnPath, column_path
from dualuse.schema.tables.export_words import changes_a_price, is_price_of_piece, is_unit_price
from dualuse.schema.units import is_count

UNIT_PRICE: Final = "items.unit_price"
"""What a mapping calls a column of prices: no field of a transaction, whose items have values."""
VALUE: Final = "items.value"
QUANTITY: Final = "items.quantity"
UNIT: Final = "items.unit"


def contract_path(column: str) -> ColumnPath | None:
    """What a column of a mapping is in the contract, a price the value that comes of it; None where it is nothing there."""
    return column_path(VALUE if column == UNIT_PRICE else column)


def price_guessed(names: Sequence[str], read: Mapping[str, str]) -> str:
    """The column of prices that the values of the lines are taken from; "" where there is none, or something else must be said first.

    That is so where a column has the value, none the quantity, several are called a price, or one a discount or the quantity of a price.

    Args:
        names: of the columns of the file.
        read: by column of the contract the name of the file that is read for it.
    """
    prices = [name for name in names if is_unit_price(name)]
    if len(prices) != 1 or VALUE in read or not read.get(QUANTITY) or any(map(changes_a_price, names)):
        return ""
    return prices[0]


def values_of_lines(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The cells with each price, which stands in the column of values, times its quantity; empty where either is missing.

    Args:
        frame: cells of the contract.
        name: of the column of prices: what a piece costs says nothing of kilograms.
    """
    if VALUE not in frame.columns:
        return frame
    empty = pl.lit("")
    of_quantity = pl.col(QUANTITY).fill_null("") if QUANTITY in frame.columns else empty
    of_unit = pl.col(UNIT).fill_null("") if UNIT in frame.columns else empty
    cells = frame.select(
        pl.col(VALUE).fill_null("").alias("price"), of_quantity.alias("quantity"), of_unit.alias("unit")
    )
    by_piece = is_price_of_piece(name)
    products = {row: _product(*row, by_piece=by_piece) for row in cells.unique().iter_rows()}
    values = pl.Series(VALUE, [products[row] for row in cells.iter_rows()], dtype=pl.String)
    return frame.with_columns(values)


def _product(price: str, quantity: str, unit: str, *, by_piece: bool) -> str:
    """The value of a line as the contract writes it; "" where it does not follow."""
    if not price or not quantity or (by_piece and unit and not is_count(unit)):
        return ""
    try:
        value = format(Decimal(price) * Decimal(quantity), "f")
    except InvalidOperation:  # what a mapping says of every row is read by the contract, which refuses it
        return ""
    return plain_number(value.rstrip("0").rstrip(".") if "." in value else value)
