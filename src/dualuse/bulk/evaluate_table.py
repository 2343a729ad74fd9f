"""A whole table judged: bad rows marked, outcomes, and each distinct case with its reasons joined back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from dualuse.bulk import cell_validation
from dualuse.bulk import value_limits as value
from dualuse.bulk.backends.backend import ROW, Engine, Frame, Repeated
from dualuse.bulk.backends.choosing import engine
from dualuse.bulk.columns import Header, header
from dualuse.bulk.combinations import CASE, LACKING, Combinations, combinations
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.distinct_cases import CaseOf, missing_of_all, told_case
from dualuse.bulk.evaluate_rows import EXEMPT_FIELD, IS_WRONG, Prepared, outcomes, prepared
from dualuse.bulk.fields import with_cell_numbers
from dualuse.engine.periods import period_of
from dualuse.engine.tables.keys import Keys
from dualuse.law.eu_2021_821.facts.derived import COVERED_BY_HELD
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import IN_FORCE, Effect
from dualuse.schema.transaction import LAST_DAY

PERIOD: Final = "period"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OUTCOMES: Final = ("outcome", "range_low", "range_high")
_WORDS: Final = (*(effect.word for effect in Effect), "undetermined")
_WORD: Final = pl.Enum(_WORDS)
_OF_CASE: Final = ("basis", "release", "authorisations", "reasons")
_CASE_FIELDS: Final = ("basis", "missing", "release", "authorisations", "reasons")


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is judged: the day for rows without a date, policies, language, and whether with reasons.

    ``only``: citations that the law is restricted to, for a comparison of outcomes; without reasons.
    """

    today: date
    policies: tuple[str, ...] = ()
    language: str = "en"
    reasons: bool = True
    only: frozenset[str] | None = None


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
    deriver = deriver or Deriver(options.today)
    given = tuple(given)
    if options.only is None and (sums is None or sums.is_empty()):
        seen = deriver.rows.setdefault((options, engine.name, header.names, given), Seen(options))
        repeated = engine.repeated(engine, frame, header, given, seen.memory)
        if repeated is not None:
            return _by_number(repeated, header, given, engine, options, deriver, seen)
    return _judged(frame, header, given, engine, options, deriver, sums)


class Seen:
    """Rows that have been judged, by the number of what they state; ``memory`` belongs to the engine."""

    def __init__(self, options: Options) -> None:
        self.memory: Final[dict[str, Any]] = {}
        self.answers = _completed(pl.DataFrame(schema={"wrong": pl.Boolean}), options)


def _by_number(
    repeated: Repeated,
    header: Header,
    given: tuple[str, ...],
    engine: Engine,
    options: Options,
    deriver: Deriver,
    seen: Seen,
) -> pl.DataFrame:
    """Rows judged by those that state the same."""
    if repeated.new is not None:
        new = _judged(repeated.new, header, given, engine, options, deriver, None).drop(ROW)
        before = seen.answers.head(repeated.known)
        seen.answers = pl.concat([before, new], rechunk=True)
    whole = seen.answers.select(pl.all().gather(repeated.numbers))
    whole = whole.select(repeated.rows.cast(pl.Int64), pl.col("wrong").fill_null(True), pl.exclude("wrong"))
    return whole if whole[ROW].is_sorted() else whole.sort(ROW)


def _judged(
    frame: Frame,
    header: Header,
    given: tuple[str, ...],
    engine: Engine,
    options: Options,
    deriver: Deriver,
    sums: pl.DataFrame | None,
) -> pl.DataFrame:
    frame, header = engine.coded(frame, header, given, deriver.words)
    rows = frame.select(nw.col(ROW).cast(nw.Int64), *cell_validation.prepared_cells(header, given))
    rows = with_cell_numbers(rows, header, engine)
    rows = value.with_totals(rows, header, engine, sums)
    rows = engine.settle(_with_period(rows, header, engine, options.today))
    found: list[pl.DataFrame] = []
    days = engine.collect(rows.select(PERIOD).unique())[PERIOD].to_list()
    for text in sorted(day for day in days if day):
        day = date.fromisoformat(text)
        of_day = rows.filter(nw.col(PERIOD) == text) if len(days) > 1 else rows
        of_period = prepared(
            of_day, header, engine, deriver, day, options.policies, asking=options.reasons, only=options.only
        )
        found.append(_answered(of_day, of_period, header, engine, day, options, deriver))
    if "" in days:
        undated = engine.collect(rows.filter(nw.col(PERIOD) == "").select(ROW))
        found.append(undated.select(pl.col(ROW).cast(pl.Int64), wrong=True))
    whole = _completed(pl.concat(found, how="diagonal"), options)
    return whole if whole[ROW].is_sorted() else whole.sort(ROW)


def _completed(judged: pl.DataFrame, options: Options) -> pl.DataFrame:
    """All columns of answers, in order: no row has some of them where none has a date that is taken."""
    names = dict.fromkeys(_OUTCOMES, _WORD) | (
        dict.fromkeys(_CASE_FIELDS, pl.String()) if options.reasons else {}
    )
    absent = [pl.lit(None, dtype=names[name]).alias(name) for name in names if name not in judged.columns]
    return judged.with_columns(absent).select(
        *(name for name in (ROW, "wrong") if name in judged.columns), *names
    )


def restricted_outcomes(
    table: pl.DataFrame, *, day: date, citations: Iterable[str], deriver: Deriver | None = None
) -> pl.DataFrame:
    """The outcomes of a table in memory under a part of the law, for comparisons with other engines.

    Args:
        table: columns named by the paths of the contract; text, enumerations, booleans or dates.
        day: for rows without a date.
        citations: of the provisions and reliefs that are computed.
        deriver: keeps what is known of combinations for the next call.

    Returns:
        ``low`` and ``high``, the numbers of :class:`Effect`, row by row; nulls where the contract refuses a row.
    """
    columns = header(table.columns)
    given = [f"given_{index}" for index in range(table.width)]
    running = engine("polars")
    rows = (
        table.rename(dict(zip(table.columns, given, strict=True))).with_row_index(ROW).cast({ROW: pl.Int64})
    )
    options = Options(day, reasons=False, only=frozenset(citations))
    judged = judged_table(running.table(rows), columns, given, running, options, deriver)
    return judged.select(
        pl.col("range_low").to_physical().alias("low"), pl.col("range_high").to_physical().alias("high")
    )


def _with_period(frame: Frame, header: Header, engine: Engine, today: date) -> Frame:
    """The first day of the period of each row, as text; empty where the date is refused."""
    if header.column("date") is None:
        return frame.with_columns(nw.lit(period_of(today).isoformat()).alias(PERIOD))
    name = cell_validation.name_of(header, "date")
    days = engine.collect(frame.select(name).unique())
    texts = [cell_validation.text_of(header, "date", value) or today.isoformat() for value in days[name]]
    periods = {_period(day) for day in texts}
    if len(periods) == 1:
        return frame.with_columns(nw.lit(periods.pop()).alias(PERIOD))
    table = days.with_columns(pl.Series(PERIOD, [_period(day) for day in texts], dtype=pl.String))
    return frame.join(engine.table(table), on=name, how="left")


def _period(text: str) -> str:
    """Empty for what is not written as a day: the contract itself then says whether it takes it."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return ""
    return period_of(day).isoformat() if day and IN_FORCE <= day <= LAST_DAY else ""


def _answered(
    given: Frame,
    rows: Prepared,
    header: Header,
    engine: Engine,
    day: date,
    options: Options,
    deriver: Deriver,
) -> pl.DataFrame:
    if not options.reasons:
        return _worded(engine.collect(outcomes(rows, engine).select(ROW, IS_WRONG, "low", "high")))
    remembered = deriver.answers.setdefault((day, options), Answers())
    found = combinations(rows, engine, remembered.keys)
    table = _with_answers(given, found, rows, header, engine, day, options, remembered)
    words = list(found.words)
    judged_rows = engine.collect(found.frame.select(ROW, IS_WRONG, *words))
    return _worded(judged_rows.join(table, on=words, how="left"))


class Answers:
    """What has been written under the law of one day: cells by the key of a case, and by the key of what is missing."""

    def __init__(self) -> None:
        self.keys: Final = Keys()
        self.cases: Final[dict[int, tuple[str, ...]]] = {}
        self.missing: Final[dict[int, str]] = {}


def _with_answers(
    given: Frame,
    found: Combinations,
    rows: Prepared,
    header: Header,
    engine: Engine,
    day: date,
    options: Options,
    remembered: Answers,
) -> pl.DataFrame:
    """The combinations with the cells of their answers: each case is written once, each list of missing facts too."""
    held = next((one for one in rows.fields if COVERED_BY_HELD in one.extras), None)
    new = _unseen(found.table, CASE, remembered.cases)
    for key, case in zip(new[CASE], found.told(new), strict=True):
        covered = held.extras[COVERED_BY_HELD][case.held] if held else rows.extras[COVERED_BY_HELD]
        told = told_case(case.said, case.low, case.high, covered, options.language)
        remembered.cases[key] = tuple(getattr(told, name) for name in _OF_CASE)
    standing = _unseen(found.table.filter(pl.col("low") != pl.col("high")), LACKING, remembered.missing)
    _note_missing(_rows(given, found, standing, rows, header, engine), header, options, remembered)
    cases = _cells_by_key(found.table[CASE], remembered.cases, CASE, _OF_CASE)
    of_lacking = {key: (text,) for key, text in ({0: ""} | remembered.missing).items()}
    lacking = _cells_by_key(found.table[LACKING], of_lacking, LACKING, ("missing",))
    table = found.table.join(cases, on=CASE, how="left").join(lacking, on=LACKING, how="left")
    return table.drop(ROW, CASE, LACKING)


def _unseen(table: pl.DataFrame, key: str, seen: Mapping[int, object]) -> pl.DataFrame:
    """A combination for each key that is not in ``seen``, the one whose row comes first."""
    first = table.sort(ROW).unique(key, keep="first", maintain_order=True)
    return first.filter(pl.Series([one not in seen for one in first[key]], dtype=pl.Boolean))


def _cells_by_key(
    keys: pl.Series, written: Mapping[int, tuple[str, ...]], key: str, names: tuple[str, ...]
) -> pl.DataFrame:
    wanted = keys.unique()
    rows = [written[one] for one in wanted]
    columns = {name: [row[index] for row in rows] for index, name in enumerate(names)}
    return pl.DataFrame({key: wanted, **columns}, schema_overrides=dict.fromkeys(names, pl.String))


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
    return pl.lit(pl.Series(_WORDS, dtype=_WORD)).gather(numbers)


def _rows(
    given: Frame, found: Combinations, standing: pl.DataFrame, rows: Prepared, header: Header, engine: Engine
) -> pl.DataFrame:
    """The rows that stand for others, with their prepared cells, what they lack, and the number that no cell tells."""
    names = [f"{cell_validation.PREFIX}{index}" for index in range(len(header.names))]
    wanted = engine.table(standing.select(pl.col(ROW).cast(pl.Int64)))
    found_rows = engine.collect(given.select(ROW, *names).join(wanted, on=ROW))
    lacking = standing.select(pl.col(ROW).cast(pl.Int64), LACKING)
    if any(one.column == EXEMPT_FIELD for one in rows.fields):
        exempt = engine.collect(found.frame.select(ROW, EXEMPT_FIELD).join(wanted, on=ROW))
        lacking = lacking.join(exempt.cast({ROW: pl.Int64}), on=ROW)
    return found_rows.cast({ROW: pl.Int64}).join(lacking, on=ROW)


def _note_missing(standing: pl.DataFrame, header: Header, options: Options, remembered: Answers) -> None:
    """Find what is missing in rows that stand for all that lack the same."""
    asked = [
        CaseOf(_cells(header, row), options.today, _TRUTH.get(row.get(EXEMPT_FIELD, 2)))
        for row in standing.iter_rows(named=True)
    ]
    found = missing_of_all(header, asked, options.policies)
    remembered.missing.update(zip(standing[LACKING], found, strict=True))


_TRUTH: Final[dict[int, Truth]] = {2: False, 3: True}
"""What the numbers of the value limit stand for; all others: it is not known."""


def _cells(header: Header, row: dict[str, Any]) -> dict[str, str]:
    return {
        name: cell_validation.text_of(header, name, row[f"{cell_validation.PREFIX}{index}"])
        for index, name in enumerate(header.names)
    }
