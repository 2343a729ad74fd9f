"""What a backend that runs the expressions offers; the law is the same on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals as nw

from dualuse.engine.tables.bounds import PlaneOf
from dualuse.engine.tables.expressions import NARWHALS, Expressions

if TYPE_CHECKING:
    import polars as pl

Frame: TypeAlias = nw.LazyFrame[Any]
"""The rows on a backend: what is called on them is named alike by Narwhals and by Polars, whose own they are there."""

ROW: Final = "row_number"
"""Column with the position of a row, from 0."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A column ``name`` that follows from the small numbers in ``column``: ``values`` by number, all of one type."""

    name: str
    column: str
    values: tuple[int | float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """A column ``name`` that is wanted: a number for each combination of the columns ``keys``.

    ``words``: per key how many words its numbers stand for, None where it holds no numbers of words; ``standing``: per key
    for each number that of a word that comes to the same, None where each stands for itself. ``memory``: for the backend,
    from one part of a file to the next.
    """

    name: str
    keys: tuple[str, ...]
    words: tuple[tuple[str, ...] | None, ...]
    standing: tuple[tuple[int, ...] | None, ...]
    memory: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Combinations that a numbering has no numbers for yet, and whatever the backend needs to give them to the rows."""

    combinations: Sequence[tuple[Any, ...]]
    rows: Any


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


class Backend:
    """What runs expressions: the part that every query engine shares.

    ``expressions``: what makes them, for the frames that the backend takes. ``largest_field``: how many numbers a column may have that two fields are put together in; ``looks_up``: whether
    :meth:`looked_up` adds columns that follow from the numbers of words.
    """

    name: str
    expressions: Expressions = NARWHALS
    largest_field: int = 0
    looks_up: bool = False

    def table(self, data: pl.DataFrame) -> Frame:
        """A small table on the backend."""
        raise NotImplementedError

    def settle(self, frame: Frame) -> Frame:
        """``frame`` computed once, so that several steps can read it."""
        raise NotImplementedError

    def numbered(self, frame: Frame) -> Frame:
        """``frame`` with :data:`ROW`."""
        raise NotImplementedError

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows of ``frame`` as a Polars table in memory."""
        rows: pl.DataFrame = frame.collect("polars").to_native()
        return rows

    def coded(
        self, frame: Frame, columns: Sequence[tuple[str, str]], memory: dict[str, Any]
    ) -> tuple[Frame, dict[str, tuple[str, ...]]]:
        """Columns of few words as numbers, where that makes it faster, each with its words.

        Args:
            frame: the rows.
            columns: names of the contract and of the rows, of columns that may hold few words.
            memory: of earlier parts.
        """
        return frame, {}

    def looked_up(self, frame: Frame, wanted: Sequence[LookUp]) -> Frame:
        """Columns that follow from the numbers of words."""
        raise NotImplementedError

    def unseen(self, frame: Frame, wanted: Sequence[Numbering]) -> list[Unseen]:
        """The combinations that have no number yet: here all, by a query each."""
        import polars as pl

        return [
            Unseen(distinct.rows(), distinct)
            for distinct in (
                pl.DataFrame(self.collect(frame.select(*numbering.keys).unique())).select(numbering.keys)
                for numbering in wanted
            )
        ]

    def with_numbers(
        self,
        frame: Frame,
        wanted: Sequence[Numbering],
        unseen: Sequence[Unseen],
        numbers: Sequence[Sequence[int]],
    ) -> Frame:
        """Add the numbers of combinations, ``numbers`` of those that are ``unseen``; here by a join."""
        import polars as pl

        make = self.expressions
        for numbering, of_unseen, own in zip(wanted, unseen, numbers, strict=True):
            if len(set(own)) == 1:
                frame = frame.with_columns(make.lit(own[0]).cast(make.Int32).alias(numbering.name))
                continue
            table = of_unseen.rows.with_columns(pl.Series(numbering.name, own, dtype=pl.Int32))
            frame = frame.join(self.table(table), on=list(numbering.keys), how="left")
        return frame

    def with_planes(self, frame: Frame, planes: list[PlaneOf]) -> Frame:
        """Add columns of truths that follow from the numbers of fields."""
        if not planes:
            return frame
        return frame.with_columns(
            *(self.expressions.col(plane.column).is_in(_numbers(plane)).alias(plane.name) for plane in planes)
        )

    def repeats(self, frame: Frame, names: Sequence[str], memory: dict[str, Any]) -> bool:
        """Whether it pays to find the rows that state the same in the columns ``names``; ``memory``: of earlier parts."""
        return False

    def plain_texts(self, frame: Frame, names: Sequence[str]) -> frozenset[str]:
        """Columns of texts in which nothing can be wrong, whatever they say."""
        return frozenset()

    def repeated(
        self, frame: Frame, names: Sequence[str], right: pl.Series | None, memory: dict[str, Any]
    ) -> Repeated | None:
        """Rows that state the same, where few words tell them apart.

        Args:
            frame: with :data:`ROW` and the cells of the file.
            names: of the columns of which more than the form of their cells matters.
            right: where the cells of all other columns have their form; None: everywhere.
            memory: of earlier parts.
        """
        return None


def _numbers(plane: PlaneOf) -> list[int]:
    return [number for number, flag in enumerate(plane.flags.tolist()) if flag and number]
