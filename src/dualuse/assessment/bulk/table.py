"""A whole table judged: bad rows marked, outcomes, and each distinct case with its reasons joined back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from dualuse.assessment.bulk import cells, value
from dualuse.assessment.bulk.cases import CaseOf, missing_of_all, told_case
from dualuse.assessment.bulk.columns import Header
from dualuse.assessment.bulk.combinations import CASE, LACKING, Combinations, combinations
from dualuse.assessment.bulk.engines import ROW, Engine, Frame
from dualuse.assessment.bulk.fields import with_cell_numbers
from dualuse.assessment.bulk.groups import Deriver
from dualuse.assessment.bulk.held import HELD
from dualuse.assessment.bulk.judge import EXEMPT_FIELD, IS_WRONG, Prepared, outcomes, prepared
from dualuse.assessment.bulk.periods import period_of
from dualuse.contract.transaction import LAST_DAY
from dualuse.law.logic import Truth
from dualuse.law.provision import IN_FORCE, Effect

PERIOD: Final = "period"
_OF_CASE: Final = ("basis", "release", "authorisations", "reasons")
_CASE_FIELDS: Final = ("basis", "missing", "release", "authorisations", "reasons")


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is judged: the day for rows without a date, policies, language, and whether with reasons."""

    today: date
    policies: tuple[str, ...] = ()
    language: str = "en"
    reasons: bool = True


def judged_table(
    frame: Frame,
    header: Header,
    given: Iterable[str],
    engine: Engine,
    options: Options,
    deriver: Deriver | None = None,
    sums: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Judge all rows of ``frame``.

    Args:
        frame: with :data:`ROW` and the cells of the file as text.
        header: the columns of the contract among them.
        given: their names in ``frame``, in the order of the header.
        engine: where it runs.
        options: see :class:`Options`.
        deriver: remembers what combinations of cells come to, from one table to the next.
        sums: of contracts with several rows (``value.joined_sums``).

    Returns:
        One row per row, in order: :data:`ROW`, ``wrong``, ``outcome``, ``range_low``, ``range_high``, and with reasons
        ``basis``, ``missing``, ``release``, ``authorisations``, ``reasons``; nulls where ``wrong``.
    """
    deriver = deriver or Deriver()
    frame, header = engine.coded(frame, header, tuple(given))
    rows = frame.select(nw.col(ROW).cast(nw.Int64), *cells.prepared_cells(header, given))
    rows = with_cell_numbers(rows, header, engine)
    rows = value.with_totals(rows, header, engine, sums)
    rows = engine.settle(_with_period(rows, header, engine, options.today))
    found: list[pl.DataFrame] = []
    days = engine.collect(rows.select(PERIOD).unique())[PERIOD].to_list()
    for text in sorted(day for day in days if day):
        day = date.fromisoformat(text)
        of_day = rows.filter(nw.col(PERIOD) == text) if len(days) > 1 else rows
        of_period = prepared(of_day, header, engine, deriver, day, options.policies, asking=options.reasons)
        found.append(_answered(of_day, of_period, header, engine, day, options))
    if "" in days:
        undated = engine.collect(rows.filter(nw.col(PERIOD) == "").select(ROW))
        found.append(undated.select(pl.col(ROW).cast(pl.Int64), wrong=True))
    table = pl.concat(found, how="diagonal").sort(ROW)
    names = ("outcome", "range_low", "range_high", *(_CASE_FIELDS if options.reasons else ()))
    absent = (name for name in names if name not in table.columns)  # no row has a date that is taken
    return table.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in absent)


def _with_period(frame: Frame, header: Header, engine: Engine, today: date) -> Frame:
    """The first day of the period of each row, as text; empty where the date is refused."""
    if header.column("date") is None:
        return frame.with_columns(nw.lit(period_of(today).isoformat()).alias(PERIOD))
    name = cells.name_of(header, "date")
    days = engine.collect(frame.select(name).unique())
    texts = [cells.text_of(header, "date", value) or today.isoformat() for value in days[name]]
    table = days.with_columns(pl.Series(PERIOD, [_period(day) for day in texts], dtype=pl.String))
    return frame.join(engine.table(table), on=name, how="left")


def _period(text: str) -> str:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return ""
    well_formed = len(text) == 10 or text[10:].strip("T0:. Z") == ""
    return period_of(day).isoformat() if well_formed and IN_FORCE <= day <= LAST_DAY else ""


def _answered(
    given: Frame, rows: Prepared, header: Header, engine: Engine, day: date, options: Options
) -> pl.DataFrame:
    if not options.reasons:
        return _worded(engine.collect(outcomes(rows, engine).select(ROW, IS_WRONG, "low", "high")))
    found = combinations(rows, engine)
    table = _with_answers(given, found, rows, header, engine, day, options)
    words = list(found.words)
    judged_rows = engine.collect(found.frame.select(ROW, IS_WRONG, *words))
    return _worded(judged_rows.join(table, on=words, how="left"))


def _with_answers(
    given: Frame,
    found: Combinations,
    rows: Prepared,
    header: Header,
    engine: Engine,
    day: date,
    options: Options,
) -> pl.DataFrame:
    """The combinations with the cells of their answers: each case is written once, each list of missing facts too."""
    held = next((one for one in rows.fields if HELD in one.extras), None)
    written = [
        told_case(
            case.tellings,
            case.low,
            case.high,
            held.extras[HELD][case.held] if held else False,
            options.language,
        )
        for case in found.cases
    ]
    cases = pl.DataFrame(
        {name: [getattr(case, name) for case in written] for name in _OF_CASE},
        schema=dict.fromkeys(_OF_CASE, pl.String),
    ).with_row_index(CASE)
    standing = found.table.filter(pl.col("low") != pl.col("high")).group_by(LACKING).agg(pl.col(ROW).min())
    lacking = _missing(_rows(given, found, standing, rows, header, engine), header, day, options)
    table = found.table.join(cases, on=CASE, how="left").join(lacking, on=LACKING, how="left")
    return table.with_columns(pl.col("missing").fill_null("")).drop(ROW, CASE, LACKING)


def _worded(found: pl.DataFrame) -> pl.DataFrame:
    """Effects as words; nothing is said of a row that is refused."""
    right = pl.when(~pl.col(IS_WRONG))
    settled = pl.col("low") == pl.col("high")
    return found.select(
        pl.col(ROW).cast(pl.Int64),
        pl.col(IS_WRONG).alias("wrong"),
        _word(right.then(pl.when(settled).then("low").otherwise(len(Effect)))).alias("outcome"),
        _word(right.then("low")).alias("range_low"),
        _word(right.then("high")).alias("range_high"),
        *(right.then(pl.col(name)).alias(name) for name in _CASE_FIELDS if name in found.columns),
    )


def _word(numbers: pl.Expr) -> pl.Expr:
    words = (*(effect.word for effect in Effect), "undetermined")
    return pl.lit(pl.Series(words, dtype=pl.Enum(words))).gather(numbers)


def _rows(
    given: Frame, found: Combinations, standing: pl.DataFrame, rows: Prepared, header: Header, engine: Engine
) -> pl.DataFrame:
    """The rows that stand for others, with their prepared cells and the number that no cell tells."""
    names = [f"{cells.PREFIX}{index}" for index in range(len(header.names))]
    wanted = engine.table(standing.select(pl.col(ROW).cast(pl.Int64), LACKING))
    found_rows = engine.collect(given.select(ROW, *names).join(wanted, on=ROW))
    if not any(one.column == EXEMPT_FIELD for one in rows.fields):
        return found_rows
    return found_rows.join(engine.collect(found.frame.select(ROW, EXEMPT_FIELD).join(wanted, on=ROW)), on=ROW)


def _missing(standing: pl.DataFrame, header: Header, day: date, options: Options) -> pl.DataFrame:
    """What is missing, by the number of :data:`LACKING`."""
    asked = [
        CaseOf(_cells(header, row), options.today, _TRUTH.get(row.get(EXEMPT_FIELD, 2)))
        for row in standing.iter_rows(named=True)
    ]
    found = missing_of_all(header, asked, options.policies)
    return pl.DataFrame({LACKING: standing[LACKING], "missing": pl.Series(found, dtype=pl.String)})


_TRUTH: Final[dict[int, Truth]] = {2: False, 3: True}
"""What the numbers of the value limit stand for; all others: it is not known."""


def _cells(header: Header, row: dict[str, Any]) -> dict[str, str]:
    return {
        name: cells.text_of(header, name, row[f"{cells.PREFIX}{index}"])
        for index, name in enumerate(header.names)
    }
