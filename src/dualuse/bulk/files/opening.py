"""Opening a table, whatever its format."""

from __future__ import annotations

from pathlib import Path

from dualuse.bulk.files.csv_files import open_csv
from dualuse.bulk.files.excel_files import open_excel
from dualuse.bulk.files.parquet_files import open_parquet
from dualuse.bulk.files.table_file import SUFFIXES, Table, empty
from dualuse.i18n import N_
from dualuse.inputs.opening import known_suffix
from dualuse.inputs.problems import input_error


def open_table(path: Path) -> Table:
    """The table in a file.

    Raises:
        InputError: the file cannot be read, its format is not known, or it has no header.
    """
    suffix = known_suffix(path, SUFFIXES, "table_format")
    if path.exists() and not path.is_file():
        raise input_error(
            "not_a_file", N_("this is not a file"), N_("Save the rows to a file first"), file=str(path)
        )
    try:
        with path.open("rb") as stream:
            if not stream.read(1):
                raise empty(path)
    except OSError as error:
        raise input_error(
            "file_unreadable",
            N_("the file cannot be read ({reason})"),
            N_("Check the name and the permissions"),
            file=str(path),
            reason=error.strerror or str(error),
        ) from None
    opened = {
        ".csv": open_csv,
        ".parquet": open_parquet,
        ".xlsx": open_excel,
    }
    return opened[suffix](path)
