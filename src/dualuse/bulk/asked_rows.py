"""Rows held for a sentence of their own: none of them stays free to go, and the sentence stands among their reasons."""

from __future__ import annotations

import polars as pl

from dualuse.bulk.joined_reasons import joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.tables.columns import SCREENED


def asked_rows(answers: pl.DataFrame, sentences: pl.Series, options: Options) -> pl.DataFrame:
    """The answers, of rows with a sentence those that would be free to go or ask with it among their reasons.

    Args:
        answers: of all these rows, with the reasons of their release.
        sentences: why a row asks, as text; null of rows that do not.
        options: whether reasons are short.
    """
    rows = sentences.is_not_null()
    release = answers["release"].cast(pl.String)
    is_free = rows & (release == "go").fill_null(False)
    is_meant = rows & (release != "stop").fill_null(False)
    because = answers[BECAUSE].cast(pl.String)
    both = pl.DataFrame([because.alias("before"), sentences.alias("sentence")])
    in_front = both.select(joined(pl.col("sentence"), pl.col("before"))).to_series()
    behind = both.select(joined(pl.col("before"), pl.col("sentence"))).to_series()
    # What alone holds a row stands first; on a sheet, with room for few, before all but who is or may be listed.
    is_first = is_free
    if options.short:
        listed = same_in_each_row(False, answers.height, pl.Boolean)
        if SCREENED[0] in answers.columns:
            listed = answers[SCREENED[0]].cast(pl.String).is_in(["hit", "review"]).fill_null(False)
        is_first = is_free | ~listed
    with_reason = in_front.zip_with(is_first, behind)
    return answers.with_columns(
        release.set(is_free, "ask").cast(answers.schema["release"]).alias("release"),
        with_reason.zip_with(is_meant, because).cast(answers.schema[BECAUSE]).alias(BECAUSE),
    )


def with_status(
    answers: pl.DataFrame, rows: pl.Series, status: str, milder_than: tuple[str, ...]
) -> tuple[pl.DataFrame, pl.Series]:
    """The answers, of these rows those of another status than ``milder_than`` with this one, and what they had before, each as text.

    Args:
        answers: of all these rows, with what screening came to.
        rows: which are meant.
        status: what they come to.
        milder_than: the statuses that stay, since they say as much or more.
    """
    before = answers[SCREENED[0]].cast(pl.String)
    changing = rows & ~before.is_in(list(milder_than)).fill_null(True)
    changed = before.set(changing, status).cast(answers.schema[SCREENED[0]])
    return answers.with_columns(changed.alias(SCREENED[0])), before.filter(changing)
