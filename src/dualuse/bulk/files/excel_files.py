"""Reading and writing Excel workbooks: the first sheet, cells as text, rows with the numbers that Excel shows."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from dualuse.bulk.files.parquet_files import without_midnight, without_thousands
from dualuse.bulk.files.table_file import Part, Table, empty, unreadable
from dualuse.i18n import LANGUAGES, N_, translate
from dualuse.inputs.problems import InputError, input_error
from dualuse.schema.tables.columns import BAD_HEADING, RESULTS, column_path, read_header
from dualuse.schema.tables.export_words import HeaderSearch, names_apart

if TYPE_CHECKING:
    from fastexcel import ExcelReader
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 1_048_575
"""Rows that a sheet holds below its header."""
_COLUMNS: Final = 16_384
_LONGEST: Final = 32_767
_DIGITS: Final = 15
"""Digits of a number that Excel keeps."""
_LARGEST: Final = 512 * 1024**2
"""Bytes that a workbook may unpack to. A sheet is read whole, in about 50 bytes of memory for a cell and as many as its unpacked text has
(measured with 0.5 and 1.9 million cells): so a run stays under a gigabyte."""
_BOMB: Final = 200
"""Times a workbook grows when it is unpacked that no real one does; sheets of identical rows come to a few dozen."""
_CELLS: Final = 10_000_000
"""Cells that a sheet may reach over: memory is taken for each, however few are filled."""
_SMALL: Final = 256 * 1024**2


def open_excel(path: Path, search: HeaderSearch) -> Table:
    """The table in the first sheet of a workbook.

    Args:
        path: of the workbook.
        search: what the header is found by, where titles stand above it.

    Raises:
        InputError: it cannot be read, is encrypted or empty, or is packed to fill the memory.
    """
    _check(path)
    number, sheet, others = _sheet(path)
    stated = sheet.select(
        pl.any_horizontal(pl.all().is_not_null() & (pl.all().str.strip_chars() != "")).alias("stated")
    )["stated"]
    rows = stated.arg_true()
    if rows.is_empty():
        raise empty(path)
    place = search.row_of_header(_titles(sheet, row) for row in rows)
    first, rows = rows[place], rows[place + 1 :]
    titles = _titles(sheet, first)
    body = sheet[rows].with_columns(without_midnight(pl.all()))
    used = [place for place, title in enumerate(titles) if title or body[:, place].is_not_null().any()]
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
        yield Part(cells, lines, (), cells.height, cells, typed=typed)

    return Table(
        path,
        names,
        read_header(names),
        len(lines),
        lambda: iter(parts()),
        unread=others,
        header_line=first + 1,
    )


def _titles(sheet: pl.DataFrame, row: int) -> list[str]:
    return [(title or "").strip() for title in sheet.row(row)]


def _typed(
    path: Path, number: int, used: Sequence[int], names: Sequence[str], rows: pl.Series
) -> dict[str, pl.Series]:
    """By column, which cells are numbers and no text: read as yes and no, a number is one of both, and a text is neither."""
    import fastexcel

    sheet = (
        fastexcel.read_excel(path)
        .load_sheet(number, header_row=None, skip_rows=0, dtypes="boolean")
        .to_polars()
    )
    return {name: sheet[rows][:, number].is_not_null() for name, number in zip(names, used, strict=True)}


_AMOUNTS: Final = ("amount", "money")


def _may_be_thousands(cells: pl.DataFrame) -> bool:
    """Whether a column of amounts has a cell that might mean thousands, were it a text (``4.125``, ``4,125``)."""
    columns = [
        name for name in cells.columns if (path := column_path(name)) is not None and path.form in _AMOUNTS
    ]
    may_be = pl.col(columns).str.contains(r"^[1-9][0-9]{0,2}[.,][0-9]{3}$").any()
    return bool(columns) and any(cells.select(may_be).row(0))


def _unmistakable(cells: pl.DataFrame, typed: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The cells, with numbers written so that nobody takes them for thousands: a number means what it says."""
    return cells.select(
        pl.when(typed[name]).then(without_thousands(pl.col(name))).otherwise(pl.col(name)).alias(name)
        for name in cells.columns
    )


def _check(path: Path) -> None:
    """Refuse what is no workbook or a damaged one, and one that would fill the memory, before it is unpacked."""
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
        reach = _reach(packed)
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


def _reach(packed: zipfile.ZipFile) -> _Reach | None:
    """How far the first sheet says to go: the reader takes memory for all cells up to there, however few are filled."""
    try:
        sheet = re.search(rb'<sheet\b[^>]*\bid="([^"]+)"', packed.read("xl/workbook.xml"))
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


def _sheet(path: Path) -> tuple[int, pl.DataFrame, tuple[str, ...]]:
    """Which sheet is read, all its rows as text, from the first row of Excel on, and the names of the other sheets.

    It is the first, but of a result of this program the one with the rows to mend, where there is one, else that with the judged rows.
    """
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        places = range(len(book.sheet_names))
        number = next(
            (place for place in places if _is_to_mend(book, place)), _place_of_judged(book.sheet_names)
        )
        sheet = book.load_sheet(number, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except (Exception, pl.exceptions.PanicException) as error:  # the reader does not document its exceptions
        raise unreadable(path, error) from None
    return number, sheet, tuple(name for place, name in enumerate(book.sheet_names) if place != number)


def _place_of_judged(names: Sequence[str]) -> int:
    """The place of the judged rows, behind the summary of a result; 0 where the first sheet is no such summary."""
    for language in LANGUAGES:
        called = SheetNames(*(translate(name, language) for name in SHEET_NAMES))
        if names[:2] == [called.summary, called.judged]:
            return 1
    return 0


def _is_to_mend(book: ExcelReader, number: int) -> bool:
    head = book.load_sheet(number, header_row=None, skip_rows=0, n_rows=1, dtypes="string").to_polars()
    return head.height > 0 and head.row(0)[: len(BAD_HEADING)] == BAD_HEADING


# Writing


class SheetNames(NamedTuple):
    """What the sheets of a result are called."""

    judged: str
    to_mend: str
    summary: str


SHEET_NAMES: Final = SheetNames(N_("Judged rows"), N_("Rows to mend"), N_("Summary"))


class Sheets(NamedTuple):
    """What a workbook is made of: parts of judged rows and of rows to mend in Parquet, the lines of a summary, and names."""

    judged: Sequence[Path]
    to_mend: Sequence[Path]
    summary: Sequence[tuple[str, int | None]]
    names: SheetNames


def write_excel(sheets: Sheets, stream: IO[bytes], target: Path, folder: Path) -> None:
    """Write a workbook that opens with its summary: text stays text, whatever it begins with; nothing becomes a formula or a link.

    ``folder``: where what is in the making may lie.

    Raises:
        InputError: a cell or a row does not fit an Excel sheet.
    """
    import xlsxwriter

    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(folder),
    }
    lasting = _Lasting(stream)
    try:
        _write_book(sheets, lasting, settings, target)  # type: ignore[arg-type]
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise lasting.error or OSError(None, str(error)) from None
    finally:
        lasting.given_up = True
    if lasting.error is not None:
        raise lasting.error


class _Lasting:
    """A stream that goes on after a failure, which is told at the end.

    The archive that is written into it would otherwise complain once more, on the terminal, when it is let go of.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream: Final = stream
        self._position = 0
        self.error: OSError | None = None
        self.given_up = False

    def write(self, data: bytes) -> int:
        """Write, or note why not."""
        if self.error is None and not self.given_up:
            try:
                self._stream.write(data)
                self._stream.flush()
            except OSError as error:
                self.error = error
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        """Where the next bytes go."""
        return self._position

    def seek(self, position: int, whence: int = 0) -> int:
        """Go somewhere else; beginning and here are all that is asked for."""
        self._position = position if whence == 0 else self._position + position
        if self.error is None and not self.given_up:
            self._stream.seek(self._position)
        return self._position

    def seekable(self) -> bool:
        """It is a file."""
        return True

    def flush(self) -> None:
        """Everything written is on its way."""


def _write_book(sheets: Sheets, stream: IO[bytes], settings: dict[str, Any], target: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(stream, settings) as book:
        if sheets.summary:
            _write_summary(book, sheets)
        _write_rows(book, sheets.names.judged, sheets.judged, target)
        if sheets.to_mend:
            _write_rows(book, sheets.names.to_mend, sheets.to_mend, target)


def _write_summary(book: Workbook, sheets: Sheets) -> None:
    sheet = book.add_worksheet(sheets.names.summary)
    sheet.set_column(0, 0, 100)
    for row, (text, number) in enumerate(sheets.summary):
        sheet.write_string(row, 0, text[:_LONGEST], book.add_format({"indent": int(number is not None)}))
        if number is not None:
            sheet.write_number(row, 1, number)
    sheet.activate()


def _write_rows(book: Workbook, name: str, parts: Iterable[Path], target: Path) -> None:
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    row = 0
    for part in parts:
        rows = pl.read_parquet(part, glob=False)
        if row == 0:
            if rows.width > _COLUMNS:
                raise _full(target)
            for column, title in enumerate(rows.columns):
                sheet.set_column(column, column, min(60, max(12, len(title) + 2)))
                sheet.write_string(0, column, title, bold)
        for cells in rows.iter_rows():
            row += 1
            for column, cell in enumerate(cells):
                if cell is not None and not _write(sheet, row, column, cell, day):
                    raise _too_long(target, row, rows.columns[column])


def _write(sheet: Worksheet, row: int, column: int, cell: Any, day: Any) -> bool:
    """Write a cell; False where it has too much text."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float, Decimal)) and _is_exact(cell):
        sheet.write_number(row, column, cell)
    else:
        text = str(cell)
        if len(text.encode("utf-16-le")) // 2 > _LONGEST:
            return False
        sheet.write_string(row, column, text)
    return True


def _is_exact(number: int | float | Decimal) -> bool:
    if isinstance(number, float):
        return number - number == 0  # neither infinite nor no number
    return len(str(abs(number)).replace(".", "")) <= _DIGITS


def _too_long(target: Path, row: int, name: str) -> InputError:
    elsewhere = N_("Write to a file ending in .csv or .parquet")
    shorter = N_("Write to a file ending in .csv or .parquet, or without the reasons: --outcomes-only")
    return input_error(
        "excel_cell",
        N_("in row {row}, column {name}, there is more text than a cell of Excel holds"),
        shorter if name in RESULTS else elsewhere,
        file=str(target),
        row=row + 1,
        name=name[:80],
    )


def _full(target: Path) -> InputError:
    return input_error(
        "excel_full",
        N_("the table has more rows or columns than an Excel sheet holds"),
        N_("Write to a file ending in .csv or .parquet"),
        file=str(target),
    )


def check_rows(rows: int, target: Path) -> None:
    """Refuse more rows than a sheet holds.

    Raises:
        InputError: there are more.
    """
    if rows > ROWS:
        raise _full(target)
