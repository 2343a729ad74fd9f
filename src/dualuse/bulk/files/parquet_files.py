"""Reading Parquet in parts; typed columns become the cells that a CSV file would have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.bulk.files.table_file import Part, Table, unreadable
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import HeaderSearch
from dualuse.schema.tables.header import read_header

ROWS: Final = 1 << 17
"""Rows of a Parquet file read at once."""

_CELLS: Final = 1 << 23
"""Cells of a Parquet file read at once: fewer rows of a very wide one."""
_SMALL: Final = 128 << 20
_RATIO: Final = 1_000
_CELL: Final = 16
"""A file may unpack to so many times its size, or to ``_SMALL`` bytes if that is more, at ``_CELL`` bytes for each value and the length of texts. A
real one comes to two hundred times at most, where nearly all columns say the same in each row."""

_BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
_EXACT: Final = 2**53
"""Up to here a floating-point number without fraction is that integer."""


def open_parquet(path: Path, search: HeaderSearch) -> Table:
    """The table in a Parquet file.

    Args:
        path: of the file.
        search: what tells an export from a table of the contract.

    Raises:
        InputError: it cannot be read, or a column of the contract holds something that is no cell.
    """
    try:
        scan = pl.scan_parquet(path, glob=False)
        schema = scan.collect_schema()
        size = int(scan.select(pl.len()).collect().item())
    except _BROKEN as error:
        raise unreadable(path, error) from None
    unpacked = _Unpacked(path)
    unpacked.add(_CELL * _values(path, schema, size))
    rows = max(1, min(ROWS, _CELLS // max(1, len(schema))))
    for name, dtype in schema.items():
        if column_path(name) is not None and not _is_cell(dtype):
            raise input_error(
                "column_type",
                N_("the column {name} is of the type {type}, which is no cell"),
                N_("Write text, a number, a date, a Boolean, or a list of texts"),
                file=str(path),
                name=name[:80],
                type=str(dtype)[:80],
            )

    def parts(chosen: frozenset[str] | None = None) -> Iterator[Part]:
        texts = _Unpacked(path)
        names = [name for name in schema if chosen is None or name in chosen]
        for start in range(0, max(size, 1), rows):
            try:
                as_read = scan.select(names).slice(start, rows).collect()
                texts.add(_length_of_texts(as_read))
                cells = as_cells(as_read)
            except _BROKEN as error:
                raise unreadable(path, error) from None
            lines = pl.int_range(start + 1, start + as_read.height + 1, eager=True)
            yield Part(
                cells=cells,
                lines=lines,
                bad=(),
                done=start + as_read.height,
                as_read=as_read,
                typed=_typed(as_read) if is_export else {},
            )

    is_export = search.is_export(schema.names())
    names = tuple(schema.names())
    return Table(path=path, names=names, columns=read_header(names), size=size, parts=parts, some=parts)


def _typed(as_read: pl.DataFrame) -> dict[str, pl.Series]:
    """By column of numbers, where it states one."""
    return {name: as_read[name].is_not_null() for name, dtype in as_read.schema.items() if dtype.is_numeric()}


class _Unpacked:
    """The bytes that a file unpacks to: not more than a file of its size may."""

    def __init__(self, path: Path) -> None:
        self._path: Final = path
        self._most: Final = max(_SMALL, _RATIO * path.stat().st_size)
        self._bytes = 0

    def add(self, number: int) -> None:
        """Add so many.

        Raises:
            InputError: these are too many.
        """
        self._bytes += number
        if self._bytes > self._most:
            raise input_error(
                "parquet_too_large",
                N_("the file of {packed} kB unpacks to {number} MB and more, which no table does"),
                N_("Write the table anew from its source, or as .csv"),
                file=str(self._path),
                packed=self._path.stat().st_size // 1000,
                number=self._bytes // 1024**2,
            )


def _values(path: Path, schema: pl.Schema, rows: int) -> int:
    """The values in all columns but those without a type, which hold none.

    Of nested ones there may be more than rows, which only the other reader of Parquet says, where it is installed.
    """
    empty = {name for name, dtype in schema.items() if dtype == pl.Null}
    values = rows * (len(schema) - len(empty))
    if any(dtype.is_nested() for dtype in schema.dtypes()):
        with suppress(ImportError, OSError, ValueError):
            from pyarrow.parquet import read_metadata

            about = read_metadata(path)
            groups = (about.row_group(number) for number in range(about.num_row_groups))
            columns = (group.column(place) for group in groups for place in range(group.num_columns))
            counts = (
                column.num_values for column in columns if column.path_in_schema.split(".")[0] not in empty
            )
            values = max(values, sum(counts))
    return values


def _length_of_texts(as_read: pl.DataFrame) -> int:
    """Bytes of all texts, each time they stand there: a text that stands in a file once may be that of a million cells."""
    lengths = [
        pl.col(name).str.len_bytes() if dtype == pl.String else pl.col(name).cat.len_bytes()
        for name, dtype in as_read.schema.items()
        if isinstance(dtype, (pl.String, pl.Categorical, pl.Enum))
    ]
    return sum(as_read.select(length.cast(pl.UInt64).sum() for length in lengths).row(0)) if lengths else 0


def _is_cell(dtype: pl.DataType) -> bool:
    if isinstance(dtype, pl.List):
        return isinstance(dtype.inner, (pl.String, pl.Categorical, pl.Enum, pl.Null))
    return not dtype.is_nested() and not isinstance(dtype, (pl.Binary, pl.Object, pl.Duration))


def as_cells(as_read: pl.DataFrame) -> pl.DataFrame:
    """All columns as text."""
    return as_read.select(_as_text(name, dtype) for name, dtype in as_read.schema.items())


def flat(as_read: pl.DataFrame) -> pl.DataFrame:
    """The columns that no CSV file holds, nested ones, bytes and spans of time, as text."""
    odd = [
        (name, dtype)
        for name, dtype in as_read.schema.items()
        if dtype.is_nested() or isinstance(dtype, (pl.Binary, pl.Object, pl.Duration))
    ]
    return as_read.with_columns(_as_text(name, dtype) for name, dtype in odd)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.List) and _is_cell(dtype):
        joined = column.list.eval(pl.element().cast(pl.String).drop_nulls()).list.join(";")
        text = pl.when(column.list.len() == 0).then(pl.lit("[]")).otherwise(joined)
    elif dtype.is_nested():
        text = pl.struct(column).struct.json_encode()
    elif isinstance(dtype, pl.Binary):
        text = column.bin.encode("hex")
    elif isinstance(dtype, pl.Duration):
        text = column.dt.to_string("iso")
    elif dtype.is_float():
        whole = (column == column.round()) & (column.abs() < _EXACT)
        integer = column.cast(pl.Int64, strict=False).cast(pl.String)
        exact = without_thousands(column.cast(pl.String))
        text = pl.when(column.is_nan()).then(None).when(whole).then(integer).otherwise(exact)
    elif isinstance(dtype, pl.Decimal):
        text = without_thousands(column.cast(pl.String))
    elif isinstance(dtype, pl.Datetime):
        text = without_midnight(column.cast(pl.String))
    else:
        text = column.cast(pl.String)
    return text.alias(name)


def without_thousands(number: pl.Expr) -> pl.Expr:
    """Numbers as text that cannot be read as thousands: what is a number in the file has a point for its decimals."""
    return number.str.replace(r"^([1-9][0-9]{0,2}\.[0-9]{3})$", "${1}0")


def without_midnight(text: pl.Expr) -> pl.Expr:
    """Points in time as text, those at midnight as days."""
    return text.str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00(\.0*)?$", "$1")
