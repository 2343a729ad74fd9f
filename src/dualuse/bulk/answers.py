"""The answers of rows as columns: effects as words, and the cells of each distinct case, which are written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import polars as pl

from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.case_cells import case_cells
from dualuse.bulk.combinations import CASE, LACKING, Combinations, TellingCase
from dualuse.bulk.missing_fields import missing_of_rows, standing_rows
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE, NUMBER, REASONS, ReasonTexts
from dualuse.engine.tables.keys import Keys
from dualuse.law.language.provision import Effect
from dualuse.schema.tables.header import Header

IS_WRONG: Final = "is_wrong"
"""Column that marks rows that are refused."""
OUTCOMES: Final = ("outcome", "range_low", "range_high")
CASE_FIELDS: Final[Mapping[str, pl.DataType | type[pl.DataType]]] = {
    **dict.fromkeys(("basis", "missing", "release", "authorisations", BECAUSE), pl.String),
    REASONS: NUMBER,
}
"""The columns of answers beside the outcomes, with their types: reasons are numbers until rows are written."""
_TOGETHER: Final = 1_000
"""Cases whose cells are written before they go into columns."""
_WORDS: Final = (*(effect.word for effect in Effect), "undetermined")
WORD: Final = pl.Enum(_WORDS)
"""The type of columns of outcomes."""


@dataclass(slots=True)
class WrittenCells:
    """Cells in a ``table`` by a key; ``known``: the keys; ``bytes``: how much text has been added."""

    table: pl.DataFrame
    known: frozenset[int] = frozenset()
    bytes: int = 0

    def add(self, cells: Mapping[int, tuple[str | int, ...]]) -> None:
        """Add what has been written."""
        if cells:
            rows = [(key, *of_key) for key, of_key in cells.items()]
            new = pl.DataFrame(rows, schema=self.table.schema, orient="row")
            self.table = pl.concat([self.table, new], rechunk=False)
            self.known |= cells.keys()
            self.bytes += int(new.estimated_size())


_HELD_MISSING: Final = "held_missing"
_OF_CASE: Final = ("basis", "release", "authorisations", BECAUSE, REASONS)
_NO_CASES: Final = pl.DataFrame(
    schema={CASE: pl.UInt64, **{name: CASE_FIELDS[name] for name in _OF_CASE}, _HELD_MISSING: pl.String}
)
_NOTHING_MISSING: Final = pl.DataFrame(
    [(0, "")], schema={LACKING: pl.UInt64, "missing": pl.String}, orient="row"
)


_KEYS: Final = Keys()
"""Of all tables: what rules say is the same in each of them, and nothing is looked up by a key but under the law of one day."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been written under the law of one day: cells by the key of a case, and by the key of what is missing.

    A text stands here once, in columns; rows that have it refer to it.
    """

    keys: Keys = _KEYS
    cases: WrittenCells = field(default_factory=partial(WrittenCells, _NO_CASES))
    missing: WrittenCells = field(default_factory=partial(WrittenCells, _NOTHING_MISSING, frozenset({0})))

    @property
    def bytes(self) -> int:
        """How much text they are."""
        return self.cases.bytes + self.missing.bytes


def answered(
    rows: pl.DataFrame,
    judged: Combinations,
    standing: pl.DataFrame,
    remembered: Answers,
    texts: ReasonTexts,
    header: Header,
    in_table: Mapping[str, Left],
    options: Options,
) -> pl.DataFrame:
    """The rows with their answers.

    Args:
        rows: with the integers that hold their combinations, and :data:`IS_WRONG`.
        judged: the combinations.
        standing: the rows that stand for others that lack the same (``missing_fields.standing_rows``).
        remembered: what has been written before; what is new is added.
        texts: of the reasons; what is new is added.
        header: the columns of the file.
        in_table: what all rows draw on authorisations, by reference.
        options: how the table is judged.
    """
    new = list(judged.new.items())
    for start in range(0, len(new), _TOGETHER):
        some = new[start : start + _TOGETHER]
        remembered.cases.add({key: _cells(case, texts, options) for key, case in some})
    if not standing.is_empty():
        keys = judged.lacking[LACKING].to_list()
        by_key = dict(zip(standing[LACKING], standing_rows(standing, header, in_table), strict=True))
        missing = missing_of_rows(header, [by_key[key] for key in keys], options, judged.opened)
        remembered.missing.add({key: (text,) for key, text in zip(keys, missing, strict=True)})
    table = judged.table.join(remembered.cases.table, on=CASE, how="left")
    table = table.join(remembered.missing.table, on=LACKING, how="left")
    table = _with_held_missing(table).drop(_HELD_MISSING)
    words = [name for name in rows.columns if name.startswith("word_")]
    return worded(rows.join(table.drop(ROW, CASE, LACKING), on=words, how="left"))


def _cells(case: TellingCase, texts: ReasonTexts, options: Options) -> tuple[str | int, ...]:
    of_case = case_cells(case, options)
    number = texts.number(of_case.reasons)
    cells = of_case.basis, of_case.release, of_case.authorisations, of_case.because
    return *cells, number, of_case.held_missing


def _with_held_missing(table: pl.DataFrame) -> pl.DataFrame:
    """What authorisations held do not say is missing, too."""
    if not (table[_HELD_MISSING] != "").any():
        return table
    names = pl.concat_str("missing", _HELD_MISSING, separator=";").str.strip_chars(";").str.split(";")
    return table.with_columns(names.list.unique(maintain_order=True).list.join(";").alias("missing"))


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


def with_texts(rows: pl.DataFrame, texts: ReasonTexts) -> pl.DataFrame:
    """The rows with their reasons as texts, where they have any."""
    return rows.with_columns(texts.texts(rows[REASONS])) if REASONS in rows.columns else rows


def _word(numbers: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(_WORDS, dtype=WORD)).gather(numbers)
