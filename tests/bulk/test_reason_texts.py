"""Reasons kept as numbers of their sentences: the texts are those that were said, each once in memory, and little is kept."""

from __future__ import annotations

import random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bulk_table import DAY, table
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_cells
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import NUMBER, ReasonTexts
from dualuse.bulk.row_digest import digest_of
from dualuse.bulk.sums.file_sums import no_sums
from dualuse.schema.tables.header import header

SENTENCES = st.lists(st.text(max_size=4), max_size=4)


@given(st.lists(SENTENCES, max_size=8), st.randoms(use_true_random=False))
def test_texts_are_the_sentences_in_their_order(reasons: list[list[str]], chance: random.Random) -> None:
    texts = ReasonTexts()
    numbers = [texts.number(sentences) for sentences in reasons]
    rows = [chance.choice([None, *range(len(reasons))]) for _ in range(20)]
    column = pl.Series("reasons", [None if row is None else numbers[row] for row in rows], dtype=NUMBER)
    expected = [None if row is None else SEPARATOR.join(reasons[row]) for row in rows]
    assert texts.texts(column).to_list() == expected
    assert texts.texts(column).name == "reasons"


def test_rows_with_the_same_reasons_share_a_text() -> None:
    texts = ReasonTexts()
    numbers = [texts.number(["a sentence that is told" * 40, str(number)]) for number in range(3_000)]
    once, often = (texts.texts(pl.Series(numbers * times, dtype=NUMBER)) for times in (1, 20))
    held = [
        column.to_arrow(compat_level=pl.CompatLevel.newest()).get_total_buffer_size()
        for column in (once, often)
    ]
    assert held[1] < 2 * held[0]


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_reasons_begin_with_what_is_put_before_them(reasons: list[list[str]], chance: random.Random) -> None:
    texts = ReasonTexts()
    numbers = [texts.number(sentences) for sentences in reasons]
    rows = [chance.choice([None, *range(len(reasons))]) for _ in range(20)]
    firsts = [chance.choice([None, "", "first", "before all"]) for _ in rows]
    column = pl.Series("reasons", [None if row is None else numbers[row] for row in rows], dtype=NUMBER)
    for _ in range(2):
        begun = texts.begun(column, pl.Series(firsts, dtype=pl.String))
    sentences = [
        None
        if row is None and not first
        else [*([first] if first else []), *([] if row is None else reasons[row])]
        for row, first in zip(rows, firsts, strict=True)
    ]
    expected = [None if of_row is None else SEPARATOR.join(of_row) for of_row in sentences]
    assert texts.texts(begun).to_list() == expected
    assert texts.texts(column).to_list() == [
        None if row is None else SEPARATOR.join(reasons[row]) for row in rows
    ]


@given(st.text(alphabet="ab; ", max_size=12))
def test_a_text_stays_what_it_is(text: str) -> None:
    texts = ReasonTexts()
    assert texts.texts(pl.Series([texts.number_of_text(text)], dtype=NUMBER)).to_list() == [text]


def test_what_was_forgotten_is_numbered_anew() -> None:
    texts = ReasonTexts()
    texts.number(["a", "b"])
    texts.clear()
    assert texts.kept_bytes == 0
    assert texts.texts(pl.Series([texts.number(["c"])], dtype=NUMBER)).to_list() == ["c"]


def test_a_table_remembers_a_fraction_of_its_texts() -> None:
    cells = table(600).cast(pl.String)
    columns, deriver = header(cells.columns), Deriver(today=DAY)
    running = backend("polars")
    judged = judged_cells(
        cells, columns, running, Options(DAY), deriver, no_sums(running.expressions), groups_of(columns)
    )
    texts = deriver.reasons.texts(judged["reasons"]).unique()
    assert len(texts) > 500
    remembered = deriver.reasons.kept_bytes + sum(written.bytes for written in deriver.answers.values())
    assert 3 * remembered < int(texts.str.len_bytes().sum())


@given(st.lists(st.lists(st.text(alphabet="a,'\\\" \0", max_size=3), max_size=4), max_size=30))
def test_cells_that_differ_have_other_digests(rows: list[list[str]]) -> None:
    different = {tuple(cells) for cells in rows}
    assert len({digest_of(*cells) for cells in different}) == len(different)
    assert digest_of("a", None) != digest_of("a", "None")
