"""Lines of an order on which the order itself is blank: rows to mend, or filled from above where the mapping says so; never an order of today."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.inputs.problems import InputError

TODAY = date(2026, 8, 20)
HEADER = "Order Reference;Customer;Delivery Address/Country;Delivery Date;Description;Quantity;Subtotal"
FIRST = "S00021;Gulf Systems;AE;2026-05-20;Camera core;2;100"
SECOND = ";;;;Cable;10;125"
NEXT = "S00022;Pune Precision;IN;2026-05-21;Machine;1;480"
ORDER = ("Order Reference", "Customer", "Delivery Address/Country", "Delivery Date")
COLUMNS = """[columns]
"Order Reference" = "reference"
"Customer" = "parties.purchaser.name"
"Delivery Address/Country" = ["destination", "parties.purchaser.country"]
"Delivery Date" = "date"
"Description" = "items.description"
"Quantity" = "items.quantity"
"Subtotal" = "items.value"
"""


def judged(
    folder: Path, *rows: str, fills: str = "", header: str = HEADER
) -> tuple[list[dict[str, str]], list[dict[str, str]], Summary]:
    """The rows that were judged, those to mend, and the summary."""
    source, target, file = folder / "in.csv", folder / "out.csv", folder / "map.toml"
    source.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    file.write_text(f"{fills}\n{COLUMNS}", "utf-8")
    summary = bulk(source, target, mapping=read_mapping(file), options=Options(TODAY))
    to_mend = _rows(Path(summary.bad_file)) if summary.bad else []
    return _rows(target) if summary.rows else [], to_mend, summary


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_a_line_that_continues_an_order_is_a_row_to_mend(tmp_path: Path) -> None:
    rows, bad, _ = judged(tmp_path, FIRST, SECOND, SECOND, NEXT)
    assert [row["Order Reference"] for row in rows] == ["S00021", "S00022"]
    assert len(bad) == 2
    for row in bad:
        assert (
            "looks like a continuation of S00021; blank: Order Reference, Customer" in row["dualuse_problem"]
        )
        assert "fill_down = [" in row["dualuse_problem"]
        assert row["Order Reference"] == ""


def test_what_the_mapping_says_is_filled_and_told(tmp_path: Path) -> None:
    fills = 'fill_down = ["Order Reference", "Customer", "Delivery Address/Country", "Delivery Date"]'
    rows, bad, summary = judged(tmp_path, FIRST, SECOND, SECOND, NEXT, fills=fills)
    assert not bad
    assert [row["Order Reference"] for row in rows] == ["S00021"] * 3 + ["S00022"]
    assert [row["Delivery Date"] for row in rows] == ["2026-05-20"] * 3 + ["2026-05-21"]
    told = " ".join(line.text for line in summary_lines(summary, "out.csv", Options(TODAY)))
    assert "taken from the row above, as fill_down in the mapping says: 2" in told


@pytest.mark.parametrize(
    ("second", "fills"),
    [
        # A line that names its order is not filled: its country is nobody's but its own.
        ("S00023;;;;Cable;10;125", 'fill_down = ["Order Reference", "Customer", "Delivery Address/Country", "Delivery Date"]'),
        # Nor is one of which a part is filled, and the day is not.
        (SECOND, 'fill_down = ["Order Reference"]'),
    ],
)  # fmt: skip
def test_nothing_is_filled_by_halves(tmp_path: Path, second: str, fills: str) -> None:
    rows, bad, _ = judged(tmp_path, FIRST, second, fills=fills)
    if bad:
        assert len(rows) == 1
        assert "blank: Customer" in bad[0]["dualuse_problem"]
    else:
        assert rows[1]["Delivery Address/Country"] == ""


def test_rows_to_mend_that_come_back_unmended_are_no_orders(tmp_path: Path) -> None:
    header = f"dualuse_line;dualuse_problem;{HEADER}"
    rows, bad, _ = judged(tmp_path, f"3;continues;{SECOND}", header=header)
    assert not rows
    assert "no row above names one" in bad[0]["dualuse_problem"]


def test_a_list_of_items_alone_is_judged(tmp_path: Path) -> None:
    rows, bad, _ = judged(tmp_path, SECOND, SECOND)
    assert (len(rows), len(bad)) == (2, 0)


def test_a_total_is_no_order(tmp_path: Path) -> None:
    rows, bad, _ = judged(tmp_path, FIRST, "Total;;;;;;100", SECOND)
    assert len(rows) == 1
    assert "continuation of S00021" in bad[0]["dualuse_problem"]


def test_a_mapping_with_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(f'fill_down = ["Customer"]\n{COLUMNS}', "utf-8")
    mapping = read_mapping(file)
    file.write_text(mapping_text(mapping), "utf-8")
    assert read_mapping(file) == mapping


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('fill_down = "Customer"', "no list of columns"),
        ('fill_down = ["Description"]', "Description is no column that is read for a whole order"),
        ('fill_down = ["Custmer"]', "Perhaps Customer is meant"),
    ],
)
def test_columns_that_are_not_filled(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "map.toml"
    file.write_text(f"{line}\n{COLUMNS}", "utf-8")
    with pytest.raises(InputError, match=message):
        read_mapping(file)
