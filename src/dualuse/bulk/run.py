"""``dualuse bulk``: a file in, the same rows with their answers out, bad rows in a file of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl

from dualuse.assessment.member_state import ContractValue
from dualuse.bulk import value_limits
from dualuse.bulk.backends.backend import ROW, Engine
from dualuse.bulk.backends.choosing import engine
from dualuse.bulk.columns import RESULTS, Header, header
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import Options, judged_table
from dualuse.bulk.files.opening import open_table
from dualuse.bulk.files.progress import KeptParts, Steps
from dualuse.bulk.files.table_file import Part, Table, first_line
from dualuse.bulk.files.writing import (
    BAD_HEADING,
    Writer,
    bad_file_of,
    check_bad_file,
    check_target,
)
from dualuse.bulk.rows_one_by_one import RowsAlone
from dualuse.i18n import N_
from dualuse.inputs.opening import is_same, same_file
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.collection import CURRENT_TO

OUTCOMES: Final = ("outcome", "range_low", "range_high")
_WRITTEN_ANEW: Final = frozenset({*RESULTS, *BAD_HEADING})
"""Columns of an earlier run, which are not carried on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a file.

    ``outcomes``: rows per outcome; ``bad``: rows in ``bad_file``; ``carried``: columns that were not read; ``unread``:
    sheets of a workbook that were not read; ``late``: judged rows of a day after the last for which the law is known.
    """

    rows: int
    bad: int
    bad_file: Path
    outcomes: dict[str, int]
    carried: tuple[str, ...]
    unread: tuple[str, ...] = ()
    late: int = 0


@dataclass(frozen=True, slots=True)
class _Judged:
    """A part that was judged: its rows with their answers, the refused ones as lines of the file of bad rows."""

    rows: pl.DataFrame
    refused: list[tuple[str, ...]]
    late: int = 0


def bulk(
    source: Path,
    target: Path,
    *,
    engine_name: str = "polars",
    options: Options | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Summary:
    """Judge every row of a file.

    Args:
        source: ``.csv``, ``.parquet`` or ``.xlsx``; one row per transaction item.
        target: where the rows go, in the format its name says; bad rows go to ``NAME.bad.csv`` beside it.
        engine_name: ``polars``, ``duckdb`` or ``spark``: the same answers on each.
        options: the day for rows without a date (default: today), policies, language, with reasons or without.
        progress: called with what is done and the whole (bytes or rows).

    Raises:
        InputError: the file cannot be read or written, or a column is none of the contract.
    """
    options = options or Options(date.today())
    running = started(engine_name)
    table = open_table(source)
    columns = _columns(table)
    if is_same(target, source):
        raise same_file(str(target))
    if target.is_symlink():
        target = target.resolve()
    check_target(target)
    bad_file = bad_file_of(target)
    check_bad_file(source, bad_file)
    work = _Work(table, columns, running, options, Deriver(options.today))
    rows = bad = late = 0
    outcomes: dict[str, int] = {}
    with Writer(target, bad_file, table.separator, table.marked) as writer:
        steps, parts = Steps(progress, table.size), KeptParts(table)
        sums = work.contract_sums(parts, steps)
        for part in parts.again():
            steps.read(part)
            judged = work.part(part, sums)
            steps.judged()
            if judged.rows.height:
                writer.add(judged.rows)
            if judged.refused:
                judged.refused.sort(key=lambda fields: int(fields[0]))
                writer.add_bad(work.header_of_bad, judged.refused)
            rows, bad = rows + judged.rows.height, bad + len(judged.refused)
            late += judged.late
            for outcome, number in judged.rows["outcome"].value_counts().iter_rows():
                outcomes[outcome] = outcomes.get(outcome, 0) + number
            steps.written()
        if rows == 0:
            writer.add(work.nothing())
    carried = tuple(name for name in columns.carried if name not in _WRITTEN_ANEW)
    return Summary(rows, bad, bad_file, outcomes, carried, table.unread, late)


def _contracts(sums: pl.DataFrame | None) -> dict[str, ContractValue]:
    """What contracts of several rows come to, by reference, for rows that are judged by themselves."""
    if sums is None:
        return {}
    return {
        reference: ContractValue(_amount(least), None if unclear else _amount(most))
        for reference, least, most, unclear in sums.iter_rows()
    }


def _amount(total: float) -> Decimal:
    return Decimal(str(round(total, 6)))


def _columns(table: Table) -> Header:
    try:
        return header(table.names)
    except InputError as error:
        problems = (problem.located(str(table.path), table.header_line) for problem in error.problems)
        raise InputError(problems) from None


def started(name: str) -> Engine:
    """The engine called ``name``, ready to work; Spark keeps its session for the next call.

    Raises:
        InputError: there is none of that name, its package is not installed, or it does not start.
    """
    try:
        return engine(name)
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


class _Work:
    """Judges the parts of a file."""

    def __init__(
        self, table: Table, columns: Header, running: Engine, options: Options, deriver: Deriver
    ) -> None:
        self._table = table
        self._columns = columns
        self._engine = running
        self._options = options
        self._deriver = deriver
        self._alike = RowsAlone(columns, options)
        self._told_before = {place for place, name in enumerate(table.names) if name in BAD_HEADING}
        self._schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(table.names, pl.String)

    @property
    def header_of_bad(self) -> tuple[str, ...]:
        """The columns of a refused row; where the file is one of bad rows, what it said of them is replaced."""
        return (*BAD_HEADING, *(name for name in self._table.names if name not in BAD_HEADING))

    def _refused(self, line: int, reason: str, fields: Iterable[str]) -> tuple[str, ...]:
        told = tuple(fields)
        cells = [cell for place, cell in enumerate(told) if place not in self._told_before or len(told) == 1]
        missing = ("",) * (len(self.header_of_bad) - len(BAD_HEADING) - len(cells))
        return (str(line), reason, *cells, *missing)

    def contract_sums(self, parts: KeptParts, steps: Steps) -> pl.DataFrame | None:
        """The sums of contracts with several rows, taken over the whole file before it is judged in parts."""
        if not value_limits.matters(self._columns):
            return None
        found: list[pl.DataFrame] = []
        for part in parts.first():
            found.append(value_limits.part_sums(part.cells, self._columns, self._engine))
            place = self._table.names.index("reference")
            found.append(
                value_limits.unclear_rows([bad.fields[place] for bad in part.bad if place < len(bad.fields)])
            )
            steps.summed(part)
        return value_limits.joined_sums(found)

    def part(self, part: Part, sums: pl.DataFrame | None) -> _Judged:
        """Judge a part."""
        self._schema = dict(part.given.schema)
        refused = [
            self._refused(bad.line, bad.problem.text(self._options.language), bad.fields) for bad in part.bad
        ]
        if part.cells.is_empty():
            return _Judged(self.nothing(), refused)
        judged = judged_table(
            self._frame(part.cells),
            self._columns,
            self._given(),
            self._engine,
            self._options,
            self._deriver,
            sums,
        )
        alone = judged.filter("wrong")[ROW].to_list()
        if alone:
            judged, more = self._alone(part, judged, alone, _contracts(sums))
            refused += more
        keep = ~judged["wrong"]
        carried = part.given.select(name for name in part.given.columns if name not in _WRITTEN_ANEW)
        answers = judged.select(pl.col(name).cast(pl.String).replace("", None) for name in self._results())
        whole = pl.concat([carried, answers], how="horizontal")
        if keep.all():
            return _Judged(whole, refused, self._late(part.cells))
        return _Judged(whole.filter(keep), refused, self._late(part.cells.filter(keep)))

    def _late(self, cells: pl.DataFrame) -> int:
        """How many rows are of a day after the last for which the law is known; distinct days are few."""
        if self._columns.column("date") is None:
            return cells.height if self._options.today > CURRENT_TO else 0
        today = self._options.today.isoformat()
        return sum(
            number
            for day, number in cells["date"].value_counts().iter_rows()
            if ((day or "").strip() or today) > CURRENT_TO.isoformat()
        )

    def nothing(self) -> pl.DataFrame:
        """A table without rows, with all columns of the result."""
        carried = {name: dtype for name, dtype in self._schema.items() if name not in _WRITTEN_ANEW}
        return pl.DataFrame(schema={**carried, **dict.fromkeys(self._results(), pl.String)})

    def _results(self) -> tuple[str, ...]:
        return RESULTS if self._options.reasons else OUTCOMES

    def _given(self) -> list[str]:
        return [f"given_{index}" for index in range(len(self._columns.columns))]

    def _frame(self, cells: pl.DataFrame) -> Any:
        renamed = cells.select(
            pl.col(name).alias(given) for name, given in zip(self._columns.names, self._given(), strict=True)
        )
        numbered = renamed.with_row_index(ROW).cast({ROW: pl.Int64})
        return self._engine.numbered(self._engine.table(numbered))

    def _alone(
        self, part: Part, judged: pl.DataFrame, rows: list[int], contracts: dict[str, ContractValue]
    ) -> tuple[pl.DataFrame, list[tuple[str, ...]]]:
        """Rows that seemed wrong, each read by the contract: refused with its reasons, or judged after all."""
        refused: list[tuple[str, ...]] = []
        answers: list[dict[str, Any]] = []
        for row, of_row in zip(rows, part.cells[rows].iter_rows(named=True), strict=True):
            texts = {name: cell or "" for name, cell in of_row.items()}
            found = self._alike.read(texts, contracts.get(" ".join(texts.get("reference", "").split())))
            if found.refused:
                refused.append(self._refused(part.lines[row], found.refused, texts.values()))
            else:
                answers.append({ROW: row, "wrong": False, **found.answer})
        if answers:
            mended = pl.DataFrame(
                answers, schema={name: judged.schema[name] for name in answers[0] if name in judged.schema}
            )
            judged = judged.update(mended, on=ROW, how="left")
        return judged, refused
