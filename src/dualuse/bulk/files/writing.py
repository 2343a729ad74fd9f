"""Writing the result in parts, whole or not at all: everything goes to a folder beside the target until it is done.

A run that was killed leaves such a folder; the next run to the same target removes it, unless its owner still works.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final

import polars as pl

from dualuse.bulk.files.excel_writing import Sheets, check_rows, write_excel
from dualuse.bulk.files.parquet_files import flat
from dualuse.bulk.files.parquet_stream import ParquetStream
from dualuse.bulk.files.table_file import SUFFIXES, first_line
from dualuse.bulk.files.workbook_words import SHEET_NAMES, SheetNames, bad_heading, beyond_heading, in_words
from dualuse.bulk.reason_texts import ReasonTexts
from dualuse.bulk.reasons_in_short import with_short_reasons
from dualuse.i18n import N_
from dualuse.inputs.formulas import guarded, guarded_table
from dualuse.inputs.opening import is_same, known_suffix
from dualuse.inputs.problem_words import ANOTHER_NAME, NOT_A_FILE, reason_of
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import CANNOT_WRITE, CHECK_THE_FOLDER, put_in_place, unfinished_folder
from dualuse.schema.tables.columns import BAD_HEADING

_MARK: Final = "\ufeff"
_AT_ONCE: Final = 1024
"""Rows of CSV that are written at once: with its reasons a row is some 16 KB."""


class Writer:
    """Writes a table in parts; used as a context: left in order the files are put in place, else nothing is.

    A workbook holds the rows to mend and the summary on sheets of their own, called as ``sheets`` says; beside other formats the rows to mend
    stand in a file of their own.

    ``texts``: the reasons, where rows have their numbers. ``language``: of the answers in a workbook; every other format has their codes. ``guarded``: how many cells of CSV have an apostrophe before them, as a spreadsheet would run them (:mod:`dualuse.inputs.formulas`).
    """

    def __init__(
        self,
        path: Path,
        bad: Path,
        separator: str = ",",
        marked: bool = False,
        sheets: SheetNames = SHEET_NAMES,
        language: str = "en",
        texts: ReasonTexts | None = None,
    ) -> None:
        self._format: Final = known_suffix(path, SUFFIXES, "table_format")
        check_target(path)
        self._shown: Final = path
        self._path: Final = path.resolve()
        self._bad: Final = bad
        self._separator: Final = separator
        self._marked: Final = marked
        self._special: Final = re.compile(f'[{re.escape(separator)}"\\n\\r]')
        self._open: Final = ExitStack()
        self._parts: list[Path] = []
        self._stream: ParquetStream | None = None
        self._rows = 0
        self._bad_rows = 0
        self._sheets: Final = sheets
        self._language: Final = language
        self._texts: Final = texts
        self._to_mend: list[Path] = []
        self._summary: tuple[tuple[str, int | None], ...] = ()
        self._verdicts: tuple[tuple[str, int, str], ...] = ()
        self.guarded = 0

    def __enter__(self) -> Writer:
        try:
            self._folder = self._open.enter_context(unfinished_folder(self._path))
        except OSError as error:
            raise input_error(
                "folder_closed",
                N_("nothing can be written there ({reason})"),
                N_("Check the permissions of the folder"),
                file=str(self._shown),
                reason=reason_of(error),
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with self._refusing_disk():
                    self._finish()
        finally:
            if self._stream is not None:
                self._stream.stop()
            self._open.close()

    def add(self, rows: pl.DataFrame, cells: pl.DataFrame | None = None) -> None:
        """Add judged rows, with their reasons in words; into CSV so many at a time, since their texts are long.

        ``cells``: of these rows, by the names of the contract, for what a workbook says of them.
        """
        if self._texts is None or rows.is_empty():
            self._add(rows, cells)
            return
        if self._format != ".xlsx":
            rows = with_short_reasons(rows, self._language)
        for some in self._texts.in_slices(rows, _AT_ONCE if self._format == ".csv" else rows.height):
            self._add(some, cells)

    def _add(self, rows: pl.DataFrame, cells: pl.DataFrame | None) -> None:
        self._rows += rows.height
        with self._refusing_disk():
            if self._format == ".csv":
                self._add_csv(rows)
                return
            if self._format == ".parquet":
                self._stream = self._stream or ParquetStream(self._folder / "rows", rows.schema)
                self._stream.add(rows)
                return
            check_rows(self._rows, self._shown)
            part = self._folder / f"part-{len(self._parts):06}.parquet"
            in_words(flat(rows), self._language, cells).write_parquet(part)
            self._parts.append(part)

    def _add_csv(self, rows: pl.DataFrame) -> None:
        table, number = guarded_table(flat(rows))
        self.guarded += number
        with (self._folder / "rows").open("ab") as stream:
            begins = stream.tell() == 0
            if begins and self._marked:
                stream.write(_MARK.encode())
            table.write_csv(stream, include_header=begins, separator=self._separator)

    def add_bad(self, header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
        """Add rows that could not be judged."""
        if self._format == ".xlsx":
            self._add_to_mend(tuple(header), tuple(rows))
            return
        with self._refusing_disk(), (self._folder / "bad").open("a", newline="", encoding="utf-8") as stream:
            if stream.tell() == 0:
                stream.write((_MARK if self._marked else "") + self._line(header))
            for row in rows:
                stream.write(self._line(row))
                self.guarded += sum(guarded(cell) != cell for cell in row)
                self._bad_rows += 1

    def _add_to_mend(self, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        self._bad_rows += len(rows)
        check_rows(self._bad_rows, self._shown)
        worded = [bad_heading(name, self._language) for name in header]
        widest = max((len(row) for row in rows), default=0)
        worded += [beyond_heading(place, self._language) for place in range(1, widest - len(worded) + 1)]
        rows = tuple((*row, *("",) * (len(worded) - len(row))) for row in rows)
        part = self._folder / f"bad-{len(self._to_mend):06}.parquet"
        with self._refusing_disk():
            to_mend = pl.DataFrame(rows, schema=dict.fromkeys(worded, pl.String), orient="row")
            to_mend.with_columns(pl.col(worded[0]).cast(pl.Int64)).write_parquet(part)
        self._to_mend.append(part)

    def add_summary(
        self, lines: Iterable[tuple[str, int | None]], verdicts: Iterable[tuple[str, int, str]] = ()
    ) -> None:
        """Say what became of the file, on a sheet of a workbook: each line a text, and a number where it has one.

        ``verdicts``: what may happen to the rows, which stands before the lines: in words, how many, and the release.
        """
        self._summary = tuple(lines)
        self._verdicts = tuple(verdicts)

    def _line(self, cells: Iterable[str]) -> str:
        # The writer of the standard library leaves a carriage return unquoted where lines end otherwise.
        return self._separator.join(map(self._cell, cells)) + "\n"

    def _cell(self, text: str) -> str:
        text = guarded(text)
        return text if self._special.search(text) is None else '"' + text.replace('"', '""') + '"'

    @contextmanager
    def _refusing_disk(self) -> Iterator[None]:
        """A disk that takes no more is told as bad input is."""
        try:
            yield
        except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
            raise input_error(
                "cannot_write",
                CANNOT_WRITE,
                CHECK_THE_FOLDER,
                file=str(self._shown),
                reason=reason_of(error) if isinstance(error, OSError) else first_line(error),
            ) from None

    def _finish(self) -> None:
        result = self._folder / "rows"
        if self._format == ".xlsx":
            with result.open("wb") as stream:
                sheets = Sheets(self._parts, self._to_mend, self._summary, self._sheets, self._verdicts)
                write_excel(sheets, stream, self._shown, self._folder)
        elif self._stream is not None:
            self._stream.finish()
        _keep(result)
        if self._format != ".xlsx" and self._bad_rows:
            _keep(self._folder / "bad")
            put_in_place({self._folder / "bad": self._bad, result: self._path})
            return
        put_in_place({result: self._path})
        if self._format != ".xlsx":
            self._bad.unlink(missing_ok=True)  # of an earlier run: it would speak of rows that are mended


def _keep(file: Path) -> None:
    """See to it that the content is on the disk before the name is."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


# Before anything is judged


def check_target(path: Path) -> None:
    """Refuse a place where no file can be put.

    Raises:
        InputError: there is no such folder, or something else than a file of one's own has the name.
    """
    if not path.name:
        raise input_error("not_a_file", NOT_A_FILE, N_("Give the output a name"), file=str(path))
    if not path.parent.is_dir():
        raise input_error(
            "folder_missing",
            N_("there is no folder {name}"),
            N_("Make it first"),
            file=str(path),
            name=str(path.parent),
        )
    if path.exists() and not path.is_file():
        raise input_error("not_a_file", NOT_A_FILE, ANOTHER_NAME, file=str(path))
    if path.exists() and not os.access(path, os.W_OK):
        raise input_error(
            "write_protected",
            N_("the file is protected against writing"),
            N_("Give the output another name, or lift the protection"),
            file=str(path),
        )


def bad_file_of(target: Path) -> Path:
    """The file with the bad rows: a workbook holds them itself, else it stands beside ``target``."""
    if target.suffix.casefold() == ".xlsx":
        return target
    return target.with_name(f"{target.stem}.bad.csv")


def check_bad_file(source: Path, bad: Path) -> None:
    """Refuse to lose a file that has the name of the file of bad rows.

    Raises:
        InputError: it is the input, or was not written by an earlier run.
    """
    if bad.suffix.casefold() == ".xlsx":
        return
    if is_same(source, bad):
        raise input_error(
            "bad_file_is_input",
            N_("the bad rows would be written over the input"),
            N_("Give the output, or the input, another name"),
            file=str(bad),
        )
    if bad.exists() and not _is_bad_file(bad):
        raise input_error(
            "bad_file_taken",
            N_("the bad rows would be written here, and the file is not one of bad rows"),
            N_("Move it, or give the output another name"),
            file=str(bad),
        )


def _is_bad_file(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            first = stream.readline(1024)
    except OSError:
        return False
    return any(first.startswith(mark.join((*BAD_HEADING, ""))) for mark in ",;\t")
