"""Where the expressions run: Polars (default), DuckDB, or PySpark. The law is the same on each."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import narwhals as nw

from dualuse.bulk.backends.backend import ROW, Engine, Frame
from dualuse.bulk.backends.on_polars import polars_engine
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error, suggestion

if TYPE_CHECKING:
    import polars as pl

ENGINES: Final[dict[str, str]] = {"polars": "polars", "duckdb": "duckdb", "spark": "pyspark"}
"""Engines by name, with the package that each needs."""


def engine(name: str) -> Engine:
    """The engine called ``name``.

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
                N_('Install it: pip install "dualuse[{name}]"'),
                path="engine",
                package=package,
                name=name,
            )
    if name == "polars":
        return polars_engine()
    return {"duckdb": _duckdb, "spark": _spark}[name]()


def _duckdb() -> Engine:
    import duckdb

    connection = duckdb.connect()
    count = iter(range(1_000_000))

    def table(data: pl.DataFrame) -> Frame:
        name = f"table_{next(count)}"
        arrow = data.to_arrow()
        connection.register("arriving", arrow)
        connection.execute(f"create temporary table {name} as select * from arriving")
        connection.unregister("arriving")
        return nw.from_native(connection.table(name))

    def settle(frame: Frame) -> Frame:
        name = f"table_{next(count)}"
        frame.to_native().create(name)
        return nw.from_native(connection.table(name))

    def numbered(frame: Frame) -> Frame:
        if ROW in frame.collect_schema():
            return frame
        found: Frame = nw.from_native(frame.to_native().project(f"*, row_number() over () - 1 as {ROW}"))
        return found

    return Engine("duckdb", 0, table, settle, numbered)


def _spark() -> Engine:
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as sql

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
    running = session

    def table(data: pl.DataFrame) -> Frame:
        return nw.from_native(running.createDataFrame(data.to_arrow()))

    def settle(frame: Frame) -> Frame:
        found: Frame = nw.from_native(frame.to_native().localCheckpoint())
        return found

    def numbered(frame: Frame) -> Frame:
        if ROW in frame.collect_schema():
            return frame
        native = frame.to_native().withColumn(ROW, sql.monotonically_increasing_id()).localCheckpoint()
        found: Frame = nw.from_native(native)
        return found

    return Engine("spark", 0, table, settle, numbered)
