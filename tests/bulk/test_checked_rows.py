"""A row of a table and ``check`` of its transaction come to the same release, screened or not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse import check
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.law.measures.not_executed import points
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.bulk.test_screened_rows import FREE, HITS, VALUES
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.hits_by_hand import ScreenerByHand

POINTS = sorted(points())
ANSWERS = {f"answers.{name}": "" for name in ("done.EU001", "done.EU002", *POINTS)}
AVAILABLE = {"items.entries": "5A002.a", "destination": "US", "purchasing_country": "US"}
"""An item that EU001 lets go, once what it asks before its first use was done."""


def releases(folder: Path, rows: list[dict[str, str]], *, screens: bool) -> list[str]:
    columns = {**FREE, **ANSWERS, **dict.fromkeys((name for row in rows for name in row), "")}
    columns |= FREE
    numbered = ({**columns, **row, "reference": f"R{number}"} for number, row in enumerate(rows))
    file = write_rows(folder / "in.csv", numbered)
    screener = ScreenerByHand(HITS) if screens else None
    bulk(file, folder / "out.csv", options=Options(TODAY), screener=screener)
    return [row["release"] for row in records(folder / "out.csv")]


def release_alone(row: dict[str, str], *, screens: bool) -> str:
    cells = {**FREE, **ANSWERS, **row}
    transaction = transaction_of(header(cells).columns, cells)
    screener = ScreenerByHand(HITS) if screens else None
    return check(transaction, date_of_law=TODAY, screener=screener).release


@pytest.mark.parametrize("screens", [False, True])
@pytest.mark.parametrize(
    ("done", "unscreened", "clear"), [("false", "stop", "stop"), ("true", "ask", "go"), ("", "ask", "ask")]
)
def test_what_an_authorisation_asks_before_its_use(
    tmp_path: Path, screens: bool, done: str, unscreened: str, clear: str
) -> None:
    row = {**AVAILABLE, "answers.done.EU001": done, "parties.end_user.country": "US"}
    (release,) = releases(tmp_path, [row], screens=screens)
    assert release == (clear if screens else unscreened) == release_alone(row, screens=screens)


def test_the_reason_of_a_stop_comes_first(tmp_path: Path) -> None:
    row = {**AVAILABLE, "answers.done.EU001": "False"}
    releases(tmp_path, [row], screens=False)
    assert records(tmp_path / "out.csv")[0]["reasons"].startswith(
        "this was not done before the first use of EU001"
    )


@pytest.mark.parametrize(
    ("cells", "is_asked"),
    [
        ({}, True),
        ({"answers.done.EU001": "true"}, False),
        ({"destination": "BR", "purchasing_country": "BR"}, False),
        ({"items.entries": ""}, False),
    ],
)
def test_a_table_that_nobody_screens_asks_about_a_first_use_as_check_does(
    tmp_path: Path, cells: dict[str, str], is_asked: bool
) -> None:
    row = {**AVAILABLE, "parties.end_user.country": "US", **cells}
    releases(tmp_path, [row], screens=False)
    (reasons,) = (answered["reasons"] for answered in records(tmp_path / "out.csv"))
    assert ("before the first use of EU001" in reasons) is is_asked
    columns = {**FREE, **ANSWERS, **row}
    alone = check(transaction_of(header(columns).columns, columns), date_of_law=TODAY)
    assert (
        any("before the first use of EU001" in because.text for because in alone.release_because) is is_asked
    )


def test_it_is_asked_of_the_whole_transaction() -> None:
    assert column_path("answers.done.EU001") is not None
    assert column_path("items.answers.done.EU001") is None
    assert column_path("answers.done.EU999") is None


WORDS = {
    "end_use": [
        "cooling",
        "Vertrieb in den GUS-Staaten",
        "RF amplifier",
        "F-16",
        "then sold",
        "no sale",
        "Yamal LNG",
        "no resale to Russia",
    ],
    "items.description": ["pump", "Ballistische Helme", "CIS sensor", "Tarnnetz", ""],
    "items.cyber_surveillance": ["false", "true", ""],
    "knowledge.reexport": ["none", ""],
    "parties.end_user.owners.name": ["Example Holding", "Polícia Federal", "Gazprom (Russia)"],
    "parties.end_user.name": [
        "Example Works",
        "Russian Trade Mission",
        "Landeskriminalamt",
        "Gulf Vision FZE",
    ],
    "circumstances.free_zone": ["false", "true", ""],
    "circumstances.sale_or_lease": ["false", "true", ""],
    "manner": ["permanent", "exhibition"],
}
CELLS = {
    **VALUES,
    "items.entries": ["[]", "5A002.a", "5A002.a", "3A001.f", "6A003.b.4", ""],
    "destination": ["US", "CH", "SY", "IR", "RU", "BY", "AE", ""],
    "items.cn_code": ["84431000", "85176200", "90158080", ""],
    "answers.done.EU001": ["true", "false", "FALSE", ""],
    **{f"answers.{name}": ["true", "false", ""] for name in POINTS},
}


@pytest.mark.parametrize("screens", [False, True])
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_a_row_has_the_release_of_its_transaction(tmp_path: Path, seed: int, screens: bool) -> None:
    """A table costs much the same, however many rows it has: few tables of many rows."""
    rng = random.Random(seed)
    rows = [
        {name: rng.choice(values) for name, values in CELLS.items() if rng.random() < 0.4} for _ in range(20)
    ]
    expected = [release_alone(row, screens=screens) for row in rows]
    assert releases(tmp_path, rows, screens=screens) == expected


def test_words_and_stops_under_an_embargo_and_what_the_authority_said_hold_a_row_too(tmp_path: Path) -> None:
    """Art. 4(1)(b); Regulation (EU) No 833/2014, Art. 2a(1): as ``check`` holds the transaction of the row."""
    quiet = {"items.entries": "[]", "items.cn_code": "84818099", "destination": "BR", "purchasing_country": "BR",
             "parties.end_user.country": "BR", "end_use": "cooling water",
             "knowledge.reexport": "none", "knowledge.human_rights": "none", "knowledge.nuclear_facility": "none"}  # fmt: skip
    rows = [
        quiet,
        {**quiet, "end_use": "for the Myanmar army"},
        {
            **quiet,
            "end_use": "for the Myanmar army",
            "answers.unexecuted.words.military_end_use": "false",
            "answers.unexecuted.words.country": "false",
        },
        {**quiet, "parties.end_user.name": "Sudan Trading"},
        {**quiet, "consigned_to": "SD", "knowledge.military_end_use": "aware"},
        {**quiet, "circumstances.russia_833_2014_informed": "true"},
    ]
    expected = [release_alone(row, screens=True) for row in rows]
    assert expected == ["go", "ask", "go", "go", "ask", "ask"]
    assert releases(tmp_path, rows, screens=True) == expected


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_words_are_read_in_a_row_as_in_its_transaction(tmp_path: Path, engine: str) -> None:
    """What texts name is asked about in a table, too."""
    rng = random.Random(6)
    quiet = {**FREE, **{name: values[0] for name, values in WORDS.items()}}
    rows = [
        quiet | {name: rng.choice(values) for name, values in WORDS.items() if rng.random() < 0.5}
        for _ in range(60)
    ]
    alone = [release_alone_of_all(row) for row in rows]
    numbered = ({**row, "reference": f"R{number}"} for number, row in enumerate(rows))
    bulk(
        write_rows(tmp_path / "in.csv", numbered),
        tmp_path / "out.csv",
        engine_name=engine,
        options=Options(TODAY),
        screener=ScreenerByHand(HITS),
    )
    assert [row["release"] for row in records(tmp_path / "out.csv")] == alone
    assert len(set(alone)) > 1


def release_alone_of_all(row: dict[str, str]) -> str:
    transaction = transaction_of(header(row).columns, row)
    return check(transaction, date_of_law=TODAY, screener=ScreenerByHand(HITS)).release


def test_the_state_that_is_responsible_says_what_comes_before_a_first_use(tmp_path: Path) -> None:
    """Art. 12(2), Annex II: of an exporter outside the Union it is the one in which the items are."""
    row = {**AVAILABLE, "parties.end_user.country": "US", "exporter.country": "US"}
    rows = [{**row, "located_in": state} for state in ("DE", "NL", "SE", "FR")]
    releases(tmp_path, rows, screens=False)
    questions = []
    for answered, cells in zip(records(tmp_path / "out.csv"), rows, strict=True):
        columns = {**FREE, **ANSWERS, **cells}
        alone = check(transaction_of(header(columns).columns, columns), date_of_law=TODAY)
        texts = [reason.text for reason in alone.release_because if "before the first use" in reason.text]
        assert all(text in answered["reasons"] for text in texts)
        questions.append(tuple(texts))
    assert len(set(questions)) > 1
