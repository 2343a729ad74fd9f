"""Rows read by the contract itself: equal ones are read once, and what is said of them is said of each alone."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dualuse.assessment.member_state import ContractValue
from dualuse.bulk import rows_one_by_one
from dualuse.bulk.evaluate_parts import RowReader, row_reader
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.options import Options
from dualuse.schema.tables.header import header
from tests.support.bulk_runs import TODAY, judge, records

CELLS = {
    "reference": ["A", "B", "bad\x01", "", " "],
    "items.description": ["pump", "", "long" * 1001],
    "items.quantity": ["1", "2.5", "many", "", "1e9"],
    "items.cn_code": ["85176200", "8517", "x", ""],
    "exporter.name": ["Example", ""],
    "exporter.identifiers.eori": ["DE1", "\x7f", ""],
    "exporter.country": ["DE", "Atlantis", ""],
    "parties.end_user.name": ["One", "Two", ""],
    "destination": ["AE", "CH", "nowhere", ""],
    "items.kind": ["goods", "gods", ""],
    "items.entries": ["3A001.a.3", "5A001.zz", "[]", ""],
    "items.value": ["800", "1,5", ""],
    "date": ["2026-07-01", "1999-01-01", ""],
}


COLUMNS = header(CELLS)
GROUPS = groups_of(COLUMNS)


def new_reader() -> RowReader:
    return row_reader(COLUMNS, GROUPS, Options(TODAY))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rows that the contract has read."""
    seen: list[Any] = []
    inner = rows_one_by_one.checked_transaction
    monkeypatch.setattr(rows_one_by_one, "checked_transaction", lambda *of: seen.append(of[0]) or inner(*of))
    return seen


def test_rows_that_share_what_is_said_would_be_told_the_same(read: list[Any]) -> None:
    rng = random.Random(2)
    shared = new_reader()
    contracts = (None, ContractValue(Decimal(700), Decimal(700)), ContractValue(Decimal(0), None))
    usual = {name: words[0] for name, words in CELLS.items()}
    by_itself: dict[Any, Any] = {}
    for _ in range(1_500):
        changed = rng.sample(list(CELLS), rng.randint(0, 3))
        texts = usual | {name: rng.choice(CELLS[name]) for name in changed}
        contract = rng.choice(contracts)
        row = (*texts.values(), contract)
        if row not in by_itself:
            by_itself[row] = new_reader().read(texts, contract)
        assert shared.read(texts, contract) == by_itself[row], texts
    assert len(read) < 2 * len(by_itself)


def test_rows_with_the_same_mistake_are_read_once(tmp_path: Path, read: list[Any]) -> None:
    rows = "".join(f"R-{number},pump {number},3A001.a.3,Deutschland,{number}\n" for number in range(300))
    source = tmp_path / "in.csv"
    source.write_text("reference,items.description,items.entries,destination,customer\n" + rows)
    summary = judge(source, tmp_path / "out.csv")
    assert (summary.rows, summary.bad) == (0, 300)
    assert len(read) == 1
    bad = records(summary.bad_file)
    assert [(row["reference"], row["customer"]) for row in bad] == [(f"R-{n}", str(n)) for n in range(300)]
    assert len({tuple(row.values())[1] for row in bad}) == 1


def test_no_more_is_remembered_than_fits(monkeypatch: pytest.MonkeyPatch, read: list[Any]) -> None:
    monkeypatch.setattr(rows_one_by_one, "_MOST", 1)
    shared = new_reader()
    usual = {name: words[0] for name, words in CELLS.items()}
    for destination in ("AE", "CH", "AE"):
        assert not shared.read(usual | {"destination": destination}, None).refused
    assert len(read) == 3
