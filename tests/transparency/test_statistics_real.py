"""The statistics of the two published lists, counted again from the raw files in plain Python, group by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from statistics import median

import polars as pl
import pytest

from dualuse.transparency.importing.formats import read_published
from dualuse.transparency.statistics import STATISTICS, compute
from dualuse.transparency.table import frame_of
from tests.support.licences_by_hand import DUTCH, SWISS, Licence, dutch, swiss

BY_KEY = {statistic.key: statistic for statistic in STATISTICS}


@pytest.fixture(scope="module")
def by_hand(shared: Path) -> list[Licence]:
    """Both lists, read without the product."""
    return dutch(shared / "licences") + swiss(shared / "licences")


@pytest.fixture(scope="module")
def table(shared: Path) -> pl.LazyFrame:
    """Both lists, as the product reads them."""
    files = {"nl": DUTCH, "ch": SWISS}
    parts = [frame_of(read_published(form, shared / "licences" / name)[0]) for form, name in files.items()]
    return pl.concat(parts).lazy()


def _counted(table: pl.LazyFrame, key: str) -> dict[tuple[str, ...], int]:
    """The product's groups without the outcome: all of both lists were granted."""
    frame = compute(BY_KEY[key], table).collect()
    assert set(frame["decision"]) == {"granted"}
    names = [name for name in BY_KEY[key].by if name != "decision"]
    return {row[:-1]: row[-1] for row in frame.select(*names, "decisions").rows()}


def test_licences_by_year(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    assert _counted(table, "years") == Counter((licence.authority, licence.year) for licence in by_hand)


def test_licences_by_entry(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    again = Counter((entry,) for licence in by_hand for entry in licence.entries or {""})
    assert _counted(table, "entries") == again


def test_licences_by_entry_and_year(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    again = Counter(
        (licence.authority, licence.year, entry) for licence in by_hand for entry in licence.entries or {""}
    )
    assert {authority for authority, _, _ in again} == {"NL", "CH"}
    assert _counted(table, "entries_by_year") == again


def test_licences_by_destination(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    again = Counter((place,) for licence in by_hand for place in licence.destinations or {""})
    assert _counted(table, "destinations") == again


def test_licences_by_destination_and_year(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    again = Counter(
        (licence.authority, licence.year, place)
        for licence in by_hand
        for place in licence.destinations or {""}
    )
    assert _counted(table, "destinations_by_year") == again


def test_licences_from_state_to_destination(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    again = Counter(
        (licence.authority, place) for licence in by_hand for place in licence.destinations or {""}
    )
    assert _counted(table, "flows") == again


def test_values_by_year(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    groups = _amounts((licence, licence.year) for licence in by_hand)
    assert _valued(table, "values_by_year", "year") == groups


def test_values_by_destination(by_hand: list[Licence], table: pl.LazyFrame) -> None:
    groups = _amounts((licence, place) for licence in by_hand for place in licence.destinations or {""})
    assert _valued(table, "value_flows", "destination") == groups


Amounts = dict[tuple[str, str, str], tuple[int, Decimal, Decimal, Decimal]]


def _amounts(groups: Iterable[tuple[Licence, str]]) -> Amounts:
    amounts: defaultdict[tuple[str, str, str], list[Decimal]] = defaultdict(list)
    for licence, name in groups:
        if licence.amounts:
            currency = {"NL": "EUR", "CH": "CHF"}[licence.authority]
            amounts[licence.authority, name, currency].append(licence.amount)
    return {
        group: (len(amounts), sum(amounts, Decimal(0)), median(amounts), max(amounts))
        for group, amounts in amounts.items()
    }


def _valued(table: pl.LazyFrame, key: str, name: str) -> Amounts:
    frame = compute(BY_KEY[key], table).collect()
    columns = ("authority", name, "currency", "decisions", "total", "median", "largest")
    return {row[:3]: (row[3], row[4], row[5], row[6]) for row in frame.select(columns).iter_rows()}
