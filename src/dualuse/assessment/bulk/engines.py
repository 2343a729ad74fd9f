"""Where the expressions run: Polars (default), DuckDB, or PySpark. The law is the same on each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals as nw

from dualuse.assessment.bulk.cells import may_be_coded
from dualuse.assessment.bulk.columns import Header
from dualuse.contract.problems import InputError, Problem, suggestion
from dualuse.wording import N_, Message

if TYPE_CHECKING:
    import polars as pl

Frame: TypeAlias = nw.LazyFrame[Any]

ROW: Final = "row_number"
"""Column with the position of a row, from 0."""

ENGINES: Final[dict[str, str]] = {"polars": "polars", "duckdb": "duckdb", "spark": "pyspark"}
"""Engines by name, with the package that each needs."""


def _as_they_are(frame: Frame, header: Header, given: tuple[str, ...]) -> tuple[Frame, Header]:
    return frame, header


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine.

    ``table`` puts a small table on it, ``settle`` computes a frame once so that several steps can read it,
    ``numbered`` adds :data:`ROW`; ``coded`` turns columns of few words into numbers, where that makes it faster.
    """

    name: str
    table: Callable[[pl.DataFrame], Frame]
    settle: Callable[[Frame], Frame]
    numbered: Callable[[Frame], Frame]
    coded: Callable[[Frame, Header, tuple[str, ...]], tuple[Frame, Header]] = _as_they_are

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows of ``frame`` as a Polars table in memory."""
        found: pl.DataFrame = frame.collect("polars").to_native()
        return found


def engine(name: str) -> Engine:
    """The engine called ``name``.

    Raises:
        InputError: there is none of that name, or its package is not installed.
    """
    if name not in ENGINES:
        what = Message("engine_unknown", N_("there is no engine called {name}"), {"name": name[:40]})
        raise InputError([Problem(what, suggestion(name, ENGINES), "engine")])
    for package in (ENGINES[name], *(() if name == "polars" else ("pyarrow",))):
        if find_spec(package) is None:
            params = {"package": package, "name": name}
            what = Message("engine_missing", N_("the engine {name} needs the package {package}"), params)
            remedy = Message("remedy.engine_missing", N_('Install it: pip install "dualuse[{name}]"'), params)
            raise InputError([Problem(what, remedy, "engine")])
    return {"polars": _polars, "duckdb": _duckdb, "spark": _spark}[name]()


def _polars() -> Engine:
    def settle(frame: Frame) -> Frame:
        return frame.collect().lazy()

    return Engine(
        "polars",
        lambda data: nw.from_native(data.lazy()),
        settle,
        lambda frame: (
            frame if ROW in frame.collect_schema() else nw.from_native(frame.to_native().with_row_index(ROW))
        ),
        _coded,
    )


_MANY_WORDS: Final = 200_000


def _coded(frame: Frame, header: Header, given: tuple[str, ...]) -> tuple[Frame, Header]:
    """Columns of few words as numbers: comparing and joining those is several times faster than text."""
    import polars as pl

    rows: pl.DataFrame = frame.collect().to_native()
    codes: dict[str, tuple[str, ...]] = {}
    columns: list[pl.Series] = []
    for column, name in zip(header.columns, given, strict=True):
        if not may_be_coded(column):
            continue
        cells = rows[name]
        if not isinstance(cells.dtype, pl.Enum):
            words = cells.cast(pl.String).unique().drop_nulls()
            if len(words) > _MANY_WORDS:
                continue
            cells = cells.cast(pl.String).cast(pl.Enum(words))
        assert isinstance(cells.dtype, pl.Enum)
        texts = tuple(text.strip() for text in cells.dtype.categories.to_list())
        codes[column.name] = (*texts, "")
        columns.append(cells.to_physical().cast(pl.UInt32).fill_null(len(texts)).alias(name))
    return nw.from_native(rows.with_columns(columns).lazy()), replace(header, codes=codes)


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

    return Engine("duckdb", table, settle, numbered)


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

    return Engine("spark", table, settle, numbered)
