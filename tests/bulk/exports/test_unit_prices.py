"""The price of one is not the value of a line: it is multiplied by the quantity where both are there, and asked about else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import opened_table
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.export_words import Locale, is_unit_price, may_be_unit_price
from tests.support.bulk_runs import TODAY, records

ODOO = ["Order Reference", "Order Lines/Product", "Order Lines/Quantity", "Order Lines/Unit of Measure"]
PRICE = "Order Lines/Unit Price"


def values(path: Path, **arguments: Any) -> list[str]:
    table, _ = opened_table(path, **arguments)
    return [cell for part in table.parts() for cell in part.cells["items.value"]]


def export(
    path: Path, *rows: str, header: str = "Auftrag;Bezeichnung;Menge;ME;Einzelpreis EUR;Empfangsland"
) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "is_one", "may_be"),
    [
        ("Unit Price", True, True), ("Einzelpreis (EUR)", True, True), ("Prix unitaire HT", True, True), (PRICE, True, True),
        ("order_line/price_unit", True, True), ("Stückpreis CHF", True, True), ("Preis", False, True), ("Net Price", False, True),
        ("Nettowert", False, False), ("Preisliste", False, False), ("price_subtotal", False, False), ("Unit", False, False),
    ],
)  # fmt: skip
def test_what_is_called_the_price_of_one(name: str, is_one: bool, may_be: bool) -> None:
    assert (is_unit_price(name), may_be_unit_price(name)) == (is_one, may_be)


def test_the_value_is_the_price_times_the_quantity(tmp_path: Path) -> None:
    source = export(
        tmp_path / "in.csv",
        "A-1;Dichtung;12;ST;1.100,50;Japan",
        "A-2;Dichtung;;ST;7,00;Japan",
        "A-3;Dichtung;3;ST;;Japan",
        "A-4;Draht;1,5;KG;0,333;Japan",
    )
    # Exact, and written so that no point can be one of thousands; what lacks one of both is not known.
    assert values(source) == ["13206", "", "", "0.4995"]
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY))
    lines = [
        line
        for line in summary_lines(summary, "out.csv", Options(TODAY))
        if "The value of each line" in line.text
    ]
    assert [line.text for line in lines] == [
        "The value of each line is Einzelpreis EUR times Menge: no column of the file has it."
    ]
    assert lines[0].folds == 0
    assert records(tmp_path / "out.csv")[0]["Einzelpreis EUR"] == "1.100,50"


def test_a_price_of_a_piece_says_nothing_of_kilograms(tmp_path: Path) -> None:
    header = "Auftrag;Bezeichnung;Menge;ME;Stückpreis;Empfangsland"
    rows = ("A-1;Draht;2;KG;10,00;Japan", "A-2;Draht;2;ST;10,00;Japan")
    assert values(export(tmp_path / "in.csv", *rows, header=header)) == ["", "20"]


def test_three_decimals_are_not_thousands(tmp_path: Path) -> None:
    source = export(tmp_path / "in.csv", "A-1;Draht;1,5;KG;0,25;Japan", "A-2;Draht;1,3;KG;1,15;Japan")
    assert values(source) == ["0.375", "1.4950"]
    assert bulk(source, tmp_path / "out.csv", options=Options(TODAY)).bad == 0


def test_cells_that_are_numbers(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([[*ODOO, PRICE], ["S0001", "Seal", 2, "Units", 4.125]]):
            sheet.write_row(number, 0, row)
    assert values(tmp_path / "in.xlsx") == ["8.25"]


@pytest.mark.parametrize("added", ["Subtotal", "Net Value"])
def test_a_column_with_the_value_comes_first(added: str) -> None:
    mapping = guessed([*ODOO, PRICE, added], Locale())
    assert (mapping.price, mapping.columns[added]) == ("", ("items.value",))


@pytest.mark.parametrize(
    "names",
    [
        [*ODOO, PRICE, "Order Lines/Discount (%)"],
        [*ODOO, "Order Lines/Disc.%", PRICE],
        ["Auftrag", "Bezeichnung", "Menge", "Einzelpreis", "Preiseinheit"],
        ["Auftrag", "Bezeichnung", "Einzelpreis"],
        ["Auftrag", "Bezeichnung", "Menge", "Einzelpreis", "Prix unitaire"],
        ["Auftrag", "Bezeichnung", "Menge", "Nettopreis"],
    ],
)
def test_it_is_asked_where_quantity_times_price_may_be_something_else(
    names: list[str], tmp_path: Path
) -> None:
    mapping = guessed(names, Locale())
    assert mapping.price == ""
    assert not mapping.reads("items.value")
    text = mapping_text(mapping)
    price = next(name for name in names if may_be_unit_price(name))
    assert f'# "{price}" = "items.unit_price"\n' in text
    assert f'\n"{price}"' not in text
    source = export(tmp_path / "in.csv", ";".join("1" for _ in names), header=";".join(names))
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY))
    lines = [line.text for line in summary_lines(summary, "out.csv", Options(TODAY))]
    (at,) = (place for place, line in enumerate(lines) if "no column says what a line is worth" in line)
    assert lines[at + 1] == f'  "{price}" = "items.unit_price"'


def test_a_person_says_that_it_is_so(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    rows = '"Artikel" = "items.description"\n"Menge" = "items.quantity"\n"Nettopreis" = "items.unit_price"\n'
    path.write_text(f"[columns]\n{rows}")
    source = export(tmp_path / "in.csv", "Draht;3;2,50", header="Artikel;Menge;Nettopreis")
    assert values(source, mapping=read_mapping(path)) == ["7.5"]
    assert mapping_text(read_mapping(path)).count('"Nettopreis" = "items.unit_price"') == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ('"Unit Price" = "items.value"\n"Qty" = "items.quantity"', 'Write "Unit Price" = "items.unit_price"'),
        ('"Unit Price" = "items.unit_price"', "says what a line is worth with its quantity alone"),
        (
            '"Unit Price" = "items.unit_price"\n"Net" = "items.value"\n"Qty" = "items.quantity"',
            "items.value is stated twice: Unit Price and Net",
        ),
        (
            '"Qty" = "items.quantity"\n[every_row]\n"items.unit_price" = "5"',
            "items.unit_price is no column of the contract",
        ),
    ],
)
def test_a_mapping_never_takes_it_for_the_value(rows: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(f"[columns]\n{rows}\n")
    with pytest.raises(InputError) as error:
        read_mapping(tmp_path / "map.toml")
    assert told in str(error.value)


def test_a_price_that_is_no_number_is_told_by_its_column(tmp_path: Path) -> None:
    source = export(
        tmp_path / "in.csv", "A-1;Dichtung;2;ST;auf Anfrage;Japan", "A-2;Dichtung;2,5;ST;1,00;Japan"
    )
    assert bulk(source, tmp_path / "out.csv", options=Options(TODAY)).bad == 2
    first, second = records(tmp_path / "out.bad.csv")
    assert "Einzelpreis EUR (items.value): auf Anfrage is no number" in first["dualuse_problem"]
    assert "Menge (items.quantity): 2,5 ST: numbers of pieces are whole" in second["dualuse_problem"]
    assert first["Einzelpreis EUR"] == "auf Anfrage"
