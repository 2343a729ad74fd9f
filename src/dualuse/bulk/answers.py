"""The answers of rows as columns: effects as words, and the cells of each distinct case, which are written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import polars as pl

from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.columns import Header
from dualuse.bulk.combinations import CASE, LACKING, Combinations
from dualuse.bulk.options import Options
from dualuse.bulk.rows_one_by_one import (
    HELD_MISSING,
    OF_CASE,
    StandingRow,
    case_cells,
    missing_of_all,
)
from dualuse.engine.tables.keys import Keys
from dualuse.law.language.provision import Effect

IS_WRONG: Final = "is_wrong"
"""Column that marks rows that are refused."""
OUTCOMES: Final = ("outcome", "range_low", "range_high")
CASE_FIELDS: Final = ("basis", "missing", "release", "authorisations", "reasons")
_WORDS: Final = (*(effect.word for effect in Effect), "undetermined")
WORD: Final = pl.Enum(_WORDS)
"""The type of columns of outcomes."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been written under the law of one day: cells by the key of a case, and by the key of what is missing."""

    keys: Keys = field(default_factory=Keys)
    cases: dict[int, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[int, str] = field(default_factory=partial(dict, {0: ""}))


def answered(
    rows: pl.DataFrame,
    judged: Combinations,
    standing: Mapping[int, StandingRow],
    remembered: Answers,
    header: Header,
    options: Options,
) -> pl.DataFrame:
    """The rows with their answers.

    Args:
        rows: with the integers that hold their combinations, and :data:`IS_WRONG`.
        judged: the combinations.
        standing: by what they lack, the rows that stand for others.
        remembered: what has been written before; what is new is added.
        header: the columns of the file.
        options: how the table is judged.
    """
    for key, case in judged.new.items():
        remembered.cases[key] = case_cells(case, options)
    if standing:
        missing = missing_of_all(header, tuple(standing.values()), options)
        remembered.missing.update(zip(standing, missing, strict=True))
    cases = _cells_by_key(judged.table[CASE], remembered.cases, OF_CASE)
    of_lacking = {key: (text,) for key, text in remembered.missing.items()}
    lacking = _cells_by_key(judged.table[LACKING], of_lacking, ("missing",))
    table = judged.table.join(cases, on=CASE, how="left").join(lacking, on=LACKING, how="left")
    table = _with_held_missing(table).drop(HELD_MISSING)
    words = [name for name in rows.columns if name.startswith("word_")]
    return worded(rows.join(table.drop(ROW, CASE, LACKING), on=words, how="left"))


def _with_held_missing(table: pl.DataFrame) -> pl.DataFrame:
    """What authorisations held do not say is missing, too."""
    if not (table[HELD_MISSING] != "").any():
        return table
    names = pl.concat_str("missing", HELD_MISSING, separator=";").str.strip_chars(";").str.split(";")
    return table.with_columns(names.list.unique(maintain_order=True).list.join(";").alias("missing"))


def _cells_by_key(
    keys: pl.Series, written: Mapping[int, tuple[str, ...]], names: tuple[str, ...]
) -> pl.DataFrame:
    wanted = keys.unique()
    cells = [written[key] for key in wanted]
    columns = {name: [of_key[index] for of_key in cells] for index, name in enumerate(names)}
    return pl.DataFrame({keys.name: wanted, **columns}, schema_overrides=dict.fromkeys(names, pl.String))


def worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Effects as words; nothing is said of a row that is refused."""
    right = pl.when(~pl.col(IS_WRONG))
    settled = pl.col("low") == pl.col("high")
    return rows.select(
        pl.col(ROW).cast(pl.Int64),
        pl.col(IS_WRONG).alias("wrong"),
        _word(right.then(pl.when(settled).then("low").otherwise(len(Effect)))).alias("outcome"),
        _word(right.then("low")).alias("range_low"),
        _word(right.then("high")).alias("range_high"),
        *(right.then(pl.col(name)).alias(name) for name in CASE_FIELDS if name in rows.columns),
    )


def _word(numbers: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(_WORDS, dtype=WORD)).gather(numbers)
