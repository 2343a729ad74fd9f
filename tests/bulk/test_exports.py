"""Exports of ERPs: titles above the header, names in three languages, numbers and days as people write them."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.bulk.exports.columns_in_doubt import names_in_doubt
from dualuse.bulk.exports.mapping import ColumnMapping, guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.exports.numbers import read_day, read_number
from dualuse.bulk.files import csv_files
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.cli import app
from dualuse.free_text.sure_places import sure_place
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.columns import RESULTS, column_path
from dualuse.schema.tables.export_words import Locale, column_called, locales, names_apart
from tests.support.bulk_runs import TODAY, records

HEADER = "Verkaufsbeleg;Bestimmungsland;Güterlistenposition;Menge;ME;Nettowert;Währung;Sachbearbeiter"


def exported(folder: Path, *rows: str, header: str = HEADER, titles: str = "Liste der Belege\n\n") -> Path:
    path = folder / "in.csv"
    path.write_text(titles + "\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def judged(source: Path, **arguments: Any) -> tuple[Summary, list[dict[str, str]], list[dict[str, str]]]:
    target = source.with_name("out.csv")
    summary = bulk(source, target, options=Options(TODAY), **arguments)
    return summary, records(target), records(summary.bad_file) if summary.bad else []


def cells_read(source: Path, **arguments: Any) -> dict[str, list[str]]:
    from dualuse.bulk.source_file import opened_table

    table, notes = opened_table(source, **arguments)
    assert notes is not None
    (part,) = table.parts()
    return part.cells.to_dict(as_series=False)


# Numbers and days


@given(
    st.integers(0, 10**12),
    st.one_of(st.none(), st.integers(0, 10**5)),
    st.integers(1, 6),
    st.sampled_from(sorted(locales())),
    st.sampled_from(["", "other", " ", "\u00a0", "\u202f", "'", "\u2019"]),
)
def test_a_number_comes_back_exactly_or_is_refused(
    whole: int, part: int | None, places: int, name: str, thousands: str
) -> None:
    decimal = locales()[name].decimal
    mark = {",": ".", ".": ","}[decimal] if thousands == "other" else thousands
    fraction = "" if part is None else f"{part % 10**places:0{places}}"
    text = f"{whole:,}".replace(",", mark) + (decimal + fraction if fraction else "")
    exact = Decimal(f"{whole}.{fraction}" if fraction else whole)
    stated = read_number(text, decimal)
    assert [Decimal(value) for value in stated.values] == [exact]
    unstated = read_number(text)
    assert exact in [Decimal(value) for value in unstated.values]
    if len(unstated.values) == 1:
        assert unstated.shows in ("", decimal)
    else:  # nothing but one mark before three digits can be read in two ways
        assert len(unstated.values) == 2
        assert unstated.shows == ""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("48.000,00", ("48000.00",)),
        ("48,000.00", ("48000.00",)),
        ("4.200", ("4.2000", "4200")),
        ("4,200", ("4200", "4.2000")),
        ("0,500", ("0.500",)),
        ("1.234.567", ("1234567",)),
        ("1'234.50", ("1234.50",)),
        ("12", ("12",)),
        ("1.23.4", ()),
        ("1,00,000", ()),
        ("12 34", ()),
        ("-5", ()),
        ("5,00-", ()),
        ("5 EUR", ()),
        ("1e5", ()),
        ("\u0664", ()),
        ("", ()),
    ],
)
def test_what_a_text_can_be_read_as(text: str, values: tuple[str, ...]) -> None:
    assert read_number(text).values == values


@given(st.dates())
def test_a_day_comes_back_exactly_or_is_refused(day: Any) -> None:
    iso = day.isoformat()
    assert read_day(f"{day.day:02}.{day.month:02}.{day.year:04}").values == (iso,)
    assert read_day(f"{iso} 00:00:00").values == (iso,)
    for order, text in (
        ("dmy", f"{day.day}/{day.month}/{day.year:04}"),
        ("mdy", f"{day.month}/{day.day}/{day.year:04}"),
    ):
        assert read_day(text, order).values == (iso,)
        unstated = read_day(text)
        assert iso in unstated.values
        assert len(unstated.values) == 1 or unstated.shows == ""


def test_another_cell_of_the_column_settles_the_mark(tmp_path: Path) -> None:
    source = exported(
        tmp_path, "A;JP;3A002.c;4,200;KG;4.200;EUR;x", "B;JP;3A002.c;1.250,5;KG;48.000,00;EUR;x"
    )
    cells = cells_read(source)
    assert cells["items.quantity"] == ["4.2000", "1250.5"]
    assert cells["items.value"] == ["4200", "48000.00"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_nothing_settles_it_and_the_row_is_to_be_mended(tmp_path: Path, engine: str) -> None:
    source = exported(
        tmp_path,
        "A;JP;3A002.c;1;ST;4.200;EUR;x",
        "B;JP;3A002.c;2;ST;7;EUR;x",
        "C;JP;3A002.c;x;ST;4.200;EUR;x",
    )
    summary, rows, bad = judged(source, engine_name=engine)
    assert [row["Verkaufsbeleg"] for row in rows] == ["B"]
    assert [row["Verkaufsbeleg"] for row in bad] == ["A", "C"]
    assert "4.200 may be 4.2 or 4200" in bad[0]["dualuse_problem"]
    assert "x is no number" in bad[1]["dualuse_problem"]
    assert "4.200 may be" in bad[1]["dualuse_problem"]
    assert [row["dualuse_line"] for row in bad] == ["4", "6"]
    assert (summary.rows, summary.bad) == (1, 2)
    whole, _, _ = judged(source, engine_name=engine, locale=locales()["de"])
    assert (whole.rows, whole.bad) == (2, 1)


def test_cells_that_contradict_each_other_settle_nothing(tmp_path: Path) -> None:
    rows = ("A;JP;[];1;ST;1.250,50;EUR;x", "B;JP;[];1;ST;1,250.50;EUR;x", "C;JP;[];1;ST;4.200;EUR;x")
    _, good, bad = judged(exported(tmp_path, *rows))
    assert [row["Verkaufsbeleg"] for row in good] == ["A", "B"]
    assert "may be" in bad[0]["dualuse_problem"]


def test_a_stated_locale_is_not_bent(tmp_path: Path) -> None:
    _, _, bad = judged(exported(tmp_path, "A;JP;[];1;ST;1,250.50;EUR;x"), locale=Locale(",", "dmy"))
    assert "is no number where , stands before the decimals" in bad[0]["dualuse_problem"]


def test_a_count_has_no_fraction(tmp_path: Path) -> None:
    _, rows, bad = judged(
        exported(tmp_path, "A;JP;[];2,5;ST;1;EUR;x", "B;JP;[];2,5;KG;1;EUR;x", "C;JP;[];2,000;ST;1;EUR;x")
    )
    assert [row["Verkaufsbeleg"] for row in rows] == ["B", "C"]
    assert "2,5 ST: numbers of pieces are whole" in bad[0]["dualuse_problem"]


def test_typed_cells_mean_what_they_say(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "in.xlsx")
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_string(0, 0, "Liste")
    names = ("Verkaufsbeleg", "Belegdatum", "Menge", "Nettowert", "Warennummer")
    for column, name in enumerate(names):
        sheet.write_string(2, column, name)
    for row, number in ((3, 4.125), (4, 4200), (5, 0)):
        sheet.write_string(row, 0, "A")
        sheet.write_datetime(row, 1, datetime(2026, 5, 11), day)
        sheet.write_number(row, 2, number)
        sheet.write_number(row, 3, number)
        sheet.write_number(row, 4, 85258991)
    sheet.write_string(6, 0, "B")
    sheet.write_string(6, 3, "4.125")
    sheet.write_string(7, 0, "C")
    sheet.write_number(7, 4, 2071400)
    book.close()
    cells = cells_read(tmp_path / "in.xlsx")
    assert cells["items.quantity"] == ["4.1250", "4200", "0"]
    assert cells["items.value"] == ["4.1250", "4200", "0"]
    assert cells["date"] == ["2026-05-11"] * 3
    _, _, bad = judged(tmp_path / "in.xlsx")
    assert [row["Verkaufsbeleg"] for row in bad] == ["B", "C"]
    assert "4.125 may be 4.125 or 4125" in bad[0]["dualuse_problem"]
    assert "a zero at its beginning or end may be lost" in bad[1]["dualuse_problem"]


def test_typed_cells_of_the_contract_mean_what_they_say(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet = book.add_worksheet()
        for column, name in enumerate(("items.entries", "items.value", "items.currency")):
            sheet.write_string(0, column, name)
        sheet.write_row(1, 0, ["[]", 4.125, "EUR"])
        sheet.write_string(2, 0, "[]")
        sheet.write_string(2, 1, "4.125")
    summary, rows, bad = judged(tmp_path / "in.xlsx")
    assert (summary.rows, summary.bad) == (1, 1)
    assert rows[0]["items.currency"] == "EUR"
    assert "4.125" in bad[0]["dualuse_problem"]


def test_parquet_means_what_it_says(tmp_path: Path) -> None:
    frame = pl.DataFrame({"Verkaufsbeleg": ["A", "B"], "Menge": [4.125, 4200.0], "Nettowert": ["4.200", "1"]})
    frame.write_parquet(tmp_path / "in.parquet")
    cells = cells_read(tmp_path / "in.parquet", locale=locales()["de"])
    assert cells["items.quantity"] == ["4.1250", "4200"]
    assert cells["items.value"] == ["4200", "1"]


# Places and words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("VAE", "AE"),
        ("Vereinigte Arabische  Emirate", "AE"),
        ("ARE", "AE"),
        ("de", "DE"),
        ("OESTERREICH", "AT"),
        ("États-Unis", "US"),
        ("Etats Unis", "US"),
        ("South Korea", "KR"),
        ("PRK", "KP"),
        ("UA-43", "UA-43"),
        # As programs write them: formal names, turned round, with the former one in brackets, shortened.
        ("Bélarus", "BY"),
        ("BIELORUSSIE", "BY"),
        ("Belarus (Weißrussland)", "BY"),
        ("Korea, Republik", "KR"),
        ("Corée (République de)", "KR"),
        ("Korea, Dem. Volksrep.", "KP"),
        ("Korea (Nord)", "KP"),
        ("Iran, Islamische Republik", "IR"),
        ("Iran (République islamique d')", "IR"),
        ("Kongo, Dem. Republik", "CD"),
        ("Congo (RDC)", "CD"),
        ("Ver.Staaten von Amerika", "US"),
        ("VR China", "CN"),
        ("Moldau", "MD"),
        ("Bosnie et Herzégovine", "BA"),
        ("Niger (Nigeria)", ""),
        ("Korea (Republik oder Volksrepublik)", ""),
        ("Corée S.", ""),
        ("Korea", ""),
        ("Kongo", ""),
        ("Congo", ""),
        ("Dubai", ""),
        ("Japann", ""),
        ("-", ""),
    ],
)
def test_places_that_are_sure(text: str, code: str) -> None:
    assert sure_place(text) == code


def test_a_place_that_is_not_sure_is_suggested(tmp_path: Path) -> None:
    rows = (
        "A;Japann;[];1;ST;1;EUR;x",
        "B;Korea;[];1;ST;1;EUR;x",
        "C;Indien;[];1;ST;1;EUR;x",
        "D;;[];1;ST;1;EUR;x",
    )
    summary, good, bad = judged(exported(tmp_path, *rows))
    assert [row["Verkaufsbeleg"] for row in good] == ["C", "D"]
    assert "Perhaps Japan (JP) is meant" in bad[0]["dualuse_problem"]
    assert "the country that is meant: KR, KP" in bad[1]["dualuse_problem"]
    assert summary.export is not None
    assert summary.export.places == {"Indien": ("IN", 1)}


@pytest.mark.parametrize("text", ["-", "keine", "none", "0", "n/a"])
def test_no_word_says_not_listed_by_accident(tmp_path: Path, text: str) -> None:
    _, rows, bad = judged(exported(tmp_path, f"A;JP;{text};1;ST;1;EUR;x", "B;JP;nicht gelistet;1;ST;1;EUR;x"))
    assert [row["Verkaufsbeleg"] for row in rows] == ["B"]
    assert "does not say whether the item was classified" in bad[0]["dualuse_problem"]


def test_a_number_is_no_name(tmp_path: Path) -> None:
    source = exported(tmp_path, "A;JP;0010004711", header="Verkaufsbeleg;Bestimmungsland;Warenempfänger")
    _, _, bad = judged(source)
    assert "0010004711 is no name" in bad[0]["dualuse_problem"]


# Headers and mappings


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("VERKAUFSBELEG", "reference"),
        ("WARENEMPFAENGER", "parties.consignee.name"),
        ("Pays de destination", "destination"),
        ("order_line/product_uom_qty", "items.quantity"),
        ("STAWN", "items.cn_code"),
        ("Nº de commande", "reference"),
        ("N°Commande", "reference"),
        ("Numéro de commande", "reference"),
        ("No. de poste", "items.id"),
        ("N° d’article", "items.product"),
        ("N° client", ""),
        ("N°", ""),
        ("Notes", ""),
        ("items.value", "items.value"),
        ("Kunde", "parties.purchaser.name"),
        ("Client", "parties.purchaser.name"),
        ("Customer", "parties.purchaser.name"),
        ("Belegnr", "reference"),
        ("Beleg-Nr.", "reference"),
        ("Référence", "reference"),
        ("Betrag", "items.value"),
        ("Montant", "items.value"),
        ("Subtotal", "items.value"),
        ("Wrg", "items.currency"),
        ("Artikel", "items.description"),
        ("Product", "items.description"),
        ("Désignation", "items.description"),
        ("Menge", "items.quantity"),
        ("Date", "date"),
        ("NAME1", "parties.purchaser.name"),
        ("ALNUM", "items.entries"),
        ("NAME1_WE", "parties.consignee.name"),
        ("LAND1_WE", "parties.consignee.country"),
        ("LAND1_AG", "parties.purchaser.country"),
        ("LANDX_EV", "parties.end_user.country"),
        ("Ship-to Country Key", "parties.consignee.country"),
        ("Référence de la commande", "reference"),
        ("Adresse de livraison/Pays", "parties.consignee.country"),
        ("Lieferadresse/Land", "parties.consignee.country"),
        ("Client/Pays", "parties.purchaser.country"),
        ("Article", "items.description"),
        ("Sous-total", "items.value"),
        ("Classement double usage", "items.entries"),
        ("N° de classement double usage", "items.entries"),
        ("Classification bien à double usage", "items.entries"),
        ("UN", "items.unit"),
        ("unité", "items.unit"),
        ("Export Control Code", ""),
        ("Classement", ""),
        ("Lignes de la commande/Article", "items.product"),
        ("Lignes de la commande/Description", "items.description"),
        ("Lignes de la commande/Quantité", "items.quantity"),
        ("Lignes de la commande/Unité de mesure", "items.unit"),
        ("Lignes de la commande/Sous-total", "items.value"),
        ("Auftragszeilen/Zwischensumme", "items.value"),
        ("Land", ""),
        ("ECCN", ""),
        ("Auftr.Dat", "date"),
        ("Bel.Dat.", "date"),
        ("Best.Dat.", "date"),
        ("Mat.Bez.", "items.description"),
        ("Deliv. Date", "date"),
        ("Date livr.", "date"),
        ("Sachbearb.", ""),
        ("Best.", ""),
        ("", ""),
    ],
)
def test_usual_names(name: str, column: str) -> None:
    assert column_called(name) == column
    assert not column or column_path(column) is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ver.Arab.Emir.", "AE"), ("Bosnien-Herz.", "BA"), ("Dem. Rep. Kongo", "CD"), ("Rep. Kongo", "CG"), ("Russische Foed.", "RU"), ("Czech Rep.", "CZ"),
        ("Emirats arab. unis", "AE"), ("Ver. Königreich", "GB"),
        # Fewer letters, or words that several places begin with, are sure of nothing.
        ("S. Korea", ""), ("Ver. K.", ""), ("Guin.", ""), ("Kor. Rep.", ""), ("Republ.", ""), ("Ver. Arab.", ""), ("...", ""),
    ],
)  # fmt: skip
def test_a_place_whose_words_are_cut_short_is_read_where_one_alone_is_called_so(text: str, code: str) -> None:
    """SAP has fifteen signs for the name of a country."""
    assert sure_place(text) == code


@pytest.mark.parametrize(
    ("names", "column"),
    [
        (["Beleg", "Kunde", "Land", "Bestimmungsland"], ("parties.purchaser.country",)),
        (["Zielland", "Warenempfänger", "Pays"], ("parties.consignee.country",)),
        # Where no other column says where the goods go, it may say that; "State" may be California.
        (["Beleg", "Kunde", "Land"], ()),
        (["Beleg", "Kunde", "State", "Bestimmungsland"], ()),
        (["Beleg", "Kunde", "Region/Land", "Bestimmungsland"], ()),
        (["Beleg", "Kunde", "Menge", "Land", "Bestimmungsland"], ()),
        (["Kundenland", "Kunde", "Land", "Bestimmungsland"], ()),
    ],
)
def test_land_behind_the_name_of_a_party_is_its_country(names: list[str], column: tuple[str, ...]) -> None:
    columns = guessed(names, Locale()).columns
    assert next(columns[name] for name in names if name in ("Land", "Pays", "State", "Region/Land")) == column


def test_two_columns_for_the_same_are_both_not_read(tmp_path: Path) -> None:
    source = exported(tmp_path, "A;JP;CH;1", header="Verkaufsbeleg;Bestimmungsland;Zielland;Menge")
    summary, _, _ = judged(source)
    assert summary.export is not None
    assert summary.export.mapping.read == {"Verkaufsbeleg": ("reference",), "Menge": ("items.quantity",)}
    assert set(summary.carried) == {"Bestimmungsland", "Zielland"}


def test_a_wide_name_gives_way_to_a_closer_one() -> None:
    """A file that was read without "Kunde" before is not read with less since "Kunde" is known."""
    names = ("Kunde", "Auftraggeber", "Artikel", "Bezeichnung", "Betrag", "Nettowert")
    read = guessed(names, locales()["de"]).read
    assert read == {
        "Auftraggeber": ("parties.purchaser.name",),
        "Bezeichnung": ("items.description",),
        "Nettowert": ("items.value",),
    }


def test_the_name_of_the_contract_is_before_all_days() -> None:
    assert guessed(("Date", "date", "Datum"), locales()["de"]).read == {"date": ("date",)}


def test_the_number_of_a_party_beside_its_name(tmp_path: Path) -> None:
    source = exported(
        tmp_path, "A;0010004711;Velinor AG", header="Verkaufsbeleg;Warenempfänger;Name Warenempfänger"
    )
    assert cells_read(source)["parties.consignee.name"] == ["Velinor AG"]


def test_the_name_that_stands_beside_the_number_of_a_party(tmp_path: Path) -> None:
    header = "Verkaufsbeleg;Auftraggeber;Name 1;Warenempfänger;Name;Name 2"
    source = exported(tmp_path, "A;0010004711;Velinor AG;0010004712;Nordin AG;Lager 2", header=header)
    read = cells_read(source)
    assert read["parties.purchaser.name"] == ["Velinor AG"]
    assert read["parties.consignee.name"] == ["Nordin AG"]


def test_the_summary_says_why_rows_are_not_judged(tmp_path: Path) -> None:
    source = exported(
        tmp_path, "A;JP;1,000", "B;JP;2,000", "C;XX;2", header="Verkaufsbeleg;Bestimmungsland;Menge"
    )
    summary, _, _ = judged(source)
    # Another value is another fault, of the same field, too.
    assert [(alike.line, alike.rows) for alike in summary.to_mend] == [(4, 1), (5, 1), (6, 1)]
    assert "1,000" in summary.to_mend[0].reason


@given(st.lists(st.text("ab ()1'", max_size=6), max_size=8))
def test_names_are_told_apart(names: list[str]) -> None:
    apart = names_apart(names)
    assert len(set(apart)) == len(names)
    assert all(apart)


@given(
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.just(()), max_size=5),
    st.sampled_from([Locale(), Locale(","), Locale(".", "mdy")]),
)
def test_a_mapping_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, others: dict[str, tuple[str, ...]], locale: Locale
) -> None:
    path = tmp_path_factory.mktemp("map") / "map.toml"
    both = ("destination", "parties.end_user.country")
    mapping = ColumnMapping({**others, 'a "b"\\': both, "c": ("date",)}, locale, {"activity": "export"})
    assume(not names_in_doubt(mapping, [*mapping.columns]))  # their lines are comments
    path.write_text(mapping_text(mapping), encoding="utf-8")
    assert read_mapping(path) == mapping


@pytest.mark.parametrize("name", ["Unit Price\n", "HTS\ncode", "Price\x1f", "HS\r\nCode"])
def test_a_name_with_a_sign_of_control_ends_no_comment(tmp_path: Path, name: str) -> None:
    """What a comment says of a column in doubt was cut by its name, and the mapping could not be read again."""
    mapping = ColumnMapping({name: (), "Land": ("destination",)}, Locale(".", "dmy"), {"activity": "export"})
    path = tmp_path / "map.toml"
    path.write_text(mapping_text(mapping), encoding="utf-8", newline="\n")
    assert read_mapping(path).columns["Land"] == ("destination",)


def run(source: Path, *arguments: str) -> tuple[int, str, str]:
    target = source.with_name("out.csv")
    done = CliRunner().invoke(app, ["bulk", str(source), "-o", str(target), *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_a_mapping_written_and_read_again_gives_the_same_answers(tmp_path: Path) -> None:
    source = exported(tmp_path, "A;Japan;3A002.c;4,200;KG;48.000,00;EUR;x", "B;Korea;3A002.c;1;ST;1;EUR;x")
    mapping = tmp_path / "map.toml"
    code, first, _ = run(source, "--map", str(mapping))
    answers = (tmp_path / "out.csv").read_bytes(), (tmp_path / "out.bad.csv").read_bytes()
    assert "The mapping was guessed, and is written to" in first
    written = mapping.read_bytes()
    assert (code, run(source, "--map", str(mapping))[0]) == (2, 2)
    assert answers == ((tmp_path / "out.csv").read_bytes(), (tmp_path / "out.bad.csv").read_bytes())
    assert mapping.read_bytes() == written
    code, output, _ = run(source, "--map", str(mapping), "--json")
    export_notes = json.loads(output)["export"]
    assert export_notes["columns"]["Bestimmungsland"] == "destination"
    assert export_notes["places_by_name"] == {"Japan": {"code": "JP", "cells": 1}}
    assert export_notes["header_line"] == 3


def test_what_holds_for_every_row(tmp_path: Path) -> None:
    source = exported(tmp_path, "A;JP;3A002.c;1;KG;1;EUR;x")
    (tmp_path / "map.toml").write_text(
        '[columns]\n"Verkaufsbeleg" = "reference"\n"Bestimmungsland" = "destination"\n'
        '"Güterlistenposition" = "items.entries"\n[every_row]\nactivity = "export"\n'
    )
    assert cells_read(source, mapping=read_mapping(tmp_path / "map.toml"))["activity"] == ["export"]


def test_rows_to_mend_go_in_again(tmp_path: Path) -> None:
    rows = (
        "A;JP;3A002.c;4,200;KG;4.200;EUR;x",
        "B;Korea;3A002.c;4,200;KG;4.200;EUR;x",
        "C;JP;[];1.000,5;KG;1,5;EUR;x",
    )
    judged(exported(tmp_path, *rows))
    bad = tmp_path / "out.bad.csv"
    bad.write_text(bad.read_text().replace("Korea", "KR"))
    mended = bad.rename(tmp_path / "mended.csv")
    cells = cells_read(mended)
    assert (cells["items.quantity"], cells["items.value"]) == (["4.2000"], ["4200"])
    summary, _, _ = judged(mended)
    assert (summary.rows, summary.bad) == (1, 0)
    assert summary.carried == ("Sachbearbeiter",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[columns\n", "the mapping cannot be read"),
        ("[column]\n", "nobody reads the table column. Perhaps columns is meant"),
        ("[columns]\nA = 1\n", "the table columns holds something else than texts"),
        ('[columns]\nA = ""\n', "the mapping reads no column"),
        ('[columns]\nA = "destinatoin"\n', "Perhaps destination is meant"),
        ('[columns]\nA = "date"\nB = "date"\n', "date is stated twice: A and B"),
        ('[columns]\nA = "date"\n[every_row]\ndate = "x"\n', "date is stated twice: A and date"),
        ('[columns]\nA = "date"\n[locale]\ndecimal = ";"\n', "; is no decimal of a locale"),
        ('[columns]\nA = "date"\n[locale]\nmarks = ";"\n', "nobody reads marks of a locale"),
        ('[columns]\nA = "date"\n', "the mapping names columns that the file has not: A"),
    ],
)
def test_a_mapping_that_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    source = exported(tmp_path, "A;JP;3A002.c;1;KG;1;EUR;x")
    (tmp_path / "map.toml").write_text(content)
    code, output, errors = run(source, "--map", str(tmp_path / "map.toml"))
    assert (code, output) == (2, "")
    assert message in errors.replace("\n", " ")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("kind", "Perhaps items.kind is meant"),
        ("Kind", "Perhaps items.kind is meant"),
        ("activty", "Perhaps activity is meant"),
        ("country", "Use one of.*: exporter.country, parties.end_user.country"),
    ],
)
def test_a_name_that_is_no_column_is_never_its_own_remedy(tmp_path: Path, name: str, meant: str) -> None:
    file = tmp_path / "m.toml"
    for content in (f'[every_row]\n"{name}" = "goods"\n', f'"X" = "{name}"\n'):
        file.write_text(f'[columns]\n"Land" = "destination"\n{content}')
        with pytest.raises(InputError, match=meant):
            read_mapping(file)


def test_the_name_of_a_column_needs_no_quotes(tmp_path: Path) -> None:
    """TOML makes a table of ``items.kind = "goods"``."""
    file = tmp_path / "m.toml"
    file.write_text(
        '[columns]\n"Land" = "destination"\n[every_row]\nitems.kind = "goods"\nactivity = "export"\n'
    )
    assert read_mapping(file).every_row == {"items.kind": "goods", "activity": "export"}
    file.write_text('[columns]\n"Land" = "destination"\n[every_row]\nitems.kind = 5\n')
    with pytest.raises(InputError, match="something else than texts"):
        read_mapping(file)


def test_a_mapping_is_written_to_be_filled_in(tmp_path: Path) -> None:
    source = exported(tmp_path, "1;2", header="Spalte A;Spalte B", titles="")
    code, _, errors = run(source, "--map", str(tmp_path / "map.toml"))
    assert code == 2
    assert "no column of the file has a name that is known" in errors
    filled = (tmp_path / "map.toml").read_text().replace('"Spalte A" = ""', '"Spalte A" = "items.quantity"')
    (tmp_path / "map.toml").write_text(filled)
    assert cells_read(source, mapping=read_mapping(tmp_path / "map.toml")) == {"items.quantity": ["1"]}


def test_a_mapping_is_not_written_over_the_result(tmp_path: Path) -> None:
    source = exported(tmp_path, "A;JP;[];1;KG;1;EUR;x")
    code, _, _ = run(source, "--map", str(tmp_path / "out.csv"))
    assert code == 2
    assert not (tmp_path / "out.csv").exists()


def test_a_locale_that_is_none(tmp_path: Path) -> None:
    code, _, errors = run(exported(tmp_path, "A;JP;[];1;KG;1;EUR;x"), "--locale", "dee")
    assert code == 2
    assert "there is no locale called dee" in errors


def test_what_an_exporter_does_not_state_comes_from_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dualuse.toml").write_text('[exporter]\nname = "Nordquell GmbH"\ncountry = "DE"\n')
    rows = ("A;JP;3A002.c;1;KG;1;EUR;x", "B;JP;3A002.c;1;KG;1;EUR;x")
    code, output, _ = run(exported(tmp_path, *rows))
    assert code == 0
    supplied = "dualuse.toml supplies the exporter where a row does not state it: exporter.name = Nordquell GmbH, exporter.country = DE; rows completed so: 2."
    assert supplied in " ".join(output.split())


def test_a_table_of_the_contract_is_none(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("items.entries,destination,Menge,Land\n5A001.f,AE,4.200,x\n")
    summary, _, _ = judged(tmp_path / "in.csv")
    assert summary.export is None
    assert summary.carried == ("Menge", "Land")


def test_no_name_is_known(tmp_path: Path) -> None:
    source = exported(tmp_path, "1;2", header="Spalte A;Spalte B", titles="")
    with pytest.raises(InputError, match="no column"):
        judged(source)


EXAMPLES = Path(__file__).parents[2] / "examples" / "bulk"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_example(tmp_path: Path, engine: str) -> None:
    mapping = read_mapping(EXAMPLES / "sap_export.toml")
    target = tmp_path / "out.csv"
    summary = bulk(
        EXAMPLES / "sap_export.xlsx", target, engine_name=engine, options=Options(TODAY), mapping=mapping
    )
    assert summary.export is not None
    assert (summary.rows, summary.bad, summary.export.header_line) == (4, 2, 4)
    # "2,5" pieces are refused, and do not settle how quantities are written.
    assert summary.export.shown == {"Nettowert": ","}
    rows = records(target)
    assert [row["release"] for row in rows] == ["ask", "ask", "stop", "ask"]
    bad = [row["dualuse_problem"] for row in records(summary.bad_file)]
    assert "KR, KP" in bad[0]
    assert "2,5 ST: numbers of pieces are whole" in bad[1]


def test_an_export_in_several_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What settles a number may stand in another block; lines are those of the file, also behind a line that is no row."""
    rows = [f"A{number};Japan;3A002.c;1;KG;4.200;EUR;x" for number in range(40)]
    source = exported(
        tmp_path, *rows, "B;JP;[];1", "C;Korea;[];1;ST;4.200;EUR;x", "D;JP;[];1;ST;48.000,00;EUR;x"
    )
    at_once = judged(source)
    monkeypatch.setattr(csv_files, "BLOCK", 300)
    in_blocks = judged(source)
    assert at_once[1:] == in_blocks[1:]
    assert [row["dualuse_line"] for row in in_blocks[2]] == ["44", "45"]
    assert in_blocks[2][1]["Nettowert"] == "4200"
    assert (in_blocks[0].rows, in_blocks[0].bad) == (41, 2)
    assert in_blocks[0].export == at_once[0].export


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_an_export_without_rows(tmp_path: Path, ending: str) -> None:
    source = exported(tmp_path)
    summary = bulk(source, tmp_path / f"out.{ending}", options=Options(TODAY))
    assert (summary.rows, summary.bad) == (0, 0)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_judged_export_is_judged_again(tmp_path: Path, ending: str) -> None:
    source = exported(
        tmp_path, "A;Japan;3A002.c;4,200;KG;48.000,00;EUR;=1+1", "B;Japan;3A002.c;0,5;KG;1;EUR;y"
    )
    first, second = tmp_path / f"first.{ending}", tmp_path / "second.csv"
    of_export = bulk(source, first, options=Options(TODAY, reasons=ending != "xlsx"))
    of_answers = bulk(first, second, options=Options(TODAY))
    assert (of_export.rows, of_answers.rows, of_answers.bad) == (2, 2, 0)
    assert of_export.outcomes == of_answers.outcomes
    assert [row["Sachbearbeiter"].lstrip("'") for row in records(second)] == ["=1+1", "y"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_example_is_answered_as_a_table_of_the_contract_is(tmp_path: Path, engine: str) -> None:
    mapping = read_mapping(EXAMPLES / "sap_export.toml")
    cells = cells_read(EXAMPLES / "sap_export.xlsx", mapping=mapping)
    pl.DataFrame(cells).write_csv(tmp_path / "contract.csv")
    options = Options(TODAY)
    bulk(
        EXAMPLES / "sap_export.xlsx", tmp_path / "a.csv", engine_name=engine, options=options, mapping=mapping
    )
    plain = bulk(tmp_path / "contract.csv", tmp_path / "b.csv", engine_name=engine, options=options)
    assert (plain.export, plain.bad) == (None, 0)
    added = [
        [{name: row[name] for name in RESULTS} for row in records(tmp_path / name)]
        for name in ("a.csv", "b.csv")
    ]
    assert added[0] == added[1]


def test_the_same_of_several_cells_is_told_once(tmp_path: Path) -> None:
    header = "Verkaufsbeleg;Bestimmungsland;Land Endverwender;Menge"
    _, _, (bad,) = judged(exported(tmp_path, "A;Korea;Korea;x", header=header))
    told = bad["dualuse_problem"]
    assert told.count("Korea is not surely the name of one country") == 1
    assert told.startswith(
        "Bestimmungsland (destination), Land Endverwender (parties.end_user.country): Korea"
    )
    assert "x is no number" in told


def test_a_quantity_is_not_negative(tmp_path: Path) -> None:
    _, _, bad = judged(exported(tmp_path, "1;JP;3A002.c;-3;ST;48.000,00;EUR;x"))
    assert "-3 is negative" in bad[0]["dualuse_problem"]


def test_a_file_with_one_known_name_is_told_of_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Bezeichnung;Land\nPumpe;IN\n")
    with pytest.raises(InputError, match=r"--map FILE\.toml"):
        bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))


def test_a_number_that_may_be_two_is_told_as_its_reader_writes_it(tmp_path: Path) -> None:
    source = exported(tmp_path, "1;JP;3A002.c;1.200;ST;48;EUR;x")
    bulk(source, tmp_path / "out.csv", options=Options(TODAY, language="de"))
    assert "1,2 oder 1200" in records(tmp_path / "out.bad.csv")[0]["dualuse_problem"]
