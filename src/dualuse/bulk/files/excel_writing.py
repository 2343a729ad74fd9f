"""Writing Excel workbooks: the judged rows, the rows to mend and the summary, each on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from dualuse.bulk.files.workbook_words import ALL_IN_WORDS, RANK, SheetNames, heading, headings
from dualuse.i18n import LANGUAGES, N_, translate
from dualuse.i18n.statuses import RELEASE, release_status
from dualuse.inputs.problems import InputError, input_error
from dualuse.schema.tables.columns import RESULTS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 1_048_575
"""Rows that a sheet holds below its header."""
_COLUMNS: Final = 16_384
_LONGEST: Final = 32_767
_DIGITS: Final = 15
"""Digits of a number that Excel keeps."""


_NO_TIME: Final = datetime(1980, 1, 1)
"""When a workbook says to have been made: the same rows give the same bytes, so it is the day that the files in it bear."""


class Sheets(NamedTuple):
    """What a workbook is made of: parts of judged rows and of rows to mend in Parquet, the lines of a
    summary, names, and what may happen to the rows: in words, how many, and the release."""

    judged: Sequence[Path]
    to_mend: Sequence[Path]
    summary: Sequence[tuple[str, int | None]]
    names: SheetNames
    verdicts: Sequence[tuple[str, int, str]] = ()


_COLOURS: Final = {"go": "#C6EFCE", "ask": "#FFEB9C", "stop": "#FFC7CE", "": "#D9D9D9"}
"""By the release of a row, and of rows to mend, the ground of a cell: words stand on it, so that nobody need tell the colours apart."""


def write_excel(sheets: Sheets, stream: IO[bytes], target: Path, folder: Path) -> None:
    """Write a workbook that opens on its summary; text stays text whatever it begins with, and no cell
    becomes a formula or a link.

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
    """A stream that keeps accepting writes after a failure, and reports the failure at the end.

    The archive that is written into it would otherwise complain once more, on the terminal, when it is let go
    of.
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
        """The position of the next bytes."""
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
        book.set_properties({"created": _NO_TIME})
        if sheets.summary:
            _write_summary(book, sheets)
        _write_rows(book, sheets.names.judged, sheets.judged, target)
        if sheets.to_mend:
            _write_rows(book, sheets.names.to_mend, sheets.to_mend, target)


def _write_summary(book: Workbook, sheets: Sheets) -> None:
    sheet = book.add_worksheet(sheets.names.summary)
    sheet.set_column(0, 0, 100)
    for row, (words, rows, release) in enumerate(sheets.verdicts):
        verdict = book.add_format({"bold": True, "bg_color": _COLOURS[release]})
        sheet.write_string(row, 0, words, verdict)
        sheet.write_number(row, 1, rows, verdict)
    below = len(sheets.verdicts) + 1 if sheets.verdicts else 0
    for row, (text, number) in enumerate(sheets.summary, below):
        sheet.write_string(row, 0, text[:_LONGEST], book.add_format({"indent": int(number is not None)}))
        if number is not None:
            sheet.write_number(row, 1, number)
    sheet.activate()


def _write_rows(book: Workbook, name: str, parts: Sequence[Path], target: Path) -> None:
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    titles = _titles(parts)
    row, columns = 0, len(titles)
    if columns > _COLUMNS:
        raise _full(target)
    for rows in _worst_first(parts):
        if row == 0:
            texts = book.add_format({"text_wrap": True, "valign": "top"})
            for column, title in enumerate(titles):
                width = _width(rows[title]) if title in rows.columns else _NARROWEST
                wraps = width == _WIDEST and title not in _ALL_MISSING
                sheet.set_column(column, column, width, texts if wraps else None)
                sheet.write_string(0, column, title, bold)
            _colour_verdicts(book, sheet, titles)
        for cells in rows.iter_rows():
            row += 1
            for column, cell in enumerate(cells):
                if cell is not None and not _write(sheet, row, column, cell, day):
                    raise _too_long(target, row, rows.columns[column])
    if columns:
        sheet.autofilter(0, 0, row, columns - 1)


def _titles(parts: Sequence[Path]) -> list[str]:
    """The headings of a sheet: rows to mend have more of them where one has more cells than the file has columns."""
    of_parts = (pl.scan_parquet(part, glob=False).collect_schema() for part in parts)
    return [title for title in max(of_parts, key=len, default={}) if title != RANK]


def _colour_verdicts(book: Workbook, sheet: Worksheet, titles: Sequence[str]) -> None:
    """The cells that say whether a row may leave on the ground of their verdict, whoever sorts or filters the sheet."""
    for language in LANGUAGES:
        title = heading("release", language)
        if title not in titles:
            continue
        column = titles.index(title)
        words = [(RELEASE.short[name], name) for name in RELEASE.codes]
        for text, name in (*words, (release_status("go", is_assumed=True).short, "go")):
            sheet.conditional_format(
                1,
                column,
                ROWS,
                column,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": '"' + translate(text, language) + '"',
                    "format": book.add_format({"bold": True, "bg_color": _COLOURS[name]}),
                },
            )
        return


def _worst_first(parts: Sequence[Path]) -> Iterator[pl.DataFrame]:
    """The rows, those that must not leave before the others: one part of one rank at a time, so that no more is in memory than a part."""
    ranks = {part: _ranks(part) for part in parts}
    order = sorted({rank for of_part in ranks.values() for rank in of_part})
    if not order:  # no row, or none of which it is said whether it may leave
        yield from (pl.read_parquet(part, glob=False).drop(RANK, strict=False) for part in parts)
    for rank in order:
        for part in parts:
            if rank in ranks[part]:
                yield pl.read_parquet(part, glob=False).filter(pl.col(RANK) == rank).drop(RANK)


def _ranks(part: Path) -> frozenset[int]:
    """The ranks that rows of a part have; none where it has no such column."""
    rows = pl.scan_parquet(part, glob=False)
    if RANK not in rows.collect_schema():
        return frozenset()
    return frozenset(rows.select(RANK).unique().collect()[RANK].to_list())


_ALL_MISSING: Final = frozenset(heading(ALL_IN_WORDS, language) for language in LANGUAGES)
"""Headings of a column of which a row may have some forty facts: they stand in one line, so that no row is a screen high."""
_NARROWEST: Final = 12
_WIDEST: Final = 60
"""Signs that a column shows; a text of more stands in several lines."""
_LOOKED_AT: Final = 200
"""Rows that the width of a column goes by."""


def _width(cells: pl.Series) -> int:
    """How wide a column is: as its heading and the longest of its first cells."""
    of_cells = cells.head(_LOOKED_AT).cast(pl.String).str.len_chars().max()
    longest = max(len(cells.name), of_cells if isinstance(of_cells, int) else 0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))


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
        shorter if name in {*RESULTS, *headings()} else elsewhere,
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
