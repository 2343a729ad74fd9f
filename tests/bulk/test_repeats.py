"""Rows that state the same are judged once: they are told apart exactly, and answered as if judged each by itself."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bulk_table import orders, table
from dualuse.bulk.backends import deduplicate, row_keys
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.backends.deduplicate import Seen
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.options import Options
from dualuse.schema.tables import cell_forms
from dualuse.schema.tables.columns import fixed_columns
from dualuse.schema.tables.header import header

DAY = date(2026, 8, 1)
SIZES = (0, 1, 2, 3, 4, 250, 255, 256, 65_535, 70_000)


def judged(frame: pl.DataFrame, deriver: Deriver | None = None, *, reasons: bool = False) -> pl.DataFrame:
    given_names = [f"given_{index}" for index in range(frame.width)]
    rows = frame.rename(dict(zip(frame.columns, given_names, strict=True))).with_row_index(ROW)
    on = backend("polars")
    return judged_table(
        on.table(rows.cast({ROW: pl.Int64})),
        header(frame.columns),
        given_names,
        on,
        Options(DAY, reasons=reasons),
        deriver,
    )


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """However few rows there are, and repeat; the numbers of the rows that were judged."""
    judged_rows: list[int] = []
    inner = deduplicate.repeated

    def noted(*of: Any) -> Any:
        repeats = inner(*of)
        judged_rows.append(len(repeats.new.collect()) if repeats and repeats.new is not None else 0)
        return repeats

    monkeypatch.setattr(deduplicate, "FEWEST", 0)
    monkeypatch.setattr(deduplicate, "_pays", lambda rows, names, expected: True)
    monkeypatch.setattr(deduplicate, "_MOST_NEW", 1.0)
    monkeypatch.setattr(deduplicate, "_SLICE", 400)
    monkeypatch.setattr(deduplicate, "_BLOCK", 64)
    monkeypatch.setattr(deduplicate, "repeated", noted)
    return judged_rows


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_rows_have_the_same_number_where_they_are_the_same(data: st.DataObject) -> None:
    """Columns of any number of words, few open places, words that come later: the number tells the row, and no other."""
    sizes = data.draw(st.lists(st.sampled_from(SIZES), min_size=1, max_size=14))
    rng = random.Random(data.draw(st.integers(0, 2**32)))
    pools = [
        [None, *(rng.choice((0, size - 1, rng.randrange(size))) for _ in range(2) if size)] for size in sizes
    ]
    texts = [tuple(map(str, range(size))) for size in sizes]
    before = row_keys._FEWEST_SLOTS
    row_keys._FEWEST_SLOTS = 1 << data.draw(st.integers(0, 6))  # type: ignore[misc]
    try:
        seen = Seen(texts)
    finally:
        row_keys._FEWEST_SLOTS = before  # type: ignore[misc]
    numbers: dict[tuple[Any, ...], int] = {}
    for _ in range(3):
        rows = [tuple(rng.choice(pool) for pool in pools) for _ in range(rng.choice((0, 1, 300)))]
        right = [rng.random() < 0.8 for _ in rows] if rng.random() < 0.5 else None
        columns = [
            pl.Series([row[place] for row in rows], dtype=pl.UInt32).cast(
                pl.UInt8 if size < 256 else pl.UInt32
            )
            for place, size in enumerate(sizes)
        ]
        known = seen.distinct.size
        row_numbers, firsts = seen.numbers(
            columns, None if right is None else pl.Series(right, dtype=pl.Boolean)
        )
        asked = right or [True] * len(rows)
        assert [number is not None for number in row_numbers] == asked
        assert [row_numbers[int(first)] for first in firsts] == list(range(known, seen.distinct.size))
        for row, number in zip(rows, row_numbers, strict=True):
            if number is not None:
                assert numbers.setdefault(row, number) == number
        assert sorted(numbers.values()) == list(range(seen.distinct.size))


def test_places_that_are_taken_are_passed_over() -> None:
    distinct = row_keys.Distinct(2)
    rng = np.random.default_rng(3)
    pool = rng.integers(0, 50, (2, 200_000)).astype(np.uint64)
    of_row, firsts = distinct.added(list(pool))
    assert distinct.size == len(firsts) == len({*zip(*pool.tolist(), strict=True)})
    assert (pool[:, firsts][:, of_row] == pool).all()
    again, none = distinct.added(list(pool))
    assert (again == of_row).all()
    assert len(none) == 0
    at_once = distinct.numbers(list(pool))
    assert (at_once[at_once >= 0] == of_row[at_once >= 0]).all()


@pytest.mark.parametrize("reasons", [False, True])
def test_parts_with_repeated_rows_are_answered_as_without(always: list[int], reasons: bool) -> None:
    """Text and words, wrong cells of both kinds, wrong days, several periods; what came before is not judged again."""
    pool = table(150)
    wrong = {
        "items.kind": ["goods", "gods"],
        "date": ["2026-07-01", "2022-02-24", "", "1999-01-01", "soon"],
        "destination": ["CH", "IR", "Atlantis", " us ", ""],
    }
    rng = random.Random(5)
    shared = Deriver(today=DAY)
    for number in range(4):
        part = orders(1_000, pool, number * 1_000).cast(pl.String)
        part = part.with_columns(
            pl.Series(name, [rng.choice(words[: 3 + number]) for _ in range(part.height)])
            for name, words in wrong.items()
        )
        if number % 2:
            part = part.with_columns(pl.Series("reference", ["fine", "not\x01fine"] * 500))
        judged_before = sum(always)
        judged_part = judged(part, shared, reasons=reasons)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(deduplicate, "FEWEST", part.height + 1)
            assert judged_part.equals(judged(part, reasons=reasons))
        assert judged_part["wrong"].any()
        assert sum(always) - judged_before < part.height
    again = sum(always)
    assert judged(part, shared, reasons=reasons).equals(judged_part)
    assert sum(always) == again


def test_only_tables_that_repeat_themselves_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deduplicate, "FEWEST", 10_000)
    seen: list[bool] = []
    inner = deduplicate._pays
    monkeypatch.setattr(deduplicate, "_pays", lambda *of: seen.append(inner(*of)) or seen[-1])
    frame = orders(20_000, table(500)).cast(pl.String)
    assert judged(frame).height == judged(table(20_000)).height == 20_000
    assert seen == [True, False]


@pytest.mark.parametrize("different", [2_000, 50_000, 400_000, 2_000_000])
@pytest.mark.parametrize("skew", [1, 3])
def test_what_a_sample_tells_of_a_table(different: int, skew: int) -> None:
    """Whether all that differ are equally frequent, or some much more than others: right within a factor of three."""
    rng = np.random.default_rng(1)
    rows, sample = 1_000_000, 32_768
    drawn = (different * rng.random(rows) ** skew).astype(np.int64)
    half, both = len(np.unique(drawn[: sample // 2])), len(np.unique(drawn[:sample]))
    estimate = deduplicate.share_of_new(rows, sample, half, both)
    share = len(np.unique(drawn)) / rows
    assert share / 3 < estimate < share * 3 or max(estimate, share) < 0.05


def test_a_sample_without_repeats_tells_of_none() -> None:
    assert deduplicate.share_of_new(1_000, 100, 50, 100) == 1.0


def test_a_column_tells_rows_apart_or_only_its_form_matters() -> None:
    """What a party is called matters where an authorisation is held."""
    names = [
        *fixed_columns(),
        "parties.end_user.name",
        "parties.end_user.service",
        "exporter.identifiers.eori",
    ]
    names += ["authority_decisions.result", "answers.option.art5_3", "items.answers.item.national_own"]
    for more in ([], ["authorisations.kind", "authorisations.items"]):
        columns = header([*names, *more])
        read = groups_of(columns).read
        alone = [column for column in columns.columns if column.name not in read]
        assert all(column.form for column in alone)
        assert {"reference", "items.description"} <= {column.name for column in alone}
        assert {"date", "items.value", "items.entries", "manner", *more} <= read


def test_rows_that_are_all_refused_by_their_form(always: list[int]) -> None:
    frame = pl.DataFrame({"reference": ["a\x02"] * 3, "destination": ["CH", "US", "CH"]})
    rows = judged(frame)
    assert rows["wrong"].to_list() == [True] * 3
    assert rows["outcome"].to_list() == [None] * 3
    assert always == [0]


@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=30), st.sampled_from(["B-17", "ß", "a b", ""])), max_size=8
    )
)
def test_plain_texts_have_nothing_wrong(texts: list[str | None]) -> None:
    is_plain = deduplicate.is_plain(pl.Series(texts, dtype=pl.String))
    assert not is_plain or not any(cell_forms.is_no_text(text or "") for text in texts)
    assert is_plain == all((text or "").isascii() and (text or "a").isprintable() for text in texts)


def test_long_texts_are_not_plain() -> None:
    assert deduplicate.is_plain(pl.Series(["a" * 4000] * 3))
    assert not deduplicate.is_plain(pl.Series(["a" * 4001] * 3))
    assert not deduplicate.is_plain(pl.Series([1, 2]))
