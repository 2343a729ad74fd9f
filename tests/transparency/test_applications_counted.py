"""An application that is decided in parts is one application in every statistic, by the program and by its line of SQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from dualuse.transparency.decision import RESULTS, Decision
from dualuse.transparency.statistics import OUTCOME_COLUMNS, Statistic, compute, sql
from dualuse.transparency.table import frame_of, read_table, write_table
from tests.support.statistics_tables import decisions, load, rows_of

TABLE = load("applications")
OUTCOMES = Statistic("all", "All", (), "outcomes")
DECISIONS = [
    Decision(
        id=row["id"],
        date=date.fromisoformat(row["date"]),
        authority="NL",
        kind="individual",
        decision=row["decision"],  # type: ignore[arg-type]
        application=row["application"],
        concerns=row["concerns"],
    )
    for row in rows_of(TABLE["decisions"])
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("applications") / "decisions.csv"
    write_table(frame_of(DECISIONS), path)
    return path


def test_the_program_counts_an_application_once() -> None:
    counted = compute(OUTCOMES, frame_of(DECISIONS).lazy()).collect().row(0, named=True)
    assert {name: number for name, number in counted.items() if number is not None} == TABLE["expected"]


def test_the_line_of_sql_counts_an_application_once(published: Path) -> None:
    counted = duckdb.sql(sql(OUTCOMES, str(published)))
    assert counted is not None
    numbers = dict(zip(counted.columns, counted.fetchall()[0], strict=True))
    assert {name: number for name, number in numbers.items() if number is not None} == TABLE["expected"]


def test_a_table_without_the_column_counts_each_row(tmp_path: Path) -> None:
    path = tmp_path / "before.csv"
    path.write_text(
        "id,authority,kind,decision,end_user_category\nN1,NL,individual,granted,unknown\nN2,NL,individual,refused,unknown\n"
    )
    table = read_table(path)
    assert compute(OUTCOMES, table.lazy()).collect()["applications"].item() == 2


def test_the_published_file_says_the_same(published: Path) -> None:
    assert read_table(published).equals(frame_of(DECISIONS))


def test_every_result_is_counted_in_one_column_beside_the_applications() -> None:
    columns = [results for name, results in OUTCOME_COLUMNS.items() if name != "applications"]
    assert sorted(result for results in columns for result in results) == sorted(RESULTS)


def test_the_small_sets_hold_every_result_there_is() -> None:
    assert {decision.decision for decision in (*DECISIONS, *decisions())} == set(RESULTS)
