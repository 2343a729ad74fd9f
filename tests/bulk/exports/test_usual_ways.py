"""Names of columns, days and customs codes as SAP, Odoo and firms in Germany and France write them; countries that were taken are each told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.exports.cell_readers import cell_reader
from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.numbers import read_day
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import Locale, column_called
from tests.support.bulk_runs import TODAY


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("VerkBeleg", "reference"), ("Verk.-Beleg", "reference"), ("Verwendung", "end_use"), ("Utilisation", "end_use"), ("Dev.", "items.currency"),
        ("N° bien à double usage", "items.entries"), ("Numéro de bien à double usage", "items.entries"), ("Raison sociale", "parties.purchaser.name"),
        ("Versandbedingung", ""), ("Verwendungsnachweis", ""),
    ],
)  # fmt: skip
def test_usual_names(name: str, column: str) -> None:
    assert column_called(name) == column


@pytest.mark.parametrize(
    "text",
    [
        "2026/08/20", "2026.08.20", "20. August 2026", "20 August 2026", "20-AUG-2026", "20-Aug-2026 14:03", "August 20, 2026", "20 août 2026", "20. Aug. 2026", "20th August 2026",
    ],
)  # fmt: skip
def test_days_that_are_sure(text: str) -> None:
    assert read_day(text).values == ("2026-08-20",)


@pytest.mark.parametrize(
    "text", ["20. Augustus 26", "31. Februar 2026", "20 Stück 2026", "2026/20", "KW 34 2026", "2026/08-20"]
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text).values == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8525-89-00", "85258900"), ("85-25-89-00", "85258900"), ("HS 852589", "852589"), ("KN: 8525 89 00", "8525 89 00"), ("HS-Code 8525.89", "8525.89"),
        # What may be from one heading to another, or is of another tariff, is left to the contract to refuse.
        ("8525-8529", "8525-8529"), ("8525-89", "8525-89"), ("HTS 8525890000", "HTS 8525890000"), ("8525 8900 / 8529 90 20", "8525 8900 / 8529 90 20"),
    ],
)  # fmt: skip
def test_customs_codes(text: str, code: str) -> None:
    column = column_path("items.cn_code")
    assert column is not None
    reader = cell_reader(column, "Warennummer", Locale(), "")
    assert reader is not None
    assert reader(text).text == code


def test_each_country_taken_by_name_is_told(tmp_path: Path) -> None:
    names = [
        "Japan",
        "Schweiz",
        "Iran",
        "Indien",
        "Kanada",
        "Norwegen",
        "Oman",
        "Kuwait",
        "Jordanien",
        "Mali",
        "Sudan",
        "Kenia",
        "Ghana",
        "Peru",
        "Chile",
        "Mexiko",
        "Brasilien",
        "Vietnam",
    ]
    source = tmp_path / "in.csv"
    rows = [f"{number};20.08.2026;{name};84137021" for number, name in enumerate(names)]
    source.write_text("\n".join(["Auftrag;Datum;Empfangsland;Warennummer", *rows]) + "\n", "utf-8")
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY))
    text = " ".join(line.text for line in summary_lines(summary, "out.csv", Options(TODAY)))
    assert summary.export is not None
    assert len(summary.export.places) == len(names)
    assert all(f"{name} = " in text for name in names)


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (["Country", "Quantity", "Amount", "Currency"], "items.value"),
        (["Country", "Amount", "Currency"], ""),
        (["Country", "Quantity", "Amount"], ""),
        (["Country", "Quantity", "Amount", "Net Value", "Currency"], ""),
    ],
)
def test_an_amount_is_money_beside_a_quantity_and_a_currency(names: list[str], read: str) -> None:
    assert guessed(names, Locale()).columns["Amount"] == ((read,) if read else ())
