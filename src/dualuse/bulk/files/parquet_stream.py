"""A Parquet file written group by group while its rows are made: each is encoded once, and few are in memory
at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import Final

import polars as pl
from polars.io.plugins import register_io_source

_GROUP: Final = 1 << 15
"""Rows that a group of a Parquet file has: all of them are in memory until it is written."""

_LEVEL: Final = 1
"""Of compression: a higher one takes a tenth longer, and spares a fiftieth of the bytes. Least and greatest
values are not written either: the rows are in no order that a reader could skip groups by."""

_LOOK: Final = 0.1
"""Seconds after which who waits for the thread looks whether it still works: it ends where the file cannot be
written."""


class ParquetStream:
    """Writes rows to ``path`` as they are added; Polars consumes them in a separate thread."""

    def __init__(self, path: Path, schema: pl.Schema) -> None:
        self._path: Final = path
        self._schema: Final = schema
        self._rows: Final[Queue[pl.DataFrame | None]] = Queue(maxsize=1)
        self._error: BaseException | None = None
        self._thread: Final = Thread(target=self._write, daemon=True)
        self._thread.start()

    def add(self, rows: pl.DataFrame) -> None:
        """Add rows of the schema.

        Raises:
            pl.exceptions.PolarsError, OSError: those before cannot be written.
        """
        self._put(rows.select(pl.col(name).cast(dtype) for name, dtype in self._schema.items()))
        self._check()

    def finish(self) -> None:
        """Write what is left; the file is whole.

        Raises:
            pl.exceptions.PolarsError, OSError: it cannot be written.
        """
        self.stop()
        self._check()

    def stop(self) -> None:
        """End the thread; calling it again does nothing."""
        self._put(None)
        self._thread.join()

    def _put(self, rows: pl.DataFrame | None) -> None:
        """Hand rows, or that there are no more, to the thread, unless it has ended."""
        while self._thread.is_alive():
            try:
                self._rows.put(rows, timeout=_LOOK)
            except Full:
                continue
            return

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    def _write(self) -> None:
        rows = register_io_source(self._batches, schema=self._schema)
        try:
            rows.sink_parquet(self._path, row_group_size=_GROUP, compression_level=_LEVEL, statistics=False)
        except BaseException as error:
            self._error = error

    def _batches(
        self,
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        while (rows := self._rows.get()) is not None:
            yield rows
