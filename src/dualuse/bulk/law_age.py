"""Rows of days for which the law is older than allowed: each says so first among its reasons, and none is free to go.

Where reasons are short, the summary says it once.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from dualuse.assessment.release_holds.law_age import AgeOnDay, law_age
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import REASONS, ReasonTexts
from dualuse.i18n import render


def days_of(cells: pl.DataFrame, options: Options) -> pl.Series:
    """The day of each row as text; that of the run where a row states none."""
    return _stated_days(cells).replace("", options.today.isoformat())


def without_day(cells: pl.DataFrame) -> int:
    """How many rows state no day."""
    return int((_stated_days(cells) == "").sum())


def _stated_days(cells: pl.DataFrame) -> pl.Series:
    if "date" not in cells.columns:
        return pl.repeat("", cells.height, dtype=pl.String, eager=True)
    return cells.select(pl.col("date").cast(pl.String).fill_null("").str.strip_chars().alias("day"))["day"]


def under_law_of_age(
    rows: pl.DataFrame, days: pl.Series, options: Options, texts: ReasonTexts
) -> tuple[pl.DataFrame, int, int]:
    """The rows as the age of the law leaves them.

    Args:
        rows: judged, with ``release`` and ``reasons`` where the run gives reasons.
        days: of the rows.
        options: who accepts old law, and how old it may be.
        texts: the reasons, which are numbers in the rows.

    Returns:
        The rows, how many of them are under law older than allowed, and how many of these nobody accepts.
    """
    ages = {day: law_age(date.fromisoformat(day), options.accepted, options.rules) for day in days.unique()}
    old: dict[str, AgeOnDay] = {day: age for day, age in ages.items() if age.is_old}
    if not old:
        return rows, 0, 0
    asking = [day for day, age in old.items() if age.asks]
    numbers = int(days.is_in(list(old)).sum()), int(days.is_in(asking).sum())
    if "release" not in rows.columns:
        return rows, *numbers
    if options.short:
        held_back = pl.when(days.is_in(asking) & (pl.col("release") == "go")).then(pl.lit("ask"))
        return rows.with_columns(held_back.otherwise("release").alias("release")), *numbers
    sentences = {day: render(age.message, options.language) for day, age in old.items()}
    sentence = days.replace_strict(sentences, default=None, return_dtype=pl.String)
    held_back = pl.when(days.is_in(asking) & (pl.col("release") == "go")).then(pl.lit("ask"))
    with_ages = rows.with_columns(
        held_back.otherwise("release").alias("release"), texts.begun(rows[REASONS], sentence)
    )
    return with_ages, *numbers
