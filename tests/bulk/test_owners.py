"""Owners of parties have columns: they are screened beside the party, and one without a name is refused as by ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import column_of, transaction_of
from tests.bulk.test_screened_rows import FREE, HITS, LISTED
from tests.support.bulk_runs import TODAY, records
from tests.support.hits_by_hand import ScreenerByHand

OWNER = "parties.end_user.owners"


def judged(folder: Path, *rows: dict[str, str], screens: bool = True) -> tuple[list[Any], list[Any]]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    source, target = folder / "in.csv", folder / "out.csv"
    lines = [",".join(row.get(name, "") for name in names) for row in rows]
    source.write_text("\n".join([",".join(names), *lines]) + "\n")
    bulk(source, target, options=Options(TODAY), screener=ScreenerByHand(HITS) if screens else None)
    bad = folder / "out.bad.csv"
    return records(target), records(bad) if bad.exists() else []


def test_a_listed_owner_stops_a_row_whose_party_is_clear(tmp_path: Path) -> None:
    """Art. 2 of the acts with asset freezes reaches what the listed own; without a share it is open."""
    plain = FREE | {"reference": "A"}
    owned = FREE | {"reference": "B", f"{OWNER}.name": LISTED, f"{OWNER}.share": "60"}
    clear = FREE | {"reference": "C", f"{OWNER}.name": "Somebody Else", f"{OWNER}.share": "60"}
    second = clear | {"reference": "D", f"{OWNER}.2.name": LISTED, f"{OWNER}.2.control": "true"}
    rows, bad = judged(tmp_path, plain, owned, clear, second)
    assert not bad
    assert [(row["reference"], row["release"] == "go") for row in rows] == [
        ("A", True),
        ("B", False),
        ("C", True),
        ("D", False),
    ]
    assert LISTED in rows[1]["screening_hits"]


def test_an_owner_decides_no_fact_of_the_law(tmp_path: Path) -> None:
    """Where an owner sits is no country of a party."""
    rows, _ = judged(
        tmp_path,
        FREE,
        FREE | {"reference": "B", f"{OWNER}.name": "Somebody", f"{OWNER}.country": "IR"},
        screens=False,
    )
    assert rows[0]["outcome"] == rows[1]["outcome"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({f"{OWNER}.country": "CH"}, f"{OWNER}.name"),
        ({f"{OWNER}.name": "One", f"{OWNER}.share": "many"}, f"{OWNER}.share"),
        ({f"{OWNER}.2.name": "One", f"{OWNER}.2.control": "perhaps"}, f"{OWNER}.2.control"),
        ({f"{OWNER}.name": "One", f"{OWNER}.country": "Atlantis"}, f"{OWNER}.country"),
    ],
)
def test_what_the_contract_refuses_of_an_owner_is_refused(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    rows, bad = judged(tmp_path, FREE, FREE | {"reference": "B"} | cells)
    assert [row["reference"] for row in rows] == ["A"]
    assert bad[0]["dualuse_problem"].startswith(f"{column}:")


def test_columns_and_cells_of_owners() -> None:
    names = [f"{OWNER}.2.name", "parties.consignee.2.owners.identifiers.lei", f"{OWNER}.share"]
    columns = header(names).columns
    assert transaction_of(columns, dict(zip(names, ("B", "X1", "50"), strict=True)))["parties"] == [
        {"role": "end_user", "owners": [{"share": "50"}, {"name": "B"}]},
        {"role": "consignee", "owners": [{"identifiers": {"lei": "X1"}}]},
    ]
    only_second = {f"{OWNER}.2.name": "B"}
    assert transaction_of(columns, only_second)["parties"][0]["owners"] == [{"name": "B"}]
    assert column_of(columns, only_second, "parties[0].owners[0].name") == f"{OWNER}.2.name"
    assert column_path(f"{OWNER}.role") is None
    assert column_path("parties.nobody.owners.name") is None
