"""The reasons of the release of a row in a few words, beside all reasons, which may be many kilobytes: for CSV and Parquet, as a sheet has them."""

from __future__ import annotations

from typing import Final

import polars as pl

from dualuse.assessment.release import FACTS_OPEN
from dualuse.assessment.text.in_short import without_names
from dualuse.bulk.files.workbook_words import first_lacking
from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.i18n import N_, fill, translate
from dualuse.schema.tables.columns import RESULTS, SHORT_REASONS

_LONGEST: Final = 160
"""Signs of the reasons of a row that may leave once something is settled: a reason more stands only within them, and whole."""
_MORE: Final = N_("and {number} more: in reasons")


def with_short_reasons(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """The rows with the reasons of their release in short, before all answers; as they were where they have none."""
    if BECAUSE not in rows.columns or "release" not in rows.columns:
        return rows
    missing = pl.col("missing") if "missing" in rows.columns else pl.lit(None).alias("missing")
    cells = rows.select(pl.col("release", BECAUSE).cast(pl.String), missing.cast(pl.String))
    different = cells.unique()
    texts = [_in_short(*(cell or "" for cell in row), language=language) for row in different.iter_rows()]
    short = different.with_columns(pl.Series(SHORT_REASONS, texts, dtype=pl.String).replace("", None))
    met = cells.join(short, on=cells.columns, how="left", nulls_equal=True, maintain_order="left")
    return rows.clone().insert_column(rows.columns.index(RESULTS[0]), met[SHORT_REASONS])


def _in_short(release: str, because: str, missing: str, *, language: str) -> str:
    """Every reason of a stop, and all that a "go" rests on; of what is to be settled the first, and how many more there are: that facts are missing is
    said by their names (``missing``: those of their fields)."""
    if release != "ask":
        return because
    clauses = [*dict.fromkeys(filter(None, because.split(SEPARATOR)))]
    if missing:
        general = translate(FACTS_OPEN, language)
        lacking = first_lacking(missing.split(";"), language)
        clauses = [lacking if clause == general else clause for clause in clauses]
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
