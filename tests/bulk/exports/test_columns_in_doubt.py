"""Names of columns as SAP, Odoo and people write them: read where they can mean one thing, told with the line to write where not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dualuse.bulk.exports.columns_in_doubt import called_the_same, customs_columns, lines_of_doubt
from dualuse.bulk.exports.mapping import ColumnMapping, guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.schema.tables.export_words import Locale, column_called, may_hold_customs_codes
from tests.support.bulk_runs import TODAY

CODE = "items.cn_code"
NAMES = ("Verkaufsbeleg", "Auftragsnr.", "Bestimmungsland", "Warennummer", "Zolltarifnummer")


def told_of(mapping: ColumnMapping, language: str, map_file: str, names: Sequence[str] = ()) -> list[str]:
    return lines_of_doubt(mapping, names or (*mapping.columns,), language, map_file)


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (CODE, ["Statist. Warennr.", "Stat.Warennr.", "Warentarifnr.", "Stat. Warennummer", "Intrastat Commodity", "Commodity Code", "Comm. Code", "STAWN",
                "Tarifnummer", "HS", "Code HS", "Nomenclature douanière", "N° nomenclature douanière", "NC8", "Harmonised System Code"]),
        ("reference", ["Beleg", "Verkaufsbeleg", "Verk.beleg", "Auftragsnr.", "Kd.-Auftrag", "Kundenauftrag", "VBELN", "N° de commande", "SO No.", "Order #"]),
        ("parties.consignee.country", ["WE-Land", "Empfangsland", "Land des WE", "Warenempf.-Land", "Empf.-Land", "Pays du client livré"]),
        ("parties.consignee.name", ["Warenempf. Name", "Warenempf.", "Client livré", "partner_shipping_id/name"]),
        ("parties.end_user.name", ["Endverwender", "Endverw. Name"]),
        ("parties.purchaser.name", ["Kd.-Name", "partner_id"]),
        ("parties.purchaser.country", ["Kd.-Land", "partner_id/country_id"]),
        ("destination", ["Pays de destination", "Pays destin.", "Endverbl.-Land", "Bestimm.land", "Country of Final Destination"]),
        ("items.id", ["Pos.", "POSNR", "Auftragspos.", "Auftr.-Pos.", "Beleg-Pos."]),
        ("items.product", ["MATNR", "order_line/product_id", "order_line/product_id/default_code"]),
        ("items.description", ["ARKTX", "Désignation", "Désign. article", "order_line/name"]),
        ("items.quantity", ["KWMENG", "order_line/product_uom_qty"]),
        ("items.unit", ["VRKME", "U/M", "Einh."]),
        ("items.value", ["NETWR", "order_line/price_subtotal", "Net Amount"]),
        ("items.currency", ["WAERK", "currency_id", "Curr."]),
        # They say nothing alone, or something else: the buyer's own order, where goods come from, a number of a partner.
        ("", ["LAND1", "HERKL", "HTS", "Schedule B", "Commodity", "Bestellnummer", "Kd.-Nr.", "KUNNR", "name", "Ursprungsland"]),
    ],
)  # fmt: skip
def test_a_name_is_read_as_what_it_can_only_mean(column: str, names: list[str]) -> None:
    assert {name: column_called(name) for name in names} == dict.fromkeys(names, column)


def test_the_number_of_an_order_of_odoo_is_called_name() -> None:
    names = [
        "name",
        "partner_id",
        "partner_shipping_id/country_id",
        "order_line/product_id",
        "order_line/name",
    ]
    assert guessed(names, Locale()).columns["name"] == ("reference",)
    # In a list of partners it is somebody's.
    assert guessed(["name", "country_id"], Locale()).columns["name"] == ()


@pytest.mark.parametrize("name", ["HTS", "HTSUS Code", "Schedule B", "Commodity", "Intrastat", "Tarif", "order_line/product_id/intrastat_code_id"])  # fmt: skip
def test_what_may_hold_customs_codes_is_told_with_its_line(name: str) -> None:
    mapping = guessed(["Verkaufsbeleg", "Bestimmungsland", name], Locale())
    assert mapping.columns[name] == ()
    told = told_of(mapping, "en", "sap.toml")
    assert told[-1] == f'  "{name}" = "{CODE}"'
    assert told[0].startswith(f"{name} is not read")


@pytest.mark.parametrize("name", ["Zollwert", "Tarifgruppe", "Intrastat Date", "Commodity Description", "Tariff Rate", "Nomenclature - désignation"])  # fmt: skip
def test_what_holds_something_else_is_no_customs_code(name: str) -> None:
    assert not may_hold_customs_codes(name)


def test_the_american_tariff_shares_six_digits() -> None:
    (told, _) = told_of(guessed(["Order", "Destination", "HTS"], Locale()), "en", "")
    assert "the first six digits alone" in told
    assert not customs_columns(guessed(names := ["Order", "Destination", "HTS", "CN Code"], Locale()), names)


def test_two_columns_for_the_same_are_told() -> None:
    mapping = guessed(NAMES, Locale())
    assert called_the_same(mapping, NAMES) == {
        "reference": ("Verkaufsbeleg", "Auftragsnr."),
        CODE: ("Warennummer", "Zolltarifnummer"),
    }
    told = told_of(mapping, "en", "sap.toml")
    assert "Several columns may be items.cn_code, and none of them is read: Warennummer, Zolltarifnummer" in told[2]  # fmt: skip
    assert told[3] == f'  "Warennummer" = "{CODE}"'


def test_what_a_person_has_decided_is_not_asked_again() -> None:
    mapping = guessed(["Order", "Destination", "HTS", "Warennummer", "Zolltarifnummer"], Locale())
    decided = ColumnMapping(mapping.columns, left_out=frozenset({"HTS", "Warennummer", "Zolltarifnummer"}))
    assert told_of(decided, "en", "") == []


def test_the_summary_and_the_file_of_the_mapping_tell_it(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Order;Destination;HTS\n1;JP;8542310000\n", encoding="utf-8")
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))
    lines = [line.text for line in summary_lines(summary, "out.csv", Options(TODAY))]
    assert f'  "HTS" = "{CODE}"' in lines
    assert summary.export is not None
    text = mapping_text(summary.export.mapping)
    assert f'# "HTS" = "{CODE}"\n# "HTS" = ""\n' in text
    assert '\n"HTS"' not in text
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    # Nobody has decided it yet, so that the next run tells it again.
    again = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY), mapping=read_mapping(tmp_path / "map.toml"))  # fmt: skip
    assert again.export is not None
    assert told_of(again.export.mapping, "en", "", again.export.names) == told_of(
        summary.export.mapping, "en", ""
    )
