"""The backends by name: Polars (default), DuckDB, and PySpark. The law is the same on each."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dualuse.bulk.backends.backend import ROW, Backend, Frame, Numbering, Unseen
from dualuse.bulk.backends.on_polars import OnPolars
from dualuse.bulk.files.table_file import first_line
from dualuse.i18n import N_
from dualuse.inputs.extras import how_to_install
from dualuse.inputs.problems import InputError, input_error, suggestion

if TYPE_CHECKING:
    import polars as pl

ENGINES: Final[dict[str, str]] = {"polars": "polars", "duckdb": "duckdb", "spark": "pyspark"}
"""Backends by the names that the option ``--engine`` takes, with the package that each needs."""


def backend(name: str) -> Backend:
    """The backend called ``name``.

    Raises:
        InputError: there is none of that name, or its package is not installed.
    """
    if name not in ENGINES:
        raise input_error(
            "engine_unknown",
            N_("there is no engine called {name}"),
            suggestion(name, ENGINES),
            path="engine",
            name=name[:40],
        )
    for package in (ENGINES[name], *(() if name == "polars" else ("pyarrow",))):
        if find_spec(package) is None:
            raise input_error(
                "engine_missing",
                N_("the engine {name} needs the package {package}"),
                how_to_install("bulk" if name == "polars" else name),
                path="engine",
                package=package,
                name=name,
            )
    return {"polars": OnPolars, "duckdb": OnDuckDB, "spark": OnSpark}[name]()


def started(name: str) -> Backend:
    """The backend called ``name``, ready to work; Spark keeps its session for the next call.

    Raises:
        InputError: there is none of that name, its package is not installed, or it does not start.
    """
    try:
        return backend(name)
    except InputError:
        raise
    except Exception as error:  # Spark starts a process of its own, with exceptions of its own
        text = first_line(error)
        raise input_error(
            "engine_stopped",
            N_("the engine {name} does not start ({reason})"),
            N_("Spark needs Java 17; or leave --engine out"),
            path="engine",
            name=name,
            reason=text,
        ) from None


class OnDuckDB(Backend):
    """DuckDB, in memory."""

    name = "duckdb"

    def __init__(self) -> None:
        import duckdb

        self._connection: Final = duckdb.connect()
        self._count: Final = count()

    def table(self, data: pl.DataFrame) -> Frame:
        """The rows copied into a temporary table of the connection: DuckDB keeps nothing of ``data``."""
        return nw.from_native(self._connection.table(self._copied(data)))

    def _copied(self, data: pl.DataFrame) -> str:
        """The name of the temporary table that holds the rows."""
        name = f"table_{next(self._count)}"
        self._connection.register("arriving", data.to_arrow())
        self._connection.execute(f"create temporary table {name} as select * from arriving")
        self._connection.unregister("arriving")
        return name

    def settle(self, frame: Frame) -> Frame:
        """The rows of ``frame``, worked out once into a temporary table."""
        name = f"table_{next(self._count)}"
        frame.to_native().create(name)
        return nw.from_native(self._connection.table(name))

    def numbered(self, frame: Frame) -> Frame:
        """The rows with their position (:data:`ROW`, from 0) in the order in which DuckDB gives them; as they are, where they have one."""
        if ROW in frame.collect_schema():
            return frame
        rows: Frame = nw.from_native(frame.to_native().project(f"*, row_number() over () - 1 as {ROW}"))
        return rows

    def with_numbers(
        self,
        frame: Frame,
        wanted: Sequence[Numbering],
        unseen: Sequence[Unseen],
        numbers: Sequence[Sequence[int]],
    ) -> Frame:
        """Add the numbers of combinations by one query: for each join more, DuckDB would look through all before it anew."""
        import polars as pl

        columns, joins = ["arriving.*"], ["arriving"]
        for numbering, of_unseen, own in zip(wanted, unseen, numbers, strict=True):
            if len(set(own)) == 1:
                columns.append(f'{own[0]}::integer as "{numbering.name}"')
                continue
            table = self._copied(of_unseen.rows.with_columns(pl.Series(numbering.name, own, dtype=pl.Int32)))
            columns.append(f'{table}."{numbering.name}"')
            same = " and ".join(f'arriving."{key}" = {table}."{key}"' for key in numbering.keys)
            joins.append(f"left join {table} on {same}")
        query = f"select {', '.join(columns)} from {' '.join(joins)}"
        rows: Frame = nw.from_native(frame.to_native().query("arriving", query))
        return rows


class OnSpark(Backend):
    """Spark, in the session that is active, or one of its own."""

    name = "spark"

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        if session is None:
            session = (
                SparkSession.builder.appName("dualuse")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "8")
                .config("spark.sql.execution.arrow.pyspark.enabled", "true")
                .getOrCreate()
            )
            session.sparkContext.setLogLevel("ERROR")
        self._session: Final[Any] = session

    def table(self, data: pl.DataFrame) -> Frame:
        """The rows, by Arrow, as a data frame of the session."""
        rows: Frame = nw.from_native(self._session.createDataFrame(data.to_arrow()))
        return rows

    def settle(self, frame: Frame) -> Frame:
        """The rows of ``frame``, worked out once: a checkpoint on the workers, lost with them."""
        rows: Frame = nw.from_native(frame.to_native().localCheckpoint())
        return rows

    def numbered(self, frame: Frame) -> Frame:
        """The rows with a number each (:data:`ROW`), which grows and has gaps between partitions; as they are, where they have one."""
        from pyspark.sql import functions as sql

        if ROW in frame.collect_schema():
            return frame
        native = frame.to_native().withColumn(ROW, sql.monotonically_increasing_id()).localCheckpoint()
        rows: Frame = nw.from_native(native)
        return rows
