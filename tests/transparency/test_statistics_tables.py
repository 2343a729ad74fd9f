"""Each statistic comes to what its table says that anybody can count by hand: by the program, and by its line of SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, get_args

import duckdb
import polars as pl
import pytest

from dualuse.transparency.decision import RESULTS, Decision
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.sources import known_noughts
from dualuse.transparency.statistics import STATISTICS, Measure, compute, sql
from dualuse.transparency.table import frame_of, read_table, write_table
from tests.support.statistics_tables import FIGURES, Group, decisions, expected, load, names, rows_of, sources

BY_KEY = {statistic.key: statistic for statistic in STATISTICS}
BY_ID = {decision.id: decision for decision in decisions()}
TABLES = names()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small set as the CSV that is published."""
    path = tmp_path_factory.mktemp("published") / "decisions.csv"
    write_table(frame_of(BY_ID.values()), path)
    return path


def test_every_statistic_has_its_table_and_every_table_its_statistic() -> None:
    assert set(TABLES) == set(BY_KEY)
    assert [expected(name).statistic for name in TABLES] == TABLES
    assert all(expected(name).says.strip() for name in TABLES)
    # Outcomes are what the website shows: shown.yaml.
    assert {"values", "counts", "outcomes"} == set(get_args(Measure)), "another measure needs its own tables"


def test_the_small_set_has_what_the_tables_are_to_prove() -> None:
    # Those that change what was granted before, and "not required", are in applications.yaml; together they are all (test_applications_counted.py).
    changing = {"not_required", "resumed", "substantially_limited", "extended", "transferred"}
    assert {decision.decision for decision in BY_ID.values()} == set(RESULTS) - changing
    assert {decision.currency for decision in BY_ID.values()} >= {"EUR", "CHF", ""}
    assert any(decision.framework for decision in BY_ID.values())
    assert any(decision.via for decision in BY_ID.values())


def test_the_published_file_is_accepted_and_says_the_same(published: Path) -> None:
    assert read_table(published).equals(frame_of(BY_ID.values()))


def test_types_and_families_of_the_entries_are_what_the_small_set_says() -> None:
    entries = rows_of(load("decisions")["entries"])
    assert {row["code"] for row in entries} == {
        code for decision in BY_ID.values() for code in decision.entries
    }
    for row in entries:
        assert item_types([row["code"]]) == (row["type of item"],)
        assert surveillance_families([row["code"]]) == tuple(row["family"].split())


@pytest.mark.parametrize("name", TABLES)
def test_the_program_counts_what_the_table_says(name: str) -> None:
    counted = compute(BY_KEY[name], frame_of(BY_ID.values()).lazy()).collect()
    assert tuple(counted.columns) == expected(name).heads
    assert _plain(counted.rows()) == _cells(expected(name).groups)


@pytest.mark.parametrize("name", TABLES)
def test_the_line_of_sql_counts_what_the_table_says(name: str, published: Path) -> None:
    counted = duckdb.sql(sql(BY_KEY[name], str(published)))
    assert tuple(counted.columns) == expected(name).heads
    assert _plain(counted.fetchall()) == _cells(expected(name).groups)


@pytest.mark.parametrize("name", TABLES)
def test_the_figures_of_the_table_are_those_of_the_decisions_it_names(name: str) -> None:
    """Counted, added and halved in plain Python: the table proves itself before it proves the program."""
    for group in expected(name).groups:
        assert len(set(group.which)) == len(group.which)
        behind = [BY_ID[name] for name in group.which]
        assert group.figures == _figures(behind, BY_KEY[name].measure), group


@pytest.mark.parametrize("name", TABLES)
def test_no_decision_is_lost_and_none_is_in_a_group_twice(name: str) -> None:
    statistic = BY_KEY[name]
    assert set(statistic.where.items()) <= {("decision", "refused")}, "a new limit: tell it to this test"
    meant = {
        decision.id
        for decision in BY_ID.values()
        if (not statistic.where or decision.decision == "refused")
        and (statistic.measure == "counts" or decision.value is not None)
    }
    groups = expected(name).groups
    assert {name for group in groups for name in group.which} == meant
    assert max(Counter(group.names for group in groups).values()) == 1


def _figures(behind: Iterable[Decision], measure: Measure) -> tuple[Decimal, ...]:
    behind = list(behind)
    if measure == "counts":
        return (Decimal(len(behind)),)
    assert len({decision.currency for decision in behind}) == 1
    values = [decision.value for decision in behind if decision.value is not None]
    return Decimal(len(behind)), sum(values, Decimal(0)), median(values), max(values)


def _cells(groups: Iterable[Group]) -> list[tuple[str | Decimal, ...]]:
    return [(*group.names, *group.figures) for group in groups]


def _plain(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str | Decimal, ...]]:
    """The rows with exact numbers: the amounts of the small set have no more than two places."""
    return [tuple(cell if isinstance(cell, str) else Decimal(str(cell)) for cell in row) for row in rows]


def test_a_wrong_figure_in_a_table_is_found() -> None:
    table = pl.DataFrame({"entry": ["5A001"], "decisions": [2]})
    assert _plain(table.rows()) == _cells([Group(("5A001",), (Decimal(2),), ("N1", "N2"))])
    assert _plain(table.rows()) != _cells([Group(("5A001",), (Decimal(1),), ("N1",))])
    assert FIGURES[0] in table.columns


NOUGHTS = rows_of(load("noughts")["noughts_known"])


@pytest.mark.parametrize("row", NOUGHTS, ids=lambda row: f"{row['authority']}-{row['year'] or 'no-year'}")
def test_a_nought_is_known_only_where_the_table_says_so(row: dict[str, str]) -> None:
    noughts = known_noughts(sources(), row["authority"], row["year"])
    assert noughts == tuple(row["outcomes"].split()), row["because"]
