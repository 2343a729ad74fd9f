"""What the rows of a table do not state of their exporter and settings do; by the rule of ``assessment/configured.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import polars as pl

from dualuse.assessment.configured import FIELDS, plain_name
from dualuse.bulk.files.table_file import Part
from dualuse.bulk.options import Options
from dualuse.law.territories import find_place
from dualuse.schema.tables.columns import ColumnPath, Header, column_path, header_of


class Completed:
    """The parts of a table, completed. ``header``: with the columns that were added; ``rows``: how many were completed."""

    def __init__(self, header: Header, options: Options) -> None:
        self._exporter: Final = {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in options.exporter
        }
        of_exporter = [column for column in header.columns if column.path[0] == "exporter"]
        present = {str(column.path[1]): column.name for column in of_exporter if column.path[1] in FIELDS}
        self._identifying: Final = [column.name for column in of_exporter if column.path[1] not in FIELDS]
        added = tuple(_added(name) for name in self._exporter if name not in present)
        self._names: Final = present | {str(column.path[1]): column.name for column in added}
        self._added: Final = [column.name for column in added]
        self.header: Final = header_of((*header.columns, *added), header.carried) if added else header
        self.rows = 0

    def parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts with their cells completed."""
        for part in parts:
            if not self._exporter or part.cells.is_empty():
                yield part
                continue
            taken = pl.any_horizontal(self._is_taken(name) for name in self._exporter).alias("taken")
            # Without any column of an exporter all rows are the same: a column of them all the same.
            self.rows += int(part.cells.with_columns(taken)["taken"].sum())
            yield replace(part, cells=self.cells(part.cells), shown=part.cells_of_file)

    def cells(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Cells of the table, completed."""
        if not self._exporter:
            return cells
        completed = cells.with_columns(pl.lit("").alias(name) for name in self._added)
        return completed.with_columns(
            pl.when(self._is_taken(name))
            .then(pl.lit(value))
            .otherwise(pl.col(self._names[name]))
            .alias(self._names[name])
            for name, value in self._exporter.items()
        )

    def _is_taken(self, name: str) -> pl.Expr:
        """Whether a field is not stated in a row, and the row is not another exporter's."""
        unstated = self._cell(name) == ""
        return (unstated & self._is_of_house()).alias(name)

    def _is_of_house(self) -> pl.Expr:
        house_name, house_country = self._exporter.get("name"), self._exporter.get("country")
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
        column = self._names.get(name)
        return pl.lit("") if column is None or column in self._added else _text(column)


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).fill_null("").str.strip_chars()


def _added(name: str) -> ColumnPath:
    column = column_path(f"exporter.{name}")
    assert column is not None
    return column
