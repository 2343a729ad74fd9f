"""Reading Excel workbooks: one of the sheets, cells as text, rows with the numbers that Excel shows."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from dualuse.bulk.files.cells_beyond import rows_apart
from dualuse.bulk.files.parquet_files import without_midnight, without_thousands
from dualuse.bulk.files.sheet_errors import with_errors
from dualuse.bulk.files.table_file import Part, Table, empty, unreadable
from dualuse.bulk.files.workbook_words import SHEET_NAMES, SheetNames, bad_heading_meant, is_beyond
from dualuse.i18n import LANGUAGES, N_, translate
from dualuse.inputs.problems import InputError, input_error, suggestion
from dualuse.schema.tables.columns import BAD_HEADING, SHEET, column_path
from dualuse.schema.tables.export_words import HeaderSearch, has_paths, names_apart
from dualuse.schema.tables.header import read_header
from dualuse.schema.tables.two_lines import over_parts, under_groups

if TYPE_CHECKING:
    from fastexcel import ExcelReader

_LARGEST: Final = 512 * 1024**2
"""Bytes that a workbook may unpack to. A sheet is read whole, in about 50 bytes of memory for a cell and as
many as its unpacked text has (measured with 0.5 and 1.9 million cells): so a run stays under a gigabyte."""
_BOMB: Final = 200
"""Times a workbook grows when it is unpacked that no real one does; sheets of identical rows come to a few
dozen."""
_CELLS: Final = 10_000_000
"""Cells that a sheet may reach over: memory is taken for each, however few are filled."""
_SMALL: Final = 256 * 1024**2


def open_excel(path: Path, search: HeaderSearch, sheet_name: str = "") -> Table:
    """The table in the sheet of a workbook that is named, else in the first that has a header, else in the first.

    Args:
        path: of the workbook.
        search: what the header is found by, where titles stand above it.
        sheet_name: of the sheet that is read, "" where nobody says which.

    Raises:
        InputError: it cannot be read, is encrypted or empty, is packed to fill the memory, or has no such sheet.
    """
    _check(path)
    number, sheet, names_of_sheets, is_result, has_to_mend = _sheet(path, search, sheet_name)
    others = _other_tables(path, search, number, is_result=is_result)
    stated = sheet.select(
        pl.any_horizontal(pl.all().is_not_null() & (pl.all().str.strip_chars() != "")).alias("stated")
    )["stated"]
    rows = stated.arg_true()
    if rows.is_empty():
        raise empty(path)
    place = search.row_of_header(_titles(sheet, row) for row in rows)
    first, rows = rows[place], rows[place + 1 :]
    titles = _titles(sheet, first)
    above = _titles(sheet, first - 1) if first else []
    below = _titles(sheet, rows[0]) if len(rows) else []
    if search.is_export(titles):
        if names_over_parts := over_parts(titles, below):
            titles, rows = [*names_over_parts], rows[1:]
        else:
            titles = [*(under_groups(above, titles) or titles)]
    sheet = sheet.with_columns(without_midnight(pl.all()))
    beyond = [place for place, title in enumerate(titles) if has_to_mend and is_beyond(title)]
    used = [
        place
        for place, title in enumerate(titles)
        if place not in beyond and (title or sheet[rows][:, place].is_not_null().any())
    ]
    added = sum(titles[place] in (*BAD_HEADING, SHEET) for place in used)
    apart = rows_apart(sheet, rows, used=used, beyond=beyond, added=added)
    rows, bad = apart.rows, apart.bad
    body = sheet[rows]
    names = tuple(titles[place] for place in used)
    is_export = search.is_export(names)
    names = names_apart(names) if is_export else names
    lines = rows.cast(pl.Int64) + 1
    columns = [body[:, place] for place in used]

    def parts() -> Iterable[Part]:
        cells = pl.DataFrame([column.alias(name) for name, column in zip(names, columns, strict=True)])
        typed = _typed(path, number, used, names, rows) if is_export or _may_be_thousands(cells) else {}
        if typed and not is_export:
            cells = _unmistakable(cells, typed)
        yield Part(cells=cells, lines=lines, bad=bad, done=cells.height, as_read=cells, typed=typed)

    return Table(
        path=path,
        names=names,
        columns=read_header(names),
        size=len(lines) + len(bad),
        parts=lambda: iter(parts()),
        unread=tuple(name for place, name in enumerate(names_of_sheets) if place != number),
        tables_unread=() if sheet_name else others,
        is_part=bool(others) or has_to_mend,
        # Of a result of this program the sheet says nothing of where a row came from.
        sheet=names_of_sheets[number] if len(names_of_sheets) > 1 and not is_result else "",
        header_line=first + 1,
    )


def _titles(sheet: pl.DataFrame, row: int) -> list[str]:
    return [bad_heading_meant((title or "").strip()) for title in sheet.row(row)]


def _typed(
    path: Path, number: int, used: Sequence[int], names: Sequence[str], rows: pl.Series
) -> dict[str, pl.Series]:
    """By column, which cells are numbers and no text: read as yes and no, a number is one of both, and a text
    is neither."""
    import fastexcel

    sheet = (
        fastexcel.read_excel(path)
        .load_sheet(number, header_row=None, skip_rows=0, dtypes="boolean")
        .to_polars()
    )
    return {name: sheet[rows][:, number].is_not_null() for name, number in zip(names, used, strict=True)}


def _may_be_thousands(cells: pl.DataFrame) -> bool:
    """Whether a column of amounts has a cell that might mean thousands, were it a text (``4.125``,
    ``4,125``)."""
    columns = [
        name for name in cells.columns if (path := column_path(name)) is not None and path.form == "amount"
    ]
    may_be = pl.col(columns).str.contains(r"^[1-9][0-9]{0,2}[.,][0-9]{3}$").any()
    return bool(columns) and any(cells.select(may_be).row(0))


def _unmistakable(cells: pl.DataFrame, typed: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The cells, with numbers written so that no point can be mistaken for a thousands separator."""
    return cells.select(
        pl.when(typed[name]).then(without_thousands(pl.col(name))).otherwise(pl.col(name)).alias(name)
        for name in cells.columns
    )


def _check(path: Path) -> None:
    """Refuse what is no workbook or a damaged one, and one that would fill the memory, before it is
    unpacked."""
    with path.open("rb") as stream:
        if stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise input_error(
                "excel_encrypted",
                N_("the workbook is encrypted, or in the format of Excel before 2007"),
                N_("Save it without a password as .xlsx"),
                file=str(path),
            )
    with _refusing_workbook(path), zipfile.ZipFile(path) as packed:
        size = sum(member.file_size for member in packed.infolist())
    if size > _LARGEST or (size > _SMALL and size > _BOMB * path.stat().st_size):
        raise input_error(
            "excel_too_large",
            N_("the workbook unpacks to {number} MB, which is more than is read"),
            N_("Save the sheet as .csv: it is read in parts, whatever its size"),
            file=str(path),
            number=size // 1024**2,
        )
    with _refusing_workbook(path), zipfile.ZipFile(path) as packed:
        damaged = packed.testzip()  # the reader ends with the rows before the damage, and says nothing
        if damaged:
            raise zipfile.BadZipFile(f"{damaged} is damaged")


def _check_reach(path: Path, number: int) -> None:
    """Refuse a sheet that reaches over more cells than memory is taken for."""
    with _refusing_workbook(path), zipfile.ZipFile(path) as packed:
        reach = _reach(packed, number)
    if reach is not None and reach.cells > _CELLS:
        raise input_error(
            "excel_reach",
            N_("the sheet reaches to the cell {cell}, which is more than is read"),
            N_("Delete the rows and columns beyond the table, or save the sheet as .csv"),
            file=str(path),
            cell=reach.cell,
        )


class _Reach(NamedTuple):
    cell: str
    cells: int


def _reach(packed: zipfile.ZipFile, number: int = 0) -> _Reach | None:
    """How far a sheet says to go: the reader takes memory for all cells up to there, however few are
    filled."""
    try:
        sheets = re.finditer(rb'<sheet\b[^>]*\bid="([^"]+)"', packed.read("xl/workbook.xml"))
        sheet = next(islice(sheets, number, None), None)
        tags = re.findall(rb"<Relationship\b[^>]*>", packed.read("xl/_rels/workbook.xml.rels"))
        (tag,) = (tag for tag in tags if sheet and b'Id="' + sheet[1] + b'"' in tag)
        target = re.search(rb'Target="/?(?:xl/)?([^"]+)"', tag)
        with packed.open(f"xl/{target[1].decode()}" if target else "") as stream:
            corner = re.search(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"', stream.read(4096))
    except (KeyError, ValueError):
        return None
    if corner is None:
        return None
    letters, row = corner[1].decode(), int(corner[2])
    column = reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)
    return _Reach(f"{letters}{row}", column * row)


@contextmanager
def _refusing_workbook(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise unreadable(path, error) from None


class _Sheet(NamedTuple):
    """A sheet: its place, its rows as text from the first row of Excel on, the names of all sheets, whether the
    workbook is a result of this program, and has rows to mend."""

    number: int
    cells: pl.DataFrame
    names: tuple[str, ...]
    is_result: bool
    has_to_mend: bool


def _sheet(path: Path, search: HeaderSearch, sheet_name: str) -> _Sheet:
    """The sheet that is read.

    It is the one that is named, else the first with a header, behind a cover or notes, but of a result the one
    with the rows to mend, where there is one, else that with the judged rows.
    """
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        places = range(len(book.sheet_names))
        to_mend = next((place for place in places if _is_to_mend(book, path, place)), None)
        judged = _place_of_judged(book.sheet_names)
        is_result = to_mend is not None or judged > 0
        number = (to_mend or judged) if is_result else _place_of_table(book, path, search)
        if sheet_name:
            number = _place_called(sheet_name, book.sheet_names, path)
        _check_reach(path, number)
        sheet = book.load_sheet(number, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except InputError:
        raise
    except (Exception, pl.exceptions.PanicException) as error:  # the reader does not document its exceptions
        raise unreadable(path, error) from None
    with _refusing_workbook(path):
        sheet = with_errors(sheet, path, number)
    return _Sheet(number, sheet, tuple(book.sheet_names), is_result, to_mend is not None)


def _place_called(sheet_name: str, names: Sequence[str], path: Path) -> int:
    """The place of the sheet of this name; capitals and blanks at its ends count where only they tell two apart.

    Raises:
        InputError: no sheet has it, or several that are all but the same.
    """
    if sheet_name in names:
        return names.index(sheet_name)
    alike = [place for place, name in enumerate(names) if _plain(name) == _plain(sheet_name)]
    if len(alike) != 1:
        raise input_error(
            "sheet_unknown",
            N_("the workbook has no sheet {name}"),
            suggestion(sheet_name, names),
            path="--sheet",
            file=str(path),
            name=sheet_name,
        )
    return alike[0]


def _plain(name: str) -> str:
    return name.strip().casefold()


def _other_tables(path: Path, search: HeaderSearch, number: int, *, is_result: bool) -> tuple[str, ...]:
    """The names of the sheets beside the one that is read that have names of columns that are known, or are too large for a look.

    Usual names count beside those of a mapping: another sheet may have columns of its own. Of a result its own sheets are none.
    """
    import fastexcel

    own = _names_of_results() if is_result else frozenset()
    try:
        book = fastexcel.read_excel(path)
        return tuple(
            name
            for place, name in enumerate(book.sheet_names)
            if place != number and name not in own and _may_be_table(book, path, place, search)
        )
    except (Exception, pl.exceptions.PanicException) as error:  # as above
        raise unreadable(path, error) from None


_LOOKED_AT: Final = 200
"""Rows of a sheet in which its header is looked for."""


def _place_of_table(book: ExcelReader, path: Path, search: HeaderSearch) -> int:
    """The place of the first sheet with a row of names that are known; 0 where none has one."""
    if len(book.sheet_names) < 2:
        return 0
    return next(
        (place for place in range(len(book.sheet_names)) if _bears_header(book, path, place, search)), 0
    )


def _bears_header(book: ExcelReader, path: Path, number: int, search: HeaderSearch) -> bool:
    """Whether a sheet, if it is not too large to be read, has a row with names of columns."""
    if not _is_in_reach(path, number):
        return False
    head = book.load_sheet(
        number, header_row=None, skip_rows=0, n_rows=_LOOKED_AT, dtypes="string"
    ).to_polars()
    rows = (_titles(head, row) for row in range(head.height))
    return any(has_paths(titles) or search.known(titles) > 1 for titles in rows)


def _may_be_table(book: ExcelReader, path: Path, number: int, search: HeaderSearch) -> bool:
    if not _is_in_reach(path, number):
        return True
    return any(_bears_header(book, path, number, by) for by in {search, HeaderSearch()})


def _is_in_reach(path: Path, number: int) -> bool:
    with zipfile.ZipFile(path) as packed:
        reach = _reach(packed, number)
    return reach is None or reach.cells <= _CELLS


def _sheet_names(language: str) -> SheetNames:
    return SheetNames(*(translate(name, language) for name in SHEET_NAMES))


def _names_of_results() -> frozenset[str]:
    """What the sheets of a result are called, in whichever language."""
    return frozenset(name for language in LANGUAGES for name in _sheet_names(language))


def _place_of_judged(names: Sequence[str]) -> int:
    """The place of the judged rows, behind the summary of a result; 0 where the first sheet is no such
    summary."""
    for language in LANGUAGES:
        called = _sheet_names(language)
        if names[:2] == [called.summary, called.judged]:
            return 1
    return 0


def _is_to_mend(book: ExcelReader, path: Path, number: int) -> bool:
    if not _is_in_reach(path, number):
        return False
    head = book.load_sheet(number, header_row=None, skip_rows=0, n_rows=1, dtypes="string").to_polars()
    return head.height > 0 and tuple(_titles(head, 0)[: len(BAD_HEADING)]) == BAD_HEADING
