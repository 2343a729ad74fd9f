"""Reading tables in parts: CSV, Parquet and Excel, each row with its line, bad lines kept apart.

A part holds cells as text. A CSV file is read in blocks of whole lines; a block in which every line has its fields is
parsed at once, any other is taken apart line by line, so that one bad line costs nothing but itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dualuse.contract.problems import InputError, Problem
from dualuse.wording import N_, Message

if TYPE_CHECKING:
    import polars as pl

SUFFIXES: Final = (".csv", ".parquet", ".xlsx")
BLOCK: Final = 256 * 1024 * 1024
"""Bytes of a CSV file read at once."""
ROWS: Final = 2_000_000
"""Rows of a Parquet file read at once."""
EXCEL_ROWS: Final = 1_048_575
_SEPARATORS: Final = (",", ";", "\t")
_LONGEST_LINE: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no row of the table: where it stands, its fields as far as they can be told, and the problem."""

    line: int
    fields: tuple[str, ...]
    problem: Problem


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a file: ``cells`` as text under the names of the file, ``lines`` the line of each row, from 1.

    ``given``: the columns as they were, where they were not text; the result carries those on. ``done``: bytes or rows
    of the file read so far.
    """

    cells: pl.DataFrame
    lines: pl.Series
    bad: tuple[BadLine, ...]
    done: int
    given: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read, more than once: its columns, its size (bytes or rows), and its parts."""

    path: Path
    names: tuple[str, ...]
    size: int
    parts: Callable[[], Iterator[Part]]
    separator: str = ","


def problem(
    file: str, code: str, text: str, remedy: str, line: int | None = None, **params: Any
) -> InputError:
    """Bad input of a file as an exception."""
    what, todo = Message(code, text, params), Message(f"remedy.{code}", remedy, params)
    return InputError([Problem(what, todo, file=file, line=line)])


def open_table(path: Path) -> Table:
    """The table in a file.

    Raises:
        InputError: the file cannot be read, its format is not known, or it has no header.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise problem(
            str(path),
            "table_format",
            N_("the format of the file is not known"),
            N_("Use a file ending in one of: {suffixes}"),
            suffixes=SUFFIXES,
        )
    try:
        with path.open("rb") as stream:
            if suffix == ".csv":
                return _csv(path, stream)
            if not stream.read(1):
                raise _empty(path)
    except OSError as error:
        raise problem(
            str(path),
            "file_unreadable",
            N_("the file cannot be read ({reason})"),
            N_("Check the name and the permissions"),
            reason=error.strerror or str(error),
        ) from None
    return _parquet(path) if suffix == ".parquet" else _excel(path)


def _empty(path: Path) -> InputError:
    return problem(
        str(path),
        "table_empty",
        N_("the file is empty"),
        N_("Write a line with the names of the columns, then rows"),
    )


# CSV


def _csv(path: Path, stream: BinaryIO) -> Table:
    first = stream.readline(_LONGEST_LINE)
    if not first.strip():
        raise _empty(path)
    try:
        text = first.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise problem(
            str(path), "file_encoding", N_("the file is not UTF-8 text"), N_("Save it as UTF-8"), 1
        ) from None
    separator = next((mark for mark in _SEPARATORS if mark in text), ",")
    names = tuple(name.strip() for name in next(csv.reader([text], delimiter=separator)))
    start, size = len(first), path.stat().st_size

    def parts() -> Iterator[Part]:
        with path.open("rb") as opened:
            opened.seek(start)
            line = 2
            while block := _block(opened):
                cells, lines, bad, line = _parsed(block, names, separator, line)
                yield Part(cells, lines, bad, opened.tell(), cells)

    return Table(path, names, size, parts, separator)


def _block(stream: BinaryIO) -> bytes:
    """Whole records: up to the end of a line that is not inside quotes."""
    block = stream.read(BLOCK)
    if len(block) < BLOCK:
        return block
    block += stream.readline(_LONGEST_LINE)
    while block.count(b'"') % 2 and (more := stream.readline(_LONGEST_LINE)):
        block += more
    return block


def _parsed(
    block: bytes, names: tuple[str, ...], separator: str, line: int
) -> tuple[pl.DataFrame, pl.Series, tuple[BadLine, ...], int]:
    import polars as pl

    found = _at_once(block, names, separator)
    ends = block.count(b"\n") + (not block.endswith(b"\n"))
    if found is not None and found.height == ends:
        return found, pl.Series(range(line, line + ends), dtype=pl.Int64), (), line + ends
    rows: list[list[str]] = []
    lines: list[int] = []
    bad: list[BadLine] = []
    for number, fields, fault in _one_by_one(block, names, separator, line):
        if fault is None:
            rows.append(fields)
            lines.append(number)
        else:
            bad.append(BadLine(number, tuple(fields), fault))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame, pl.Series(lines, dtype=pl.Int64), tuple(bad), line + ends


def _at_once(block: bytes, names: tuple[str, ...], separator: str) -> pl.DataFrame | None:
    """The rows of a block, or None where a line has too many or too few fields, or cannot be parsed."""
    import polars as pl

    try:
        found = pl.read_csv(
            io.BytesIO(block), has_header=False, separator=separator, schema=dict.fromkeys(names, pl.String)
        )
    except pl.exceptions.PolarsError:
        return None
    inside = 0
    if b'"' in block:
        counts = found.select(pl.all().str.count_matches(separator, literal=True).sum())
        inside = sum(count or 0 for count in counts.row(0))
    expected = found.height * (len(names) - 1) + inside
    return found if block.count(separator.encode()) == expected else None


def _one_by_one(
    block: bytes, names: tuple[str, ...], separator: str, first: int
) -> Iterator[tuple[int, list[str], Problem | None]]:
    text = io.StringIO(block.decode("utf-8", errors="surrogateescape"), newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    while True:
        number = first + reader.line_num
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, [], _fault(N_("the line cannot be read: {reason}"), reason=str(error))
            continue
        if not fields:
            continue
        if len(fields) != len(names):
            text_of = N_("the line has {found} fields, the header {expected}")
            yield number, fields, _fault(text_of, found=len(fields), expected=len(names))
        elif any("\udc80" <= character <= "\udcff" for field in fields for character in field):
            shown = [field.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for field in fields]
            yield number, shown, _fault(N_("the line is not UTF-8 text"))
        else:
            yield number, fields, None


def _fault(text: str, **params: Any) -> Problem:
    what = Message("bad_line", text, params)
    return Problem(what, Message("remedy.bad_line", N_("Mend the line, or write it again")))


# Parquet and Excel


def _parquet(path: Path) -> Table:
    import polars as pl

    try:
        scan = pl.scan_parquet(path)
        names = tuple(scan.collect_schema().names())
        size = int(scan.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _unreadable(path, error) from None

    def parts() -> Iterator[Part]:
        for start in range(0, size, ROWS):
            given = scan.slice(start, ROWS).collect()
            yield _part(given, start)

    return Table(path, names, size, parts)


def _excel(path: Path) -> Table:
    import polars as pl

    try:
        given = pl.read_excel(path, infer_schema_length=0)
    except Exception as error:  # the reader has exceptions of its own, which it does not document
        raise _unreadable(path, error) from None
    midnight = pl.all().cast(pl.String).str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00$", "$1")
    cells = given.with_columns(midnight)
    lines = pl.Series(range(2, cells.height + 2), dtype=pl.Int64)
    part = Part(cells, lines, (), cells.height, cells)
    return Table(path, tuple(cells.columns), cells.height, lambda: iter([part]))


def _unreadable(path: Path, error: Exception) -> InputError:
    return problem(
        str(path),
        "table_malformed",
        N_("the table cannot be read: {reason}"),
        N_("A file cut short must be sent again; else write it anew"),
        reason=str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__,
    )


def _part(given: pl.DataFrame, start: int) -> Part:
    import polars as pl

    cells = given.select(as_text(name, dtype) for name, dtype in given.schema.items())
    lines = pl.Series(range(start + 1, start + given.height + 1), dtype=pl.Int64)
    return Part(cells, lines, (), start + given.height, given)


def as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A typed column as the cells of a CSV file would have it: lists with ``;``, ``[]`` where empty."""
    import polars as pl

    column = pl.col(name)
    if isinstance(dtype, pl.List):
        joined = column.list.eval(pl.element().cast(pl.String)).list.join(";")
        return pl.when(column.list.len() == 0).then(pl.lit("[]")).otherwise(joined).alias(name)
    return column.cast(pl.String)
