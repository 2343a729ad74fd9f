"""What an engine that runs the expressions offers; the law is the same on each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals as nw

from dualuse.bulk.columns import Header
from dualuse.engine.tables.bounds import PlaneOf

if TYPE_CHECKING:
    import polars as pl

Frame: TypeAlias = nw.LazyFrame[Any]

ROW: Final = "row_number"
"""Column with the position of a row, from 0."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the numbers in a column stand for, and for each number the one of a word that comes to the same."""

    texts: tuple[str, ...]
    stands: Callable[[int], int] | None


@dataclass(frozen=True, slots=True)
class LookUp:
    """A column ``name`` that follows from the small numbers in ``column``: ``values`` by number, all of one type."""

    name: str
    column: str
    values: tuple[int | float, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """A column ``name`` that is wanted: a number for each combination of the columns ``keys``.

    ``keys``: with their words, where the cells are held as numbers of words; ``numbers_of``: from combinations of cells
    to their numbers; ``memory``: for the engine, from one part of a file to the next.
    """

    name: str
    keys: dict[str, Words | None]
    numbers_of: Callable[[list[tuple[Any, ...]]], list[int]]
    memory: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows by what they state.

    ``rows``: their :data:`ROW`; ``numbers``: for each a number that all have that state the same, null where the contract
    refuses the form of a cell; ``new``: a row, in full, for each number from ``known`` on, None where there is none.
    """

    rows: pl.Series
    numbers: pl.Series
    new: Frame | None
    known: int


def numbered_by_join(engine: Engine, frame: Frame, wanted: list[Numbering]) -> Frame:
    """The distinct combinations by a query, their numbers by a join."""
    import polars as pl

    for one in wanted:
        distinct = engine.collect(frame.select(*one.keys).unique()).select(*one.keys)
        numbers = one.numbers_of(distinct.rows())
        if len(set(numbers)) == 1:
            frame = frame.with_columns(nw.lit(numbers[0]).cast(nw.Int32).alias(one.name))
            continue
        table = distinct.with_columns(pl.Series(one.name, numbers, dtype=pl.Int32))
        frame = frame.join(engine.table(table), on=list(one.keys), how="left")
    return frame


def _planes_by_words(frame: Frame, planes: list[PlaneOf]) -> Frame:
    if not planes:
        return frame
    return frame.with_columns(*(nw.col(one.column).is_in(_numbers(one)).alias(one.name) for one in planes))


def _numbers(plane: PlaneOf) -> list[int]:
    return [number for number, flag in enumerate(plane.flags.tolist()) if flag and number]


def _as_they_are(
    frame: Frame, header: Header, given: tuple[str, ...], memory: dict[str, Any]
) -> tuple[Frame, Header]:
    return frame, header


def _none_repeated(
    engine: Engine, frame: Frame, header: Header, given: tuple[str, ...], memory: dict[str, Any]
) -> Repeated | None:
    return None


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine.

    ``largest_field``: how many numbers a column may have that two fields are put together in; ``table`` puts a small
    table on it, ``settle`` computes a frame once so that several steps can read it,
    ``numbered`` adds :data:`ROW`; ``coded`` turns columns of few words into numbers, where that makes it faster;
    ``looked_up`` adds columns that follow from the numbers of words, where there are any; ``with_numbers`` adds
    columns with a number for each combination of cells; ``with_planes`` adds columns of truths; ``repeated`` finds rows
    that state the same, where that pays: of a frame, its header, the names of its columns, and a memory.
    """

    name: str
    largest_field: int
    table: Callable[[pl.DataFrame], Frame]
    settle: Callable[[Frame], Frame]
    numbered: Callable[[Frame], Frame]
    coded: Callable[[Frame, Header, tuple[str, ...], dict[str, Any]], tuple[Frame, Header]] = _as_they_are
    looked_up: Callable[[Frame, list[LookUp]], Frame] | None = None
    with_numbers: Callable[[Engine, Frame, list[Numbering]], Frame] = numbered_by_join
    with_planes: Callable[[Frame, list[PlaneOf]], Frame] = _planes_by_words
    repeated: Callable[[Engine, Frame, Header, tuple[str, ...], dict[str, Any]], Repeated | None] = (
        _none_repeated
    )

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows of ``frame`` as a Polars table in memory."""
        found: pl.DataFrame = frame.collect("polars").to_native()
        return found
