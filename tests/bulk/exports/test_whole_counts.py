"""Numbers of pieces are whole, in a table of any form as in a transaction: nobody supplies two and a half of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.validation import checked_transaction
from tests.bulk.test_screened_rows import FREE
from tests.support.bulk_runs import TODAY, records, write_rows

UNITS = ("pcs", "Stück", "PCE", "piece", "EA", "SET", "ST", "pieces", "licences")
MEASURED = ("kg", "m", "l", "")


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_row_with_a_part_of_a_piece_is_one_to_mend(tmp_path: Path, engine: str) -> None:
    rows = [
        {**FREE, "items.quantity": number, "items.unit": unit}
        for unit in (*UNITS, *MEASURED)
        for number in ("2", "2.0", "2.5")
    ]
    source = write_rows(tmp_path / "in.csv", rows)
    summary = bulk(source, tmp_path / "out.csv", engine_name=engine, options=Options(TODAY))
    assert (summary.rows, summary.bad) == (len(rows) - len(UNITS), len(UNITS))
    bad = records(tmp_path / "out.bad.csv")
    assert [(row["items.quantity"], row["items.unit"]) for row in bad] == [("2.5", unit) for unit in UNITS]
    assert all("numbers of pieces are whole" in row["dualuse_problem"] for row in bad)
    assert all(row["dualuse_problem"].startswith("quantity (items.quantity): ") for row in bad)


def test_the_same_in_parquet_with_numbers(tmp_path: Path) -> None:
    columns = {**{name: [cell] * 2 for name, cell in FREE.items()}, "items.quantity": [2.5, 3.0]}
    pl.DataFrame({**columns, "items.unit": ["pcs", "pcs"]}).write_parquet(tmp_path / "in.parquet")
    summary = bulk(tmp_path / "in.parquet", tmp_path / "out.csv", options=Options(TODAY))
    assert (summary.rows, summary.bad) == (1, 1)


def test_what_is_left_of_an_authorisation_is_counted_alike(tmp_path: Path) -> None:
    held = {"authorisations.kind": "individual", "authorisations.reference": "A-1"}
    rows = [
        {**FREE, **held, "authorisations.left": "2.5", "authorisations.left_unit": unit}
        for unit in ("pcs", "kg")
    ]
    summary = bulk(write_rows(tmp_path / "in.csv", rows), tmp_path / "out.csv", options=Options(TODAY))
    assert (summary.rows, summary.bad) == (1, 1)
    assert "authorisations.left" in records(tmp_path / "out.bad.csv")[0]["dualuse_problem"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_transaction_is_refused_in_words(unit: str) -> None:
    with pytest.raises(InputError, match=rf"items\[0\].quantity: 2.5 {unit}: numbers of pieces are whole"):
        checked_transaction({"items": [{"quantity": "2.5", "unit": unit}]}, TODAY)
    with pytest.raises(InputError, match=r"authorisations\[0\].left: 2.5"):
        checked_transaction(
            {
                "items": [{}],
                "authorisations": [
                    {"kind": "individual", "reference": "A-1", "left": "2.5", "left_unit": unit}
                ],
            },
            TODAY,
        )
    checked_transaction({"items": [{"quantity": "2.0", "unit": unit}]}, TODAY)


@pytest.mark.parametrize("unit", MEASURED[:-1])
def test_what_is_measured_has_parts(unit: str) -> None:
    checked_transaction({"items": [{"quantity": "2.5", "unit": unit}]}, TODAY)
