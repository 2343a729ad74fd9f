"""Writing the result in parts, whole or not at all: everything goes to a folder beside the target until it is done."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from dualuse.assessment.bulk.files import EXCEL_ROWS, SUFFIXES, problem
from dualuse.wording import N_

if TYPE_CHECKING:
    import polars as pl


class Writer:
    """Writes a table in parts; used as a context: left in order the files are put in place, else nothing is."""

    def __init__(self, path: Path, bad: Path, separator: str = ",") -> None:
        if path.suffix.lower() not in SUFFIXES:
            raise problem(
                str(path),
                "table_format",
                N_("the format of the file is not known"),
                N_("Use a file ending in one of: {suffixes}"),
                suffixes=SUFFIXES,
            )
        if not path.parent.is_dir():
            raise problem(
                str(path),
                "folder_missing",
                N_("there is no folder {name}"),
                N_("Make it first"),
                name=str(path.parent),
            )
        self._path: Final = path
        self._bad: Final = bad
        self._separator: Final = separator
        self._parts: list[Path] = []
        self._rows = 0
        self._bad_rows = 0

    def __enter__(self) -> Writer:
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=f".{self._path.name}.", dir=self._path.parent))
        except OSError as error:
            raise problem(
                str(self._path),
                "folder_closed",
                N_("nothing can be written there ({reason})"),
                N_("Check the permissions of the folder"),
                reason=error.strerror or str(error),
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, rows: pl.DataFrame) -> None:
        """Add judged rows."""
        self._rows += rows.height
        if self._path.suffix.lower() == ".xlsx" and self._rows > EXCEL_ROWS:
            raise problem(
                str(self._path),
                "excel_full",
                N_("the table has more rows than an Excel sheet holds"),
                N_("Write to a file ending in .csv or .parquet"),
            )
        if self._path.suffix.lower() == ".csv":
            with (self._folder / "rows").open("ab") as stream:
                rows.write_csv(stream, include_header=stream.tell() == 0, separator=self._separator)
            return
        part = self._folder / f"part-{len(self._parts):06}.parquet"
        rows.write_parquet(part)
        self._parts.append(part)

    def add_bad(self, header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
        """Add rows that could not be judged."""
        with (self._folder / "bad").open("a", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream, delimiter=self._separator)
            if stream.tell() == 0:
                writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                self._bad_rows += 1

    def _finish(self) -> None:
        result = self._folder / "rows"
        if self._path.suffix.lower() == ".xlsx":
            self._write_excel(result)
        elif self._path.suffix.lower() == ".parquet":
            self._write_parquet(result)
        if self._bad_rows:
            os.replace(self._folder / "bad", self._bad)
        os.replace(result, self._path)
        if not self._bad_rows:
            self._bad.unlink(missing_ok=True)  # of an earlier run: it would speak of rows that are mended

    def _write_parquet(self, result: Path) -> None:
        import polars as pl

        if len(self._parts) == 1:
            os.replace(self._parts[0], result)
        else:
            pl.scan_parquet(self._parts).sink_parquet(result)

    def _write_excel(self, result: Path) -> None:
        import polars as pl

        rows = pl.concat([pl.read_parquet(part) for part in self._parts])
        with result.open("wb") as stream:
            rows.write_excel(stream, autofit=True, freeze_panes=(1, 0))
