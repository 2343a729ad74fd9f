"""What the rows of a table do not state of their exporter and settings do; by the rule of ``assessment/configured.py``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dualuse.assessment.configured import FIELDS, plain_name
from dualuse.bulk.options import Options
from dualuse.law.territories import find_place
from dualuse.schema.tables.columns import ColumnPath, column_path
from dualuse.schema.tables.header import Header, header_of


@dataclass(frozen=True, slots=True)
class Completion:
    """How the rows of a table are completed.

    ``header``: with the columns that are added; ``added``: these, empty; ``filled``: the columns with what is taken from
    settings; ``is_taken``: whether a row takes anything, None where nothing is to be taken.
    """

    header: Header
    added: tuple[pl.Expr, ...] = ()
    filled: tuple[pl.Expr, ...] = ()
    is_taken: pl.Expr | None = None


def completion(header: Header, options: Options) -> Completion:
    """What the rows of a table take from settings; of rows of other exporters nothing."""
    house = _House(header, options)
    if not house.stated:
        return Completion(header)
    added = tuple(_added(name) for name in house.added)
    return Completion(
        replace(header_of((*header.columns, *added), header.carried), called=header.called)
        if added
        else header,
        tuple(pl.lit("").alias(column.name) for column in added),
        tuple(house.filled(name) for name in house.stated),
        # Without any column of an exporter all rows are the same: a column of them all the same.
        pl.any_horizontal(house.is_taken(name) for name in house.stated).alias("taken"),
    )


class _House:
    """The exporter of the settings beside the columns of a table: ``stated`` by field, ``added`` the fields without a column."""

    def __init__(self, header: Header, options: Options) -> None:
        self.stated: Final = {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in options.exporter
        }
        of_exporter = [column for column in header.columns if column.path[0] == "exporter"]
        self._present: Final = {
            str(column.path[1]): column.name for column in of_exporter if column.path[1] in FIELDS
        }
        self._identifying: Final = [column.name for column in of_exporter if column.path[1] not in FIELDS]
        self.added: Final = tuple(name for name in self.stated if name not in self._present)

    def filled(self, name: str) -> pl.Expr:
        """The column of a field, with what is taken."""
        column = self._present.get(name) or _added(name).name
        taken = pl.when(self.is_taken(name)).then(pl.lit(self.stated[name]))
        return taken.otherwise(pl.col(column)).alias(column)

    def is_taken(self, name: str) -> pl.Expr:
        """Whether a field is not stated in a row, and the row is not another exporter's."""
        unstated = self._cell(name) == ""
        return (unstated & self._is_of_house()).alias(name)

    def _is_of_house(self) -> pl.Expr:
        house_name, house_country = self.stated.get("name"), self.stated.get("country")
        name, country = self._cell("name"), self._cell("country")
        unnamed = pl.all_horizontal(name == "", *(_text(column) == "" for column in self._identifying))
        same_name = (
            name.map_elements(
                lambda text: plain_name(text) == plain_name(house_name), return_dtype=pl.Boolean
            )
            if house_name
            else pl.lit(False)
        )
        same_country = (
            country.map_elements(lambda text: find_place(text) == house_country, return_dtype=pl.Boolean)
            if house_country
            else pl.lit(True)
        )
        return (unnamed | ((name != "") & same_name)) & ((country == "") | same_country)

    def _cell(self, name: str) -> pl.Expr:
        column = self._present.get(name)
        return pl.lit("") if column is None else _text(column)


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).fill_null("").str.strip_chars()


def _added(name: str) -> ColumnPath:
    column = column_path(f"exporter.{name}")
    assert column is not None
    return column
