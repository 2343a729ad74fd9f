"""The file that is judged, opened as a table: whatever its format, and where it is an export, with its columns read as the contract's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dualuse.bulk.exports.amounts import with_numbers_read
from dualuse.bulk.exports.mapping import ColumnMapping, guessed
from dualuse.bulk.exports.reading import ExportNotes, export_table
from dualuse.bulk.files.csv_files import open_csv
from dualuse.bulk.files.excel_reading import open_excel
from dualuse.bulk.files.parquet_files import open_parquet
from dualuse.bulk.files.table_file import SUFFIXES, Table, empty
from dualuse.bulk.files.writing import bad_file_of
from dualuse.i18n import N_
from dualuse.inputs.csv_encoding import known_encoding
from dualuse.inputs.opening import known_suffix, opened
from dualuse.inputs.problem_words import NOT_A_FILE
from dualuse.inputs.problems import input_error
from dualuse.schema.tables.columns import BAD_HEADING, is_own
from dualuse.schema.tables.export_words import NOTHING_STATED, HeaderSearch, Locale


def opened_table(
    path: Path,
    mapping: ColumnMapping | None = None,
    locale: Locale | None = None,
    encoding: str = "",
    sheet: str = "",
) -> tuple[Table, ExportNotes | None]:
    """The table in a file, and how it was read where it is an export.

    Args:
        path: of the file.
        mapping: how the columns are read; without, it is guessed where the names are those of an export.
        locale: how numbers and days are written, where that is stated; before what the mapping says.
        encoding: what a CSV file is written in; UTF-8 where nothing is stated.
        sheet: of a workbook the name of the sheet that is read, "" where nobody says which.

    Raises:
        InputError: the file cannot be read, its format is not known, it has no header, or the mapping does not fit it.
    """
    search = (
        HeaderSearch(frozenset(mapping.read), has_mapping=True) if mapping is not None else HeaderSearch()
    )
    table = open_table(path, search, encoding, sheet)
    if not search.is_export(table.names):
        # What is no text in its file means what it says, and Parquet is written by programs.
        is_text = path.suffix.casefold() != ".parquet"
        return (with_numbers_read(table, locale or NOTHING_STATED) if is_text else table), None
    if mapping is None:
        mapping = guessed(table.names, NOTHING_STATED)
    return export_table(table, replace(mapping, locale=locale or mapping.locale))


def open_table(path: Path, search: HeaderSearch | None = None, encoding: str = "", sheet: str = "") -> Table:
    """The table in a file; ``search``: what its header is found by; ``encoding``: what a CSV file is written in; ``sheet``: of a workbook.

    Raises:
        InputError: the file cannot be read, its format is not known, or it has no header, or no such sheet.
    """
    table = _opened_by_format(path, search or HeaderSearch(), encoding, sheet)
    own = set(BAD_HEADING) <= set(table.names) or (is_own(table.names) and _has_bad_rows(path))
    return replace(table, is_part=table.is_part or own)


def _has_bad_rows(path: Path) -> bool:
    """Whether the rows to mend of a result stand in a file beside it."""
    beside = bad_file_of(path)
    return beside != path and beside.exists()


def _opened_by_format(path: Path, search: HeaderSearch, encoding: str, sheet: str) -> Table:
    suffix = known_suffix(path, SUFFIXES, "table_format")
    if path.exists() and not path.is_file():
        raise input_error("not_a_file", NOT_A_FILE, N_("Save the rows to a file first"), file=str(path))
    with opened(path) as stream:
        if not stream.read(1):
            raise empty(path)
    if sheet and suffix != ".xlsx":
        raise input_error(
            "sheet_of_workbook",
            N_("only a workbook (.xlsx) has sheets"),
            N_("Leave --sheet out"),
            file=str(path),
        )
    if suffix == ".csv":
        return open_csv(path, search, known_encoding(encoding))
    if encoding:
        raise input_error(
            "encoding_of_csv",
            N_("only a CSV file is written in an encoding that can be stated"),
            N_("Leave --encoding out"),
            file=str(path),
        )
    if suffix == ".parquet":
        return open_parquet(path, search)
    return open_excel(path, search, sheet)
