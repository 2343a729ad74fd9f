"""A Parquet file written group by group while its rows are made: each is encoded once, and few are in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Final

import polars as pl
from polars.io.plugins import register_io_source

_GROUP: Final = 1 << 15
"""Rows that a group of a Parquet file has: all of them are in memory until it is written."""

_LEVEL: Final = 1
"""Of compression: a higher one takes a tenth longer, and spares a fiftieth of the bytes. Least and greatest values are not written either:
the rows are in no order that a reader could skip groups by."""


class ParquetStream:
    """Writes rows to ``path`` as they are added; Polars takes them in a thread of its own."""

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
        self._check()
        self._rows.put(rows.select(pl.col(name).cast(dtype) for name, dtype in self._schema.items()))

    def finish(self) -> None:
        """Write what is left; the file is whole.

        Raises:
            pl.exceptions.PolarsError, OSError: it cannot be written.
        """
        self.stop()
        self._check()

    def stop(self) -> None:
        """End the thread; calling it again does nothing."""
        if self._thread.is_alive():
            self._rows.put(None)
            self._thread.join()

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    def _write(self) -> None:
        rows = register_io_source(self._batches, schema=self._schema)
        try:
            rows.sink_parquet(self._path, row_group_size=_GROUP, compression_level=_LEVEL, statistics=False)
        except BaseException as error:
            self._error = error
            self._drain()

    def _drain(self) -> None:
        """Take what is still added, so that nobody waits for it to be written."""
        while self._rows.get() is not None:
            pass

    def _batches(
        self,
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        while (rows := self._rows.get()) is not None:
            yield rows
