"""The reasons of the release of a row in a few words, beside all reasons, which may be many kilobytes: for CSV and Parquet, as a sheet has them."""

from __future__ import annotations

from typing import Final

import polars as pl

from dualuse.assessment.text.in_short import without_names
from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.i18n import N_, fill
from dualuse.schema.tables.columns import RESULTS, SHORT_REASONS

_LONGEST: Final = 160
"""Signs of the reasons of a row that may leave once something is settled: a reason more stands only within them, and whole."""
_MORE: Final = N_("and {number} more: in reasons")


def with_short_reasons(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """The rows with the reasons of their release in short, before all answers; as they were where they have none."""
    if BECAUSE not in rows.columns or "release" not in rows.columns:
        return rows
    pairs = rows.select(pl.col("release").cast(pl.String), pl.col(BECAUSE).cast(pl.String))
    different = pairs.unique()
    texts = [_in_short(release or "", because or "", language) for release, because in different.iter_rows()]
    short = different.with_columns(pl.Series(SHORT_REASONS, texts, dtype=pl.String).replace("", None))
    met = pairs.join(short, on=("release", BECAUSE), how="left", nulls_equal=True, maintain_order="left")
    return rows.clone().insert_column(rows.columns.index(RESULTS[0]), met[SHORT_REASONS])


def _in_short(release: str, because: str, language: str) -> str:
    """Every reason of a stop, and all that a "go" rests on; of what is to be settled the first, and how many more there are."""
    if release != "ask":
        return because
    clauses = [*dict.fromkeys(filter(None, because.split(SEPARATOR)))]
    first: list[str] = []
    room = _LONGEST
    for clause in clauses:
        text = without_names(clause, language)
        if first and len(text) > room:
            break
        first.append(text)
        room -= len(text) + len(SEPARATOR)
    left = len(clauses) - len(first)
    return SEPARATOR.join([*first, *([fill(_MORE, language, number=left)] if left else ())])
