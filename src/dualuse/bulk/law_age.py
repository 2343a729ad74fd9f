"""Rows of days for which the law is older than allowed: each says so among the reasons of its release, and none is free to go.

A row that asks says it first, as ``check`` does; one that must not leave says first why.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from dualuse.assessment.release_holds.law_age import AgeOnDay, law_age
from dualuse.bulk.joined_reasons import joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.i18n import N_, fill, render
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.collection import CURRENT_TO


def days_of(cells: pl.DataFrame, options: Options) -> pl.Series:
    """The day of each row as text; that of the run where a row states none."""
    return _stated_days(cells).replace("", options.today.isoformat())


def without_day(cells: pl.DataFrame) -> int:
    """How many rows state no day."""
    return int((_stated_days(cells) == "").sum())


def _stated_days(cells: pl.DataFrame) -> pl.Series:
    if "date" not in cells.columns:
        return same_in_each_row("", cells.height, pl.String)
    return cells.select(pl.col("date").cast(pl.String).fill_null("").str.strip_chars().alias("day"))["day"]


def under_law_of_age(rows: pl.DataFrame, days: pl.Series, options: Options) -> tuple[pl.DataFrame, int, int]:
    """The rows as the age of the law leaves them.

    Args:
        rows: judged, with ``release`` and the reasons of it where the run gives reasons.
        days: of the rows.
        options: who accepts old law, how old it may be, and whether reasons are short.

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
    sentences = {day: _sentence(age, options) for day, age in old.items()}
    sentence = days.replace_strict(sentences, default=None, return_dtype=pl.String).alias("age")
    because = pl.col(BECAUSE)
    asks, released = days.is_in(asking), pl.col("release")
    # In a sheet, which counts what it has no room for, what holds this row alone goes before what holds each row of its day.
    first = asks & (released != "stop") & (not options.short)
    with_age = (
        pl.when(asks & (released == "go"))
        .then("age")
        .when(first)
        .then(joined(pl.col("age"), because))
        .when(pl.col("age").is_not_null())
        .then(joined(because, pl.col("age")))
        .otherwise(BECAUSE)
    )
    held_back = pl.when(asks & (released == "go")).then(pl.lit("ask")).otherwise("release")
    with_ages = rows.with_columns(sentence).with_columns(held_back.alias("release"), with_age.alias(BECAUSE))
    return with_ages.drop("age"), *numbers


def _sentence(age: AgeOnDay, options: Options) -> str:
    """The age in a sentence: a short one for a sheet, whose summary says what to do about it."""
    if options.short and age.asks and not age.untrue:
        text = N_("the law is known here up to {known} only")
        return fill(text, options.language, known=CURRENT_TO.isoformat())
    return render(age.message, options.language)
