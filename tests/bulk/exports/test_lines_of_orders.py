"""What ``fill_down`` fills in lists as SAP prints them: further lines repeat day and country, subtotals and headers stand between, and what differs is held."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary

NAMES = (
    "Auftrag",
    "Pos",
    "Warenempfänger",
    "Endverwender",
    "Datum",
    "Empfangsland",
    "Warennummer",
    "Menge",
    "Wert",
)
HEADER = ";".join(NAMES)
COLUMNS = """[columns]
"Auftrag" = "reference"
"Pos" = "items.id"
"Warenempfänger" = "parties.consignee.name"
"Endverwender" = "parties.end_user.name"
"Datum" = "date"
"Empfangsland" = "destination"
"Warennummer" = "items.cn_code"
"Menge" = "items.quantity"
"Wert" = "items.value"
"""
FIRST = "4711;10;Orlow;Quillon;20.08.2026;Japan;84137021;1;100,00"
NEXT = "4712;10;Meier;Meier;20.08.2026;Japan;84137021;1;100,00"
OF_PARTIES = ("Auftrag", "Warenempfänger", "Endverwender")
OF_ORDER = (*OF_PARTIES, "Datum", "Empfangsland")


def judged(
    folder: Path, *rows: str, fills: tuple[str, ...] = ()
) -> tuple[list[dict[str, str]], dict[int, str], Summary]:
    """The rows that were judged, the reasons of those to mend by their lines, and the summary."""
    source, target, file = folder / "in.csv", folder / "out.csv", folder / "map.toml"
    source.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    line = f"fill_down = {[*fills]}\n" if fills else ""
    file.write_text(line + COLUMNS, "utf-8")
    summary = bulk(source, target, mapping=read_mapping(file), options=Options(date(2026, 8, 20)))
    return _rows(target), {row.line: row.reason for row in summary.to_mend}, summary


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


@pytest.mark.parametrize("fills", [OF_PARTIES, OF_ORDER])
@pytest.mark.parametrize(
    "second", [";20;;;20.08.2026;Japan;84137021;1;100,00", "4711;20;;;20.08.2026;Japan;84137021;1;100,00"]
)
def test_a_line_that_repeats_day_and_country_is_filled(
    tmp_path: Path, second: str, fills: tuple[str, ...]
) -> None:
    rows, bad, summary = judged(tmp_path, FIRST, second, NEXT, fills=fills)
    assert not bad
    assert [tuple(row[name] for name in OF_PARTIES) for row in rows] == [
        ("4711", "Orlow", "Quillon"), ("4711", "Orlow", "Quillon"), ("4712", "Meier", "Meier"),
    ]  # fmt: skip
    assert summary.export is not None
    assert summary.export.filled_down == 1


def test_the_number_of_the_order_alone_is_filled(tmp_path: Path) -> None:
    second = ";20;Orlow;Quillon;20.08.2026;Japan;84137021;1;100,00"
    rows, bad, _ = judged(tmp_path, FIRST, second, fills=("Auftrag",))
    assert ([row["Auftrag"] for row in rows], bad) == (["4711", "4711"], {})


@pytest.mark.parametrize(
    "second", [";20;;;20.08.2026;Japan;84137021;1;100,00", "4711;20;;;20.08.2026;Japan;84137021;1;100,00"]
)
def test_without_it_such_a_line_is_to_be_mended(tmp_path: Path, second: str) -> None:
    """It was judged as a transaction with nobody, and nobody was screened."""
    rows, bad, _ = judged(tmp_path, FIRST, second)
    assert len(rows) == 1
    assert "looks like a continuation of 4711; blank:" in bad[3]
    assert "Warenempfänger" in bad[3]


def test_a_line_with_another_country_is_not_filled_nor_those_below(tmp_path: Path) -> None:
    other, below = ";20;;;;Iran;84137021;1;100,00", ";30;;;;;84137021;1;100,00"
    rows, bad, _ = judged(tmp_path, FIRST, other, below, NEXT, below, fills=OF_ORDER)
    assert [row["Auftrag"] for row in rows] == ["4711", "4712", "4712"]
    assert "has other cells in Empfangsland" in bad[3]
    assert "leave open of which" in bad[4]


@pytest.mark.parametrize(
    "between",
    [
        "Summe Auftrag 4711;;;;;;;1;100,00", "Zwischensumme 4711;;;;;;;1;100,00", "Summe;;;;;;;1;100,00", "Seite 3;;;;;;;;", ";Seite 2 von 7;;;;;;;", HEADER,
        "Ausgedruckt am 01.12.2026;;;;;;;;", "Printed on 2026-12-01 by Meier;;;;;;;;",
    ],
)  # fmt: skip
def test_totals_footers_and_names_are_no_order(tmp_path: Path, between: str) -> None:
    further = ";20;;;;;84137021;1;100,00"
    rows, bad, summary = judged(tmp_path, FIRST, between, further, fills=OF_ORDER)
    assert ([row["Auftrag"] for row in rows], bad) == (["4711", "4711"], {})
    export = summary.export
    assert export is not None
    assert {*export.totals, *export.of_pages, *export.names_repeated} == {3}


@pytest.mark.parametrize("between", ["4712;;;;;;;;", "Rückstände;;;;;;;;", "4712;;;;;;;1;100,00"])
def test_below_a_row_that_may_be_an_order_nothing_is_filled(tmp_path: Path, between: str) -> None:
    further = ";20;;;;;84137021;1;100,00"
    rows, bad, _ = judged(tmp_path, FIRST, between, further, fills=OF_ORDER)
    assert "4711" not in [row["Auftrag"] for row in rows[1:]]
    assert "leave open of which" in bad[4]
