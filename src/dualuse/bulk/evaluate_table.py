"""A table judged, step by step, on a backend: of the files that judge rows this one alone speaks with it; the others hand data on.

The steps: cells as numbers of words, columns that follow from single cells, what contracts come to, the fields of groups of
columns, the law of each period on the fields, and each distinct case with its reasons joined back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import add
from typing import Any, Final

import narwhals as nw
import polars as pl

from dualuse.bulk import value_limits
from dualuse.bulk.answers import CASE_FIELDS, IS_WRONG, OUTCOMES, WORD, Answers, answered, with_texts, worded
from dualuse.bulk.backends.backend import ROW, Backend, Frame, Numbering, Repeated
from dualuse.bulk.cell_validation import FORM, CellColumns, cell_columns
from dualuse.bulk.combinations import LACKING, judged_combinations, judged_ends
from dualuse.bulk.deriver import Asked, Deriver
from dualuse.bulk.evaluate_rows import BOTH, Prepared, prepared
from dualuse.bulk.fields import WRONG
from dualuse.bulk.file_groups import FileGroups, groups_of
from dualuse.bulk.options import Options
from dualuse.bulk.sums.file_sums import COUNTS, FileSums, no_sums
from dualuse.bulk.table_reach import DATE, TableReach, law_of_period, reach_of_table, telling_columns
from dualuse.engine.reach import Reach
from dualuse.engine.tables.expressions import any_of
from dualuse.inputs.garbage import no_collection
from dualuse.schema.tables.header import Header, some_columns

PERIOD: Final = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table on a backend: its columns, their names in the rows, and the groups that decide facts together.

    ``reach``: the provisions that its rows can be about; ``is_short``: it has few rows, which are judged sooner combination by
    combination than expressions are made for them.
    """

    header: Header
    arriving: tuple[str, ...]
    groups: FileGroups
    backend: Backend
    options: Options
    deriver: Deriver
    reach: Reach = None
    is_short: bool = False


def judged_cells(
    cells: pl.DataFrame,
    header: Header,
    backend: Backend,
    options: Options,
    deriver: Deriver,
    sums: FileSums,
    groups: FileGroups,
) -> pl.DataFrame:
    """The rows of a part of a file judged, as :func:`judged_table` says, but for their reasons, which are numbers
    (``reason_texts``); ``cells``: as text under the names of the contract."""
    written = deriver.reasons.kept_bytes + sum(answers.bytes for answers in deriver.answers.values())
    if deriver.is_full or written > _MOST_WRITTEN:
        deriver.forget()
    arriving = tuple(f"given_{index}" for index in range(len(header.columns)))
    rows = cells.select(
        pl.col(name).alias(arriving_name) for name, arriving_name in zip(header.names, arriving, strict=True)
    )
    frame = backend.numbered(backend.table(rows.with_row_index(ROW).cast({ROW: pl.Int64})))
    table = _Table(
        header=header, arriving=arriving, groups=groups, backend=backend, options=options, deriver=deriver
    )
    is_short = max(cells.height, deriver.rows_expected) <= _SHORT
    return _in_numbers(frame, replace(table, is_short=is_short), sums)


_MOST_WRITTEN: Final = 200 << 20
"""Bytes of answers that are remembered from one part of a table to the next."""


def judged_table(
    frame: Frame,
    header: Header,
    arriving: Iterable[str],
    backend: Backend,
    options: Options,
    deriver: Deriver | None = None,
    sums: FileSums | None = None,
    groups: FileGroups | None = None,
) -> pl.DataFrame:
    """Judge all rows of ``frame``.

    Args:
        frame: with :data:`ROW` and the cells of the file as text.
        header: the columns of the contract among them.
        arriving: their names in ``frame``, in the order of the header.
        backend: where it runs.
        options: see :class:`Options`.
        deriver: remembers what combinations of cells come to, from one table to the next.
        sums: of all rows of the file; None: nothing is summed.
        groups: those of the header, where they are known.

    Returns:
        One row per row, in order: :data:`ROW`, ``wrong``, ``outcome``, ``range_low``, ``range_high``, and with reasons
        ``basis``, ``missing``, ``release``, ``authorisations``, ``reasons``; nulls where ``wrong``.
    """
    deriver = deriver or Deriver(today=options.today)
    groups = groups or groups_of(header, rules=options.rules, policies=options.policies)
    arriving = tuple(arriving)
    table = _Table(
        header=header, arriving=arriving, groups=groups, backend=backend, options=options, deriver=deriver
    )
    return with_texts(_in_numbers(frame, table, sums or no_sums(backend.expressions)), deriver.reasons)


def _in_numbers(frame: Frame, table: _Table, sums: FileSums) -> pl.DataFrame:
    """The rows judged, their reasons as numbers."""
    header, backend, options, deriver = table.header, table.backend, table.options, table.deriver
    if options.only is None and sums.of_contracts is None:
        key = (options, backend.name, header.names, table.arriving)
        seen = deriver.rows.setdefault(key, Seen(options))
        seen.memory.setdefault("expected", deriver.rows_expected)
        names = [
            name
            for column, name in zip(header.columns, table.arriving, strict=True)
            if column.name in table.groups.read
        ]
        if backend.repeats(frame, names, seen.memory):
            right = _right(frame, table)
            repeated = backend.repeated(frame, names, right, seen.memory)
            if repeated is not None:
                return _by_number(repeated, table, seen)
    return _judged(frame, table, sums)


# Rows that state the same.


class Seen:
    """Rows that have been judged, by the number of what they state; ``memory`` belongs to the backend."""

    def __init__(self, options: Options) -> None:
        self.memory: Final[dict[str, Any]] = {}
        self.answers = _completed(pl.DataFrame(schema={"wrong": pl.Boolean}), options)


_SHORT: Final = 1 << 15
"""Rows up to which combinations are judged sooner than expressions are made."""


def _by_number(repeated: Repeated, table: _Table, seen: Seen) -> pl.DataFrame:
    """Rows judged by those that state the same."""
    if repeated.new is not None:
        rows = int(repeated.numbers.max() or 0) + 1 - repeated.known  # type: ignore[arg-type]
        new = _judged(
            repeated.new, replace(table, is_short=rows <= _SHORT), no_sums(table.backend.expressions)
        )
        new = new.drop(ROW)
        before = seen.answers.head(repeated.known)
        seen.answers = pl.concat([before, new], rechunk=True)
    whole = seen.answers.select(pl.all().gather(repeated.numbers))
    whole = whole.select(repeated.rows.cast(pl.Int64), pl.col("wrong").fill_null(True), pl.exclude("wrong"))
    return whole if whole[ROW].is_sorted() else whole.sort(ROW)


def _right(frame: Frame, table: _Table) -> pl.Series | None:
    """Where the cells of the columns of which only the form matters have it; None: everywhere."""
    names = dict(zip(table.header.names, table.arriving, strict=True))
    rest = [column for column in table.header.columns if column.name not in table.groups.read]
    plain = table.backend.plain_texts(frame, [names[column.name] for column in rest if column.is_prose])
    header = some_columns(table.header, [column.name for column in rest if names[column.name] not in plain])
    if not header.columns:
        return None
    arriving = tuple(names[name] for name in header.names)
    rows, header = _coded(frame.select(*arriving), header, arriving, table.backend, {})
    cells = cell_columns(
        header, arriving, (), looks_up=table.backend.looks_up, make=table.backend.expressions
    )
    wrong = table.backend.collect(_with_cell_columns(rows, cells, table.backend).select(FORM))[FORM]
    return ~wrong if wrong.any() else None


# Rows with what follows from single cells.


def _coded(
    frame: Frame, header: Header, arriving: Sequence[str], backend: Backend, memory: dict[str, Any]
) -> tuple[Frame, Header]:
    """Columns of few words as numbers, where that makes it faster."""
    wanted = [
        (column.name, name)
        for column, name in zip(header.columns, arriving, strict=True)
        if column.has_few_words
    ]
    frame, codes = backend.coded(frame, wanted, memory)
    return frame, replace(header, codes=codes)


def _with_cell_columns(frame: Frame, cells: CellColumns, backend: Backend, *kept: nw.Expr) -> Frame:
    """The columns ``kept``, and what follows from single cells, step by step."""
    rows = frame.select(*kept, *cells.prepared)
    rows = rows.with_columns(*cells.others) if cells.others else rows
    rows = backend.looked_up(rows, cells.looked_up) if cells.looked_up else rows
    return rows.with_columns(*cells.last) if cells.last else rows


def _with_totals(rows: Frame, backend: Backend, sums: FileSums) -> Frame:
    """What the contract of each row comes to."""
    totals = sums.totals
    rows = rows.with_columns(*totals.of_rows)
    if sums.of_contracts is not None:
        rows = rows.with_columns(*totals.reference)
        rows = rows.join(backend.table(sums.of_contracts), on="reference", how="left").drop("reference")
    return rows.with_columns(*totals.of_contracts).drop(*COUNTS)


def _judged(frame: Frame, table: _Table, sums: FileSums) -> pl.DataFrame:
    backend, options, make = table.backend, table.options, table.backend.expressions
    frame, header = _coded(frame, table.header, table.arriving, backend, table.deriver.words)
    cells = cell_columns(header, table.arriving, table.groups.groups, looks_up=backend.looks_up, make=make)
    rows = _with_cell_columns(frame, cells, backend, make.col(ROW).cast(make.Int64))
    rows = _with_totals(rows, backend, sums)
    law = _reach(rows, header, table)
    table = replace(table, header=header, reach=law.provisions)
    rows = backend.settle(_with_period(rows, table, law))
    parts: list[pl.DataFrame] = []
    days = backend.collect(rows.select(PERIOD).unique())[PERIOD].to_list()
    for text in sorted(day for day in days if day):
        of_period = rows.filter(make.col(PERIOD) == text) if len(days) > 1 else rows
        parts.append(_of_period(of_period, table, cells, date.fromisoformat(text)))
    if "" in days:
        undated = backend.collect(rows.filter(make.col(PERIOD) == "").select(ROW))
        parts.append(undated.select(pl.col(ROW).cast(pl.Int64), wrong=True))
    whole = _completed(pl.concat(parts, how="diagonal") if len(parts) > 1 else parts[0], options)
    return whole if whole[ROW].is_sorted() else whole.sort(ROW)


def _completed(judged: pl.DataFrame, options: Options) -> pl.DataFrame:
    """All columns of answers, in order: no row has some of them where none has a date that is taken."""
    names = {**dict.fromkeys(OUTCOMES, WORD), **(CASE_FIELDS if options.reasons else {})}
    absent = [pl.lit(None, dtype=names[name]).alias(name) for name in names if name not in judged.columns]
    if not absent and judged.columns == [
        *(name for name in (ROW, "wrong") if name in judged.columns),
        *names,
    ]:
        return judged
    return judged.with_columns(absent).select(
        *(name for name in (ROW, "wrong") if name in judged.columns), *names
    )


def _reach(frame: Frame, header: Header, table: _Table) -> TableReach:
    """The law that rows can be about."""
    words: dict[str, list[str]] = {}
    for column in telling_columns(header):
        held = header.held[column.name]
        cells = table.backend.collect(frame.select(held).unique())[held]
        words[column.name] = [header.text(column.name, value) for value in cells]
    options = table.options
    return reach_of_table(header, words, options.today, whole=options.only is not None)


def _with_period(frame: Frame, table: _Table, law: TableReach) -> Frame:
    """The first day of the period of each row, as text; empty where the date is refused."""
    header, backend, make = table.header, table.backend, table.backend.expressions
    if DATE not in header.by_name:
        return frame.with_columns(make.lit(law.periods[""]).alias(PERIOD))
    name = header.held[DATE]
    days = backend.collect(frame.select(name).unique())
    of_days = [law.periods[header.text(DATE, value)] for value in days[name]]
    if len(set(of_days)) == 1:
        return frame.with_columns(make.lit(of_days[0]).alias(PERIOD))
    periods = days.with_columns(pl.Series(PERIOD, of_days, dtype=pl.String))
    return frame.join(backend.table(periods), on=name, how="left")


# The rows of a period under the law.


def _of_period(rows: Frame, table: _Table, cells: CellColumns, day: date) -> pl.DataFrame:
    backend, options, header, make = table.backend, table.options, table.header, table.backend.expressions
    law = law_of_period(day, options.only, options.reasons, table.reach)
    asked = table.deriver.asked(table.groups.groups, header, law.leaves, law.questions, day, table.reach)
    needed = (
        ROW,
        FORM,
        *value_limits.COLUMNS,
        *(name for group in table.groups.groups for name in group.held),
    )
    needed = (*needed, *(of_cells.column for of_cells in cells.direct))
    frame = _with_numbers(rows.select(*dict.fromkeys(needed)), asked, table)
    words = tuple(header.codes.get(column.name) for column in header.columns if column.is_direct)
    of_period = prepared(law, asked, cells.direct, options.policies, words, backend, table.deriver.laws)
    if of_period.limited:
        for step in value_limits.exempt_numbers(of_period.limited, of_period.state_column, make):
            frame = frame.with_columns(*step)
    # Cells that are facts of their own are looked at also where no rule of the period asks for them.
    wrong = {of_cells.column for of_cells in cells.direct if of_cells.can_be_wrong}
    wrong |= {of_field.column for of_field in of_period.fields if of_field.can_be_wrong}
    is_wrong = (make.col(column) == WRONG for column in sorted(wrong))
    frame = frame.with_columns(any_of([make.col(FORM), *is_wrong], make).alias(IS_WRONG))
    if not options.reasons and table.is_short and options.only is None:
        return worded(_ends_by_combination(frame, of_period, backend))
    if not options.reasons:
        return worded(backend.collect(_outcomes(frame, of_period, backend)))
    return _with_reasons(rows, frame, of_period, table, day)


def _with_numbers(frame: Frame, asked: Sequence[Asked], table: _Table) -> Frame:
    """Add a column of numbers for each group with columns: derived where a combination comes up for the first time."""
    with_keys = [of_group for of_group in asked if of_group.group.held]
    wanted = [
        Numbering(
            name=of_group.column,
            keys=of_group.group.held,
            words=(*of_group.texts, *(None for _ in of_group.group.present)),
            standing=(*of_group.standing, *(None for _ in of_group.group.present)),
            memory=of_group.kinds.memory,
        )
        for of_group in with_keys
    ]
    unseen = table.backend.unseen(frame, wanted) if wanted else []
    without = [of_group for of_group in asked if not of_group.group.held]
    combinations = [*(of_numbering.combinations for of_numbering in unseen), *([()] for _ in without)]
    with no_collection():
        numbers = table.deriver.numbers([*with_keys, *without], combinations)
    return table.backend.with_numbers(frame, wanted, unseen, numbers[: len(wanted)]) if wanted else frame


def _outcomes(frame: Frame, rows: Prepared, backend: Backend) -> Frame:
    """The ends of the outcomes by the expressions of the law: a stream, row by row."""
    law, both, make = rows.on_table.expressions(), rows.on_table.both, backend.expressions
    if both is not None:
        first, second = (make.col(field.column).cast(make.UInt32) for field in both)
        frame = frame.with_columns((first * both[1].size + second).alias(BOTH))
    frame = backend.with_planes(frame, law.planes)
    for stage in law.stages:
        frame = frame.with_columns(*stage)
    return frame.select(ROW, IS_WRONG, "low", "high")


def _ends_by_combination(frame: Frame, rows: Prepared, backend: Backend) -> pl.DataFrame:
    """The same, each distinct combination of fields judged once."""
    frame, words = _with_words(frame, rows, backend)
    ends = judged_ends(rows, _distinct(frame, words, backend))
    judged = backend.collect(frame.select(ROW, IS_WRONG, *words))
    return judged.join(ends, on=words, how="left").select(ROW, IS_WRONG, "low", "high")


def _with_words(frame: Frame, rows: Prepared, backend: Backend) -> tuple[Frame, list[str]]:
    """The rows with the integers that hold their combinations, and the names of those."""
    make = backend.expressions
    words = []
    for index, fields in enumerate(rows.layout or ((),)):
        digits = [make.col(field.column).cast(make.Int64) * make.lit(radix) for field, radix in fields]
        words.append(reduce(add, digits, make.lit(0).cast(make.Int64)).alias(f"word_{index}"))
    return backend.settle(frame.with_columns(*words)), [f"word_{index}" for index in range(len(words))]


def _distinct(frame: Frame, words: list[str], backend: Backend) -> pl.DataFrame:
    """Each combination once, with a row that has it."""
    make = backend.expressions
    right = frame.filter(~make.col(IS_WRONG))
    return backend.collect(right.group_by(*words).agg(make.col(ROW).min().alias(ROW)))


def _with_reasons(rows: Frame, frame: Frame, of_period: Prepared, table: _Table, day: date) -> pl.DataFrame:
    """The ends and the cells of the answers: each case is written once, each list of missing facts too."""
    backend, options = table.backend, table.options
    remembered = table.deriver.answers.setdefault((day, options, table.reach), Answers())
    frame, words = _with_words(frame, of_period, backend)
    distinct = _distinct(frame, words, backend)
    judged = judged_combinations(
        of_period, distinct, remembered.keys, remembered.cases.known, remembered.missing.known
    )
    standing = _standing_rows(rows, frame, judged.lacking, of_period, table)
    judged_rows = backend.collect(frame.select(ROW, IS_WRONG, *words))
    texts, in_table = table.deriver.reasons, table.groups.in_table
    return answered(judged_rows, judged, standing, remembered, texts, table.header, in_table, options)


def _standing_rows(
    rows: Frame, frame: Frame, lacking: pl.DataFrame, of_period: Prepared, table: _Table
) -> pl.DataFrame:
    """The rows that stand for others, with what they lack, their cells and the value limit, which no cell tells."""
    backend = table.backend
    wanted = backend.table(lacking.select(pl.col(ROW).cast(pl.Int64)))
    chosen = backend.collect(rows.select(ROW, *table.header.held.values()).join(wanted, on=ROW))
    chosen = chosen.cast({ROW: pl.Int64}).join(lacking.select(pl.col(ROW).cast(pl.Int64), LACKING), on=ROW)
    if not of_period.limited:
        return chosen
    numbers = backend.collect(frame.select(ROW, value_limits.EXEMPT_FIELD.column).join(wanted, on=ROW))
    return chosen.join(numbers.cast({ROW: pl.Int64}), on=ROW)
