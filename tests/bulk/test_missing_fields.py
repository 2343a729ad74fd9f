"""What is missing in many rows, looked at side by side, is what is missing in each by itself."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks.bulk_table import DAY, table
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.evaluate_parts import row_reader
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.options import Options
from dualuse.schema.tables.header import header

WORDS = {
    "items.entries": ["5A001.f", "5A001", "3A001.a.3", "4A005;5D001", None],
    "items.cn_code": ["85176200", "8517", None],
}


def rows_of(number: int) -> pl.DataFrame:
    """Rows of all kinds: codes that are too wide, customs codes, and the usual unknowns."""
    rows = table(number).cast(pl.String)
    return rows.with_columns(
        pl.Series(name, [words[place % len(words)] for place in range(number)], dtype=pl.String)
        if name == "items.cn_code"
        else pl.when(pl.int_range(number) % 3 == 0)
        .then(pl.Series([words[place % len(words)] for place in range(number)], dtype=pl.String))
        .otherwise(name)
        .alias(name)
        for name, words in WORDS.items()
    )


@pytest.mark.parametrize("policies", [(), ("no-indication",)])
def test_each_row_alone_answers_the_same(policies: tuple[str, ...]) -> None:
    rows = rows_of(120)
    columns, options = header(rows.columns), Options(DAY, policies)
    on, arriving = backend("polars"), [f"given_{place}" for place in range(rows.width)]
    frame = (
        rows.rename(dict(zip(rows.columns, arriving, strict=True))).with_row_index(ROW).cast({ROW: pl.Int64})
    )
    answers = judged_table(on.table(frame), columns, arriving, on, options)
    reader = row_reader(columns, groups_of(columns, policies=policies), options)
    seen: set[str] = set()
    for texts, answer in zip(rows.iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        alone = reader.read({name: cell or "" for name, cell in texts.items()}, None)
        assert bool(alone.refused) == answer["wrong"]
        if not alone.refused:
            for name in ("outcome", "range_low", "range_high", "basis", "missing"):
                assert (answer[name] or "") == alone.answer[name]
            seen.add(answer["missing"])
    assert len(seen) > 20
